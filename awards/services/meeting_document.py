"""What the papers of a meeting say, drawn from its roll, votes and results, and from what people wrote in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from awards.models import (
    AgendaItem,
    Attendance,
    Choice,
    CouncilSeat,
    CountLine,
    Interest,
    Meeting,
    MeetingPaper,
    PaperOfMeeting,
    SeatRole,
    VoteMethod,
    WrittenOpinion,
)
from awards.papers.meeting import invitation_paper, minutes_paper, tally_paper
from awards.papers.meeting_facts import MeetingFacts, MemberLine, Spoken, VotedLine
from awards.services.ballot_count import items_of, work_and_authors
from awards.services.meeting_roll import meeting_rules, quorum_of, seats_of
from awards.services.vote_result import honour_code
from awards.services.working_rules import SaidShare
from emulation.papers.campaign import lines_of
from plans.models import Office
from plans.papers.content import Paper

DRAW = {
    PaperOfMeeting.INVITATION: invitation_paper,
    PaperOfMeeting.MINUTES: minutes_paper,
    PaperOfMeeting.TALLY: tally_paper,
}
SERIES = {PaperOfMeeting.INVITATION: "GM", PaperOfMeeting.MINUTES: "BB"}
TITLES, FORMS, WORKS = "Danh hiệu thi đua", "Hình thức khen thưởng", "Công nhận sáng kiến"
METHODS = {
    VoteMethod.HANDS: "giơ tay",
    VoteMethod.PAPER: "bỏ phiếu kín bằng phiếu in sẵn",
    VoteMethod.SCREEN: "bỏ phiếu kín trên phần mềm",
}
FILED = {
    PaperOfMeeting.INVITATION: ("Như trên", "Lưu: VT, Hồ sơ"),
    PaperOfMeeting.MINUTES: ("Lưu: VT, Hồ sơ",),
    PaperOfMeeting.TALLY: (),
}


def printed_paper(paper: MeetingPaper, *, number: int | None = None, issued_on: dt.date | None = None) -> Paper:
    """A paper of a meeting as it stands now; a draft leaves number and day blank. At most twenty queries."""
    return DRAW[PaperOfMeeting(paper.kind)](facts_of(paper, number=number, issued_on=issued_on))


def facts_of(paper: MeetingPaper, *, number: int | None = None, issued_on: dt.date | None = None) -> MeetingFacts:
    """Everything a paper may say."""
    meeting, parts = paper.meeting, dict(paper.parts)
    office = Office.objects.first() or Office()
    items = items_of(meeting)
    seats = seats_of(meeting)
    roll = {row.seat_id: row for row in meeting.attendance.select_related("came__person__unit")}
    counts = list(meeting.counts.select_related("teller__person").order_by("turn"))
    quorum = quorum_of(meeting)
    held = f"{quorum.words} ({quorum.said.share.words}{_source('; ', quorum.said)})"
    return MeetingFacts(
        agency=office.heading,
        council=meeting.council.name,
        symbol=meeting.council.symbol,
        town=office.place,
        subject=meeting.subject,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        chair=parts.get("chair") or who_leads(seats, roll, SeatRole.CHAIR, SeatRole.VICE),
        secretary=parts.get("secretary") or who_leads(seats, roll, SeatRole.SECRETARY),
        members=[_member(seat, roll.get(seat.pk)) for seat in seats],
        guests=lines_of(meeting.guests),
        quorum=f"{held}. Vẫn họp vì: {meeting.quorum_reason}" if meeting.quorum_reason else held,
        method=METHODS[VoteMethod(meeting.method)],
        recipients=tuple(lines_of(paper.recipients)) or FILED[PaperOfMeeting(paper.kind)],
        number=number,
        issued_on=issued_on,
        ballots=_ballots(meeting, [(one.given_out, one.given_back) for one in counts]),
        tellers=[one.teller.get_full_name() for one in counts] if meeting.method == VoteMethod.PAPER else (),
        votes=sorted((_voted(item) for item in items if item.passed is not None), key=_place),
        discussions=_discussed(items, parts),
        interests=[
            Spoken(str(one.seat.person), f"{one.item}: {one.words}")
            for one in Interest.objects.filter(item__meeting=meeting).select_related(*_OF_ITEM, "seat__person")
        ],
        opinions=list(_opinions(meeting)),
        corrected=list(_corrected(meeting)),
        recount=meeting.recount_reason,
        thresholds=list(dict.fromkeys(_threshold(meeting, items))),
        parts=parts,
        office_title=parts.get("office_title", ""),
    )


_OF_ITEM = (
    "item__nomination__person",
    "item__nomination__unit",
    "item__nomination__title",
    "item__nomination__commendation",
    "item__initiative",
)


def who_leads(seats: Sequence[CouncilSeat], roll: dict[int, Attendance], *roles: str) -> str:
    """The name of the first of these roles who came, or who holds it while nobody was called."""
    for role in roles:
        for seat in seats:
            row = roll.get(seat.pk)
            if seat.role == role and (not roll or (row is not None and row.came_id == seat.pk)):
                return str(seat.person.full_name)
    return ""


def _member(seat: CouncilSeat, row: Attendance | None) -> MemberLine:
    person = seat.person
    if row is None:
        words = ""
    elif row.came is None:
        words = f"vắng: {row.absent_reason}" if row.absent_reason else "vắng"
    else:
        stands_in = f"{row.came.person.full_name} dự thay" if row.came_id != seat.pk else "có mặt"
        hours = ((row.arrived_at, "từ"), (row.left_at, "đến"))
        times = " ".join(f"{word} {hour:%H:%M}" for hour, word in hours if hour)
        words = f"{stands_in} {times}".strip()
    position = ", ".join(filter(None, (person.position, person.unit.label)))
    return MemberLine(person.full_name, position, str(seat.get_role_display()), words)


def _voted(item: AgendaItem) -> VotedLine:
    words = item.rule_words.partition(". Căn cứ: ")[0]
    written = ""
    if item.written_yes or item.written_no:
        written = f"ý kiến bằng văn bản: {item.written_yes or 0} đồng ý, {item.written_no or 0} không đồng ý"
    concluded = ""
    if item.picked is not None:
        concluded = f"Hội đồng {'đề nghị khen thưởng' if item.picked else 'không đề nghị lần này'}. {item.pick_reason}"
    if item.nomination is not None:
        one = item.nomination
        name, about, group = str(one.subject), one.honour.name, TITLES if one.title_id else FORMS
        kind = "Tập thể" if one.unit_id else "Cá nhân"
    else:
        (name, about), group, kind = work_and_authors(item), WORKS, ""
    return VotedLine(
        item.order,
        name,
        about,
        group,
        kind,
        yes=item.yes or 0,
        no=item.no or 0,
        spoiled=item.spoiled or 0,
        written=written,
        words=words,
        carried=item.is_carried,
        concluded=concluded,
    )


def _ballots(meeting: Meeting, counts: Sequence[tuple[int | None, int | None]]) -> str:
    if meeting.method == VoteMethod.SCREEN:
        marks = list(meeting.marks.values_list("has_voted", flat=True))
        return f"Số người được bỏ phiếu: {len(marks):02}; đã bỏ phiếu: {sum(marks):02}."
    if meeting.method == VoteMethod.PAPER and counts:
        out, back = counts[0]
        return f"Số phiếu phát ra: {out or 0:02}; thu về: {back or 0:02}."
    return ""


def _discussed(items: Sequence[AgendaItem], parts: dict[str, str]) -> list[Spoken]:
    return [Spoken(str(item), words) for item in items if (words := parts.get(f"item_{item.pk}", "").strip())]


def _opinions(meeting: Meeting) -> Iterator[Spoken]:
    rows = WrittenOpinion.objects.filter(item__meeting=meeting).select_related(*_OF_ITEM, "seat__person")
    for one in rows.order_by("seat__order", "item__order"):
        said = str(Choice(one.choice).label).lower()
        yield Spoken(str(one.seat.person), f"{one.item}: {said}{f'. {one.words}' if one.words else ''}")


def _corrected(meeting: Meeting) -> Iterator[str]:
    rows = CountLine.objects.filter(count__meeting=meeting).exclude(earlier=[]).select_related("count", "item")
    for line in rows.order_by("item__order", "count__turn"):
        for one in line.earlier:
            before = f"{one['yes']} đồng ý, {one['no']} không đồng ý, {one['spoiled']} hỏng"
            after = f"{line.yes} đồng ý, {line.no} không đồng ý, {line.spoiled} hỏng"
            yield f"Dòng {line.item.order}, lần nhập {line.count.turn}: {before}; đếm lại ({one['by']}): {after}"


def _place(line: VotedLine) -> tuple[int, str, int]:
    """Titles before commendations, people before collectives, then as on the agenda."""
    return (TITLES, FORMS, WORKS).index(line.group), line.kind, line.order


def _source(before: str, said: SaidShare) -> str:
    """Where a share is written, as far as a signed paper may cite it: read in the text, or the council's own."""
    return f"{before}{said.source}" if said.is_own or said.is_sure else ""


def _threshold(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[str]:
    rules = meeting_rules(meeting)
    for item in items:
        said = rules.threshold(honour_code(item))
        what = item.nomination.honour.name if item.nomination else WORKS
        yield f"{what}: {said.share.words}{_source('. Căn cứ: ', said)}"
