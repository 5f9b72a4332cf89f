"""What a file is, told by its bytes: an allow-list for uploads, and the safe opening of packed office files.

Names and declared types are not trusted. An office file is told by the main part named in ``[Content_Types].xml``.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from plans.errors import DomainError

MAX_UPLOAD = 20 * 1024 * 1024
MAX_UNPACKED = 80 * 1024 * 1024
MAX_RATIO = 150  # unpacked / packed; a real office file packs about 20:1
MAX_PARTS = 2000
PDF_LEAD = 1024  # some scanners write a few bytes before the head of a PDF
PDF_TAIL = 4096  # and some signing programs a few after its end mark
_SMALL_PART = 10_000_000  # a part below this may pack as well as it likes


class ArchiveFault(StrEnum):
    """Why a packed file must not be opened."""

    BOMB = "bomb"
    LOCKED = "password"
    CORRUPT = "corrupt"


class UnsafeArchive(Exception):
    """A packed file that must not be opened, and why."""

    def __init__(self, fault: ArchiveFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class FileKind(StrEnum):
    """The kinds of file that are taken in; the value is how people call them."""

    PDF = "PDF"
    PNG = "PNG"
    JPEG = "JPEG"
    DOCX = "Word (.docx)"
    XLSX = "Excel (.xlsx)"
    PPTX = "PowerPoint (.pptx)"


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileKind.XLSX,
    b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": FileKind.PPTX,
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls; and any office file locked with a password
_PACKED = frozenset(_MAIN_PARTS.values())
_FAULT_WORDS = {
    ArchiveFault.BOMB: "Tệp giải nén ra quá lớn nên không được nhận. Hãy chép nội dung sang một tệp mới rồi tải lên.",
    ArchiveFault.LOCKED: "Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lên lại.",
    ArchiveFault.CORRUPT: "Tệp bị hỏng, không mở được. Hãy mở bằng phần mềm đã tạo ra nó, lưu lại rồi tải lên.",
}


@dataclass(frozen=True)
class Upload:
    """A file that was let in."""

    kind: FileKind

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]


def check_upload(data: bytes, *allowed: FileKind) -> Upload:
    """What ``data`` is, when it is one of ``allowed``. Raises DomainError with what to do instead."""
    wanted = ", ".join(kind.value for kind in allowed)
    if not data:
        raise DomainError(f"Tệp trống. Hãy chọn đúng tệp {wanted} rồi tải lên lại.")
    if len(data) > MAX_UPLOAD:
        raise DomainError("Tệp lớn hơn 20 MB nên không được nhận. Hãy giảm dung lượng hoặc tách tệp rồi tải lên lại.")
    if data.startswith(_OLD_OFFICE) and not _PACKED.isdisjoint(allowed):
        raise DomainError(
            "Tệp có mật khẩu, hoặc là tệp .doc, .xls, .ppt kiểu cũ nên không được nhận. Hãy bỏ mật khẩu, lưu lại thành "
            ".docx, .xlsx, .pptx hoặc PDF rồi tải lên."
        )
    packed = data.startswith(b"PK") and not _PACKED.isdisjoint(allowed)
    kind = _packed_kind(data) if packed else _plain_kind(data)
    if kind is None or kind not in allowed:
        raise DomainError(f"Tệp này không phải {wanted}. Hãy chọn đúng loại tệp rồi tải lên lại.")
    if kind == FileKind.PDF and b"/Encrypt" in data:
        raise DomainError(_FAULT_WORDS[ArchiveFault.LOCKED])
    if kind == FileKind.PDF and b"%%EOF" not in data[-PDF_TAIL:]:
        raise DomainError(_FAULT_WORDS[ArchiveFault.CORRUPT])
    return Upload(kind)


def _plain_kind(data: bytes) -> FileKind | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    return FileKind.PDF if b"%PDF-" in data[:PDF_LEAD] and not data.startswith(b"PK") else None


def _packed_kind(data: bytes) -> FileKind | None:
    try:
        named = content_types_part(data)
    except UnsafeArchive as problem:
        raise DomainError(_FAULT_WORDS[problem.fault]) from problem
    if b"macroEnabled" in named or b"vnd.ms-office.vbaProject" in named:
        raise DomainError("Tệp có macro nên không được nhận. Hãy lưu thành tệp không có macro (.docx, .xlsx, .pptx).")
    return next((kind for part, kind in _MAIN_PARTS.items() if part in named), None)


def content_types_part(data: bytes) -> bytes:
    """The ``[Content_Types].xml`` of a packed office file, empty when it has none. Raises UnsafeArchive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive)
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise UnsafeArchive(ArchiveFault.LOCKED)
            named = "[Content_Types].xml" in archive.namelist()
            return archive.read("[Content_Types].xml") if named else b""
    except UnsafeArchive:
        raise
    except Exception as error:  # zipfile lets struct, zlib and OS errors through on damaged files
        raise UnsafeArchive(ArchiveFault.CORRUPT) from error


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > _SMALL_PART and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or swollen:
        raise UnsafeArchive(ArchiveFault.BOMB)
