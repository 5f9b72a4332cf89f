"""Drafting a plan: begin it, write its head, its parts and its close, and settle doubtful words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.errors import EditConflict
from plans.forms.draft import CloseForm, HeadForm, NewDraftForm, SectionForm
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Plan, PlanSection
from plans.services import draft as service
from plans.services.draft_wording import change_words, keep_words
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.draft_page import CLOSE_TAB, HEAD_TAB, WORDS_TAB, Draft, Shown, render_draft, tab_url
from plans.views.lifecycle import WHO_PREPARES


def draft_new(request: OfficeRequest) -> HttpResponse:
    """Lập kế hoạch mới, trống hoặc từ kế hoạch đã có."""
    require(request.user, "plans.edit_plan", who=WHO_PREPARES)
    plans = list(Plan.objects.visible_to(request.user).order_by("-year", "-pk")[:10])
    if request.method == "POST":
        form = NewDraftForm(request.POST, plans=plans)
        made: list[Plan] = []
        if form.is_valid() and act_on(form, lambda: made.append(_create(request, form))):
            messages.success(request, "Đã lập bản thảo. Xem các chỗ cần rà câu chữ, sửa rồi trình duyệt.")
            return redirect("plans:draft", pk=made[0].pk)
    else:
        form = NewDraftForm(plans=plans)
    return render(request, "plans/draft_new.html", {"form": form})


def _create(request: OfficeRequest, form: NewDraftForm) -> Plan:
    facts = form.cleaned_data
    key = submit_key(request)
    return service.create_draft(actor=request.user, year=facts["year"], copy_of=facts["copy_of"], key=key)


def draft(request: OfficeRequest, pk: int) -> HttpResponse:
    """The drafting page; ``?phan=`` the tab, ``?nv=`` the open task, ``?them=`` a new task of a period."""
    page = Draft(draft_plan(request, pk))
    number = request.GET.get("nv", "")
    task = next((task for task in page.tasks if str(task.pk) == number), None)
    shown = Shown(tab=request.GET.get("phan", ""), task=task)
    if task:
        shown.tab = page.tasks_tab
    elif "them" in request.GET:
        shown.tab, shown.new_task = page.tasks_tab, True
        shown.task_form = page.task_form(None, period=request.GET["them"])
    return render_draft(request, page, shown)


def draft_plan(request: OfficeRequest, pk: int) -> Plan:
    """The plan, for somebody who may draft."""
    plan: Plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("copied_from"), pk=pk)
    require(request.user, "plans.edit_plan", plan, who=WHO_PREPARES)
    return plan


def draft_section_of(request: OfficeRequest, pk: int, section_pk: int) -> PlanSection:
    """A part of a draft."""
    return get_object_or_404(PlanSection.objects.select_related("plan"), pk=section_pk, plan=draft_plan(request, pk))


@require_POST
def draft_head(request: OfficeRequest, pk: int) -> HttpResponse:
    return _save_text(request, pk, HeadForm, HEAD_TAB, "Phần đầu của kế hoạch")


@require_POST
def draft_close(request: OfficeRequest, pk: int) -> HttpResponse:
    return _save_text(request, pk, CloseForm, CLOSE_TAB, "Nơi nhận, chữ ký")


def _save_text(request: OfficeRequest, pk: int, form_class: type[VersionForm], tab: str, title: str) -> HttpResponse:
    plan = draft_plan(request, pk)
    form = form_class(request.POST)

    def act() -> object:
        values = {name: form.cleaned_data[name] for name in form.fields if name != "version"}
        key, seen = submit_key(request), form.cleaned_data["version"]
        return service.save_draft_text(actor=request.user, plan=plan, values=values, seen=seen, key=key)

    back = tab_url(plan, tab)
    if (saved := _save(request, form, act, title=title, back=back)) is not None:
        return saved
    shown = Shown(tab=tab)
    if isinstance(form, HeadForm):
        shown.head_form = form
    elif isinstance(form, CloseForm):
        shown.close_form = form
    return render_draft(request, Draft(plan), shown)


@require_POST
def draft_section(request: OfficeRequest, pk: int, section_pk: int) -> HttpResponse:
    section = draft_section_of(request, pk, section_pk)
    page = Draft(section.plan)
    form = SectionForm(request.POST, auto_id=f"id_{section.pk}_%s")

    def act() -> object:
        values = {name: form.cleaned_data[name] for name in ("heading", "body")}
        key, seen = submit_key(request), form.cleaned_data["version"]
        return service.save_section(actor=request.user, section=section, values=values, seen=seen, key=key)

    tab = page.tab_of_section(section)
    back = tab_url(section.plan, tab)
    if (saved := _save(request, form, act, title=f"Phần “{section.heading}”", back=back)) is not None:
        return saved
    return render_draft(request, page, Shown(tab=tab, section_forms={section.pk: form}))


def _save(
    request: OfficeRequest, form: VersionForm, act: Callable[[], object], *, title: str, back: str
) -> HttpResponse | None:
    """Save a valid form and go ``back``; the compare page on a conflict; None when the form is to be shown again."""
    try:
        if form.is_valid() and act_on(form, act):
            messages.success(request, "Đã lưu bản thảo.")
            return redirect(back)
    except EditConflict as conflict:
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back)
    return None


@require_POST
def draft_section_new(request: OfficeRequest, pk: int) -> HttpResponse:
    plan = draft_plan(request, pk)
    after = PlanSection.objects.filter(plan=plan, pk=whole_number(request.POST.get("sau", "")) or 0).first()
    level = 2 if request.POST.get("cap") == "2" else 1
    made: list[PlanSection] = []
    act_by_button(
        request,
        lambda: made.append(
            service.add_section(actor=request.user, plan=plan, after=after, level=level, key=submit_key(request))
        ),
        done="Đã thêm một phần. Ghi đề mục và nội dung rồi lưu.",
    )
    return redirect(tab_url(plan, Draft(plan).tab_of_section(made[0])) if made else tab_url(plan, HEAD_TAB))


@require_POST
def draft_section_move(request: OfficeRequest, pk: int, section_pk: int) -> HttpResponse:
    section = draft_section_of(request, pk, section_pk)
    up = request.POST.get("huong") == "len"
    act_by_button(
        request,
        lambda: service.move_section(actor=request.user, section=section, up=up, key=submit_key(request)),
        done=f"Đã chuyển “{section.heading}” {'lên' if up else 'xuống'}.",
    )
    return redirect(tab_url(section.plan, Draft(section.plan).tab_of_section(section)))


def draft_section_remove(request: OfficeRequest, pk: int, section_pk: int) -> HttpResponse:
    """Bỏ một phần khỏi bản thảo, sau khi xem lại."""
    section = draft_section_of(request, pk, section_pk)
    plan = section.plan
    back = tab_url(plan, Draft(plan).tab_of_section(section))
    if request.method == "POST":
        act_by_button(
            request,
            lambda: service.remove_section(actor=request.user, section=section, key=submit_key(request)),
            done=f"Đã bỏ phần “{section.heading}”.",
        )
        return redirect(back if PlanSection.objects.filter(pk=section_pk).exists() else tab_url(plan, HEAD_TAB))
    return confirm_removal(request, plan, what=f"phần “{section.heading}”", text=section.body, back=back)


def confirm_removal(request: OfficeRequest, plan: Plan, *, what: str, text: str, back: str) -> HttpResponse:
    """The page that asks once more before something leaves the draft."""
    context: dict[str, Any] = {"plan": plan, "what": what, "text": text, "back": back}
    return render(request, "plans/draft_remove.html", context)


@require_POST
def draft_wording(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đổi chữ đáng ngờ theo gợi ý (một chỗ hoặc tất cả), hoặc giữ nguyên."""
    plan = draft_plan(request, pk)
    chosen = request.POST.get("cho", "")
    flags = Draft(plan).flags
    flag = next((flag for flag in flags if flag.key == chosen), None)
    if request.POST.get("viec") == "doi-het":
        every = [one for one in flags if one.to]
        act_by_button(
            request,
            lambda: change_words(actor=request.user, plan=plan, flags=every, key=submit_key(request)),
            done=f"Đã đổi {len(every)} chỗ theo gợi ý.",
        )
    elif flag is None:
        messages.info(request, "Chỗ này đã được xử lý.")
    elif request.POST.get("viec") == "doi":
        act_by_button(
            request,
            lambda: change_words(actor=request.user, plan=plan, flags=[flag], key=submit_key(request)),
            done=f"{flag.label}: đã đổi {flag.doubtful} thành {flag.to}.",
        )
    elif request.POST.get("viec") == "giu":
        act_by_button(
            request,
            lambda: keep_words(actor=request.user, plan=plan, flag=flag, key=submit_key(request)),
            done=f"{flag.label}: giữ nguyên “{flag.words}”.",
        )
    else:
        raise Http404
    back = request.POST.get("ve", "")
    draft_url = reverse("plans:draft", args=[pk])
    return redirect(back if back.startswith(draft_url) else tab_url(plan, WORDS_TAB))
