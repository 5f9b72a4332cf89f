"""Forms of a record: one per kind of entry, taking an entry out, the end of a hold, the filters of the lists."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone

from awards.models import Absence, Award, Discipline, Hold, Praise, Rating, Transfer
from emulation.models import AppliesTo
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Person, Unit, UnitKind

NOT_HOMES = (UnitKind.GROUP, UnitKind.EXTERNAL)
YEAR = forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"})
KNOWN = ((None, "Chưa rõ"), (True, "Đạt"), (False, "Không đạt"))


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """One entry in the record of ``subject``. ``rows`` lay the fields out: each a row of fields with their widths."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows: ClassVar[tuple[tuple[tuple[str, int], ...], ...]] = ()

    def __init__(self, *args: Any, subject: Person | Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        laid = [Row(*(Column(name, css_class=f"col-md-{width}") for name, width in row)) for row in self.rows]
        self.helper.layout = Layout("version", *laid)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def days_in_order(self, first: str, last: str) -> None:
        """Say at the field itself that what ends has begun before."""
        begins, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, f"Phải từ {begins:%d/%m/%Y} trở đi.")

    def clean(self) -> dict[str, Any]:
        return super().clean() or self.cleaned_data


class RatingForm(EntryForm):
    """Xếp loại hằng năm."""

    rows = ((("year", 3), ("level", 9)), (("number", 8), ("decided_on", 4)), (("note", 12),))

    class Meta:
        model = Rating
        fields = ("year", "level", "number", "decided_on", "note")
        field_classes: ClassVar = {"decided_on": DayField, "note": LinesField}
        widgets: ClassVar = {"year": YEAR, "note": forms.Textarea(attrs={"rows": 2})}


class AwardForm(EntryForm):
    """A title or a commendation that was given."""

    rows = (
        (("title", 6), ("commendation", 6)),
        (("year", 3), ("kind", 9)),
        (("number", 4), ("decided_on", 4), ("decided_by", 4)),
        (("achievement", 12),),
        (("note", 12),),
    )

    class Meta:
        model = Award
        fields = (
            *("title", "commendation", "year", "kind", "number", "decided_on", "decided_by"),
            *("achievement", "note"),
        )
        field_classes: ClassVar = {"decided_on": DayField, "achievement": LinesField, "note": LinesField}
        widgets: ClassVar = {
            "year": YEAR,
            "achievement": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts: ClassVar = {
            "title": "Chọn danh hiệu hoặc hình thức khen thưởng, một trong hai.",
            "year": "Năm của thành tích, không phải năm ký.",
            "decided_by": "Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = AppliesTo.INDIVIDUAL if isinstance(self.subject, Unit) else AppliesTo.COLLECTIVE
        for name, none in (("title", "Không phải danh hiệu"), ("commendation", "Không phải hình thức khen")):
            field: Any = self.fields[name]
            own = getattr(self.instance, f"{name}_id")
            field.queryset = (field.queryset.filter(in_use=True) | field.queryset.filter(pk=own or 0)).exclude(
                applies_to=other
            )
            field.empty_label = none

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("title")) == bool(cleaned.get("commendation")) and not self.errors:
            self.add_error("title", "Chọn một danh hiệu hoặc một hình thức khen thưởng, một trong hai.")
        return cleaned


class DisciplineForm(EntryForm):
    """Kỷ luật with its end."""

    rows = ((("form", 6), ("number", 6)), (("decided_on", 4), ("ends_on", 4)), (("on_duty", 12),), (("note", 12),))

    class Meta:
        model = Discipline
        fields = ("form", "number", "decided_on", "ends_on", "on_duty", "note")
        field_classes: ClassVar = {"decided_on": DayField, "ends_on": DayField, "note": LinesField}
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {"ends_on": "Chưa rõ thì để trống: khi xét sẽ hiện “chưa rõ”, không tự coi là đã hết."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.days_in_order("decided_on", "ends_on")
        return cleaned


class HoldForm(EntryForm):
    """Tạm dừng xét; its end is written by its own act, and corrected here."""

    rows = ((("reason", 8), ("since", 4)), (("note", 12),), (("released_on", 4), ("release_note", 8)))

    class Meta:
        model = Hold
        fields = ("reason", "since", "note", "released_on", "release_note")
        field_classes: ClassVar = {
            **dict.fromkeys(("since", "released_on"), DayField),
            **dict.fromkeys(("note", "release_note"), LinesField),
        }
        widgets: ClassVar = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "release_note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts: ClassVar = {
            "note": "Tạm dừng không phải là từ chối. Ghi văn bản, cơ quan đang xem xét.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.released_on is None:
            del self.fields["released_on"], self.fields["release_note"]
            self.helper.layout.fields.pop()

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.days_in_order("since", "released_on")
        if cleaned.get("released_on") and not cleaned.get("release_note"):
            self.add_error("release_note", "Ghi kết luận.")
        return cleaned


class AbsenceForm(EntryForm):
    """Thời gian nghỉ that matters for titles."""

    rows = ((("kind", 6), ("starts_on", 3), ("ends_on", 3)), (("result_met", 6),), (("note", 12),))
    result_met = forms.TypedChoiceField(
        label="Kết quả học tập, công tác trong thời gian này",
        required=False,
        empty_value=None,
        coerce=lambda value: {"True": True, "False": False}.get(str(value)),
        choices=KNOWN,
        help_text="Học từ khá trở lên hoặc chấp hành tốt quy định của nơi đào tạo thì ghi “Đạt”.",
    )

    class Meta:
        model = Absence
        fields = ("kind", "starts_on", "ends_on", "result_met", "note")
        field_classes: ClassVar = {"starts_on": DayField, "ends_on": DayField, "note": LinesField}
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar = {"ends_on": "Đang nghỉ thì để trống."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.days_in_order("starts_on", "ends_on")
        return cleaned


class TransferForm(EntryForm):
    """Tuyển dụng, chuyển công tác."""

    rows = (
        (("on", 4), ("from_name", 8)),
        (("recruited", 12),),
        (("months_there", 5),),
        (("opinion", 12),),
        (("note", 12),),
    )

    class Meta:
        model = Transfer
        fields = ("on", "from_name", "recruited", "months_there", "opinion", "note")
        field_classes: ClassVar = {"on": DayField, "note": LinesField}
        widgets: ClassVar = {"months_there": YEAR, "note": forms.Textarea(attrs={"rows": 2})}


class PraiseForm(EntryForm):
    """Biểu dương of a person or a unit."""

    rows = ((("person", 6), ("unit", 6)), (("praised_on", 4), ("place", 8)), (("content", 12),))

    class Meta:
        model = Praise
        fields = ("person", "unit", "praised_on", "place", "content")
        field_classes: ClassVar = {"praised_on": DayField, "content": LinesField}
        widgets: ClassVar = {"content": forms.Textarea(attrs={"rows": 4})}
        labels: ClassVar = {"person": "Người được biểu dương", "unit": "Đơn vị được biểu dương"}
        help_texts: ClassVar = {
            "person": "Chọn người hoặc đơn vị, một trong hai.",
            "place": "Ví dụ: họp giao ban tháng 5/2026.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance
        people: Any = self.fields["person"]
        people.queryset = Person.objects.active() | Person.objects.filter(pk=own.person_id or 0)
        people.empty_label = "Không phải một người"
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.active().exclude(kind__in=NOT_HOMES) | Unit.objects.filter(pk=own.unit_id or 0)
        units.empty_label = "Không phải một đơn vị"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("person")) == bool(cleaned.get("unit")) and not self.errors:
            self.add_error("person", "Chọn một người hoặc một đơn vị, một trong hai.")
        return cleaned


FORMS: dict[str, type[EntryForm]] = {
    "rating": RatingForm,
    "award": AwardForm,
    "discipline": DisciplineForm,
    "hold": HoldForm,
    "absence": AbsenceForm,
    "transfer": TransferForm,
    "praise": PraiseForm,
}


class RemoveForm(VersionForm):
    """Xoá mục nhập nhầm."""

    reason = LinesField(
        label="Lý do xoá",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ví dụ: nhập nhầm người, nhập trùng với mục khác.",
        error_messages={"required": "Ghi lý do xoá. Lý do được giữ trong nhật ký."},
    )


class ReleaseForm(VersionForm):
    """Kết thúc tạm dừng xét."""

    released_on = DayField(label="Ngày kết thúc")
    release_note = LinesField(
        label="Kết luận",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kết luận của cơ quan có thẩm quyền, số văn bản. Ví dụ: không có vi phạm, Thông báo số 12/TB-TTr.",
        error_messages={"required": "Ghi kết luận: không có kết luận thì không biết vì sao thôi tạm dừng."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["released_on"].initial = timezone.localdate


class RecordFilter(ListFilter):
    """Quá trình khen thưởng thu hẹp theo gì."""

    search = SearchField("Họ và tên, đơn vị")
    unit = forms.ChoiceField(label="Đơn vị", required=False)


class PraiseFilter(ListFilter):
    """Biểu dương thu hẹp theo gì."""

    search = SearchField("Người, đơn vị, việc được biểu dương")
    year = forms.ChoiceField(label="Năm", required=False)
