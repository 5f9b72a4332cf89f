"""When somebody is reminded of a deadline, and in which words. ``today`` is always an argument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LATE = "late"
MOST_LEVELS, FIRST_DAY, LAST_DAY = 6, 1, 90

# The groups of the morning digest, in its order; the keys are those of the work list
DIGEST_GROUPS = {
    "late": "Quá hạn",
    "soon": "Đến hạn, sắp đến hạn",
    "redo": "Phải thực hiện lại",
    "await": "Chờ anh, chị quyết định, xác nhận",
    "next": "Sắp tới, trong 7 ngày",
}
_SHORT = {
    "late": "quá hạn",
    "soon": "sắp đến hạn",
    "redo": "làm lại",
    "await": "chờ quyết định, xác nhận",
    "next": "trong 7 ngày tới",
}


def reminder_levels(text: str) -> tuple[int, ...]:
    """The days before a deadline at which people are reminded, most first: "7, 3, 1" → (7, 3, 1).

    Raises ValueError with a sentence to be shown.
    """
    words = text.replace(";", ",").split(",")
    try:
        days = {int(word) for word in words if word.strip()}
    except ValueError:
        raise ValueError("Nhập các số ngày cách nhau dấu phẩy, ví dụ: 7, 3, 1.") from None
    if not days:
        raise ValueError("Nhập ít nhất một số ngày, ví dụ: 3.")
    if len(days) > MOST_LEVELS or min(days) < FIRST_DAY or max(days) > LAST_DAY:
        raise ValueError(f"Nhập nhiều nhất {MOST_LEVELS} số, mỗi số từ {FIRST_DAY} đến {LAST_DAY} ngày.")
    return tuple(sorted(days, reverse=True))


def level_of(due: dt.date, today: dt.date, levels: Sequence[int]) -> str:
    """The nearest level that applies on ``today``: "7", "3", "1" or "late"; empty when it is too early.

    A day on which no timer ran loses nothing: the level stays the same until the next nearer one begins.
    """
    left = (due - today).days
    if left < 0:
        return LATE
    reached = [level for level in levels if left <= level]
    return str(min(reached)) if reached else ""


def reminder_key(task: int, due: dt.date, level: str) -> str:
    """What makes a reminder the same one: a person never gets two with one key."""
    return f"remind:{task}:{due:%Y-%m-%d}:{level}"


def due_words(due: dt.date, today: dt.date) -> str:
    """How a deadline stands in a reminder: "hôm nay đến hạn", "còn 3 ngày (hạn 29/05/2026)", "quá hạn 1 ngày"."""
    left = (due - today).days
    if left == 0:
        return f"hôm nay đến hạn ({due:%d/%m/%Y})"
    return f"còn {left} ngày (hạn {due:%d/%m/%Y})" if left > 0 else f"quá hạn {-left} ngày (hạn {due:%d/%m/%Y})"


def reminder_text(*, no: str, title: str, unit: str, whole: bool, due: dt.date, today: dt.date) -> str:
    """One line under the bell."""
    what = f"Nhiệm vụ {no}" if whole else f"Phần việc của {unit} trong nhiệm vụ {no}"
    return f"{what} {due_words(due, today)}: {one_line(title, 140)}"


def one_line(text: str, most: int = 200) -> str:
    """The words on one line without the dashes of a list, cut at a word with an ellipsis."""
    words = " ".join(line.strip().removeprefix("- ") for line in text.split("\n"))
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0].rstrip(",;:.-") + "…"


class DigestLine(NamedTuple):
    """One piece of work in a digest."""

    group: str
    title: str
    origin: str
    when: str
    url: str


def in_groups(lines: Iterable[DigestLine], without: Iterable[str] = ()) -> dict[str, list[DigestLine]]:
    """The lines under their groups, in the order of the groups, but for those the person does not want."""
    left_out, found = frozenset(without), list(lines)
    groups = {key: [line for line in found if line.group == key] for key in DIGEST_GROUPS if key not in left_out}
    return {key: kept for key, kept in groups.items() if kept}


def digest_summary(groups: dict[str, list[DigestLine]], day: dt.date) -> str:
    """The line under the bell: "Việc sáng 05/06/2026: 1 quá hạn, 2 sắp đến hạn"."""
    counts = ", ".join(f"{len(lines)} {_SHORT[key]}" for key, lines in groups.items())
    return f"Việc sáng {day:%d/%m/%Y}: {counts}"


def digest_subject(groups: dict[str, list[DigestLine]], day: dt.date) -> str:
    """The subject of the letter, what burns first."""
    number = sum(len(lines) for lines in groups.values())
    late = len(groups.get("late", ()))
    return f"[TĐKT] {number} việc ngày {day:%d/%m/%Y}" + (f", {late} quá hạn" if late else "")


def digest_body(*, name: str, groups: dict[str, list[DigestLine]], day: dt.date, site: str, office: str) -> str:
    """The letter, plain text. ``site`` is the address of the app without a closing slash, empty where unknown."""
    parts = [f"Kính gửi anh, chị {name},", f"Đến sáng {day:%d/%m/%Y}, anh, chị có các việc sau:"]
    for key, lines in groups.items():
        rows = [f"{DIGEST_GROUPS[key].upper()} ({len(lines)})"]
        for place, line in enumerate(lines, 1):
            rows.append(f"{place}. {one_line(line.title)}")
            rows.extend(f"   {said}" for said in (line.when, line.origin) if said)
            if site:
                rows.append(f"   {site}{line.url}")
        parts.append("\n".join(rows))
    where = f" tại {site}" if site else ""
    parts.append(
        f"Mở “Việc của tôi”{where} để làm ngay. Thư này gửi một lần vào buổi sáng ngày làm việc; anh, chị chọn nhận"
        " hay không ở mục “Nhắc việc” trong tài khoản của mình."
    )
    parts.append(f"{office}\nPhần mềm Thi đua, khen thưởng (thư tự động, không cần trả lời)")
    return "\n\n".join(parts) + "\n"
