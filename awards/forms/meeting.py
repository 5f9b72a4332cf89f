"""Forms of a meeting: prepared, its roll, declared interests, opinions in writing, its acts, the filter of the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from awards.models import (
    AgendaItem,
    Attendance,
    Choice,
    Council,
    CouncilKind,
    CouncilSeat,
    InitiativeCall,
    Meeting,
    MeetingState,
    Round,
    VoteMethod,
)
from awards.services.meeting_roll import Came
from awards.services.meeting_said import Written
from emulation.forms.campaign import task_label
from plans.forms.draft import area, in_rows, row_select, row_text
from plans.forms.listing import ListFilter
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Task

TIMES = ("%H:%M", "%Hh%M", "%Hg%M", "%H.%M", "%H")
HOUR = {"placeholder": "hh:mm", "autocomplete": "off"}
ABSENT, UNCALLED = "vang", ""


class HourField(forms.TimeField):
    """An hour typed as 14:30 or 14h30."""

    def __init__(self, *, label: str, in_row: bool = False) -> None:
        attrs = {"class": "form-control", "aria-label": label} if in_row else {"class": "short-field"}
        super().__init__(
            label=label,
            required=False,
            input_formats=TIMES,
            widget=forms.TimeInput(format="%H:%M", attrs={**HOUR, **attrs}),
            error_messages={"invalid": "Nhập giờ theo dạng hh:mm, ví dụ 14:30."},
        )

    def to_python(self, value: Any) -> dt.time | None:
        return super().to_python(str(value).strip().rstrip("hg") if isinstance(value, str) else value)


class MeetingForm(VersionForm):
    """Phiên họp: of which council, when, where, from which dossiers, how it votes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    council = forms.ModelChoiceField(
        label="Hội đồng",
        queryset=Council.objects.none(),
        empty_label="Chọn hội đồng",
        error_messages={"required": "Chọn hội đồng."},
    )
    subject = forms.CharField(
        label="Nội dung phiên họp",
        max_length=300,
        help_text="Ví dụ: Xét danh hiệu, hình thức khen thưởng năm 2026",
        error_messages={"required": "Ghi nội dung phiên họp."},
    )
    held_on = DayField(label="Ngày họp")
    starts_at = HourField(label="Bắt đầu lúc")
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    method = forms.ChoiceField(label="Cách biểu quyết", choices=VoteMethod.choices, initial=VoteMethod.PAPER)
    round = forms.ModelChoiceField(
        label="Đợt xét khen thưởng",
        queryset=Round.objects.none(),
        required=False,
        empty_label="Mọi hồ sơ đủ điều kiện",
        help_text="Với Hội đồng Thi đua - Khen thưởng.",
    )
    call = forms.ModelChoiceField(
        label="Đợt nhận sáng kiến",
        queryset=InitiativeCall.objects.none(),
        required=False,
        empty_label="Mọi sáng kiến đã chấm",
        help_text="Với Hội đồng sáng kiến.",
    )
    task = forms.ModelChoiceField(
        label="Thuộc nhiệm vụ của kế hoạch",
        queryset=Task.objects.none(),
        required=False,
        empty_label="Không gắn nhiệm vụ",
    )
    guests = LinesField(label="Khách mời", required=False, widget=area(2), help_text="Mỗi dòng một người.")

    def __init__(self, *args: Any, tasks: Any, council: Council | None, fixed: bool = False, **kwargs: Any) -> None:
        """``council`` is the one known so far; ``fixed`` when it does not change any more."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["council"].queryset = Council.objects.order_by("kind", "-term_from")
        fields["round"].queryset = Round.objects.order_by("-opens_on", "-pk")
        fields["call"].queryset = InitiativeCall.objects.order_by("-opens_on", "-pk")
        fields["task"].queryset = tasks
        fields["task"].label_from_instance = task_label
        if fixed:
            del self.fields["council"]
        if council is not None:
            del self.fields["round" if council.kind == CouncilKind.INITIATIVE else "call"]
        source = tuple(name for name in ("round", "call") if name in self.fields)
        self.helper = in_rows(
            "version",
            *(() if fixed else ("council",)),
            *("subject", ("held_on", "starts_at", "place"), ("method", *source), "task", "guests"),
        )

    @staticmethod
    def values_of(meeting: Meeting) -> dict[str, Any]:
        names = ("version", "subject", "held_on", "starts_at", "place", "method", "guests", "round", "call", "task")
        return {name: getattr(meeting, name) for name in names}


class MeetingFilter(ListFilter):
    """Phiên họp."""

    council = forms.ChoiceField(label="Hội đồng", required=False)
    year = forms.ChoiceField(label="Năm", required=False)
    state = forms.ChoiceField(label="Bước", required=False, choices=[("", "Mọi bước"), *MeetingState.choices])

    def __init__(self, data: QueryDict, **choices: list[tuple[Any, str]]) -> None:
        super().__init__(data, **choices)

    def add_prefix(self, field_name: str) -> str:
        return "hoi-dong" if field_name == "council" else super().add_prefix(field_name)


class RollForm(VersionForm):
    """Điểm danh: for every seat who came, from when until when, or why nobody."""

    def __init__(
        self,
        *args: Any,
        seats: Sequence[CouncilSeat],
        substitutes: Mapping[int, Sequence[CouncilSeat]],
        roll: Mapping[int, Attendance],
        all_here: bool = False,
        **kwargs: Any,
    ) -> None:
        self.seats = seats
        kwargs["initial"] = {**kwargs.get("initial", {}), **called(seats, roll, all_here=all_here)}
        super().__init__(*args, **kwargs)
        for seat in seats:
            name = seat.person.full_name
            self.fields[f"came_{seat.pk}"] = row_select(f"{name}: có mặt", _who_may_come(seat, substitutes))
            self.fields[f"arrived_{seat.pk}"] = HourField(label=f"{name}: đến lúc", in_row=True)
            self.fields[f"left_{seat.pk}"] = HourField(label=f"{name}: về lúc", in_row=True)
            self.fields[f"reason_{seat.pk}"] = row_text(f"{name}: lý do vắng", 200)

    @property
    def rows(self) -> Iterable[tuple[CouncilSeat, Any, Any, Any, Any]]:
        """One a seat, with its four fields."""
        for seat in self.seats:
            came, arrived, left, reason = (self[f"{name}_{seat.pk}"] for name in ("came", "arrived", "left", "reason"))
            yield seat, came, arrived, left, reason

    @property
    def lines(self) -> dict[int, Came]:
        """As the service takes them; a seat that was not called is left out."""
        told: dict[str, Any] = self.cleaned_data
        found = {}
        for seat in self.seats:
            came = told.get(f"came_{seat.pk}")
            if came:
                arrived, left = told.get(f"arrived_{seat.pk}"), told.get(f"left_{seat.pk}")
                reason = told.get(f"reason_{seat.pk}") or ""
                found[seat.pk] = Came(None if came == ABSENT else int(came), arrived, left, reason)
        return found


def _who_may_come(seat: CouncilSeat, substitutes: Mapping[int, Sequence[CouncilSeat]]) -> list[tuple[str, str]]:
    others = [(str(one.pk), f"{one.person.full_name} dự thay") for one in substitutes.get(seat.pk, ())]
    return [(UNCALLED, "chưa điểm danh"), (str(seat.pk), "có mặt"), *others, (ABSENT, "vắng")]


def called(seats: Sequence[CouncilSeat], roll: Mapping[int, Attendance], *, all_here: bool = False) -> dict[str, Any]:
    """The roll as it is saved, by the names of the form."""
    values: dict[str, Any] = {}
    for seat in seats:
        row = roll.get(seat.pk)
        if row is None:
            values[f"came_{seat.pk}"] = str(seat.pk) if all_here else UNCALLED
            continue
        values |= {
            f"came_{seat.pk}": str(row.came_id) if row.came_id else ABSENT,
            f"arrived_{seat.pk}": row.arrived_at,
            f"left_{seat.pk}": row.left_at,
            f"reason_{seat.pk}": row.absent_reason,
        }
    return values


class InterestForm(forms.Form):
    """Khai báo liên quan."""

    helper = in_rows("seat", "item", "words")
    seat = forms.ModelChoiceField(
        label="Thành viên", queryset=CouncilSeat.objects.none(), empty_label="Chọn thành viên"
    )
    item = forms.ModelChoiceField(label="Nội dung xét", queryset=AgendaItem.objects.none(), empty_label="Chọn nội dung")
    words = LinesField(
        label="Liên quan thế nào",
        widget=area(2),
        help_text="Ví dụ: là vợ, chồng; là người hướng dẫn. Khai báo được ghi vào biên bản.",
        error_messages={"required": "Ghi liên quan thế nào."},
    )

    def __init__(self, *args: Any, seats: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["seat"].queryset, fields["item"].queryset = seats, items
        fields["seat"].label_from_instance = lambda seat: seat.person.full_name


class WrittenForm(VersionForm):
    """Ý kiến bằng văn bản of one absent member, a line an item."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        choices = [("", "không gửi ý kiến"), *((value, label.lower()) for value, label in Choice.choices)]
        for item in items:
            self.fields[f"choice_{item.pk}"] = row_select(f"{item}: ý kiến", choices)
            self.fields[f"words_{item.pk}"] = row_text(f"{item}: nội dung", 2000)

    @property
    def rows(self) -> Iterable[tuple[AgendaItem, Any, Any]]:
        for item in self.items:
            yield item, self[f"choice_{item.pk}"], self[f"words_{item.pk}"]

    @property
    def lines(self) -> dict[int, Written]:
        told = self.cleaned_data
        pairs = ((item.pk, told.get(f"choice_{item.pk}"), told.get(f"words_{item.pk}") or "") for item in self.items)
        return {pk: Written(choice, words) for pk, choice, words in pairs if choice}


class ReasonForm(VersionForm):
    """An act that asks why; what is written is minuted."""

    reason = LinesField(label="Lý do", widget=area(3), error_messages={"required": "Ghi lý do."})


class AdjournForm(VersionForm):
    """Hoãn: why, where it is not the quorum, and until when."""

    reason = LinesField(label="Lý do", widget=area(3), required=False)
    again_on = DayField(
        label="Họp lại ngày", required=False, help_text="Để trống thì biên bản ghi: do Chủ tịch Hội đồng thông báo."
    )


class AnotherDayForm(VersionForm):
    """Chuẩn bị lại cho ngày khác."""

    held_on = DayField(label="Ngày họp mới")
