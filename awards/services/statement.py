"""Ghi xác nhận: an officer says of a year whether something holds that no record can tell. Corrected, never removed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from awards.models import Statement
from awards.permissions import is_self
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.rules.document import FIRST_YEAR, LAST_YEAR
from plans.services import audit
from plans.services.evidence import NewFile, keep_upload
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand

WHO_STATES = "Thường trực TĐKT ghi xác nhận. Anh, chị gửi căn cứ (bản nhận xét, văn bản trả lời) cho thường trực."
OWN = (
    "Không ai tự xác nhận điều kiện của chính mình. Anh, chị gửi căn cứ cho người khác trong thường trực, hoặc Lãnh "
    "đạo Sở, xác nhận giúp."
)
TOLD = {True: "đúng", False: "không đúng"}


def who_states(user: User, subject: Person | Unit) -> str:
    """Who states something of ``subject``, in words for ``user``, who may not."""
    return OWN if isinstance(subject, Person) and is_self(user, subject.pk) else WHO_STATES


def find_statement(subject: Person | Unit, year: int, code: str) -> Statement | None:
    """What was stated before, if anything was."""
    return Statement.objects.filter(**_of(subject), year=year, code=code).select_related("file", "stated_by").first()


@transaction.atomic
def state_fact(
    *,
    actor: User,
    subject: Person | Unit,
    year: int,
    code: str,
    holds: bool,
    words: str,
    about: str = "",
    file: NewFile | None = None,
    seen: int = 0,
    key: str = "",
) -> Statement:
    """State ``code`` (the key of a finding) of ``subject`` in ``year``, or correct what was stated.

    ``about`` is the sentence of the finding, for the audit. ``seen`` 0: nothing had been stated when the form opened.
    """
    use_submit_key(actor, key)
    demand(actor, "awards.state_fact", subject, who_states(actor, subject))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if not words.strip():
        raise DomainError("Ghi căn cứ: ai xác nhận, theo văn bản nào, ngày nào.")
    one_at_a_time()
    before = find_statement(subject, year, code)
    if before is None:
        record, earlier = Statement(**_of(subject), year=year, code=code), None
    else:
        record = locked(before)
        check_version(record, seen, {"holds": holds, "words": words})
        earlier = {"holds": record.holds, "words": record.words, "stated_by": str(before.stated_by)}
        record.version += 1
    record.holds, record.words, record.stated_by = holds, words, actor
    if file is not None:
        record.file = keep_upload(file, actor)
    record.save()
    audit.record(
        actor=actor,
        act="statement.correct" if earlier else "statement.make",
        obj=record,
        note=f"{about or code}: {TOLD[holds]}",
        detail={"before": earlier, "after": {"holds": holds, "words": words}},
    )
    return record


def _of(subject: Person | Unit) -> dict[str, Any]:
    return {"unit": subject} if isinstance(subject, Unit) else {"person": subject}
