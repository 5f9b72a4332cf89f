"""Score sheets as pages show them: pills, points in words, the rows of a sheet and of its forms as ready HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from emulation.forms.scoring import AppraiseForm, OwnForm
from emulation.models import Proof, ScoreSheet, SheetState
from emulation.papers.scoring import SheetLine, most_cell, own_cell, target_words
from emulation.rules.scoring import GROUP, YES_NO, Maxima, points_for, show_points
from plans.views.cells import choice_pill

_STATES = {
    SheetState.DRAFT: ("idle", "pencil"),
    SheetState.SENT: ("await", "hourglass"),
    SheetState.APPRAISED: ("doing", "circle-check"),
    SheetState.OBJECTED: ("redo", "message-square"),
    SheetState.CLOSED: ("done", "circle-check"),
    SheetState.LEFT_OUT: ("off", "circle-slash"),
}


class ShownProof(NamedTuple):
    """A file as the sheet lists it."""

    pk: int
    name: str


class Shown(NamedTuple):
    """A row of the sheet's page, its cells ready."""

    pk: int
    no: str
    depth: int
    text: str
    is_group: bool
    most: str
    own: str
    final: str
    differs: bool
    reached: str
    note: str
    reason: str
    proofs: Sequence[ShownProof]
    lacks_proof: bool


class Typed(NamedTuple):
    """A row of a form: what is known, and the controls."""

    pk: int
    no: str
    depth: int
    text: str
    is_group: bool
    most: str
    guidance: str
    own: str
    reached: str
    note: str
    points: SafeString
    words: SafeString
    proofs: Sequence[ShownProof]
    wants_proof: bool


def sheet_pill(state: str) -> SafeString:
    """How far a sheet has come."""
    return choice_pill(SheetState(state), _STATES)


def max_words(most: Maxima) -> str:
    """«tối đa 100 điểm, thưởng đến 5, trừ đến 10»."""
    said = [f"tối đa {show_points(most.plain)} điểm"]
    if most.bonus:
        said.append(f"thưởng đến {show_points(most.bonus)}")
    if most.penalty:
        said.append(f"trừ đến {show_points(most.penalty)}")
    return ", ".join(said)


def moment(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""


def proofs_of(sheet: ScoreSheet) -> dict[int, list[ShownProof]]:
    """The files by criterion: one query."""
    found: dict[int, list[ShownProof]] = {}
    rows = Proof.objects.kept().filter(line__sheet=sheet).order_by("added_at", "pk")
    for criterion, pk, name in rows.values_list("line__criterion_id", "pk", "file__name"):
        found.setdefault(criterion, []).append(ShownProof(pk, name))
    return found


def shown_rows(lines: Iterable[SheetLine], proofs: dict[int, list[ShownProof]], *, with_final: bool) -> list[Shown]:
    """The rows of the sheet's page; the appraisal only where it may be seen."""
    found = []
    for line in lines:
        node = line.placed.node
        final = line.final if with_final else None
        files = proofs.get(node.pk, ())
        found.append(
            Shown(
                pk=node.pk,
                no=line.placed.no,
                depth=line.placed.depth,
                text=node.text,
                is_group=node.kind == GROUP,
                most=most_cell(line.placed, line.maximum),
                own=own_cell(line, line.own),
                final=own_cell(line, final),
                differs=node.kind != GROUP and final is not None and final != (line.own or 0),
                reached=target_words(line.placed, line.achieved),
                note=line.note,
                reason=line.reason if with_final else "",
                proofs=files,
                lacks_proof=node.wants_proof and not files and bool(line.own),
            )
        )
    return found


def own_rows(form: OwnForm, proofs: dict[int, list[ShownProof]]) -> list[Typed]:
    """The rows of the form in which a unit scores itself."""
    found = []
    for line in form.lines:
        node = line.placed.node
        points, words = SafeString(), SafeString()
        if node.kind != GROUP:
            name = f"achieved-{node.pk}" if node.target else f"own-{node.pk}"
            points = control_html(form, name, "Kết quả đạt" if node.target else "Điểm tự chấm")
            words = area_html(form, f"note-{node.pk}", "Diễn giải")
        found.append(_typed(line, points, words, proofs.get(node.pk, ())))
    return found


def appraise_rows(form: AppraiseForm, proofs: dict[int, list[ShownProof]]) -> list[Typed]:
    """The rows of the form of the appraisal."""
    found = []
    for line in form.lines:
        pk, points, words = line.placed.node.pk, SafeString(), SafeString()
        if line.placed.node.kind != GROUP:
            points = control_html(form, f"final-{pk}", "Điểm thẩm định")
            words = area_html(form, f"reason-{pk}", "Lý do điều chỉnh")
        found.append(_typed(line, points, words, proofs.get(pk, ())))
    return found


def _typed(line: SheetLine, points: SafeString, words: SafeString, proofs: Sequence[ShownProof]) -> Typed:
    node = line.placed.node
    reached = target_words(line.placed, line.achieved)
    if node.target and line.achieved is not None:
        reached += f", được {show_points(points_for(line.achieved, node.target, node.maximum))} điểm"
    return Typed(
        pk=node.pk,
        no=line.placed.no,
        depth=line.placed.depth,
        text=node.text,
        is_group=node.kind == GROUP,
        most=most_cell(line.placed, line.maximum),
        guidance=node.guidance or ("Đạt thì được trọn điểm." if node.kind == YES_NO else ""),
        own=own_cell(line, line.own),
        reached=reached,
        note=line.note,
        points=points,
        words=words,
        proofs=proofs,
        wants_proof=node.wants_proof,
    )


def control_html(form: forms.BaseForm, name: str, label: str) -> SafeString:
    """The control for points: a box, or a choice where it is yes or no. Its error stands below it."""
    field, bound = form.fields[name], form[name]
    errors, said = form.errors.get(name, ()), f"{label}: {field.label}"
    shape = " is-invalid" if errors else ""
    described = format_html(' aria-describedby="loi-{}" aria-invalid="true"', name) if errors else SafeString()
    value = bound.value()
    if isinstance(field, forms.ChoiceField):
        chosen = "" if value is None else str(value)
        choices: Any = field.choices
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected" if str(key) == chosen else ""), words) for key, words in choices),
        )
        control = format_html(
            '<select class="form-select{}" id="{}" name="{}" aria-label="{}"{}>{}</select>',
            *(shape, bound.id_for_label, name, said, described, options),
        )
    else:
        control = format_html(
            '<input type="text" inputmode="decimal" autocomplete="off" class="form-control{}" id="{}" name="{}" '
            'value="{}" aria-label="{}"{}>',
            *(shape, bound.id_for_label, name, field.prepare_value(value) or "", said, described),
        )
    return format_html("{}{}", control, _errors_html(name, errors))


def area_html(form: forms.BaseForm, name: str, label: str) -> SafeString:
    """The control for words."""
    field, bound = form.fields[name], form[name]
    errors = form.errors.get(name, ())
    described = format_html(' aria-describedby="loi-{}" aria-invalid="true"', name) if errors else SafeString()
    value = bound.value() or ""
    return format_html(
        '<textarea class="form-control{}" id="{}" name="{}" rows="{}" aria-label="{}"{}>\n{}</textarea>{}',
        *(" is-invalid" if errors else "", bound.id_for_label, name, 2 if value else 1),
        *(f"{label}: {field.label}", described, value, _errors_html(name, errors)),
    )


def _errors_html(name: str, errors: Iterable[object]) -> SafeString:
    said = " ".join(str(error) for error in errors)
    return format_html('<p class="line-error" id="loi-{}">{}</p>', name, said) if said else SafeString()
