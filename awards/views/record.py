"""The records: list of people and units, the page of one, one's own, on A4."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.forms.record import RecordFilter
from awards.models import Award, PersonPair, Rating
from awards.services.record_reading import collectives, note_printing, note_reading, people_seen, readings_of
from awards.services.record_rows import Subject, read_record
from awards.views.record_panels import main_panels, side_panels
from awards.views.years import LEVELS, years_grid
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models import Person
from plans.papers.content import Align, Column, GroupRow
from plans.papers.content import Row as PrintRow
from plans.views.listing import Listing, page_of, send_listing

UNITS = "tap-the"
TABS = (("", "Cá nhân"), (UNITS, "Tập thể"))
PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("{who}", 24),
    Column("ĐƠN VỊ", 22),
    Column("XẾP LOẠI GẦN NHẤT", 16),
    Column("DANH HIỆU GẦN NHẤT", 20),
    Column("HÌNH THỨC KHEN GẦN NHẤT", 22),
)
PRINTED_RECORD = (
    Column("NĂM, NGÀY", 16, Align.CENTER),
    Column("NỘI DUNG", 38),
    Column("QUYẾT ĐỊNH, GHI CHÚ", 46),
)


@require_safe
def record_list(request: OfficeRequest) -> HttpResponse:
    """Quá trình khen thưởng: people or units, each with the last that is known."""
    chosen, of_units = _filter(request), request.GET.get("phan") == UNITS
    page = page_of(request, _found(request, chosen, of_units=of_units))
    context = {
        "rows": [_line(no, row) for no, row in enumerate(page.object_list, start=page.start_index())],
        "page": page,
        "filter": chosen,
        "part": UNITS if of_units else "",
        "tabs": TABS,
        "counted": f"{page.paginator.count} {'tập thể' if of_units else 'người'}",
        "keeps": request.user.has_perm("awards.keep_records"),
        "merges": request.user.has_perm("awards.merge_people"),
        "query": request.GET.urlencode(),
    }
    return render(request, "awards/record_list.html", context)


@require_safe
def record_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    chosen, of_units = _filter(request), request.GET.get("phan") == UNITS
    who = "TẬP THỂ" if of_units else "HỌ VÀ TÊN"
    columns = [Column(column.title.format(who=who), column.width, column.align) for column in PRINTED]
    rows = []
    for number, found in enumerate(_found(request, chosen, of_units=of_units), start=1):
        line = _line(number, found)
        rows.append(
            PrintRow((str(number), line["name"], line["unit"], line["rating"], line["title"], line["commendation"]))
        )
    total = f"Cộng: {len(rows)} {'tập thể' if of_units else 'người'}."
    subject = f"Quá trình khen thưởng của {'tập thể' if of_units else 'cá nhân'}"
    listing = Listing("DANH SÁCH", subject, columns, rows, chosen.criteria, total, names_people=not of_units)
    return send_listing(request, listing, name="qua-trinh-khen-thuong.pdf")


@require_safe
def my_record(request: OfficeRequest) -> HttpResponse:
    """Quá trình của tôi; an account without a person has none."""
    if request.user.person is None:
        raise Http404
    return _person_page(request, request.user.person)


@require_safe
def person_record(request: OfficeRequest, pk: int) -> HttpResponse:
    """The record of one person."""
    return _person_page(request, get_object_or_404(people_seen(request.user).select_related("unit", "user"), pk=pk))


@require_safe
def unit_record(request: OfficeRequest, pk: int) -> HttpResponse:
    """The record of one unit; no personal data, so everybody reads it."""
    unit = get_object_or_404(collectives(), pk=pk)
    context = {**_context(request, unit), "unit": unit}
    return render(request, "awards/unit_record.html", context)


@require_safe
def person_record_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Quá trình of one person on A4, or as a sheet; kept in the audit each time."""
    person = get_object_or_404(people_seen(request.user).select_related("unit", "user"), pk=pk)
    note_printing(actor=request.user, person=person)
    return _printed(request, person, f"{person.full_name}, {person.unit.name}")


@require_safe
def unit_record_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Quá trình of one unit on A4, or as a sheet."""
    unit = get_object_or_404(collectives(), pk=pk)
    return _printed(request, unit, unit.name)


def _printed(request: OfficeRequest, subject: Subject, words: str) -> HttpResponse:
    record = read_record(subject, user=request.user)
    panels = [*main_panels(record, subject, user=request.user), *side_panels(record, subject, user=request.user)]
    rows: list[PrintRow | GroupRow] = []
    for panel in panels:
        if panel.entries:
            rows.append(GroupRow(panel.title))
            rows += [PrintRow((entry.when, entry.words, "\n".join(entry.below))) for entry in panel.entries]
    count = sum(isinstance(row, PrintRow) for row in rows)
    listing = Listing(
        "QUÁ TRÌNH KHEN THƯỞNG", words, PRINTED_RECORD, rows, "mọi năm", f"Cộng: {count} mục.", groups="LOẠI"
    )
    return send_listing(request, listing, name="qua-trinh-khen-thuong.pdf")


def _person_page(request: OfficeRequest, person: Person) -> HttpResponse:
    note_reading(actor=request.user, person=person)
    own = request.user.person_id == person.pk
    pairs = PersonPair.objects.filter(Q(first=person) | Q(second=person), verdict=PersonPair.Verdict.SAME)
    merged = list(pairs.select_related("kept", "first", "second", "decided_by__person"))
    context = {
        **_context(request, person),
        "person": person,
        "own": own,
        "readings": readings_of(person) if own else [],
        "gone_to": next((pair for pair in merged if pair.kept_id != person.pk), None),
        "came_in": [pair for pair in merged if pair.kept_id == person.pk],
    }
    return render(request, "awards/person_record.html", context)


def _context(request: OfficeRequest, subject: Subject) -> dict[str, Any]:
    record = read_record(subject, user=request.user)
    return {
        "grid": years_grid(subject, user=request.user, current=year_in_view(request), rows=record),
        "main": main_panels(record, subject, user=request.user),
        "side": side_panels(record, subject, user=request.user),
        "keeps": request.user.has_perm("awards.keep_records", subject),
    }


def _filter(request: OfficeRequest) -> RecordFilter:
    units = [
        (pk, short or name)
        for pk, name, short in collectives().order_by("order", "name").values_list("pk", "name", "short_name")
    ]
    return RecordFilter(request.GET, unit=[("", "Mọi đơn vị"), *units])


def _found(request: OfficeRequest, chosen: RecordFilter, *, of_units: bool) -> QuerySet[Any, Any]:
    """People one may see, or units, with the last rating, title and commendation: one query."""
    if of_units:
        rows: QuerySet[Any] = collectives().filter(is_active=True).order_by("order", "name")
        names, own, unit = ("name", "name"), "unit", "pk"
    else:
        rows = people_seen(request.user).filter(is_active=True).order_by("sort_key", "pk")
        names, own, unit = ("full_name", "unit__short_name"), "person", "unit"
    for word in chosen.key.split():
        found = Q(search_key__contains=word)
        rows = rows.filter(found if of_units else found | Q(unit__search_key__contains=word))
    if chosen.value("unit"):
        rows = rows.filter(**{unit: chosen.value("unit")})
    mine = {own: OuterRef("pk")}
    ratings = Rating.objects.filter(**mine).order_by("-year")
    titles = Award.objects.filter(title__isnull=False, revoked_on=None, **mine).order_by(
        "-year", "-title__level", "-title__order"
    )
    commendations = Award.objects.filter(commendation__isnull=False, revoked_on=None, **mine).order_by(
        "-year", "-commendation__order"
    )
    asked = {
        "rated": ratings.values("level"),
        "rated_in": ratings.values("year"),
        "titled": titles.values("title__name"),
        "titled_in": titles.values("year"),
        "commended": commendations.values("commendation__name"),
        "commended_in": commendations.values("year"),
    }
    rows = rows.annotate(**{name: Subquery(question[:1]) for name, question in asked.items()})
    long = "name" if of_units else "unit__name"
    return rows.values_list("pk", names[0], names[1], long, *asked)


def _line(number: int, row: tuple[Any, ...]) -> dict[str, Any]:
    pk, name, short, long, rated, rated_in, titled, titled_in, commended, commended_in = row
    return {
        "no": number,
        "pk": pk,
        "name": name,
        "unit": short or long,
        "rating": f"{LEVELS[rated]} ({rated_in})" if rated else "",
        "title": f"{titled} ({titled_in})" if titled else "",
        "commendation": f"{commended} ({commended_in})" if commended else "",
    }
