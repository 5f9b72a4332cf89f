"""Decisions as they are written: drafted from what a council carried, their words and list, into the bin and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    AgendaItem,
    CouncilKind,
    Decision,
    DecisionKind,
    DecisionLine,
    DecisionState,
    Meeting,
    MeetingPaper,
    MeetingState,
    PaperOfMeeting,
)
from awards.services.decision_line import line_of, reckon, whom
from awards.services.letter_document import basis_for, basis_for_works
from awards.services.vote_result import carried
from awards.services.vote_ties import demand_concluded
from emulation.models import Level
from plans.errors import DomainError
from plans.models import Office, Plan, Task, User
from plans.rules.official import format_date
from plans.rules.text import fold
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand
from plans.services.way import Way

WHO_DRAFTS = "Thường trực TĐKT soạn quyết định khen thưởng. Anh, chị báo thường trực."
WHY_NOT = {
    DecisionState.DRAFT: "Quyết định còn là dự thảo. Thường trực trình duyệt trước.",
    DecisionState.SUBMITTED: "Quyết định đang trình duyệt. Thu hồi, hoặc lãnh đạo trả lại, rồi mới sửa được.",
    DecisionState.APPROVED: "Quyết định đã duyệt, chờ văn thư ghi số. Lãnh đạo trả lại thì mới sửa được.",
    DecisionState.ISSUED: "Quyết định đã ban hành. Chỉ sửa đổi, hủy bỏ được bằng một quyết định sau.",
}
WORDS = (
    *("abstract", "authority", "basis", "articles", "list_place"),
    *("recipients", "symbol", "signer_title", "signer_name"),
)
AUTHORS = "tác giả, đồng tác giả của sáng kiến"
OF_DECISIONS = "quyet dinh cong nhan danh hieu"  # in the task that asks for them
SEALED = (MeetingState.RESULTS, MeetingState.MINUTED)


def page_of(decision: Decision) -> str:
    """The address of a decision's own page."""
    return reverse("awards:decision", args=[decision.pk])


WAY = Way[Decision](WHY_NOT, page_of)


def free_items(meeting: Meeting) -> list[AgendaItem]:
    """What the council carried, the Director decides himself, and no decision names yet."""
    taken = DecisionLine.objects.filter(decision__removed_at=None, item__meeting=meeting)
    named = set(taken.values_list("item", flat=True))
    return [item for item in carried(meeting) if item.pk not in named and decides_here(item)]


def decides_here(item: AgendaItem) -> bool:
    """Whether the Director decides it; what is decided above goes up with a submission (Luật TĐKT, Điều 80)."""
    return item.nomination is None or item.nomination.honour.level == Level.UNIT


@transaction.atomic
def draft_from_meeting(*, actor: User, meeting: Meeting, items: Sequence[int], key: str = "") -> Decision:
    """Soạn quyết định from the results: one decision for many names, several decisions for one meeting."""
    use_submit_key(actor, key)
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    one_at_a_time()
    record = locked(meeting)
    if record.state not in SEALED:
        raise DomainError("Phiên họp chưa chốt kết quả nên chưa soạn quyết định được. Chốt kết quả trước.")
    demand_concluded(record)
    chosen = [item for item in free_items(record) if item.pk in set(items)]
    if len(chosen) < len(set(items)):
        raise DomainError("Có nội dung vừa được đưa vào quyết định khác. Mở lại trang rồi chọn.")
    if not chosen:
        raise DomainError("Chọn ít nhất một nội dung đạt để đưa vào quyết định.")
    kind = DecisionKind.INITIATIVE if record.council.kind == CouncilKind.INITIATIVE else DecisionKind.AWARD
    decision = Decision(
        kind=kind,
        meeting=record,
        task=_task_of(record, kind),
        year=record.year,
        prepared_by=actor,
        is_sample=record.is_sample,
    )
    decision.achievement_year = record.round.achievement_year if record.round else record.year
    for name, value in first_words(decision, chosen).items():
        setattr(decision, name, value)
    decision.save()
    lines = [line_of(decision, order, item) for order, item in enumerate(chosen, start=1)]
    reckon(decision, lines, timezone.localdate())
    DecisionLine.objects.bulk_create(lines)
    decision.save()
    audit.record(actor=actor, act="decision.draft", obj=decision, note=f"{len(lines)} dòng")
    return decision


@transaction.atomic
def save_decision(
    *,
    actor: User,
    decision: Decision,
    values: Mapping[str, Any],
    order: Sequence[int] = (),
    seen: int,
    key: str = "",
) -> Decision:
    """Keep the words of a draft, and its lines in ``order`` (all of them by key; those left out are taken off)."""
    use_submit_key(actor, key)
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    record = locked(decision)
    demand_kept(record)
    WAY.require(record, DecisionState.DRAFT)
    check_version(record, seen, dict(values))
    for name, value in values.items():
        setattr(record, name, value)
    if order:
        _put_in_order(record, order)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="decision.edit", obj=record)
    return record


def note_fetch(*, actor: User, decision: Decision, form: str) -> None:
    """Keep that the decision left the office as a file, with the people of its list."""
    audit.record(actor=actor, act="decision.fetch", obj=decision, note=form)


def remove_decision(*, actor: User, decision: Decision, key: str = "") -> None:
    """Put a draft into the bin; what it named is free for another."""
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    bin_service.remove(record=decision, actor=actor, key=key)


def _why_kept(decision: Decision) -> str:
    return "" if decision.state == DecisionState.DRAFT else "Chỉ dự thảo mới bỏ vào thùng rác được. Thu hồi trước."


def demand_kept(decision: Decision) -> None:
    """Refuse to work on one in the bin."""
    if decision.removed_at is not None:
        raise DomainError("Dự thảo này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")


def _put_in_order(decision: Decision, order: Sequence[int]) -> None:
    lines = {line.pk: line for line in decision.lines.all()}
    if set(order) - set(lines):
        raise DomainError("Danh sách vừa được người khác sửa. Mở lại trang rồi xếp lại.")
    decision.lines.exclude(pk__in=order).delete()
    for line in decision.lines.all():  # out of the way of the numbers to come
        line.order += 1000
        line.save(update_fields=["order"])
    for number, pk in enumerate(dict.fromkeys(order), start=1):
        lines[pk].order = number
        lines[pk].save(update_fields=["order"])


def first_words(decision: Decision, items: Sequence[AgendaItem]) -> dict[str, Any]:
    """What a new decision starts with: the law in force today, the minutes, the usual articles, the plan's signer."""
    office = Office.objects.first() or Office()
    plan = Plan.objects.filter(year=decision.year).exclude(signer_name="").order_by("-pk").first()
    codes = {item.nomination.honour.code for item in items if item.nomination}
    of_initiatives = decision.kind == DecisionKind.INITIATIVE
    law = basis_for_works(timezone.localdate()) if of_initiatives else basis_for(codes, timezone.localdate())
    what = "công nhận sáng kiến" if of_initiatives else _what(items)
    return {
        "abstract": f"Về việc {what} năm {decision.achievement_year}",
        "basis": "\n".join([*law, *_minutes_basis(decision)]),
        "articles": _articles(office, what, decision.achievement_year, named=None if of_initiatives else _named(items)),
        "recipients": "Như Điều 3\nBan Giám đốc Sở\nLưu: VT",
        "symbol": f"QĐ-{office.symbol}" if office.symbol else "",
        "signer_title": plan.signer_title if plan else "",
        "signer_name": plan.signer_name if plan else "",
    }


def _what(items: Sequence[AgendaItem]) -> str:
    honours = {item.nomination.honour.name: item.nomination.title_id for item in items if item.nomination}
    if len(honours) == 1:
        name, title = next(iter(honours.items()))
        return f"tặng danh hiệu {name}" if title else f"tặng {name}"
    if all(honours.values()):
        return "tặng danh hiệu thi đua"
    return "tặng danh hiệu thi đua, hình thức khen thưởng" if any(honours.values()) else "khen thưởng"


def _minutes_basis(decision: Decision) -> list[str]:
    """The minutes of the meeting as a căn cứ; by number and day only once they have them."""
    meeting = decision.meeting
    if meeting is None:
        return []
    if (found := numbered_minutes(meeting)) is not None and (day := found.issued_on):
        dated = format_date(day.day, day.month, day.year)
        return [f"Căn cứ Biên bản số {found.number} {dated} của {meeting.council.name}"]
    day = meeting.held_on
    return [f"Căn cứ Biên bản họp {format_date(day.day, day.month, day.year)} của {meeting.council.name}"]


def numbered_minutes(meeting: Meeting) -> MeetingPaper | None:
    """The minutes of a meeting, once they have number and day. One query."""
    return meeting.papers.filter(kind=PaperOfMeeting.MINUTES).exclude(number="").first()


def minutes_to_look_at(decision: Decision) -> list[str]:
    """What is to be mended in the căn cứ on the minutes, as sentences. One query; none without a meeting."""
    if decision.meeting is None:
        return []
    found = numbered_minutes(decision.meeting)
    if found is None:
        return ["Biên bản phiên họp chưa có số; căn cứ mới ghi ngày họp. Ghi số biên bản, rồi dẫn số đó ở căn cứ."]
    return [] if found.number in decision.basis else [f"Biên bản đã có số {found.number}; căn cứ chưa dẫn số này."]


def _task_of(meeting: Meeting, kind: str) -> Task | None:
    """The task that the decision does: of awards the plan's own task on decisions, else that of the meeting."""
    if meeting.task is None or kind == DecisionKind.INITIATIVE:
        return meeting.task
    tasks = Task.objects.filter(plan=meeting.task.plan_id).order_by("pk")
    return next((task for task in tasks if OF_DECISIONS in fold(task.title)), meeting.task)


def _named(items: Sequence[AgendaItem]) -> str:
    return whom(item.nomination.unit_id for item in items if item.nomination)


def _articles(office: Office, what: str, year: int, *, named: str | None) -> str:
    """``named`` is whom it rewards; None where it recognises initiatives."""
    money = (
        "Điều 2. Mức tiền thưởng thực hiện theo quy định hiện hành, chi từ quỹ thi đua, khen thưởng của Sở.\n"
        if named
        else "Điều 2. Tác giả, đồng tác giả được hưởng quyền lợi theo quy định về sáng kiến.\n"
    )
    gets = f"cho các {named}" if named else "đối với các sáng kiến"
    return (
        f"Điều 1. {what[0].upper()}{what[1:]} năm {year} {gets} có tên trong danh sách kèm theo.\n"
        f"{money}"
        f"Điều 3. Các phòng, đơn vị thuộc {office.name} và {named or AUTHORS} có tên tại Điều 1 chịu trách nhiệm "
        "thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký./."
    )


def _why_gone(decision: Decision) -> str:
    """An item that another decision took up in the meantime cannot be named twice."""
    named = DecisionLine.objects.filter(decision__removed_at=None, item__in=decision.lines.values("item"))
    changed = DecisionLine.objects.filter(decision__removed_at=None, changes__in=decision.lines.values("changes"))
    if named.exclude(decision=decision).exists() or changed.exclude(decision=decision).exists():
        return "Nội dung của dự thảo này đã có trong quyết định khác."
    items = AgendaItem.objects.filter(pk__in=decision.lines.values("item")).select_related("meeting")
    if not all(item.meeting.state in SEALED and item.is_carried for item in items):
        return "Hội đồng đã kiểm phiếu lại hoặc kết luận khác sau khi bỏ dự thảo này. Soạn dự thảo mới từ kết quả."
    return ""


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("awards.draft_decision") else Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="quyet-dinh-khen-thuong",
    label="Dự thảo quyết định",
    model=Decision,
    title="abstract",
    restorable_by=_restorable_by,
    why_kept=_why_kept,
    why_gone=_why_gone,
)
