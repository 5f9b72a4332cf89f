"""Quy định: the law as data, each version with its source; one with the right confirms or corrects it."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.rule import RuleVersionForm
from awards.models import Aspect, Rule, RuleVersion
from awards.rules.condition_words import figures
from awards.services.rule import WHO_KEEPS, correct_version, previous_content
from awards.services.rulebook import current_rulebook
from awards.views.rule_rows import VersionRow, version_row
from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.views.acting import act_on, require
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
    today, names = timezone.localdate(), _names()
    found = RuleVersion.objects.current().filter(rule=record).select_related("legal_text")
    rows = [(one.aspect, version_row(one, names, today)) for one in found.order_by("effective_from", "pk")]
    main = (Aspect.STANDARD, Aspect.GENERAL, Aspect.PARAMETER)
    context = {
        "record": record,
        "versions": [row for aspect, row in rows if aspect in main],
        "others": [row for aspect, row in rows if aspect not in main],
        "money": _money(record, today),
        "catalogue": _catalogue(record),
        "keeps": request.user.has_perm("awards.keep_rules"),
    }
    return render(request, "awards/rule.html", context)


@require_safe
def rule_version(request: OfficeRequest, pk: int) -> HttpResponse:
    """One version with its source, what it replaced and what replaced it."""
    record = _version(pk)
    newer = getattr(record, "replaced_by", None)
    context = {
        "record": record,
        "row": version_row(record, _names(), timezone.localdate()),
        "older": record.replaces,
        "newer": newer,
        "keeps": newer is None and request.user.has_perm("awards.keep_rules"),
    }
    return render(request, "awards/rule_version.html", context)


def rule_version_correct(request: OfficeRequest, pk: int) -> HttpResponse:
    """Confirm or correct: a new version takes the place of this one."""
    require(request.user, "awards.keep_rules", who=WHO_KEEPS)
    record, back, names = _version(pk), reverse("awards:rule_version", args=[pk]), _names()
    known = figures(record.content, lambda code: names.get(code, code))
    asked: dict[str, Any] = {"version": record, "known": known, "previous": previous_content(record)}
    form = RuleVersionForm(**asked)
    if request.method == "POST":
        form = RuleVersionForm(request.POST, **asked)
        made: list[RuleVersion] = []
        if form.is_valid() and act_on(form, lambda: made.append(_correct(request, record, form))):
            messages.success(request, "Đã ghi phiên bản mới. Bản cũ giữ trong lịch sử.")
            return redirect("awards:rule_version", made[0].pk)
    row = version_row(record, names, timezone.localdate())
    return render(request, "awards/rule_form.html", {"form": form, "record": record, "row": row, "back_url": back})


def _correct(request: OfficeRequest, record: RuleVersion, form: RuleVersionForm) -> RuleVersion:
    return correct_version(actor=request.user, version=record, values=form.values, key=submit_key(request))


def _version(pk: int) -> RuleVersion:
    related = ("rule", "legal_text", "entered_by__person", "replaces", "replaced_by")
    return get_object_or_404(RuleVersion.objects.select_related(*related), pk=pk)


def _tab(request: OfficeRequest) -> str:
    asked = request.GET.get("phan", "")
    return asked if asked in TABS else TITLES


def _names() -> dict[str, str]:
    """Names of awards and of documents by code: two queries."""
    names = dict(Rule.objects.values_list("code", "name"))
    documents = RuleVersion.objects.current().filter(rule__code="DOCUMENTS").values_list("content", flat=True).first()
    told = (documents or {}).get("documents", {})
    return names | {code: f"{one['name']} ({one['form']})" for code, one in told.items()}


def _rows(tab: str) -> list[RuleRow]:
    """The rules of a list with their versions, in order: three queries."""
    names, today = _names(), timezone.localdate()
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
