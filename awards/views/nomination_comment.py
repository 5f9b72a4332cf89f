"""Lấy ý kiến: the nominees everybody sees during the days of comment, what is said of them, what came of it."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.nomination_comment import AnswerForm, CommentForm
from awards.models import Round
from awards.services import nomination_comment as service
from awards.services.nominee import in_list_order
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key
from plans.models import Role
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.views.acting import act_on, require
from plans.views.listing import page_of


class NomineeLine(NamedTuple):
    """A nominee as everybody sees him: name, unit, honour, achievement; no personal data."""

    pk: int
    name: str
    unit: str
    is_unit: bool
    honour: str
    is_title: bool
    achievement: str
    round: str
    own: bool


class CommentLine(NamedTuple):
    """A comment with how it was dealt with."""

    pk: int
    whom: str
    honour: str
    who: str
    at: str
    text: str
    answer: str
    answers: bool


@require_safe
def comment_list(request: OfficeRequest) -> HttpResponse:
    """Danh sách đang lấy ý kiến, and the comments one may read."""
    today, user = timezone.localdate(), request.user
    page = page_of(request, in_list_order(service.open_to_comment(today)))
    rounds = Round.objects.filter(service.in_days(today)).order_by("comment_to").values_list("name", "comment_to")
    context = {
        "page": page,
        "rows": _nominees(request, page.object_list),
        "comments": _comments(request),
        "days": [f"{name}: đến hết {short_date(last)}" for name, last in rounds if last],
        "reads_all": user.has_perm("plans.follow_all"),
    }
    return render(request, "awards/comment_list.html", context)


def comment_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gửi ý kiến về một người, tập thể được đề nghị."""
    today, back = timezone.localdate(), reverse("awards:comment_list")
    shown = service.open_to_comment(today).select_related("round", "person__unit", "unit", "title", "commendation")
    record = get_object_or_404(shown, pk=pk)
    form = CommentForm(request.POST) if request.method == "POST" else CommentForm()

    def act() -> object:
        text, key = form.cleaned_data["text"], submit_key(request)
        return service.add_comment(nomination=record, actor=request.user, text=text, today=today, key=key)

    if request.method == "POST" and form.is_valid() and act_on(form, act):
        messages.success(request, "Đã gửi ý kiến; thường trực TĐKT xem và trả lời.")
        return redirect(back)
    own = record.person_id is not None and record.person_id == request.user.person_id
    context = {"form": form, "nomination": record, "back_url": back, "refusal": service.OWN if own else ""}
    return render(request, "awards/comment_form.html", context)


def comment_answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """Xử lý ý kiến."""
    rows = service.seen_comments(request.user).select_related(
        "nomination__person__unit",
        "nomination__person__user",
        "nomination__unit",
        "nomination__title",
        "nomination__commendation",
        "author__person",
    )
    comment = get_object_or_404(rows, pk=pk)
    require(request.user, service.ANSWERS, comment.nomination, who=service.WHO_ANSWERS)
    form = AnswerForm(initial={"answer": comment.answer, "version": comment.version})
    if request.method == "POST":
        form = AnswerForm(request.POST)

    def act() -> object:
        typed, key = form.cleaned_data, submit_key(request)
        return service.answer_comment(
            comment=comment, actor=request.user, answer=typed["answer"], seen=typed["version"], key=key
        )

    return record_form(
        request,
        form,
        act,
        template="awards/comment_form.html",
        context={"nomination": comment.nomination, "comment": comment},
        title=f"Xử lý ý kiến về {comment.nomination.subject}",
        done="Đã ghi cách xử lý; người góp ý nhận thông báo.",
        back=reverse("awards:comment_list"),
    )


def _nominees(request: OfficeRequest, rows: object) -> list[NomineeLine]:
    columns = (
        *("pk", "person__full_name", "unit__name", "person__unit__name", "title__name", "commendation__name"),
        *("achievement", "round__name", "person_id"),
    )
    own = request.user.person_id
    return [
        NomineeLine(
            pk,
            unit or name,
            home or "",
            unit is not None,
            title or form,
            title is not None,
            words,
            award_round,
            own is not None and person == own,
        )
        for pk, name, unit, home, title, form, words, award_round, person in rows.values_list(*columns)  # type: ignore[attr-defined]
    ]


def _comments(request: OfficeRequest) -> list[CommentLine]:
    """The comments of the year in view that the person may read, those without an answer first. One query."""
    rows = service.seen_comments(request.user).filter(nomination__round__year=year_in_view(request))
    columns = (
        *("pk", "nomination__person__full_name", "nomination__unit__name", "nomination__title__name"),
        *("nomination__commendation__name", "author__person__full_name", "author__username", "written_at", "text"),
        *("answer", "nomination__person__user"),
    )
    rights = rights_of(request.user)
    answers, by_leader = rights.holds(Role.STANDING), rights.holds(Role.LEADER)  # as the right of one comment says
    return [
        CommentLine(
            pk,
            unit or person,
            title or form,
            name or account,
            f"{timezone.localtime(at):%H:%M %d/%m/%Y}",
            text,
            answer,
            answers or (by_leader and nominee in rights.standing_users),
        )
        for pk, person, unit, title, form, name, account, at, text, answer, nominee in rows.order_by(
            "answered_at", "-written_at"
        ).values_list(*columns)[: service.MOST_SHOWN]
    ]
