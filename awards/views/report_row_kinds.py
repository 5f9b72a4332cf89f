"""What awards show of the records that figures of a report count, each to whom it may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    Answer,
    Award,
    AwardLetter,
    FundEntry,
    Initiative,
    InitiativeState,
    Meeting,
    MeetingState,
    Nomination,
    NominationState,
    SubmissionLine,
)
from awards.rules.money import dotted
from plans.models import Sex, User
from plans.rules.official import short_date
from plans.services import audit
from plans.sockets import RowKind, SearchHit

Keys = Sequence[int]


def award_row_kinds() -> Mapping[str, RowKind]:
    """Dossiers, what went up, awards, meetings, initiatives, the fund."""
    return {
        "nomination": RowKind("hồ sơ đề nghị", _nominations),
        "sent": RowKind("hồ sơ trình cấp trên", _sent),
        "award": RowKind("lượt khen thưởng", _awards),
        "award_of_woman": RowKind("lượt khen thưởng của nữ", _awards_of_women),
        "meeting": RowKind("phiên họp hội đồng", _meetings),
        "initiative": RowKind("sáng kiến", _initiatives),
        "fund": RowKind("khoản thu, chi quỹ", _fund),
    }


def _nominations(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = (
        Nomination.objects.visible_to(user)
        .filter(pk__in=keys)
        .annotate(
            whose=Coalesce("unit__name", "person__full_name"), honour_name=Coalesce("title__name", "commendation__name")
        )
    )
    columns = ("pk", "honour_name", "whose", "submitted_at", "state")
    for pk, honour, whose, at, state in rows.order_by("submitted_at", "pk").values_list(*columns):
        yield SearchHit(
            title=f"Đề nghị {honour}: {whose}",
            url=reverse("awards:nomination", args=[pk]),
            detail=f"trình ngày {short_date(timezone.localdate(at))}" if at else "",
            badge=str(NominationState(state).label),
        )


def _sent(user: User, keys: Keys) -> Iterator[SearchHit]:
    """Lines of the submissions that one sees, of dossiers that one sees."""
    rows = SubmissionLine.objects.filter(
        pk__in=keys, letter__in=AwardLetter.objects.visible_to(user), nomination__in=Nomination.objects.visible_to(user)
    ).annotate(
        whose=Coalesce("nomination__unit__name", "nomination__person__full_name"),
        honour_name=Coalesce("nomination__title__name", "nomination__commendation__name"),
    )
    columns = ("letter", "letter__number", "letter__issued_on", "honour_name", "whose", "answer")
    for letter, number, day, honour, whose, answer in rows.order_by("letter__issued_on", "order", "pk").values_list(
        *columns
    ):
        dated = f" ngày {short_date(day)}" if day else ""
        yield SearchHit(
            title=f"{honour}: {whose}",
            url=reverse("awards:letter", args=[letter]),
            detail=f"Tờ trình số {number}{dated}",
            badge=str(Answer(answer).label),
        )


def _awards(user: User, keys: Keys) -> Iterator[SearchHit]:
    yield from _award_hits(Award.objects.visible_to(user).filter(pk__in=keys))


def _awards_of_women(user: User, keys: Keys) -> list[SearchHit]:
    """This list tells the sex of people: it is for who may know it, and who saw it is kept."""
    if not user.has_perm("plans.see_personal_data"):
        return []
    found = list(_award_hits(Award.objects.visible_to(user).filter(pk__in=keys, person__sex=Sex.FEMALE)))
    note = "Số liệu báo cáo: lượt khen thưởng của nữ"
    audit.record(actor=user, act="award_statistics.read", note=note, detail={"rows": len(found)})
    return found


def _award_hits(rows: QuerySet[Award]) -> Iterator[SearchHit]:
    rows = rows.annotate(
        whose=Coalesce("unit__name", "person__full_name"), honour_name=Coalesce("title__name", "commendation__name")
    ).order_by("-decided_on", "unit", "person__sort_key", "pk")
    columns = ("person", "unit", "whose", "honour_name", "number", "decided_on", "year")
    for person, unit, whose, honour, number, day, year in rows.values_list(*columns):
        page = reverse("awards:unit_record", args=[unit]) if unit else reverse("awards:person_record", args=[person])
        told = " ".join(filter(None, (number and f"Quyết định số {number}", day and f"ngày {short_date(day)}")))
        yield SearchHit(title=f"{honour}: {whose}", url=page, detail=told, badge=f"Năm {year}")


def _meetings(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Meeting.objects.visible_to(user).filter(pk__in=keys).order_by("held_on", "pk")
    for pk, subject, council, day, state in rows.values_list("pk", "subject", "council__name", "held_on", "state"):
        yield SearchHit(
            title=subject,
            url=reverse("awards:meeting", args=[pk]),
            detail=f"{council} · ngày {short_date(day)}",
            badge=str(MeetingState(state).label),
        )


def _initiatives(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Initiative.objects.visible_to(user).filter(pk__in=keys).order_by("year", "name", "pk")
    for pk, name, unit, state in rows.values_list("pk", "name", "unit__name", "state"):
        url = reverse("awards:initiative", args=[pk])
        yield SearchHit(title=name, url=url, detail=unit or "", badge=str(InitiativeState(state).label))


def _fund(user: User, keys: Keys) -> Iterator[SearchHit]:
    if not user.has_perm("awards.see_money"):
        return
    rows = FundEntry.objects.kept().filter(pk__in=keys).order_by("on", "pk")
    for year, way, words, amount, day in rows.values_list("year", "way", "words", "amount", "on"):
        yield SearchHit(
            title=words,
            url=f"{reverse('awards:fund')}?nam={year}",
            detail=f"ngày {short_date(day)} · {dotted(amount)} đồng",
            badge=str(FundEntry.Way(way).label),
        )
