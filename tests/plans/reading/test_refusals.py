"""What is refused, with a sentence that says what to do; never another error."""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plans.reading import Refused, read_file, read_text
from plans.reading.normalise import fold
from plans.reading.sniff import MAX_BYTES
from tests.plans.reading.build import MOTTO, Paper, docx_of, pdf_of
from tests.plans.reading.offices import PLAIN


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def types(main: str) -> bytes:
    return f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'.encode()


OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
SHEET = f"{OFFICE}.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(Paper([], [], ["KẾ HOẠCH"], ["Nội dung"])))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def scanned_pdf() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def foreign_ocr() -> str:
    return "KE HOACH Cong tac thi dua khen thuong nam 2026. Thgc hien Ke hoach so 01 cua UBND tinh, So Ngoai vu " * 3


def vni_text() -> str:
    return (
        "Keá hoaïch coâng taùc thi ñua, khen thöôûng naêm 2026 cuûa Sôû Ngoaïi vuï, thöïc hieän toát nhieäm vuï. " * 4
    )


REFUSED = [
    ("empty", lambda: b"", "trống"),
    ("empty", lambda: b" \r\n\t ", "trống"),
    ("too_big", lambda: b"a" * (MAX_BYTES + 1), "20 MB"),
    ("old_doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    ("password", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ("password", locked_pdf, "mật khẩu"),
    ("scan", scanned_pdf, "bản quét"),
    ("corrupt", lambda: b"%PDF-1.7\n" + b"garbage" * 50, "hỏng"),
    ("corrupt", lambda: docx_of(Paper([], [], ["KẾ HOẠCH"], ["Nội dung"]))[:-200], "hỏng"),
    ("corrupt", lambda: zipped({"[Content_Types].xml": types(WORD), "word/document.xml": b"<broken"}), "hỏng"),
    ("wrong_type", lambda: zipped({"[Content_Types].xml": types(SHEET)}), "Excel"),
    ("wrong_type", lambda: zipped({"a.txt": b"x"}), ".docx"),
    ("macro", lambda: zipped({"[Content_Types].xml": types(MACRO)}), "macro"),
    ("macro", lambda: zipped({"[Content_Types].xml": types(WORD), "word/vbaProject.bin": b"x"}), "macro"),
    ("bomb", lambda: zipped({"[Content_Types].xml": types(WORD), "word/document.xml": b"0" * 90_000_000}), "quá lớn"),
    ("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "ảnh"),
    ("picture", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100, "ảnh"),
    ("rtf", lambda: b"{\\rtf1 hello}", "RTF"),
    ("web_page", lambda: b"<!DOCTYPE html><html><body>x</body></html>", "dán"),
    ("archive", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 50, "giải nén"),
    ("wrong_type", lambda: bytes(range(256)) * 20, "loại tệp"),
    ("wrong_json", lambda: b'{"year": 2026}', "JSON"),
    ("no_diacritics", lambda: foreign_ocr().encode(), "dấu tiếng Việt"),
    ("vni", lambda: vni_text().encode(), "VNI"),
    ("wrong_type", lambda: b"MZ" + "Kế hoạch thi đua năm 2026".encode() * 20, "chương trình"),
    ("too_long", ("Kế hoạch thi đua\n" * 40_000).encode, "quá dài"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "make", "words"), REFUSED, ids=[f"{n}_{code}" for n, (code, _, _) in enumerate(REFUSED)]
)
def test_refusal_says_what_to_do(code: str, make: object, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_file(make(), "tep")  # type: ignore[operator]

    assert refused.value.code == code
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_length_is_judged_before_any_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text far too long is refused though its letters, looked at, would be refused too."""
    monkeypatch.setattr("plans.reading.text_file.MAX_CHARS", 100)

    for read in (read_text, lambda text: read_file(text.encode(), "x")):
        with pytest.raises(Refused) as refused:
            read(foreign_ocr())
        assert refused.value.code == "too_long"


def test_docx_of_foreign_ocr_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_file(docx_of(Paper([], [], ["KE HOACH"], [foreign_ocr()])), "a.docx")

    assert refused.value.code == "no_diacritics"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=3000))
@example(b"PK\x03\x04")
@example(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Refused):
        read_file(data, "x")


WORDS = st.sampled_from(
    [
        *("KẾ HOẠCH", "Số: 01/KH", "I. NỘI DUNG", "TT NỘI DUNG", "ĐƠN VỊ THỰC HIỆN", "QUÝ I", "1", "2 Phát động"),
        *(
            "- Văn phòng Sở chủ trì.",
            "- Quyết định",
            "\f",
            "Nơi nhận:",
            "- Lưu: VT.",
            "GIÁM ĐỐC",
            "Trần Văn A",
            "PHỤ LỤC",
        ),
        *(
            "TT\tNội dung\tThời gian",
            "1\tHọp\tQuý I\t",
            "a) Một việc",
            "II. TỔ CHỨC THỰC HIỆN",
            "Trên đây là Kế hoạch.",
        ),
        *("", "   ", "STT    Nội dung    Thời gian", "1   Họp   Tháng 3", "ngày 31 tháng 2 năm 2026", "III-", "…"),
        *("Thời gian: Quý I", "Phụ lục", "(Kèm theo Kế hoạch)", "I", "2. Quý II", "| TT | Nội dung | Thời gian |"),
    ]
)
LINES = st.lists(
    st.one_of(WORDS, st.text(max_size=40).map(lambda t: t.replace("\n", " ").replace("\r", " "))), max_size=40
)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_no_line_is_lost(lines: list[str]) -> None:
    """Every filled line is used, dropped furniture, or in the remainder; task lines are lines of the text."""
    text = "\n".join(lines)
    try:
        reading = read_text(text)
    except Refused:
        return

    said = {"hoach"} | words_of(json.dumps(reading.document.to_full_json(), ensure_ascii=False).replace("\\n", " "))
    kept_apart = set(reading.remainder) | set(reading.dropped)
    of_tasks = {n for lines in reading.task_lines for n in lines}
    for line in reading.lines:
        shown = said | words_of("thời gian") if line.number in of_tasks else said
        assert line.number in kept_apart or words_of(line.text) <= shown, line
    assert not set(reading.remainder) & set(reading.dropped)


def words_of(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", fold(text)) if len(word) > 2 and not word.isdigit()}


@pytest.mark.parametrize("cut", range(0, len(PLAIN), 97))
def test_cut_plan_still_reads(cut: int) -> None:
    reading = read_text(PLAIN[: cut + 60])

    assert reading.lines


def test_head_only_gives_a_draft_without_tasks() -> None:
    reading = read_text("\n".join(["UBND TỈNH A", "SỞ B", *MOTTO, "KẾ HOẠCH", "Thi đua năm 2026"]))

    assert reading.document.tasks == ()
    assert "no_tasks" in {warning.code for warning in reading.warnings}
