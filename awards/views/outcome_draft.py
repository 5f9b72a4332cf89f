"""Soạn thông báo kết quả for everybody whom a decision or a meeting concerns: who they are, then one button."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from awards.forms.outcome_letter import DraftForm
from awards.models import DecisionKind, DecisionState, Meeting
from awards.services import outcome_letter as service
from awards.services.outcome_letter import Source
from awards.services.outcome_source import SEALED, ToTell
from awards.views.decision import seen_decision
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.views.acting import require


class _Place(NamedTuple):
    """Of what the letters are: its value in the filter of the list, its name, its own page."""

    value: str
    name: str
    own_page: str


def outcome_decision(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn thông báo for everybody an issued decision concerns, and whom its meeting did not carry."""
    decision = seen_decision(request, pk)
    name = f"Quyết định số {decision.number}" if decision.number else "Dự thảo quyết định"
    if decision.state != DecisionState.ISSUED:
        refusal = "Quyết định chưa ban hành nên chưa thông báo kết quả được. Ban hành trước."
    elif decision.kind == DecisionKind.INITIATIVE:
        refusal = "Kết quả sáng kiến được báo ở từng hồ sơ sáng kiến, không soạn thông báo ở đây."
    else:
        refusal = ""
    own_page = reverse("awards:decision", args=[pk])
    return _draft(request, Source(decision=decision), _Place(f"d{pk}", name, own_page), refusal)


def outcome_meeting(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn thông báo for those whom a sealed meeting did not carry."""
    rows = Meeting.objects.visible_to(request.user).select_related("council", "round")
    meeting = get_object_or_404(rows, pk=pk)
    refusal = "" if meeting.state in SEALED else "Phiên họp chưa chốt kết quả nên chưa thông báo được. Chốt trước."
    own_page = reverse("awards:meeting", args=[pk])
    return _draft(request, Source(meeting=meeting), _Place(f"m{pk}", meeting.short_name, own_page), refusal)


def _draft(request: OfficeRequest, source: Source, place: _Place, refusal: str) -> HttpResponse:
    user = request.user
    decided, outside = ([], []) if refusal else source.pending()
    mine = [[one for one in some if service.may_tell(user, one.nomination)] for some in (decided, outside)]
    if not any(mine):
        require(user, "awards.tell_outcome", who=service.WHO_TELLS)
    listed = f"{reverse('awards:outcome_list')}?{urlencode({'tu': place.value})}"
    facts = {"outside": len(mine[1])}
    if request.method == "POST":
        form = DraftForm(request.POST, **facts)
    else:
        form = DraftForm(initial={"with_left_out": _is_closed(source)}, **facts)

    def act() -> object:
        wanted = form.cleaned_data.get("with_left_out", False)
        return service.draft_letters(actor=user, source=source, with_left_out=wanted, key=submit_key(request))

    context = {
        "name": place.name,
        "own_page": place.own_page,
        "refusal": refusal,
        "groups": [(title, found) for title, found in _groups(*mine) if found],
        "others": len(decided) + len(outside) - len(mine[0]) - len(mine[1]),
        "made": source.letters(user).count(),
        "listed": listed,
        "submit": "Soạn thông báo",
        "icon": "file-text",
    }
    return record_form(
        request,
        form,
        act,
        template="awards/outcome_draft.html",
        context=context,
        title="Thông báo kết quả",
        done="Đã soạn thông báo. Xem lại từng bản, điền chỗ còn trống rồi gửi.",
        back=place.own_page,
        then=lambda _made: listed,
    )


def _is_closed(source: Source) -> bool:
    """Whether nothing comes in any more in the round from which the meeting drew its agenda."""
    held = source.held
    return held is not None and held.round is not None and held.round.closes_on < timezone.localdate()


def _groups(decided: list[ToTell], outside: list[ToTell]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who is to be told what, as the page lists it before the button."""
    return [
        ("Được tặng", [_said(one) for one in decided if one.granted]),
        ("Bị hủy bỏ kết quả", [_said(one) for one in decided if one.line and not one.granted]),
        ("Không được tặng", [_said(one) for one in decided if one.item]),
        ("Hồ sơ của đợt không được đưa ra hội đồng", [_said(one) for one in outside]),
    ]


def _said(one: ToTell) -> tuple[str, str]:
    honour = (one.line.title or one.line.commendation if one.line else None) or one.nomination.honour
    about = [honour.name]
    if one.item is not None:
        about.append("đủ phiếu, không được chọn" if one.item.passed else one.item.rule_words)
    return (one.line.printed_name if one.line else str(one.nomination.subject), ": ".join(filter(None, about)))
