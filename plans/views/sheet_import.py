"""Taking a spreadsheet in: the upload, its dry run and the confirmation, three faces of one page; then all or nothing.

Between the dry run and the confirmation the rows travel in the page, signed for the person who uploaded them, so that
nothing lies about in a file that was never taken in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from plans.errors import AlreadyDone, DomainError
from plans.forms.person import SheetForm
from plans.http import OfficeRequest, submit_key
from plans.services.sheet_file import DryRun, Fault

KEPT_SECONDS = 2 * 60 * 60
EXPIRED = "Lần xem thử đã quá hai giờ hoặc không còn dùng được. Chọn tệp và xem thử lại."
Rows = list[dict[str, Any]]


class DryLine(NamedTuple):
    """One row of the dry run: its cells, a pill, what is wrong and what would change (field, before, after)."""

    number: int
    cells: tuple[str, ...]
    pill: str
    words: str
    faults: Sequence[Fault]
    changes: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class SheetImport:
    """What a topic gives: how its sheet is read, tried and carried out, and the words of its page.

    ``apply`` gets the rows, the digest of the dry run and the one-time key, and says what was done.
    """

    salt: str
    template: str
    heads: tuple[str, ...]
    here: str
    back: str
    parse: Callable[[bytes], Rows]
    plan: Callable[[Rows], DryRun[Any]]
    apply: Callable[[Rows, str, str], str]
    lines: Callable[[Any], Iterable[DryLine]]
    tally: Callable[[Any], str]
    context: dict[str, Any] = field(default_factory=dict)


def answer_import(request: OfficeRequest, job: SheetImport) -> HttpResponse:
    """The page in whichever face the request asks for. The view has checked the rights."""
    if request.method != "POST":
        return _show(request, job, SheetForm())
    if "rows" in request.POST:
        return _confirm(request, job)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, job, form)
    try:
        rows = job.parse(form.cleaned_data["sheet"].read())
    except DomainError as refusal:
        form.add_error("sheet", str(refusal))
        return _show(request, job, form)
    return _show(request, job, SheetForm(), rows=rows)


def _confirm(request: OfficeRequest, job: SheetImport) -> HttpResponse:
    try:
        sent = signing.loads(request.POST["rows"], salt=_salt(request, job), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.warning(request, EXPIRED)
        return redirect(job.here)
    try:
        done = job.apply(sent["rows"], sent["digest"], submit_key(request))
    except AlreadyDone:
        raise
    except DomainError as refusal:
        return _show(request, job, SheetForm(), rows=sent["rows"], refused=str(refusal))
    messages.success(request, done)
    return redirect(job.back)


def _show(
    request: OfficeRequest, job: SheetImport, form: SheetForm, *, rows: Rows | None = None, refused: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "refused": refused, "heads": job.heads, "here_url": job.here}
    context |= {"list_url": job.back, **job.context}
    if rows is not None:
        plan = job.plan(rows)
        signed = signing.dumps({"rows": rows, "digest": plan.digest}, salt=_salt(request, job), compress=True)
        context |= {"plan": plan, "lines": list(job.lines(plan)), "signed": signed, "tally": job.tally(plan)}
    return render(request, job.template, context)


def _salt(request: OfficeRequest, job: SheetImport) -> str:
    return f"{job.salt}:{request.user.pk}"
