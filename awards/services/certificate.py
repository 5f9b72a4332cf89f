"""Certificates of an issued decision: which lines may be printed, their words, the print; the office's design."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery

from awards.models import (
    CertificateDesign,
    CertificateStock,
    Decision,
    DecisionKind,
    DecisionLine,
    DecisionState,
    PrinterOffset,
)
from awards.papers.certificate import Certificate, Sheet, render_certificates, stock_sheet
from awards.rules.certificate import authority_of, golden_words, heading_of, kind_of
from awards.services.decision_line import first_of
from emulation.models import Commendation, Title
from plans.errors import DomainError, NotAllowed
from plans.models import Office, User
from plans.rules.official import format_date
from plans.rules.sniff import FileKind, check_upload
from plans.services import audit
from plans.services.evidence import NewFile
from plans.services.files import read_bytes, store_file
from plans.services.locking import check_version, locked, use_submit_key

WHO_PRINTS = "Thường trực TĐKT và văn thư in giấy chứng nhận, giữ phôi. Anh, chị cần in thì báo thường trực."
NOT_ISSUED = (
    "Quyết định chưa ban hành nên chưa in giấy chứng nhận. Số, ngày quyết định in trên giấy chỉ có khi ban hành."
)
WITH_FLAGS = "CSTDCS"
DESIGN_FIELDS = ("heading", "authority", "signer_title", "signer_name", "source")
MOST_EMBLEM, MOST_SIDE = 3 * 1024 * 1024, 5000
SOURCE = (
    "Nghị định 98/2023/NĐ-CP, Điều 104 (đã hết hiệu lực; chưa tìm thấy văn bản thay thế nêu mẫu giấy khen). "
    "Đối chiếu lại khi có mẫu mới."
)


class CertificateLine(NamedTuple):
    """A line of a decision as its certificate prints it; ``why_not`` says why it is not printed.

    ``order`` is its place in the first decision, the number in the golden book, also where a later one amends it.
    """

    pk: int
    order: int
    name: str
    about: str
    achievement: str
    honour: str
    code: str
    is_title: bool
    is_unit: bool
    why_not: str


def lines_of(decision: Decision) -> list[CertificateLine]:
    """The lines that give an honour, in the order of the decision; those changed later say by which. One query."""
    later = DecisionLine.objects.filter(changes=OuterRef("pk"), decision__state=DecisionState.ISSUED).order_by("-pk")
    rows = (
        decision.lines.exclude(title=None, commendation=None)
        .order_by("order")
        .annotate(
            by_kind=Subquery(later.values("decision__kind")[:1]),
            by_number=Subquery(later.values("decision__number")[:1]),
        )
    )
    found = []
    for row in rows.select_related("title", "commendation", "award", "changes__changes__changes"):
        honour: Title | Commendation = row.title or row.commendation  # type: ignore[assignment]
        about = ", ".join(filter(None, (part.strip() for part in row.printed_about.splitlines())))
        found.append(
            CertificateLine(
                *(row.pk, first_of(row).order, row.printed_name, about, row.achievement, honour.name, honour.code),
                *(row.title_id is not None, row.unit_id is not None, _why_not(row)),
            )
        )
    return found


def _why_not(row: Any) -> str:
    """Which later decision changed a line; empty where none did."""
    if row.by_kind == DecisionKind.AMEND:
        return f"Đã sửa tại quyết định số {row.by_number}, in từ quyết định đó."
    if row.by_kind:
        return f"Đã hủy bỏ theo quyết định số {row.by_number}."
    if row.award is not None and row.award.revoked_on is not None:
        return f"Đã hủy bỏ theo quyết định số {row.award.revoked_number}."
    return ""


def designs() -> dict[str, CertificateDesign]:
    """What the office chose, by code of the honour, "" for all others. One query."""
    rows = CertificateDesign.objects.select_related("title", "commendation", "emblem").order_by("pk")
    return {_code(row): row for row in rows}


def _code(design: CertificateDesign) -> str:
    honour = design.title or design.commendation
    return honour.code if honour else ""


def design_for(code: str, chosen: Mapping[str, CertificateDesign]) -> CertificateDesign:
    """The design of an honour: its own, else the common one, else none was chosen yet."""
    return chosen.get(code) or chosen.get("") or CertificateDesign()


def words_of(line: CertificateLine, decision: Decision, design: CertificateDesign, office: Office) -> dict[str, str]:
    """What the lines of a certificate say."""
    day = decision.issued_on or dt.date.min
    dated = format_date(day.day, day.month, day.year)
    return {
        "authority": (design.authority or authority(decision, office)).upper(),
        "kind": kind_of(is_title=line.is_title),
        "heading": _heading(line, design),
        "name": line.name,
        "about": line.about,
        "achievement": line.achievement,
        "decision": f"Quyết định số {decision.number}, {dated}",
        "golden": golden_words(line.order),
        "place": f"{office.place}, {dated}",
        "signer_title": (design.signer_title or decision.signer_title).upper(),
        "signer_name": design.signer_name or decision.signer_name,
    }


def _heading(line: CertificateLine, design: CertificateDesign) -> str:
    own = design.heading if design.title_id or design.commendation_id else ""
    return (own or heading_of(line.honour, is_title=line.is_title)).upper()


def authority(decision: Decision, office: Office) -> str:
    """Who gives it: as the decision says; with the province where that is all it leaves out."""
    full = authority_of(office.heading, office.parent_heading)
    said = decision.authority.upper()
    return full if full.startswith(said) else said


@transaction.atomic
def print_certificates(
    *,
    actor: User,
    decision: Decision,
    lines: Collection[int] | None = None,
    stock: CertificateStock | None = None,
    printer: PrinterOffset | None = None,
) -> bytes:
    """The certificates of the chosen lines (all), in the order of the decision, and who printed them. PDF."""
    if not actor.has_perm("awards.print_certificates"):
        raise NotAllowed(WHO_PRINTS)
    if decision.state != DecisionState.ISSUED:
        raise DomainError(NOT_ISSUED)
    chosen = [line for line in lines_of(decision) if not line.why_not and (lines is None or line.pk in lines)]
    if not chosen:
        raise DomainError("Chưa chọn dòng nào in được. Đánh dấu ít nhất một người hoặc tập thể rồi in.")
    made = _made(decision, chosen, stock, printer)
    data = render_certificates(made, title=f"Giấy chứng nhận theo Quyết định số {decision.number}")
    detail = {"lines": [line.pk for line in chosen], "stock": stock.pk if stock else None}
    note = f"{len(chosen)} tờ" + (f", {stock}" if stock else "")
    audit.record(actor=actor, act="certificate.print", obj=decision, note=note, detail=detail)
    return data


def _made(
    decision: Decision,
    lines: Sequence[CertificateLine],
    stock: CertificateStock | None,
    printer: PrinterOffset | None,
) -> list[Certificate]:
    office, chosen = Office.objects.first() or Office(), designs()
    sheets: dict[tuple[int | None, bool], Sheet] = {}
    overprint = sheet_of(stock, printer) if stock else None
    made = []
    for line in lines:
        design = design_for(line.code, chosen)
        key = (design.pk, line.code == WITH_FLAGS)
        if key not in sheets:
            sheets[key] = overprint or full_sheet(design, flags=key[1])
        made.append(Certificate(sheets[key], words_of(line, decision, design, office)))
    return made


def sheet_of(stock: CertificateStock, printer: PrinterOffset | None, *, test: bool = False) -> Sheet:
    """A stock as one printer prints on it."""
    right, down = (printer.right, printer.down) if printer else (0, 0)
    return stock_sheet(stock.width, stock.height, stock.places, right, down, test=test)


def full_sheet(design: CertificateDesign, *, flags: bool = False) -> Sheet:
    """The office's own page, with its emblem where it gave one."""
    return Sheet(flags=flags, emblem=read_bytes(design.emblem) if design.emblem else b"")


@transaction.atomic
def save_design(
    *,
    actor: User,
    design: CertificateDesign,
    values: Mapping[str, Any],
    emblem: NewFile | None = None,
    without_emblem: bool = False,
    seen: int = 0,
    key: str = "",
) -> CertificateDesign:
    """Keep what the office chose for one honour, or for all others; a new emblem takes the place of the old one."""
    use_submit_key(actor, key)
    if not actor.has_perm("awards.print_certificates"):
        raise NotAllowed(WHO_PRINTS)
    found = design
    if design.pk:
        found = locked(design)
        check_version(found, seen, dict(values))
        found.version += 1
    elif CertificateDesign.objects.filter(title=design.title, commendation=design.commendation).exists():
        raise DomainError("Mẫu này vừa được người khác lập. Mở lại danh sách mẫu để sửa.")
    for name in DESIGN_FIELDS:
        setattr(found, name, values[name])
    if emblem is not None:
        found.emblem = _keep_emblem(emblem, actor)
    elif without_emblem:
        found.emblem = None
    found.save()
    audit.record(actor=actor, act="certificate.design", obj=found, note=str(found))
    return found


def _keep_emblem(file: NewFile, actor: User) -> Any:
    """A picture that can be drawn, told by its bytes: PNG or JPEG, whole, of a size that paper needs."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (comes with WeasyPrint; only when a picture is sent)

    content_type = check_upload(file.data, FileKind.PNG, FileKind.JPEG).content_type
    if len(file.data) > MOST_EMBLEM:
        raise DomainError(
            "Hình lớn hơn 3 MB. Giảm kích thước hình (khoảng 1.000 điểm ảnh mỗi chiều là đủ) rồi tải lên."
        )
    try:
        with Image.open(io.BytesIO(file.data)) as picture:
            if max(picture.size) > MOST_SIDE:
                raise DomainError(f"Hình rộng quá {MOST_SIDE} điểm ảnh. Thu nhỏ hình rồi tải lên.")
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error) as error:
        raise DomainError("Hình bị hỏng, không mở được. Lưu lại thành PNG hoặc JPEG rồi tải lên.") from error
    return store_file(data=file.data, name=file.name, content_type=content_type, user=actor)
