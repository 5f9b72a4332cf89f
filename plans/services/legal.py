"""Legal texts: the lines every office starts with, and keeping them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from plans.errors import DomainError, NotAllowed
from plans.models import LegalText, User
from plans.rules.text import fold
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key

WHO_KEEPS = "Thường trực TĐKT và quản trị giữ danh mục văn bản pháp luật. Thấy chỗ sai thì báo thường trực."
UNPROVED = (
    "Đổi độ tin cậy thì ghi nguồn đã xem và ngày đối chiếu, để người sau biết căn cứ vào đâu. Bổ sung rồi lưu lại."
)
SEED = Path(__file__).resolve().parent.parent / "seed" / "legal_texts.json"


@transaction.atomic
def load_legal_texts() -> int:
    """Add the texts of the seed that the shelf lacks by code; returns how many. What the office changed stays.

    One query when nothing is missing.
    """
    known = set(LegalText.objects.values_list("code", flat=True))
    lines: list[dict[str, Any]] = json.loads(SEED.read_text(encoding="utf-8"))
    missing = [LegalText(**line) for line in lines if line["code"] not in known]
    if missing:
        for text in missing:
            text.clean_fields()  # dates are words in the seed
        bulk_create_with_history(missing, LegalText, default_change_reason="")
    return len(missing)


@transaction.atomic
def save_legal_text(
    *, actor: User, text: LegalText | None, values: dict[str, Any], seen: int = 0, key: str = ""
) -> LegalText:
    """Add a text (None) or correct it; a change of its confidence names the source and the day of comparing."""
    use_submit_key(actor, key)
    if not actor.has_perm("plans.keep_legal_texts"):
        raise NotAllowed(WHO_KEEPS)
    if text is None:
        record, before = LegalText(), ""
    else:
        record = locked(text)
        check_version(record, seen, values)
        before = record.confidence
        record.version += 1
    for name, value in values.items():
        setattr(record, name, value)
    _check(record)
    demand_proof(before, record.confidence, source=record.source, checked_on=record.checked_on)
    record.code = record.code or _code_of(record)
    record.save()
    audit.record(
        actor=actor,
        act="legal.create" if text is None else "legal.change",
        obj=record,
        state_from=before,
        state_to=record.confidence,
        note=record.source,
    )
    return record


def demand_proof(before: str, after: str, *, source: str, checked_on: object) -> None:
    """Refuse another confidence without the source that was read and the day on which it was."""
    if before and before != after and not (source.strip() and checked_on):
        raise DomainError(UNPROVED)


def _check(record: LegalText) -> None:
    if not record.number.strip() and not record.name.strip():
        raise DomainError("Ghi số, ký hiệu hoặc tên của văn bản.")
    if record.effective_from and record.effective_to and record.effective_to < record.effective_from:
        raise DomainError("Ngày hết hiệu lực ở trước ngày có hiệu lực. Sửa một trong hai.")
    same = LegalText.objects.filter(number__iexact=record.number, kind=record.kind).exclude(pk=record.pk)
    if record.number and same.exists():
        raise DomainError(f"Danh mục đã có văn bản số {record.number}. Mở văn bản đó để sửa, hoặc xem lại số.")


def _code_of(record: LegalText) -> str:
    """A short code of the number or the name, for data that refer to the text."""
    stem = re.sub(r"[^A-Z0-9]+", "_", fold(record.number or record.name).upper()).strip("_")[:34]
    taken = set(LegalText.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code
