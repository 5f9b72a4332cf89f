"""Ý kiến chỉ đạo: given on a page of the task, answered and closed on a page of its own, listed and printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.context import plan_in_view, soon_days
from plans.errors import EditConflict
from plans.forms.direction import AgainForm, AnswerForm, GiveForm
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Direction, DirectionState, Obstacle, Task
from plans.models.unit_index import UnitIndex
from plans.services.direction import (
    CLOSED,
    WHO_ANSWERS,
    WHO_GIVES,
    answer_direction,
    ask_again,
    close_direction,
    give_direction,
    page_of,
)
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.direction_rows import (
    COLUMNS,
    paper_rows,
    pill_of,
    read_directions,
    read_filter,
    reply_line,
    rows_of,
    units_of,
)
from plans.views.listing import Listing, send_listing
from plans.views.listing import page_of as listing_page
from plans.views.plan_html import lines_html
from plans.views.talk import Saying, say
from plans.views.task import frame_of
from plans.views.task_rows import tasks_seen

GIVE = Saying("Cho ý kiến chỉ đạo", "Gửi ý kiến chỉ đạo", "send", "Đã gửi ý kiến chỉ đạo tới đơn vị thực hiện.")
ANSWER, AGAIN, CLOSE = "answer", "again", "close"


def direction_give(request: OfficeRequest, pk: int) -> HttpResponse:
    """Cho ý kiến chỉ đạo về nhiệm vụ, or with ``?vuong-mac=`` about one of its obstacles."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.give_direction", task, who=WHO_GIVES)
    asked = whole_number(request.GET.get("vuong-mac", ""))
    obstacle = get_object_or_404(Obstacle.objects.filter(task=task), pk=asked) if asked else None
    form = GiveForm(request.POST) if request.method == "POST" else GiveForm()

    def act(key: str) -> str:
        values = form.cleaned_data
        given = give_direction(
            task=task,
            actor=user,
            text=values["text"],
            due=values["due"],
            today=timezone.localdate(),
            obstacle=obstacle,
            key=key,
        )
        return page_of(given)

    return say(request, task, form, act, GIVE, more={"obstacle": obstacle})


def direction(request: OfficeRequest, pk: int) -> HttpResponse:
    """One direction: what was said, the replies, and what the person can do with it now."""
    user = request.user
    found = Direction.objects.visible_to(user).select_related(
        "given_by__person", "replied_by__person", "obstacle", "task__plan"
    )
    record = get_object_or_404(found, pk=pk)
    task = get_object_or_404(tasks_seen(user), pk=record.task_id)
    act = request.POST.get("act", "")
    initial = {"version": record.version, "reply": record.reply}
    answer_form = AnswerForm(request.POST if act == ANSWER else None, initial=initial)
    again_form = AgainForm(
        request.POST if act == AGAIN else None, initial={"version": record.version, "due": record.due}, prefix=AGAIN
    )
    if request.method == "POST":
        moved = _moved(request, record, task, answer_form, again_form)
        if moved is not None:
            return moved
    running = task.plan.is_in_force and record.state != DirectionState.CLOSED and not task.dropped
    today = timezone.localdate()
    context = {
        **frame_of(request, task),
        "direction": record,
        "pill": pill_of(record.state),
        "due_line": reply_line(record.due, record.replied_at, record.state, today, soon_days(request)),
        "text": lines_html(record.text),
        "reply": lines_html(record.reply),
        "rounds": [(one, lines_html(one.reply), lines_html(one.asked)) for one in _rounds(record)],
        "answers": running and user.has_perm("plans.answer_direction", task),
        "closes": running and user.has_perm("plans.give_direction", task),
        "answered": record.state == DirectionState.ANSWERED,
        "closed_words": CLOSED if record.state == DirectionState.CLOSED else "",
        "answer_form": answer_form,
        "again_form": again_form,
        "close_form": VersionForm(initial={"version": record.version}, prefix=CLOSE),
        "words": lines_html(task.title),
    }
    return render(request, "plans/direction.html", context)


def _rounds(record: Direction) -> Any:
    return record.rounds.select_related("replied_by__person", "asked_by__person")


def _moved(
    request: OfficeRequest, record: Direction, task: Task, answer_form: AnswerForm, again_form: AgainForm
) -> HttpResponse | None:
    """Do what was asked; None when the form has to be shown again with what is wrong."""
    user, key, there = request.user, submit_key(request), redirect("plans:direction", record.pk)
    match request.POST.get("act"):
        case "answer":
            require(user, "plans.answer_direction", task, who=WHO_ANSWERS)
            return _answered(request, record, answer_form)
        case "again":
            require(user, "plans.give_direction", task, who=WHO_GIVES)

            def again() -> object:
                values = again_form.cleaned_data
                return ask_again(
                    direction=record,
                    actor=user,
                    text=values["text"],
                    due=values["due"],
                    today=timezone.localdate(),
                    seen=values["version"],
                    key=key,
                )

            return there if _done(request, again_form, again, "Đã yêu cầu trả lời lại.") else None
        case _:
            require(user, "plans.give_direction", task, who=WHO_GIVES)
            seen = whole_number(request.POST.get(f"{CLOSE}-version", "")) or 0
            act_by_button(
                request,
                lambda: close_direction(direction=record, actor=user, seen=seen, key=key),
                done="Đã ghi ý kiến chỉ đạo là xong.",
            )
            return there


def _answered(request: OfficeRequest, record: Direction, form: AnswerForm) -> HttpResponse | None:
    def answer() -> object:
        values = form.cleaned_data
        return answer_direction(
            direction=record,
            actor=request.user,
            reply=values["reply"],
            seen=values["version"],
            key=submit_key(request),
        )

    back = page_of(record)
    try:
        done = _done(request, form, answer, "Đã gửi trả lời.")
    except EditConflict as conflict:
        title = f"Trả lời ý kiến chỉ đạo, {record.task}"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back)
    return redirect(back) if done else None


def _done(request: OfficeRequest, form: Any, act: Callable[[], object], words: str) -> bool:
    if not form.is_valid() or not act_on(form, act):
        return False
    messages.success(request, words)
    return True


@require_safe
def direction_list(request: OfficeRequest) -> HttpResponse:
    """The directions of the year in view, the unanswered first."""
    plan, index, today = plan_in_view(request), UnitIndex.load(), timezone.localdate()
    chosen = read_filter(request, index)
    page = listing_page(request, read_directions(request.user, plan, chosen, index, today))
    context = {
        "plan": plan,
        "filter": chosen,
        "page": page,
        "rows": rows_of(page.object_list, units_of(plan, index), today, soon_days(request), first=page.start_index()),
        "counted": f"{page.paginator.count} ý kiến chỉ đạo",
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/direction_list.html", context)


@require_safe
def direction_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4, with its filter."""
    plan, index, today = plan_in_view(request), UnitIndex.load(), timezone.localdate()
    chosen = read_filter(request, index)
    found = read_directions(request.user, plan, chosen, index, today)
    rows = paper_rows(rows_of(found, units_of(plan, index), today, soon_days(request)))
    year = f" năm {plan.year}" if plan else ""
    listing = Listing(
        kind="DANH SÁCH Ý KIẾN CHỈ ĐẠO",
        subject=f"Thực hiện kế hoạch công tác thi đua, khen thưởng{year}",
        columns=COLUMNS,
        rows=rows,
        criteria=chosen.criteria,
        total=f"Cộng: {len(rows)} ý kiến chỉ đạo.",
    )
    return send_listing(request, listing, name=f"Danh sách ý kiến chỉ đạo{year}.pdf")
