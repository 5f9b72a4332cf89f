"""Báo cáo của đơn vị as its contact writes it: saved by itself, its figures drawn anew until it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from plans.errors import DomainError
from plans.models import Contribution, Role, User
from plans.rules.contribution import PARTS
from plans.rules.text import nfc
from plans.services import audit
from plans.services.contribution import OWED, WAY, held_open, said, taken_up
from plans.services.contribution_figures import drawn_figures
from plans.services.locking import check_version, save_in_line, use_submit_key
from plans.services.report import LONGEST
from plans.services.way import holders

WHO_WRITES = "Đầu mối của đơn vị viết và gửi báo cáo này. Anh, chị báo đầu mối đơn vị hoặc thường trực TĐKT."


@transaction.atomic
def keep_contribution(
    *,
    actor: User,
    contribution: Contribution,
    texts: Mapping[str, str],
    seen: int,
    by_itself: bool = False,
    key: str = "",
) -> Contribution:
    """Keep the four texts; refused with both where another hand saved since version ``seen``."""
    if not by_itself:
        use_submit_key(actor, key)
    record = held_open(contribution)
    WAY.require(record, *OWED)
    kept = {part.name: nfc(texts.get(part.name, "")).strip()[:LONGEST] for part in PARTS}
    check_version(record, seen, dict(kept))
    if kept == {name: getattr(record, name) for name in kept}:
        return record
    for name, text in kept.items():
        setattr(record, name, text)
    record.edited_by, record.edited_at = actor, timezone.now()
    record.version += 1
    save_in_line(record, actor=actor, by_itself=by_itself)
    if not by_itself:
        audit.record(actor=actor, act="contribution.write", obj=record)
    return record


@transaction.atomic
def refresh_figures(*, actor: User, contribution: Contribution, key: str = "") -> bool:
    """Take the figures of now; gives whether any reads otherwise. The version stays: somebody may be writing."""
    use_submit_key(actor, key)
    record = held_open(contribution)
    WAY.require(record, *OWED)
    figures = drawn_figures(record.report, [record.unit_id])[record.unit_id]
    changed = bool(figures != record.figures)
    if changed:
        record.figures = figures
        record.save(update_fields=["figures", "updated_at"])
        audit.record(actor=actor, act="contribution.refresh", obj=record, detail={"as_of": str(record.report.as_of)})
    return changed


@transaction.atomic
def send_contribution(*, actor: User, contribution: Contribution, seen: int, key: str = "") -> Contribution:
    """Gửi: the figures of this moment go with it, and it is frozen for the unit until it is returned."""
    record = taken_up(contribution, actor, seen, key, *OWED)
    if is_empty(record):
        raise DomainError("Báo cáo chưa có nội dung nào. Viết ít nhất một mục rồi gửi.")
    record.figures = drawn_figures(record.report, [record.unit_id])[record.unit_id]
    record.sent_on, record.sent_by, record.return_reason = timezone.localdate(), actor, ""
    entry = WAY.moved(record, actor, "contribution.send", record.send)
    text = f"{record.unit} đã gửi báo cáo góp vào {said(record.report)}. Xem rồi tổng hợp hoặc trả lại."
    WAY.tell(holders(Role.STANDING), record, entry, text, but=actor)
    return record


def is_empty(record: Contribution) -> bool:
    """Nothing is written yet."""
    return not any(getattr(record, part.name).strip() for part in PARTS)
