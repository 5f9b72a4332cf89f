"""People who may stand twice on the staff list: whom to offer, what speaks against merging, what a merging leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Q, Value, When

from awards.models import (
    Absence,
    AgendaItem,
    Award,
    AwardKind,
    CouncilSeat,
    Discipline,
    Hold,
    InitiativeAuthor,
    InitiativeUse,
    MeetingState,
    Nomination,
    NominationState,
    PersonPair,
    Praise,
    Rating,
    RatingLevel,
    ReviewLine,
    Statement,
    Transfer,
)
from awards.rules.same_person import Likeness, alike
from plans.models import Person, User
from plans.services.together import together

# Kinds of rows that go over, and what tells that two rows are the same one entered twice
MOVED: dict[type[Any], tuple[str, ...]] = {
    Rating: ("year", "level"),
    Award: ("title_id", "commendation_id", "year", "kind", "number", "decided_on"),
    Discipline: ("form", "decided_on"),
    Hold: ("reason", "since"),
    Absence: ("kind", "starts_on"),
    Transfer: ("on", "recruited"),
    Statement: ("year", "code", "holds"),
    Praise: ("praised_on", "content"),
    InitiativeAuthor: (),
    InitiativeUse: (),
    Nomination: (),
    ReviewLine: (),
}


# An account is logged in with and signs the audit; an answer to a pair says what was decided about that name
STAYS: tuple[type[Any], ...] = (User, PersonPair)
VOTING = (MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING)


class Likely(NamedTuple):
    """Two people who may be one, and why."""

    first: Person
    second: Person
    why: Likeness
    two_units: bool


def likely_doubles() -> list[Likely]:
    """Pairs nobody has answered yet, the surest first: two queries. Birth dates that differ tell two people apart."""
    people = {person.pk: person for person in Person.objects.select_related("unit")}
    answered = list(PersonPair.objects.values_list("first_id", "second_id", "kept_id"))
    gone = {first if kept == second else second for first, second, kept in answered if kept}
    known = {(first, second) for first, second, _ in answered}
    found = []
    for first, second, why in alike((pk, person.full_name) for pk, person in people.items() if pk not in gone):
        one, other = people[first], people[second]
        if (first, second) not in known and birth_dates(one, other) != DIFFER:
            found.append(Likely(one, other, why, one.unit_id != other.unit_id))
    order = list(Likeness)
    return sorted(found, key=lambda pair: (order.index(pair.why), pair.two_units, pair.first.sort_key, pair.first.pk))


AGREE, DIFFER, NOT_KNOWN = "trùng nhau", "khác nhau", "không đủ để so"


def birth_dates(one: Person, other: Person) -> str:
    """What the birth dates of two people say, without telling either."""
    if not one.birth_date or not other.birth_date:
        return NOT_KNOWN
    return AGREE if one.birth_date == other.birth_date else DIFFER


def clashes(keep: Person, give_up: Person) -> list[str]:
    """What hinders merging, a sentence each: rows of both that cannot both be true. One query."""
    both = [keep.pk, give_up.pk]
    ratings, titles, statements, works, nominations, named, seated = together([*_questions(both), *_votes(both)])
    found = [
        f"Xếp loại năm {year}: “{RatingLevel(mine).label}” và “{RatingLevel(theirs).label}”"
        for year, mine, theirs in _differing(keep, ratings, lambda row: row[1], lambda row: row[2])
    ]
    found += [
        f"Danh hiệu {words}: {mine} và {theirs}"
        for words, mine, theirs in _differing(keep, titles, lambda row: f"“{row[1]}” năm {row[2]}", _decision)
    ]
    found += [
        f"Xác nhận {words}: một bên đúng, một bên không đúng"
        for words, *_ in _differing(keep, statements, lambda row: f"“{row[1]}” năm {row[2]}", lambda row: row[3])
    ]
    found += [f"Sáng kiến “{name}” ghi cả hai là tác giả" for _, name, count in works if count > 1]
    found += [f"Hồ sơ đề nghị “{name}” năm {year} có ở cả hai" for name, year, count in nominations if count > 1]
    found += [f"{who} đang được xét tại phiên họp “{what}”, đợi chốt kết quả" for who, what in named]
    return found + [f"{who} đang biểu quyết tại phiên họp “{what}”, đợi chốt kết quả" for who, what in seated]


def other_relations() -> list[Any]:
    """Every other key to a person, of whatever app: it goes over too, but for the account and the answers to pairs."""
    stays = (*MOVED, *STAYS)
    return [one for one in _pointing_to(Person) if one.related_model not in stays]


def beside_awards(one: Person, other: Person) -> dict[int, list[tuple[str, int]]]:
    """What each of the two has elsewhere, the account too: how many rows of each kind. One query."""
    relations = [one for one in _pointing_to(Person) if one.related_model not in (*MOVED, PersonPair)]
    questions = []
    for relation in relations:
        name, model = relation.field.name, relation.related_model
        rows = model._base_manager.filter(**{f"{name}__in": [one.pk, other.pk]}).order_by()
        questions.append(rows.values(name).annotate(n=Count("pk")).values_list(name, "n"))
    found: dict[int, list[tuple[str, int]]] = {one.pk: [], other.pk: []}
    for relation, answer in zip(relations, together(questions), strict=True):
        for person, count in answer:
            found[int(person)].append((str(relation.related_model._meta.verbose_name), count))
    return found


def is_referred_to(row: Any) -> bool:
    """Whether something else points to the row, so that it must stay."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in _pointing_to(type(row))
    )


def _questions(both: list[int]) -> list[Any]:
    holds = Case(When(holds=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    nominated = Nomination.objects.filter(person__in=both, removed_at=None, title__isnull=False).order_by()
    return [
        Rating.objects.filter(person__in=both).values_list("person_id", "year", "level"),
        Award.objects.filter(person__in=both, title__isnull=False).values_list(
            "person_id", "title__name", "year", "kind", "number", "decided_on"
        ),
        Statement.objects.filter(person__in=both).annotate(said=holds).values_list("person_id", "code", "year", "said"),
        InitiativeAuthor.objects.filter(person__in=both)
        .order_by()
        .values("initiative_id", "initiative__name")
        .annotate(n=Count("pk"))
        .values_list("initiative_id", "initiative__name", "n"),
        nominated.filter(~Q(state=NominationState.WITHDRAWN))
        .values("title__name", "year")
        .annotate(n=Count("pk"))
        .values_list("title__name", "year", "n"),
    ]


def _votes(both: list[int]) -> list[Any]:
    """Where one of the two is voted on or votes just now: a ballot is never changed under way."""
    items = AgendaItem.objects.filter(meeting__state__in=VOTING, nomination__person__in=both).order_by("pk")
    seats = CouncilSeat.objects.filter(
        person__in=both, to_on__isnull=True, council__meetings__state__in=VOTING
    ).order_by("pk")
    return [
        items.values_list("nomination__person__full_name", "meeting__subject"),
        seats.values_list("person__full_name", "council__meetings__subject"),
    ]


def _differing(
    keep: Person, rows: Iterable[tuple[Any, ...]], key: Callable[[Any], Any], words: Callable[[Any], Any]
) -> list[tuple[Any, Any, Any]]:
    """Keys that both people have with different words: the key, what the one kept says, what the other says."""
    mine: dict[Any, Any] = {}
    theirs: dict[Any, Any] = {}
    for row in rows:
        (mine if int(row[0]) == keep.pk else theirs)[key(row)] = words(row)
    return [(one, said, theirs[one]) for one, said in mine.items() if one in theirs and said != theirs[one]]


def _decision(row: tuple[Any, ...]) -> str:
    _, _, _, kind, number, day = row
    dated = f" ngày {day:%d/%m/%Y}" if day else ""
    return f"{AwardKind(kind).label.lower()}, {number or 'chưa ghi số'}{dated}"


def _pointing_to(model: type[Any]) -> list[Any]:
    """Every key to ``model``, those without a name of their own as well; history keeps what it has."""
    keys = [one for one in model._meta.get_fields(include_hidden=True) if one.auto_created and not one.concrete]
    keys = [one for one in keys if one.one_to_many or one.one_to_one]
    return [one for one in keys if not one.related_model.__name__.startswith("Historical")]
