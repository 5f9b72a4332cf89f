"""Doubtful places of a draft, changed or kept by a person's choice; never changed silently."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction

from plans.errors import DomainError
from plans.models import Plan, PlanSection, Task, User
from plans.services import audit
from plans.services.draft import editable
from plans.services.draft_flags import DraftFlag
from plans.services.locking import use_submit_key


@transaction.atomic
def change_words(*, actor: User, plan: Plan, flags: Sequence[DraftFlag], key: str = "") -> None:
    """Write what ``flags`` propose over the doubtful words, all of them or none."""
    use_submit_key(actor, key)
    if not flags or not all(flag.to for flag in flags):
        raise DomainError("Chỗ này không đổi bằng một nút được. Mở đúng chỗ ấy trong bản thảo để sửa, hoặc giữ nguyên.")
    record = editable(plan)
    for flag in flags:
        _write(record, flag)
        audit.record(actor=actor, act="plan.change_year", obj=record, note=f"{flag.label}: {flag.words} → {flag.to}")


def _write(plan: Plan, flag: DraftFlag) -> None:
    target: Plan | PlanSection | Task = plan
    if flag.kind == "task":
        target = Task.objects.select_for_update().get(pk=flag.pk, plan=plan)
    elif flag.kind == "section":
        target = PlanSection.objects.select_for_update().get(pk=flag.pk, plan=plan)
    text = getattr(target, flag.field)
    start = _find(text, flag)
    setattr(target, flag.field, f"{text[:start]}{flag.to}{text[start + len(flag.doubtful) :]}")
    target.version += 1
    target.save()


def _find(text: str, flag: DraftFlag) -> int:
    """Where the doubtful words stand; the words may run over spaces and line breaks of the text."""
    pattern = r"\s+".join(re.escape(word) for word in flag.words.split())
    match = re.search(pattern, text)
    if match is None:
        raise DomainError("Chỗ này vừa được người khác sửa, không còn như khi rà. Xem lại danh sách.")
    return match.start() + match.group().rfind(flag.doubtful)


@transaction.atomic
def keep_words(*, actor: User, plan: Plan, flag: DraftFlag, key: str = "") -> None:
    """Note that somebody looked at ``flag`` and keeps the words as they are."""
    use_submit_key(actor, key)
    record = editable(plan)
    if flag.key not in record.kept_words:
        record.kept_words = [*record.kept_words, flag.key]
        record.version += 1
        record.save()
        audit.record(actor=actor, act="plan.keep_words", obj=record, note=f"{flag.label}: {flag.words}")
