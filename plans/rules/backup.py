"""What a backup says of itself (its manifest), which old ones go, and how people are told. Pure functions."""

from __future__ import annotations

import datetime as dt
import errno
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from plans.errors import DomainError
from plans.rules.archive import size_words
from plans.rules.official import short_date

FORMAT, VERSION = "tdkt-backup", 1
MANIFEST, GUIDE = "manifest.json", "doc-truoc.txt"
FILE_PART = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_NAME = re.compile(r"tdkt-\d{8}-\d{6}\.zip")
_TABLE = re.compile(r"\w+")
STALE = dt.timedelta(days=2)
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Part:
    """One file inside a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. ``schema`` are the applied migrations, ``rows`` the rows of each table as copied.

    ``missing`` and ``damaged`` are files that the database names and the disk had lost or spoilt by then.
    """

    made_at: str
    engine: str
    engine_version: int
    office: str
    schema: tuple[str, ...]
    rows: dict[str, int]
    audit_number: int
    audit_hash: str
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    format: str = FORMAT
    version: int = VERSION
    left_out: tuple[str, ...] = field(default=())

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def read_manifest(text: str) -> Manifest:
    """The manifest of ``to_json``; refuses with a sentence what is none, or one of a format made later."""
    try:
        data: dict[str, Any] = json.loads(text)
        if data["format"] != FORMAT or type(data["version"]) is not int:
            raise ValueError
        if data["version"] > VERSION:
            raise DomainError("Bản sao lưu này do phiên bản phần mềm mới hơn lập. Cập nhật phần mềm rồi khôi phục lại.")
        parts = tuple(Part(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in data.pop("parts"))
        lists: dict[str, Any] = {
            name: tuple(map(str, data.pop(name))) for name in ("schema", "missing", "damaged", "left_out")
        }
        rows = {str(table): int(count) for table, count in data.pop("rows").items()}
        if not all(_TABLE.fullmatch(table) for table in rows) or data["engine"] not in ENGINES:
            raise ValueError
        return Manifest(parts=parts, rows=rows, **lists, **data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError("Tệp này không phải bản sao lưu của phần mềm: bản kê bên trong không đọc được.") from error


def name_at(moment: dt.datetime) -> str:
    """The name of a backup made at ``moment`` (local time); names sort by age.

    >>> name_at(dt.datetime(2026, 11, 24, 2, 0, 5))
    'tdkt-20261124-020005.zip'
    """
    return f"tdkt-{moment:%Y%m%d-%H%M%S}.zip"


def too_many(names: Iterable[str], keep: int, good: Collection[str] = ()) -> list[str]:
    """Which backups are beyond the newest ``keep``; never the newest ``good`` one, nor what is not named as one.

    >>> too_many(["tdkt-20261122-020000.zip", "tdkt-20261124-020000.zip", "anh.zip"], 1)
    ['tdkt-20261122-020000.zip']
    """
    ours = sorted((name for name in names if _NAME.fullmatch(name)), reverse=True)
    spared = next((name for name in ours if name in good), "")
    return [name for name in ours[keep:] if name != spared]


def differing_rows(expected: dict[str, int], found: dict[str, int]) -> str:
    """A sentence on the first tables that do not hold as many rows as they should; empty where all do."""
    tables = [table for table in sorted(expected.keys() | found.keys()) if expected.get(table) != found.get(table)]
    if not tables:
        return ""
    said = [f"{table} ({found.get(table, 'không có')} thay vì {expected.get(table, 'không có')})" for table in tables]
    return f"Số dòng không khớp bản kê ở {len(tables)} bảng: {', '.join(said[:3])}."


def unknown_steps(schema: Sequence[str], known: set[str]) -> list[str]:
    """The migrations of a backup that this version of the software has never heard of."""
    return [step for step in schema if step not in known]


def choose_client(tool: str, server: int, found: Sequence[tuple[int, str]]) -> str:
    """Of the programs ``found`` (major version, path), the oldest that fits the server, or a sentence on what to do."""
    how = f"Cài trên máy chủ: apt-get install postgresql-client-{server}, rồi chạy lại."
    if not found:
        raise DomainError(f"Thiếu chương trình {tool} của PostgreSQL {server}. {how}")
    fitting = sorted(one for one in found if one[0] >= server)
    if not fitting:
        newest = max(found)[0]
        raise DomainError(
            f"Chương trình {tool} trên máy là bản {newest}, cũ hơn máy chủ PostgreSQL {server} nên không dùng được. "
            f"{how}"
        )
    return fitting[0][1]


def is_full(error: Exception) -> bool:
    """Whether it is the room on a disk that was missing."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return any(words in str(error) for words in ("is full", "No space left"))  # SQLite, PostgreSQL


def said_by(error: Exception) -> str:
    """What the system said went wrong."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def due_since(now: dt.datetime, at: dt.time) -> dt.datetime:
    """The last moment at which a daily backup was due, in the zone of ``now``."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= now else today - dt.timedelta(days=1)


def day_words(moment: dt.datetime, today: dt.date) -> str:
    """A moment as people say it: "hôm nay 02:00", "hôm qua 02:00", "22/11/2026 02:00".

    >>> day_words(dt.datetime(2026, 11, 23, 2, 0), dt.date(2026, 11, 24))
    'hôm qua 02:00'
    """
    days = (today - moment.date()).days
    day = {0: "hôm nay", 1: "hôm qua"}.get(days) or short_date(moment.date())
    return f"{day} {moment:%H:%M}"


def last_good_words(moment: dt.datetime | None, size: int, today: dt.date) -> str:
    """When the last good backup was, and what makes it good."""
    if moment is None:
        return "Chưa có bản nào được khôi phục thử"
    return f"Bản tốt gần nhất: {day_words(moment, today)}, {size_words(size)}, đã khôi phục thử"


def warning_of(moment: dt.datetime | None, now: dt.datetime) -> str:
    """Why the administrator should look after the backups now; empty where all is well."""
    if moment is None:
        return "Chưa có bản sao lưu nào được khôi phục thử. Máy chủ hỏng lúc này là mất toàn bộ dữ liệu."
    if now - moment > STALE:
        days = (now - moment).days
        return f"Bản tốt gần nhất đã cách đây {days} ngày. Những gì ghi từ đó đến nay chưa có bản sao lưu."
    return ""


def gone_words(name: str, folder: str) -> str:
    """That the file of the last good backup is not where it was put."""
    return (
        f"Tệp của bản tốt gần nhất, {name}, không còn ở {folder}: đã bị xoá, dời đi, hoặc ổ chứa chưa gắn. "
        "Gắn lại ổ hoặc chép tệp về."
    )


def moment_words(moment: str) -> str:
    """The moment of a manifest as people read it.

    >>> moment_words("2026-11-24T02:03:46+07:00")
    '02:03 ngày 24/11/2026'
    """
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{at:%H:%M} ngày {short_date(at.date())}"


def guide(manifest: Manifest) -> str:
    """What somebody who opens the archive years later has to know."""
    lines = (
        f"BẢN SAO LƯU PHẦN MỀM THI ĐUA, KHEN THƯỞNG: {manifest.office or 'cơ quan chưa đặt tên'}",
        f"Lập lúc {moment_words(manifest.made_at)}, cơ sở dữ liệu {ENGINES[manifest.engine]}.",
        "",
        "Khôi phục: cài phần mềm (cùng phiên bản hoặc mới hơn), rồi trên máy chủ chạy",
        "    .venv/bin/python manage.py restore TỆP-NÀY.zip",
        "Tệp chứa dữ liệu cá nhân và mật khẩu đã băm: giữ nơi kín, đừng gửi qua thư.",
        "Khoá bí mật (TDKT_SECRET_KEY hoặc tệp secret-key) và tệp .env không nằm trong bản này; giữ riêng.",
        "",
    )
    return "\r\n".join(lines)
