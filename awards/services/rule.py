"""Keeping the rules: confirm or correct a version, or add one beside it. Rows never change; a new one takes the place.

A correction replaces a version. A version added for other dates ends the one that still ran on its first day: that one
too is replaced by a row with its last day, so that what was in force on any day stays to be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.models import Aspect, Enforcement, Rule, RuleVersion, VersionStatus
from awards.rules.condition_kinds import flatten
from awards.rules.condition_words import SHARE, figures
from emulation.models import AppliesTo
from plans.errors import DomainError, NotAllowed
from plans.models import Confidence, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import use_submit_key

WHO_KEEPS = "Thường trực TĐKT và quản trị xác nhận, sửa quy định. Thấy chỗ sai thì báo thường trực."
UNPROVED = "Ghi nguồn đã đọc, ngày đối chiếu và ghi chú, để người sau biết căn cứ vào đâu."
REPLACED = (
    "{who} đã ghi bản thay cho phiên bản này lúc {at:%H:%M ngày %d/%m/%Y}. Mở bản đang dùng để xem, rồi sửa ở bản ấy; "
    "nội dung đã gõ còn trên trang này."
)
BLOCKS_UNREAD = (
    "Chỉ nội dung đã xác nhận nguyên văn mới được chặn. Chọn trạng thái “Đã xác nhận nguyên văn” và độ tin cậy “Đã đọc "
    "nguyên văn”, hoặc để mức cảnh báo."
)
OVERLAPS = "Trùng thời gian với phiên bản {dates}. {mend}, hoặc sửa ngay phiên bản ấy."
END_BEFORE = "Ghi ngày trước {day} ở ô “Đến hết ngày”"
BEGIN_AFTER = "Đổi ngày để hai phiên bản không cùng hiệu lực"
UNDATED = "Ghi ngày có hiệu lực của phiên bản mới, để biết hồ sơ nhận từ ngày nào theo phiên bản này."
CIRCLE = "Điều kiện “đạt tiêu chuẩn” quay lại chính danh hiệu này. Chọn danh hiệu khác."
ENDED = "Hết hiệu lực {day}: có phiên bản mới từ ngày hôm sau."
FIELDS = (
    *("effective_from", "effective_to", "status", "enforcement", "confidence", "content", "citation"),
    *("legal_text", "note", "source", "checked_on"),
)


@transaction.atomic
def correct_version(*, actor: User, version: RuleVersion, values: dict[str, Any], key: str = "") -> RuleVersion:
    """Put a new version, confirmed or corrected, in the place of ``version``; the old one stays in the history."""
    rule = _taken_up(actor, version.rule_id, key)
    old = RuleVersion.objects.select_related("rule").get(pk=version.pk)
    newer = RuleVersion.objects.filter(replaces=old).select_related("entered_by__person").first()
    if newer is not None:
        who, at = newer.entered_by or "Hệ thống", timezone.localtime(newer.entered_at)
        raise DomainError(REPLACED.format(who=who, at=at))
    beside = [one for one in _current(rule, old.aspect) if one.pk != old.pk]
    _check(rule, old.aspect, values)
    _check_dates(values, (one for one in beside if one.applies_to == old.applies_to))
    made = _put(actor, rule, values, aspect=old.aspect, applies_to=old.applies_to, replaces=old)
    confirmed = VersionStatus.CONFIRMED
    audit.record(
        actor=actor,
        act="rule.confirm" if made.status == confirmed != old.status else "rule.correct",
        obj=rule,
        state_from=old.status,
        state_to=made.status,
        note=made.source,
        detail={
            "version": made.pk,
            "replaces": old.pk,
            "changed": [name for name in FIELDS if getattr(old, name) != getattr(made, name)],
        },
    )
    return made


@transaction.atomic
def add_version(
    *, actor: User, rule: Rule, aspect: str, applies_to: str, values: dict[str, Any], key: str = ""
) -> RuleVersion:
    """Add a version from a day on, beside those of other days; the one that still ran then gets its last day."""
    rule = _taken_up(actor, rule.pk, key)
    begins = values["effective_from"]
    if begins is None:
        raise DomainError(UNDATED)
    _check(rule, aspect, values)
    current = [one for one in _current(rule, aspect) if applies_to in (one.applies_to, AppliesTo.BOTH)]
    ended = [one for one in current if _runs_into(one, begins)]
    rest = [one for one in current if one not in ended and one.applies_to == applies_to]
    _check_dates(values, rest)
    for one in ended:
        last = begins - dt.timedelta(days=1)
        note = f"{one.note}\n{ENDED.format(day=short_date(last))}".strip()
        kept = {name: getattr(one, name) for name in FIELDS} | {"effective_to": last, "note": note}
        _put(actor, rule, kept, aspect=aspect, applies_to=one.applies_to, replaces=one)
    made = _put(actor, rule, values, aspect=aspect, applies_to=applies_to)
    detail = {"version": made.pk, "ended": [one.pk for one in ended]}
    audit.record(actor=actor, act="rule.add", obj=rule, state_to=made.status, note=made.source, detail=detail)
    return made


def previous_content(rule: int, aspect: str, applies_to: str, before: dt.date | None) -> dict[str, Any]:
    """What the latest version before a day asked for; nothing where none with known words is on file."""
    earlier = RuleVersion.objects.current().filter(rule=rule, aspect=aspect)
    earlier = earlier.filter(applies_to__in={applies_to, AppliesTo.BOTH})
    if before is not None:
        earlier = earlier.filter(effective_from__lt=before)
    for content in earlier.order_by("-effective_from").values_list("content", flat=True):
        if content.get("prerequisites"):
            return dict(content)
    return {}


def _taken_up(actor: User, rule: int, key: str) -> Rule:
    """The rule, locked: two officers who keep its versions at once take turns."""
    use_submit_key(actor, key)
    if not actor.has_perm("awards.keep_rules"):
        raise NotAllowed(WHO_KEEPS)
    return Rule.objects.select_for_update().get(pk=rule)


def _current(rule: Rule, aspect: str) -> list[RuleVersion]:
    return list(RuleVersion.objects.current().filter(rule=rule, aspect=aspect))


def _put(actor: User, rule: Rule, values: dict[str, Any], **more: Any) -> RuleVersion:
    stored = {name: values[name] for name in FIELDS}
    return RuleVersion.objects.create(rule=rule, entered_by=actor, **more, **stored)


def _runs_into(one: RuleVersion, day: dt.date) -> bool:
    """Whether it began before ``day`` and has not ended by then."""
    begun = one.effective_from is None or one.effective_from < day
    return begun and (one.effective_to is None or one.effective_to >= day)


# -- What a version must be ------------------------------------------------------------------------------------------


def _check(rule: Rule, aspect: str, values: dict[str, Any]) -> None:
    if not (values["source"].strip() and values["checked_on"] and values["note"].strip()):
        raise DomainError(UNPROVED)
    if values["checked_on"] > timezone.localdate():
        raise DomainError("Ngày đối chiếu ở sau hôm nay. Ghi ngày đã đọc văn bản.")
    begins, ends = values["effective_from"], values["effective_to"]
    if begins and ends and ends < begins:
        raise DomainError("Ngày hết hiệu lực ở trước ngày có hiệu lực. Sửa một trong hai.")
    confirmed = values["status"] == VersionStatus.CONFIRMED
    if values["enforcement"] == Enforcement.BLOCK and not (confirmed and values["confidence"] == Confidence.READ):
        raise DomainError(BLOCKS_UNREAD)
    if confirmed and values["confidence"] == Confidence.MEMORY:
        raise DomainError("Nội dung chưa kiểm chứng thì chưa xác nhận được. Đổi độ tin cậy theo nguồn đã đọc.")
    if aspect == Aspect.STANDARD:
        _check_standard(rule, values["content"], confirmed=confirmed)
    for one in figures(values["content"], str):
        if one.kind == SHARE and not 0 < Fraction(one.value) <= 1:
            raise DomainError(f"{one.label}: tỷ lệ phải lớn hơn 0 và không quá 1, viết như 4/5.")


def _check_standard(rule: Rule, content: dict[str, Any], *, confirmed: bool) -> None:
    if confirmed and not content.get("prerequisites"):
        raise DomainError(
            "Phiên bản chưa có điều kiện thì chưa xác nhận được. Thêm điều kiện hoặc chép của phiên bản trước."
        )
    told = RuleVersion.objects.current().filter(aspect=Aspect.STANDARD).exclude(rule=rule)
    asks: dict[str, set[str]] = {}
    for code, other in told.values_list("rule__code", "content"):
        asks.setdefault(code, set()).update(_met_first(other))
    open_ones, seen = set(_met_first(content)), set[str]()
    while open_ones:
        code = open_ones.pop()
        if code == rule.code:
            raise DomainError(CIRCLE)
        seen.add(code)
        open_ones |= asks.get(code, set()) - seen


def _met_first(content: dict[str, Any]) -> Iterable[str]:
    """The titles whose standard a standard asks to be met."""
    return (str(one.told["code"]) for one in flatten(content) if one.atom == "meets_standard")


def _check_dates(values: dict[str, Any], beside: Iterable[RuleVersion]) -> None:
    """No two versions of the same for the same in force on one day."""
    first, last = values["effective_from"] or dt.date.min, values["effective_to"] or dt.date.max
    for one in beside:
        if first <= (one.effective_to or dt.date.max) and (one.effective_from or dt.date.min) <= last:
            begins = one.effective_from
            mend = END_BEFORE.format(day=f"{begins:%d/%m/%Y}") if begins and first < begins else BEGIN_AFTER
            raise DomainError(OVERLAPS.format(dates=dates_of(begins, one.effective_to), mend=mend))


def dates_of(begins: dt.date | None, ends: dt.date | None) -> str:
    """From when to when a version holds."""
    if begins and ends:
        return f"từ {begins:%d/%m/%Y} đến hết {ends:%d/%m/%Y}"
    if begins:
        return f"từ {begins:%d/%m/%Y}"
    return f"đến hết {ends:%d/%m/%Y}" if ends else "không ghi ngày"
