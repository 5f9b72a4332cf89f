"""Bộ bàn giao of a submission: what will be in it and what is missing, then the sheet and the ZIP; its columns."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.letter import LayoutForm
from awards.models import AwardLetter, LetterState, Track
from awards.rules.pack import UNKNOWN_SOURCE, columns_from
from awards.services import pack as service
from awards.services.letter import WHO_WRITES
from awards.services.letter_answer import ONLY_SUBMISSIONS
from awards.views.letter import frame_of, seen_letter
from emulation.views.record_form import record_form
from plans.errors import DomainError
from plans.http import OfficeRequest, submit_key
from plans.rules.archive import size_words
from plans.services.dossier_file import MOST_AT_ONCE
from plans.views.acting import require
from plans.views.files import XLSX, send_bytes
from plans.views.printing import answer_print

MOST_SHOWN = 50


@require_safe
def pack(request: OfficeRequest, pk: int) -> HttpResponse:
    """The pack before it is downloaded: rows, files in their order, what each dossier lacks."""
    letter = _letter(request, pk)
    if not letter.is_submission:
        messages.info(request, ONLY_SUBMISSIONS)
        return redirect("awards:letter", pk)
    found = service.pack_of(letter, user=request.user)
    if found.needs_personal:
        service.note_reading(user=request.user, letter=letter)
    context = {
        **frame_of(letter).context,
        "heads": [column.head for column in found.columns],
        "table": found.table[:MOST_SHOWN],
        "more": max(len(found.rows) - MOST_SHOWN, 0),
        "hidden": found.hidden,
        "checklist": [(row.nominee, row.files, row.missing, row.twice_reason) for row in found.rows],
        "lacking": len(found.lacking),
        "names": found.names,
        "files": len(found.files),
        "size": size_words(found.size),
        "source": found.source,
        "unknown": UNKNOWN_SOURCE,
        "ready": letter.state == LetterState.ISSUED,
        "not_issued": service.NOT_ISSUED,
        "personal": found.needs_personal,
    }
    return render(request, "awards/pack.html", context)


@require_safe
def pack_xlsx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sheet alone."""
    letter = _letter(request, pk)
    try:
        data = service.make_sheet(request.user, letter)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("awards:pack", pk)
    return send_bytes(data, name=f"{_stem(letter)}.xlsx", content_type=XLSX)


@require_safe
def pack_zip(request: OfficeRequest, pk: int) -> HttpResponse:
    """Everything; a heavy one is packed by the timer."""
    letter = _letter(request, pk)
    size = service.weight_of(letter)
    heavy = f"tệp kèm theo nặng {size_words(size)}" if size > MOST_AT_ONCE else ""
    try:
        return answer_print(
            request, kind=service.ZIP_KIND, title=_stem(letter), params={"letter": letter.pk}, rows=0, heavy=heavy
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("awards:pack", pk)


def pack_layout_edit(request: OfficeRequest, track: str) -> HttpResponse:
    """Các cột của mẫu bàn giao of a track."""
    require(request.user, "awards.send_up", who=WHO_WRITES)
    if track not in Track.values:
        raise Http404
    layout = service.layout_of(track)
    columns = columns_from(layout.columns, track)
    form = LayoutForm(initial={"source": layout.source, "version": layout.version}, columns=columns)
    if request.method == "POST":
        form = LayoutForm(request.POST, columns=columns)

    def act() -> object:
        return service.save_layout(
            actor=request.user,
            track=track,
            columns=form.columns,
            source=form.cleaned_data["source"],
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    return record_form(
        request,
        form,
        act,
        template="awards/pack_layout.html",
        context={"track": Track(track).label, "unknown": "" if layout.source else UNKNOWN_SOURCE},
        title=f"Cột của mẫu bàn giao, hệ {Track(track).label}",
        done="Đã lưu các cột của mẫu bàn giao.",
        back=reverse("awards:letter_list"),
        theirs=lambda saved: {"source": saved.source},
    )


def _letter(request: OfficeRequest, pk: int) -> AwardLetter:
    letter = seen_letter(request, pk)
    require(request.user, "awards.send_up", letter, who=WHO_WRITES)
    return letter


def _stem(letter: AwardLetter) -> str:
    """ "Bo ban giao to trinh 12"; what the number's slash would do in a name is spared."""
    return f"Bộ bàn giao tờ trình {letter.number.replace('/', '-') or 'dự thảo'}"
