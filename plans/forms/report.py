"""Forms of reports: the list's filter, a new report, its head, one section, remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms

from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import PaperState, Task
from plans.rules.report_kind import ReportKind, Span, free_span, report_kinds, span_of
from plans.services.report import OTHER_YEAR

ANNEXES = {
    "tasks": "Kết quả từng nhiệm vụ",
    "units": "Kết quả theo đơn vị",
    "promises": "Kết quả so với đăng ký",
    "papers": "Danh mục văn bản",
    "awards": "Danh sách khen thưởng",
    "0601": "Biểu 0601: số phong trào thi đua",
    "0602": "Biểu 0602: khen thưởng cấp Nhà nước",
    "0603": "Biểu 0603: khen thưởng cấp bộ, cấp tỉnh",
    "0604": "Biểu 0604: tổ chức làm công tác thi đua, khen thưởng",
    "0605": "Biểu 0605: công chức làm công tác thi đua, khen thưởng",
}
_KINDS = [(slug, kind.label) for slug, kind in report_kinds().items()]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReportFilter(ListFilter):
    """Which reports the list shows."""

    search = SearchField("Trích yếu, số")
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *_KINDS])
    year = forms.ChoiceField(label="Năm", required=False)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *PaperState.choices])


class NewReportForm(forms.Form):
    """Lập báo cáo: its kind, its time, the cut-off, the task that it fulfils."""

    kind = forms.ChoiceField(label="Loại báo cáo", choices=_KINDS)
    quarter = forms.TypedChoiceField(
        label="Quý",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Chọn với báo cáo quý"), (1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")],
    )
    first = DayField(label="Từ ngày", required=False)
    last = DayField(label="Đến ngày", required=False)
    as_of = DayField(
        label="Số liệu tính đến ngày",
        required=False,
        help_text="Để trống thì lấy ngày cuối của thời gian báo cáo, hoặc hôm nay nếu chưa đến ngày ấy.",
    )
    due_on = DayField(label="Hạn gửi", required=False)
    task = forms.ModelChoiceField(
        label="Nhiệm vụ của kế hoạch",
        queryset=Task.objects.none(),
        required=False,
        empty_label="Đề xuất theo loại báo cáo",
        help_text="Báo cáo ban hành là kết quả của nhiệm vụ này.",
    )
    no_task = forms.BooleanField(label="Không gắn với nhiệm vụ nào", required=False)
    again = forms.BooleanField(label="Vẫn lập thêm một dự thảo", required=False)

    def __init__(self, *args: Any, year: int, today: dt.date, tasks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.today = year, today
        self.span: Span | None = None
        field: Any = self.fields["task"]
        field.queryset, field.label_from_instance = tasks, task_label
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(Column("kind", css_class="col-md-8"), Column("quarter", css_class="col-md-4")),
            HTML('<p class="form-text">Hai ô ngày dưới đây chỉ dùng cho báo cáo theo thời gian tự chọn.</p>'),
            Row(Column("first", css_class="col-md-6"), Column("last", css_class="col-md-6")),
            Row(Column("as_of", css_class="col-md-6"), Column("due_on", css_class="col-md-6")),
            "task",
            "no_task",
        )

    def offer_again(self) -> None:
        """Let one more be made where there is one already."""
        self.helper.layout.append("again")

    @property
    def chosen(self) -> ReportKind:
        return report_kinds()[self.cleaned_data["kind"]]

    @property
    def told(self) -> Span:
        """The time that a valid form names."""
        if self.span is None:
            raise ValueError("the form is not valid")
        return self.span

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" not in cleaned:
            return cleaned
        self.span = self._span(cleaned)
        if self.span is None:
            return cleaned
        as_of = cleaned.get("as_of")
        if self.span.first > self.today:
            self.add_error(None, "Thời gian báo cáo chưa bắt đầu nên chưa có số liệu. Chọn thời gian đã qua.")
        elif as_of is None and "as_of" not in self.errors:
            cleaned["as_of"] = min(self.span.last, self.today)
        elif as_of and as_of < self.span.first:
            self.add_error("as_of", "Ngày chốt ở trước ngày đầu của thời gian báo cáo. Chọn ngày sau đó.")
        elif as_of and as_of > self.today:
            self.add_error("as_of", "Ngày chốt ở sau hôm nay nên chưa có số liệu. Chọn hôm nay hoặc ngày trước đó.")
        return cleaned

    def _span(self, cleaned: dict[str, Any]) -> Span | None:
        kind = report_kinds()[cleaned["kind"]]
        if kind.span == "quarter" and not cleaned.get("quarter"):
            if "quarter" not in self.errors:
                self.add_error("quarter", "Chọn quý của báo cáo.")
            return None
        usual = span_of(kind, self.year, cleaned.get("quarter") or 1)
        if usual is not None:
            return usual
        first, last = cleaned.get("first"), cleaned.get("last")
        for name, day in (("first", first), ("last", last)):
            if day is None and name not in self.errors:
                self.add_error(name, "Nhập ngày của thời gian báo cáo.")
        if first is None or last is None:
            return None
        if last < first:
            self.add_error("last", "Ngày cuối ở trước ngày đầu. Nhập ngày sau đó.")
            return None
        for name, day in (("first", first), ("last", last)):
            if day.year != self.year:
                self.add_error(name, OTHER_YEAR.format(year=self.year))
                return None
        return free_span(first, last)


class HeadForm(VersionForm):
    """Thông tin báo cáo: what stands above and below its sections."""

    abstract = forms.CharField(label="Trích yếu", max_length=500, error_messages={"required": "Nhập trích yếu."})
    as_of = DayField(
        label="Số liệu tính đến ngày", help_text="Đổi ngày này thì số liệu được lấy lại; lời đã sửa vẫn giữ."
    )
    due_on = DayField(label="Hạn gửi", required=False)
    addressee = LinesField(label="Kính gửi", required=False, widget=_area(2), help_text="Mỗi dòng một nơi.")
    basis = LinesField(label="Căn cứ", required=False, widget=_area(5), help_text="Mỗi dòng một căn cứ.")
    recipients = LinesField(label="Nơi nhận", required=False, widget=_area(4), help_text="Mỗi dòng một nơi.")
    symbol = forms.CharField(label="Ký hiệu", required=False, max_length=40, help_text="Ví dụ BC-SNgV.")
    signer_title = LinesField(label="Chức vụ người ký", required=False, widget=_area(2))
    signer_name = forms.CharField(label="Người ký", required=False, max_length=100)
    task = forms.ModelChoiceField(
        label="Nhiệm vụ của kế hoạch", queryset=Task.objects.none(), required=False, empty_label="Không gắn nhiệm vụ"
    )
    annexes = forms.MultipleChoiceField(
        label="Phụ lục",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="In theo thứ tự này. Biểu 0601 đến 0605 theo Thông tư 02/2023/TT-BNV: chưa rõ Thông tư "
        "18/2025/TT-BNV đã thay biểu nào, kiểm tra biểu hiện hành trước khi gửi.",
    )

    def __init__(self, *args: Any, offered: Iterable[str], tasks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(offered)
        self.fields["annexes"].choices = [  # type: ignore[attr-defined]
            (code, ANNEXES.get(code, code)) for code in self.offered
        ]
        field: Any = self.fields["task"]
        field.queryset, field.label_from_instance = tasks, task_label
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "version",
            "abstract",
            Row(Column("as_of", css_class="col-md-6"), Column("due_on", css_class="col-md-6")),
            "addressee",
            "basis",
            HTML('<h2 class="form-part">Nơi nhận, người ký</h2>'),
            "recipients",
            Row(Column("symbol", css_class="col-md-4"), Column("signer_name", css_class="col-md-8")),
            "signer_title",
            HTML('<h2 class="form-part">Nhiệm vụ, phụ lục</h2>'),
            "task",
            "annexes",
        )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}


class RemarkForm(forms.Form):
    """Ý kiến của lãnh đạo; ``section`` empty is the whole report."""

    section = forms.ChoiceField(label="Về mục", required=False)
    text = LinesField(
        label="Ý kiến",
        max_length=4000,
        widget=_area(4),
        error_messages={"required": "Ghi ý kiến để thường trực biết cần sửa gì."},
    )

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "Toàn báo cáo"), *sections]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Tiếp thu, giải trình một ý kiến."""

    answer = LinesField(
        label="Tiếp thu, giải trình",
        max_length=4000,
        initial="Đã tiếp thu.",
        widget=_area(3),
        error_messages={"required": "Ghi đã tiếp thu thế nào, hoặc giải trình vì sao giữ nguyên."},
    )


def task_label(task: Task) -> str:
    """ "Nhiệm vụ 8: Xây dựng báo cáo sơ kết …"."""
    text = " ".join(task.title.split())
    return f"{task}: {text if len(text) <= 110 else f'{text[:108].rstrip()} …'}"
