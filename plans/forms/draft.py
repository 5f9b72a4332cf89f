"""Forms of drafting: begin a plan, its head and close, a part of its text, one task with its units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone

from plans.forms.plan import DayField, LinesField, VersionForm
from plans.forms.rows import MAX_ROWS, RowGroup
from plans.models import Assignment, Plan, Task, TaskKind, Unit
from plans.rules.document import FIRST_YEAR, LAST_YEAR, ROLE_WORDS, TABLE_FORM_WORDS, AssignmentRole, TableForm
from plans.rules.official import short_date

ROLES = tuple((role.value, words) for role, words in ROLE_WORDS.items())
RANGE = "RANGE"
MONTHS = [(f"{n:02}", f"Tháng {n}") for n in range(1, 13)]
PERIODS = [
    ("", "Không ấn định"),
    ("Theo quý", [(f"Q{n}", f"Quý {roman}") for n, roman in enumerate(("I", "II", "III", "IV"), start=1)]),
    ("Theo tháng", [(f"M{code}", words) for code, words in MONTHS]),
    ("Khác", [("YEAR", "Cả năm"), (RANGE, "Nhiều tháng")]),
]
UNIT_ROWS = RowGroup(("unit", "role"))


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def year_field() -> forms.IntegerField:
    wrong = f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}."
    return forms.IntegerField(
        label="Năm kế hoạch",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


class NewDraftForm(forms.Form):
    """Begin empty, or from an earlier plan."""

    year = year_field()
    copy_of = forms.ChoiceField(label="Lập từ", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, plans: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        former = [(pk, f"Kế hoạch năm {plan.year} ({plan.get_state_display()})") for pk, plan in self.plans.items()]
        self.fields["copy_of"].choices = [("", "Bản trống, có sẵn các đề mục"), *former]  # type: ignore[attr-defined]
        self.fields[
            "copy_of"
        ].help_text = "Lập từ kế hoạch cũ thì câu chữ giữ nguyên; các chỗ còn ghi năm cũ được chỉ ra để sửa hoặc giữ."
        if not self.is_bound:
            newest = max((plan.year for plan in plans), default=timezone.localdate().year - 1)
            self.initial.setdefault("year", newest + 1)
            self.initial.setdefault("copy_of", next(iter(self.plans), ""))

    def clean_copy_of(self) -> Plan | None:
        return self.plans.get(self.cleaned_data["copy_of"])


def in_rows(*rows: str | tuple[str, ...]) -> FormHelper:
    """A form inside a page's own <form>: a field to a line, or the fields of a tuple beside each other."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    lines = [Row(*(Column(name) for name in row)) if isinstance(row, tuple) else row for row in rows]
    helper.layout = Layout(*lines)
    return helper


class HeadForm(VersionForm):
    """Phần đầu, căn cứ."""

    helper = in_rows(
        "version", "title", "opening", ("agency", "parent_agency"), ("place", "symbol"), ("year", "table_form")
    )

    title = LinesField(
        label="Trích yếu",
        widget=area(2),
        help_text="Dòng dưới chữ KẾ HOẠCH",
        error_messages={"required": "Ghi trích yếu của kế hoạch."},
    )
    year = year_field()
    opening = LinesField(
        label="Căn cứ, lời mở đầu",
        widget=area(7),
        required=False,
        help_text="Mỗi đoạn một dòng, in ngay dưới tên kế hoạch.",
    )
    agency = forms.CharField(
        label="Cơ quan ban hành", max_length=200, required=False, help_text="Để trống thì in tên cơ quan đã khai."
    )
    parent_agency = forms.CharField(label="Cơ quan chủ quản", max_length=200, required=False)
    place = forms.CharField(label="Địa danh", max_length=100, required=False)
    symbol = forms.CharField(
        label="Ký hiệu", max_length=40, required=False, help_text="Văn thư ghi số khi ban hành; bản thảo không có số."
    )
    table_form = forms.ChoiceField(
        label="Kiểu bảng nhiệm vụ",
        choices=[(table_form.value, words) for table_form, words in TABLE_FORM_WORDS.items()],
    )


class CloseForm(VersionForm):
    """Phần kết, nơi nhận, chữ ký."""

    helper = in_rows("version", "closing", "recipients", ("signer_title", "signer_name"))

    closing = LinesField(label="Phần kết", widget=area(5), required=False)
    recipients = LinesField(
        label="Nơi nhận",
        widget=area(8),
        required=False,
        help_text="Mỗi dòng một nơi, không gạch đầu dòng. Phải có khi trình duyệt.",
    )
    signer_title = LinesField(
        label="Chức vụ người ký",
        widget=area(2),
        required=False,
        help_text="Phải có khi trình duyệt",
    )
    signer_name = forms.CharField(label="Người ký", max_length=100, required=False, help_text="Phải có khi trình duyệt")

    def clean_recipients(self) -> str:
        lines = (" ".join(line.strip().lstrip("-–").split()) for line in self.cleaned_data["recipients"].splitlines())
        return "\n".join(line.rstrip(";.").strip() or line for line in lines if line)

    def clean_signer_title(self) -> str:
        return "\n".join(line.strip() for line in self.cleaned_data["signer_title"].splitlines() if line.strip())


class SectionForm(VersionForm):
    """Một phần của kế hoạch."""

    heading = LinesField(
        label="Đề mục",
        widget=area(1),
        help_text="Ghi cả số, ví dụ: 1. Mục đích",
        error_messages={"required": "Ghi đề mục của phần này."},
    )
    body = LinesField(label="Nội dung", widget=area(6), required=False, help_text="Mỗi đoạn một dòng.")


class TaskForm(VersionForm):
    """One task with rows of unit and role; a row left without a unit is not there."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = LinesField(label="Nội dung nhiệm vụ", widget=area(3), error_messages={"required": "Ghi nội dung nhiệm vụ."})
    no = forms.CharField(
        label="TT", max_length=40, required=False, widget=forms.TextInput(attrs={"class": "short-field"})
    )
    period = forms.ChoiceField(label="Thời gian", choices=PERIODS, required=False)
    due = DayField(label="Ngày ấn định (nếu có)", required=False)
    kind = forms.ChoiceField(label="Loại việc", choices=TaskKind.choices)
    from_month = forms.ChoiceField(label="Từ tháng", choices=[("", "Chọn tháng"), *MONTHS], required=False)
    to_month = forms.ChoiceField(label="Đến tháng", choices=[("", "Chọn tháng"), *MONTHS], required=False)
    period_text = forms.CharField(
        label="Lời ghi thời gian", required=False, help_text="Như in trên bảng, ví dụ: Trước ngày 15/6"
    )
    conditional = forms.BooleanField(label="Chỉ làm “nếu có”: chờ phát sinh, không tính quá hạn", required=False)

    def __init__(
        self, *args: Any, plan: Plan, units: Iterable[Unit], rows: int = 1, plain: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.units = {str(unit.pk): unit for unit in units}
        self.rows = min(max(rows, UNIT_ROWS.count(self.data) if self.is_bound else 0), MAX_ROWS)
        choices = [("", "Chọn đơn vị"), *((pk, unit.name) for pk, unit in self.units.items())]
        for n in range(self.rows):
            self.fields[f"unit_{n}"] = row_select(f"Đơn vị {n + 1}", choices)
            self.fields[f"role_{n}"] = row_select(f"Vai trò của đơn vị {n + 1}", ROLES)
        if plain:
            del self.fields["no"]
        if plan.table_form == TableForm.QUARTER_ROWS:
            del self.fields["period_text"]

    def unit_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, int]]:
        """The rows as the template shows them: unit, role, place."""
        return [(self[f"unit_{n}"], self[f"role_{n}"], n) for n in range(self.rows)]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and not self.plan.year <= due.year <= self.plan.year + 1:
            raise forms.ValidationError(
                f"{short_date(due)} không thuộc năm kế hoạch {self.plan.year}. Sửa ngày, hoặc để trống."
            )
        return due

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("period") == RANGE:
            first, last = cleaned.get("from_month", ""), cleaned.get("to_month", "")
            if not first or not last or first >= last:
                self.add_error("to_month", "Chọn tháng đầu và tháng cuối, tháng cuối sau tháng đầu.")
        seen: set[str] = set()
        for n in range(self.rows):
            unit = cleaned.get(f"unit_{n}")
            if unit and unit in seen:
                self.add_error(f"unit_{n}", f"{self.units[unit]} đã có ở dòng trên. Bỏ bớt một dòng.")
            seen.add(unit or "")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The task's own fields, as the service takes them."""
        cleaned = self.cleaned_data
        period = cleaned["period"]
        if period == RANGE:
            period = f"M{cleaned['from_month']}-M{cleaned['to_month']}"
        names = ("title", "no", "due", "kind", "period_text", "conditional")
        return {"period": period, **{name: cleaned[name] for name in names if name in cleaned}}

    @property
    def parts(self) -> list[tuple[Unit, AssignmentRole]]:
        cleaned = self.cleaned_data
        rows = ((cleaned[f"unit_{n}"], cleaned[f"role_{n}"]) for n in range(self.rows))
        return [(self.units[unit], AssignmentRole(role or AssignmentRole.PERFORM)) for unit, role in rows if unit]


def row_select(label: str, choices: Sequence[tuple[Any, Any]]) -> forms.ChoiceField:
    """A choice in a row of its own kind, named for screen readers instead of a label above."""
    widget = forms.Select(attrs={"class": "form-select", "aria-label": label})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def row_text(label: str, length: int) -> forms.CharField:
    """A line of words in a row, named the same way."""
    widget = forms.TextInput(attrs={"class": "form-control", "aria-label": label})
    return forms.CharField(label=label, required=False, max_length=length, widget=widget)


def task_values(task: Task, parts: Sequence[Assignment]) -> dict[str, Any]:
    """A task as its form shows it."""
    values: dict[str, Any] = {
        name: getattr(task, name) for name in ("version", "title", "no", "due", "kind", "period_text", "conditional")
    }
    first, _, last = task.period.partition("-")
    values["period"] = RANGE if last else task.period
    values["from_month"], values["to_month"] = (first[1:], last[1:]) if last else ("", "")
    for n, part in enumerate(parts):
        values[f"unit_{n}"], values[f"role_{n}"] = str(part.unit_id), part.role
    return values
