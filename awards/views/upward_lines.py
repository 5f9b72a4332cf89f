"""Hồ sơ đã trình: the list of the dossiers that went up, with what came back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.forms.letter import LineFilter
from awards.models import Answer, LetterState
from awards.views.upward_rows import dossier_lines, in_line_order, line_rows, lines_seen
from plans.http import OfficeRequest
from plans.models import User
from plans.papers.content import Align, Column, Row
from plans.views.listing import Listing, page_of, send_listing

PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("TẬP THỂ, CÁ NHÂN", 21),
    Column("ĐỀ NGHỊ", 21),
    Column("HỆ TRÌNH", 9),
    Column("TỜ TRÌNH, GỬI, TIẾP NHẬN", 17),
    Column("TÌNH TRẠNG", 12),
    Column("TRẢ LỜI CỦA CẤP TRÊN", 18),
)


@require_safe
def line_list(request: OfficeRequest) -> HttpResponse:
    """Hồ sơ đã trình: every dossier of every letter one sees, with what came back."""
    chosen = _filter(request)
    page = page_of(request, line_rows(_found(request.user, chosen), request.user))
    context = {
        "rows": dossier_lines(page.object_list, page.start_index()),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} hồ sơ",
        "query": request.GET.urlencode(),
        "drafts": request.user.has_perm("plans.see_drafts"),
    }
    return render(request, "awards/upward_lines.html", context)


@require_safe
def line_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4, or as a sheet."""
    chosen = _filter(request)
    lines = dossier_lines(line_rows(_found(request.user, chosen), request.user))
    rows = [
        Row(
            (
                str(line.number),
                "\n".join(filter(None, (line.name, line.unit))),
                f"{line.honour}\nnăm {line.year}",
                line.track,
                "\n".join(filter(None, (line.letter, line.sent and f"gửi {line.sent}", line.receipt))),
                line.state,
                "\n".join(filter(None, (line.answer, line.note))),
            )
        )
        for line in lines
    ]
    total = f"Cộng: {len(rows)} hồ sơ."
    listing = Listing(
        "DANH SÁCH", "Hồ sơ khen thưởng trình cấp trên", PRINTED, rows, chosen.criteria, total, names_people=True
    )
    return send_listing(request, listing, name="ho-so-trinh-cap-tren.pdf")


def _filter(request: OfficeRequest) -> LineFilter:
    years = lines_seen(request.user).order_by("-letter__year").values_list("letter__year", flat=True).distinct()
    return LineFilter(request.GET, year=[("", "Mọi năm"), *((str(year), str(year)) for year in years)])


def _found(user: User, chosen: LineFilter) -> Any:
    rows = lines_seen(user)
    for word in chosen.key.split():
        person = Q(nomination__person__search_key__contains=word)
        rows = rows.filter(person | Q(nomination__unit__search_key__contains=word))
    if track := chosen.value("track"):
        rows = rows.filter(letter__track=track)
    if year := chosen.value("year"):
        rows = rows.filter(letter__year=int(year))
    if outcome := chosen.value("outcome"):
        rows = rows.filter(OUTCOMES[outcome])
    return in_line_order(rows)


_ISSUED = Q(letter__state=LetterState.ISSUED)
OUTCOMES: dict[str, Q] = {
    "dang-lap": ~_ISSUED,
    Answer.WAITING: _ISSUED & Q(answer=Answer.WAITING),
    Answer.GRANTED: Q(answer=Answer.GRANTED),
    Answer.REFUSED: Q(answer=Answer.REFUSED),
    Answer.RETURNED: Q(answer=Answer.RETURNED),
    "khong": Q(answer__in=(Answer.REFUSED, Answer.RETURNED)),
}
