"""Quy định: the law as data, each version with its source."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Aspect, Rule, RuleVersion
from awards.services.rulebook import current_rulebook
from awards.views.rule_keep import ASPECT, aspects_of
from awards.views.rule_rows import VersionRow, names_of, version_row
from plans.http import OfficeRequest
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.views.listing import Listing, send_listing

TITLES, COMMENDATIONS, GENERAL = "danh-hieu", "hinh-thuc", "chung"
TABS = {TITLES: "Danh hiệu thi đua", COMMENDATIONS: "Hình thức khen thưởng", GENERAL: "Quy định chung"}
_OF_TAB = {
    TITLES: Q(rule__title__isnull=False),
    COMMENDATIONS: Q(rule__commendation__isnull=False),
    GENERAL: Q(rule__title=None, rule__commendation=None),
}
_SHOWN = {TITLES: Q(aspect=Aspect.STANDARD), COMMENDATIONS: Q(aspect=Aspect.STANDARD), GENERAL: Q()}
PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("QUY ĐỊNH", 20),
    Column("HIỆU LỰC", 14),
    Column("NỘI DUNG", 36),
    Column("CĂN CỨ", 25),
    Column("ĐỘ TIN CẬY, ÁP DỤNG", 20),
)


class RuleRow(NamedTuple):
    """A rule of the list with its versions."""

    no: int
    name: str
    url: str
    versions: tuple[VersionRow, ...]


class Tab(NamedTuple):
    """One of the lists."""

    words: str
    url: str
    current: bool


@require_safe
def rule_list(request: OfficeRequest) -> HttpResponse:
    """All rules of one of the three lists, each with the versions of what it asks for."""
    tab, address = _tab(request), reverse("awards:rule_list")
    rows = _rows(tab)
    context = {
        "rows": rows,
        "tabs": [Tab(words, f"{address}?phan={key}", key == tab) for key, words in TABS.items()],
        "name": TABS[tab],
        "counted": f"{len(rows)} quy định",
        "query": f"phan={tab}",
    }
    return render(request, "awards/rule_list.html", context)


@require_safe
def rule_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    tab = _tab(request)
    rows = _rows(tab)
    printed = [
        PrintRow(
            (
                str(row.no) if place == 0 else "",
                row.name if place == 0 else "",
                f"{one.dates}\n{one.applies_to}",
                "\n".join(f"{'  ' * line.depth}- {line.words}" for line in one.lines),
                "\n".join(part for part in (one.citation, one.note) if part),
                f"{one.sure.words}\n{one.sure.follows}",
            )
        )
        for row in rows
        for place, one in enumerate(row.versions)
    ]
    listing = Listing("QUY ĐỊNH VỀ KHEN THƯỞNG", TABS[tab], PRINTED, printed, "", f"Cộng: {len(rows)} quy định.")
    return send_listing(request, listing, name=f"quy-dinh-{tab}.pdf")


@require_safe
def rule(request: OfficeRequest, pk: int) -> HttpResponse:
    """One rule: its versions on a time-line, who decides, the dossier, the money, the votes, each with its source."""
    record = get_object_or_404(Rule.objects.select_related("title", "commendation"), pk=pk)
    today, names = timezone.localdate(), names_of()
    found = RuleVersion.objects.current().filter(rule=record).select_related("legal_text")
    rows = [(one.aspect, version_row(one, names, today)) for one in found.order_by("effective_from", "pk")]
    main = (Aspect.STANDARD, Aspect.GENERAL, Aspect.PARAMETER)
    order = list(Aspect)
    rows.sort(key=lambda one: order.index(Aspect(one[0])))  # each aspect by its days
    context = {
        "record": record,
        "versions": [row for aspect, row in rows if aspect in main],
        "others": [row for aspect, row in rows if aspect not in main],
        "money": _money(record, today),
        "catalogue": _catalogue(record),
        "adds": _adds(record) if request.user.has_perm("awards.keep_rules") else [],
    }
    return render(request, "awards/rule.html", context)


@require_safe
def rule_version(request: OfficeRequest, pk: int) -> HttpResponse:
    """One version with its source, what it replaced and what replaced it."""
    record = _version(pk)
    newer = getattr(record, "replaced_by", None)
    context = {
        "record": record,
        "row": version_row(record, names_of(), timezone.localdate()),
        "older": record.replaces,
        "newer": newer,
        "keeps": newer is None and request.user.has_perm("awards.keep_rules"),
    }
    return render(request, "awards/rule_version.html", context)


def _adds(record: Rule) -> list[tuple[str, str]]:
    """Where a version of each aspect is added: its words and its address."""
    address = reverse("awards:rule_version_add", args=[record.pk])
    return [(str(Aspect(one).label), f"{address}?{ASPECT}={one}") for one in aspects_of(record)]


def _version(pk: int) -> RuleVersion:
    related = ("rule", "legal_text", "entered_by__person", "replaces", "replaced_by")
    return get_object_or_404(RuleVersion.objects.select_related(*related), pk=pk)


def _tab(request: OfficeRequest) -> str:
    asked = request.GET.get("phan", "")
    return asked if asked in TABS else TITLES


def _rows(tab: str) -> list[RuleRow]:
    """The rules of a list with their versions, in order: three queries."""
    names, today = names_of(), timezone.localdate()
    found: QuerySet[RuleVersion] = RuleVersion.objects.current().filter(_OF_TAB[tab], _SHOWN[tab])
    by_rule: dict[int, list[VersionRow]] = {}
    rules = {}
    for one in found.select_related("rule", "legal_text").order_by("rule__order", "effective_from", "pk"):
        rules[one.rule_id] = one.rule.name
        by_rule.setdefault(one.rule_id, []).append(version_row(one, names, today))
    return [
        RuleRow(no, rules[pk], reverse("awards:rule", args=[pk]), tuple(versions))
        for no, (pk, versions) in enumerate(by_rule.items(), start=1)
    ]


def _money(record: Rule, today: dt.date) -> list[str]:
    """The reward of an award at today's base salary; empty where one of the two is not known."""
    if not (record.title_id or record.commendation_id):
        return []
    book = current_rulebook()
    reward, base = book.reward(record.code, today), book.base_salary(today)
    if reward is None or base is None:
        return []
    kinds = (("Cá nhân", reward.individual), ("Tập thể", reward.collective))
    return [f"{head}: {_dong(int(multiple * base))}" for head, multiple in kinds if multiple is not None]


def _dong(amount: int) -> str:
    return f"{amount:,} đồng".replace(",", ".")


def _catalogue(record: Rule) -> tuple[str, str] | None:
    """The entry of the catalogue: its words and its page."""
    if record.title:
        return str(record.title), reverse("emulation:title", args=[record.title.pk])
    if record.commendation:
        return str(record.commendation), reverse("emulation:commendation", args=[record.commendation.pk])
    return None
