"""A decision from its submission to its number; issuing puts what it says into the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState, ListPlace
from awards.services.decision import WAY, WHO_DRAFTS, demand_kept, minutes_to_look_at
from awards.services.decision_document import KIND, SERIES, lines_in, printed_decision, record_of
from awards.services.decision_effect import take_effect
from awards.services.decision_line import corrections, first_of, reckon
from awards.services.decision_private import private_doubts
from awards.services.letter_document import stale_basis, works_not_cited
from plans.errors import DomainError
from plans.models import Role, User
from plans.services import audit
from plans.services.paper_way import Entry, PaperWay
from plans.services.task_log import demand
from plans.services.way import holders


def what_is_missing(decision: Decision) -> list[str]:
    """What stands in the way of submitting, each as a sentence. One query."""
    revokes = decision.kind == DecisionKind.REVOKE
    wanted = (
        (decision.abstract, "Chưa có trích yếu."),
        (decision.basis, "Chưa có căn cứ."),
        (decision.articles, "Chưa có các điều của quyết định."),
        (decision.recipients, "Chưa có nơi nhận."),
        (decision.symbol, "Chưa có ký hiệu của văn bản."),
        (decision.signer_title and decision.signer_name, "Chưa có người ký hoặc chức vụ người ký."),
        (decision.ground or not revokes, "Chưa chọn căn cứ hủy bỏ theo Luật."),
        (decision.ground_words or not revokes, "Chưa ghi nội dung vi phạm, kết luận."),
        (decision.lines.exists(), "Chưa có dòng nào trong danh sách."),
    )
    return [sentence for there, sentence in wanted if not there]


def what_to_look_at(
    decision: Decision, *, reader: User | None = None, lines: Sequence[DecisionLine] | None = None
) -> list[str]:
    """What stops nothing and should be looked at: stale grounds, minutes, unknown money, lines that amend nothing.

    ``reader`` may be told of holds and discipline as well; ``lines`` may be read already.
    """
    today, rows = timezone.localdate(), lines_in(decision) if lines is None else lines
    found = private_doubts(decision, rows, reader=reader, today=today) if reader else []
    found += stale_basis("\n".join((decision.basis, decision.articles)), today)
    found += minutes_to_look_at(decision)
    return [*found, *_lines_to_look_at(decision, rows)]


def _lines_to_look_at(decision: Decision, lines: Sequence[DecisionLine]) -> list[str]:
    found = []
    if decision.list_place == ListPlace.ARTICLES and "kèm theo" in decision.articles.partition("\nĐiều 2")[0]:
        found.append("Danh sách in ngay ở Điều 1, lời còn ghi “danh sách kèm theo”. Sửa thành “có tên sau đây”.")
    if any(line.initiative_id for line in lines):
        found += works_not_cited(decision.basis)
    elif decision.kind != DecisionKind.REVOKE and (unknown := sum(line.amount is None for line in lines)):
        found.append(f"{unknown:02} dòng chưa xác định được mức thưởng.")
    if decision.kind == DecisionKind.AMEND:
        same = [f"{first_of(line).order:02}" for line in lines if not corrections(line)]
        if same:
            found.append(f"Dòng số {', '.join(same)} chưa sửa nội dung nào. Sửa dòng, hoặc bỏ khỏi danh sách.")
    return found


@transaction.atomic
def post_decision(
    *,
    actor: User,
    decision: Decision,
    posted_from: dt.date | None,
    posted_to: dt.date | None,
    seen: int,
    key: str = "",
) -> Decision:
    """Công khai inside the office between two days; without the first day not at all."""
    record = WAY.taken_up(decision, actor, seen, key, DecisionState.ISSUED)
    demand(actor, "awards.draft_decision", None, WHO_DRAFTS)
    record.posted_from, record.posted_to = posted_from, posted_to if posted_from else None
    record.version += 1
    record.save()
    days = f"{posted_from or 'thôi công khai'} {posted_to or ''}".strip()
    audit.record(actor=actor, act="decision.post", obj=record, note=days)
    return record


def _check_after(decision: Decision, issued_on: dt.date) -> None:
    """Neither before the meeting it rests on, nor before the decision it changes."""
    if decision.meeting and issued_on < decision.meeting.held_on:
        raise DomainError(f"Ngày ban hành ở trước ngày họp {decision.meeting.held_on:%d/%m/%Y}. Nhập ngày ký thật.")
    earlier = decision.amends
    if earlier and earlier.issued_on and issued_on < earlier.issued_on:
        raise DomainError(f"Ngày ban hành ở trước ngày của quyết định {earlier.number}. Nhập ngày ký thật.")


def _may_issue(decision: Decision, issued_on: dt.date) -> None:
    """Refuse a day before what it rests on; the money is reckoned by the day of issue."""
    _check_after(decision, issued_on)
    if decision.kind in (DecisionKind.AWARD, DecisionKind.AMEND):
        lines = list(decision.lines.select_related("title", "commendation").order_by("order"))
        reckon(decision, lines, issued_on)
        DecisionLine.objects.bulk_update(lines, ["multiple", "amount"])


PAPERS = PaperWay[Decision](
    WAY,
    act="decision",
    missing=what_is_missing,
    printed=printed_decision,
    data=record_of,
    entry=lambda record: Entry(SERIES, KIND, record.is_sample),
    told=lambda record: [(holders(Role.STANDING), f"{record} đã ban hành.")],
    may_submit=demand_kept,
    may_issue=_may_issue,
    follow=take_effect,
)
