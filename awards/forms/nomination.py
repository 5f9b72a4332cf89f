"""Forms of nominating: one subject for one honour, several for one, and the acts on a nomination."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.models import AwardKind, Initiative, Nomination
from awards.services.initiative_use import Work
from awards.services.nomination import NewNomination
from awards.services.nomination_check import Honour
from emulation.models import Commendation, Title
from plans.forms.draft import area, in_rows
from plans.forms.evidence import FilesField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Person, Unit

PERSON, UNIT = "ca-nhan", "tap-the"
TWO = "Chọn đúng một trong hai: danh hiệu thi đua, hoặc hình thức khen thưởng."


def subject_key(subject: Person | Unit) -> str:
    """How a choice names a person or a unit."""
    return f"{PERSON if isinstance(subject, Person) else UNIT}-{subject.pk}"


def subject_choices(people: Sequence[Person], units: Sequence[Unit]) -> list[tuple[str, Any]]:
    """Collectives, then people by their unit."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for person in people:
        groups.setdefault(person.unit.label, []).append((subject_key(person), person.full_name))
    collectives = [(subject_key(unit), unit.name) for unit in units]
    found: list[tuple[str, Any]] = [("", "Chọn")]
    return [*found, *([("Tập thể", collectives)] if collectives else []), *groups.items()]


class HonourForm(VersionForm):
    """Two lists, of which exactly one is chosen from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.ChoiceField(
        label="Danh hiệu thi đua", required=False, help_text="Chọn ở đúng một trong hai danh sách."
    )
    commendation = forms.ChoiceField(label="Hình thức khen thưởng", required=False)
    kind = forms.ChoiceField(label="Loại khen", choices=AwardKind.choices)
    achievement = LinesField(
        label="Thành tích",
        max_length=1000,
        widget=area(2),
        help_text="Một câu, in trong danh sách trích ngang. Mỗi danh hiệu, hình thức phải có thành tích riêng.",
        error_messages={"required": "Ghi một câu thành tích."},
    )

    def __init__(
        self, *args: Any, titles: Sequence[Title], commendations: Sequence[Commendation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {str(one.pk): one for one in titles}
        self.commendations = {str(one.pk): one for one in commendations}
        fields: dict[str, Any] = self.fields
        fields["title"].choices = [("", "Không chọn"), *((key, one.name) for key, one in self.titles.items())]
        fields["commendation"].choices = [
            ("", "Không chọn"),
            *((key, one.name) for key, one in self.commendations.items()),
        ]

    @property
    def honour(self) -> Honour | None:
        """The one chosen; None where none or both are."""
        cleaned = getattr(self, "cleaned_data", {})
        title = self.titles.get(cleaned.get("title") or "")
        commendation = self.commendations.get(cleaned.get("commendation") or "")
        return None if title and commendation else title or commendation

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("title")) == bool(cleaned.get("commendation")):
            self.add_error("commendation" if cleaned.get("title") else "title", TWO)
        return cleaned


class NominationForm(HonourForm):
    """Hồ sơ đề nghị. A saved one keeps its subject."""

    subject = forms.ChoiceField(
        label="Người hoặc tập thể được đề nghị",
        error_messages={"required": "Chọn người hoặc tập thể được đề nghị."},
    )
    works = forms.MultipleChoiceField(
        label="Sáng kiến dùng cho đề nghị này", required=False, widget=forms.CheckboxSelectMultiple
    )
    use_reason = LinesField(
        label="Lý do dùng sáng kiến đã dùng",
        required=False,
        max_length=1000,
        widget=area(2),
        help_text="Chỉ cần khi sáng kiến đã dùng cho mục khác.",
    )
    same_as = forms.ChoiceField(label="Cùng một thành tích với hồ sơ", required=False)
    field_order = ("version", "subject", "title", "commendation", "kind", "achievement", "works")

    def __init__(
        self,
        *args: Any,
        subjects: list[tuple[str, Any]],
        works: Sequence[Work],
        others: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["subject"].choices = subjects
        if not subjects:
            del fields["subject"]
        fields["works"].choices = [(str(work.pk), work_words(work)) for work in works]
        if not works:
            del fields["works"], fields["use_reason"]
        fields["same_as"].choices = [("", "Không"), *((str(pk), words) for pk, words in others)]
        if not others:
            del fields["same_as"]
        shown = [name for name in ("subject",) if name in fields]
        tail = [name for name in ("works", "use_reason", "same_as") if name in fields]
        self.helper = in_rows("version", *shown, ("title", "commendation"), "kind", "achievement", *tail)

    @property
    def new(self) -> NewNomination:
        cleaned, honour = self.cleaned_data, self.honour
        assert honour is not None  # noqa: S101 - clean() has seen to it
        same = cleaned.get("same_as")
        return NewNomination(
            honour=honour,
            achievement=cleaned["achievement"],
            kind=cleaned["kind"],
            same_as=Nomination.objects.filter(pk=same).first() if same else None,
            works=list(Initiative.objects.filter(pk__in=cleaned.get("works", ()))),
            use_reason=cleaned.get("use_reason", ""),
        )


def work_words(work: Work) -> str:
    """An initiative as it is offered for choosing: what it was used for stands beside it."""
    used = f"đã dùng: {', '.join(work.uses)}" if work.uses else "chưa dùng"
    return f"{work.name} ({work.year}; {used})"


def nomination_values(found: Nomination, works: Sequence[int]) -> dict[str, Any]:
    """A nomination as its form shows it."""
    return {
        "version": found.version,
        "title": str(found.title_id or ""),
        "commendation": str(found.commendation_id or ""),
        "kind": found.kind,
        "achievement": found.achievement,
        "works": [str(pk) for pk in works],
        "same_as": str(found.same_as_id or ""),
    }


class BulkForm(HonourForm):
    """One honour for several people or collectives."""

    subjects = forms.MultipleChoiceField(
        label="Đánh dấu người được đề nghị",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Đánh dấu ít nhất một người hoặc tập thể."},
    )
    field_order = ("version", "title", "commendation", "kind", "achievement", "subjects")
    helper = in_rows("version", ("title", "commendation"), "kind", "achievement", "subjects")

    def __init__(self, *args: Any, offered: Sequence[Person] | Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in offered}
        field: Any = self.fields["subjects"]
        field.choices = [
            (key, one.full_name if isinstance(one, Person) else one.name) for key, one in self.offered.items()
        ]

    @property
    def chosen(self) -> list[Person | Unit]:
        return [self.offered[key] for key in self.cleaned_data["subjects"]]


class SubmitForm(VersionForm):
    """Trình; the reason is asked for where something only warns."""

    override_reason = LinesField(
        label="Lý do vẫn trình",
        required=False,
        max_length=2000,
        widget=area(3),
        help_text="Đi cùng hồ sơ để người thẩm định và Hội đồng đọc.",
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["override_reason"].required = asks
        self.fields["override_reason"].error_messages["required"] = "Còn cảnh báo nên phải ghi lý do vẫn trình."
        if not asks:
            del self.fields["override_reason"]


class ReasonForm(VersionForm):
    """Trả lại, mở khoá: with a reason."""

    reason = LinesField(
        label="Lý do",
        max_length=2000,
        widget=area(4),
        help_text="Người lập đọc được ngay, ví dụ: bổ sung quyết định xếp loại năm 2025.",
        error_messages={"required": "Ghi lý do để người lập biết cần làm gì."},
    )


class AcceptForm(VersionForm):
    """Đủ điều kiện."""

    received_on = DayField(
        label="Ngày nhận hồ sơ để thẩm định",
        help_text="Hồ sơ nhận trước 01/10/2026 theo luật đang áp dụng, nhận từ ngày ấy theo Luật 06/2026/QH16.",
    )
    early_reason = LinesField(
        label="Lý do nhận trước ngày trình",
        required=False,
        max_length=1000,
        widget=area(2),
        help_text="Chỉ cần khi ngày nhận ở trước ngày trình. Ví dụ: bản giấy đến văn thư ngày 28/09/2026, số đến 512.",
    )


class DossierForm(forms.Form):
    """Tệp cho một thành phần hồ sơ."""

    attached = FilesField(label="Tệp", error_messages={"required": "Chọn ít nhất một tệp."})
    caption = forms.CharField(label="Chú thích", required=False, max_length=300)
