"""Forms of an obstacle: reported, given an opinion, decided, settled; and the filter of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import LinesField, VersionForm
from plans.models import ObstacleState

MOST = 5000


def _words(label: str, *, rows: int = 3, required: bool = True, **values: Any) -> LinesField:
    return LinesField(
        label=label, required=required, max_length=MOST, widget=forms.Textarea(attrs={"rows": rows}), **values
    )


class ObstacleForm(forms.Form):
    """Báo vướng mắc. ``units`` are those for which the person may speak."""

    unit = forms.ChoiceField(label="Đơn vị gặp vướng mắc", error_messages={"required": "Chọn đơn vị."})
    text = _words(
        "Vướng mắc",
        rows=4,
        help_text="Việc gì không làm được, vì sao, ví dụ: chưa có văn bản phát động của Bộ Ngoại giao.",
        error_messages={"required": "Ghi vướng mắc gặp phải."},
    )
    proposal = _words(
        "Đề xuất của đơn vị", required=False, help_text="Muốn tháo gỡ thế nào, ví dụ: lùi thời hạn sang quý III."
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._only_unit = units[0][0] if units else None
        if len(units) > 1:
            self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    @property
    def unit_id(self) -> int | None:
        """The unit that speaks: the one chosen, else the only one."""
        chosen = self.cleaned_data.get("unit")
        return int(chosen) if chosen else self._only_unit


class OpinionForm(VersionForm):
    """Ý kiến của thường trực."""

    opinion = _words(
        "Ý kiến của thường trực",
        help_text="Đề nghị lãnh đạo quyết định gì. Có ý kiến rồi mới trình được.",
        error_messages={"required": "Ghi ý kiến của thường trực."},
    )


class DecisionForm(VersionForm):
    """Quyết định của lãnh đạo."""

    decision = _words(
        "Quyết định",
        rows=4,
        help_text="Đơn vị và thường trực nhận được ngay.",
        error_messages={"required": "Ghi quyết định để đơn vị biết phải làm gì."},
    )
    calls_for_adjustment = forms.BooleanField(
        label="Cần điều chỉnh kế hoạch",
        required=False,
        help_text="Thường trực lập điều chỉnh từ vướng mắc này rồi trình duyệt.",
    )


class SettleForm(VersionForm):
    """Đã tháo gỡ."""

    note = _words("Đã tháo gỡ thế nào", rows=2, error_messages={"required": "Ghi đã tháo gỡ thế nào."})


class ObstacleFilter(ListFilter):
    """Lọc danh sách vướng mắc."""

    search = SearchField("Tìm trong vướng mắc")
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *ObstacleState.choices]
    )
    unit = forms.ChoiceField(label="Đơn vị báo", required=False)
    quy = forms.ChoiceField(
        label="Quý",
        required=False,
        choices=[("", "Cả năm"), *((str(n), f"Quý {roman}") for n, roman in enumerate(("I", "II", "III", "IV"), 1))],
    )
