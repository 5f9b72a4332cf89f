"""The register of issued papers: numbers, what is frozen at issuing, the signed copy, and where each paper went."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, IssuedPaper, PaperDispatch, Plan, StoredFile, User
from plans.papers.content import Paper
from plans.papers.fonts import paper_face
from plans.papers.frozen import to_json
from plans.rules.official import short_date
from plans.rules.sniff import CONTENT_TYPES, FileKind, check_upload
from plans.rules.text import fold
from plans.services import audit
from plans.services.files import store_file
from plans.services.frozen_print import PAPER, RECORD, print_after_commit
from plans.services.locking import locked, use_submit_key
from plans.services.plan_document import frozen_content

PLAN_SERIES = "KH"
PLAN_KIND = "Kế hoạch"
PDF_TYPE = CONTENT_TYPES[FileKind.PDF]
_WRITTEN_NUMBER = re.compile(r"^\s*(\d{1,6})(?:/\d{4})?\s*[/-]\s*(\S.*?)\s*$")


def next_number(series: str, year: int) -> int:
    """The first number after the last one given in ``series`` in ``year``. A proposal: the register itself decides."""
    last = IssuedPaper.objects.filter(series=series, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def split_number(written: str) -> tuple[int, str] | None:
    """Number and symbol of "05/KH-SNgV"; None where a paper is numbered some other way."""
    found = _WRITTEN_NUMBER.match(written)
    return (int(found[1]), found[2]) if found else None


def take_number(paper: IssuedPaper, *, number: int, symbol: str, issued_on: dt.date) -> None:
    """Give ``paper`` its number in its series and year; a number already given is refused in words.

    Runs inside the act's transaction. The unique constraint decides between two clerks at once.
    """
    taken = IssuedPaper.objects.filter(series=paper.series, year=issued_on.year, number=number).exclude(pk=paper.pk)
    paper.number, paper.symbol, paper.issued_on, paper.year = number, symbol, issued_on, issued_on.year
    if other := taken.first():
        raise DomainError(_taken(other, next_number(paper.series, issued_on.year)))
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as error:
        free = next_number(paper.series, issued_on.year)
        raise DomainError(
            f"Số {number:02} vừa được lấy cho văn bản khác. Số còn trống tiếp theo là {free:02}."
        ) from error


def _taken(other: IssuedPaper, free: int) -> str:
    day = short_date(other.issued_on) if other.issued_on else ""
    return f"Số {other.symbol_line} đã cấp ngày {day} cho “{other.abstract}”. Số còn trống tiếp theo là {free:02}."


def register_plan(*, plan: Plan, actor: User | None, at: AuditEntry) -> IssuedPaper:
    """Enter an issued plan in the register: its line, its frozen content, and a dispatch line per recipient.

    Runs inside the issuing act's transaction; ``at`` is the audit entry of that act, whose hash the PDF will carry.
    """
    numbered = split_number(plan.number) if plan.number else None
    paper = IssuedPaper(
        series=PLAN_SERIES,
        year=plan.issued_on.year if plan.issued_on else plan.year,
        symbol=numbered[1] if numbered else plan.symbol,
        kind=PLAN_KIND,
        abstract=" ".join(plan.title.split())[:500],
        signer_title=plan.signer_title,
        signer=plan.signer_name,
        recipients=plan.recipients,
        plan=plan,
        issued_by=actor,
        is_sample=plan.is_sample,
    )
    if plan.number and plan.issued_on:
        if numbered is None:
            raise DomainError(
                f"Số, ký hiệu “{plan.number}” không có dạng số/ký hiệu, ví dụ 05/KH-SNgV. Sửa rồi lưu lại."
            )
        take_number(paper, number=numbered[0], symbol=numbered[1], issued_on=plan.issued_on)
    else:
        paper.save()
    freeze(paper=paper, plan=plan, actor=actor, at=at)
    _open_dispatch(paper)
    return paper


def register_paper(
    *,
    paper: IssuedPaper,
    number: int,
    issued_on: dt.date,
    printed: Paper,
    record: Mapping[str, Any],
    actor: User,
    at: AuditEntry,
) -> IssuedPaper:
    """Enter any other paper in the register: ``paper`` is its unsaved line, ``printed`` its pages with number and
    date, ``record`` the plain data its PDF carries.

    Runs inside the issuing act's transaction, as ``register_plan`` does.
    """
    paper.issued_by = actor
    take_number(paper, number=number, symbol=paper.symbol, issued_on=issued_on)
    _freeze(paper, {PAPER: to_json(printed), RECORD: dict(record)}, actor=actor, at=at)
    _open_dispatch(paper)
    return paper


def _open_dispatch(paper: IssuedPaper) -> None:
    """A line for each recipient, to be filled when the paper goes there."""
    lines = [line for line in paper.recipients.splitlines() if line.strip()]
    for place, recipient in enumerate(lines, start=1):
        PaperDispatch.objects.create(paper=paper, order=place, recipient=recipient[:300], way=propose_way(recipient))


def freeze(*, paper: IssuedPaper, plan: Plan, actor: User | None, at: AuditEntry) -> None:
    """Keep the plan as it is now, with the audit hash its PDF will carry; the PDF is made after the commit."""
    _freeze(paper, frozen_content(plan), actor=actor, at=at)


def _freeze(paper: IssuedPaper, content: dict[str, Any], *, actor: User | None, at: AuditEntry) -> None:
    """Without the face of the papers there would be no PDF: FontMissingError refuses the act."""
    paper_face()
    paper.content = content
    paper.pdf, paper.sha256, paper.audit_hash = None, "", at.hash
    paper.save()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    audit.record(
        actor=actor, act="paper.freeze", obj=paper, detail={"content": hashlib.sha256(text.encode()).hexdigest()}
    )
    print_after_commit(paper)


def propose_way(recipient: str) -> str:
    """How a recipient usually gets a paper, where its own words tell."""
    key = fold(recipient)
    if key.startswith("luu"):
        return PaperDispatch.Way.KEPT
    if re.search(r"\b(?:trang ttdt|trang thong tin|cong ttdt|cong thong tin|website)\b", key):
        return PaperDispatch.Way.WEB
    return ""


@transaction.atomic
def upload_signed(*, actor: User, paper: IssuedPaper, data: bytes, name: str, seen: int, key: str = "") -> StoredFile:
    """Keep the signed PDF, byte for byte. A later one takes its place; the former stays in the history of the paper."""
    use_submit_key(actor, key)
    record = locked(paper)
    if record.version != seen:
        raise DomainError("Văn bản vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại rồi tải lên.")
    check_upload(data, FileKind.PDF)
    former = record.signed_pdf
    stored = store_file(data=data, name=name, content_type=PDF_TYPE, user=actor)
    record.signed_pdf = stored
    record.version += 1
    record.save()
    audit.record(
        actor=actor,
        act="paper.replace_signed" if former else "paper.upload_signed",
        obj=record,
        detail={"sha256": stored.sha256, "former": former.sha256 if former else ""},
    )
    return stored


@transaction.atomic
def save_register_line(
    *,
    actor: User,
    paper: IssuedPaper,
    values: Mapping[str, Any],
    lines: Mapping[int, Mapping[str, Any]],
    seen: int,
    key: str = "",
) -> IssuedPaper:
    """What the clerk keeps of an issued paper: keeper, copies, note, and per dispatch line how and when it went.

    ``lines`` by primary key. The frozen content, the number and the date are not touched here.
    """
    use_submit_key(actor, key)
    record = locked(paper)
    if record.version != seen:
        typed = dict(values)
        for pk, line in lines.items():
            typed |= {f"{name}-{pk}": value for name, value in line.items()}
        raise EditConflict(record, typed)
    for name in ("keeper", "copies", "note"):
        setattr(record, name, values[name])
    record.version += 1
    record.save()
    changed = 0
    for row in record.dispatches.all():
        changed += _save_dispatch(row, lines.get(row.pk, {}))
    audit.record(actor=actor, act="paper.dispatch", obj=record, detail={"lines": changed})
    return record


def _save_dispatch(row: PaperDispatch, values: Mapping[str, Any]) -> int:
    if all(getattr(row, name) == value for name, value in values.items()):
        return 0
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return 1
