"""Forms of an event: itself, its delegation, the answers, the outcome, the reply letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile

from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, IssueForm, LinesField, VersionForm
from plans.models import Delegate, DelegationState, Event, EventState, Person
from plans.rules.sniff import MAX_UPLOAD
from plans.services.delegation import Named
from plans.services.evidence import NewFile

FILE_HELP = "PDF, Word, Excel, PowerPoint hoặc ảnh; không quá 20 MB. Tệp được giữ đúng từng byte."
HAND_ROWS = 5
COMES, EXCUSED = "comes", "excused"
AGREES, RETURNS = "agree", "return"
_HOURS = ("%H:%M", "%H.%M", "%Hh%M", "%Hh", "%H giờ %M", "%H giờ")


def document_file(label: str, **values: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        help_text=FILE_HELP,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png"}),
        error_messages={"empty": "Tệp trống. Chọn lại tệp."},
        **values,
    )


def new_file(upload: UploadedFile[Any] | None) -> NewFile | None:
    """What was uploaded, never more of it than may be kept."""
    return NewFile(str(upload.name), upload.read(MAX_UPLOAD + 1)) if upload else None


def text_line(label: str, *, required: bool = False, length: int = 200, **values: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=length, **values)


class HourField(forms.TimeField):
    """An hour typed as 08:00, 8h, 8h30 or 8 giờ 30."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            input_formats=_HOURS,
            widget=forms.TimeInput(
                format="%H:%M", attrs={"placeholder": "08:00", "class": "short-field", "autocomplete": "off"}
            ),
            error_messages={"invalid": "Nhập giờ theo dạng 08:00 hoặc 8h30."},
        )


class EventForm(VersionForm):
    """Hội nghị, lớp học: when, where, by whom, and the invitation."""

    name = text_line(
        "Tên hội nghị, lớp học",
        required=True,
        length=300,
        help_text="Tên này in trên danh sách và công văn, ví dụ: Hội nghị sơ kết công tác thi đua, khen thưởng.",
        error_messages={"required": "Nhập tên hội nghị, lớp học."},
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến ngày", required=False, help_text="Để trống khi chỉ một ngày.")
    starts_at = HourField("Giờ bắt đầu")
    place = text_line("Địa điểm", length=300)
    host = text_line("Đơn vị tổ chức")
    invitation_number = text_line("Số giấy mời", length=60, help_text="Số, ký hiệu như trên giấy mời.")
    invitation_date = DayField(label="Ngày giấy mời", required=False)
    invitation_from = text_line("Nơi mời", help_text="Khác đơn vị tổ chức thì ghi; công văn trả lời gửi tới đây.")
    confirm_by = DayField(label="Báo danh sách trước", required=False)
    invitation = document_file("Tệp giấy mời")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        third, half = "col-md-4", "col-md-6"
        self.helper.layout = Layout(
            "version",
            "name",
            Row(*(Column(name, css_class=third) for name in ("starts_on", "ends_on", "starts_at"))),
            Row(*(Column(name, css_class=half) for name in ("place", "host"))),
            Row(*(Column(name, css_class=third) for name in ("invitation_number", "invitation_date", "confirm_by"))),
            Row(*(Column(name, css_class=half) for name in ("invitation_from", "invitation"))),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ở trước ngày bắt đầu. Sửa lại, hoặc để trống khi chỉ một ngày.")
        if starts and (last := cleaned.get("confirm_by")) and last > starts:
            self.add_error("confirm_by", "Ở sau ngày bắt đầu. Xem lại giấy mời.")
        return cleaned


class DelegationForm(VersionForm):
    """Who goes: a box and a duty for each person of the assigned units, and rows for people named by hand."""

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[Person],
        delegates: Sequence[Delegate] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.people = list(people)
        chosen = {one.person_id: one for one in delegates if one.person_id}
        by_hand = [one for one in delegates if not one.person_id]
        for person in self.people:
            self._add_person(person, chosen.get(person.pk))
        self.hand_rows = max(HAND_ROWS, len(by_hand) + 2)
        for number in range(self.hand_rows):
            self._add_row(number, by_hand[number] if number < len(by_hand) else None)

    def _add_person(self, person: Person, delegate: Delegate | None) -> None:
        name = person.full_name
        self.fields[f"goes-{person.pk}"] = forms.BooleanField(
            label=name,
            required=False,
            initial=delegate is not None,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": f"Cử {name}"}),
        )
        self.fields[f"duty-{person.pk}"] = _cell(f"Nhiệm vụ của {name}", delegate.duty if delegate else "", 150)

    def _add_row(self, number: int, delegate: Delegate | None) -> None:
        place = number + 1
        for what, words, length in (
            ("name", "Họ và tên", 100),
            ("position", "Chức vụ, đơn vị", 150),
            ("hand-duty", "Nhiệm vụ", 150),
        ):
            value = getattr(delegate, what.removeprefix("hand-")) if delegate else ""
            self.fields[f"{what}-{number}"] = _cell(f"{words}, dòng {place}", value, length)

    def person_rows(self) -> list[tuple[Person, forms.BoundField, forms.BoundField]]:
        """Each person with the box and the duty."""
        return [(one, self[f"goes-{one.pk}"], self[f"duty-{one.pk}"]) for one in self.people]

    def written_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows to be filled by hand."""
        return [
            (self[f"name-{number}"], self[f"position-{number}"], self[f"hand-duty-{number}"])
            for number in range(self.hand_rows)
        ]

    @property
    def duties(self) -> dict[int, str]:
        """The duty of each person chosen."""
        values = self.cleaned_data
        return {one.pk: values[f"duty-{one.pk}"] for one in self.people if values[f"goes-{one.pk}"]}

    @property
    def named(self) -> list[Named]:
        """The rows filled by hand."""
        values = self.cleaned_data
        rows = (
            Named(values[f"name-{n}"], values[f"position-{n}"], values[f"hand-duty-{n}"]) for n in range(self.hand_rows)
        )
        return [row for row in rows if row.name]


def _cell(label: str, value: str, length: int) -> forms.CharField:
    """A field in a cell of a table: its label is read aloud, not shown."""
    widget = forms.TextInput(attrs={"class": "form-control", "aria-label": label, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=length, initial=value, widget=widget)


class DecideForm(VersionForm):
    """Duyệt hoặc trả lại phương án cử người dự."""

    decision = forms.ChoiceField(
        label="Quyết định",
        choices=[(AGREES, "Duyệt phương án"), (RETURNS, "Trả lại để lập lại")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn duyệt hoặc trả lại."},
    )
    reason = LinesField(
        label="Ý kiến, lý do trả lại",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Trả lại thì cần ghi, ví dụ: bổ sung một người của Phòng Lãnh sự.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("decision") == RETURNS and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Ghi lý do trả lại để thường trực biết cần sửa gì.")
        return cleaned


class AnswerForm(forms.Form):
    """Một đại biểu trả lời."""

    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[(COMES, "Tham dự"), (EXCUSED, "Không dự được")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn tham dự hoặc không dự được."},
    )
    note = text_line("Lý do, ghi chú", length=300, help_text="Không dự được thì cần ghi, ví dụ: đi công tác Hà Nội.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answer") == EXCUSED and not cleaned.get("note"):
            self.add_error("note", "Ghi lý do để thường trực cử người khác.")
        return cleaned


class OutcomeForm(VersionForm):
    """Kết quả và điểm danh."""

    outcome = LinesField(
        label="Kết quả",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Nội dung chính, việc phải làm tiếp; người đi thay nếu có.",
        error_messages={"required": "Ghi kết quả: nội dung chính, việc phải làm tiếp."},
    )
    present = forms.TypedMultipleChoiceField(
        label="Có mặt", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, delegates: Sequence[Delegate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(one.pk, _said(one)) for one in delegates]  # type: ignore[attr-defined]


def _said(delegate: Delegate) -> str:
    excused = " (báo vắng)" if delegate.answer == Delegate.Answer.EXCUSED else ""
    return f"{delegate.name}{excused}"


class CancelForm(VersionForm):
    """Huỷ hội nghị, hoặc không dự."""

    reason = LinesField(
        label="Lý do",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: đơn vị tổ chức hoãn theo Công văn số 21/BNG.",
        error_messages={"required": "Ghi lý do huỷ để người xem sau hiểu vì sao."},
    )


class LetterForm(VersionForm):
    """Lời của công văn trả lời."""

    symbol = text_line(
        "Ký hiệu",
        required=True,
        length=40,
        help_text="Phần sau dấu gạch chéo, theo quy định của cơ quan.",
        widget=forms.TextInput(attrs={"class": "short-field"}),
        error_messages={"required": "Nhập ký hiệu công văn."},
    )
    abstract = LinesField(
        label="Trích yếu",
        max_length=450,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Không ghi “V/v”, chữ này in sẵn.",
        error_messages={"required": "Ghi trích yếu công văn."},
    )
    addressees = LinesField(
        label="Kính gửi",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một nơi.",
        error_messages={"required": "Ghi nơi nhận công văn."},
    )
    body = LinesField(
        label="Nội dung trước danh sách",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi nội dung công văn."},
    )
    closing = LinesField(
        label="Nội dung sau danh sách", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    recipients = LinesField(
        label="Nơi nhận",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một nơi, không ghi gạch đầu dòng.",
    )
    signer_title = LinesField(
        label="Chức vụ người ký", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    signer_name = text_line("Người ký", length=100)


class ReplyNumberForm(IssueForm):
    """Số, ký hiệu và ngày của công văn trả lời."""

    symbol = text_line(
        "Ký hiệu",
        required=True,
        length=40,
        widget=forms.TextInput(attrs={"class": "short-field"}),
        help_text="Phần sau dấu gạch chéo, ví dụ SNgV-VP.",
        error_messages={"required": "Nhập ký hiệu công văn."},
    )
    field_order = ("version", "number", "symbol", "issued_on")

    def clean_symbol(self) -> str:
        symbol = "".join(str(self.cleaned_data["symbol"]).split()).strip("/")
        if not symbol:
            raise forms.ValidationError("Nhập ký hiệu công văn.")
        return symbol


class PaperUploadForm(forms.Form):
    """Một tài liệu của hội nghị."""

    file = document_file("Tệp")
    caption = text_line("Tài liệu gì", length=300, help_text="Ví dụ: Tham luận của Sở, Thông báo kết luận.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = True
        self.fields["file"].error_messages["required"] = "Chọn tệp."


class EventFilter(ListFilter):
    """Danh sách hội nghị thu hẹp theo gì."""

    search = SearchField("Tên, địa điểm, đơn vị tổ chức")
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *EventState.choices])
    delegation = forms.ChoiceField(
        label="Phương án cử người", required=False, choices=[("", "Mọi trạng thái"), *DelegationState.choices]
    )


def initial_of(event: Event) -> dict[str, Any]:
    """What the form of an existing event starts with."""
    names = [name for name in EventForm.base_fields if name not in ("invitation", "version")]
    values = {name: getattr(event, name) for name in names}
    last = None if event.ends_on == event.starts_on else event.ends_on  # one day needs no second date
    return {**values, "ends_on": last, "version": event.version}
