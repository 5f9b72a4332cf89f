"""The papers of an event: lists of delegates, and the reply letter from its first words to its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from plans.errors import DomainError, NotAllowed
from plans.models import (
    Delegate,
    DelegationState,
    Event,
    EventState,
    IssuedPaper,
    Office,
    PlanState,
    ReplyLetter,
    UnitKind,
    User,
)
from plans.papers.content import Paper
from plans.papers.event import EventFacts, Letter, Member, attendance_list, delegate_list, reply_letter
from plans.rules.official import short_date, symbol_line
from plans.services import audit
from plans.services.event import WAY, keepers
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.paper import register_paper

SERIES, KIND = "CV", "Công văn"
WHO_ISSUES = "Văn thư ghi số, ngày và ban hành công văn. Cần làm việc này thì báo văn thư."
FIELDS = ("symbol", "abstract", "addressees", "body", "closing", "recipients", "signer_title", "signer_name")
NUMBERED = "Công văn trả lời đã có số trong sổ văn bản, không sửa được nữa."


def letter_of(event: Event) -> ReplyLetter:
    """The letter as it was last saved, else a first wording from what is known of the event."""
    saved = ReplyLetter.objects.filter(event=event).first()
    return saved or _first_wording(event)


def _first_wording(event: Event) -> ReplyLetter:
    office, plan = Office.objects.first() or Office(), event.task.plan
    invited = ""
    if event.invitation_number:
        day = f" ngày {short_date(event.invitation_date)}" if event.invitation_date else ""
        by = f" của {event.invitation_from}" if event.invitation_from else ""
        invited = f"Phúc đáp Giấy mời số {event.invitation_number}{day}{by}, "
    sends = f"{office.name} cử đại biểu tham dự {event.name} như sau:"
    host = event.invitation_from or event.host
    return ReplyLetter(
        event=event,
        symbol=office.symbol,
        abstract=f"cử đại biểu dự {event.name}",
        addressees=host,
        body=f"{invited}{sends}",
        closing=f"{office.name} trân trọng gửi {host or 'quý cơ quan'} tổng hợp./.",
        recipients="Như trên\nLưu: VT",
        signer_title=plan.signer_title,
        signer_name=plan.signer_name,
        version=0,
    )


@transaction.atomic
def save_letter(*, event: Event, actor: User, values: Mapping[str, str], seen: int, key: str = "") -> ReplyLetter:
    """Keep the words of the letter; ``seen`` is 0 where none was saved yet."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    if record.reply_id:
        raise DomainError(NUMBERED)
    saved = ReplyLetter.objects.select_for_update().filter(event=record).first()
    letter = saved or ReplyLetter(event=record, version=0)
    check_version(letter, seen, dict(values))
    for name in FIELDS:
        setattr(letter, name, values[name])
    letter.version += 1
    letter.save()
    audit.record(actor=actor, act="event.letter", obj=record)
    return letter


@transaction.atomic
def issue_reply(
    *, event: Event, actor: User, number: int, symbol: str, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Ban hành: number and date enter the register, the letter's content is frozen, its PDF made after the commit."""
    use_submit_key(actor, key)
    if not actor.has_perm("plans.issue_reply"):
        raise NotAllowed(WHO_ISSUES)
    one_at_a_time()
    record = locked(event)
    if record.version != seen:
        raise DomainError("Hội nghị vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại rồi ghi số.")
    if refusal := why_not_issued(record):
        raise DomainError(refusal)
    letter = letter_of(record)
    letter.symbol = symbol
    entry = audit.record(actor=actor, act="event.issue", obj=record, note=symbol_line(number, symbol))
    record.reply = register_paper(
        paper=_line(letter, is_sample=record.task.plan.is_sample),
        number=number,
        issued_on=issued_on,
        printed=reply_paper(record, letter, number=number, issued_on=issued_on),
        record=_data(record, letter),
        actor=actor,
        at=entry,
    )
    record.version += 1
    record.save()
    sent = f"Công văn số {symbol_line(number, symbol)} cử đại biểu dự {record.name} đã ban hành."
    WAY.tell([record.made_by], record, entry, sent)
    return record.reply


def why_not_issued(event: Event) -> str:
    """What stands in the way of the letter's number, in words; empty where nothing does."""
    refusal = why_not_yet(event)
    if not refusal and not letter_of(event).addressees.strip():
        return "Công văn chưa ghi nơi nhận ở dòng Kính gửi. Thường trực ghi đơn vị tổ chức rồi mới ghi số."
    return refusal


def why_not_yet(event: Event) -> str:
    """What in the event itself stands in the way of the letter: no query."""
    if event.reply_id:
        return NUMBERED
    if event.removed_at is not None or event.state == EventState.CANCELLED:
        return "Hội nghị đã huỷ nên không ban hành công văn trả lời."
    if event.task.plan.state != PlanState.ISSUED:
        return "Kế hoạch không còn thực hiện nên không ban hành công văn trả lời."
    if event.delegation_state != DelegationState.APPROVED:
        return "Phương án cử người dự chưa được duyệt. Lãnh đạo Sở duyệt xong thì văn thư ghi số công văn."
    return ""


def reply_paper(
    event: Event, letter: ReplyLetter, *, number: int | None = None, issued_on: dt.date | None = None
) -> Paper:
    """The letter as it is printed; a draft leaves number and date open."""
    words = Letter(
        symbol=letter.symbol,
        abstract=" ".join(letter.abstract.split()),
        addressees=_lines(letter.addressees),
        body=letter.body,
        closing=letter.closing,
        recipients=_lines(letter.recipients),
        signer_title=letter.signer_title,
        signer_name=letter.signer_name,
        number=number,
        issued_on=issued_on,
    )
    return reply_letter(facts_of(event), words)


def delegates_paper(event: Event) -> Paper:
    """Danh sách đại biểu."""
    letter = letter_of(event)
    return delegate_list(facts_of(event), signer_title=letter.signer_title, signer_name=letter.signer_name)


def attendance_paper(event: Event) -> Paper:
    """Danh sách điểm danh, with room to sign."""
    return attendance_list(facts_of(event), signer_title="TRƯỞNG ĐOÀN")


def facts_of(event: Event) -> EventFacts:
    """What the papers say of the event; whoever excused himself is left out. Two queries."""
    office = Office.objects.first() or Office()
    hour = f"{event.starts_at:%H} giờ {event.starts_at:%M}, " if event.starts_at else ""
    day = f"ngày {short_date(event.starts_on)}"
    if event.ends_on != event.starts_on:
        day = f"từ ngày {short_date(event.starts_on)} đến ngày {short_date(event.ends_on)}"
    going = event.delegates.exclude(answer=Delegate.Answer.EXCUSED).select_related("unit")
    return EventFacts(
        agency=office.heading.upper(),
        parent_agency=office.parent_heading.upper(),
        town=office.place,
        name=event.name,
        when=f"{hour}{day}",
        where=event.place,
        host=event.host,
        year=event.starts_on.year,
        members=[Member(one.name, post_of(one), one.duty) for one in going],
    )


def post_of(delegate: Delegate, *, short: bool = False) -> str:
    """«Trưởng phòng, Phòng Lãnh sự»; the position of the leadership says its place itself."""
    unit = delegate.unit
    if unit is None or (delegate.position and unit.kind == UnitKind.LEADERSHIP):
        return delegate.position
    name = unit.label if short else unit.name
    return f"{delegate.position}, {name}" if delegate.position else name


def _line(letter: ReplyLetter, *, is_sample: bool) -> IssuedPaper:
    """The letter's line in the register, before it has its number."""
    return IssuedPaper(
        series=SERIES,
        symbol=letter.symbol,
        kind=KIND,
        abstract=f"V/v {' '.join(letter.abstract.split())}"[:500],
        signer_title=letter.signer_title,
        signer=letter.signer_name,
        recipients=_recipients(letter),
        is_sample=is_sample,
    )


def _recipients(letter: ReplyLetter) -> str:
    """Nơi nhận as the register needs it: "Như trên" is whom the letter is written to."""
    lines = [line for line in _lines(letter.recipients) if line != "Như trên"]
    return "\n".join([*_lines(letter.addressees), *lines])


def _data(event: Event, letter: ReplyLetter) -> dict[str, Any]:
    """The record inside the PDF."""
    facts = facts_of(event)
    return {
        "event": {"name": event.name, "host": event.host, "when": facts.when, "place": event.place},
        "invitation": {
            "number": event.invitation_number,
            "date": event.invitation_date.isoformat() if event.invitation_date else None,
            "from": event.invitation_from,
        },
        "delegates": [{"name": one.name, "post": one.post, "duty": one.duty} for one in facts.members],
        "letter": {name: getattr(letter, name) for name in FIELDS},
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" -;.") for line in text.split("\n") if line.strip(" -;."))
