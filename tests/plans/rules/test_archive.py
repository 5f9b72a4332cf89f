"""The archive that people keep: names in order, safe everywhere, equal bytes for equal files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from plans.rules.archive import Item, index_item, ordered_names, size_words, zip_of
from plans.rules.text import nfc

UTF8 = 0x800


def test_names_stand_in_order_and_say_what_the_file_is() -> None:
    files = [
        (["Nhiệm vụ 8", "TT TTDVĐN"], "Tự đánh giá.pdf"),
        (["Nhiệm vụ 8", ""], "Tự đánh giá.pdf"),
        (["Nhiệm vụ 8", "TT TTDVĐN"], "TỰ ĐÁNH GIÁ.pdf"),
    ]

    assert ordered_names(files) == [
        "01_Nhiệm vụ 8_TT TTDVĐN_Tự đánh giá.pdf",
        "02_Nhiệm vụ 8_Tự đánh giá.pdf",
        "03_Nhiệm vụ 8_TT TTDVĐN_TỰ ĐÁNH GIÁ (2).pdf",
    ]


def test_names_are_safe_on_windows() -> None:
    names = ordered_names(
        [([], "CON.pdf"), ([], 'a<>:"/\\|?*b.pdf'), ([], "cuối. ."), ([], ""), ([], "x\x07y\u202e.pdf")]
    )

    assert names == ["01_CON.pdf", "02_a---------b.pdf", "03_cuối", "04_tệp", "05_xy.pdf"]


def test_long_names_are_cut_before_their_ending() -> None:
    names = ordered_names([(["Nhiệm vụ 1"], "a" * 300 + ".docx"), (["Nhiệm vụ 1"], "ữ" * 200 + ".pdf")])

    assert len(names[0]) == 120
    assert all(len(name.encode()) <= 240 for name in names)
    assert [name[-5:] for name in names] == [".docx", "ữ.pdf"]


def test_names_are_composed_and_widen_with_their_number() -> None:
    names = ordered_names([([], "Tự.pdf")] * 101)

    assert (names[0], names[100]) == (nfc("001_Tự.pdf"), nfc("101_Tự (101).pdf"))


def test_the_archive_holds_every_byte_under_names_in_utf8() -> None:
    items = [
        Item("01_Số liệu.pdf", b"mot", dt.datetime(2026, 3, 2, 8, 30, 10)),
        index_item(["MỤC LỤC", "Số liệu"]),
    ]
    data = zip_of(items)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert [(one.filename, archive.read(one)) for one in archive.infolist()] == [
            ("01_Số liệu.pdf", b"mot"),
            ("muc-luc.txt", "\ufeffMỤC LỤC\r\nSố liệu\r\n".encode()),
        ]
        assert archive.infolist()[0].flag_bits & UTF8
        assert archive.infolist()[0].date_time == (2026, 3, 2, 8, 30, 10)
    assert zip_of(items) == data


def test_sizes_in_words() -> None:
    assert [size_words(size) for size in (0, 1023, 12_300, 3_565_158)] == ["0 B", "1023 B", "12 KB", "3,4 MB"]
