"""Hồ sơ đề nghị: one person or unit proposed for one honour of a round, before it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from django.db import transaction
from django.db.models import Q

from awards.models import AwardKind, Initiative, Nomination, NominationState, Round
from awards.services.initiative_use import clear_uses, record_use
from awards.services.nomination_check import (
    Earlier,
    Honour,
    clashes,
    earlier_of,
    others_of,
    refuse_clash,
    wanted_of,
)
from emulation.models import AppliesTo, Commendation, Title
from plans.errors import DomainError
from plans.models import Person, Role, Unit, UnitKind, User
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand

WHO_NOMINATES = (
    "Đầu mối đơn vị đề nghị người và tập thể của đơn vị mình; thường trực TĐKT đề nghị mọi người, mọi đơn vị. "
    "Anh, chị báo đầu mối đơn vị hoặc thường trực."
)
WHY_NOT_EDITED = {
    NominationState.SUBMITTED: "Hồ sơ đã trình, đang chờ thẩm định. Thu hồi rồi mới sửa được.",
    NominationState.ELIGIBLE: "Hồ sơ đã thẩm định đủ điều kiện nên khoá lại. Cần sửa thì đề nghị thường trực mở khoá.",
    NominationState.WITHDRAWN: "Hồ sơ đã thu hồi. Bấm “Soạn lại” rồi mới sửa được.",
}
NO_COLLECTIVE = (UnitKind.GROUP, UnitKind.EXTERNAL, UnitKind.COUNCIL)
E = TypeVar("E", Title, Commendation)


@dataclass(frozen=True)
class NewNomination:
    """What is proposed: the honour, the sentence for the list, and the initiatives to be counted for it."""

    honour: Honour
    achievement: str
    kind: str = AwardKind.MERIT
    same_as: Nomination | None = None
    works: Sequence[Initiative] = ()
    use_reason: str = ""


class Wanted(NamedTuple):
    """One of several to be proposed; ``called`` names it in a refusal."""

    subject: Person | Unit
    new: NewNomination
    called: str = ""


@transaction.atomic
def start_nomination(
    *,
    award_round: Round,
    subject: Person | Unit,
    actor: User,
    new: NewNomination,
    today: dt.date,
    key: str = "",
) -> Nomination:
    """Lập hồ sơ đề nghị; a clash with another one is refused."""
    use_submit_key(actor, key)
    return start_many(award_round=award_round, wanted=[Wanted(subject, new)], actor=actor, today=today)[0]


@transaction.atomic
def start_many(*, award_round: Round, wanted: Sequence[Wanted], actor: User, today: dt.date) -> list[Nomination]:
    """Lập several, all or none. What the round judges and what is on file is read once for all of them."""
    one_at_a_time()
    check_intake(award_round, actor, today)
    judged = _judged(award_round)
    earlier: dict[type, dict[int, list[Earlier]]] = {
        model: earlier_of(
            [one.subject for one in wanted if isinstance(one.subject, model)],
            year=award_round.achievement_year,
            on=today,
        )
        for model in (Person, Unit)
    }
    made: list[Nomination] = []
    for one in wanted:
        try:
            made.append(_started(award_round, one, actor, judged, earlier[type(one.subject)][one.subject.pk]))
        except DomainError as refusal:
            if not one.called:
                raise
            raise type(refusal)(f"{one.called}: {refusal} Chưa lập hồ sơ nào.") from refusal
    return made


def _started(
    award_round: Round, wanted: Wanted, actor: User, judged: set[tuple[type, int]], earlier: list[Earlier]
) -> Nomination:
    subject, new = wanted.subject, wanted.new
    person, unit = (subject, None) if isinstance(subject, Person) else (None, subject)
    record = Nomination(round=award_round, person=person, unit=unit, made_by=actor, year=award_round.achievement_year)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    _check_subject(record)
    _fill(record, new, judged, earlier)
    for work in new.works:
        _use(record, work, actor, new.use_reason)
    earlier.append(Earlier(wanted_of(new.honour, record.year, record.kind, record.achievement), "", record.pk))
    audit.record(actor=actor, act="nomination.start", obj=record)
    return record


@transaction.atomic
def change_nomination(
    *, nomination: Nomination, actor: User, new: NewNomination, seen: int, key: str = ""
) -> Nomination:
    """Sửa hồ sơ chưa trình; its round and its subject stay."""
    use_submit_key(actor, key)
    record = locked(nomination)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    check_version(record, seen, {})
    refuse_unless_draft(record)
    one_at_a_time()
    record.version += 1
    earlier = earlier_of([record.subject], year=record.year, but=record.pk)
    _fill(record, new, _judged(record.round), earlier[record.subject.pk])
    clear_uses(nomination=record, actor=actor)
    for work in new.works:
        _use(record, work, actor, new.use_reason)
    audit.record(actor=actor, act="nomination.change", obj=record)
    return record


@transaction.atomic
def remove_nomination(*, nomination: Nomination, actor: User, key: str = "") -> None:
    """Put a draft into the bin; the initiatives it counted are free again."""
    demand(actor, "awards.nominate", nomination, WHO_NOMINATES)
    bin_service.remove(record=nomination, actor=actor, key=key)
    clear_uses(nomination=nomination, actor=actor)


def refuse_unless_draft(record: Nomination) -> None:
    """Refuse, with what to do first, unless the nomination is in its maker's hands."""
    if refusal := WHY_NOT_EDITED.get(NominationState(record.state)):
        raise DomainError(refusal)
    if record.removed_at:
        raise DomainError("Hồ sơ đang ở trong thùng rác. Khôi phục rồi làm tiếp.")


def check_intake(award_round: Round, actor: User, today: dt.date) -> None:
    """Units hand in within the days of intake; the standing office, which answers for the round, at any time."""
    if rights_of(actor).holds(Role.STANDING):
        return
    if today < award_round.opens_on:
        raise DomainError(f"Đợt này nhận hồ sơ từ ngày {short_date(award_round.opens_on)}. Anh, chị lập khi đợt mở.")
    if today > award_round.closes_on:
        raise DomainError(
            f"Đợt này nhận hồ sơ đến hết ngày {short_date(award_round.closes_on)}. Đề nghị thường trực TĐKT lập giúp."
        )


def fitting(entry: Honour, *, collective: bool) -> bool:
    """Whether an honour is for people, or for collectives."""
    return entry.applies_to in (AppliesTo.BOTH, AppliesTo.COLLECTIVE if collective else AppliesTo.INDIVIDUAL)


def honours_of(award_round: Round, model: type[E], *, collective: bool | None = None) -> list[E]:
    """The titles or the commendations judged in a round, for one kind of subject where it is known. One query."""
    through: Any = award_round.titles if model is Title else award_round.commendations
    entries: list[E] = list(through.filter(in_use=True).order_by("order", "name"))
    return [one for one in entries if collective is None or fitting(one, collective=collective)]


def _judged(award_round: Round) -> set[tuple[type, int]]:
    """The honours that a round judges, in use or not, by their list and key. Two queries."""
    titles = award_round.titles.values_list("pk", flat=True)
    forms = award_round.commendations.values_list("pk", flat=True)
    return {(Title, pk) for pk in titles} | {(Commendation, pk) for pk in forms}


def _check_subject(record: Nomination) -> None:
    subject = record.subject
    if not subject.is_active:
        words = "đã giải thể hoặc thôi dùng nên không được đề nghị" if record.unit else "đã thôi công tác"
        raise DomainError(f"{subject} {words}. Chọn người hoặc tập thể khác.")
    if record.unit and record.unit.kind in NO_COLLECTIVE:
        raise DomainError(f"{record.unit} không phải tập thể của cơ quan nên không đề nghị khen thưởng ở đây.")


def _fill(
    record: Nomination, new: NewNomination, judged: Collection[tuple[type, int]], earlier: Iterable[Earlier]
) -> None:
    """What is proposed, against the honours that its round judges and what is on file of its subject."""
    honour = new.honour
    if (type(honour), honour.pk) not in judged:
        raise DomainError(
            f"“{honour}” không xét trong {record.round}. Chọn mục khác, hoặc đề nghị thường trực thêm vào."
        )
    if not fitting(honour, collective=record.unit_id is not None):
        raise DomainError(f"“{honour}” không dành cho {'tập thể' if record.unit_id else 'cá nhân'}. Chọn mục khác.")
    if not new.achievement.strip():
        raise DomainError("Ghi một câu thành tích, câu này in trong danh sách trích ngang.")
    record.title = honour if isinstance(honour, Title) else None
    record.commendation = honour if isinstance(honour, Commendation) else None
    record.achievement, record.kind = new.achievement, new.kind
    record.same_as = _same_as(record, new.same_as)
    refuse_clash(clashes(wanted_of(honour, record.year, record.kind, record.achievement), earlier))
    record.save()


def _same_as(record: Nomination, other: Nomination | None) -> Nomination | None:
    if other is None:
        return None
    alike = Q(person=record.person_id) if record.person_id else Q(unit=record.unit_id)
    if other.pk == record.pk or not Nomination.objects.filter(alike, pk=other.pk, removed_at=None).exists():
        raise DomainError("Hồ sơ cùng thành tích phải là hồ sơ khác của chính người, tập thể này.")
    return other


def _use(record: Nomination, work: Initiative, actor: User, reason: str) -> None:
    if record.person is None:
        raise DomainError("Sáng kiến tính cho cá nhân; hồ sơ của tập thể không chọn sáng kiến.")
    record_use(
        initiative=work,
        person=record.person,
        honour=record.honour,
        year=record.year,
        actor=actor,
        nomination=record,
        reason=reason,
    )


def restorable_by(user: User) -> Q:
    """The drafts in the bin that a person may take out: those made or removed by himself; the standing office all."""
    if rights_of(user).holds(Role.STANDING):
        return Q()
    return Q(made_by=user) | Q(removed_by=user)


def _why_kept(record: Nomination) -> str:
    if record.state == NominationState.DRAFT:
        return ""
    return "Chỉ bỏ được bản thảo. Hồ sơ đã trình thì thu hồi; hồ sơ đã thẩm định được giữ lại."


def _why_gone(record: Nomination) -> str:
    """A draft that another one has replaced meanwhile would stand there twice."""
    wanted = wanted_of(record.honour, record.year, record.kind, record.achievement)
    hit = next((one for one in others_of(subject=record.subject, wanted=wanted, but=record.pk) if one.refused), None)
    return f"Không khôi phục được: {hit.words}." if hit else ""


REMOVABLE = bin_service.RemovableKind(
    slug="ho-so-de-nghi",
    label="Hồ sơ đề nghị khen thưởng",
    model=Nomination,
    title="achievement",
    restorable_by=restorable_by,
    why_kept=_why_kept,
    why_gone=_why_gone,
)
