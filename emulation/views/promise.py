"""Lời hứa và kết quả: what was registered beside what came of it, in three lists that are never mixed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from emulation.forms.registration_list import INDIVIDUAL, PromiseFilter, TargetFilter, unit_choices
from emulation.models import Aim, Registration, Target
from emulation.rules.registration import NO_RESULT, OUTCOME_WORDS, Outcome, outcome_of
from emulation.sockets import Result, results
from emulation.views.registration_rows import in_order
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.views.cells import pill_html
from plans.views.listing import Listing, page_of, send_listing

TITLES, COMMENDATIONS, TARGETS = "danh-hieu", "hinh-thuc", "chi-tieu"
TABS = ((TITLES, "Danh hiệu thi đua"), (COMMENDATIONS, "Hình thức khen thưởng"), (TARGETS, "Chỉ tiêu"))
_LOOK = {Outcome.NONE: "idle", Outcome.MET: "done", Outcome.MISSED: "not"}
_WHERE = {TITLES: "title", COMMENDATIONS: "commendation"}
_MET = {Outcome.NONE.value: None, Outcome.MET.value: True, Outcome.MISSED.value: False}
Results = Mapping[tuple[str, int, str], Result]


class PromiseLine(NamedTuple):
    """One promise and what came of it."""

    number: int
    url: str
    subject: str
    unit: str
    promise: str
    result: str
    result_url: str
    outcome: Outcome
    reason: str

    @property
    def details(self) -> str:
        """The result where it says more than the pill."""
        return "" if self.result in (NO_RESULT, OUTCOME_WORDS[self.outcome]) else self.result

    @property
    def misses(self) -> bool:
        return self.outcome == Outcome.MISSED

    @property
    def pill(self) -> SafeString:
        return pill_html(_LOOK[self.outcome], OUTCOME_WORDS[self.outcome])


@require_safe
def promise(request: OfficeRequest) -> HttpResponse:
    """Đã đăng ký và đã đạt, theo từng danh hiệu, hình thức hoặc chỉ tiêu."""
    year, part, index = year_in_view(request), _part(request), UnitIndex.load()
    chosen = _read_filter(request, part, index)
    page = page_of(request, _promises(request, year, part, chosen))
    context: dict[str, Any] = {
        "year": year,
        "part": part,
        "tabs": TABS,
        "filter": chosen,
        "page": page,
        "rows": _lines(page.object_list, part, year, index, page.start_index()),  # type: ignore[arg-type]
        "counted": f"{page.paginator.count} mục",
        "print_query": f"{urlencode({'phan': part})}&{_conditions(request)}",
        "plugged": bool(list(results)),
    }
    return render(request, "emulation/promise.html", context)


@require_safe
def promise_print(request: OfficeRequest) -> HttpResponse:
    """The list in view on A4 or as a sheet."""
    year, part, index = year_in_view(request), _part(request), UnitIndex.load()
    chosen = _read_filter(request, part, index)
    lines = _lines(_promises(request, year, part, chosen), part, year, index)
    head = dict(TABS)[part]
    columns = (
        Column("TT", 6, Align.CENTER),
        Column("TẬP THỂ, CÁ NHÂN", 23),
        Column(f"{head.upper()} ĐĂNG KÝ", 27),
        Column("KẾT QUẢ", 15),
        Column("ĐÁNH GIÁ", 14),
        Column("LÝ DO KHÔNG ĐẠT", 18),
    )
    rows = [
        Row(
            (
                str(line.number),
                f"{line.subject}\n{line.unit}" if line.unit else line.subject,
                line.promise,
                line.result,
                OUTCOME_WORDS[line.outcome],
                line.reason,
            )
        )
        for line in lines
    ]
    met = sum(line.outcome == Outcome.MET for line in lines)
    listing = Listing(
        kind="BẢNG ĐỐI CHIẾU",
        subject=f"{head} đã đăng ký và kết quả năm {year}",
        columns=columns,
        rows=rows,
        criteria=chosen.criteria,
        total=f"Cộng: {len(lines)} mục, {met} mục đạt.",
        names_people=True,
    )
    return send_listing(request, listing, name=f"Đăng ký và kết quả năm {year}.pdf")


def _part(request: OfficeRequest) -> str:
    asked = request.GET.get("phan", "")
    return asked if asked in dict(TABS) else TITLES


def _conditions(request: OfficeRequest) -> str:
    """The conditions of the address without the part and the page."""
    kept = request.GET.copy()
    for name in ("phan", "trang"):
        kept.pop(name, None)
    return str(kept.urlencode())


def _read_filter(request: OfficeRequest, part: str, index: UnitIndex) -> PromiseFilter:
    return (TargetFilter if part == TARGETS else PromiseFilter)(request.GET, unit=unit_choices(index))


def _promises(request: OfficeRequest, year: int, part: str, chosen: PromiseFilter) -> QuerySet[Any]:
    """The promises of one list, in the order of the list of registrations."""
    seen = Registration.objects.visible_to(request.user).sent().filter(round__year=year)
    rows: QuerySet[Any] = Target.objects.filter(registration__in=seen)
    if part != TARGETS:
        rows = Aim.objects.filter(registration__in=seen, **{f"{_WHERE[part]}__isnull": False})
    for word in chosen.key.split():
        person = Q(registration__person__search_key__contains=word)
        rows = rows.filter(person | Q(registration__unit__search_key__contains=word))
    if unit := chosen.value("unit"):
        rows = rows.filter(Q(registration__unit=unit) | Q(registration__person__unit=unit))
    if kind := chosen.value("kind"):
        rows = rows.filter(registration__unit__isnull=kind == INDIVIDUAL)
    if part == TARGETS and (outcome := chosen.value("outcome")):
        rows = rows.filter(met=_MET[outcome])
    last = ("order", "pk") if part == TARGETS else (f"{_WHERE[part]}__order", "pk")
    return in_order(rows, "registration__", last)


def _lines(rows: QuerySet[Any], part: str, year: int, index: UnitIndex, first: int = 1) -> list[PromiseLine]:
    """One query, and what the app above knows of results."""
    columns = ("registration_id", "registration__unit_id", "registration__person_id")
    named = (*columns, "registration__person__full_name", "registration__person__unit_id", "gap_reason")
    lines = []
    known = _known(year) if part != TARGETS else {}
    own = (
        ("text", "planned", "achieved", "met")
        if part == TARGETS
        else (f"{_WHERE[part]}__name", f"{_WHERE[part]}__code")
    )
    for number, row in enumerate(rows.values_list(*named, *own), start=first):
        registration, unit, person, name, home, reason, *rest = row
        if part == TARGETS:
            text, planned, achieved, met = rest
            promised = f"{text} ({planned})" if planned else text
            found = Result(achieved, won=bool(met))
        else:
            promised, code = rest
            on_file = known.get(("unit", unit, code) if unit else ("person", person, code))
            found, met = on_file or Result("", won=False), on_file.won if on_file else None
        line = PromiseLine(
            number=number,
            url=reverse("emulation:registration", args=[registration]),
            subject=index[unit].name if unit else name,
            unit="" if unit else index[home].label,
            promise=promised,
            result=found.words or (NO_RESULT if met is None else OUTCOME_WORDS[outcome_of(met)]),
            result_url=found.url,
            outcome=outcome_of(met),
            reason=reason,
        )
        lines.append(line)
    return lines


def _known(year: int) -> Results:
    """Every result that is on file; none as long as nobody keeps them."""
    found: dict[tuple[str, int, str], Result] = {}
    for give in results:
        found |= give(year)
    return found
