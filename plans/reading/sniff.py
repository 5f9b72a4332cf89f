"""What a file is, by its bytes: an allow-list of three forms; everything else is refused with what to do.

Name and declared type are not trusted. OOXML is told by the main part named in ``[Content_Types].xml``.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Literal

from plans.reading.results import Refused
from plans.rules.sniff import ArchiveFault, UnsafeArchive, content_types_part

MAX_BYTES = 20 * 1024 * 1024

Form = Literal["pdf", "docx", "json", "text"]

_WORD_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACRO_MAIN = b"application/vnd.ms-word.document.macroEnabled.main+xml"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!")
_AS_WORD_OR_PDF = "Hãy mở tệp bằng Word, lưu thành .docx hoặc xuất ra PDF rồi tải lên lại."
_UNSAFE = {
    ArchiveFault.BOMB: "Tệp giải nén ra quá lớn nên không được nhận. "
    "Hãy sao chép nội dung sang một tệp Word mới rồi tải lên.",
    ArchiveFault.LOCKED: "Tệp có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lên lại.",
    ArchiveFault.CORRUPT: f"Tệp bị hỏng, không mở được. {_AS_WORD_OR_PDF}",
}


def sniff(data: bytes) -> Form:
    """The form of a file. Raises Refused for what cannot be read, with the reason and the way out."""
    if len(data) > MAX_BYTES:
        raise Refused("too_big", "Tệp lớn hơn 20 MB nên không đọc được. Hãy bỏ bớt ảnh hoặc tách tệp rồi tải lên lại.")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty", "Tệp trống, không có chữ nào. Hãy chọn đúng tệp kế hoạch rồi tải lên lại.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:2] == b"PK":
        _check_zip(data)
        return "docx"
    _refuse_known(data)
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and _is_json(data):
        return "json"
    return "text"


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _refuse_known(data: bytes) -> None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused("password", "Tệp Word có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lên lại.")
        raise Refused("old_doc", f"Tệp .doc (Word 97–2003) không đọc được vì dễ mất bảng. {_AS_WORD_OR_PDF}")
    if head.startswith(b"{\\rtf"):
        raise Refused("rtf", f"Tệp RTF không đọc được. {_AS_WORD_OR_PDF}")
    if data.startswith(_PICTURES):
        raise Refused(
            "picture", "Đây là tệp ảnh, không có chữ để đọc. Hãy tải lên tệp Word (.docx) hoặc PDF xuất từ Word."
        )
    if head[:14].lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise Refused(
            "web_page", "Đây là trang web hoặc tệp XML. Hãy sao chép phần chữ của kế hoạch rồi dán vào ô nhập văn bản."
        )
    if data.startswith(_PROGRAMS):
        raise Refused(
            "wrong_type",
            "Đây là tệp chương trình, không phải kế hoạch. Hãy chọn đúng tệp .docx hoặc PDF rồi tải lên lại.",
        )
    if data[:4] in (b"Rar!", b"7z\xbc\xaf") or data[:2] == b"\x1f\x8b":
        raise Refused("archive", "Đây là tệp nén. Hãy giải nén rồi tải lên chính tệp kế hoạch (.docx hoặc PDF).")


def _holds_macros(data: bytes) -> bool:
    """Whether a project of macros lies in the package, whatever its list of parts says of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.lower().rsplit("/", 1)[-1].startswith(("vbaproject", "vbadata")) for name in archive.namelist())


def _check_zip(data: bytes) -> None:
    try:
        types = content_types_part(data)
    except UnsafeArchive as problem:
        raise Refused(problem.fault.value, _UNSAFE[problem.fault]) from problem
    if _MACRO_MAIN in types or _holds_macros(data):
        raise Refused("macro", f"Tệp Word có chứa macro nên không được nhận. {_AS_WORD_OR_PDF}")
    if _WORD_MAIN not in types:
        raise Refused(
            "wrong_type",
            "Đây không phải tệp Word (.docx). Hệ thống chỉ đọc .docx, PDF có lớp chữ và văn bản thường; "
            "với bảng Excel, hãy sao chép bảng vào Word rồi tải lên lại.",
        )
