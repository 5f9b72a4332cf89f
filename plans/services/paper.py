"""The register of issued papers: numbers, what is frozen at issuing, the signed copy, and where each paper went."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, IssuedPaper, PaperDispatch, Plan, StoredFile, User
from plans.rules.official import short_date
from plans.rules.sniff import CONTENT_TYPES, FileKind, check_upload
from plans.rules.text import fold
from plans.services import audit
from plans.services.files import store_file
from plans.services.locking import locked, use_submit_key
from plans.services.plan_document import document_of
from plans.services.plan_prints import plan_pdf

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
    """Enter an issued plan in the register: its line, its frozen content and PDF, and a dispatch line per recipient.

    Runs inside the issuing act's transaction; ``at`` is the audit entry of that act, whose hash the PDF carries.
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
    lines = [line for line in plan.recipients.splitlines() if line.strip()]
    for place, recipient in enumerate(lines, start=1):
        PaperDispatch.objects.create(paper=paper, order=place, recipient=recipient[:300], way=propose_way(recipient))
    return paper


def freeze(*, paper: IssuedPaper, plan: Plan, actor: User | None, at: AuditEntry) -> None:
    """Keep the content and the PDF as they are now, with the SHA-256 of the PDF and the audit hash inside it."""
    pdf = plan_pdf(plan, beside=_audit_note(at))
    stored = store_file(data=pdf, name=f"{pdf_name(paper)}.pdf", content_type=PDF_TYPE, user=actor)
    paper.content = document_of(plan).to_full_json()
    paper.pdf, paper.sha256, paper.audit_hash = stored, stored.sha256, at.hash
    paper.save()
    audit.record(actor=actor, act="paper.freeze", obj=paper, detail={"sha256": stored.sha256})


def _audit_note(at: AuditEntry) -> dict[str, bytes]:
    """A small text in the PDF that pins the audit chain: a chain cut before this entry is found out."""
    words = f"Nhật ký kiểm toán, mục {at.number}\n{at.hash}\n"
    return {"ma-kiem-toan.txt": words.encode()}


def pdf_name(paper: IssuedPaper) -> str:
    """A name for the file people save: ke-hoach-05-kh-sngv-2026."""
    number = f"{paper.number:02}-{paper.symbol}-" if paper.number else ""
    words = fold(f"{paper.kind} {number}{paper.year}")
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")


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
