"""Numbers in words, as official papers write them: "một nghìn không trăm linh năm"."""

from __future__ import annotations

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu")
BILLION = 1_000_000_000


def number_in_words(n: int) -> str:
    """A whole number in words. Below a group that was said, empty hundreds are said too ("không trăm").

    >>> number_in_words(1005), number_in_words(21), number_in_words(115)
    ('một nghìn không trăm linh năm', 'hai mươi mốt', 'một trăm mười lăm')
    """
    if n < 0:
        return f"âm {number_in_words(-n)}"
    if n >= BILLION:
        above, rest = divmod(n, BILLION)
        said = f"{number_in_words(above)} tỷ"
        return f"{said} {_below_billion(rest, after_more=True)}" if rest else said
    return _below_billion(n, after_more=False) if n else DIGITS[0]


def _below_billion(n: int, *, after_more: bool) -> str:
    """Groups of three digits from millions down; empty groups are passed over."""
    words: list[str] = []
    for place in (2, 1, 0):
        group = n // 1000**place % 1000
        if group:
            words.append(_group(group, full=after_more or bool(words)))
            words.append(SCALES[place])
    return " ".join(word for word in words if word)


def _group(group: int, *, full: bool) -> str:
    """Three digits; ``full`` says the hundreds even when there are none."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        words += (["linh"] if words else []) + [DIGITS[ones]] if ones else []
    else:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
        words += [_ones_after_tens(ones, tens)] if ones else []
    return " ".join(words)


def _ones_after_tens(ones: int, tens: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return DIGITS[ones]
