"""The audit chain as the administrator reads it: filtered, in pages, and as a printed list."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_fsm import FSMField

from plans.forms.audit_filter import AuditFilter
from plans.http import OfficeRequest
from plans.models import AuditHead, User
from plans.papers.content import Align, Column, Row
from plans.rules.acts import act_words
from plans.rules.numbers import number_in_words
from plans.services import audit
from plans.views.acting import require
from plans.views.listing import MOST_IN_SHEET, Listing, listing_pdf, page_of, send_listing, wants_sheet
from plans.views.printing import answer_print

WHO = "Chỉ quản trị xem được nhật ký kiểm toán. Cần đối chiếu việc nào, anh, chị hỏi quản trị của cơ quan."
PRINT, TITLE = "audit", "Nhật ký kiểm toán"
MOST_PRINTED = 5000
COLUMNS = (
    Column("SỐ", 14, Align.RIGHT),
    Column("LÚC", 28),
    Column("NGƯỜI LÀM", 28),
    Column("VIỆC", 45),
    Column("ĐỐI TƯỢNG", 60),
    Column("GHI CHÚ", 45),
    Column("ĐỊA CHỈ MÁY", 27),
)
FIELDS = (
    *("number", "at", "actor_name", "act", "object_label"),
    *("object_type", "state_from", "state_to", "note", "address"),
)


class Line(NamedTuple):
    """One row as it is read."""

    number: int
    at: str
    actor: str
    act: str
    label: str
    note: str
    address: str


@require_safe
def audit_page(request: OfficeRequest) -> HttpResponse:
    """What happened, newest first."""
    require(request.user, "plans.see_audit", who=WHO)
    form = AuditFilter(request.GET)
    page = page_of(request, form.entries().values_list(*FIELDS))
    context = {
        "form": form,
        "page": page,
        "lines": _lines(page),
        "conditions": form.words(),
        "head": AuditHead.objects.first(),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/audit_list.html", context)


@require_safe
def audit_print(request: OfficeRequest) -> HttpResponse:
    """The same list as a paper or a sheet, with its filter; a long paper is made by the timer."""
    require(request.user, "plans.see_audit", who=WHO)
    if wants_sheet(request):
        return send_listing(request, _listing(request.GET, MOST_IN_SHEET), name=f"{TITLE}.xlsx")
    rows = min(AuditFilter(request.GET).entries().count(), MOST_PRINTED)
    audit.record(actor=request.user, act="audit.print", detail={"rows": rows, "filter": request.GET.urlencode()})
    params = {"query": request.GET.urlencode()}
    return answer_print(request, kind=PRINT, title=TITLE, params=params, rows=rows)


def make_audit_print(user: User, params: dict[str, Any]) -> bytes:
    """The PDF of the rows that a filter finds, at most the newest ``MOST_PRINTED``."""
    require(user, "plans.see_audit", who=WHO)
    return listing_pdf(user, _listing(QueryDict(str(params.get("query", ""))), MOST_PRINTED))


def _listing(query: QueryDict, most: int) -> Listing:
    """The newest ``most`` rows that the filter finds."""
    form = AuditFilter(query)
    lines = _lines(form.entries().values_list(*FIELDS)[:most])
    return Listing(
        kind="NHẬT KÝ KIỂM TOÁN",
        subject="",
        columns=COLUMNS,
        rows=[Row(tuple(map(str, line))) for line in lines],
        criteria="; ".join(form.words()) or "không lọc",
        total=f"Tổng số: {len(lines)} ({number_in_words(len(lines))}) dòng.",
        names_people=True,
    )


def _lines(rows: Iterable[tuple[Any, ...]]) -> list[Line]:
    return [_line(*row) for row in rows]


def _line(number: int, at: dt.datetime, actor: str, act: str, label: str, *rest: str) -> Line:
    kind, state_from, state_to, note, address = rest
    moved = " → ".join(_state_words(kind).get(state, state) for state in (state_from, state_to) if state)
    return Line(
        number=number,
        at=f"{timezone.localtime(at):%d/%m/%Y %H:%M:%S}",
        actor=actor or "Hệ thống",
        act=act_words(act),
        label=label,
        note=". ".join(part for part in (moved, note) if part),
        address=address,
    )


@functools.cache
def _state_words(kind: str) -> dict[str, str]:
    """What the states of a kind of record are called, of whatever app: the choices of its state fields."""
    try:
        fields = apps.get_model(kind)._meta.fields
    except (LookupError, ValueError):  # no record, or of a model that is gone
        return {}
    states = (field for field in fields if isinstance(field, FSMField))
    return {str(value): str(words) for field in states for value, words in field.flatchoices}
