"""The archive of a year: one ZIP that opens in ten years without a server, and from which the office can be restored.

The same records give the same bytes, but for the moment of making. What is in it is told by the tables of the apps
(``plans.rules.archive_line``); nothing here knows a model of theirs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from plans import sockets
from plans.errors import DomainError
from plans.models import AuditEntry, IssuedPaper, Office, Plan, PlanState, Role, User
from plans.papers.archive_pages import ArchiveFacts, Linked, PageTable, pages_of
from plans.papers.archive_words import readme
from plans.papers.content import Column, Row
from plans.papers.listing import listing_paper
from plans.papers.pdf import render_pdf
from plans.papers.sheet import render_sheet
from plans.permissions import rights_of
from plans.rules.archive import safe
from plans.rules.archive_line import CHAPTER_WORDS, Chapter, Span
from plans.services.archive_data import as_file, columns_of, row_lines
from plans.services.archive_pack import PIECE, PackWriter
from plans.services.archive_rows import Model, Selection, archive_lines, archived_models, select
from plans.services.archive_topics import KeptFile, TopicTable, keep_files, read_topics
from plans.services.frozen_print import pdf_of
from plans.services.snapshot import snapshot

FORMAT = "tdkt-year-archive"
EDITION = 1
MANIFEST = "du-lieu/ke-khai.json"
DATA, SHEETS = "du-lieu/json", "bang-bieu"
OURS = ("plans", "emulation", "awards")
NO_OFFICE = "Chưa có cơ quan nào để lưu trữ. Lập cơ quan trước, hoặc khôi phục từ một tệp lưu trữ."
BROKEN = (
    "Tệp “{name}” bị mất hoặc hỏng trên máy chủ nên chưa lập được lưu trữ năm. "
    "Báo quản trị khôi phục tệp từ bản sao lưu rồi lập lại."
)
_MOMENTS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True)
class Made:
    """What went into an archive."""

    rows: int
    files: int
    is_closed: bool


def write_archive(path: Path, *, year: int, at: dt.datetime, maker: str) -> Made:
    """Write the archive of ``year`` to ``path``; ``at`` is the moment of making, ``maker`` who made it.

    Refused where there is nothing to archive, while a vote is open, and where a stored file is lost or altered.
    """
    refuse_hindered(year)
    for paper in IssuedPaper.objects.being_made().filter(year=year):
        pdf_of(paper)
    with snapshot(), PackWriter(path, timezone.localtime(at)) as pack:
        refuse_hindered(year)  # once more, of the very state that is written
        return _Archive(year, timezone.localtime(at), maker, pack).write()


def refuse_hindered(year: int) -> None:
    """Refuse where there is no office, no record of the year, or a reason of an app to wait."""
    if not Office.objects.exists():
        raise DomainError(NO_OFFICE)
    if year not in years_to_archive():
        raise DomainError(f"Năm {year} chưa có kế hoạch, văn bản nào để lưu trữ. Chọn năm khác.")
    for hinders in sockets.archive_hindrances:
        if why := hinders(year):
            raise DomainError(why)


def years_to_archive() -> list[int]:
    """The years that have a plan in force or a paper, the latest first."""
    plans = Plan.objects.filter(state__in=(PlanState.ISSUED, PlanState.CLOSED)).order_by().values_list("year")
    papers = IssuedPaper.objects.order_by().values_list("year")
    return sorted({year for (year,) in plans.union(papers)}, reverse=True)


def is_closed(year: int) -> bool:
    """Whether the plan of the year has been closed; until then it may still change."""
    return Plan.objects.filter(year=year, state=PlanState.CLOSED).exists()


def archivist() -> User:
    """Somebody who may see what the makers of archives may see, and has no account: the registers are read for him."""
    reader = User(pk=0, is_active=True)
    rights_of(reader).know_holdings([(0, role.value, None) for role in (Role.ADMIN, Role.STANDING)])
    return reader


class _Archive:
    """One archive under way."""

    def __init__(self, year: int, at: dt.datetime, maker: str, pack: PackWriter) -> None:
        self.year, self.at, self.maker, self.pack = year, at, maker, pack
        self.chosen = select(year)
        self.closed = is_closed(year)
        self.office = Office.objects.first() or Office()

    def write(self) -> Made:
        tables = read_topics(self.chosen)
        kept = keep_files(self.chosen, tables)
        registers = self._write_registers()
        sheets = self._write_sheets(tables)
        for file in {one.path: one for one in kept.values()}.values():
            self.pack.add(file.path, _bytes_of(file), timezone.localtime(file.at))
        models = [self._write_rows(model) for model in archived_models()]
        facts = ArchiveFacts(
            year=self.year,
            office=str(self.office.name),
            heading=self.office.heading,
            parent_heading=self.office.parent_heading,
            at=self.at,
            maker=self.maker,
            is_closed=self.closed,
            rows=sum(one["rows"] for one in models),
            pulled=sum(one["pulled"] for one in models),
            files=len({one.path for one in kept.values()}),
            left_out=self._left_out(),
        )
        shown = [_page_table(table, kept, self.pack.sizes, sheets.get(place)) for place, table in enumerate(tables)]
        shown += _table_of_others(kept)
        for name, text in pages_of(facts, shown, registers, CHAPTER_WORDS):
            self.pack.add(name, [text])
        self.pack.add("README.txt", [readme(facts).encode("utf-8-sig")])
        self.pack.add(MANIFEST, [self._manifest(models, kept)])
        return Made(facts.rows, facts.files, self.closed)

    def _write_rows(self, model: Model) -> dict[str, Any]:
        """The rows of one model as a file; gives its line of the manifest."""
        name = f"{DATA}/{model._meta.label_lower}.json"
        own, pulled = self.chosen.count(model)
        self.pack.add(name, as_file(row_lines(model, self.chosen)))
        return {
            "label": model._meta.label,
            "file": name,
            "columns": columns_of(model),
            "rows": own + pulled,
            "pulled": pulled,
        }

    def _write_registers(self) -> list[tuple[str, Linked]]:
        """The registers on A4 and as sheets; gives the chapter of each with its link."""
        reader, made = archivist(), []
        for give in sockets.archive_registers:
            for one in give(reader, self.year):
                title = " ".join(f"{one.kind} {one.subject}".split())
                criteria = f"năm {self.year}"
                paper = listing_paper(
                    agency=self.office.heading,
                    parent_agency=self.office.parent_heading,
                    place=self.office.place,
                    kind=one.kind,
                    subject=one.subject,
                    columns=one.columns,
                    rows=one.rows,
                    criteria=criteria,
                    total=one.total,
                    at=self.at,
                    printed_by=self.maker,
                )
                sheet = self._sheet(one.kind, one.subject, one.columns, list(one.rows), one.total)
                stem = f"{one.folder}/{safe(title)}"
                for ending, data in (("pdf", render_pdf(paper, filed=False)), ("xlsx", sheet)):
                    self.pack.add(f"{stem}.{ending}", [data])
                    words = f"{title} ({'bản in' if ending == 'pdf' else 'bảng tính'})"
                    made.append((one.folder, Linked(words, f"{stem}.{ending}", self.pack.sizes[f"{stem}.{ending}"])))
        return made

    def _write_sheets(self, tables: list[TopicTable]) -> dict[int, str]:
        """One sheet for each list that has rows; gives the path of each by the list's place."""
        paths: dict[int, str] = {}
        for place, table in enumerate(tables):
            if not table.rows:
                continue
            paths[place] = f"{SHEETS}/{len(paths) + 1:02}_{safe(table.topic.title)}.xlsx"
            columns = [Column(head, 10) for head in table.heads]
            rows = [Row(row.cells) for row in table.rows]
            total = f"Tổng số: {len(rows)} dòng."
            self.pack.add(paths[place], [self._sheet(table.topic.title, f"năm {self.year}", columns, rows, total)])
        return paths

    def _sheet(self, kind: str, subject: str, columns: Any, rows: Any, total: Any) -> bytes:
        made = render_sheet(
            kind=kind,
            subject=subject,
            columns=columns,
            rows=rows,
            criteria=f"năm {self.year}",
            total=total,
            at=self.at,
            made_by=self.maker,
            groups="NHÓM",
        )
        return steady_sheet(made, self.at)

    def _left_out(self) -> list[tuple[str, str]]:
        """What is not in it, in words, with the reason."""
        reasons: dict[str, list[str]] = {}
        for line in archive_lines().values():
            model = apps.get_model(line.label)
            if line.span is Span.OUT and model._meta.app_label in OURS and not model._meta.auto_created:
                reasons.setdefault(line.why, []).append(str(model._meta.verbose_name))
        return [(", ".join(labels), why) for why, labels in reasons.items()]

    def _manifest(self, models: list[dict[str, Any]], kept: dict[int, KeptFile]) -> bytes:
        """What a restore has to know."""
        applied = MigrationRecorder(connection).applied_migrations()
        said = {
            "format": FORMAT,
            "edition": EDITION,
            "year": self.year,
            "closed": self.closed,
            "office": str(self.office.name),
            "made_at": self.at.astimezone(dt.UTC).isoformat(),
            "made_by": self.maker,
            "migrations": sorted(f"{app}.{name}" for app, name in applied if app in OURS),
            "models": models,
            "files": {one.sha256: one.path for one in kept.values()},
            "audit": audit_parts(self.chosen),
        }
        return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def audit_parts(chosen: Selection) -> list[list[int]]:
    """The runs of the audit's numbers that are held: first and last of each."""
    runs: list[list[int]] = []
    for (number,) in chosen.rows(AuditEntry, "number"):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return runs


def steady_sheet(data: bytes, at: dt.datetime) -> bytes:
    """The same sheet with ``at`` wherever it would say when it was written."""
    moment = at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MOMENTS.sub(rb"\g<1>" + moment, content)
            entry = zipfile.ZipInfo(name, at.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(entry, content)
    return made.getvalue()


def _bytes_of(file: KeptFile) -> Iterator[bytes]:
    """The bytes of a stored file, piece by piece; an archive is never made with one that is lost or altered."""
    digest = hashlib.sha256()
    try:
        with (Path(settings.MEDIA_ROOT) / file.source).open("rb") as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                yield piece
    except OSError as fault:
        raise DomainError(BROKEN.format(name=file.name)) from fault
    if digest.hexdigest() != file.sha256:
        raise DomainError(BROKEN.format(name=file.name))


def _table_of_others(kept: dict[int, KeptFile]) -> list[PageTable]:
    """The files that stand in no list, as one of their own."""
    others = {one.path: one for one in kept.values() if one.path.startswith(f"{Chapter.OTHER}/")}.values()
    rows = [
        ((f"{timezone.localtime(one.at):%d/%m/%Y %H:%M}",), (Linked(one.name, one.path, one.size),)) for one in others
    ]
    title = "Tệp không nằm trong danh sách nào ở trên"
    return [PageTable(Chapter.OTHER, title, ("Lưu lúc",), rows, None)] if rows else []


def _page_table(table: TopicTable, kept: dict[int, KeptFile], sizes: dict[str, int], sheet: str | None) -> PageTable:
    """A list as the pages show it: words, and links to the files of each row."""
    rows = [
        (row.cells, tuple(Linked(kept[pk].name, kept[pk].path, kept[pk].size) for pk in row.files if pk in kept))
        for row in table.rows
    ]
    link = Linked("bảng tính", sheet, sizes[sheet]) if sheet else None
    return PageTable(table.topic.chapter, table.topic.title, table.heads, rows, link)
