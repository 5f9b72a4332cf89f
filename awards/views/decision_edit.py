"""Writing a decision: its words and list, one of its lines; the later decision that amends or revokes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from awards.forms.decision import PLACE, DecisionForm, DecisionLineForm, LinesForm, RevokeForm
from awards.models import Decision, DecisionKind, DecisionState, Recognition
from awards.services import decision as service
from awards.services import decision_change as change
from awards.services.decision_document import lines_in, printed_decision
from awards.views.decision import frame_of, seen_decision
from emulation.models import AppliesTo, Commendation, Title
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.papers.html import render_html
from plans.views.acting import require


def decision_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn: the words of a draft and the order of its list, beside the sheet."""
    decision = _written(request, pk)
    if refused := _not_draft(request, decision):
        return refused
    lines = lines_in(decision)
    revokes = decision.kind == DecisionKind.REVOKE
    works = any(line.initiative_id for line in lines)
    facts: dict[str, Any] = {"revokes": revokes, "of_initiatives": works, "lines": lines}
    if request.method == "POST":
        form = DecisionForm(request.POST, **facts)
    else:
        words = (*service.WORDS, "ground", "ground_words", "version")
        form = DecisionForm(initial={name: getattr(decision, name) for name in words}, **facts)

    def act() -> object:
        return service.save_decision(
            actor=request.user,
            decision=decision,
            values=form.values,
            order=form.order,
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    def theirs(current: Decision) -> dict[str, Any]:
        return {f"{PLACE}{line.pk}": line.order for line in lines_in(current)}

    context = {
        **frame_of(decision).context,
        "sheet": render_html(printed_decision(decision)),
        "submit": "Lưu dự thảo",
        "icon": "save",
    }
    return record_form(
        request,
        form,
        act,
        template="awards/decision_edit.html",
        context=context,
        title="Soạn quyết định",
        done="Đã lưu dự thảo. Xem lại rồi trình duyệt.",
        back=frame_of(decision).own_page,
        theirs=theirs,
    )


def decision_line_edit(request: OfficeRequest, pk: int, line: int) -> HttpResponse:
    """Sửa một dòng: what it prints; in an amendment also its honour."""
    decision = _written(request, pk)
    if refused := _not_draft(request, decision):
        return refused
    found = get_object_or_404(decision.lines.select_related("decision"), pk=line)
    amends, work = decision.kind == DecisionKind.AMEND, found.initiative_id is not None
    choices = {
        "honours": _honours(is_unit=found.unit_id is not None) if amends and not work else [],
        "scopes": Recognition.Scope.choices if amends and work else [],
    }
    if request.method == "POST":
        form = DecisionLineForm(request.POST, **choices)
    else:
        held = f"title:{found.title_id}" if found.title_id else f"commendation:{found.commendation_id}"
        names = ("printed_name", "printed_about", "achievement", "scope")
        initial = {name: getattr(found, name) for name in names}
        form = DecisionLineForm(initial={**initial, "honour": held, "version": decision.version}, **choices)

    def act() -> object:
        return change.save_line(
            actor=request.user,
            line=found,
            values=form.cleaned_data,
            honour=form.cleaned_data.get("honour", ""),
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    return _form(request, decision, form, act, title=f"Sửa dòng {found.order:02}", submit="Lưu dòng", done="Đã lưu.")


def decision_amend(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa đổi: a later decision with the chosen lines, edited there one by one."""
    decision = _written(request, pk)
    if refused := _not_issued(request, decision):
        return refused
    offered = _offered(decision)
    form = LinesForm(request.POST, offered=offered) if request.method == "POST" else LinesForm(offered=offered)

    def act() -> object:
        lines = form.cleaned_data["lines"]
        return change.draft_amendment(actor=request.user, decision=decision, lines=lines, key=submit_key(request))

    title, submit = "Soạn quyết định sửa đổi", "Soạn quyết định sửa đổi"
    done = "Đã lập dự thảo sửa đổi. Sửa từng dòng rồi trình duyệt."
    return _form(request, decision, form, act, title=title, submit=submit, done=done, opens=True)


def decision_revoke(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hủy bỏ: a later decision on a ground that the law lists."""
    decision = _written(request, pk)
    if refused := _not_issued(request, decision):
        return refused
    offered = _offered(decision)
    facts: dict[str, Any] = {"offered": offered, "of_initiatives": change.names_initiatives(decision)}
    form = RevokeForm(request.POST, **facts) if request.method == "POST" else RevokeForm(**facts)

    def act() -> object:
        return change.draft_revocation(
            actor=request.user, decision=decision, key=submit_key(request), **form.cleaned_data
        )

    title, submit = "Soạn quyết định hủy bỏ", "Soạn quyết định hủy bỏ"
    done = "Đã lập dự thảo hủy bỏ. Xem lại rồi trình duyệt."
    return _form(request, decision, form, act, title=title, submit=submit, done=done, opens=True)


def _form(
    request: OfficeRequest,
    decision: Decision,
    form: Any,
    act: Callable[[], object],
    *,
    title: str,
    submit: str,
    done: str,
    opens: bool = False,
) -> HttpResponse:
    return record_form(
        request,
        form,
        act,
        template="awards/decision_form.html",
        context={**frame_of(decision).context, "submit": submit, "icon": "save"},
        title=title,
        done=done,
        back=frame_of(decision).own_page,
        then=(lambda made: reverse("awards:decision", args=[made.pk])) if opens else None,
    )


def _written(request: OfficeRequest, pk: int) -> Decision:
    decision = seen_decision(request, pk)
    require(request.user, "awards.draft_decision", decision, who=service.WHO_DRAFTS)
    return decision


def _not_draft(request: OfficeRequest, decision: Decision) -> HttpResponse | None:
    if decision.state == DecisionState.DRAFT:
        return None
    messages.info(request, service.WHY_NOT[DecisionState(decision.state)])
    return redirect("awards:decision", decision.pk)


def _not_issued(request: OfficeRequest, decision: Decision) -> HttpResponse | None:
    if decision.state == DecisionState.ISSUED and decision.kind != DecisionKind.REVOKE:
        return None
    messages.info(request, change.NOT_ISSUED if decision.state != DecisionState.ISSUED else change.REVOKES)
    return redirect("awards:decision", decision.pk)


def _offered(decision: Decision) -> list[tuple[int, str]]:
    rows = change.lines_to_change(decision).select_related("title", "commendation")
    return [(line.pk, ": ".join(map(str, filter(None, (line, line.title or line.commendation))))) for line in rows]


def _honours(*, is_unit: bool) -> list[tuple[str, str]]:
    applies = (AppliesTo.COLLECTIVE if is_unit else AppliesTo.INDIVIDUAL, AppliesTo.BOTH)
    found: list[tuple[str, str]] = []
    for which, model in (("title", Title), ("commendation", Commendation)):
        rows = model.objects.filter(in_use=True, level="unit", applies_to__in=applies).order_by("order", "name")
        found += [(f"{which}:{pk}", name) for pk, name in rows.values_list("pk", "name")]
    return found
