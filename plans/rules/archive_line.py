"""How the records of one model go into the archive of a year: the words of its table. Pure data, no Django.

Each app keeps its table in ``rules/archive_lines.py``: one line for each of its models, and one for each list that
people read. A new model needs a new line, or the test of the table fails; a new list for people is a ``Topic``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Span(StrEnum):
    """Which rows of a model belong to the archive of a year."""

    YEAR = "year"  # those whose own columns say so
    FOLLOWS = "follows"  # those of a record that belongs to it
    GROUND = "ground"  # all: what every year stands on
    POINTED = "pointed"  # only those that another record of the archive names
    OUT = "out"  # none


@dataclass(frozen=True)
class ArchiveLine:
    """One model. ``years`` are alternatives, each of lookups that hold together; ``of`` are keys of its records.

    ``secret`` columns are never written: a restored row gets ``""`` there. A ``keyless`` model is written without its
    key, sorted by what it says, so that nothing tells which row came first; restored rows get new keys.
    """

    label: str
    span: Span
    years: tuple[tuple[str, ...], ...] = ()
    of: tuple[str, ...] = ()
    why: str = ""
    secret: tuple[str, ...] = ()
    keyless: bool = False


def of_year(label: str, *years: str) -> ArchiveLine:
    """Rows of which one of ``years`` is the year: "plan__year", "at__year", "since__year__lte & until__year__gte".

    A lookup that ends in ``__isnull`` asks for an empty column instead.

    >>> of_year("plans.Plan", "year", "begun__year__lte & ended__isnull").years
    (('year',), ('begun__year__lte', 'ended__isnull'))
    """
    return ArchiveLine(label, Span.YEAR, years=tuple(tuple(one.split(" & ")) for one in years))


def follows(label: str, *of: str, keyless: bool = False) -> ArchiveLine:
    """Rows that belong to a record of the archive through one of the foreign keys ``of``."""
    return ArchiveLine(label, Span.FOLLOWS, of=of, keyless=keyless)


def ground(label: str, *, secret: tuple[str, ...] = ()) -> ArchiveLine:
    """All rows, whatever the year."""
    return ArchiveLine(label, Span.GROUND, secret=secret)


def pointed_at(label: str) -> ArchiveLine:
    """Only rows that another record of the archive names."""
    return ArchiveLine(label, Span.POINTED)


def left_out(label: str, why: str) -> ArchiveLine:
    """No rows, and the reason."""
    return ArchiveLine(label, Span.OUT, why=why)


class Chapter(StrEnum):
    """The chapters of what people read, in their order; the values are the names of their folders."""

    PLAN = "ke-hoach"
    TASKS = "nhiem-vu"
    CAMPAIGNS = "phong-trao"
    INITIATIVES = "sang-kien"
    DOSSIERS = "ho-so"
    COUNCILS = "hoi-dong"
    DECISIONS = "quyet-dinh"
    AWARDS = "so-khen-thuong"
    REPORTS = "bao-cao"
    PAPERS = "van-ban"
    OFFICE = "co-quan"
    DIARY = "nhat-ky"
    OTHER = "tep-khac"


CHAPTER_WORDS = {
    Chapter.PLAN: "Kế hoạch",
    Chapter.TASKS: "Nhiệm vụ",
    Chapter.CAMPAIGNS: "Phong trào thi đua",
    Chapter.INITIATIVES: "Sáng kiến",
    Chapter.DOSSIERS: "Hồ sơ đề nghị khen thưởng",
    Chapter.COUNCILS: "Hội đồng, phiên họp",
    Chapter.DECISIONS: "Quyết định, quỹ, phôi",
    Chapter.AWARDS: "Sổ khen thưởng",
    Chapter.REPORTS: "Báo cáo",
    Chapter.PAPERS: "Sổ văn bản",
    Chapter.OFFICE: "Cơ quan, nhân sự",
    Chapter.DIARY: "Nhật ký kiểm toán",
    Chapter.OTHER: "Tệp khác",
}


# The files of an issued paper, of whatever holds it as ``paper``
PAPER_FILES = ("paper__pdf|bản phát hành", "paper__signed_pdf|bản đã ký")


@dataclass(frozen=True)
class Topic:
    """A list that people read, as a table of the pages and as a sheet: the rows of ``label`` that belong to the year.

    ``columns`` are lookups; the head of a column is its field's Vietnamese name, or what stands behind "|":
    "person__full_name|họ và tên". ``files`` are lookups of stored files, linked in the last column; ``named`` are
    columns whose words come before the files' own names.
    """

    chapter: Chapter
    label: str
    title: str
    columns: tuple[str, ...]
    order: tuple[str, ...] = ("pk",)
    files: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArchiveTable:
    """What one app says: a line for each of its models, and the lists that people read."""

    lines: tuple[ArchiveLine, ...]
    topics: tuple[Topic, ...] = ()
