"""The steps Phát phiếu, Kiểm phiếu and Kết quả of a meeting: what each of them shows to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from awards.forms.ballot import AgainForm
from awards.models import AgendaItem, Meeting, MeetingState, VoteMethod
from awards.services.ballot_count import FIRST, SECOND, Compared, compared, turns_of, why_not_entered
from awards.services.ties import RULE as PREFERENCE
from awards.services.vote_result import SEALED, ItemResult, results_of, why_not_sealed
from awards.services.vote_ties import equals_of, over_places
from awards.views.findings import sure_words
from awards.views.meeting_desk import MeetingDesk
from awards.views.meeting_next import next_of
from plans.http import OfficeRequest

OWN_HIDDEN = "Dòng xét chính anh, chị: số phiếu hiện sau khi chốt kết quả."
TWO_APART = "Hai người nhập riêng, không thấy số của nhau cho đến khi nhập xong cả hai."
TITLES, FORMS, WORKS = "Danh hiệu thi đua", "Hình thức khen thưởng", "Công nhận sáng kiến"


class VoterLine(NamedTuple):
    """A voter as the step Phát phiếu names him: how many items his ballot carries, whether he has voted."""

    name: str
    about: str
    items: int
    left_out: str
    has_voted: bool


class TurnLine(NamedTuple):
    """One turn of entering: by whom, or whether the reader may enter it."""

    turn: int
    teller: str
    may_enter: bool


class CountRow(NamedTuple):
    """Both turns of one item side by side, and what they come to."""

    item: AgendaItem
    name: str
    about: str
    first: Any
    second: Any
    differs: bool
    hidden: bool
    words: str
    passed: bool | None
    ask: str
    form: AgainForm | None
    corrected: Sequence[str]


class ResultRow(NamedTuple):
    """The sealed result of one item."""

    item: AgendaItem
    name: str
    about: str
    written: str
    words: str
    source: str
    squares: SafeString
    sure: str
    is_carried: bool


class ResultGroup(NamedTuple):
    """Rows of one list of the law and one kind of subject, never mixed with another."""

    name: str
    kind: str
    rows: Sequence[ResultRow]


def ballots_step(_request: OfficeRequest, desk: MeetingDesk) -> dict[str, Any]:
    """Who gets a ballot; on the screen who has voted, never what."""
    meeting = desk.meeting
    lines = list(_voters(desk))
    return {
        "is_paper": meeting.method == VoteMethod.PAPER,
        "is_screen": meeting.method == VoteMethod.SCREEN,
        "is_open": meeting.state == MeetingState.VOTING,
        "voters": lines,
        "voted": sum(line.has_voted for line in lines),
        "mark": desk.mark,
        "prints": list(meeting.ballot_prints.select_related("printed_by__person"))
        if meeting.method == VoteMethod.PAPER
        else [],
        "hand_entered": meeting.method == VoteMethod.HANDS and bool(desk.turns),
    }


def _voters(desk: MeetingDesk) -> Iterable[VoterLine]:
    voted = {mark.seat: mark.has_voted for mark in desk.marks}
    for seat in desk.seats:
        row = desk.roll.get(seat.pk)
        if row is None or row.came is None:
            continue
        came = row.came
        own = desk.own_items(came.person_id)
        about = f"dự thay {seat.person.full_name}" if came.pk != seat.pk else str(seat.get_role_display())
        left_out = ", ".join(f"dòng {item.order}" for item in own)
        yield VoterLine(came.person.full_name, about, len(desk.items) - len(own), left_out, voted.get(seat.pk, False))


def count_step(_request: OfficeRequest, desk: MeetingDesk) -> dict[str, Any]:
    """Who enters; both turns side by side once both are in; what hinders the sealing."""
    return count_context(desk, {})


def again_id(item: AgendaItem) -> str:
    """The form of a row that is counted again."""
    return f"again-{item.pk}"


def count_context(desk: MeetingDesk, typed: Mapping[int, AgainForm]) -> dict[str, Any]:
    """The step, with the rows whose new count was refused as they were typed."""
    meeting = desk.meeting
    both = len(desk.turns) == turns_of(meeting)
    is_paper = meeting.method == VoteMethod.PAPER
    return {
        "is_paper": is_paper,
        "is_screen": meeting.method == VoteMethod.SCREEN,
        "turns": _turns(desk) if meeting.method != VoteMethod.SCREEN else [],
        "counts": desk.turns if both else [],
        "count_rows": _count_rows(desk, typed) if is_paper and both else [],
        "hand_rows": _hand_rows(desk) if both and meeting.method == VoteMethod.HANDS else [],
        "two_apart": TWO_APART,
        "own_hidden": OWN_HIDDEN,
        "is_counting": meeting.state == MeetingState.COUNTING,
        "hinders": why_not_sealed(desk) if meeting.state == MeetingState.COUNTING else "",
        "receipts": desk.receipts if may_publish(meeting) else [],
        "seals": desk.runs,
    }


def _turns(desk: MeetingDesk) -> list[TurnLine]:
    """Who entered which turn; the reader may enter one where nothing stands against it."""
    meeting = desk.meeting
    by_hand = (MeetingState.VOTING,) if meeting.method == VoteMethod.HANDS else ()
    is_open = desk.counts and meeting.state in (MeetingState.COUNTING, *by_hand)
    entered = {one.turn: one.name for one in desk.turns}
    return [
        TurnLine(turn, entered.get(turn, ""), is_open and not why_not_entered(desk, turn, desk.user))
        for turn in range(FIRST, turns_of(meeting) + 1)
    ]


def _count_rows(desk: MeetingDesk, typed: Mapping[int, AgainForm]) -> list[CountRow]:
    results = {one.item.pk: one for one in results_of(desk)}
    counts = desk.meeting.state == MeetingState.COUNTING and desk.counts
    return [
        _count_row(
            row,
            results[row.item.pk],
            hidden=desk.hides(row.item.pk),
            form=_again_form(row, desk, typed.get(row.item.pk)) if counts else None,
        )
        for row in compared(desk)
    ]


def _again_form(row: Compared, desk: MeetingDesk, typed: AgainForm | None) -> AgainForm | None:
    """The fields of a row that differs: as typed, else as both turns stand."""
    first, second = row.first, row.second
    if not row.differs or first is None or second is None or desk.hides(row.item.pk):
        return None
    values = {
        f"{part}_{turn}": getattr(line, part)
        for turn, line in ((FIRST, first), (SECOND, second))
        for part in ("yes", "no", "spoiled")
    }
    return typed or AgainForm(initial={**values, "version": desk.meeting.version}, form_id=again_id(row.item))


def _count_row(row: Compared, result: ItemResult, *, hidden: bool, form: AgainForm | None) -> CountRow:
    name, about = named(row.item)
    first, second = row.first, row.second
    came = result.outcome
    ask = ""
    if row.differs and first and second and not hidden:
        ask = (
            f"Đếm lại phiếu: đồng ý {first.yes} hay {second.yes}?"
            if first.yes != second.yes
            else "Đếm lại phiếu của dòng này."
        )
    trace = [
        f"lần {turn}: trước là {one['yes']} - {one['no']} - {one['spoiled']}, {one['by']} đếm lại{_why(one)}"
        for turn, line in ((FIRST, first), (SECOND, second))
        if line and not hidden
        for one in line.earlier
    ]
    words = came.words if came and not hidden else ""
    return CountRow(
        row.item,
        name,
        about,
        first,
        second,
        row.differs,
        hidden,
        words,
        came.passed if came else None,
        ask,
        form,
        trace,
    )


def _why(earlier: Mapping[str, str]) -> str:
    return f", lý do: {why}" if (why := earlier.get("why", "")) else ""


def _hand_rows(desk: MeetingDesk) -> list[dict[str, Any]]:
    rows = []
    for one in results_of(desk):
        name, about = named(one.item)
        rows.append(
            {
                "item": one.item,
                "name": name,
                "about": about,
                "votes": one.votes,
                "outcome": one.outcome,
                "hidden": desk.hides(one.item.pk),
            }
        )
    return rows


def result_step(_request: OfficeRequest, desk: MeetingDesk) -> dict[str, Any]:
    """The sealed result, titles and commendations apart, people and collectives apart; equals and places."""
    meeting = desk.meeting
    rule = None if desk.of_initiatives else desk.rules.general(PREFERENCE)
    over = over_places(desk.items, meeting)
    return {
        "next": next_of(desk, over),
        "groups": _groups(desk, desk.items),
        "equals": equals_of(desk.items, rule),
        "over": over,
        "law": rule.citation if rule else "",
        "law_words": rule.content.get("text", "") if rule else "",
        "picks": desk.runs and meeting.state == MeetingState.RESULTS,
        "published": meeting.method == VoteMethod.SCREEN,
        "receipts": desk.receipts,
        "mark": desk.mark,
    }


def _groups(desk: MeetingDesk, items: Sequence[AgendaItem]) -> list[ResultGroup]:
    rows = [(item, _result_row(desk, item)) for item in items]
    if desk.of_initiatives:
        return [ResultGroup(WORKS, "Sáng kiến", [row for _, row in rows])]
    found = []
    for name, is_title in ((TITLES, True), (FORMS, False)):
        for kind, is_unit in (("Cá nhân", False), ("Tập thể", True)):
            lines = [
                row
                for item, row in rows
                if item.nomination
                and (item.nomination.title_id is not None) == is_title
                and (item.nomination.unit_id is not None) == is_unit
            ]
            if lines:
                found.append(ResultGroup(name, kind, lines))
    return found


def _result_row(desk: MeetingDesk, item: AgendaItem) -> ResultRow:
    name, about = named(item)
    honour = item.nomination.honour.code if item.nomination else ""
    words, _, source = item.rule_words.partition(". Căn cứ: ")
    squares, sure = sure_words(desk.rules.threshold(honour).confidence)
    written = (
        f"văn bản: {item.written_yes or 0} đồng ý, {item.written_no or 0} không"
        if item.written_yes or item.written_no
        else ""
    )
    return ResultRow(item, name, about, written, words, source, squares, sure, item.is_carried)


def named(item: AgendaItem) -> tuple[str, str]:
    """Who or what an item is about, and for which honour."""
    if item.nomination is not None:
        return str(item.nomination.subject), item.nomination.honour.name
    unit = item.initiative.unit.label if item.initiative and item.initiative.unit else ""
    return item.initiative.name if item.initiative else "", unit


def may_publish(meeting: Meeting) -> bool:
    """Whether the ballots of a meeting are published: cast on the screen, and closed."""
    return meeting.method == VoteMethod.SCREEN and meeting.state in SEALED
