"""Many at once: nominating several for one honour, taking a sheet in, examining what was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.nomination import BulkForm, subject_key
from awards.models import Nomination, NominationState, Round
from awards.rules.sending import hindrances
from awards.services import nomination as service
from awards.services import nomination_sheet as sheet
from awards.services.nomination_bulk import BulkLine, nominate_in_bulk, plan_bulk
from awards.services.nomination_examine import MOST, ChangedSinceSeen, accept_many, plan_examination
from awards.services.nomination_way import WHO_EXAMINES
from awards.services.quota import NO_PLACES, places_for
from awards.views.nomination_choices import bulk_subjects, rounds_for, units_for
from awards.views.round import seen_round
from emulation.models import Commendation, Title
from plans.errors import AlreadyDone, DomainError
from plans.http import OfficeRequest, submit_key, whole_number
from plans.views.acting import act_on, require
from plans.views.files import XLSX, send_bytes
from plans.views.sheet_import import DryLine, SheetImport, answer_import


def nomination_bulk(request: OfficeRequest) -> HttpResponse:
    """Đề nghị nhiều người: choose, see each one's findings, then the last button."""
    require(request.user, "awards.nominate", who=service.WHO_NOMINATES)
    given, today = request.POST or request.GET, timezone.localdate()
    rounds, units = rounds_for(request.user, today), units_for(request.user)
    found = next((one for one in rounds if str(one.pk) == given.get("dot")), next(iter(rounds), None))
    unit = given.get("don-vi", "")
    context: dict[str, Any] = {"rounds": rounds, "units": units, "round": found, "unit": unit}
    if found is None:
        return render(request, "awards/nomination_bulk.html", context)
    subjects = bulk_subjects(unit, units)
    collective = unit == "tap-the"
    facts: dict[str, Any] = {
        "titles": service.honours_of(found, Title, collective=collective),
        "commendations": service.honours_of(found, Commendation, collective=collective),
        "offered": subjects,
    }
    form = BulkForm(initial={"kind": found.kind}, **facts)
    if request.method == "POST":
        form = BulkForm(request.POST, **facts)
        if form.is_valid():
            lines: list[BulkLine] = []
            if act_on(form, lambda: lines.extend(_planned(found, form))) and lines:
                return _last_look(request, found, form, lines, context)
    return render(request, "awards/nomination_bulk.html", {**context, "form": form})


def _planned(found: Round, form: BulkForm) -> list[BulkLine]:
    honour, cleaned = form.honour, form.cleaned_data
    assert honour is not None  # noqa: S101 - clean() has seen to it
    return plan_bulk(
        award_round=found,
        subjects=form.chosen,
        honour=honour,
        achievement=cleaned["achievement"],
        kind=cleaned["kind"],
        today=timezone.localdate(),
    )


def _last_look(
    request: OfficeRequest, found: Round, form: BulkForm, lines: list[BulkLine], context: dict[str, Any]
) -> HttpResponse:
    """The page before the last button; pressed, it makes a draft for each one that nothing excludes."""
    good = [line for line in lines if not line.refusal]
    kept = [subject_key(line.subject) for line in good]
    if "ghi" in request.POST:
        made: list[Nomination] = []
        if set(request.POST.getlist(SEEN)) != set(kept):
            form.add_error(None, SEEN_CHANGED)
        elif act_on(form, lambda: made.extend(_make(request, found, form, good))):
            messages.success(request, f"Đã lập {len(made)} hồ sơ bản thảo. Bổ sung từng hồ sơ rồi trình.")
            return redirect(f"{reverse('awards:nomination_list')}?dot={found.pk}&tinh-trang=draft")
    carried = [(k, v) for k, values in request.POST.lists() for v in values if k in _CARRIED]
    checks = [(line, line.check.known_to(request.user, line.subject)) for line in lines]
    shown = {
        "form": form,
        "looks": [(line, check, hindrances(check.weighed)) for line, check in checks],
        "good": len(good),
        "honour": form.honour,
        "carried": [*carried, *((SEEN, key) for key in kept)],
        "needed": lines[0].needed,
        "places": places_for(found, form.honour) if form.honour else [],
        "places_empty": NO_PLACES,
    }
    return render(request, "awards/nomination_bulk_look.html", {**context, **shown})


_CARRIED = ("dot", "don-vi", "title", "commendation", "kind", "achievement", "subjects")
SEEN = "lap"  # whom the page before the last button said a dossier is made for
SEEN_CHANGED = (
    "Hồ sơ, khen thưởng của người đã chọn vừa thay đổi sau khi anh, chị mở trang này nên chưa lập hồ sơ nào. Xem lại "
    "bảng dưới đây rồi bấm lần nữa."
)


def _make(request: OfficeRequest, found: Round, form: BulkForm, good: list[BulkLine]) -> list[Nomination]:
    honour, cleaned = form.honour, form.cleaned_data
    assert honour is not None  # noqa: S101 - clean() has seen to it
    return nominate_in_bulk(
        award_round=found,
        subjects=[line.subject for line in good],
        honour=honour,
        achievement=cleaned["achievement"],
        kind=cleaned["kind"],
        actor=request.user,
        today=timezone.localdate(),
        key=submit_key(request),
    )


def nomination_import(request: OfficeRequest, pk: int) -> HttpResponse:
    """Nhập hồ sơ đề nghị của đợt từ Excel: upload, dry run, confirmation."""
    require(request.user, "awards.nominate", who=service.WHO_NOMINATES)
    record = seen_round(pk)

    def apply(rows: list[dict[str, Any]], digest: str, key: str) -> str:
        made = sheet.apply_import(
            award_round=record, actor=request.user, rows=rows, digest=digest, today=timezone.localdate(), key=key
        )
        return f"Đã lập {len(made)} hồ sơ bản thảo từ tệp."

    job = SheetImport(
        salt=f"nominations-{pk}",
        template="awards/nomination_import.html",
        heads=("Người, tập thể", "Danh hiệu, hình thức"),
        here=reverse("awards:nomination_import", args=[pk]),
        back=f"{reverse('awards:nomination_list')}?dot={pk}",
        parse=sheet.parse_nominations,
        plan=lambda rows: sheet.plan_import(record, rows, request.user),
        apply=apply,
        lines=_dry_lines,
        tally=lambda plan: f"{len(plan.rows)} dòng",
        context={"round": record},
    )
    return answer_import(request, job)


@require_safe
def nomination_import_sheet(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sheet to fill in, with what this round takes."""
    require(request.user, "awards.nominate", who=service.WHO_NOMINATES)
    return send_bytes(sheet.sample_sheet(seen_round(pk)), name="mau-de-nghi-khen-thuong.xlsx", content_type=XLSX)


def _dry_lines(plan: Any) -> list[DryLine]:
    return [
        DryLine(
            row.number,
            (
                row.texts.get("name") or row.texts.get("unit") or "chưa ghi",
                row.texts.get("title") or row.texts.get("commendation") or "chưa ghi",
            ),
            "warn" if row.faults else "doing",
            "Sai" if row.faults else "Lập mới",
            row.faults,
        )
        for row in plan.rows
    ]


def nomination_examine(request: OfficeRequest) -> HttpResponse:
    """Thẩm định nhiều hồ sơ: the findings of each, then those that nothing hinders are found eligible."""
    require(request.user, "awards.examine", who=WHO_EXAMINES)
    today, back = timezone.localdate(), reverse("awards:nomination_list")
    seen = _seen(request)
    changed: frozenset[int] = frozenset()
    if request.method == "POST":
        try:
            done = accept_many(seen=seen, actor=request.user, today=today, key=submit_key(request))
        except AlreadyDone:
            raise
        except DomainError as refusal:
            messages.warning(request, str(refusal))
            changed = refusal.keys if isinstance(refusal, ChangedSinceSeen) else changed
        else:
            messages.success(request, f"Đã ghi đủ điều kiện {done} hồ sơ.")
            return redirect(back)
    rows = Nomination.objects.visible_to(request.user).filter(pk__in=seen)
    if request.method != "POST":
        rows = rows.filter(state=NominationState.SUBMITTED)
    lines = plan_examination(rows, request.user, today)
    context = {
        "lines": [(line, line.nomination.pk in changed) for line in lines],
        "good": sum(not line.found.stops for line in lines),
        "back": back,
    }
    return render(request, "awards/nomination_examine.html", context)


def _seen(request: OfficeRequest) -> dict[int, str]:
    """The dossiers of the address or of the form, each with the fingerprint of what was shown of it."""
    given = request.POST.getlist("ho-so") or request.GET.getlist("ho-so")
    parts = [text.partition(":") for text in given[:MOST]]
    return {key: shown for text, _, shown in parts if (key := whole_number(text))}
