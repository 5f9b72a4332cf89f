"""What an issued decision does: awards and recognitions enter the records, later decisions change or annul them."""

from __future__ import annotations

import datetime as dt

from awards.models import Award, Decision, DecisionKind, DecisionLine, InitiativeState, OutcomeLetter, Recognition
from awards.services.initiative_result import Deciding, amend_by_decision, recognise_by_decision, revoke_by_decision
from awards.services.record import AWARD, write_entry
from plans.errors import DomainError
from plans.models import Office, User
from plans.services import audit

AMENDED = "Sửa đổi theo Quyết định {number} ngày {day:%d/%m/%Y}."
VOIDED = "Quyết định {number} ngày {day:%d/%m/%Y} đã thay đổi kết quả này."


def take_effect(decision: Decision, actor: User) -> None:
    """Put every line into the records. Runs inside the issuing act."""
    lines = decision.lines.select_related(
        *("person", "unit", "title", "commendation", "initiative", "changes__award", "changes__recognition"),
    )
    for line in lines.order_by("order"):
        if decision.kind == DecisionKind.REVOKE:
            _annul(decision, line, actor)
        elif line.initiative_id is not None:
            _recognise(decision, line, actor)
        else:
            _award(decision, line, actor)
    if decision.amends_id is not None:
        _void_letters(decision)


def decided_by(decision: Decision) -> str:
    """Who decided, as records tell it: "Giám đốc Sở Ngoại vụ"."""
    if decision.authority:
        return decision.authority
    office = Office.objects.first() or Office()
    return f"Giám đốc {office.name}" if office.name else "Giám đốc"


def _award(decision: Decision, line: DecisionLine, actor: User) -> None:
    """The award of a line; an amended one keeps number and day of the first decision, by which it counts."""
    changed = line.changes.award if line.changes else None
    values = {
        "year": decision.achievement_year,
        "kind": line.kind,
        "title": line.title,
        "commendation": line.commendation,
        "achievement": line.achievement,
        "number": decision.number,
        "decided_on": decision.issued_on,
        "decided_by": decided_by(decision),
        "note": "",
    }
    if changed is not None:
        values |= {name: getattr(changed, name) for name in ("year", "number", "decided_on", "decided_by")}
        values["note"] = AMENDED.format(number=decision.number, day=decision.issued_on)
    if changed is not None and (changed.person_id, changed.unit_id) == (line.person_id, line.unit_id):
        line.award = write_entry(actor=actor, kind=AWARD, record=changed, values=values, seen=changed.version)
    else:
        if changed is not None:
            _mark(changed, decision)
        subject = line.person or line.unit
        line.award = write_entry(actor=actor, kind=AWARD, record=None, subject=subject, values=values)
    if decision.is_sample and line.award and not line.award.is_sample:
        line.award.is_sample = True
        line.award.save()
    line.save(update_fields=["award"])


def _recognise(decision: Decision, line: DecisionLine, actor: User) -> None:
    initiative = line.initiative
    if initiative is None or decision.issued_on is None:
        return
    if line.changes is not None:
        _amend_recognition(decision, line, actor)
        return
    if initiative.state not in (InitiativeState.SCORED, InitiativeState.RECOGNISED):
        raise DomainError(f"Sáng kiến “{initiative.name}” không còn chờ công nhận. Soạn lại danh sách để bỏ ra.")
    scope = line.scope or Recognition.Scope.UNIT
    paper = _paper(decision)
    recognise_by_decision(initiative=initiative, actor=actor, scope=scope, paper=paper)
    line.recognition = initiative.recognitions.get(scope=scope)
    line.save(update_fields=["recognition"])


def _paper(decision: Decision) -> Deciding:
    return Deciding(decision.number, decision.issued_on or dt.date.min, decided_by(decision))


def _recognition_of(line: DecisionLine) -> Recognition:
    found = line.changes.recognition if line.changes else None
    if found is None:
        raise DomainError(f"{line.printed_name}: không thấy công nhận đã vào hồ sơ. Soạn lại danh sách để bỏ ra.")
    return found


def _amend_recognition(decision: Decision, line: DecisionLine, actor: User) -> None:
    found = _recognition_of(line)
    scope = line.scope or found.scope
    line.recognition = amend_by_decision(recognition=found, actor=actor, scope=scope, paper=_paper(decision))
    line.save(update_fields=["recognition"])


def _annul(decision: Decision, line: DecisionLine, actor: User) -> None:
    """Hủy bỏ: the award stays in the record with the later decision, and counts for nothing (Luật TĐKT, Điều 93)."""
    if line.initiative_id is not None:
        line.recognition = _recognition_of(line)
        revoke_by_decision(recognition=line.recognition, actor=actor, paper=_paper(decision))
        line.save(update_fields=["recognition"])
        return
    award = line.changes.award if line.changes else None
    if award is None:
        raise DomainError(f"{line.printed_name}: không thấy khen thưởng đã vào hồ sơ để hủy bỏ.")
    _mark(award, decision)
    line.award = award
    line.save(update_fields=["award"])


def _mark(award: Award, decision: Decision) -> None:
    if award.revoked_on is not None:
        raise DomainError(f"{award}: đã bị hủy bỏ theo quyết định {award.revoked_number}.")
    award.revoked_on, award.revoked_number = decision.issued_on, decision.number
    award.version += 1
    award.save()


def _void_letters(decision: Decision) -> None:
    """What was to be told of the earlier decision and has not been sent is not sent any more."""
    lines = decision.lines.exclude(changes=None).values("changes")
    waiting = OutcomeLetter.objects.filter(line__in=lines, state=OutcomeLetter.State.WAITING)
    day = decision.issued_on or dt.date.min
    for letter in waiting:
        letter.void()
        letter.void_reason = VOIDED.format(number=decision.number, day=day)
        letter.version += 1
        letter.save()
        audit.record(actor=None, act="outcome.void", obj=letter, note=letter.void_reason)
