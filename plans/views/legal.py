"""Văn bản pháp luật: the shelf of texts that papers and rules cite, with the days on which each is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from plans.errors import EditConflict
from plans.forms.legal import LegalFilter, LegalTextForm
from plans.http import OfficeRequest, submit_key
from plans.models import Confidence, LegalText, User
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.rules.legal import FORCE_WORDS, Force, force_on
from plans.services import legal as service
from plans.services.legal_citing import citations_of
from plans.sockets import SearchHit, SearchSource
from plans.views.acting import act_on, require
from plans.views.cells import pill_html
from plans.views.conflict import render_conflict
from plans.views.listing import Listing, page_of, send_listing
from plans.views.record_history import steps_of

PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("VĂN BẢN", 31),
    Column("BAN HÀNH", 12, Align.CENTER),
    Column("HIỆU LỰC", 18, Align.CENTER),
    Column("TÌNH TRẠNG", 13),
    Column("ĐỘ TIN CẬY", 17),
    Column("GHI CHÚ", 34),
)
NOTED = 90  # letters of the note that stand in for a name
_LOOK = {
    Force.IN_FORCE: ("done", "circle-check"),
    Force.LAPSED: ("off", "circle-x"),
    Force.TO_COME: ("await", "calendar-clock"),
    Force.UNKNOWN: ("warn", "circle-question-mark"),
}
_LISTED = (*("pk", "kind", "number", "name", "issued_on", "effective_from", "effective_to", "confidence", "note"),)


class Line(NamedTuple):
    """A text in the list, its cells ready to show."""

    pk: int
    title: str
    name: str
    second: str
    issued: str
    days: str
    force: Force
    confidence: str
    note: str

    @property
    def state(self) -> str:
        return FORCE_WORDS[self.force]


def force_pill(force: Force) -> SafeString:
    """Đang có hiệu lực, hết hiệu lực, chưa có, chưa rõ."""
    look, icon = _LOOK[force]
    return pill_html(look, FORCE_WORDS[force], icon)


@require_safe
def legal_list(request: OfficeRequest) -> HttpResponse:
    """The shelf."""
    chosen, today = LegalFilter(request.GET), timezone.localdate()
    page = page_of(request, _found(chosen, today))
    rows = [
        {
            "no": number,
            "line": line,
            "force": force_pill(line.force),
            "url": reverse("plans:legal_text", args=[line.pk]),
        }
        for number, line in enumerate(_lines(page.object_list, today), start=page.start_index())
    ]
    context = {
        "rows": rows,
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} văn bản",
        "keeps": request.user.has_perm("plans.keep_legal_texts"),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/legal_list.html", context)


@require_safe
def legal_print(request: OfficeRequest) -> HttpResponse:
    """The shelf on A4, or as a sheet."""
    chosen, today = LegalFilter(request.GET), timezone.localdate()
    rows = [
        PrintRow(
            (
                str(number),
                "\n".join(part for part in (line.title, line.name) if part),
                line.issued or "chưa rõ",
                line.days,
                line.state,
                line.confidence,
                line.note,
            )
        )
        for number, line in enumerate(_lines(_found(chosen, today), today), start=1)
    ]
    total = f"Cộng: {len(rows)} văn bản. Tình trạng tính đến ngày {today:%d/%m/%Y}."
    listing = Listing("DANH MỤC", "Văn bản pháp luật về thi đua, khen thưởng", PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name="van-ban-phap-luat.pdf")


@require_safe
def legal_text(request: OfficeRequest, pk: int) -> HttpResponse:
    """One text: its days, how sure they are, and who still cites it once it has lapsed."""
    text, today = get_object_or_404(LegalText, pk=pk), timezone.localdate()
    force = force_on(today, begins=text.effective_from, ends=text.effective_to)
    context = {
        "text": text,
        "force": force_pill(force),
        "days": _days(text.effective_from, text.effective_to),
        "lapsed": force == Force.LAPSED,
        "citations": citations_of(request.user, text) if force == Force.LAPSED else [],
        "steps": steps_of(text, LegalTextForm.Meta.fields, seeded=True),
        "keeps": request.user.has_perm("plans.keep_legal_texts"),
    }
    return render(request, "plans/legal_text.html", context)


def legal_text_add(request: OfficeRequest) -> HttpResponse:
    """Add a text to the shelf."""
    require(request.user, "plans.keep_legal_texts", who=service.WHO_KEEPS)
    form = LegalTextForm(request.POST) if request.method == "POST" else LegalTextForm()
    made: list[LegalText] = []
    if form.is_bound and form.is_valid() and act_on(form, lambda: made.append(_save(request, form, None))):
        return redirect("plans:legal_text", made[0].pk)
    context = {"form": form, "title": "Thêm văn bản pháp luật", "back_url": reverse("plans:legal_list")}
    return render(request, "plans/legal_form.html", context)


def legal_text_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a text."""
    require(request.user, "plans.keep_legal_texts", who=service.WHO_KEEPS)
    text, back = get_object_or_404(LegalText, pk=pk), reverse("plans:legal_text", args=[pk])
    form = LegalTextForm(instance=text, initial={"version": text.version})
    if request.method == "POST":
        form = LegalTextForm(request.POST, instance=get_object_or_404(LegalText, pk=pk))
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, form, text)):
                return redirect(back)
        except EditConflict as conflict:
            return render_conflict(request, title=str(text), form=form, conflict=conflict, back_url=back)
    context = {"form": form, "text": text, "title": f"Sửa {text}", "back_url": back}
    return render(request, "plans/legal_form.html", context)


def _save(request: OfficeRequest, form: LegalTextForm, text: LegalText | None) -> LegalText:
    saved = service.save_legal_text(
        actor=request.user,
        text=text,
        values=form.values,
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )
    messages.success(request, f"Đã lưu {saved}.")
    return saved


def _found(chosen: LegalFilter, today: dt.date) -> QuerySet[LegalText]:
    texts = LegalText.objects.all()
    for word in chosen.key.split():
        texts = texts.filter(search_key__contains=word)
    if kind := chosen.value("kind"):
        texts = texts.filter(kind=kind)
    if state := chosen.value("state"):
        texts = texts.filter(_with_force(Force(state), today))
    if day := chosen.value("day"):
        texts = texts.in_force(day)
    ranks = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(LegalText.Kind.values)))
    return texts.order_by(ranks, "-effective_from", "number", "pk")


def _with_force(force: Force, day: dt.date) -> Q:
    """What ``force_on`` says, asked of the database."""
    lapsed = Q(effective_to__isnull=False, effective_to__lt=day)
    return {
        Force.LAPSED: lapsed,
        Force.UNKNOWN: Q(effective_from__isnull=True) & ~lapsed,
        Force.IN_FORCE: Q(effective_from__lte=day) & ~lapsed,
        Force.TO_COME: Q(effective_from__gt=day) & ~lapsed,
    }[force]


def _lines(texts: Any, today: dt.date) -> Iterable[Line]:
    """One query."""
    for pk, kind, number, name, issued, begins, ends, confidence, note in texts.values_list(*_LISTED):
        yield Line(
            pk=pk,
            title=f"{LegalText.Kind(kind).label} số {number}" if number else name,
            name=name if number else "chưa có số",
            second=(name or Truncator(note).chars(NOTED)) if number else "chưa có số",
            issued=f"{issued:%d/%m/%Y}" if issued else "",
            days=_days(begins, ends),
            force=force_on(today, begins=begins, ends=ends),
            confidence=str(Confidence(confidence).label),
            note=note,
        )


def _days(begins: dt.date | None, ends: dt.date | None) -> str:
    """«từ 01/07/2025 đến 01/03/2027» and its incomplete forms."""
    if begins is None and ends is None:
        return "chưa xác minh"
    first = f"từ {begins:%d/%m/%Y}" if begins else "ngày đầu chưa xác minh"
    return f"{first} đến {ends:%d/%m/%Y}" if ends else first


def legal_texts_to_search(user: User) -> Iterable[SearchSource]:  # noqa: ARG001 - law is public
    """Legal texts by number and name."""
    yield SearchSource(
        kind="Văn bản pháp luật",
        icon="scale",
        rows=LegalText.objects.all(),
        text="number",
        columns=("kind", "number", "name", "effective_from", "effective_to"),
        hit=_hit,
        order=("-effective_from", "pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    force = force_on(timezone.localdate(), begins=row["effective_from"], ends=row["effective_to"])
    title = f"{LegalText.Kind(row['kind']).label} số {row['number']}" if row["number"] else row["name"]
    return SearchHit(
        title=title,
        url=reverse("plans:legal_text", args=[row["pk"]]),
        detail=row["name"] if row["number"] else "",
        badge=FORCE_WORDS[force],
    )
