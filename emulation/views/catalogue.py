"""The two catalogues: danh hiệu thi đua and hình thức khen thưởng. Two lists on two pages, never one column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import IntegerField, Q, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from emulation.forms.catalogue import ALL, FIELDS, OFF, CatalogueFilter, CommendationForm, TitleForm
from emulation.models import AppliesTo, Commendation, InitiativeNeed, Level, Title
from emulation.services.catalogue import WHO_KEEPS, change_entry
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.models import Confidence, LegalText, User
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.rules.text import fold
from plans.sockets import Citation
from plans.views.acting import act_on, require
from plans.views.cells import pill_html
from plans.views.conflict import render_conflict
from plans.views.listing import Listing, page_of, send_listing
from plans.views.record_history import steps_of

_COLUMNS = (
    *("pk", "code", "name", "legal_name", "applies_to", "level", "decided_by", "legal_text_id"),
    *("legal_text__kind", "legal_text__number", "legal_text__name", "article", "confidence", "in_use"),
)
PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("TÊN", 27),
    Column("ĐỐI TƯỢNG", 11, Align.CENTER),
    Column("CẤP", 12, Align.CENTER),
    Column("NGƯỜI QUYẾT ĐỊNH", 19),
    Column("CĂN CỨ", 28),
    Column("ĐỘ TIN CẬY", 16),
)


@dataclass(frozen=True)
class Shelf:
    """What differs between the two lists."""

    model: Any
    form: Any
    one: str
    many: str
    name: str

    @property
    def list_name(self) -> str:
        return f"emulation:{self.name}_list"

    @property
    def page_name(self) -> str:
        return f"emulation:{self.name}"

    @property
    def edit_name(self) -> str:
        return f"emulation:{self.name}_edit"

    @property
    def print_name(self) -> str:
        return f"emulation:{self.name}_print"


TITLES = Shelf(Title, TitleForm, "danh hiệu", "Danh hiệu thi đua", "title")
COMMENDATIONS = Shelf(Commendation, CommendationForm, "hình thức", "Hình thức khen thưởng", "commendation")


@dataclass(frozen=True)
class Line:
    """A line of a catalogue, its cells ready to show."""

    pk: int
    code: str
    name: str
    legal_name: str
    applies_to: str
    level: str
    decided_by: str
    text: int | None
    text_words: str
    article: str
    confidence: str
    initiative: str
    in_use: bool


@require_safe
def title_list(request: OfficeRequest) -> HttpResponse:
    """Danh hiệu thi đua."""
    return _list(request, TITLES)


@require_safe
def commendation_list(request: OfficeRequest) -> HttpResponse:
    """Hình thức khen thưởng."""
    return _list(request, COMMENDATIONS)


@require_safe
def title_print(request: OfficeRequest) -> HttpResponse:
    """Danh hiệu thi đua on A4, or as a sheet."""
    return _print(request, TITLES)


@require_safe
def commendation_print(request: OfficeRequest) -> HttpResponse:
    """Hình thức khen thưởng on A4, or as a sheet."""
    return _print(request, COMMENDATIONS)


@require_safe
def title(request: OfficeRequest, pk: int) -> HttpResponse:
    """One title."""
    return _page(request, TITLES, pk)


@require_safe
def commendation(request: OfficeRequest, pk: int) -> HttpResponse:
    """One form of commendation."""
    return _page(request, COMMENDATIONS, pk)


def title_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a title."""
    return _edit(request, TITLES, pk)


def commendation_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a form of commendation."""
    return _edit(request, COMMENDATIONS, pk)


def _list(request: OfficeRequest, shelf: Shelf) -> HttpResponse:
    chosen = CatalogueFilter(request.GET)
    page = page_of(request, _found(shelf, chosen))
    rows = [
        {"no": number, "line": line, "url": reverse(shelf.page_name, args=[line.pk]), "state": _state(line.in_use)}
        for number, line in enumerate(page.object_list, start=page.start_index())
    ]
    context = {
        "rows": rows,
        "page": page,
        "shelf": shelf,
        "other": COMMENDATIONS if shelf is TITLES else TITLES,
        "filter": chosen,
        "counted": f"{page.paginator.count} {shelf.one}",
        "shows_initiative": shelf is TITLES,
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/catalogue_list.html", context)


def _print(request: OfficeRequest, shelf: Shelf) -> HttpResponse:
    chosen = CatalogueFilter(request.GET)
    rows = [
        PrintRow(
            (
                str(number),
                "\n".join(part for part in (line.name, f"({line.legal_name})" if line.legal_name else "") if part),
                line.applies_to,
                line.level,
                line.decided_by,
                "\n".join(part for part in (line.text_words, line.article) if part),
                line.confidence,
            )
        )
        for number, line in enumerate(_found(shelf, chosen), start=1)
    ]
    subject, total = shelf.many, f"Cộng: {len(rows)} {shelf.one}."
    listing = Listing("DANH MỤC", subject, PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name=f"{fold(subject).replace(' ', '-')}.pdf")


def _page(request: OfficeRequest, shelf: Shelf, pk: int) -> HttpResponse:
    entry = get_object_or_404(shelf.model.objects.select_related("legal_text"), pk=pk)
    context = {
        "entry": entry,
        "shelf": shelf,
        "state": _state(entry.in_use),
        "steps": steps_of(entry, [name for name in FIELDS if name != "legal_text"], seeded=True),
        "keeps": request.user.has_perm("emulation.keep_catalogue"),
    }
    return render(request, "emulation/catalogue_entry.html", context)


def _edit(request: OfficeRequest, shelf: Shelf, pk: int) -> HttpResponse:
    require(request.user, "emulation.keep_catalogue", who=WHO_KEEPS)
    entry, back = get_object_or_404(shelf.model, pk=pk), reverse(shelf.page_name, args=[pk])
    form = shelf.form(instance=entry, initial={"version": entry.version})
    if request.method == "POST":
        form = shelf.form(request.POST, instance=get_object_or_404(shelf.model, pk=pk))
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, form, entry)):
                messages.success(request, f"Đã lưu {form.cleaned_data['name']}.")
                return redirect(back)
        except EditConflict as conflict:
            return render_conflict(request, title=entry.name, form=form, conflict=conflict, back_url=back)
    context = {"form": form, "entry": entry, "shelf": shelf, "back_url": back}
    return render(request, "emulation/catalogue_form.html", context)


def _save(request: OfficeRequest, form: Any, entry: Any) -> None:
    seen, key = form.cleaned_data["version"], submit_key(request)
    change_entry(actor=request.user, entry=entry, values=form.values, seen=seen, key=key)


def _found(shelf: Shelf, chosen: CatalogueFilter) -> list[Line]:
    """The lines that the filter lets through, in the order of the catalogue: one query."""
    entries = shelf.model.objects.order_by("order", "name")
    if kind := chosen.value("kind"):
        entries = entries.filter(Q(applies_to=kind) | Q(applies_to=AppliesTo.BOTH))
    if level := chosen.value("level"):
        entries = entries.filter(level=level)
    state = chosen.value("state")
    if state != ALL:
        entries = entries.filter(in_use=state != OFF)
    columns = (*_COLUMNS, "initiative") if shelf is TITLES else _COLUMNS
    lines = _lines(entries.values_list(*columns))
    words = chosen.key.split()
    return [line for line in lines if all(word in fold(f"{line.name} {line.legal_name} {line.code}") for word in words)]


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterable[Line]:
    for row in rows:
        pk, code, name, legal, to, level, decides, text, kind, number, text_name, article, sure, used, *need = row
        text_words = f"{LegalText.Kind(kind).label} số {number}" if number else text_name or ""
        yield Line(
            pk=pk,
            code=code,
            name=name,
            legal_name=legal,
            applies_to=str(AppliesTo(to).label),
            level=str(Level(level).label),
            decided_by=decides,
            text=text,
            text_words=text_words,
            article=article,
            confidence=str(Confidence(sure).label),
            initiative=str(InitiativeNeed(need[0]).label) if need else "",
            in_use=used,
        )


def _state(in_use: bool) -> SafeString:
    return pill_html("done", "Đang dùng") if in_use else pill_html("off", "Đang tắt")


def entries_citing(user: User, text: LegalText) -> Iterable[Citation]:  # noqa: ARG001 (the shape of the socket)
    """Lines in use of both catalogues whose citation is ``text``: one query."""
    titles, commendations = (
        shelf.model.objects.filter(legal_text=text, in_use=True)
        .order_by()
        .values_list(Value(place, IntegerField()), "order", "pk", "name", "article")
        for place, shelf in enumerate((TITLES, COMMENDATIONS))
    )
    for place, _order, pk, name, article in sorted(titles.union(commendations, all=True)):
        shelf = (TITLES, COMMENDATIONS)[place]
        yield Citation(kind=shelf.many, title=name, url=reverse(shelf.page_name, args=[pk]), detail=article)
