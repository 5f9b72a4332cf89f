"""What the papers of a meeting say, drawn from its roll, votes and results, and from what people wrote in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from awards.models import (
    AgendaItem,
    Attendance,
    Choice,
    CouncilSeat,
    MeetingPaper,
    PaperOfMeeting,
    SeatRole,
    VoteMethod,
)
from awards.papers.meeting import adjourned_paper, invitation_paper, minutes_paper, tally_paper
from awards.papers.meeting_facts import MeetingFacts, MemberLine, Spoken, VotedLine
from awards.services.meeting_reading import MeetingReading, honour_code
from awards.services.working_rules import SaidShare
from emulation.papers.campaign import lines_of
from plans.models import Office
from plans.papers.content import Paper

DRAW = {
    PaperOfMeeting.INVITATION: invitation_paper,
    PaperOfMeeting.MINUTES: minutes_paper,
    PaperOfMeeting.TALLY: tally_paper,
    PaperOfMeeting.ADJOURNED: adjourned_paper,
}
SERIES = {PaperOfMeeting.INVITATION: "GM", PaperOfMeeting.MINUTES: "BB", PaperOfMeeting.ADJOURNED: "BB"}
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
    PaperOfMeeting.ADJOURNED: ("Lưu: VT, Hồ sơ",),
}


def printed_paper(paper: MeetingPaper, *, number: int | None = None, issued_on: dt.date | None = None) -> Paper:
    """A paper of a meeting as it stands now; a draft leaves number and day blank. Four queries."""
    facts = facts_of(paper, number=number, issued_on=issued_on)
    return DRAW[PaperOfMeeting(paper.kind)](_as_kept(facts, paper) if paper.drawn else facts)


def _as_kept(facts: MeetingFacts, paper: MeetingPaper) -> MeetingFacts:
    """The facts of a session that was put off, as they were on its day."""
    told: dict[str, Any] = dict(paper.drawn)
    hour, again = told["starts_at"], told["again_on"]
    told |= {name: paper.parts[name] for name in ("chair", "secretary") if paper.parts.get(name)}
    told["members"] = [MemberLine(*line) for line in told["members"]]
    told["held_on"] = dt.date.fromisoformat(told["held_on"])
    told["starts_at"] = dt.time.fromisoformat(hour) if hour else None
    told["again_on"] = dt.date.fromisoformat(again) if again else None
    return replace(facts, **told)


def facts_of(paper: MeetingPaper, *, number: int | None = None, issued_on: dt.date | None = None) -> MeetingFacts:
    """Everything a paper may say."""
    meeting, parts = paper.meeting, dict(paper.parts)
    office = Office.objects.first() or Office()
    reading = MeetingReading(meeting)
    items = {item.pk: item for item in reading.items}
    said, leader = reading.said_quorum, reading.leads(SeatRole.CHAIR, SeatRole.VICE)
    held = f"{reading.quorum.words} ({said.share.words}{_source('; ', said)})"
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
        chair=parts.get("chair") or _name(leader),
        by_vice=leader is not None and leader.role == SeatRole.VICE and not parts.get("chair"),
        secretary=parts.get("secretary") or _name(reading.leads(SeatRole.SECRETARY)),
        members=[_member(seat, reading.roll.get(seat.pk)) for seat in reading.seats],
        guests=lines_of(meeting.guests),
        quorum=f"{held}. Vẫn họp vì: {meeting.quorum_reason}" if meeting.quorum_reason else held,
        method=METHODS[VoteMethod(meeting.method)],
        recipients=tuple(lines_of(paper.recipients)) or FILED[PaperOfMeeting(paper.kind)],
        number=number,
        issued_on=issued_on,
        ballots=_ballots(reading),
        tellers=[one.name for one in reading.turns] if meeting.method == VoteMethod.PAPER else (),
        votes=sorted((_voted(reading, item) for item in reading.items if item.passed is not None), key=_place),
        discussions=_discussed(reading.items, parts),
        interests=[Spoken(one.who, f"{items[one.item]}: {one.words}") for one in reading.interests],
        opinions=list(_opinions(reading, items)),
        corrected=list(_corrected(reading)),
        recount=meeting.recount_reason,
        thresholds=list(dict.fromkeys(_threshold(reading))),
        parts=parts,
        office_title=parts.get("office_title", ""),
    )


def _name(seat: CouncilSeat | None) -> str:
    return str(seat.person.full_name) if seat else ""


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


def _voted(reading: MeetingReading, item: AgendaItem) -> VotedLine:
    words = item.rule_words.partition(". Căn cứ: ")[0]
    written = ""
    if item.written_yes or item.written_no:
        written = f"ý kiến bằng văn bản: {item.written_yes or 0} đồng ý, {item.written_no or 0} không đồng ý"
    concluded = ""
    if item.picked is not None:
        concluded = f"Hội đồng {'đề nghị khen thưởng' if item.picked else 'không đề nghị lần này'}."
        if reason := item.pick_reason.strip().rstrip("."):
            concluded += f" Lý do: {reason}."
    if item.nomination is not None:
        one = item.nomination
        name, about, group = str(one.subject), one.honour.name, TITLES if one.title_id else FORMS
        kind = "Tập thể" if one.unit_id else "Cá nhân"
    else:
        name, group, kind = item.initiative.name if item.initiative else "", WORKS, ""
        about = ", ".join(author.name for author in reading.authors(item))
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


def _ballots(reading: MeetingReading) -> str:
    if reading.meeting.method == VoteMethod.SCREEN:
        return f"Số người được bỏ phiếu: {len(reading.marks):02}; đã bỏ phiếu: {len(reading.receipts):02}."
    if reading.meeting.method == VoteMethod.PAPER and reading.turns:
        first = reading.turns[0]
        return f"Số phiếu phát ra: {first.given_out:02}; thu về: {first.given_back:02}."
    return ""


def _discussed(items: Sequence[AgendaItem], parts: dict[str, str]) -> list[Spoken]:
    return [Spoken(str(item), words) for item in items if (words := parts.get(f"item_{item.pk}", "").strip())]


def _opinions(reading: MeetingReading, items: Mapping[int, AgendaItem]) -> Iterator[Spoken]:
    for one in reading.opinions:
        said = str(Choice(one.choice).label).lower()
        yield Spoken(one.who, f"{items[one.item]}: {said}{f'. {one.words}' if one.words else ''}")


def _corrected(reading: MeetingReading) -> Iterator[str]:
    for item in reading.items:
        for turn, line in sorted(reading.lines.get(item.pk, {}).items()):
            after = f"{line.yes} đồng ý, {line.no} không đồng ý, {line.spoiled} hỏng"
            for one in line.earlier:
                before = f"{one['yes']} đồng ý, {one['no']} không đồng ý, {one['spoiled']} hỏng"
                yield f"Dòng {item.order}, lần nhập {turn}: {before}; đếm lại ({one['by']}): {after}{_why(one)}"


def _why(earlier: Mapping[str, str]) -> str:
    return f"; lý do: {why}" if (why := earlier.get("why", "").rstrip(".")) else ""


def _place(line: VotedLine) -> tuple[int, str, int]:
    """Titles before commendations, people before collectives, then as on the agenda."""
    return (TITLES, FORMS, WORKS).index(line.group), line.kind, line.order


def _source(before: str, said: SaidShare) -> str:
    """Where a share is written, as far as a signed paper may cite it: read in the text, or the council's own."""
    return f"{before}{said.source}" if said.is_own or said.is_sure else ""


def _threshold(reading: MeetingReading) -> Iterator[str]:
    for item in reading.items:
        said = reading.rules.threshold(honour_code(item))
        what = item.nomination.honour.name if item.nomination else WORKS
        yield f"{what}: {said.share.words}{_source('. Căn cứ: ', said)}"
