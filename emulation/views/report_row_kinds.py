"""What emulation shows of the records that figures of a report count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from emulation.models import (
    Campaign,
    CampaignKind,
    CampaignState,
    ClusterProposal,
    ClusterYear,
    ModelExample,
    Pledge,
    ProposalState,
    Publicity,
    Registration,
    RegistrationState,
    Target,
)
from plans.models import User
from plans.rules.official import short_date
from plans.rules.reminding import one_line
from plans.sockets import RowKind, SearchHit

Keys = Sequence[int]
LONGEST = 220


def emulation_row_kinds() -> Mapping[str, RowKind]:
    """Campaigns, registrations, pledges, examples, clusters."""
    return {
        "campaign": RowKind("phong trào thi đua", _campaigns),
        "registration": RowKind("bản đăng ký", _registrations),
        "target": RowKind("chỉ tiêu đăng ký", _targets),
        "pledge": RowKind("giao ước thi đua", _pledges),
        "example": RowKind("điển hình tiên tiến", _examples),
        "publicity": RowKind("lượt tuyên truyền", _publicity),
        "cluster": RowKind("cụm, khối thi đua", _clusters),
        "proposal": RowKind("đề nghị từ cụm, khối", _proposals),
    }


def _campaigns(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Campaign.objects.visible_to(user).filter(pk__in=keys).order_by("starts_on", "pk")
    for pk, name, kind, starts, ends, state in rows.values_list("pk", "name", "kind", "starts_on", "ends_on", "state"):
        time = f"từ {short_date(starts)} đến {short_date(ends)}"
        yield SearchHit(
            title=name,
            url=reverse("emulation:campaign", args=[pk]),
            detail=f"{CampaignKind(kind).label} · {time}",
            badge=str(CampaignState(state).label),
        )


def _registrations(user: User, keys: Keys) -> Iterator[SearchHit]:
    seen = Registration.objects.visible_to(user).filter(pk__in=keys)
    rows = seen.annotate(whose=Coalesce("unit__name", "person__full_name")).order_by("person__sort_key", "pk")
    for pk, whose, at, state in rows.values_list("pk", "whose", "sent_at", "state"):
        yield SearchHit(
            title=f"Đăng ký của {whose}",
            url=reverse("emulation:registration", args=[pk]),
            detail=f"gửi ngày {short_date(timezone.localdate(at))}" if at else "",
            badge=str(RegistrationState(state).label),
        )


def _targets(user: User, keys: Keys) -> Iterator[SearchHit]:
    seen = Target.objects.filter(pk__in=keys, registration__in=Registration.objects.visible_to(user))
    rows = seen.annotate(whose=Coalesce("registration__unit__name", "registration__person__full_name"))
    columns = ("registration", "text", "whose", "met")
    for registration, text, whose, met in rows.order_by("registration", "order", "pk").values_list(*columns):
        yield SearchHit(
            title=one_line(text, LONGEST),
            url=reverse("emulation:registration", args=[registration]),
            detail=f"Đăng ký của {whose}",
            badge={True: "Đạt", False: "Không đạt"}.get(met, "Chưa ghi kết quả"),
        )


def _pledges(user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Pledge.objects.visible_to(user).filter(pk__in=keys).order_by("signed_on", "pk")
    for pk, name, day in rows.values_list("pk", "name", "signed_on"):
        said = f"ký ngày {short_date(day)}" if day else "chưa ký"
        yield SearchHit(title=name, url=reverse("emulation:pledge", args=[pk]), detail=said)


def _examples(_user: User, keys: Keys) -> Iterator[SearchHit]:
    kept = ModelExample.objects.kept().filter(pk__in=keys)
    rows = kept.annotate(where=Coalesce("unit__name", "person__unit__name")).order_by("name", "pk")
    for pk, name, field, where in rows.values_list("pk", "name", "field", "where"):
        said = " · ".join(filter(None, (field, where)))
        yield SearchHit(title=name, url=reverse("emulation:example", args=[pk]), detail=said)


def _publicity(_user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = Publicity.objects.filter(pk__in=keys, example__removed_at=None).order_by("on", "pk")
    for example, name, place, day in rows.values_list("example", "example__name", "place", "on"):
        said = f"{place} · ngày {short_date(day)}" if day else place
        yield SearchHit(title=name, url=reverse("emulation:example", args=[example]), detail=said)


def _clusters(_user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = ClusterYear.objects.filter(pk__in=keys).order_by("cluster__kind", "cluster__name", "pk")
    for pk, name, year in rows.values_list("pk", "cluster__name", "year"):
        yield SearchHit(title=name, url=reverse("emulation:cluster_year", args=[pk]), detail=f"năm {year}")


def _proposals(_user: User, keys: Keys) -> Iterator[SearchHit]:
    rows = ClusterProposal.objects.kept().filter(pk__in=keys)
    rows = rows.annotate(honour=Coalesce("title__name", "commendation__name")).order_by("sent_on", "pk")
    for year, honour, subject, day, state in rows.values_list("cluster_year", "honour", "subject", "sent_on", "state"):
        yield SearchHit(
            title=f"{honour}: {subject}",
            url=reverse("emulation:cluster_year", args=[year]),
            detail=f"gửi ngày {short_date(day)}" if day else "",
            badge=str(ProposalState(state).label),
        )
