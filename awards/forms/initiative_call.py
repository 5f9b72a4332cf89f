"""Forms of a call for initiatives, and of its score sheet with rows of criteria."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.models import InitiativeCall, InitiativeCriterion, InitiativeSheet
from awards.services.initiative_call import CALL_FIELDS, NewCriterion
from emulation.forms.scoring import PointsField
from emulation.rules.scoring import show_points
from plans.forms.draft import area, in_rows, row_text
from plans.forms.event import text_line
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.forms.rows import RowGroup
from plans.models import Task
from plans.rules.document import FIRST_YEAR, LAST_YEAR

CRITERIA = RowGroup(("crit", "most", "least", "guide", "crit_pk"), "tieu-chi")


class CallForm(VersionForm):
    """Đợt nhận sáng kiến."""

    helper = in_rows("version", ("name", "year"), ("opens_on", "closes_on", "scored_by"), ("sheet", "task"), "guidance")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = text_line("Tên đợt", required=True, error_messages={"required": "Ghi tên đợt."})
    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        error_messages={"required": "Ghi năm.", "invalid": "Ghi năm bằng bốn chữ số."},
    )
    opens_on = DayField(label="Nhận từ ngày")
    closes_on = DayField(label="Đến hết ngày", help_text="Sau ngày này chỉ thường trực nhận được, kèm lý do.")
    scored_by = DayField(label="Chấm xong trước ngày", required=False)
    sheet = forms.ModelChoiceField(
        label="Bảng chấm",
        queryset=InitiativeSheet.objects.none(),
        empty_label="Chọn bảng chấm",
        error_messages={"required": "Chọn bảng chấm."},
    )
    task = forms.ModelChoiceField(
        label="Nhiệm vụ của kế hoạch",
        queryset=Task.objects.none(),
        required=False,
        empty_label="Không gắn nhiệm vụ",
        help_text="Đợt hiện ở trang của nhiệm vụ này.",
    )
    guidance = LinesField(
        label="Hướng dẫn", required=False, widget=area(4), help_text="Hiện ở đầu danh sách hồ sơ khi đợt đang mở."
    )

    def __init__(self, *args: Any, call: InitiativeCall | None, plan: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        sheets = InitiativeSheet.objects.filter(in_use=True)
        fields["sheet"].queryset = sheets | InitiativeSheet.objects.filter(pk=call.sheet_id if call else 0)
        tasks = Task.objects.in_plan().filter(plan=plan)
        fields["task"].queryset = (tasks | Task.objects.filter(pk=call.task_id or 0 if call else 0)).order_by("order")
        fields["task"].label_from_instance = lambda task: f"{task.no}. {task.title[:90]}"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes, scored = (cleaned.get(name) for name in ("opens_on", "closes_on", "scored_by"))
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Ở trước ngày mở. Sửa một trong hai.")
        if closes and scored and scored < closes:
            self.add_error("scored_by", "Ở trước ngày đóng nhận. Sửa một trong hai.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CALL_FIELDS}


def call_values(call: InitiativeCall) -> dict[str, Any]:
    values = {name: getattr(call, name) for name in CALL_FIELDS if name not in ("sheet", "task")}
    return {**values, "version": call.version, "sheet": call.sheet_id, "task": call.task_id}


class SheetForm(VersionForm):
    """Bảng chấm; a row of criteria left empty is not there."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = text_line("Tên bảng", required=True, error_messages={"required": "Ghi tên bảng."})
    pass_mark = PointsField(
        label="Điểm đạt",
        help_text="Trung bình các phiếu từ mức này thì đề xuất công nhận.",
        error_messages={"required": "Ghi điểm đạt."},
    )
    spread_flag = PointsField(
        label="Báo chênh lệch từ",
        help_text="Phiếu cao nhất và thấp nhất cách nhau từ mức này thì được báo để xem lại.",
        error_messages={"required": "Ghi mức chênh lệch."},
    )
    source = LinesField(label="Căn cứ", required=False, widget=area(2), help_text="Văn bản ban hành bảng chấm.")
    in_use = forms.BooleanField(label="Đang dùng, chọn được cho đợt mới", required=False, initial=True)

    def __init__(self, *args: Any, count: int = 3, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = max(count, CRITERIA.count(self.data) if self.is_bound else 0)
        for place in range(self.count):
            self._add_row(place)

    def _add_row(self, place: int) -> None:
        no = place + 1
        self.fields[f"crit_{place}"] = row_text(f"Tiêu chí {no}", 200)
        for name, words in (("most", "Điểm tối đa"), ("least", "Điểm tối thiểu")):
            label = f"{words} của tiêu chí {no}"
            attrs = {"class": "form-control", "aria-label": label, "inputmode": "decimal", "autocomplete": "off"}
            if name == "most":
                attrs["data-part"] = "most"
            widget = forms.TextInput(attrs=attrs)
            self.fields[f"{name}_{place}"] = PointsField(label=label, required=False, widget=widget)
        self.fields[f"guide_{place}"] = row_text(f"Cách cho điểm tiêu chí {no}", 1000)
        self.fields[f"crit_pk_{place}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def rows(self) -> list[tuple[int, list[forms.BoundField], str]]:
        """The rows of criteria: place, fields, value of the button that removes it."""
        return [
            (place, [self[f"{name}_{place}"] for name in CRITERIA.fields], CRITERIA.removes(place))
            for place in range(self.count)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.criteria: list[NewCriterion] = []
        for place in range(self.count):
            name, most = cleaned.get(f"crit_{place}", ""), cleaned.get(f"most_{place}")
            least, guide = cleaned.get(f"least_{place}") or 0, cleaned.get(f"guide_{place}", "")
            if not name and not most and not least and not guide:
                continue
            if not name:
                self.add_error(f"crit_{place}", "Ghi tên tiêu chí, hoặc bỏ dòng.")
            if not most and f"most_{place}" not in self.errors:
                self.add_error(f"most_{place}", "Ghi điểm tối đa lớn hơn 0.")
            elif most and least > most:
                self.add_error(f"least_{place}", "Lớn hơn điểm tối đa.")
            self.criteria.append(NewCriterion(name, most or 0, least, guide, cleaned.get(f"crit_pk_{place}")))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "pass_mark", "spread_flag", "source", "in_use")}

    @property
    def whole(self) -> str:
        """The most a sheet gives, of the rows as they stand; what is no number counts nothing."""
        found = 0
        for place in range(self.count):
            value = self[f"most_{place}"].value()
            try:
                found += value if isinstance(value, int) else self.fields[f"most_{place}"].clean(value) or 0
            except forms.ValidationError:
                continue
        return show_points(found)


def sheet_values(sheet: InitiativeSheet, criteria: Sequence[InitiativeCriterion]) -> dict[str, Any]:
    """A score sheet as its form shows it."""
    names = ("version", "name", "pass_mark", "spread_flag", "source", "in_use")
    values: dict[str, Any] = {name: getattr(sheet, name) for name in names}
    for place, one in enumerate(criteria):
        values |= {
            f"crit_{place}": one.name,
            f"most_{place}": one.most,
            f"least_{place}": one.least,
            f"guide_{place}": one.guide,
            f"crit_pk_{place}": one.pk,
        }
    return values
