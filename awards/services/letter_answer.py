"""What happens to a submission above: sent, received, and the answer for each nominee with what follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.models import Answer, Award, AwardLetter, LetterState, Nomination, SubmissionLine
from awards.services.letter import WHO_WRITES
from awards.services.record import AWARD, take_out_entry, write_entry
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.notify import notify

NOT_ISSUED = "Tờ trình chưa ban hành nên chưa có việc gửi, trả lời. Trình duyệt và ghi số trước."
ONLY_SUBMISSIONS = "Công văn hướng dẫn không có trả lời của cấp trên."
_TOLD = {
    Answer.WAITING: "chưa có trả lời (ghi lại)",
    Answer.GRANTED: "được tặng",
    Answer.REFUSED: "không được tặng",
    Answer.RETURNED: "bị trả lại hồ sơ",
}


@transaction.atomic
def record_dispatch(
    *, actor: User, letter: AwardLetter, values: Mapping[str, Any], seen: int, key: str = ""
) -> AwardLetter:
    """Ghi gửi, tiếp nhận: the day it went up, then the number and day of the receipt that came back."""
    record = _opened(actor, letter, values, seen, key)
    sent, received = values["sent_on"], values["received_on"]
    _check_day(sent, record.issued_on, "Ngày gửi", "ngày ban hành")
    if received:
        _check_day(received, sent or record.issued_on, "Ngày cấp trên nhận", "ngày gửi")
    if (values["receipt_number"] or received) and not sent:
        raise DomainError("Ghi ngày gửi trước khi ghi số phiếu nhận, ngày nhận.")
    for name in ("sent_on", "receipt_number", "received_on"):
        setattr(record, name, values[name])
    record.version += 1
    record.save()
    audit.record(
        actor=actor, act="award_letter.dispatch", obj=record, note=values["receipt_number"], detail=dict(values)
    )
    return record


@transaction.atomic
def record_answers(
    *, actor: User, letter: AwardLetter, lines: Collection[int], values: Mapping[str, Any], seen: int, key: str = ""
) -> AwardLetter:
    """One answer for the chosen lines. Granted ones enter the records; who nominated and who is named are told.

    What was written down by mistake is corrected by answering again; a grant taken back leaves the record with it.
    """
    record = _opened(actor, letter, values, seen, key)
    chosen = list(
        record.lines.select_related(
            *("nomination__person__user", "nomination__unit", "nomination__title", "nomination__commendation"),
            *("nomination__made_by", "nomination__submitted_by", "award"),
        ).filter(pk__in=lines)
    )
    if not chosen:
        raise DomainError("Chọn ít nhất một hồ sơ trong tờ trình.")
    _check_answer(record, values)
    for line in chosen:
        _answer(actor, line, values)
    record.version += 1
    record.save()
    entry = audit.record(
        actor=actor,
        act="award_letter.answer",
        obj=record,
        note=f"{_TOLD[Answer(values['answer'])]}: {len(chosen)} hồ sơ. {values['answer_number']}".strip(),
        detail={"answer": values["answer"], "nominations": [line.nomination_id for line in chosen]},
    )
    _tell(actor, chosen, values, entry)
    return record


def _opened(actor: User, letter: AwardLetter, values: Mapping[str, Any], seen: int, key: str) -> AwardLetter:
    use_submit_key(actor, key)
    if not actor.has_perm("awards.send_up"):
        raise NotAllowed(WHO_WRITES)
    record = locked(letter)
    if not record.is_submission:
        raise DomainError(ONLY_SUBMISSIONS)
    if record.state != LetterState.ISSUED:
        raise DomainError(NOT_ISSUED)
    check_version(record, seen, dict(values))
    return record


def _check_day(day: dt.date | None, first: dt.date | None, what: str, after: str) -> None:
    if day and day > timezone.localdate():
        raise DomainError(f"{what} {short_date(day)} ở sau hôm nay. Nhập ngày thật.")
    if day and first and day < first:
        raise DomainError(f"{what} {short_date(day)} ở trước {after} {short_date(first)}. Sửa lại.")


def _check_answer(letter: AwardLetter, values: Mapping[str, Any]) -> None:
    answer, day = values["answer"], values["answered_on"]
    if answer == Answer.WAITING:
        return
    if day is None:
        raise DomainError("Ghi ngày quyết định, ngày văn bản trả lời.")
    _check_day(day, letter.issued_on, "Ngày trả lời", "ngày ban hành tờ trình")
    if answer == Answer.GRANTED and not values["answer_number"].strip():
        raise DomainError("Ghi số quyết định tặng thưởng: số này vào hồ sơ khen thưởng của tập thể, cá nhân.")
    if answer == Answer.RETURNED and not values["answer_note"].strip():
        raise DomainError("Ghi lý do trả lại để người lập hồ sơ biết cần bổ sung gì.")
    if answer == Answer.REFUSED and not (values["answer_note"].strip() or values["answer_number"].strip()):
        raise DomainError("Ghi lý do không được tặng, hoặc số văn bản trả lời.")


def _answer(actor: User, line: SubmissionLine, values: Mapping[str, Any]) -> None:
    answer, before = values["answer"], line.award
    open_again = answer == Answer.WAITING
    line.answer = answer
    line.answered_on = None if open_again else values["answered_on"]
    line.answer_number = "" if open_again else values["answer_number"]
    line.answer_note = "" if open_again else values["answer_note"]
    if answer == Answer.GRANTED:
        line.award = _given(actor, line, values)
        line.save()
        return
    line.award = None
    line.save()
    if before is not None:
        why = "Ghi lại trả lời của cấp trên"
        take_out_entry(actor=actor, kind=AWARD, record=before, reason=why, seen=before.version)


def _given(actor: User, line: SubmissionLine, values: Mapping[str, Any]) -> Award:
    """The award in the record of the nominee: a new one, or the one this line already put there."""
    nomination: Nomination = line.nomination
    given = {
        "year": nomination.year,
        "kind": nomination.kind,
        "title": nomination.title,
        "commendation": nomination.commendation,
        "achievement": nomination.achievement,
        "number": values["answer_number"],
        "decided_on": values["answered_on"],
        "decided_by": nomination.honour.decided_by,
        "note": values["answer_note"],
    }
    if line.award is not None:
        seen = line.award.version
        return write_entry(actor=actor, kind=AWARD, record=line.award, values=given, seen=seen)  # type: ignore[no-any-return]
    made: Award = write_entry(actor=actor, kind=AWARD, record=None, subject=nomination.subject, values=given)
    if nomination.is_sample:
        made.is_sample = True
        made.save()
    return made


def _tell(
    actor: User,
    lines: Sequence[SubmissionLine],
    values: Mapping[str, Any],
    entry: AuditEntry,
) -> None:
    """Who made and who sent each nomination, and the nominee: one notice a nomination."""
    for line in lines:
        nomination = line.nomination
        people: list[User] = [nomination.made_by, *filter(None, (nomination.submitted_by,))]
        nominee = getattr(nomination.person, "user", None) if nomination.person else None
        if nominee is not None:
            people.append(nominee)
        note = f" Lý do: {values['answer_note']}" if values["answer"] == Answer.RETURNED else ""
        text = f"{nomination} {_TOLD[Answer(values['answer'])]}.{note}"
        url = reverse("awards:nomination", args=[nomination.pk])
        key = f"{entry.act}:{entry.number}:{nomination.pk}"
        notify([user for user in people if user != actor], key=key, text=text, url=url)
