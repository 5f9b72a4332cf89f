"""Forms of a unit's review: its minutes with a row for each one proposed, and the signed copy of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.forms.round import NUMBER, honour_choices, honour_key, honours_by_key, row_number
from awards.models import UnitReview
from awards.services.review import NewLine
from emulation.models import Commendation, Title
from plans.forms.draft import area, in_rows, row_select, row_text
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.forms.rows import RowGroup
from plans.models import Person, Unit

LINES = RowGroup(("subject", "honour", "agreed", "note"))
FIRST_LINES = 3
UNIT_ITSELF = "tap-the"


class ReviewForm(VersionForm):
    """Biên bản bình xét, with a row for each one proposed."""

    helper = in_rows(
        "version", ("held_on", "place"), ("chair", "secretary"), ("members", "present"), "discussion", "conclusion"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = DayField(label="Ngày họp")
    place = forms.CharField(label="Địa điểm", required=False, max_length=200)
    chair = forms.CharField(label="Chủ trì", max_length=100)
    secretary = forms.CharField(label="Thư ký", max_length=100)
    members = forms.IntegerField(
        label="Tổng số người của đơn vị", min_value=1, max_value=999, widget=forms.TextInput(attrs=NUMBER)
    )
    present = forms.IntegerField(
        label="Số người có mặt", min_value=1, max_value=999, widget=forms.TextInput(attrs=NUMBER)
    )
    discussion = LinesField(label="Ý kiến, diễn biến", required=False, widget=area(5))
    conclusion = LinesField(label="Kết luận", required=False, widget=area(3))

    def __init__(
        self,
        *args: Any,
        unit: Unit,
        people: Sequence[Person],
        titles: Sequence[Title],
        commendations: Sequence[Commendation],
        rows: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.honours = honours_by_key(titles, commendations)
        self.rows = max(rows, LINES.count(self.data) if self.is_bound else 0)
        subjects = [("", "Chọn"), (UNIT_ITSELF, f"{unit.label} (tập thể)")]
        subjects += [(key, person.full_name) for key, person in self.people.items()]
        choices = honour_choices(titles, commendations)
        for n in range(self.rows):
            self.fields[f"subject_{n}"] = row_select(f"Người, tập thể {n + 1}", subjects)
            self.fields[f"honour_{n}"] = row_select(f"Danh hiệu, hình thức {n + 1}", choices)
            self.fields[f"agreed_{n}"] = row_number(f"Số người đồng ý {n + 1}")
            self.fields[f"note_{n}"] = row_text(f"Ghi chú {n + 1}", 300)

    def line_rows(self) -> list[tuple[int, list[forms.BoundField], str]]:
        """The rows as the template shows them."""
        return [(n, [self[f"{name}_{n}"] for name in LINES.fields], LINES.removes(n)) for n in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        members, present = cleaned.get("members"), cleaned.get("present")
        if members and present and present > members:
            self.add_error("present", "Nhiều hơn tổng số người của đơn vị. Sửa một trong hai.")
        for n in range(self.rows):
            subject, honour, agreed = (cleaned.get(f"{name}_{n}") for name in LINES.fields[:3])
            if not subject and (honour or agreed is not None):
                self.add_error(f"subject_{n}", "Chọn người hoặc tập thể, hoặc bỏ dòng.")
            if subject and not honour:
                self.add_error(f"honour_{n}", "Chọn danh hiệu hoặc hình thức.")
            if subject and agreed is None:
                self.add_error(f"agreed_{n}", "Ghi số người đồng ý.")
            elif agreed is not None and present and agreed > present:
                self.add_error(f"agreed_{n}", f"Nhiều hơn số người có mặt ({present}).")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        names = ("held_on", "place", "chair", "secretary", "members", "present", "discussion", "conclusion")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def lines(self) -> list[NewLine]:
        found = []
        for n in range(self.rows):
            subject, honour, agreed, note = (self.cleaned_data[f"{name}_{n}"] for name in LINES.fields)
            if subject:
                found.append(NewLine(self.people.get(subject), self.honours[honour], agreed, note))
        return found


def review_values(review: UnitReview) -> tuple[dict[str, Any], int]:
    """Minutes as their form shows them, and how many rows they have."""
    names = ("version", "held_on", "place", "chair", "secretary", "members", "present", "discussion", "conclusion")
    values: dict[str, Any] = {name: getattr(review, name) for name in names}
    lines = list(review.lines.select_related("title", "commendation"))
    for n, line in enumerate(lines):
        values |= {
            f"subject_{n}": str(line.person_id) if line.person_id else UNIT_ITSELF,
            f"honour_{n}": honour_key(line.honour),
            f"agreed_{n}": line.agreed,
            f"note_{n}": line.note,
        }
    return values, len(lines)


class SignedForm(VersionForm):
    """Bản biên bản đã ký."""

    file = forms.FileField(
        label="Bản đã ký (PDF)",
        required=False,
        help_text="Không quá 20 MB; giữ đúng từng byte. Để trống rồi lưu thì gỡ bản ký đang có.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"empty": "Tệp trống. Chọn lại tệp."},
    )
