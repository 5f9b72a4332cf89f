"""Sổ khen thưởng: titles and commendations in two tabs, never in one list; and what is posted inside the office."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.award_register import RegisterFilter
from awards.models import Award
from awards.rules.money import dotted
from awards.services.award_register import in_order, posted_on, registered, totals
from awards.services.award_statistics import given_in
from awards.views.statistic_cells import behind, cell_asked
from emulation.models import Commendation, Level, Title
from plans.http import OfficeRequest
from plans.models import Unit, User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.services.together import together
from plans.views.listing import Listing, page_of, send_listing

TITLES, COMMENDATIONS = "danh-hieu", "hinh-thuc"
NAMES = {TITLES: "Danh hiệu thi đua", COMMENDATIONS: "Hình thức khen thưởng"}
NOT_KNOWN = "chưa xác định"
FEWEST_TOLD = 5  # people of whom the number of women says nothing of one


class RegisterLine(NamedTuple):
    """An award in the register. ``struck`` says which later decision annulled it."""

    number: int
    name: str
    url: str
    unit: str
    is_unit: bool
    honour: str
    level: str
    year: int
    paper: str
    day: str
    paper_url: str
    money: str
    struck: str
    amended: str
    amended_url: str
    certificate_url: str


@require_safe
def award_register(request: OfficeRequest) -> HttpResponse:
    """The register: one tab of it, filtered, with its sum."""
    part, user = _part(request), request.user
    chosen = _filter(request, part)
    rows = _found(user, chosen, part)
    page = page_of(request, in_order(rows))
    counted = totals(rows)
    sees = user.has_perm("awards.see_money")
    other = COMMENDATIONS if part == TITLES else TITLES
    others = _found(user, chosen, other).count()
    query = request.GET.copy()
    query["phan"] = part
    context = {
        "rows": _lines(page.object_list, page.start_index(), user),
        "page": page,
        "filter": chosen,
        "counted": _count_words(counted, user),
        "query": query.urlencode(),
        "part": part,
        "honour_head": NAMES[part],
        "tabs": [
            (slug, name, counted["lines"] if slug == part else others, _tab_query(request, slug))
            for slug, name in NAMES.items()
        ],
        "total": counted,
        "money": dotted(counted["money"]),
        "sees": sees,
        "prints": request.user.has_perm("awards.print_certificates"),
    }
    return render(request, "awards/award_register.html", context)


@require_safe
def award_register_print(request: OfficeRequest) -> HttpResponse:
    """The same tab on A4, or as a sheet."""
    part, user = _part(request), request.user
    chosen = _filter(request, part)
    found = _found(user, chosen, part)
    sees = user.has_perm("awards.see_money")
    rows = [Row(_cells(line, sees=sees)) for line in _lines(in_order(found), 1, user)]
    counted = totals(found)
    money = f" Tiền thưởng: {dotted(counted['money'])} đồng." if sees else ""
    total = f"Cộng: {_count_words(counted, user)}.{money}"
    subject = f"Sổ khen thưởng: {NAMES[part].lower()}"
    columns = _columns(part, sees=sees)
    listing = Listing("DANH SÁCH", subject, columns, rows, chosen.criteria, total, names_people=True)
    return send_listing(request, listing, name="so-khen-thuong.pdf")


@require_safe
def publicity(request: OfficeRequest) -> HttpResponse:
    """Công khai inside the office: the issued decisions within their days, for every account."""
    rows = posted_on(timezone.localdate()).values_list("pk", "number", "issued_on", "abstract", "posted_to")
    page = page_of(request, rows)
    return render(request, "awards/publicity.html", {"rows": page.object_list, "page": page})


def _part(request: OfficeRequest) -> str:
    return COMMENDATIONS if request.GET.get("phan") == COMMENDATIONS else TITLES


def _tab_query(request: OfficeRequest, slug: str) -> str:
    query = request.GET.copy()
    query["phan"] = slug
    for dropped in ("trang", "danh-hieu"):
        query.pop(dropped, None)
    return query.urlencode()


def _filter(request: OfficeRequest, part: str) -> RegisterFilter:
    """The choices of the bar, and the awards of the statistics' cell asked for: one query."""
    place = cell_asked(request)
    model = Title if part == TITLES else Commendation
    years, honours, units, *given = together(
        [
            Award.objects.visible_to(request.user).order_by("-year").values_list("year").distinct(),
            model._default_manager.order_by("order", "name").values_list("code", "name"),
            Unit.objects.filter(is_active=True).order_by("order", "name").values_list("pk", "short_name", "name"),
            *([given_in(place.span)] if place else ()),
        ]
    )
    cell = behind(request.user, place, given[0]) if place else None
    every = "Tất cả danh hiệu" if part == TITLES else "Tất cả hình thức"
    chosen = RegisterFilter(
        request.GET,
        honour="Danh hiệu" if part == TITLES else "Hình thức",
        cell=[("", ""), *([(cell.address, cell.words)] if cell else [])],
        year=[("", "Mọi năm"), *((str(year), str(year)) for (year,) in years)],
        title=[("", every), *honours],
        unit=[("", "Tất cả đơn vị"), *((str(pk), short or name) for pk, short, name in units)],
    )
    chosen.behind = cell.keys if cell else None
    return chosen


def _found(user: User, chosen: RegisterFilter, part: str) -> QuerySet[Award]:
    rows = registered(user, titles=part == TITLES)
    honour = "title" if part == TITLES else "commendation"
    for word in chosen.key.split():
        rows = rows.filter(Q(person__search_key__contains=word) | Q(unit__search_key__contains=word))
    if year := chosen.value("year"):
        rows = rows.filter(year=int(year))
    if code := chosen.value("title"):
        rows = rows.filter(**{f"{honour}__code": code})
    if level := chosen.value("level"):
        rows = rows.filter(**{f"{honour}__level": level})
    if unit := chosen.value("unit"):
        rows = rows.filter(Q(unit=unit) | Q(person__unit=unit))
    if whom := chosen.value("kind"):
        rows = rows.filter(unit__isnull=whom == "ca-nhan")
    if chosen.behind is not None:
        rows = rows.filter(pk__in=chosen.behind)
    return rows


_LEVELS = {Level.UNIT: "Sở", Level.PROVINCE: "Tỉnh", Level.MINISTRY: "Bộ", Level.STATE: "Nhà nước"}


def _lines(found: Any, first: int, user: User) -> list[RegisterLine]:
    names = ("awards.see_money", "plans.see_drafts", "awards.print_certificates")
    sees, drafts, prints = (user.has_perm(name) for name in names)
    return [_line(place, row, sees=sees, drafts=drafts, prints=prints) for place, row in enumerate(found, first)]


def _line(place: int, row: tuple[Any, ...], *, sees: bool, drafts: bool, prints: bool) -> RegisterLine:
    _, person, unit, who, where, honour, level, _kind, year, number, day, revoked, by, decision, letter, amount = row[
        :16
    ]
    latest, latest_number = row[16:]
    paper_url = reverse("awards:decision", args=[decision]) if decision else ""
    if not decision and letter and drafts:
        paper_url = reverse("awards:letter", args=[letter])
    gives = prints and decision and not revoked
    money = ""
    if sees:
        money = dotted(amount) if amount is not None else NOT_KNOWN
    return RegisterLine(
        number=place,
        name=who,
        url=reverse("awards:unit_record", args=[unit]) if unit else reverse("awards:person_record", args=[person]),
        unit=where or "",
        is_unit=unit is not None,
        honour=honour,
        level=_LEVELS[Level(level)],
        year=year,
        paper=f"Số {number}" if number else "",
        day=short_date(day) if day else "",
        paper_url=paper_url,
        money=money,
        struck=f"Hủy bỏ theo Quyết định số {by} ngày {short_date(revoked)}" if revoked else "",
        amended=f"sửa đổi theo số {latest_number}" if latest != decision else "",
        amended_url=reverse("awards:decision", args=[latest]) if latest != decision else "",
        certificate_url=reverse("awards:certificates", args=[latest]) if gives else "",
    )


def _count_words(counted: dict[str, int], user: User) -> str:
    """ "10 dòng, gồm 8 cá nhân (nữ 4) và 2 tập thể": never one sum of people and collectives that stand.

    How many women tells the sex of the few whom a filter leaves: only who may know it is told of fewer than five.
    """
    told = counted["people"] >= FEWEST_TOLD or user.has_perm("plans.see_personal_data")
    women = f" (nữ {counted['women']})" if told else ""
    people = f"{counted['people']} cá nhân{women}" if counted["people"] else ""
    units = f"{counted['units']} tập thể" if counted["units"] else ""
    said = " và ".join(filter(None, (people, units)))
    revoked = f", {counted['revoked']} dòng đã hủy bỏ" if counted["revoked"] else ""
    return f"{counted['lines']} dòng{f', gồm {said}' if said else ''}{revoked}"


def _columns(part: str, *, sees: bool) -> tuple[Column, ...]:
    money = (Column("TIỀN THƯỞNG (đồng)", 11, Align.RIGHT),) if sees else ()
    return (
        Column("TT", 5, Align.CENTER),
        Column("CÁ NHÂN, TẬP THỂ", 20 if sees else 25),
        Column("ĐƠN VỊ", 14),
        Column("DANH HIỆU" if part == TITLES else "HÌNH THỨC", 19 if sees else 22),
        Column("CẤP", 7),
        Column("NĂM", 6, Align.CENTER),
        Column("QUYẾT ĐỊNH", 18 if sees else 21),
        *money,
    )


def _cells(line: RegisterLine, *, sees: bool) -> tuple[str, ...]:
    paper = "\n".join(filter(None, (line.paper, line.day and f"ngày {line.day}", line.amended, line.struck)))
    name = f"{line.name}\n(tập thể)" if line.is_unit else line.name
    cells = (str(line.number), name, line.unit, line.honour, line.level, str(line.year), paper)
    return (*cells, line.money) if sees else cells
