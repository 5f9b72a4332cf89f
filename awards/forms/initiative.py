"""Forms of a dossier: its words with rows of authors, its files, its way to the scorers, the filter of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from awards.models import Initiative, InitiativeAuthor, InitiativeCall, InitiativeState, WorkKind
from awards.services.initiative import FIELDS, NEEDED, WHOLE, NewAuthor
from plans.forms.draft import area, row_select, row_text
from plans.forms.event import text_line
from plans.forms.evidence import FilesField
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.forms.rows import RowGroup
from plans.models import Person, Unit, UnitKind, User

AUTHORS = RowGroup(("author", "outside", "share"), "tac-gia")
LONG = 20_000
OWN = "cua-toi"


def _text(label: str, help_text: str, rows: int = 6) -> forms.CharField:
    return LinesField(label=label, required=False, max_length=LONG, widget=area(rows), help_text=help_text)


class InitiativeForm(VersionForm):
    """Hồ sơ sáng kiến; a row of authors left empty is not there."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = text_line(
        "Tên sáng kiến",
        required=True,
        length=500,
        help_text="Nêu việc được cải tiến, ví dụ: Sổ tay điện tử hướng dẫn đón tiếp đoàn vào.",
        error_messages={"required": "Ghi tên sáng kiến."},
    )
    kind = forms.ChoiceField(label="Loại", choices=WorkKind.choices, initial=WorkKind.INITIATIVE)
    call = forms.ModelChoiceField(
        label="Đợt nhận", queryset=InitiativeCall.objects.none(), required=False, empty_label="Chưa trình vào đợt nào"
    )
    unit = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Chọn đơn vị"
    )
    field = text_line("Lĩnh vực", help_text="Ví dụ: lễ tân đối ngoại, cải cách hành chính.")
    begun_on = DayField(label="Áp dụng từ ngày", required=False, help_text="Ngày áp dụng hoặc áp dụng thử lần đầu.")
    problem = _text("Thực trạng, vấn đề", "Trước khi có giải pháp, việc này làm thế nào, vướng ở đâu.")
    solution = _text("Giải pháp", "Đã làm gì, làm thế nào; nêu từng bước để nơi khác làm theo được.", 8)
    novelty = _text("Tính mới", "Khác cách làm cũ ở điểm nào; đã có ở đâu chưa.", 4)
    effect = _text("Hiệu quả", "Số liệu trước và sau: thời gian, kinh phí, số hồ sơ, mức độ hài lòng.")
    scope = _text("Phạm vi áp dụng, khả năng nhân rộng", "Đang dùng ở đâu, nơi nào khác dùng được.", 4)

    def __init__(self, *args: Any, user: User, record: Initiative | None = None, authors: int = 1, **kw: Any) -> None:
        super().__init__(*args, **kw)
        fields: dict[str, Any] = self.fields
        for name in NEEDED:
            fields[name].needed = "cần khi trình"
        fields["call"].queryset = _calls(user, record)
        fields["call"].label_from_instance = lambda call: f"{call} (nhận đến {call.closes_on:%d/%m/%Y})"
        kinds = (UnitKind.GROUP, UnitKind.EXTERNAL, UnitKind.COUNCIL)
        fields["unit"].queryset = Unit.objects.active().exclude(kind__in=kinds).order_by("order", "name")
        rows = Person.objects.active().order_by("sort_key", "pk").values_list("pk", "full_name", "unit__name")
        self.people = {str(pk): f"{name} ({unit})" for pk, name, unit in rows}
        if record is not None and record.pk:
            kept = record.authors.filter(person__is_active=False).values_list("person_id", "person__full_name")
            self.people |= {str(pk): name for pk, name in kept}
        self.count = max(authors, AUTHORS.count(self.data) if self.is_bound else 0)
        for place in range(self.count):
            self._add_row(place)

    def _add_row(self, place: int) -> None:
        no = place + 1
        chosen = [("", "Người ngoài cơ quan"), *self.people.items()]
        self.fields[f"author_{place}"] = row_select(f"Tác giả {no}", chosen)
        self.fields[f"outside_{place}"] = row_text(f"Họ tên tác giả ngoài cơ quan {no}", 200)
        share = row_text(f"Tỷ lệ đóng góp của tác giả {no} (%)", 3)
        share.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "data-part": "share"}
        self.fields[f"share_{place}"] = share

    def rows(self) -> list[tuple[int, list[forms.BoundField], str]]:
        """The rows of authors: place, fields, value of the button that removes it."""
        return [
            (place, [self[f"{name}_{place}"] for name in AUTHORS.fields], AUTHORS.removes(place))
            for place in range(self.count)
        ]

    @property
    def whole(self) -> int:
        """The sum of the shares as they were typed or saved; what is no number counts nothing."""
        typed = (str(self[f"share_{place}"].value() or "").strip() for place in range(self.count))
        return sum(int(text) for text in typed if text.isdecimal() and len(text) <= 3)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.authors: list[NewAuthor] = []
        picked = {cleaned[f"author_{n}"] for n in range(self.count) if cleaned.get(f"author_{n}")}
        people = Person.objects.in_bulk([int(pk) for pk in picked])
        for place in range(self.count):
            self._read_row(cleaned, place, people)
        if (begun := cleaned.get("begun_on")) and begun > timezone.localdate():
            self.add_error("begun_on", "Ngày áp dụng ở sau hôm nay. Chưa áp dụng thì để trống.")
        if not self.errors and (whole := sum(one.share for one in self.authors)) != WHOLE:
            self.add_error(None, f"Tỷ lệ đóng góp cộng lại là {whole}%, phải đúng 100%. Sửa tỷ lệ của từng tác giả.")
        return cleaned

    def _read_row(self, cleaned: Mapping[str, Any], place: int, people: Mapping[int, Person]) -> None:
        chosen, outside = cleaned.get(f"author_{place}", ""), cleaned.get(f"outside_{place}", "")
        share = cleaned.get(f"share_{place}", "").strip().removesuffix("%").strip()
        if not chosen and not outside and not share:
            return
        if chosen and outside:
            self.add_error(f"outside_{place}", "Đã chọn người trong cơ quan. Bỏ một trong hai.")
        elif not chosen and not outside:
            self.add_error(f"author_{place}", "Chọn người, hoặc ghi họ tên người ngoài cơ quan.")
        if not (share.isdecimal() and 1 <= int(share) <= WHOLE):
            self.add_error(f"share_{place}", "Ghi số nguyên từ 1 đến 100.")
            return
        person = people.get(int(chosen)) if chosen else None
        if person and any(one.person == person for one in self.authors):
            self.add_error(f"author_{place}", "Đã có ở dòng trên. Gộp lại một dòng.")
        self.authors.append(NewAuthor(person, "" if person else outside, int(share)))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def _calls(user: User, record: Initiative | None) -> Any:
    """The calls that are open; for the standing office those that have closed too."""
    today = timezone.localdate()
    calls = InitiativeCall.objects.filter(opens_on__lte=today)
    if not user.has_perm("awards.assign_scorers"):
        calls = calls.filter(closes_on__gte=today)
    own = InitiativeCall.objects.filter(pk=record.call_id) if record is not None and record.call_id else None
    return (calls | own if own is not None else calls).order_by("-closes_on", "pk")


def initiative_values(record: Initiative, authors: Sequence[InitiativeAuthor]) -> dict[str, Any]:
    """A dossier as its form shows it."""
    values: dict[str, Any] = {name: getattr(record, name) for name in FIELDS if name not in ("call", "unit")}
    values |= {"version": record.version, "call": record.call_id, "unit": record.unit_id}
    for place, one in enumerate(authors):
        values |= {
            f"author_{place}": str(one.person_id or ""),
            f"outside_{place}": one.name,
            f"share_{place}": str(one.share),
        }
    return values


class FilesForm(forms.Form):
    """Thêm minh chứng."""

    proof = FilesField(label="Tệp", error_messages={"required": "Chọn ít nhất một tệp."})
    caption = text_line("Chú thích", length=300, help_text="Ví dụ: giấy xác nhận áp dụng của Trung tâm.")


class SubmitForm(VersionForm):
    """Trình hồ sơ; after the call has closed the reason for which it is still taken."""

    late_reason = LinesField(
        label="Lý do nhận muộn",
        max_length=2000,
        widget=area(3),
        help_text="Ghi vào hồ sơ và nhật ký, hiện ở danh sách chấm.",
        error_messages={"required": "Ghi lý do nhận muộn để trình."},
    )

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]


class ReasonForm(VersionForm):
    """An act that needs a reason, which somebody reads; ``label`` and ``help_text`` say whose."""

    reason = LinesField(label="Lý do", max_length=2000, widget=area(4), error_messages={"required": "Ghi lý do."})

    def __init__(self, *args: Any, label: str = "Lý do", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text


class InitiativeFilter(ListFilter):
    """Danh sách sáng kiến thu hẹp theo gì."""

    search = SearchField("Tên, lĩnh vực")
    year = forms.ChoiceField(label="Năm", required=False)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Mọi tình trạng"), (OWN, "Của tôi"), *InitiativeState.choices],
    )


class RecognisedFilter(ListFilter):
    """Danh sách sáng kiến đã công nhận thu hẹp theo gì."""

    search = SearchField("Tên, lĩnh vực")
    year = forms.ChoiceField(label="Năm", required=False)
    level = forms.ChoiceField(label="Phạm vi hiệu quả", required=False)
