"""Ý kiến của lãnh đạo về dự thảo báo cáo: given on one section or on the whole, taken up with an answer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from plans.errors import DomainError
from plans.models import PaperState, Report, ReportRemark, ReportSection, Role, User
from plans.services import audit
from plans.services.locking import locked, use_submit_key
from plans.services.report_way import WAY
from plans.services.way import holders

OPEN_STATES = (PaperState.DRAFT, PaperState.SUBMITTED)
WHO_REMARKS = "Lãnh đạo Sở cho ý kiến về dự thảo báo cáo. Anh, chị góp ý thì gửi thường trực TĐKT."
WHO_ANSWERS = "Thường trực TĐKT tiếp thu, giải trình ý kiến của lãnh đạo."
WHY_NOT_REMARKED = {
    PaperState.APPROVED: "Báo cáo đã được duyệt, chờ văn thư ghi số. Còn ý kiến thì trả lại kèm lý do.",
    PaperState.ISSUED: "Báo cáo đã ban hành, không nhận thêm ý kiến. Cần đính chính thì lập báo cáo mới.",
}


@transaction.atomic
def give_remark(
    *, actor: User, report: Report, text: str, section: ReportSection | None = None, key: str = ""
) -> ReportRemark:
    """Cho ý kiến: the standing office is told."""
    use_submit_key(actor, key)
    record = _open(report)
    if not text.strip():
        raise DomainError("Ghi ý kiến để thường trực biết cần sửa gì.")
    remark = ReportRemark.objects.create(report=record, section=section, text=text, made_by=actor)
    place = f"mục “{section.heading}”" if section else "toàn báo cáo"
    entry = audit.record(actor=actor, act="report.remark", obj=record, note=place)
    WAY.tell(holders(Role.STANDING), record, entry, f"{actor} cho ý kiến về {place}: {text}", but=actor)
    return remark


@transaction.atomic
def settle_remark(*, actor: User, remark: ReportRemark, answer: str, key: str = "") -> ReportRemark:
    """Đã tiếp thu (or giải trình): who gave the remark is told the answer."""
    use_submit_key(actor, key)
    record = _open(remark.report)
    found = locked(remark)
    if found.settled_at is not None:
        raise DomainError(f"Ý kiến này đã được {found.settled_by} tiếp thu. Xem trả lời ở trang báo cáo.")
    if not answer.strip():
        raise DomainError("Ghi đã tiếp thu thế nào, hoặc giải trình vì sao giữ nguyên.")
    found.settled_by, found.settled_at, found.answer = actor, timezone.now(), answer
    found.version += 1
    found.save()
    entry = audit.record(actor=actor, act="report.answer", obj=record, note=answer)
    WAY.tell([found.made_by], record, entry, f"Ý kiến của anh, chị về {record} đã được tiếp thu: {answer}", but=actor)
    return found


def _open(report: Report) -> Report:
    """The report while remarks on it can still change it."""
    record = locked(report)
    if record.removed_at is not None:
        raise DomainError("Báo cáo đã bỏ vào thùng rác. Khôi phục rồi làm tiếp.")
    if record.state not in OPEN_STATES:
        raise DomainError(WHY_NOT_REMARKED[PaperState(record.state)])
    return record
