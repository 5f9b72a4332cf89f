"""How reports say figures in Vietnamese administrative prose: counts, shares, comparison with the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from plans.rules.official import format_number
from plans.rules.report_line import Link

Part = str | Link


def count(number: int, noun: str) -> str:
    """A counted noun: below ten with a leading 0, as papers write it.

    >>> count(8, "nhiệm vụ"), count(12, "nhiệm vụ")
    ('08 nhiệm vụ', '12 nhiệm vụ')
    """
    return f"{format_number(number) if number else 0} {noun}"


def lowered(text: str) -> str:
    """Words as they go on in a sentence; an abbreviation keeps its capitals.

    >>> lowered("Sơ kết công tác"), lowered("UBND tỉnh")
    ('sơ kết công tác', 'UBND tỉnh')
    """
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def counted(number: int, noun: str, kind: str, keys: Iterable[int]) -> Part:
    """The same, opening the rows it counts; nothing to open where there is none.

    Raises ValueError when the number is not that of the rows: a sentence says what its rows say.
    """
    rows = tuple(keys)
    if len(rows) != number:
        raise ValueError(f"{number} {noun}, but {len(rows)} rows")
    return Link(count(number, noun), kind, rows) if rows else count(number, noun)


def linked(noun: str, kind: str, keys: Sequence[int]) -> Part:
    """A counted noun whose number is that of its rows."""
    return counted(len(keys), noun, kind, keys)


def percent(part: int, whole: int) -> str:
    """A share with one decimal, a comma, no needless zero; "không tính được" of nothing.

    >>> percent(2, 3), percent(1, 2), percent(1, 0)
    ('66,7%', '50%', 'không tính được')
    """
    if whole == 0:
        return "không tính được"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share.normalize():f}%".replace(".", ",")


def compared(now: int, before: int | None, *, year: int, what: str = "") -> str:
    """The change of ``what`` against the same time of ``year``: tăng, giảm with the share, or why it cannot be told.

    >>> compared(12, 10, year=2025)
    'tăng 02 (20%) so với cùng kỳ năm 2025'
    >>> compared(3, 0, year=2025)
    'cùng kỳ năm 2025 không có nên không tính được tỷ lệ tăng'
    >>> compared(3, None, year=2025, what="số văn bản")
    'chưa có số liệu cùng kỳ năm 2025 nên không tính được tăng, giảm'
    """
    same_time = f"cùng kỳ năm {year}"
    if before is None:
        return f"chưa có số liệu {same_time} nên không tính được tăng, giảm"
    if before == 0 and now:
        return f"{same_time} không có nên không tính được tỷ lệ tăng"
    said = f"{what} " if what else ""
    if now == before:
        return f"{said}bằng {same_time}"
    word = "tăng" if now > before else "giảm"
    return f"{said}{word} {format_number(abs(now - before))} ({percent(abs(now - before), before)}) so với {same_time}"


def joined(pieces: Sequence[Part | tuple[Part, ...]], *, last: str = " và ", between: str = ", ") -> tuple[Part, ...]:
    """Pieces of a sentence put in a row: ``between`` them commas, ``last`` before the last.

    >>> joined(["a", "b", "c"])
    ('a', ', ', 'b', ' và ', 'c')
    """
    found: list[Part] = []
    for place, piece in enumerate(pieces):
        if place:
            found.append(last if place == len(pieces) - 1 else between)
        found += piece if isinstance(piece, tuple) else [piece]
    return tuple(found)


def sentence(*parts: Part | tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts and groups of parts as one flat sentence; neighbouring words become one part."""
    found: list[Part] = []
    for part in parts:
        for one in part if isinstance(part, tuple) else (part,):
            if found and isinstance(one, str) and isinstance(found[-1], str):
                found[-1] += one
            elif one != "":
                found.append(one)
    return tuple(found)
