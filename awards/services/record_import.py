"""Taking past years in from a book: a dry run that says what every row would do, then every row or none.

What stands in a record already is never overwritten: the same again changes nothing, something else is a fault to be
settled by a person. So the same book twice adds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from awards.models import Award, Rating
from awards.services import record_sheet as sheet
from awards.services.record import WHO_KEEPS, demand
from awards.services.record_import_dated import DATED, check_dated, compared, save_dated, stored_of
from awards.services.record_import_rows import FAULT, NEW, SAME, Import, ImportRow, read_rows
from awards.services.record_import_work import save_works, settle_works
from plans.errors import DomainError, NotAllowed
from plans.models import Person, Unit, User
from plans.services import audit
from plans.services.locking import one_at_a_time, use_submit_key

OWN = "là chính anh, chị, không ai tự ghi hồ sơ của mình; bỏ dòng này, nhờ người khác trong thường trực ghi"
TWICE = "có nhiều dòng cho cùng một mục; giữ một dòng"


def plan_import(rows: Sequence[dict[str, Any]], *, actor: User) -> Import:
    """What each row would do, against the records as they stand: a query for each page, nothing is changed."""
    planned = read_rows(rows)
    for row in planned:
        if row.page in DATED and not row.faults:
            check_dated(row)
    _refuse_own(planned, actor)
    _refuse_repeats(planned)
    sound = [row for row in planned if not row.faults]
    _settle_ratings([row for row in sound if row.page == sheet.RATINGS])
    _settle_awards([row for row in sound if row.page in (sheet.TITLES, sheet.COMMENDATIONS)])
    for page in DATED:
        _settle_dated(page, [row for row in sound if row.page == page])
    settle_works([row for row in planned if row.page == sheet.WORKS])
    for row in planned:
        row.outcome = FAULT if row.faults else row.outcome
    return Import(tuple(planned))


@transaction.atomic
def apply_import(*, actor: User, rows: Sequence[dict[str, Any]], digest: str, key: str = "") -> Import:
    """Carry out exactly what the dry run named ``digest`` showed: every row or none."""
    use_submit_key(actor, key)
    demand_pages(actor, rows)
    one_at_a_time()
    plan = plan_import(rows, actor=actor)
    if plan.faults:
        raise DomainError("Tệp còn ô sai nên chưa nhập dòng nào. Sửa trong tệp rồi tải lên lại.")
    if plan.digest != digest:
        raise DomainError("Hồ sơ vừa có người sửa sau lần xem thử. Xem lại kết quả mới rồi bấm nhập.")
    fresh = [row for row in plan.rows if row.outcome == NEW]
    for row in fresh:
        if row.page in DATED:
            save_dated(actor, row)
        elif row.page != sheet.WORKS:
            model = Rating if row.page == sheet.RATINGS else Award
            model(**{"unit" if isinstance(row.subject, Unit) else "person": row.subject}, **row.values).save()
    save_works(actor, [row for row in fresh if row.page == sheet.WORKS])
    audit.record(actor=actor, act="record.import", detail={**_counted(fresh), "unchanged": plan.count(SAME)})
    return plan


def demand_pages(actor: User, rows: Sequence[dict[str, Any]]) -> None:
    """Refuse who may not keep what a page of the book holds: the dry run itself tells what stands in the records."""
    if not actor.has_perm("awards.keep_records"):
        raise NotAllowed(WHO_KEEPS)
    for page in {row["page"] for row in rows} & set(DATED):
        demand(actor, DATED[page].kind)


def _counted(rows: Sequence[ImportRow]) -> dict[str, int]:
    """How many of each page; not everybody who reads the audit may know that there was discipline."""
    pages = Counter("mục khác" if row.page in DATED and DATED[row.page].kind.untold else row.page for row in rows)
    return {page: pages[page] for page in (*sheet.LAYOUTS, "mục khác") if pages[page]}


def _refuse_own(rows: Sequence[ImportRow], actor: User) -> None:
    for row in rows:
        if isinstance(row.subject, Person) and row.subject.pk == actor.person_id:
            row.fault("name", OWN)


def _refuse_repeats(rows: Sequence[ImportRow]) -> None:
    """Two rows for the same thing cannot both be right; authors of one initiative are no such rows."""
    seen: dict[tuple[Any, ...], ImportRow] = {}
    for row in rows:
        if row.faults or row.page == sheet.WORKS:
            continue
        identity = (row.page, *_what(row))
        if identity in seen:
            column = DATED[row.page].same[0] if row.page in DATED else "year"
            row.fault(column, f"{TWICE} (dòng {seen[identity].number})")
        seen.setdefault(identity, row)


def _what(row: ImportRow) -> tuple[Any, ...]:
    """Of one year: a rating once, a title once, a commendation once per kind and number; the rest once from a day."""
    if row.page in DATED:
        return DATED[row.page].of(row)
    values = row.values
    commendation = values.get("commendation")
    if commendation is None:
        return (row.key, values["year"], getattr(values.get("title"), "pk", None))
    return (row.key, values["year"], commendation.pk, values["kind"], values.get("number", ""))


def _subjects(rows: Sequence[ImportRow]) -> tuple[list[int], list[int]]:
    people = [row.subject.pk for row in rows if isinstance(row.subject, Person)]
    return people, [row.subject.pk for row in rows if isinstance(row.subject, Unit)]


def _of(rows: Sequence[ImportRow]) -> Q:
    people, units = _subjects(rows)
    return Q(person__in=people) | Q(unit__in=units)


def _settle_ratings(rows: Sequence[ImportRow]) -> None:
    stored = {(*_stored_key(one), one.year): one for one in Rating.objects.filter(_of(rows))} if rows else {}
    for row in rows:
        one = stored.get((*row.key, row.values["year"]))
        if one is None:
            continue
        if one.level != row.values["level"]:
            row.fault("level", f"hồ sơ đã ghi “{one.get_level_display()}”; sửa ở hồ sơ nếu mục đó sai")
        else:
            _compare(row, one, ("number", "decided_on"))


def _settle_awards(rows: Sequence[ImportRow]) -> None:
    stored: dict[tuple[Any, ...], list[Award]] = {}
    for one in Award.objects.filter(_of(rows)) if rows else ():
        stored.setdefault((*_stored_key(one), one.year, one.title_id, one.commendation_id), []).append(one)
    for row in rows:
        honours = (getattr(row.values.get("title"), "pk", None), getattr(row.values.get("commendation"), "pk", None))
        same = stored.get((*row.key, row.values["year"], *honours), [])
        if row.page == sheet.TITLES and same:
            _compare(row, same[0], ("number", "decided_on", "decided_by"))
        elif any(_matches(row, one) for one in same):
            row.outcome = SAME


def _settle_dated(page: str, rows: Sequence[ImportRow]) -> None:
    stored = stored_of(page, *_subjects(rows)) if rows else {}
    for row in rows:
        one = stored.get(DATED[page].of(row))
        if one is not None:
            _compare(row, one, compared(page))


def _matches(row: ImportRow, one: Award) -> bool:
    """A commendation is the same one when kind and number are; a row without a number means any."""
    number = row.values.get("number", "")
    return one.kind == row.values["kind"] and (not number or one.number == number)


def _compare(row: ImportRow, one: Any, names: Sequence[str]) -> None:
    """What the row says beyond what stands there is a fault: nothing that is stored is overwritten."""
    for name in names:
        value = row.values.get(name)
        if value not in (None, "") and value != getattr(one, name):
            row.fault(name, "hồ sơ đã ghi mục này với nội dung khác; sửa ở hồ sơ, hoặc để trống ô này")
    row.outcome = SAME


def _stored_key(one: Any) -> tuple[bool, int]:
    return one.person_id is None, one.person_id or one.unit_id
