"""Forms of a task: reporting, confirming, returning, steering, and what the plan itself leaves open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.evidence import FilesField
from plans.forms.plan import DayField, VersionForm
from plans.models import Unit

DOING, DONE = "doing", "done"
_SHORT = {"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}
_MOST = 5000


def _text(label: str, *, rows: int = 3, required: bool = False, **values: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": rows}),
        **values,
    )


class ReportForm(forms.Form):
    """Ghi tiến độ. ``why_not_done`` says why this person cannot report the whole task as done; empty when he can."""

    status = forms.ChoiceField(
        label="Tiến độ",
        choices=[(DOING, "Đang thực hiện"), (DONE, "Đã hoàn thành, đề nghị xác nhận")],
        widget=forms.RadioSelect,
        initial=DOING,
        error_messages={"required": "Chọn đang thực hiện hoặc đã hoàn thành."},
    )
    unit = forms.ChoiceField(label="Ghi cho đơn vị", error_messages={"required": "Chọn đơn vị."})
    percent = forms.IntegerField(
        label="Đã làm được khoảng (%)",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs=_SHORT),
        help_text="Số từ 0 đến 100. Đã hoàn thành thì không cần ghi.",
        error_messages={
            "invalid": "Nhập số từ 0 đến 100, không kèm dấu %.",
            "min_value": "Nhập số từ 0 đến 100.",
            "max_value": "Nhập số từ 0 đến 100.",
        },
    )
    done_text = _text(
        "Đã làm được gì",
        rows=4,
        required=True,
        help_text="Dòng đầu hiện trong bảng kế hoạch, ví dụ: Đã gửi dự thảo báo cáo lấy ý kiến các phòng.",
        error_messages={"required": "Ghi việc đã làm để người xác nhận và lãnh đạo nắm được."},
    )
    difficulty = _text("Khó khăn, vướng mắc", rows=2)
    proposal = _text("Đề xuất, kiến nghị", rows=2)
    evidence = FilesField(label="Minh chứng", required=False)
    without = forms.BooleanField(label="Vẫn báo hoàn thành khi còn đơn vị chưa gửi phần việc", required=False)

    def __init__(
        self,
        *args: Any,
        units: Sequence[tuple[int, str]] = (),
        why_not_done: str = "",
        missing: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.why_not_done, self.missing = why_not_done, missing
        if missing and not why_not_done:
            self.fields["without"].help_text = f"Chưa gửi: {missing}. Báo cáo hoàn thành sẽ ghi rõ điều này."
            self.order_fields(["status", "without"])
        else:
            del self.fields["without"]
        if why_not_done:
            self.fields["status"].help_text = why_not_done
            self.fields["status"].choices = [(DOING, "Đang thực hiện")]  # type: ignore[attr-defined]
        if len(units) > 1:
            self.fields["unit"].choices = [(str(pk), name) for pk, name in units]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]
        self._only_unit = units[0][0] if units else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "without" in self.fields and cleaned.get("status") == DONE and not cleaned.get("without"):
            self.add_error(
                "without", f"Chưa có phần việc của {self.missing}. Đánh dấu ô này nếu vẫn báo, hoặc đôn đốc trước."
            )
        return cleaned

    @property
    def unit_id(self) -> int | None:
        """The unit that speaks: the one chosen, else the only one."""
        chosen = self.cleaned_data.get("unit")
        return int(chosen) if chosen else self._only_unit


class ConfirmForm(forms.Form):
    """Xác nhận hoàn thành."""

    note = _text("Ý kiến của người xác nhận", rows=2)


class ReworkForm(forms.Form):
    """Yêu cầu thực hiện lại."""

    reason = _text(
        "Lý do",
        rows=4,
        required=True,
        help_text="Đơn vị đọc được ngay, ví dụ: số liệu chưa tách số nữ, đề nghị bổ sung trước ngày 10/6.",
        error_messages={"required": "Ghi lý do yêu cầu thực hiện lại để đơn vị biết phải sửa gì."},
    )


class SteerForm(forms.Form):
    """Dừng, tiếp tục, phát sinh: only the acts that the present state allows are offered."""

    act = forms.ChoiceField(
        label="Việc cần ghi", widget=forms.RadioSelect, error_messages={"required": "Chọn một việc."}
    )
    on = DayField(label="Ngày phát sinh", required=False, help_text="Ghi khi chọn “Đã phát sinh”; để trống là hôm nay.")
    reason = _text(
        "Lý do, căn cứ",
        required=True,
        error_messages={"required": "Ghi lý do để người xem sau hiểu vì sao."},
        help_text="Ví dụ: theo Công văn số 15/SNV ngày 02/6/2026 về việc kiểm tra.",
    )

    def __init__(self, *args: Any, acts: Sequence[tuple[str, str]], with_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = list(acts)  # type: ignore[attr-defined]
        if len(acts) == 1:
            self.fields["act"].initial = acts[0][0]
        if not with_day:
            del self.fields["on"]


class FactsForm(VersionForm):
    """Kết quả, trách nhiệm, đơn vị theo dõi: what the plan leaves open and the standing office fills in."""

    result = _text(
        "Kết quả phải có",
        help_text="Sản phẩm cuối cùng, ví dụ: Báo cáo sơ kết trình Giám đốc ký, gửi Sở Nội vụ.",
    )
    responsibility = _text(
        "Trách nhiệm", help_text="Ai chịu trách nhiệm về gì, ví dụ: Trưởng phòng chịu trách nhiệm về thời hạn."
    )
    follow_up_unit = forms.ModelChoiceField(
        label="Đơn vị theo dõi (đề xuất)",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Chưa đề xuất",
        help_text="Kế hoạch không ghi đơn vị chủ trì; đây là đề xuất để có nơi theo dõi, không đổi kế hoạch.",
    )

    def __init__(self, *args: Any, units: Sequence[int] = (), named_lead: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named_lead:
            del self.fields["follow_up_unit"]
        else:
            self.fields["follow_up_unit"].queryset = Unit.objects.filter(pk__in=units)  # type: ignore[attr-defined]
