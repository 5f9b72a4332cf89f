"""Forms of what goes up: a letter with its nominations, its dispatch, the answers, deadlines, the pack's columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms

from awards.models import Answer, Track, TrackDeadline
from awards.rules.pack import FIELDS, PackColumn
from awards.services.letter_document import WORDS
from emulation.forms.campaign import task_label
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import FIRST_YEAR, LAST_YEAR, DayField, LinesField, VersionForm
from plans.models import Confidence, Task

REASON = "reason_"
NEEDED = "cần trước khi trình"
NEEDED_FIELDS = (
    *("nominations", "addressee", "basis", "body", "due_on"),
    *("recipients", "symbol", "signer_title", "signer_name"),
)
ANSWERS = (
    (Answer.GRANTED.value, "Được tặng"),
    (Answer.REFUSED.value, "Không được tặng"),
    (Answer.RETURNED.value, "Trả lại hồ sơ để bổ sung"),
    (Answer.WAITING.value, "Chưa có trả lời (ghi lại cho đúng)"),
)
OUTCOMES = (
    ("", "Mọi tình trạng"),
    ("dang-lap", "Đang lập tờ trình"),
    (Answer.WAITING.value, "Đã trình, chờ trả lời"),
    (Answer.GRANTED.value, "Được tặng"),
    (Answer.REFUSED.value, "Không được tặng"),
    (Answer.RETURNED.value, "Trả lại hồ sơ"),
    ("khong", "Không được tặng hoặc trả lại"),
)


def _text(label: str, rows: int, **values: Any) -> LinesField:
    widget = forms.Textarea(attrs={"rows": rows})
    return LinesField(label=label, required=False, max_length=20_000, widget=widget, **values)


class LetterForm(VersionForm):
    """The words of a letter and the nominations it carries; one that goes up both ways asks for a reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    nominations = forms.TypedMultipleChoiceField(
        label="Hồ sơ trong văn bản", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    abstract = forms.CharField(label="Trích yếu", max_length=500, error_messages={"required": "Nhập trích yếu."})
    addressee = _text("Kính gửi", 2, help_text="Mỗi dòng một nơi.")
    basis = _text("Căn cứ", 5, help_text="Mỗi dòng một căn cứ. Lấy sẵn các văn bản đang có hiệu lực hôm nay.")
    body = _text("Nội dung", 6)
    closing = _text("Kết thúc", 2)
    due_on = DayField(label="Hoàn thiện hồ sơ trước ngày", required=False)
    recipients = _text("Nơi nhận", 3, help_text="Mỗi dòng một nơi.")
    symbol = forms.CharField(label="Ký hiệu văn bản", required=False, max_length=40)
    signer_title = _text("Chức vụ người ký", 2)
    signer_name = forms.CharField(label="Người ký", required=False, max_length=100)
    task = forms.ModelChoiceField(
        label="Nhiệm vụ của kế hoạch", queryset=Task.objects.none(), required=False, empty_label="Không gắn nhiệm vụ"
    )

    def __init__(
        self,
        *args: Any,
        submission: bool,
        offered: Sequence[tuple[int, str]],
        doubled: Mapping[int, str],
        tasks: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nominations"].choices = offered  # type: ignore[attr-defined]
        task: Any = self.fields["task"]
        task.queryset, task.label_from_instance = tasks, task_label
        names = dict(offered)
        for pk, words in doubled.items():
            self.fields[f"{REASON}{pk}"] = _text(
                f"Lý do trình cả hai hệ: {names.get(pk, '')}", 2, help_text=f"Đã có ở hệ kia: {words}."
            )
        if submission:
            del self.fields["due_on"]
            self.fields["body"].help_text = "Số lượng, danh sách từng danh hiệu, hình thức in ngay sau phần này."
        else:
            del self.fields["basis"]
            self.fields["nominations"].label = "Hồ sơ cần hoàn thiện, nêu trong văn bản"
            self.fields["body"].help_text = "Danh sách hồ sơ còn thiếu và thành phần hồ sơ in ở Phụ lục."
        for name in NEEDED_FIELDS:
            if name in self.fields:
                self.fields[name].needed = NEEDED  # type: ignore[attr-defined]
        self._lay_out(doubled)

    def _lay_out(self, doubled: Mapping[int, str]) -> None:
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        reasons = [f"{REASON}{pk}" for pk in doubled]
        words = [
            name for name in ("abstract", "addressee", "basis", "body", "closing", "due_on") if name in self.fields
        ]
        self.helper.layout = Layout(
            "version",
            "nominations",
            *reasons,
            HTML('<h2 class="form-part">Lời văn bản</h2>'),
            *words,
            HTML('<h2 class="form-part">Nơi nhận, người ký</h2>'),
            "recipients",
            Row(Column("symbol", css_class="col-md-4"), Column("signer_name", css_class="col-md-8")),
            "signer_title",
            "task",
        )

    @property
    def values(self) -> dict[str, Any]:
        """The words as the service takes them."""
        wanted = (*WORDS, "due_on")
        return {name: self.cleaned_data[name] for name in wanted if name in self.cleaned_data}

    @property
    def reasons(self) -> dict[int, str]:
        found = {name: text for name, text in self.cleaned_data.items() if name.startswith(REASON)}
        return {int(name.removeprefix(REASON)): text for name, text in found.items()}


class DispatchForm(VersionForm):
    """Ghi gửi, tiếp nhận."""

    sent_on = DayField(label="Ngày gửi")
    receipt_number = forms.CharField(
        label="Số phiếu nhận",
        required=False,
        max_length=100,
        help_text="Số giấy tiếp nhận, mã hồ sơ trên hệ thống của cấp trên.",
    )
    received_on = DayField(
        label="Ngày cấp trên nhận",
        required=False,
        help_text="Ngày nhận hồ sơ quyết định luật áp dụng: trước hay từ 01/10/2026 (Luật 06/2026/QH16, Điều 4).",
    )


class AnswerForm(VersionForm):
    """Trả lời của cấp trên for the chosen lines of a letter."""

    lines = forms.TypedMultipleChoiceField(
        label="Hồ sơ",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một hồ sơ."},
    )
    answer = forms.ChoiceField(
        label="Trả lời", choices=ANSWERS, widget=forms.RadioSelect, error_messages={"required": "Chọn kết quả."}
    )
    answered_on = DayField(label="Ngày quyết định, ngày văn bản", required=False)
    answer_number = forms.CharField(
        label="Số quyết định, số văn bản",
        required=False,
        max_length=100,
        help_text="Được tặng thì phải có số: số này vào hồ sơ của tập thể, cá nhân.",
    )
    answer_note = _text("Nội dung, lý do", 3, help_text="Bắt buộc khi hồ sơ bị trả lại.")
    checked = forms.BooleanField(label="Đã đối chiếu họ tên, số, ngày với quyết định của cấp trên", required=False)

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == Answer.GRANTED and not cleaned.get("checked"):
            self.add_error("checked", "Đối chiếu với quyết định rồi đánh dấu: kết quả vào hồ sơ khen thưởng.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("answer", "answered_on", "answer_number", "answer_note")}


class DeadlineForm(VersionForm):
    """Hạn nhận hồ sơ of one track."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    track = forms.ChoiceField(label="Hệ trình", choices=Track.choices)
    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field"}),
    )
    what = forms.CharField(
        label="Loại hồ sơ",
        max_length=200,
        help_text="Ví dụ: Khen thưởng công trạng hằng năm; Khen thưởng chuyên đề.",
        error_messages={"required": "Ghi loại hồ sơ."},
    )
    due_on = DayField(label="Hạn nhận")
    source = _text("Căn cứ", 2, help_text="Số, ngày văn bản nêu hạn, hoặc ai cho biết, ngày nào.")
    confidence = forms.ChoiceField(label="Mức tin cậy", choices=Confidence.choices, initial=Confidence.SECONDARY)

    @classmethod
    def initial_of(cls, deadline: TrackDeadline) -> dict[str, Any]:
        return {name: getattr(deadline, name) for name in cls.base_fields}


class LayoutForm(VersionForm):
    """Which columns the sheet of a track has: a number says the place, none leaves the column out."""

    source = _text(
        "Căn cứ của mẫu",
        2,
        help_text="Văn bản, hướng dẫn hoặc người của hệ thống cấp trên cho biết mẫu này. Để trống: chưa biết.",
    )

    def __init__(self, *args: Any, columns: Sequence[PackColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placed = {column.field: (place, column.head) for place, column in enumerate(columns, 1)}
        rest = [name for name in FIELDS if name not in placed]
        self.order = [*placed, *rest]
        for name in self.order:
            place, head = placed.get(name, (None, FIELDS[name].head))
            number = forms.TextInput(attrs={"inputmode": "numeric", "class": "form-control short-field"})
            line = forms.TextInput(attrs={"class": "form-control"})
            self.fields[f"place_{name}"] = forms.IntegerField(
                label=f"Thứ tự của cột {FIELDS[name].head}",
                required=False,
                min_value=1,
                max_value=999,
                initial=place,
                widget=number,
                error_messages={"invalid": "Nhập số thứ tự, hoặc để trống."},
            )
            self.fields[f"head_{name}"] = forms.CharField(
                label=f"Tên cột {FIELDS[name].head}", required=False, max_length=100, initial=head, widget=line
            )

    @property
    def rows(self) -> list[tuple[str, Any, Any, bool]]:
        """For the page: what the column holds, its two fields, whether it is personal."""
        return [
            (FIELDS[name].head, self[f"place_{name}"], self[f"head_{name}"], FIELDS[name].personal)
            for name in self.order
        ]

    @property
    def columns(self) -> list[PackColumn]:
        """The chosen columns in their order; equal numbers stand as they did before."""
        places = {name: self.cleaned_data.get(f"place_{name}") for name in self.order}
        chosen = sorted((name for name in self.order if places[name]), key=lambda name: places[name] or 0)
        return [PackColumn(name, self.cleaned_data.get(f"head_{name}") or FIELDS[name].head) for name in chosen]


class LineFilter(ListFilter):
    """The filter of the list of dossiers that went up."""

    search = SearchField("Tìm")
    track = forms.ChoiceField(label="Hệ trình", required=False, choices=[("", "Cả hai hệ"), *Track.choices])
    outcome = forms.ChoiceField(label="Tình trạng", required=False, choices=OUTCOMES)
    year = forms.ChoiceField(label="Năm", required=False)
