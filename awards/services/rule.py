"""Keeping the rules: confirm a version, or correct it. A version never changes; a new one takes its place."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from django.db import transaction

from awards.models import Aspect, Enforcement, RuleVersion, VersionStatus
from awards.rules.condition_words import SHARE, figures
from plans.errors import DomainError, NotAllowed
from plans.models import Confidence, User
from plans.services import audit
from plans.services.locking import use_submit_key

WHO_KEEPS = "Thường trực TĐKT và quản trị xác nhận, sửa quy định. Thấy chỗ sai thì báo thường trực."
UNPROVED = "Ghi nguồn đã đọc, ngày đối chiếu và ghi chú, để người sau biết căn cứ vào đâu."
REPLACED = "Phiên bản này đã có bản thay. Mở trang quy định, sửa ở bản đang dùng."
BLOCKS_UNREAD = (
    "Chỉ nội dung đã xác nhận nguyên văn mới được chặn. Chọn trạng thái “Đã xác nhận nguyên văn” và độ tin cậy “Đã đọc "
    "nguyên văn”, hoặc để mức cảnh báo."
)
FIELDS = (
    *("effective_from", "effective_to", "status", "enforcement", "confidence", "content", "citation"),
    *("legal_text", "note", "source", "checked_on"),
)


def confirm_version(
    *, actor: User, version: RuleVersion, source: str, checked_on: dt.date, note: str, blocks: bool, key: str = ""
) -> RuleVersion:
    """That the wording was compared with the text itself: a new row, confirmed; it blocks where that is asked."""
    values = {name: getattr(version, name) for name in FIELDS}
    values |= {"status": VersionStatus.CONFIRMED, "confidence": Confidence.READ, "source": source}
    values |= {"checked_on": checked_on, "note": note}
    if blocks:
        values["enforcement"] = Enforcement.BLOCK
    return correct_version(actor=actor, version=version, values=values, key=key)


@transaction.atomic
def correct_version(*, actor: User, version: RuleVersion, values: dict[str, Any], key: str = "") -> RuleVersion:
    """Put a new version in the place of ``version``; the old one stays in the history of the rule."""
    use_submit_key(actor, key)
    if not actor.has_perm("awards.keep_rules"):
        raise NotAllowed(WHO_KEEPS)
    old = RuleVersion.objects.select_for_update(of=("self",)).select_related("rule").get(pk=version.pk)
    if RuleVersion.objects.filter(replaces=old).exists():
        raise DomainError(REPLACED)
    _check(values)
    if old.aspect == Aspect.STANDARD and values["status"] == VersionStatus.CONFIRMED:
        _check_known(values["content"])
    made = RuleVersion.objects.create(
        rule=old.rule,
        aspect=old.aspect,
        applies_to=old.applies_to,
        replaces=old,
        entered_by=actor,
        **{name: values[name] for name in FIELDS},
    )
    confirmed = VersionStatus.CONFIRMED
    act = "rule.confirm" if made.status == confirmed != old.status else "rule.correct"
    changed = [name for name in FIELDS if getattr(old, name) != getattr(made, name)]
    audit.record(
        actor=actor,
        act=act,
        obj=old.rule,
        state_from=old.status,
        state_to=made.status,
        note=made.source,
        detail={"version": made.pk, "replaces": old.pk, "changed": changed},
    )
    return made


def previous_content(version: RuleVersion) -> dict[str, Any]:
    """What the latest version before this one asked for, where this one's words are not known; else nothing."""
    if version.aspect != Aspect.STANDARD or version.content.get("prerequisites") or not version.effective_from:
        return {}
    earlier = RuleVersion.objects.current().filter(rule=version.rule_id, aspect=version.aspect)
    earlier = earlier.filter(effective_from__lt=version.effective_from, applies_to=version.applies_to)
    for content in earlier.order_by("-effective_from").values_list("content", flat=True):
        if content.get("prerequisites"):
            return dict(content)
    return {}


def _check_known(content: dict[str, Any]) -> None:
    if not content.get("prerequisites"):
        raise DomainError("Phiên bản chưa có điều kiện thì chưa xác nhận được. Chọn giữ điều kiện như phiên bản trước.")


def _check(values: dict[str, Any]) -> None:
    if not (values["source"].strip() and values["checked_on"] and values["note"].strip()):
        raise DomainError(UNPROVED)
    begins, ends = values["effective_from"], values["effective_to"]
    if begins and ends and ends < begins:
        raise DomainError("Ngày hết hiệu lực ở trước ngày có hiệu lực. Sửa một trong hai.")
    read = values["status"] == VersionStatus.CONFIRMED and values["confidence"] == Confidence.READ
    if values["enforcement"] == Enforcement.BLOCK and not read:
        raise DomainError(BLOCKS_UNREAD)
    if values["status"] == VersionStatus.CONFIRMED and values["confidence"] == Confidence.MEMORY:
        raise DomainError("Nội dung chưa kiểm chứng thì chưa xác nhận được. Đổi độ tin cậy theo nguồn đã đọc.")
    for one in figures(values["content"], str):
        if one.kind == SHARE and not 0 < Fraction(one.value) <= 1:
            raise DomainError(f"{one.label}: tỷ lệ phải lớn hơn 0 và không quá 1, viết như 4/5.")
