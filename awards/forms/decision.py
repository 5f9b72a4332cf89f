"""Forms of decisions: what goes into a draft, its words and the order of its lines, one line, what is revoked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row
from django import forms

from awards.models import DecisionKind, DecisionLine, DecisionState, ListPlace
from awards.rules.revocation import grounds_for, sources_of
from awards.services.decision import WORDS
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm

PLACE = "place_"
NEEDED = "cần trước khi trình"
STATES = [("", "Mọi trạng thái"), *DecisionState.choices]
KINDS = [("", "Mọi loại"), *DecisionKind.choices]


def _text(label: str, rows: int, **values: Any) -> LinesField:
    values.setdefault("required", False)
    return LinesField(label=label, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), **values)


class ItemsForm(forms.Form):
    """Which of the items that the council carried go into a new decision."""

    items = forms.TypedMultipleChoiceField(
        label="Nội dung đạt, thuộc thẩm quyền của Giám đốc Sở",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một nội dung."},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = offered  # type: ignore[attr-defined]
        self.fields["items"].initial = [pk for pk, _ in offered]


class DecisionForm(VersionForm):
    """The words of a draft, and a place in the list for each line; an empty place takes the line off."""

    abstract = forms.CharField(label="Trích yếu", max_length=500, error_messages={"required": "Nhập trích yếu."})
    authority = forms.CharField(
        label="Thẩm quyền ban hành",
        required=False,
        max_length=200,
        help_text="Để trống: chức vụ người ký và tên cơ quan.",
    )
    basis = _text("Căn cứ", 7, help_text="Mỗi dòng một căn cứ. Lấy sẵn các văn bản đang có hiệu lực hôm nay.")
    articles = _text("Các điều", 8, help_text="Mỗi điều bắt đầu một dòng: Điều 1. …")
    list_place = forms.ChoiceField(label="Danh sách in ở", choices=ListPlace.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="Căn cứ hủy bỏ", required=False)
    ground_words = _text("Nội dung vi phạm, kết luận", 4)
    recipients = _text("Nơi nhận", 3, help_text="Mỗi dòng một nơi.")
    symbol = forms.CharField(label="Ký hiệu văn bản", required=False, max_length=40)
    signer_name = forms.CharField(label="Người ký", required=False, max_length=100)
    signer_title = _text("Chức vụ người ký", 2)

    def __init__(
        self, *args: Any, revokes: bool, of_initiatives: bool, lines: Iterable[DecisionLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if revokes:
            grounds = grounds_for(of_initiatives=of_initiatives)
            self.fields["ground"].choices = [("", "Chọn căn cứ"), *grounds]  # type: ignore[attr-defined]
            self.fields["ground"].help_text = sources_of(of_initiatives=of_initiatives)
        else:
            del self.fields["ground"], self.fields["ground_words"]
        self.keys = []
        for line in lines:
            self.keys.append(line.pk)
            self.fields[f"{PLACE}{line.pk}"] = forms.IntegerField(
                label=f"Số của {line.printed_name}",
                required=False,
                min_value=1,
                max_value=9999,
                initial=line.order,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field"}),
                error_messages={"invalid": "Nhập số, hoặc để trống để bỏ khỏi danh sách."},
            )
        for name in (*WORDS, "ground", "ground_words"):
            if name in self.fields and not self.fields[name].required:
                self.fields[name].needed = NEEDED  # type: ignore[attr-defined]
        del self.fields["authority"].needed  # type: ignore[attr-defined]
        self._lay_out()

    def _lay_out(self) -> None:
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        order = HTML(
            '<h2 class="form-part">Thứ tự danh sách, là số sổ vàng</h2>'
            "<p>Để trống số của một dòng thì dòng đó được đưa ra khỏi dự thảo.</p>"
        )
        grounds = [name for name in ("ground", "ground_words") if name in self.fields]
        self.helper.layout = Layout(
            "version",
            *("abstract", "authority", "basis", *grounds, "articles", "list_place"),
            HTML('<h2 class="form-part">Nơi nhận, người ký</h2>'),
            "recipients",
            Row(Column("symbol", css_class="col-md-4"), Column("signer_name", css_class="col-md-8")),
            "signer_title",
            *([order] if self.keys else []),
            *(f"{PLACE}{pk}" for pk in self.keys),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.keys and not self.errors and not self.order:
            self.add_error(None, "Danh sách phải còn ít nhất một dòng. Cần bỏ hết thì bỏ dự thảo vào thùng rác.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The words as the service takes them."""
        wanted = (*WORDS, "ground", "ground_words")
        return {name: self.cleaned_data[name] for name in wanted if name in self.cleaned_data}

    @property
    def order(self) -> list[int]:
        """The lines that stay, in their order; equal numbers stand as they did before."""
        places = {pk: self.cleaned_data.get(f"{PLACE}{pk}") for pk in self.keys}
        return sorted((pk for pk in self.keys if places[pk]), key=lambda pk: places[pk] or 0)


class DecisionLineForm(VersionForm):
    """What one line prints; ``version`` is that of its decision."""

    printed_name = forms.CharField(label="Họ tên, tên tập thể", max_length=500)
    printed_about = _text("Chức vụ, đơn vị", 2)
    honour = forms.ChoiceField(label="Danh hiệu, hình thức")
    scope = forms.ChoiceField(label="Phạm vi hiệu quả")
    achievement = _text("Thành tích", 3)

    def __init__(
        self,
        *args: Any,
        honours: Sequence[tuple[str, str]],
        scopes: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if scopes:
            self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        else:
            del self.fields["scope"]
        if honours:
            self.fields["honour"].choices = honours  # type: ignore[attr-defined]
        else:
            del self.fields["honour"]


class LinesForm(forms.Form):
    """Which lines of an issued decision a later one changes."""

    lines = forms.TypedMultipleChoiceField(
        label="Dòng trong danh sách",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một dòng."},
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = offered  # type: ignore[attr-defined]


class RevokeForm(LinesForm):
    """The same, with the ground of the law and the words of the conclusion."""

    ground = forms.ChoiceField(
        label="Căn cứ hủy bỏ",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn căn cứ hủy bỏ."},
    )
    ground_words = _text(
        "Nội dung vi phạm, kết luận",
        4,
        required=True,
        help_text="Số, ngày kết luận, quyết định, bản án và nội dung làm căn cứ.",
        error_messages={"required": "Ghi nội dung vi phạm hoặc kết luận làm căn cứ hủy bỏ."},
    )

    def __init__(self, *args: Any, of_initiatives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds_for(of_initiatives=of_initiatives)  # type: ignore[attr-defined]
        self.fields["ground"].help_text = sources_of(of_initiatives=of_initiatives)


class DecisionFilter(ListFilter):
    """The filter of the list of decisions."""

    search = SearchField("Trích yếu, số")
    year = forms.ChoiceField(label="Năm", required=False)
    kind = forms.ChoiceField(label="Loại", required=False, choices=KINDS)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=STATES)


class PostingForm(VersionForm):
    """From when until when an issued decision is posted inside the office."""

    posted_from = DayField(label="Công khai từ ngày", required=False)
    posted_to = DayField(label="Đến hết ngày", required=False, help_text="Để trống ngày đầu: không công khai.")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("posted_from"), cleaned.get("posted_to")
        if first and last and last < first:
            self.add_error("posted_to", "Ngày cuối ở trước ngày đầu. Nhập lại.")
        return cleaned


class PaymentForm(VersionForm):
    """Ghi đã chi tiền thưởng."""

    paid_on = DayField(label="Ngày chi")
    paper_number = forms.CharField(label="Số chứng từ", required=False, max_length=100)


class PaidBackForm(VersionForm):
    """Bỏ ghi đã chi, with the reason that stays in the audit."""

    reason = _text(
        "Lý do bỏ ghi đã chi",
        3,
        required=True,
        help_text="Ví dụ: ghi nhầm quyết định, chứng từ chi bị hủy.",
        error_messages={"required": "Ghi lý do bỏ ghi đã chi; lý do được giữ trong nhật ký."},
    )
