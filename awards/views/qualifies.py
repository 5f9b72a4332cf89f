"""Ai đủ điều kiện: how many for each award, then one award's people or collectives by where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.eligibility import QualifyFilter
from awards.permissions import units_seen
from awards.rules.citation import spelled
from awards.rules.quota import parse_share
from awards.rules.standing import GROUPS, Standing
from awards.services.eligibility import Honour, read_field
from awards.services.facts import PERSON, UNIT
from awards.services.quota import excellent_by_unit
from awards.services.record_reading import note_survey
from awards.services.rulebook import current_rulebook
from awards.views.qualifies_lines import COLLECTIVES, YEARS, Asked, Line, award_line, lines_of, ready, tab_url
from emulation.models import Level
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models import Confidence
from plans.papers.content import Align, Column, GroupRow
from plans.papers.content import Row as PrintRow
from plans.rules.official import short_date
from plans.views.acting import require
from plans.views.listing import Listing, page_of, send_listing

WHO_ASSESSES = (
    "Thường trực TĐKT, lãnh đạo Sở, trưởng đơn vị và đầu mối xem ai đủ điều kiện. "
    "Anh, chị xem bậc của mình ở trang “Quá trình của tôi”."
)
SHARE = "htxsnv_max_share"
PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("{who}", 22),
    Column("ĐƠN VỊ", 26),
    Column("VÌ SAO", 50),
    Column("ĐỀ NGHỊ", 13),
)


@require_safe
def qualifies(request: OfficeRequest) -> HttpResponse:
    """Every award in use, with how many qualify: two lists, never one."""
    asked = _asked(request)
    codes = [honour.code for honour in asked.field.honours]
    found = asked.stands(codes)
    query = request.GET.copy()
    query.pop("nhom", None)
    lines = {
        titles: [award_line(one, found[one.code], query) for one in asked.field.honours if one.is_title == titles]
        for titles in (True, False)
    }
    context = {
        **_frame(request, asked),
        "lists": (("Danh hiệu thi đua", "award", lines[True]), ("Hình thức khen thưởng", "medal", lines[False])),
        "groups": list(GROUPS.values()),
        "shares": None if asked.of_units or units_seen(request.user) is not None else _shares(asked),
        "counted": f"{len(asked.candidates)} {asked.who}",
    }
    return render(request, "awards/qualifies.html", context)


@require_safe
def qualifies_award(request: OfficeRequest, code: str) -> HttpResponse:
    """Who qualifies for one award, who lacks what."""
    asked = _asked(request)
    honour = _honour(asked, code)
    if not asked.of_units:
        note_survey(actor=request.user, words=f"{honour.name}, thành tích năm {asked.year}")
    found = asked.stands([one.code for one in asked.field.honours])
    lines = list(lines_of(request.user, asked, honour, found[code]))
    counts = Counter(line.standing for line in lines)
    wanted = asked.filter.value("group")
    shown = [line for line in lines if wanted in ("", line.standing.value)]
    page = page_of(request, shown)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        **_frame(request, asked),
        "honour": honour,
        "level": str(Level(honour.level).label),
        "tabs": [(one, ready(found[one.code].values()), tab_url(one, query)) for one in asked.field.honours],
        "chips": [(group.value, words, counts[group], _group_url(query, group)) for group, words in GROUPS.items()],
        "rows": list(enumerate(page.object_list, start=page.start_index())),
        "page": page,
        "counted": f"{len(shown)} {asked.who}",
    }
    return render(request, "awards/qualifies_award.html", context)


@require_safe
def qualifies_print(request: OfficeRequest, code: str) -> HttpResponse:
    """The same on A4, or as a sheet, in groups."""
    asked = _asked(request)
    honour = _honour(asked, code)
    stands = asked.stands([code])[code]
    wanted = asked.filter.value("group")
    lines = [line for line in lines_of(request.user, asked, honour, stands) if wanted in ("", line.standing.value)]
    who = "TẬP THỂ" if asked.of_units else "HỌ VÀ TÊN"
    ready = sum(line.standing == Standing.READY for line in lines)
    listing = Listing(
        "DANH SÁCH",
        f"Điều kiện xét {honour.name} năm {asked.year}",
        [Column(one.title.format(who=who), one.width, one.align) for one in PRINTED],
        list(_printed(lines)),
        _criteria(asked),
        f"Cộng: {len(lines)} {asked.who}, trong đó {ready} đủ điều kiện.",
        groups="KẾT QUẢ",
        names_people=not asked.of_units,
    )
    return send_listing(request, listing, name=f"du-dieu-kien-{code.lower().replace('_', '-')}-{asked.year}.pdf")


def _asked(request: OfficeRequest) -> Asked:
    """Read everything the page needs, once the person may ask it."""
    require(request.user, "awards.assess_office", who=WHO_ASSESSES)
    today, latest = timezone.localdate(), year_in_view(request)
    kind = UNIT if request.GET.get("phan") == COLLECTIVES else PERSON
    book = current_rulebook()
    field = read_field(request.user, kind, upto_year=latest).known_to(book)
    homes = {(one.unit, one.home) for one in field.candidates}
    years = [str(year) for year in range(latest, latest - YEARS, -1)]
    default = field.last_year or latest
    chosen = QualifyFilter(
        request.GET,
        unit=[("", "Mọi đơn vị"), *((str(pk), name) for pk, name in sorted(homes, key=lambda one: one[1]))],
        year=[("", f"{default} (gần nhất)"), *((year, year) for year in years)],
    )
    year = int(chosen.value("year") or default)
    return Asked(request.user, book, field, chosen, year, chosen.value("day") or today, today)


def _honour(asked: Asked, code: str) -> Honour:
    found = next((one for one in asked.field.honours if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _shares(asked: Asked) -> dict[str, Any] | None:
    """How many are rated excellently in each unit against the share that the rule book knows; it only warns."""
    found = asked.book.parameter("RATING_LEVELS", on=asked.received_on)
    if found is None or not found.content.get(SHARE):
        return None
    lines = excellent_by_unit(asked.year, parse_share(found.content[SHARE]))
    return (
        {"lines": lines, "source": spelled(found.citation), "sure": Confidence(found.confidence).label}
        if lines
        else None
    )


def _criteria(asked: Asked) -> str:
    """The year and the day first, whether or not they were chosen, then what else narrows the list."""
    said = [f"thành tích năm {asked.year}", f"hồ sơ nhận ngày {short_date(asked.received_on)}"]
    words = asked.filter.in_force
    said += [f"{asked.filter.fields[name].label}: {words[name]}" for name in words if name not in ("year", "day")]
    return "; ".join(said)


def _printed(lines: list[Line]) -> Iterator[PrintRow | GroupRow]:
    last = None
    for number, line in enumerate(lines, start=1):
        if line.standing != last:
            last = line.standing
            yield GroupRow(GROUPS[last])
        proposed = "đã đề nghị" if line.proposed_url else ""
        yield PrintRow((str(number), line.name, line.home, "\n".join(line.why), proposed))


def _frame(request: OfficeRequest, asked: Asked) -> dict[str, Any]:
    """What both pages show around their lists."""
    query = request.GET.copy()
    query.pop("trang", None)
    return {
        "filter": asked.filter,
        "year": asked.year,
        "received_on": short_date(asked.received_on),
        "part": COLLECTIVES if asked.of_units else "",
        "query": query.urlencode(),
    }


def _group_url(query: Any, group: Standing) -> str:
    other = query.copy()
    other["nhom"] = group.value
    return f"?{other.urlencode()}"
