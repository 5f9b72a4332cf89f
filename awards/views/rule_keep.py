"""Keeping rules: the pages on which one with the right confirms or corrects a version, or adds one for other dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from awards.forms.rule import PLAIN, RuleVersionForm
from awards.forms.rule_content import Known
from awards.models import Aspect, Rule, RuleVersion
from awards.services.rule import WHO_KEEPS, add_version, correct_version, previous_content
from awards.views.rule_rows import documents_of, names_of, version_row
from emulation.models import AppliesTo
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_on, require

ASPECT = "noi-dung"
BUTTON, NEW_KIND = "dong", "loai"  # the buttons of the rows, and the kind of the row to add
_OF_AWARD = (*(Aspect.STANDARD, Aspect.AUTHORITY, Aspect.DOSSIER, Aspect.CAP, Aspect.REWARD), Aspect.VOTE)
_APART = (Aspect.STANDARD, Aspect.DOSSIER)  # what may differ between people and collectives
_CORRECTED = "Đã ghi phiên bản mới. Bản cũ giữ trong lịch sử."
_ADDED = "Đã thêm phiên bản mới. Phiên bản trước hết hiệu lực vào hôm trước ngày ấy."


def rule_version_correct(request: OfficeRequest, pk: int) -> HttpResponse:
    """Confirm or correct: a new version takes the place of this one."""
    require(request.user, "awards.keep_rules", who=WHO_KEEPS)
    related = ("rule", "legal_text", "replaced_by")
    record = get_object_or_404(RuleVersion.objects.select_related(*related), pk=pk)
    names = names_of()
    previous = _previous(record)
    kept = {name: getattr(record, name) for name in PLAIN if name not in ("source", "checked_on")}
    row = version_row(record, names, timezone.localdate())
    return _page(
        request,
        _known(record, names),
        initial=kept,
        previous=previous,
        act=lambda values, _whom: correct_version(
            actor=request.user, version=record, values=values, key=submit_key(request)
        ),
        done=_CORRECTED,
        context={
            "rule": record.rule,
            "row": row,
            "newer": getattr(record, "replaced_by", None),
            "title": f"Xác nhận, sửa: {row.aspect.lower()}",
            "sub": "Lưu thành phiên bản mới, bản cũ giữ trong lịch sử. Hồ sơ xét từ nay theo bản mới",
            "head": "Đang dùng",
            "back_url": row.url,
        },
    )


def rule_version_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Add a version for other dates: what the latest one says is there to start from."""
    require(request.user, "awards.keep_rules", who=WHO_KEEPS)
    rule = get_object_or_404(Rule.objects.select_related("title", "commendation"), pk=pk)
    asked = aspects_of(rule)
    aspect = request.GET.get(ASPECT) or asked[0]
    if aspect not in asked:
        raise Http404
    names = names_of()
    rows = RuleVersion.objects.current().filter(rule=rule, aspect=aspect).select_related("rule", "legal_text")
    beside = rows.order_by("effective_from", "pk").last()
    start = beside or RuleVersion(rule=rule, aspect=aspect, applies_to=whom_of(rule))
    applies = start.applies_to
    row = version_row(beside, names, timezone.localdate()) if beside else None
    known = _known(start, names, _whom(rule, aspect), begins=True)
    label = str(Aspect(aspect).label).lower()
    return _page(
        request,
        known,
        initial={"status": "unconfirmed", "enforcement": "warn", "confidence": "B", "applies_to": applies},
        previous=previous_content(rule.pk, aspect, applies, None),
        act=lambda values, chosen: add_version(
            actor=request.user,
            rule=rule,
            aspect=aspect,
            applies_to=chosen or applies,
            values=values,
            key=submit_key(request),
        ),
        done=_ADDED if beside else "Đã ghi phiên bản mới.",
        context={
            "rule": rule,
            "row": row,
            "title": f"Thêm phiên bản: {label}",
            "sub": "Ghi ngày có hiệu lực của phiên bản mới. Phiên bản đang chạy tự hết hiệu lực vào hôm trước ngày ấy",
            "head": "Phiên bản gần nhất",
            "back_url": reverse("awards:rule", args=[rule.pk]),
        },
    )


def aspects_of(rule: Rule) -> list[str]:
    """Under which aspects a rule speaks: an award's of all, another's of what it has."""
    if rule.title_id or rule.commendation_id:
        return [str(one) for one in _OF_AWARD]
    return list(RuleVersion.objects.current().filter(rule=rule).values_list("aspect", flat=True).distinct().order_by())


def whom_of(rule: Rule) -> str:
    """For whom an award is, by its catalogue."""
    entry = rule.title or rule.commendation
    return str(entry.applies_to) if entry else AppliesTo.BOTH


def _whom(rule: Rule, aspect: str) -> tuple[tuple[str, str], ...]:
    """For whom a new version may be, where an award is for both and the two may differ."""
    choices = tuple((str(value), str(label)) for value, label in AppliesTo.choices)
    return choices if whom_of(rule) == AppliesTo.BOTH and aspect in _APART else ()


def _previous(record: RuleVersion) -> dict[str, Any]:
    """The conditions to copy into a version whose own are not known."""
    if record.aspect != Aspect.STANDARD or record.content.get("prerequisites"):
        return {}
    return previous_content(record.rule_id, record.aspect, record.applies_to, record.effective_from)


def _known(
    said: RuleVersion, names: Mapping[str, str], whom: tuple[tuple[str, str], ...] = (), *, begins: bool = False
) -> Known:
    """What the form needs of the version that it starts from."""
    aspect = said.aspect
    codes = Rule.objects.exclude(title=None, commendation=None).values_list("code", flat=True)
    awards = tuple((code, names[code]) for code in codes) if aspect == Aspect.STANDARD else ()
    documents = tuple(documents_of().items()) if aspect == Aspect.DOSSIER else ()
    return Known(aspect, said.applies_to, said.content, awards, documents, whom, names, begins)


def _page(
    request: OfficeRequest,
    known: Known,
    *,
    initial: Mapping[str, Any],
    previous: Mapping[str, Any],
    act: Callable[[dict[str, Any], str], RuleVersion],
    done: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """The form shown, its rows changed, or saved."""
    form = RuleVersionForm(known=known, initial=initial)
    if request.method == "POST":
        form = RuleVersionForm(request.POST, known=known)
        made: list[RuleVersion] = []
        if asked := request.POST.get(BUTTON, ""):
            form = form.changed(asked, kind=request.POST.get(NEW_KIND, ""), previous=previous)
        elif form.is_valid() and act_on(
            form, lambda: made.append(act(form.values, form.cleaned_data.get("applies_to", "")))
        ):
            messages.success(request, done)
            return redirect("awards:rule_version", made[0].pk)
    return render(request, "awards/rule_form.html", {**context, "form": form, "copies": bool(previous)})
