"""Acts on a sheet by its unit: scoring all its lines, proofs, sending and taking back; and returning it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.forms.scoring import LineForm, OwnForm, ProofForm, SendForm
from emulation.models import Criterion, Proof, ScoreLine, ScoreSheet, SheetState
from emulation.rules.scoring import GROUP, maxima, show_points
from emulation.services import appraisal, score_proof, self_score
from emulation.services.score_papers import lines_at, lines_now, lines_of, subject_of, whose
from emulation.services.score_sheet import WHO_APPRAISES, WHO_SCORES, WHY_NOT
from emulation.services.score_table import WHO_KEEPS
from emulation.views.score_sheet import crumbs_of, seen_sheet
from emulation.views.sheet_rows import ShownProof, max_words, own_rows, proofs_of, sheet_pill
from plans.context import office_in_view
from plans.errors import EditConflict
from plans.forms.plan import ReturnForm
from plans.http import OfficeRequest, submit_key
from plans.models import Office
from plans.views.act_page import ActPage, Frame, act_page, refusal_page
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import send_file

LOCKED_NOTE = "Phiếu đã khoá với đơn vị. Mọi thay đổi của thường trực ghi vào nhật ký cùng lý do và điểm trước, sau."


def context_of(request: OfficeRequest, record: ScoreSheet) -> dict[str, Any]:
    """What stands around every form of a sheet."""
    return {
        "sheet": record,
        "name": whose(record, office_in_view(request) or Office()),
        "subject": subject_of(record.table),
        "pill": sheet_pill(record.state),
        "crumbs": crumbs_of(record),
        "back": reverse("emulation:sheet", args=[record.pk]),
    }


def frame_of(request: OfficeRequest, record: ScoreSheet) -> Frame:
    """Where the acts of a sheet are shown."""
    return Frame("emulation/sheet_act.html", context_of(request, record), reverse("emulation:sheet", args=[record.pk]))


def demand_scorer(request: OfficeRequest, record: ScoreSheet) -> None:
    """403 for whoever is neither of the unit nor of the standing office once the sheet is locked."""
    if record.table.is_own:
        require(request.user, "emulation.keep_table", who=WHO_KEEPS)
    elif not (self_score.is_locked(record, timezone.localdate()) and request.user.has_perm("emulation.appraise")):
        require(request.user, "emulation.score", record, who=WHO_SCORES)


def sheet_score(request: OfficeRequest, pk: int) -> HttpResponse:
    """All lines on one page, saved at once; errors stand beside their lines and everything typed stays."""
    record = seen_sheet(request, pk)
    demand_scorer(request, record)
    today = timezone.localdate()
    if refusal := self_score.refusal_words(request.user, record, today):
        return refusal_page(request, frame_of(request, record), title="Tự chấm điểm", sentence=refusal)
    lines, proofs, locked = lines_of(record), proofs_of(record), self_score.is_locked(record, today)
    form = OwnForm(initial={"version": record.version}, lines=lines, locked=locked)
    if request.method == "POST":
        form = OwnForm(request.POST, lines=lines, locked=locked)
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, record, form)):
                messages.success(request, "Đã lưu phiếu tự chấm.")
                return redirect(_after(request, record))
        except EditConflict as conflict:
            return conflict_page(request, record, form, conflict, _own_values)
    context = context_of(request, record) | {
        "form": form,
        "rows": own_rows(form, proofs),
        "own_total": show_points(record.own_total),
        "most": max_words(maxima(line.placed.node for line in lines)),
        "scored": sum(line.own is not None and line.placed.node.kind != GROUP for line in lines),
        "count": sum(line.placed.node.kind != GROUP for line in lines),
        "reason": form["reason"] if locked else None,
        "locked_note": LOCKED_NOTE if locked else "",
    }
    return render(request, "emulation/sheet_score.html", context)


def _save(request: OfficeRequest, record: ScoreSheet, form: OwnForm) -> object:
    return self_score.save_own(
        sheet=record,
        actor=request.user,
        lines=form.values(),
        seen=form.cleaned_data["version"],
        today=timezone.localdate(),
        reason=form.cleaned_data.get("reason", ""),
        key=submit_key(request),
    )


def _after(request: OfficeRequest, record: ScoreSheet) -> str:
    """To the proofs of the line whose button was pressed, on with the form, or to the sheet."""
    proof = request.POST.get("proof", "")
    if proof.isdecimal():
        return reverse("emulation:proof_add", args=[record.pk, int(proof)])
    if "stay" in request.POST:
        return reverse("emulation:sheet_score", args=[record.pk])
    return reverse("emulation:sheet", args=[record.pk])


def conflict_page(
    request: OfficeRequest,
    record: ScoreSheet,
    form: LineForm,
    conflict: EditConflict,
    values: Callable[[LineForm, Mapping[int, ScoreLine]], dict[str, Any]],
) -> HttpResponse:
    """Both texts of a sheet that two filled at once. ``values`` gives what lines hold, by the fields of the form."""
    older = lines_at(record, form.cleaned_data["version"])
    return render_conflict(
        request,
        title=str(record),
        form=form,
        conflict=conflict,
        back_url=request.path,
        theirs=values(form, lines_now(record)),
        before=None if older is None else values(form, older),
    )


def _own_values(form: LineForm, lines: Mapping[int, ScoreLine]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in form.scored():
        pk = one.placed.node.pk
        line = lines.get(pk)
        found |= {f"own-{pk}": line and line.own, f"achieved-{pk}": line and line.achieved}
        found[f"note-{pk}"] = line.own_note if line else ""
    return found


def sheet_send(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gửi thẩm định; what is missing is named before."""
    record = seen_sheet(request, pk)
    demand_scorer(request, record)
    today = timezone.localdate()
    refusal = self_score.refusal_words(request.user, record, today)
    if refusal or record.state != SheetState.DRAFT:
        words = refusal or WHY_NOT[SheetState(record.state)]
        return refusal_page(request, frame_of(request, record), title="Gửi thẩm định", sentence=words)
    locked = self_score.is_locked(record, today)
    page = ActPage(
        title="Gửi thay đơn vị" if locked else "Gửi thẩm định",
        will=(
            f"Điểm tự chấm {show_points(record.own_total)} được gửi thường trực TĐKT thẩm định từng dòng.",
            "Gửi rồi phiếu không sửa được; thường trực chưa thẩm định thì rút lại được trong thời gian tự chấm.",
        ),
        submit="Gửi thẩm định",
        icon="send",
        done="Đã gửi phiếu, chờ thường trực thẩm định.",
        missing=tuple(self_score.what_is_missing(record)),
    )
    back = reverse("emulation:sheet_score", args=[pk]) if page.missing else ""
    act = partial(self_score.send_sheet, today=today)
    return _act(request, record, page, act, form_class=SendForm, form_facts={"locked": locked}, back=back)


def sheet_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Rút lại để sửa."""
    record = seen_sheet(request, pk)
    require(request.user, "emulation.score", record, who=WHO_SCORES)
    page = ActPage(
        title="Rút phiếu lại để sửa",
        will=("Phiếu trở về đang tự chấm. Sửa xong thì gửi lại trước khi hết thời gian tự chấm.",),
        submit="Rút lại",
        icon="undo-2",
        done="Đã rút phiếu lại, sửa rồi gửi.",
    )
    return _act(request, record, page, partial(self_score.withdraw_sheet, today=timezone.localdate()))


def sheet_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trả lại để tự chấm lại."""
    record = seen_sheet(request, pk)
    require(request.user, "emulation.appraise", who=WHO_APPRAISES)
    page = ActPage(
        title="Trả lại đơn vị",
        will=("Phiếu trở về đơn vị để tự chấm lại; điểm đã thẩm định dở của phiếu này được bỏ.",),
        submit="Trả lại",
        icon="rotate-ccw",
        done="Đã trả lại phiếu kèm lý do.",
    )
    act = partial(appraisal.return_sheet, today=timezone.localdate())
    return _act(request, record, page, act, form_class=ReturnForm)


def _act(
    request: OfficeRequest, record: ScoreSheet, page: ActPage, service: Callable[..., object], **options: Any
) -> HttpResponse:
    frame = frame_of(request, record)
    return act_page(request, frame, page, partial(service, sheet=record), version=record.version, **options)


def proof_add(request: OfficeRequest, pk: int, criterion: int) -> HttpResponse:
    """The proofs of one line: those there are, and new ones."""
    record = seen_sheet(request, pk)
    demand_scorer(request, record)
    wanted = get_object_or_404(Criterion.objects.exclude(kind=GROUP), pk=criterion, table=record.table_id)
    today = timezone.localdate()
    back = f"{reverse('emulation:sheet_score', args=[pk])}#tc-{criterion}"
    if refusal := self_score.refusal_words(request.user, record, today):
        return refusal_page(request, frame_of(request, record), title="Thêm minh chứng", sentence=refusal)
    locked = self_score.is_locked(record, today)
    form = ProofForm(locked=locked)
    if request.method == "POST":
        form = ProofForm(request.POST, request.FILES, locked=locked)
        if form.is_valid() and act_on(form, lambda: _prove(request, record, wanted, form)):
            messages.success(request, "Đã lưu minh chứng.")
            return redirect(back)
    files: list[ShownProof] = proofs_of(record).get(criterion, [])
    context = context_of(request, record) | {"form": form, "criterion": wanted, "files": files, "back": back}
    return render(request, "emulation/proof_add.html", context | {"may_remove": not locked})


def _prove(request: OfficeRequest, record: ScoreSheet, criterion: Criterion, form: ProofForm) -> object:
    return score_proof.add_proofs(
        sheet=record,
        criterion=criterion,
        actor=request.user,
        files=form.cleaned_data["proof"],
        today=timezone.localdate(),
        reason=form.cleaned_data.get("reason", ""),
        key=submit_key(request),
    )


@require_safe
def proof_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The file, byte for byte, for whoever sees its sheet."""
    return send_file(_proof(request, pk).file)


@require_POST
def proof_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    proof = _proof(request, pk)
    record = seen_sheet(request, proof.line.sheet_id)
    demand_scorer(request, record)
    today, key = timezone.localdate(), submit_key(request)
    act_by_button(
        request,
        lambda: score_proof.remove_proof(proof=proof, actor=request.user, today=today, key=key),
        done=f"Đã bỏ “{proof.file.name}” vào thùng rác.",
    )
    return redirect("emulation:proof_add", record.pk, proof.line.criterion_id)


def _proof(request: OfficeRequest, pk: int) -> Proof:
    seen = ScoreSheet.objects.visible_to(request.user)
    rows = Proof.objects.kept().filter(line__sheet__in=seen).select_related("file", "line")
    return get_object_or_404(rows, pk=pk)
