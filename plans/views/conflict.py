"""Two people edited the same record: both versions side by side, field by field, and the second one chooses.

The page is an ordinary form with the fields' own names, so that saving it is the same POST as before, with the newest
version. Fields it does not show (rows of other parts, hidden ones) are carried over as they were typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from plans.errors import EditConflict
from plans.http import SUBMIT_KEY, whole_number
from plans.rules.differences import Change, word_changes

MISSING = object()
NOT_CARRIED = ("csrfmiddlewaretoken", "version", SUBMIT_KEY)
EMPTY = "để trống"
TAGS = {Change.KEPT: "{}", Change.ADDED: "<ins>{}</ins>", Change.REMOVED: "<del>{}</del>"}


@dataclass(frozen=True)
class Row:
    """One field: what is posted for either choice, and how it reads against the version both began with."""

    label: str
    name: str
    mine: str
    theirs: str
    mine_html: SafeString
    theirs_html: SafeString
    picks_mine: bool
    same: bool


@dataclass(frozen=True)
class ManyRow:
    """A field of several values: every value of either side, to be ticked one by one."""

    label: str
    name: str
    options: tuple[tuple[str, str, bool, str], ...]  # value, words, ticked, whose

    @property
    def same(self) -> bool:
        return not any(whose for *_, whose in self.options)


def render_conflict(
    request: HttpRequest,
    *,
    title: str,
    form: forms.BaseForm,
    conflict: EditConflict,
    back_url: str,
    theirs: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The compare page, with 409. ``title`` names the record ("Nhiệm vụ 10"); ``back_url`` shows it as saved.

    ``theirs`` gives the saved values of form fields that are no attribute of the record, ``before`` what they were in
    the version that the page was opened with.
    """
    record = conflict.current
    saved = _Saved(record, theirs or {}, before or {})
    rows, many = [], []
    for name, field in form.fields.items():
        value = saved.now(name)
        if value is MISSING or isinstance(field, forms.FileField) or name in NOT_CARRIED:
            continue
        typed = conflict.typed.get(name, form.cleaned_data.get(name))
        html_name = form.add_prefix(name)
        if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            many.append(_many_row(field, html_name, _label(form, name), typed, value))
        else:
            base = saved.before(name, request.POST.get("version", ""))
            row = _row(field, name=html_name, label=_label(form, name), typed=typed, saved=value, base=base)
            rows.append(row)
    shown = {row.name for row in rows if not row.same} | {row.name for row in many if not row.same}
    who, at = saved.who_and_when()
    context = {
        "title": title,
        "who": who,
        "at": at,
        "rows": sorted((row for row in rows if row.mine or row.theirs), key=lambda row: row.same),
        "many": [row for row in many if row.options],
        "carried": [(k, v) for k, v in _carried(request) if k not in shown],
        "version": getattr(record, "version", ""),
        "lost_files": sorted(request.FILES),
        "action": request.get_full_path(),
        "back_url": back_url,
    }
    return render(request, "plans/conflict.html", context, status=409)


class _Saved:
    """What the database holds of the record, now and when the page was opened."""

    def __init__(self, record: Any, given: Mapping[str, Any], base: Mapping[str, Any]) -> None:
        self.record, self.given, self.base = record, given, base
        self.history = getattr(record, "history", None)

    def now(self, name: str) -> Any:
        if name in self.given:
            return self.given[name]
        value = getattr(self.record, name, MISSING)
        return value if not isinstance(value, models.Manager) else list(value.all())

    def before(self, name: str, version: str) -> Any:
        """The value in the version the page was opened with; MISSING where no history keeps it."""
        if name in self.base:
            return self.base[name]
        if self.history is None or name in self.given or (number := whole_number(version)) is None:
            return MISSING
        if not hasattr(self, "_before"):
            self._before = self.history.filter(version=number).order_by("-history_id").first()
        return getattr(self._before, name, MISSING) if self._before else MISSING

    def who_and_when(self) -> tuple[str, str]:
        latest = self.history.order_by("-history_id").first() if self.history is not None else None
        if latest is None:
            return "Người khác", ""
        moment = timezone.localtime(latest.history_date)
        day = "" if moment.date() == timezone.localdate() else f" ngày {moment:%d/%m/%Y}"
        return str(latest.history_user or "Hệ thống"), f"{moment:%H:%M}{day}"


def _row(field: forms.Field, *, name: str, label: str, typed: Any, saved: Any, base: Any) -> Row:
    mine, theirs = _raw(field, typed), _raw(field, saved)
    known = base is not MISSING  # else the saved version is the one to compare with
    before = _words(field, base if known else saved)
    return Row(
        label=label,
        name=name,
        mine=mine,
        theirs=theirs,
        mine_html=_marked(before, _words(field, typed)),
        theirs_html=_marked(before, _words(field, saved)),
        picks_mine=not known or mine != _raw(field, base),
        same=mine == theirs,
    )


def _many_row(field: forms.Field, name: str, label: str, typed: Any, saved: Any) -> ManyRow:
    mine = {str(field.prepare_value(one)): one for one in typed or ()}
    theirs = {str(field.prepare_value(one)): one for one in saved or ()}
    options = []
    for value, one in {**theirs, **mine}.items():
        whose = "" if value in mine and value in theirs else "chỉ có ở bản của tôi" if value in mine else "bản kia thêm"
        options.append((value, _words(field, one), value in mine, whose))
    return ManyRow(label, name, tuple(options))


def _label(form: forms.BaseForm, name: str) -> str:
    return str(form[name].label).replace("(không bắt buộc)", "").strip()


def _raw(field: forms.Field, value: Any) -> str:
    """The value as the field's own control would post it."""
    if isinstance(field, forms.BooleanField):
        return "true" if value else "false"
    formatted = field.widget.format_value(field.prepare_value(value))  # type: ignore[attr-defined]
    if isinstance(formatted, list | tuple):
        formatted = formatted[0] if formatted else ""
    return "" if formatted is None else str(formatted).replace("\r\n", "\n").strip()


def _words(field: forms.Field, value: Any) -> str:
    """The value as people read it."""
    if isinstance(field, forms.BooleanField):
        return "Có" if value else "Không"
    if value is None or value == "":
        return EMPTY
    if isinstance(value, dt.date):
        return date_format(value, "d/m/Y")
    if isinstance(field, forms.ChoiceField) and not isinstance(value, models.Model):
        return _choice_words(field, value)
    return str(value).replace("\r\n", "\n").strip()


def _choice_words(field: forms.ChoiceField, value: Any) -> str:
    choices: Any = field.choices
    for key, words in choices:
        group = words if isinstance(words, list | tuple) else [(key, words)]
        for one, said in group:
            if str(one) == str(value):
                return str(said)
    return str(value)


def _marked(before: str, after: str) -> SafeString:
    """``after`` with its new words underlined and the ones it dropped struck through."""
    if after == EMPTY:
        return conditional_escape(EMPTY)
    before = "" if before == EMPTY else before
    pieces = "".join(format_html(TAGS[piece.change], piece.text) for piece in word_changes(before, after))
    return mark_safe(pieces.replace("</del><ins>", "</del> <ins>").replace("\n", "<br>"))  # noqa: S308 - escaped above


def _carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in NOT_CARRIED:
            for value in values:
                yield name, str(value)
