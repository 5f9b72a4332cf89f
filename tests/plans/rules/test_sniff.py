"""What is let in: told by the bytes, refused with what to do instead."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from plans.errors import DomainError
from plans.rules.sniff import (
    CONTENT_TYPES,
    MAX_UPLOAD,
    ArchiveFault,
    FileKind,
    UnsafeArchive,
    check_upload,
    content_types_part,
)

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD_MAIN = f"{OFFICE}.wordprocessingml.document.main+xml"


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr({"types": "[Content_Types].xml"}.get(name, name), data)
    return out.getvalue()


def of_type(main: str) -> bytes:
    return f'<Types><Override PartName="/x.xml" ContentType="{main}"/></Types>'.encode()


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def locked() -> bytes:
    """A packed file whose parts say that they are encrypted."""
    data = bytearray(packed(types=of_type(WORD_MAIN)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


GOOD = [
    (FileKind.PDF, b"%PDF-1.7\n%%EOF"),
    (FileKind.PDF, b"\r\n\r\n%PDF-1.4\n%%EOF\n"),
    (FileKind.PNG, b"\x89PNG\r\n\x1a\n0000"),
    (FileKind.JPEG, b"\xff\xd8\xff\xe0\x00"),
    (FileKind.DOCX, word()),
    (FileKind.XLSX, excel()),
]


@pytest.mark.parametrize(("kind", "data"), GOOD, ids=[f"{n}-{kind.name}" for n, (kind, _) in enumerate(GOOD)])
def test_a_wanted_kind_is_let_in_and_no_other(kind: FileKind, data: bytes) -> None:
    assert check_upload(data, *FileKind).kind is kind
    assert check_upload(data, kind).content_type == CONTENT_TYPES[kind]
    for other in set(FileKind) - {kind}:
        with pytest.raises(DomainError, match="Tệp này không phải"):
            check_upload(data, other)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp trống"),
        (b"%PDF-" + b"0" * MAX_UPLOAD, "lớn hơn 20 MB"),
        (b"%PDF-1.4 cut off", "hỏng"),
        (b"<html>%PDF</html>", "không phải PDF, PNG"),
        (b"MZ\x90\x00", "không phải"),
        (packed(types=of_type("application/vnd.ms-word.document.macroEnabled.main+xml")), "macro"),
        (packed(types=of_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml")), "macro"),
        (packed(types=of_type(WORD_MAIN) + of_type("application/vnd.ms-office.vbaProject")), "macro"),
        (packed(a=b"x"), "không phải"),
        (word()[:-200], "bị hỏng"),
        (locked(), "mật khẩu"),
        (packed(types=of_type(WORD_MAIN), x=b"0" * 90_000_000), "quá lớn"),
        (packed(**{f"p{n}": b"" for n in range(2001)}), "quá lớn"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_refused_says_why_and_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(DomainError, match=words) as refused:
        check_upload(data, *FileKind)
    assert str(refused.value).endswith(".")


def test_a_part_that_swells_is_a_bomb_long_before_the_whole_is_big() -> None:
    with pytest.raises(UnsafeArchive) as refused:
        content_types_part(packed(types=of_type(WORD_MAIN), x=b"0" * 10_000_001))
    assert refused.value.fault is ArchiveFault.BOMB


@given(st.binary(max_size=300))
def test_any_bytes_are_let_in_or_refused(data: bytes) -> None:
    with contextlib.suppress(DomainError):
        assert check_upload(data, *FileKind).kind in FileKind
