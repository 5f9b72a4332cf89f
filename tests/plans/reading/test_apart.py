"""An upload is read in a process of its own: the same reading, and a hostile file ends only that process."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from plans.reading import Refused, read_file
from plans.reading.apart import read_apart
from plans.reading.results import Reading
from tests.plans.reading.build import docx_of, pdf_of
from tests.plans.reading.cases_paper import PAPERS

PAPER = PAPERS[0].paper


def unpacking_to(size: int) -> bytes:
    """A PDF of one page whose content was packed twice: a thousand bytes for hundreds of millions."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    content = pdf.make_stream(b"")
    packed = zlib.compress(zlib.compress(b" " * size, 9), 9)
    content.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * 2))
    pdf.pages[0].Contents = content
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    return out.getvalue()


def drawing_rules(count: int) -> bytes:
    """A PDF of one page with so many rules that finding its tables takes minutes."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    rules = b"".join(b"%d %d m %d %d l S\n" % (n % 500, n * 7 % 700, n * 3 % 500, n * 7 % 700) for n in range(count))
    pdf.pages[0].Contents = pdf.make_stream(rules)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [docx_of, pdf_of])
def test_reading_apart_gives_the_same(make: object) -> None:
    data = make(PAPER)  # type: ignore[operator]

    assert read_apart(data, "ke-hoach", ["Văn phòng Sở"]) == read_file(data, "ke-hoach", ["Văn phòng Sở"])


def test_reading_survives_json() -> None:
    reading = read_file(docx_of(PAPER), "ke-hoach.docx")

    assert Reading.from_json(reading.to_json()) == reading


def test_refusal_comes_back_in_its_words() -> None:
    with pytest.raises(Refused) as refused:
        read_apart(b"%PDF-1.7\n" + b"garbage" * 50, "a.pdf")

    assert refused.value.code == "corrupt"
    assert "hỏng" in str(refused.value)


@pytest.mark.parametrize(
    ("make", "size", "limits"),
    [(unpacking_to, 600_000_000, {"memory": 400_000_000}), (drawing_rules, 60_000, {"seconds": 2})],
    ids=["memory", "time"],
)
def test_hostile_file_is_refused_at_its_limit(make: Callable[[int], bytes], size: int, limits: dict[str, int]) -> None:
    data = make(size)

    with pytest.raises(Refused) as refused:
        read_apart(data, "a.pdf", **limits)

    assert refused.value.code == "too_heavy"
    assert len(data) < 3_000_000
