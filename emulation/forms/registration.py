"""Forms of registering: the round, the registration with its rows, a return, the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from emulation.models import (
    KNOWN,
    Aim,
    Campaign,
    Commendation,
    InitiativeNeed,
    Registration,
    RegistrationRound,
    Target,
    Title,
)
from emulation.rules.registration import OUTCOME_WORDS, Outcome, outcome_of
from emulation.services.promise import AimNote, TargetResult
from emulation.services.registration import NewAim, NewTarget
from plans.forms.draft import area, in_rows, row_select, row_text
from plans.forms.plan import DAY_ATTRS, DayField, LinesField, VersionForm
from plans.forms.rows import RowGroup

TITLES = RowGroup(("title", "initiative", "begun"), "danh-hieu")
COLLECTIVE_TITLES = RowGroup(("title",), "danh-hieu")
COMMENDATIONS = RowGroup(("commendation",), "hinh-thuc")
TARGETS = RowGroup(("target", "planned", "target_pk"), "chi-tieu")
FIRST_ROWS = {TITLES: 1, COLLECTIVE_TITLES: 1, COMMENDATIONS: 1, TARGETS: 2}


class RoundForm(VersionForm):
    """Đợt đăng ký của năm."""

    helper = in_rows("version", ("opens_on", "closes_on", "initiative_due"), "campaign", "note")

    opens_on = DayField(label="Nhận từ ngày")
    closes_on = DayField(label="Đến hết ngày", help_text="Sau ngày này vẫn gửi được; bản gửi sau được ghi là nộp muộn.")
    initiative_due = DayField(label="Hạn nộp sáng kiến", required=False)
    campaign = forms.ModelChoiceField(
        label="Thuộc phong trào", queryset=Campaign.objects.none(), required=False, empty_label="Không thuộc phong trào"
    )
    note = LinesField(
        label="Hướng dẫn", required=False, widget=area(4), help_text="Hiện ở đầu trang đăng ký của mọi người."
    )

    def __init__(self, *args: Any, year: int, from_task: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.of_year(year).filter(state__in=KNOWN)  # type: ignore[attr-defined]
        due = self.fields["initiative_due"]
        due.help_text = f"Đề xuất theo thời hạn nhiệm vụ {from_task} của kế hoạch." if from_task else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Ở trước ngày mở. Sửa một trong hai.")
        return cleaned


def round_values(found: RegistrationRound) -> dict[str, Any]:
    names = ("version", "opens_on", "closes_on", "initiative_due", "note")
    return {**{name: getattr(found, name) for name in names}, "campaign": found.campaign_id}


class RegistrationForm(VersionForm):
    """Titles, commendations and targets, each in rows of their own; a row left empty is not there."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        collective: bool,
        titles: Sequence[Title],
        commendations: Sequence[Commendation],
        counts: Mapping[RowGroup, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {str(one.pk): one for one in titles}
        self.commendations = {str(one.pk): one for one in commendations}
        self.groups = (COLLECTIVE_TITLES if collective else TITLES, COMMENDATIONS, TARGETS)
        given = counts or FIRST_ROWS
        self.counts = {
            group: max(given.get(group, 0), group.count(self.data) if self.is_bound else 0) for group in self.groups
        }
        for group in self.groups:
            for place in range(self.counts[group]):
                self._add_row(group, place)

    def _add_row(self, group: RowGroup, place: int) -> None:
        no = place + 1
        if group == COMMENDATIONS:
            self.fields[f"commendation_{place}"] = row_select(f"Hình thức {no}", _choices(self.commendations))
            return
        if group == TARGETS:
            self.fields[f"target_{place}"] = row_text(f"Chỉ tiêu {no}", 2000)
            self.fields[f"planned_{place}"] = row_text(f"Mức đăng ký của chỉ tiêu {no}", 200)
            self.fields[f"target_pk_{place}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
            return
        self.fields[f"title_{place}"] = row_select(f"Danh hiệu {no}", _choices(self.titles))
        if group == TITLES:
            self.fields[f"initiative_{place}"] = row_text(f"Sáng kiến dự kiến cho danh hiệu {no}", 2000)
            self.fields[f"begun_{place}"] = row_day(f"Ngày bắt đầu sáng kiến cho danh hiệu {no}")

    def rows(self, group: RowGroup) -> list[tuple[int, list[forms.BoundField], str]]:
        """The rows of a group as the template shows them: place, fields, value of the button that removes it."""
        return [
            (place, [self[f"{name}_{place}"] for name in group.fields], group.removes(place))
            for place in range(self.counts[group])
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_twice("title")
        self._check_twice("commendation")
        today = timezone.localdate()
        for place in range(self.counts.get(TITLES, 0)):
            begun = cleaned.get(f"begun_{place}")
            if not cleaned.get(f"title_{place}") and (begun or cleaned.get(f"initiative_{place}")):
                self.add_error(f"title_{place}", "Chọn danh hiệu mà sáng kiến này dành cho, hoặc bỏ dòng.")
            if begun and begun > today:
                self.add_error(f"begun_{place}", "Ngày bắt đầu ở sau hôm nay. Chưa bắt đầu thì để trống.")
        for place in range(self.counts[TARGETS]):
            if cleaned.get(f"planned_{place}") and not cleaned.get(f"target_{place}"):
                self.add_error(f"target_{place}", "Ghi chỉ tiêu của mức này, hoặc bỏ dòng.")
        return cleaned

    def _check_twice(self, name: str) -> None:
        seen: set[str] = set()
        group = next(one for one in self.groups if name in one.fields)
        for place in range(self.counts[group]):
            chosen = self.cleaned_data.get(f"{name}_{place}")
            if chosen and chosen in seen:
                self.add_error(f"{name}_{place}", "Đã có ở dòng trên. Bỏ bớt một dòng.")
            seen.add(chosen or "")

    @property
    def aims(self) -> list[NewAim]:
        cleaned = self.cleaned_data
        found = [
            NewAim(
                self.titles[chosen],
                cleaned.get(f"initiative_{place}", ""),
                cleaned.get(f"begun_{place}"),
            )
            for place in range(self.counts[self.groups[0]])
            if (chosen := cleaned[f"title_{place}"])
        ]
        chosen_too = (cleaned[f"commendation_{place}"] for place in range(self.counts[COMMENDATIONS]))
        return [*found, *(NewAim(self.commendations[one]) for one in chosen_too if one)]

    @property
    def targets(self) -> list[NewTarget]:
        cleaned = self.cleaned_data
        return [
            NewTarget(text, cleaned[f"planned_{place}"], cleaned[f"target_pk_{place}"])
            for place in range(self.counts[TARGETS])
            if (text := cleaned[f"target_{place}"])
        ]


def registration_values(
    record: Registration, aims: Sequence[Aim], targets: Sequence[Target]
) -> tuple[dict[str, Any], dict[RowGroup, int]]:
    """A registration as its form shows it, and how many rows each of its groups has."""
    titles = [aim for aim in aims if aim.title_id]
    commendations = [aim for aim in aims if aim.commendation_id]
    values: dict[str, Any] = {"version": record.version}
    for place, aim in enumerate(titles):
        values[f"title_{place}"] = str(aim.title_id)
        if record.unit_id is None:
            values |= {f"initiative_{place}": aim.initiative, f"begun_{place}": aim.initiative_begun_on}
    for place, aim in enumerate(commendations):
        values[f"commendation_{place}"] = str(aim.commendation_id)
    for place, target in enumerate(targets):
        values |= {
            f"target_{place}": target.text,
            f"planned_{place}": target.planned,
            f"target_pk_{place}": target.pk,
        }
    group = COLLECTIVE_TITLES if record.unit_id else TITLES
    counts = {group: len(titles), COMMENDATIONS: len(commendations), TARGETS: len(targets)}
    return values, {one: max(number, 1) for one, number in counts.items()}


class ReturnForm(VersionForm):
    """Trả lại bản đăng ký."""

    reason = LinesField(
        label="Lý do trả lại",
        max_length=2000,
        widget=area(4),
        help_text="Người lập đọc được ngay, ví dụ: bổ sung mức đăng ký của chỉ tiêu 2.",
        error_messages={"required": "Ghi lý do trả lại để người lập biết cần sửa gì."},
    )


class ResultsForm(VersionForm):
    """Beside each aim the reason of its gap; beside each target what was reached."""

    MET = [(outcome.value, words) for outcome, words in OUTCOME_WORDS.items()]

    def __init__(self, *args: Any, aims: Sequence[Aim], targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aims, self.targets = list(aims), list(targets)
        for aim in self.aims:
            if self._needs(aim):
                self.fields[f"initiative_{aim.pk}"] = row_text(f"Sáng kiến cho {aim}", 2000)
                self.fields[f"begun_{aim.pk}"] = row_day(f"Ngày bắt đầu sáng kiến cho {aim}")
            self.fields[f"reason_{aim.pk}"] = row_text(f"Lý do không đạt: {aim}", 2000)
        for target in self.targets:
            self.fields[f"achieved_{target.pk}"] = row_text(f"Kết quả: {target}", 200)
            self.fields[f"met_{target.pk}"] = row_select(f"Đạt hay không: {target}", self.MET)
            self.fields[f"gap_{target.pk}"] = row_text(f"Lý do không đạt: {target}", 2000)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for target in self.targets:
            if cleaned.get(f"met_{target.pk}") == Outcome.MISSED and not cleaned.get(f"gap_{target.pk}"):
                self.add_error(f"gap_{target.pk}", "Chỉ tiêu không đạt thì ghi lý do.")
        return cleaned

    @staticmethod
    def _needs(aim: Aim) -> bool:
        """Whether the title asks for an initiative."""
        return aim.title is not None and aim.title.initiative != InitiativeNeed.NONE

    @property
    def notes(self) -> dict[int, AimNote]:
        cleaned = self.cleaned_data
        return {
            aim.pk: AimNote(
                cleaned[f"reason_{aim.pk}"],
                cleaned.get(f"initiative_{aim.pk}", aim.initiative),
                cleaned.get(f"begun_{aim.pk}", aim.initiative_begun_on),
            )
            for aim in self.aims
        }

    @property
    def results(self) -> dict[int, TargetResult]:
        met = {Outcome.MET.value: True, Outcome.MISSED.value: False}
        cleaned = self.cleaned_data
        return {
            one.pk: TargetResult(
                cleaned[f"achieved_{one.pk}"], met.get(cleaned[f"met_{one.pk}"]), cleaned[f"gap_{one.pk}"]
            )
            for one in self.targets
        }

    def aim_rows(self) -> list[tuple[Aim, list[forms.BoundField]]]:
        names = ("initiative", "begun", "reason")
        return [
            (aim, [self[f"{name}_{aim.pk}"] for name in names if f"{name}_{aim.pk}" in self.fields])
            for aim in self.aims
        ]

    def target_rows(self) -> list[tuple[Target, list[forms.BoundField]]]:
        names = ("achieved", "met", "gap")
        return [(one, [self[f"{name}_{one.pk}"] for name in names]) for one in self.targets]


def results_values(record: Registration, aims: Sequence[Aim], targets: Sequence[Target]) -> dict[str, Any]:
    """What stands beside the aims and targets now."""
    values: dict[str, Any] = {"version": record.version}
    for aim in aims:
        values |= {
            f"reason_{aim.pk}": aim.gap_reason,
            f"initiative_{aim.pk}": aim.initiative,
            f"begun_{aim.pk}": aim.initiative_begun_on,
        }
    for one in targets:
        values |= {
            f"achieved_{one.pk}": one.achieved,
            f"met_{one.pk}": outcome_of(one.met).value,
            f"gap_{one.pk}": one.gap_reason,
        }
    return values


def row_day(label: str) -> DayField:
    """A day in a row, named for screen readers instead of a label above."""
    attrs = {**DAY_ATTRS, "class": "form-control", "aria-label": label}
    return DayField(label=label, required=False, widget=forms.DateInput(attrs=attrs))


def _choices(entries: Mapping[str, Title | Commendation]) -> list[tuple[str, str]]:
    return [("", "Chọn"), *((pk, entry.name) for pk, entry in entries.items())]
