"""Forms of reading a document: the upload, one task of it, its head, its sections, the lines left over, the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.draft import MONTHS, PERIODS, RANGE, ROLES, area, in_rows, row_select, year_field
from plans.forms.plan import DayField, LinesField
from plans.forms.rows import RowGroup
from plans.models import Unit, UnitKind
from plans.rules.document import AssignmentRole, PlanDocument, PlanTask, PlanUnit, TableForm
from plans.services.reading import NEW

KINDS = "DOCX, PDF có lớp chữ, TXT hoặc JSON do hệ thống xuất ra; không quá 20 MB"
READ_ROWS = RowGroup(("name", "role", "unit"))
KEEP, MISREAD = "giu", "doc-sai"
HEAD_FIELDS = (
    "year",
    "title",
    "number",
    "issued_on",
    "agency",
    "parent_agency",
    "place",
    "table_form",
    "opening",
    "closing",
    "recipients",
    "signer_title",
    "signer_name",
)


class UploadForm(forms.Form):
    """A file, or a pasted text."""

    file = forms.FileField(
        label="Tệp kế hoạch",
        required=False,
        allow_empty_file=True,
        help_text=f"{KINDS}. Bản quét không đọc được: dùng tệp Word gốc hoặc PDF xuất từ Word.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt,.json"}),
    )
    text = LinesField(
        label="Hoặc dán văn bản",
        required=False,
        widget=area(10),
        help_text="Sao chép cả kế hoạch từ Word hoặc PDF rồi dán.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("text") and "file" not in self.errors:
            self.add_error("file", "Chọn một tệp, hoặc dán văn bản vào ô dưới.")
        if cleaned.get("file") and cleaned.get("text"):
            self.add_error("text", "Đã chọn tệp thì không dán văn bản. Xoá một trong hai.")
        return cleaned


class ReadTaskForm(forms.Form):
    """One task as read. Rows of units: the name as written, the role, and which unit it is."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    title = LinesField(label="Nội dung", widget=area(4), error_messages={"required": "Ghi nội dung nhiệm vụ."})
    no = forms.CharField(label="TT", max_length=40, required=False)
    handling = forms.ChoiceField(label="Xử lý", widget=forms.RadioSelect, required=False)
    period = forms.ChoiceField(label="Thời gian", choices=PERIODS, required=False)
    due = DayField(label="Ngày ấn định (nếu có)", required=False)
    from_month = forms.ChoiceField(label="Từ tháng", choices=[("", "Chọn tháng"), *MONTHS], required=False)
    to_month = forms.ChoiceField(label="Đến tháng", choices=[("", "Chọn tháng"), *MONTHS], required=False)
    conditional = forms.BooleanField(label="Chỉ làm “nếu có”", required=False)

    def __init__(
        self, *args: Any, task: PlanTask, units: Sequence[Unit], rows: int, doubtful_year: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.doubtful_year = task, doubtful_year
        self.known = {str(unit.pk): unit for unit in units}
        self.rows = max(rows, READ_ROWS.count(self.data) if self.is_bound else 0)
        choices = [
            ("Đơn vị đã có", [(pk, unit.name) for pk, unit in self.known.items()]),
            ("Chưa có, lập mới", [(f"{NEW}{kind}", f"Lập mới: {kind.label}") for kind in UnitKind]),
        ]
        for n in range(self.rows):
            self.fields[f"name_{n}"] = forms.CharField(
                label=f"Tên đơn vị {n + 1} như văn bản",
                required=False,
                widget=forms.TextInput(
                    attrs={"class": "form-control", "aria-label": f"Tên đơn vị {n + 1} như văn bản"}
                ),
            )
            self.fields[f"role_{n}"] = row_select(f"Vai trò của đơn vị {n + 1}", ROLES)
            self.fields[f"unit_{n}"] = row_select(f"Đơn vị {n + 1} là", choices)
        if doubtful_year:
            handling = self.fields["handling"]
            handling.label, handling.required = f"Xử lý chỗ “{doubtful_year}”", True
            handling.choices = [  # type: ignore[attr-defined]
                (KEEP, "Giữ đúng văn bản, ghi chú nghi nhầm năm"),
                (MISREAD, "Đọc sai: văn bản gốc ghi năm khác, đã sửa ở trên"),
            ]
        else:
            del self.fields["handling"]

    def unit_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField, int]]:
        return [(self[f"name_{n}"], self[f"role_{n}"], self[f"unit_{n}"], n) for n in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("period") == RANGE:
            first, last = cleaned.get("from_month", ""), cleaned.get("to_month", "")
            if not first or not last or first >= last:
                self.add_error("to_month", "Chọn tháng đầu và tháng cuối, tháng cuối sau tháng đầu.")
        if cleaned.get("handling") == MISREAD and cleaned.get("title") == self.task.title:
            self.add_error("title", f"Sửa chỗ “{self.doubtful_year}” cho đúng văn bản gốc, hoặc chọn giữ đúng văn bản.")
        for n in range(self.rows):
            if cleaned.get(f"name_{n}") and not cleaned.get(f"unit_{n}"):
                self.add_error(f"unit_{n}", "Chọn đơn vị đã có, hoặc lập mới.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The task's own fields. Words of the time stay while the time does."""
        cleaned = self.cleaned_data
        period = cleaned["period"] or None
        if period == RANGE:
            period = f"M{cleaned['from_month']}-M{cleaned['to_month']}"
        values = {"period": period, **{name: cleaned[name] for name in ("title", "no", "due", "conditional")}}
        if period != self.task.period:
            values["period_text"] = ""
        return values

    @property
    def plan_units(self) -> list[PlanUnit]:
        """The rows as unit lines; a line that was not touched keeps its own words."""
        former = {(unit.name, unit.role): unit for unit in self.task.units}
        found = []
        for n in range(self.rows):
            name = self.cleaned_data[f"name_{n}"]
            role = AssignmentRole(self.cleaned_data[f"role_{n}"] or AssignmentRole.PERFORM)
            if name:
                found.append(former.get((name, role), PlanUnit(name, role)))
        return found

    @property
    def choices(self) -> dict[str, str]:
        rows = ((self.cleaned_data[f"name_{n}"], self.cleaned_data[f"unit_{n}"]) for n in range(self.rows))
        return {name: choice for name, choice in rows if name}


def read_task_values(task: PlanTask, choices: dict[str, str]) -> dict[str, Any]:
    """A read task as its form shows it."""
    first, _, last = (task.period or "").partition("-")
    values: dict[str, Any] = {name: getattr(task, name) for name in ("title", "no", "due", "conditional")}
    values |= {"period": RANGE if last else first, "from_month": first[1:] if last else "", "to_month": last[1:]}
    for n, unit in enumerate(task.units):
        values |= {f"name_{n}": unit.name, f"role_{n}": unit.role.value, f"unit_{n}": choices.get(unit.name, "")}
    return values


class ReadHeadForm(forms.Form):
    """The head and the close of a plan as read."""

    helper = in_rows(
        "version",
        ("year", "table_form"),
        "title",
        ("number", "issued_on"),
        "agency",
        "parent_agency",
        "place",
        "opening",
        "closing",
        "recipients",
        "signer_title",
        "signer_name",
    )

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    year = year_field()
    title = LinesField(label="Trích yếu", widget=area(2), required=False)
    number = forms.CharField(
        label="Số, ký hiệu trong văn bản", max_length=60, required=False, help_text="Chỉ ghi khi văn bản có số thật."
    )
    issued_on = DayField(label="Ngày trong văn bản", required=False)
    agency = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    parent_agency = forms.CharField(label="Cơ quan chủ quản", max_length=200, required=False)
    place = forms.CharField(label="Địa danh", max_length=100, required=False)
    table_form = forms.ChoiceField(
        label="Kiểu bảng nhiệm vụ",
        choices=[(TableForm.QUARTER_ROWS.value, "Hàng QUÝ"), (TableForm.TIME_COLUMN.value, "Cột thời gian")],
    )
    opening = LinesField(label="Căn cứ, lời mở đầu", widget=area(4), required=False)
    closing = LinesField(label="Phần kết", widget=area(4), required=False)
    recipients = LinesField(label="Nơi nhận", widget=area(8), required=False, help_text="Mỗi dòng một nơi.")
    signer_title = LinesField(label="Chức vụ người ký", widget=area(2), required=False)
    signer_name = forms.CharField(label="Người ký", max_length=100, required=False)

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in HEAD_FIELDS}
        for name in ("title", "number", "agency", "parent_agency", "place", "signer_title", "signer_name"):
            values[name] = values[name] or None
        values["recipients"] = tuple(line.strip() for line in values["recipients"].splitlines() if line.strip())
        values["table_form"] = TableForm(values["table_form"])
        return values


def read_head_values(document: PlanDocument) -> dict[str, Any]:
    values = {name: getattr(document, name) for name in HEAD_FIELDS}
    return {**values, "recipients": "\n".join(document.recipients), "table_form": document.table_form.value}


class ReadSectionsForm(forms.Form):
    """Heading and text of every section as read."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, document: PlanDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = len(document.sections)
        for n, section in enumerate(document.sections):
            self.fields[f"heading_{n}"] = LinesField(
                label=f"Đề mục {n + 1}", widget=area(1), required=False, initial=section.heading
            )
            rows = min(12, 2 + len(section.body) // 90)
            self.fields[f"body_{n}"] = LinesField(
                label=f"Nội dung của “{' '.join(section.heading.split())[:60]}”",
                widget=area(rows),
                required=False,
                initial=section.body,
            )

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(self.cleaned_data[f"heading_{n}"], self.cleaned_data[f"body_{n}"]) for n in range(self.count)]


class ConfirmForm(forms.Form):
    """Bản thảo, or a plan that was signed and issued on paper."""

    signed = forms.ChoiceField(
        label="Văn bản này là",
        widget=forms.RadioSelect,
        choices=[
            ("0", "Bản dự thảo: lập bản thảo để soạn tiếp, trình duyệt"),
            (
                "1",
                "Văn bản đã ký, ban hành: theo dõi ngay; số, ngày lấy theo văn bản, chưa có thì văn thư ghi sau",
            ),
        ],
        initial="0",
    )
