"""What stands in the record of a person or unit: entered, corrected, and taken out when it was entered by mistake."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from awards.models import Absence, Award, Discipline, Hold, PersonPair, Praise, Rating, SubmissionLine, Transfer
from awards.services.record_checks import (
    check_absence,
    check_award,
    check_discipline,
    check_hold,
    check_praise,
    check_rating,
    check_transfer,
    refuse_future,
)
from plans.errors import DomainError, NotAllowed
from plans.models import Person, Unit, User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key

WHO_KEEPS = "Thường trực TĐKT giữ hồ sơ khen thưởng. Thấy sai thì anh, chị báo thường trực sửa."
OWN = "Không ai tự ghi, sửa hồ sơ của chính mình. Người khác trong thường trực, hoặc lãnh đạo Sở, ghi giúp anh, chị."
WHO_HOLDS = "Thường trực TĐKT, lãnh đạo Sở ghi và kết thúc tạm dừng xét. Anh, chị báo thường trực."


def _never(_record: Any) -> str:
    return ""


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry of a record.

    ``untold``: the audit names whose record it is and no more, for not everybody who reads it may know the rest.
    ``why_kept`` says why an entry may not be taken out, empty where nothing hinders.
    """

    slug: str
    label: str
    model: type[models.Model]
    fields: tuple[str, ...]
    check: Callable[[Any], None]
    right: str = "awards.keep_records"
    who: str = WHO_KEEPS
    of_units: bool = False
    untold: bool = False
    why_kept: Callable[[Any], str] = _never

    def of(self, record: Any) -> Person | Unit:
        """Whose record the entry stands in."""
        return record.subject if self.of_units else record.person  # type: ignore[no-any-return]


@transaction.atomic
def save_entry(
    *,
    actor: User,
    kind: EntryKind,
    record: models.Model | None,
    values: Mapping[str, Any],
    subject: Person | Unit | None = None,
    seen: int = 0,
    key: str = "",
) -> Any:
    """Enter something new (``record`` None) into the record of ``subject``, or correct what stands there."""
    use_submit_key(actor, key)
    demand(actor, kind, subject or _whose(kind, record, values))
    return write_entry(actor=actor, kind=kind, record=record, values=values, subject=subject, seen=seen)


def write_entry(
    *,
    actor: User,
    kind: EntryKind,
    record: models.Model | None,
    values: Mapping[str, Any],
    subject: Person | Unit | None = None,
    seen: int = 0,
) -> Any:
    """The same without asking for the right: an answer from above follows from a letter, whoever types it in."""
    found: Any
    if record is None:
        found = kind.model()
        setattr(found, "unit" if isinstance(subject, Unit) else "person", subject)
        if any(field.name == "entered_by" for field in kind.model._meta.fields):
            found.entered_by = actor
    else:
        found = locked(record)
        check_version(found, seen, dict(values))
        found.version += 1
    for name in kind.fields:
        if name in values:
            setattr(found, name, values[name])
    refuse_given_up(kind.of(found))
    kind.check(found)
    found.save()
    _write_down(actor, "record.add" if record is None else "record.change", kind, found)
    return found


@transaction.atomic
def remove_entry(
    *, actor: User, kind: EntryKind, record: models.Model, reason: str, seen: int = 0, key: str = ""
) -> None:
    """Xoá mục nhập nhầm: gone from the record; its history and the reason stay."""
    use_submit_key(actor, key)
    demand(actor, kind, kind.of(record))
    take_out_entry(actor=actor, kind=kind, record=record, reason=reason, seen=seen)


def take_out_entry(*, actor: User, kind: EntryKind, record: models.Model, reason: str, seen: int) -> None:
    """The same without asking for the right, as in ``write_entry``."""
    found: Any = locked(record)
    check_version(found, seen, {})
    if not reason.strip():
        raise DomainError("Ghi lý do xoá, ví dụ: nhập nhầm người, nhập trùng.")
    if why := kind.why_kept(found):
        raise DomainError(why)
    found._change_reason = reason[:100]
    _write_down(actor, "record.remove", kind, found, reason=reason)
    found.delete()


@transaction.atomic
def release_hold(
    *, actor: User, hold: Hold, released_on: dt.date, release_note: str, seen: int = 0, key: str = ""
) -> Hold:
    """Kết thúc tạm dừng, with the conclusion in words: without one nobody knows what came of it."""
    use_submit_key(actor, key)
    demand(actor, HOLD, hold.subject)
    found = locked(hold)
    check_version(found, seen, {})
    if found.released_on is not None:
        raise DomainError(f"Đã kết thúc tạm dừng từ {found.released_on:%d/%m/%Y}. Sai thì sửa mục đó.")
    if not release_note.strip():
        raise DomainError("Ghi kết luận của cơ quan có thẩm quyền, ví dụ: không có vi phạm.")
    if released_on < found.since:
        raise DomainError(f"Ngày kết thúc phải từ {found.since:%d/%m/%Y}, ngày bắt đầu tạm dừng.")
    refuse_future(released_on, "Ngày kết thúc")
    found.released_on, found.release_note, found.released_by = released_on, release_note, actor
    found.version += 1
    found.save()
    audit.record(actor=actor, act="record.release", obj=found.subject, detail={"hold": found.pk})
    return found


def refuse_given_up(subject: Person | Unit) -> None:
    """Nothing is written any more under a name that was merged into another."""
    if isinstance(subject, Person):
        pair = given_up_pair(subject)
        if pair:
            raise DomainError(f"Hồ sơ này đã gộp vào hồ sơ của {pair.kept}. Ghi ở hồ sơ đó.")


def given_up_pair(person: Person) -> PersonPair | None:
    """The merging by which ``person`` became a name that points to somebody else."""
    of = models.Q(first=person) | models.Q(second=person)
    merged = PersonPair.objects.filter(of, verdict=PersonPair.Verdict.SAME)
    return merged.exclude(kept=person).select_related("kept").first()


def _whose(kind: EntryKind, record: models.Model | None, values: Mapping[str, Any]) -> Person | Unit | None:
    """Whose record it stands in, or, where the form chooses, whose it will be."""
    return kind.of(record) if record is not None else values.get("person") or values.get("unit")


def demand(actor: User, kind: EntryKind, subject: Person | Unit | None = None) -> None:
    """Refuse who may not keep entries of this kind, in the record of ``subject``, and say who may."""
    if not actor.has_perm(kind.right, subject):
        raise NotAllowed(who_keeps(actor, kind, subject))


def who_keeps(actor: User, kind: EntryKind, subject: Person | Unit | None) -> str:
    """Who may, as a sentence; for one's own record somebody else."""
    own = isinstance(subject, Person) and subject.pk == actor.person_id
    return OWN if own and actor.has_perm(kind.right) else kind.who


def _write_down(actor: User, act: str, kind: EntryKind, record: Any, *, reason: str = "") -> None:
    note = f"{kind.label}: {reason}" if reason else kind.label
    if kind.untold:
        audit.record(actor=actor, act=act, obj=kind.of(record), note=note)
        return
    detail = {name: str(getattr(record, name) or "") for name in kind.fields}
    audit.record(actor=actor, act=act, obj=record, note=note, detail=detail)


def _award_kept(record: Award) -> str:
    """What an answer of the body above put here is corrected there."""
    line = SubmissionLine.objects.filter(award=record).select_related("letter").first()
    return f"Mục này do kết quả của {line.letter} ghi vào, không xoá ở đây. Sửa ở kết quả trình." if line else ""


_DECISION = ("number", "decided_on")
RATING = EntryKind("rating", "Xếp loại", Rating, ("year", "level", *_DECISION, "note"), check_rating, of_units=True)
AWARD = EntryKind(
    *("award", "Khen thưởng đã nhận", Award),
    ("year", "title", "commendation", "kind", "achievement", *_DECISION, "decided_by", "note"),
    check_award,
    of_units=True,
    why_kept=_award_kept,
)
DISCIPLINE = EntryKind(
    *("discipline", "Kỷ luật", Discipline),
    ("form", "on_duty", "decided_on", "ends_on", "number", "note"),
    check_discipline,
    untold=True,
)
HOLD = EntryKind(
    *("hold", "Tạm dừng xét", Hold),
    ("reason", "note", "since", "released_on", "release_note"),
    check_hold,
    right="awards.hold",
    who=WHO_HOLDS,
    of_units=True,
    untold=True,
)
ABSENCE = EntryKind(
    "absence", "Thời gian nghỉ", Absence, ("kind", "starts_on", "ends_on", "result_met", "note"), check_absence
)
TRANSFER = EntryKind(
    *("transfer", "Tuyển dụng, chuyển công tác", Transfer),
    ("on", "recruited", "from_name", "months_there", "opinion", "note"),
    check_transfer,
)
PRAISE = EntryKind(
    *("praise", "Biểu dương", Praise),
    ("person", "unit", "praised_on", "content", "place"),
    check_praise,
    of_units=True,
)
KINDS: dict[str, EntryKind] = {kind.slug: kind for kind in (RATING, AWARD, DISCIPLINE, HOLD, ABSENCE, TRANSFER, PRAISE)}
