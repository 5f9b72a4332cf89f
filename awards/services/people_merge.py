"""Merging two people of the staff list who are one, or saying that they are two. Only when somebody says so.

All that points to the one given up goes over to the one kept, of whatever app; only the account stays, not in use, with
the audit that it signed. Papers that were issued are frozen and keep the name that stood on them.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.models import Discipline, Hold, PersonPair
from awards.permissions import is_self
from awards.services.people_pairs import MOVED, clashes, is_referred_to, other_relations
from awards.services.record import given_up_pair
from plans.errors import DomainError, NotAllowed
from plans.models import Person, User
from plans.services import audit
from plans.services.locking import locked, one_at_a_time, use_submit_key
from plans.services.person import set_person_active

WHO_MERGES = "Thường trực TĐKT, quản trị gộp hồ sơ nhân sự. Anh, chị báo thường trực người bị ghi hai lần."
OWN = (
    "Anh, chị là một trong hai người này nên không tự gộp, không tự ghi là hai người. Người khác trong thường trực, "
    "hoặc quản trị, làm việc này."
)
UNTOLD = (Discipline, Hold)  # not everybody who reads of a merging may know that there were such rows


@transaction.atomic
def merge_people(*, actor: User, keep: Person, give_up: Person, reason: str = "", key: str = "") -> PersonPair:
    """Put all that is known of ``give_up`` under ``keep``; the old name stays, not active, and points there."""
    use_submit_key(actor, key)
    _demand(actor, keep, give_up)
    one_at_a_time()
    kept, gone = _both(keep, give_up)
    if found := clashes(kept, gone):
        raise DomainError(f"Chưa gộp được, hai hồ sơ ghi khác nhau: {'; '.join(found)}. Sửa cho khớp rồi gộp.")
    if gone.is_active:
        set_person_active(actor=actor, person=gone, active=False)
    moved: dict[str, int] = {}
    for model in MOVED:
        words = "mục khác" if model in UNTOLD else str(model._meta.verbose_name)
        if count := _move(model, kept, gone):
            moved[words] = moved.get(words, 0) + count
    for relation in other_relations():
        if count := _hand_over(relation.related_model, relation.field.name, kept, gone):
            words = str(relation.related_model._meta.verbose_name)
            moved[words] = moved.get(words, 0) + count
    pair = _answer(actor, kept, gone, verdict=PersonPair.Verdict.SAME, kept=kept, reason=reason, moved=moved)
    detail = {"kept": kept.pk, "given_up": gone.pk, "moved": moved}
    note = f"{gone} gộp vào {kept}. {reason}".strip()
    audit.record(actor=actor, act="people.merge", obj=kept, note=note, detail=detail)
    return pair


@transaction.atomic
def tell_apart(*, actor: User, one: Person, other: Person, reason: str = "", key: str = "") -> PersonPair:
    """Không phải một người: the two are not offered again."""
    use_submit_key(actor, key)
    _demand(actor, one, other)
    one_at_a_time()
    first, second = _both(one, other)
    pair = _answer(actor, first, second, verdict=PersonPair.Verdict.DIFFERENT, reason=reason)
    audit.record(actor=actor, act="people.differ", obj=first, note=f"{first}, {second}. {reason}".strip())
    return pair


def _answer(actor: User, one: Person, other: Person, **values: Any) -> PersonPair:
    first, second = sorted((one, other), key=lambda person: person.pk)
    return PersonPair.objects.create(first=first, second=second, decided_by=actor, **values)


def _both(one: Person, other: Person) -> tuple[Person, Person]:
    """The two as they stand now, if nobody has answered for them and neither points to somebody else."""
    if one.pk == other.pk:
        raise DomainError("Chọn hai hồ sơ khác nhau.")
    first, second = sorted((one.pk, other.pk))
    answer = PersonPair.objects.filter(first=first, second=second).select_related("decided_by__person").first()
    if answer:
        who, when = answer.decided_by.get_full_name(), timezone.localtime(answer.decided_at)
        raise DomainError(f"Đã ghi “{answer.get_verdict_display()}” ngày {when:%d/%m/%Y}, người ghi: {who}.")
    for person in (one, other):
        if pair := given_up_pair(person):
            raise DomainError(f"{person} đã gộp vào hồ sơ của {pair.kept}. Mở hồ sơ đó.")
    return locked(one), locked(other)


def _move(model: type[Any], kept: Person, gone: Person) -> int:
    """Rows of ``gone`` become those of ``kept``; one that ``kept`` has already, the same in every point, is dropped."""
    told, rows = MOVED[model], model._default_manager
    own = set(rows.filter(person=kept).values_list(*told)) if told else set()
    count = 0
    for row in rows.filter(person=gone).select_for_update():
        if told and tuple(getattr(row, name) for name in told) in own:
            if is_referred_to(row):
                raise DomainError(
                    f"“{row}” có ở cả hai hồ sơ và do kết quả trình ghi vào. Xoá mục nhập tay ở hồ sơ giữ lại rồi gộp."
                )
            row.delete()
            continue
        row.person = kept
        row.save()
        count += 1
    return count


def _hand_over(model: type[Any], name: str, kept: Person, gone: Person) -> int:
    """Rows of any app that name ``gone`` name ``kept``; two that may not both stand are for people to settle."""
    rows = list(model._base_manager.filter(**{name: gone}).select_for_update())
    for row in rows:
        setattr(row, name, kept)
        try:
            with transaction.atomic():
                row.save(update_fields=[name])
        except IntegrityError as twice:
            words = f"{model._meta.verbose_name} “{row}”"
            raise DomainError(f"Chưa gộp được, cả hai người đều có {words}. Bỏ một bên rồi gộp.") from twice
    return len(rows)


def _demand(actor: User, *people: Person) -> None:
    if not actor.has_perm("awards.merge_people"):
        raise NotAllowed(WHO_MERGES)
    if any(is_self(actor, one.pk) for one in people):
        raise NotAllowed(OWN)
