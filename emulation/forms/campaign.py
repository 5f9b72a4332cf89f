"""Forms of a campaign: its parts, its phases, its files, the list's filter, and the acts that move it on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms

from emulation.models import Campaign, CampaignKind, CampaignState, Launcher, PhaseKind, Scope
from emulation.rules.phase import phase_faults
from plans.forms.boxes import BoxesField
from plans.forms.evidence import FilesField
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DAY_ATTRS, DayField, LinesField, VersionForm
from plans.models import PlanState, Task, Unit, UnitKind

EVERY_YEAR, COUNT_RUNNING = "tat-ca", "thuc-hien"
NEEDED = "cần trước khi trình"
NEEDED_FIELDS = (
    *("objective", "extent", "subjects", "contents", "measures", "review"),
    *("recipients", "symbol", "signer_title", "signer_name"),
)
_KINDS = (UnitKind.DIVISION, UnitKind.SUBORDINATE)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _text(label: str, rows: int = 3, **values: Any) -> LinesField:
    """A part that may still be empty while the campaign is written; launching asks for it."""
    return LinesField(label=label, required=False, max_length=20_000, widget=_area(rows), **values)


def task_label(task: Task) -> str:
    """ "Nhiệm vụ 2, năm 2026: Phát động phong trào …"."""
    text = " ".join(task.title.split())
    return f"Nhiệm vụ {task.no}, năm {task.plan.year}: {text if len(text) <= 80 else f'{text[:78].rstrip()} …'}"


class CampaignForm(VersionForm):
    """Phong trào: the parts of Điều 17, what usually goes with them, and the words of its launch plan."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Tên phong trào",
        max_length=300,
        help_text="Ví dụ: Phong trào thi đua thường xuyên năm 2026.",
        error_messages={"required": "Nhập tên phong trào."},
    )
    kind = forms.ChoiceField(label="Hình thức tổ chức", choices=CampaignKind.choices)
    launcher = forms.ChoiceField(label="Cấp phát động", choices=Launcher.choices)
    scope = forms.ChoiceField(label="Phạm vi thống kê", choices=Scope.choices, initial=Scope.UNIT)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày")
    task = forms.ModelChoiceField(
        label="Nhiệm vụ của kế hoạch", queryset=Task.objects.none(), required=False, empty_label="Không gắn nhiệm vụ"
    )
    source_number = forms.CharField(
        label="Văn bản phát động của cấp trên",
        required=False,
        max_length=100,
        help_text="Ghi cả tên loại và số, ví dụ: Kế hoạch số …/KH-UBND. Sở phát động thì để trống.",
    )
    source_date = DayField(label="Ngày văn bản", required=False)
    source_from = forms.CharField(label="Cơ quan ban hành văn bản", required=False, max_length=200)
    objective = _text("Mục tiêu")
    extent = _text("Phạm vi", 2)
    subjects = _text("Đối tượng", 2)
    participants = BoxesField(
        label="Đơn vị tham gia",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn đơn vị nào là mọi phòng và đơn vị trực thuộc.",
    )
    contents = _text("Nội dung, tiêu chí thi đua", 6)
    measures = _text("Biện pháp, tổ chức thực hiện", 5)
    review = _text("Sơ kết, tổng kết, khen thưởng", 3)
    slogans = _text("Khẩu hiệu", 2, help_text="Mỗi dòng một khẩu hiệu.")
    reward_quota = _text("Số lượng đề nghị khen thưởng", 2)
    dossier_time = _text("Hồ sơ, thời gian trình", 2)
    basis = _text(
        "Căn cứ", 4, help_text="Mỗi dòng một căn cứ. Đề xuất theo văn bản đang có hiệu lực trong kho; kiểm tra lại."
    )
    recipients = _text("Nơi nhận", 3, help_text="Mỗi dòng một nơi.")
    symbol = forms.CharField(label="Ký hiệu văn bản", required=False, max_length=40, help_text="Ví dụ: KH-SNgV.")
    signer_title = _text("Chức vụ người ký", 2)
    signer_name = forms.CharField(label="Người ký", required=False, max_length=100)

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_task, own_units = (campaign.task_id, campaign.pk) if campaign else (None, None)
        field: Any = self.fields["task"]
        tasks = Task.objects.in_plan().filter(plan__state=PlanState.ISSUED) | Task.objects.filter(pk=own_task or 0)
        field.queryset = tasks.select_related("plan").order_by("-plan__year", "order", "pk")
        field.label_from_instance = task_label
        for name in NEEDED_FIELDS:
            self.fields[name].needed = NEEDED  # type: ignore[attr-defined]
        units: Any = self.fields["participants"]
        named = Unit.objects.filter(campaigns=own_units or 0)
        units.queryset = (Unit.objects.active().filter(kind__in=_KINDS) | named).distinct()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = _layout()

    @property
    def words(self) -> dict[str, Any]:
        """Every field of the record; units and version are asked for apart."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "participants")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ở trước ngày bắt đầu.")
        return cleaned


def _layout() -> Layout:
    third, half = "col-md-4", "col-md-6"

    def line(*names: str, css: str) -> Row:
        return Row(*(Column(name, css_class=css) for name in names))

    def head(words: str) -> HTML:
        return HTML(f'<h2 class="form-part">{words}</h2>')

    return Layout(
        "version",
        "name",
        line("kind", "launcher", "scope", css=third),
        line("starts_on", "ends_on", css="col-md-3"),
        "task",
        line("source_number", "source_from", "source_date", css=third),
        head("Mục tiêu, phạm vi, đối tượng"),
        *("objective", "extent", "subjects", "participants"),
        head("Nội dung, biện pháp"),
        *("contents", "measures", "review"),
        head("Khẩu hiệu, khen thưởng"),
        "slogans",
        line("reward_quota", "dossier_time", css=half),
        head("Văn bản"),
        "basis",
        line("recipients", "signer_title", css=half),
        line("symbol", "signer_name", css=half),
    )


class PhasesForm(VersionForm):
    """Các giai đoạn: two days each, or none. A launched campaign asks for the reason of the change."""

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        for kind in PhaseKind:
            for end, said in (("opens", "mở từ"), ("closes", "đóng sau")):
                label = f"{kind.label}, {said}"
                widget = forms.DateInput(attrs={**DAY_ATTRS, "class": "form-control", "aria-label": label})
                self.fields[f"{kind.value}_{end}"] = DayField(label=label, required=False, widget=widget)
        self.asks_reason = campaign.state == CampaignState.LAUNCHED
        if self.asks_reason:
            self.fields["reason"] = LinesField(
                label="Lý do đổi",
                widget=_area(2),
                help_text="Ghi vào nhật ký, ví dụ: lùi hạn tự chấm điểm theo đề nghị của các phòng.",
                error_messages={"required": "Ghi lý do đổi ngày của giai đoạn."},
            )

    @property
    def spans(self) -> dict[str, tuple[dt.date | None, dt.date | None]]:
        values = self.cleaned_data
        return {kind.value: (values.get(f"{kind}_opens"), values.get(f"{kind}_closes")) for kind in PhaseKind}

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each phase with its two fields."""
        return [(str(kind.label), self[f"{kind.value}_opens"], self[f"{kind.value}_closes"]) for kind in PhaseKind]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        wrong = {name.rpartition("_")[0] for name in self.errors}
        for kind, said in phase_faults(self.spans, self.campaign.starts_on, self.campaign.ends_on).items():
            if kind not in wrong:
                self.add_error(f"{kind}_closes", said)
        return cleaned


class CampaignFilesForm(forms.Form):
    """Thêm tệp của phong trào."""

    uploads = FilesField(label="Tệp", error_messages={"required": "Chọn ít nhất một tệp."})


class CancelCampaignForm(VersionForm):
    """Dừng phong trào."""

    reason = LinesField(label="Lý do dừng", widget=_area(3), error_messages={"required": "Ghi lý do dừng phong trào."})


class CloseCampaignForm(VersionForm):
    """Kết thúc; without a mid-term report where one is wanted, that it is known."""

    midterm_known = forms.BooleanField(label="Tôi biết phong trào này chưa ban hành báo cáo sơ kết", required=False)

    def __init__(self, *args: Any, lacks_midterm: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lacks_midterm:
            del self.fields["midterm_known"]


class CompleteTaskForm(forms.Form):
    """Báo hoàn thành nhiệm vụ."""

    done_text = LinesField(
        label="Kết quả đã làm",
        max_length=5000,
        widget=_area(4),
        error_messages={"required": "Ghi kết quả đã làm."},
    )


class CampaignFilter(ListFilter):
    """What the list of campaigns is narrowed to; without a year, those of the year in view."""

    search = SearchField("Tên, khẩu hiệu")
    kind = forms.ChoiceField(label="Hình thức", required=False, choices=[("", "Mọi hình thức"), *CampaignKind.choices])
    level = forms.ChoiceField(label="Cấp phát động", required=False, choices=[("", "Mọi cấp"), *Launcher.choices])
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *CampaignState.choices]
    )
    year = forms.ChoiceField(label="Năm", required=False, choices=[("", "Năm đang xem"), (EVERY_YEAR, "Mọi năm")])


class StatisticsFilter(ListFilter):
    """How the ministry's form is counted."""

    kind = forms.ChoiceField(
        label="Tính phong trào",
        required=False,
        choices=[("", "Phát động trong năm"), (COUNT_RUNNING, "Thực hiện trong năm")],
    )


class SpanForm(forms.Form):
    """The days of a report, the earlier first."""

    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs = {**field.widget.attrs, "class": "form-control"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and first > last:
            self.add_error("den", "Ngày sau phải bằng hoặc sau ngày đầu.")
        return cleaned
