"""Trao đổi: a remark under a task, and the button that puts it into the bin."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from plans.forms.comment import CommentForm
from plans.http import OfficeRequest, submit_key
from plans.models import Comment
from plans.services.comment import WHO_REMOVES, add_comment, place_of, remove_comment
from plans.views.acting import act_by_button, require
from plans.views.talk import Saying, say
from plans.views.task_rows import tasks_seen

WORDS = Saying("Trao đổi", "Gửi", "send", "Đã gửi.")


def comment_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Say something about a task; the task's own page holds the same form."""
    task = get_object_or_404(tasks_seen(request.user), pk=pk)
    form = CommentForm(request.POST) if request.method == "POST" else CommentForm()

    def act(key: str) -> str:
        add_comment(task=task, actor=request.user, text=form.cleaned_data["text"], key=key)
        return place_of(task)

    return say(request, task, form, act, WORDS)


@require_POST
def comment_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ vào thùng rác."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user).select_related("task__plan"), pk=pk)
    require(request.user, "plans.remove_comment", comment, who=WHO_REMOVES)
    act_by_button(
        request,
        lambda: remove_comment(comment=comment, actor=request.user, key=submit_key(request)),
        done="Đã bỏ ý kiến vào thùng rác. Cần lại thì mở Thùng rác, bấm Khôi phục.",
    )
    return redirect(place_of(comment.task))
