"""Forms of certificates: the office's design, a stock with its places, a printer's offset, the register of sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from awards.forms.round import honour_choices, honour_key, honours_by_key
from awards.models import CertificateDesign, CertificateStock, Decision, DecisionState, PrinterOffset, StockEntry
from awards.rules.certificate import LINES, SIDE_WORDS, TENTHS, Side, kept, places_of
from emulation.models import Commendation, Level, Title
from plans.forms.draft import area, in_rows
from plans.forms.plan import DayField, LinesField, VersionForm

SHORT = {"inputmode": "decimal", "class": "form-control", "autocomplete": "off"}
COLUMNS = ("x", "y", "width", "size")
MARKS = ("bold", "italic", "red")
MOST_DIGITS = 4  # of whole millimetres


class TenthsField(forms.Field):
    """A length typed as 12,5 or 12.5, kept in whole tenths."""

    def __init__(self, label: str, **values: Any) -> None:
        values.setdefault("widget", forms.TextInput(attrs=SHORT))
        super().__init__(label=label, **values)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, int):
            return value
        text = str(value or "").strip().replace(",", ".").replace("−", "-")
        if not text:
            return None
        whole, _, rest = text.removeprefix("-").partition(".")
        if not (
            whole.isdecimal() and len(whole) <= MOST_DIGITS and (not rest or (rest.isdecimal() and len(rest) == 1))
        ):
            raise forms.ValidationError("Nhập số có nhiều nhất một chữ số thập phân, ví dụ 12,5.")
        tenths = int(whole) * TENTHS + int(rest or 0)
        return -tenths if text.startswith("-") else tenths

    def prepare_value(self, value: Any) -> Any:
        return f"{value / TENTHS:.1f}".replace(".", ",").removesuffix(",0") if isinstance(value, int) else value


class DesignForm(VersionForm):
    """Mẫu của cơ quan for one honour, or for all others."""

    helper = in_rows(
        *("version", "heading", "authority", ("signer_title", "signer_name"), "emblem", "without_emblem", "source")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    heading = forms.CharField(label="Dòng tên giấy", max_length=100, required=False)
    authority = forms.CharField(
        label="Thẩm quyền tặng",
        max_length=200,
        required=False,
        help_text="Để trống: lấy theo quyết định và tên cơ quan.",
    )
    signer_title = LinesField(
        label="Chức vụ người ký",
        required=False,
        widget=area(2),
        help_text="Để trống: người ký quyết định. Ký thay thì ghi hai dòng: KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC.",
    )
    signer_name = forms.CharField(label="Họ tên người ký", max_length=100, required=False)
    emblem = forms.FileField(
        label="Hình Quốc huy",
        required=False,
        help_text="PNG hoặc JPEG, không quá 3 MB, nền trắng hoặc trong suốt. Không có hình thì chỗ ấy để trống.",
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        error_messages={"empty": "Tệp trống. Chọn lại tệp."},
    )
    without_emblem = forms.BooleanField(label="Bỏ hình đang dùng", required=False)
    source = LinesField(label="Căn cứ của mẫu", required=False, widget=area(2))

    def __init__(self, *args: Any, design: CertificateDesign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if design.title_id or design.commendation_id:
            fields["heading"].help_text = "Để trống: tên danh hiệu, hình thức."
        else:
            del fields["heading"]
        if not design.emblem_id:
            del fields["without_emblem"]
        shown = [row for row in ("version", "heading", "authority") if row in fields]
        after = [row for row in ("emblem", "without_emblem", "source") if row in fields]
        self.helper = in_rows(*shown, ("signer_title", "signer_name"), *after)


class PlaceRow(NamedTuple):
    """The fields of one line of a stock."""

    label: str
    example: str
    on: BoundField
    fields: Sequence[BoundField]


class StockForm(VersionForm):
    """Phôi: its size and where each line stands; a line not ticked is not printed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Tên phôi",
        max_length=200,
        error_messages={"required": "Đặt tên phôi, ví dụ: Phôi giấy khen A4 năm 2026."},
    )
    honour = forms.ChoiceField(label="Dùng cho", required=False)
    width = TenthsField("Chiều ngang (mm)")
    height = TenthsField("Chiều cao (mm)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = list(Title.objects.filter(in_use=True, level=Level.UNIT))
        commendations = list(Commendation.objects.filter(in_use=True, level=Level.UNIT))
        self._honours = honours_by_key(titles, commendations)
        fields: dict[str, Any] = self.fields
        fields["honour"].choices = [
            ("", "Mọi danh hiệu, hình thức"),
            *honour_choices(titles, commendations)[1:],
        ]
        for code, line in LINES.items():
            fields[f"{code}-on"] = forms.BooleanField(label=f"In dòng {line.label}", required=False)
            for column, label in zip(COLUMNS, ("Cách mép trái", "Cách mép trên", "Rộng", "Cỡ chữ"), strict=True):
                fields[f"{code}-{column}"] = TenthsField(f"{line.label}: {label}", required=False)
            fields[f"{code}-align"] = forms.ChoiceField(
                label=f"{line.label}: căn", choices=[(side.value, words) for side, words in SIDE_WORDS.items()]
            )
            for mark, words in zip(MARKS, ("đậm", "nghiêng", "đỏ"), strict=True):
                fields[f"{code}-{mark}"] = forms.BooleanField(label=f"{line.label}: {words}", required=False)
        for field in fields.values():
            if isinstance(field, forms.ChoiceField):
                field.widget.attrs.setdefault("class", "form-select")
            elif isinstance(field, forms.BooleanField):
                field.widget.attrs.setdefault("class", "form-check-input")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for code in LINES:
            if typed.get(f"{code}-on"):
                for column in COLUMNS:
                    name = f"{code}-{column}"
                    if typed.get(name) is None and name not in self.errors:
                        self.add_error(name, "Nhập số.")
        return typed

    @property
    def rows(self) -> list[PlaceRow]:
        """A row for each line, as the page shows it."""
        names = (*COLUMNS, "align", *MARKS)
        return [
            PlaceRow(line.label, line.example, self[f"{code}-on"], [self[f"{code}-{name}"] for name in names])
            for code, line in LINES.items()
        ]

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = self.cleaned_data
        honour = self._honours.get(typed["honour"])
        names = (*COLUMNS, "align", *MARKS)
        return {
            "name": typed["name"],
            "title": honour if isinstance(honour, Title) else None,
            "commendation": honour if isinstance(honour, Commendation) else None,
            "width": typed["width"],
            "height": typed["height"],
            "places": {
                code: {name: typed[f"{code}-{name}"] for name in names} for code in LINES if typed[f"{code}-on"]
            },
        }

    @classmethod
    def initial_of(cls, stock: CertificateStock) -> dict[str, Any]:
        """``stock`` as the form shows it; of a new one its size and first places are given by the view."""
        honour = stock.title or stock.commendation
        told: dict[str, Any] = {
            "version": stock.version,
            "name": stock.name,
            "honour": honour_key(honour) if honour else "",
            "width": stock.width,
            "height": stock.height,
        }
        for code, place in places_of(stock.places).items():
            told |= {f"{code}-on": True, **{f"{code}-{name}": value for name, value in kept(place).items()}}
        for code in LINES:
            told.setdefault(f"{code}-align", Side.CENTER.value)
        return told


class PrinterForm(VersionForm):
    """Độ lệch của một máy in trên phôi này."""

    helper = in_rows("version", "printer", ("right", "down"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    printer = forms.CharField(label="Máy in", max_length=100, help_text="Tên dễ nhận, ví dụ: HP phòng văn thư, khay 1.")
    right = TenthsField("Dịch sang phải (mm)", help_text="Số âm: dịch sang trái.")
    down = TenthsField("Dịch xuống (mm)", help_text="Số âm: dịch lên.")

    @classmethod
    def initial_of(cls, printer: PrinterOffset) -> dict[str, Any]:
        return {name: getattr(printer, name) for name in cls.base_fields}


class EntryForm(VersionForm):
    """Một dòng sổ phôi."""

    helper = in_rows("version", ("way", "on", "sheets"), "serials", "decision", "reason")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    way = forms.ChoiceField(label="Loại", choices=StockEntry.Way.choices)
    on = DayField(label="Ngày")
    sheets = forms.IntegerField(
        label="Số tờ", min_value=1, max_value=100_000, widget=forms.TextInput({"inputmode": "numeric"})
    )
    serials = forms.CharField(label="Số sê-ri", max_length=300, required=False)
    decision = forms.ModelChoiceField(
        label="Theo quyết định", queryset=Decision.objects.none(), required=False, empty_label="Không gắn"
    )
    reason = LinesField(
        label="Lý do, ghi chú",
        required=False,
        widget=area(2),
        help_text="Phôi hỏng phải ghi lý do, ví dụ: in lệch, kẹt giấy, sai tên.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        issued = Decision.objects.filter(state=DecisionState.ISSUED).only("number", "abstract")
        field.queryset = issued.order_by("-issued_on", "-pk")
        field.label_from_instance = lambda one: f"Số {one.number}: {one.abstract[:80]}"

    @classmethod
    def initial_of(cls, entry: StockEntry) -> dict[str, Any]:
        return {name: getattr(entry, name) for name in cls.base_fields}


class UsedForm(forms.Form):
    """How the printing of a batch went."""

    helper = in_rows("stock", ("used", "spoiled"), "reason")
    stock = forms.ModelChoiceField(label="Phôi", queryset=CertificateStock.objects.none(), empty_label=None)
    used = forms.IntegerField(
        label="Số tờ in tốt", min_value=0, max_value=10_000, widget=forms.TextInput({"inputmode": "numeric"})
    )
    spoiled = forms.IntegerField(
        label="Số tờ hỏng", min_value=0, max_value=10_000, widget=forms.TextInput({"inputmode": "numeric"})
    )
    reason = LinesField(
        label="Lý do hỏng",
        required=False,
        widget=area(2),
        help_text="Chỉ cần khi có tờ hỏng, ví dụ: in lệch, kẹt giấy.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stock"]
        field.queryset = CertificateStock.objects.kept().order_by("name")
