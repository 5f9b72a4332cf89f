"""Bộ bàn giao of a submission for the system above: its sheet, its files under ordered names, what is still missing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Sum

from awards.models import AchievementReport, AwardLetter, LetterState, NominationFile, PackLayout, Track
from awards.rules.nominee import Nominee
from awards.rules.pack import (
    FIELDS,
    PackColumn,
    PackRow,
    camel,
    cells,
    columns_from,
    needs_personal,
    shown_columns,
)
from awards.rules.rulebook import Rulebook
from awards.services.achievement_report import report_document
from awards.services.dossier_gaps import There, missing_in, needs_of, signed_minutes
from awards.services.letter import WHO_WRITES
from awards.services.nomination_file import MINUTES
from awards.services.nominee import nominees_of
from awards.services.rulebook import current_rulebook
from plans.errors import DomainError, NotAllowed
from plans.models import Office, StoredFile, User
from plans.papers.pdf import render_pdf
from plans.rules.archive import Item, index_item, ordered_names, size_words, zip_of
from plans.services import audit
from plans.services.dossier_file import MOST_PACKED
from plans.services.files import read_bytes
from plans.services.frozen_print import pdf_of
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.sheet_file import SheetLayout, write_sheet
from plans.services.together import together

Rows = list[tuple[Any, ...]]
ZIP_KIND = "award_pack"
FETCHED = "award_pack.fetch"
PAGE = "Danh sách đề nghị"
OF_PERSON, OF_UNIT = "D03_BC_CA_NHAN", "D04_BC_TAP_THE"
REPORT_NAME = "bao-cao-thanh-tich.pdf"
NOT_ISSUED = "Tờ trình chưa ban hành nên chưa có bộ bàn giao. Xem trước được; tải về sau khi văn thư ghi số."
BROKEN = (
    "Tệp “{name}” của {who} bị mất hoặc hỏng trên máy chủ nên chưa lập được bộ bàn giao. "
    "Báo quản trị khôi phục từ bản sao lưu, hoặc nộp lại tệp."
)
TOO_BIG = "Tệp kèm theo là {size}, lớn hơn {most}, không nén thành một tệp được. Tải từng tệp ở trang hồ sơ."


@dataclass(frozen=True)
class PackFile:
    """A file of a dossier: as handed in, by the key of what is stored, or the report written in the app, printed."""

    nomination: int
    document: str
    name: str
    stored: int | None = None
    size: int = 0


@dataclass(frozen=True)
class Pack:
    """What a pack holds: the rows of its sheet, the files with their names in the archive, how much they weigh."""

    source: str
    columns: list[PackColumn]
    hidden: list[PackColumn]
    rows: list[PackRow]
    files: list[PackFile]
    names: list[str]
    size: int

    @property
    def lacking(self) -> list[PackRow]:
        return [row for row in self.rows if row.missing]

    @property
    def needs_personal(self) -> bool:
        return needs_personal(self.columns)

    @property
    def table(self) -> list[tuple[str, ...]]:
        return [cells(row, self.columns) for row in self.rows]


def layout_of(track: str) -> PackLayout:
    """The layout of a track as the office keeps it; version 0 where it was never changed. One query."""
    return PackLayout.objects.filter(track=track).first() or PackLayout(track=track, version=0)


def pack_of(letter: AwardLetter, *, user: User) -> Pack:
    """The pack of a letter as ``user`` may see it. Six queries, however many nominees."""
    layout, book = layout_of(letter.track), current_rulebook()
    every = columns_from(layout.columns, letter.track)
    columns = shown_columns(every, personal=user.has_perm("plans.see_personal_data"))
    told, office, *held = together(_questions(letter))
    lines, files = dict(told), _files(*held)
    counted = Counter(one.nomination for one in files)
    filed: dict[int, set[str]] = defaultdict(set)
    for one in files:
        filed[one.nomination].add(one.document)
    nominees = nominees_of(list(lines), personal=needs_personal(columns))
    rows = [
        PackRow(
            number=number,
            nominee=one,
            office=office[0][0] if office else "",
            letter_number=letter.number,
            letter_date=letter.issued_on,
            missing=missing_in(book, one, There(frozenset(filed[one.pk]), written=False, minuted=False)),
            files=counted[one.pk],
            twice_reason=lines[one.pk],
        )
        for number, one in enumerate(nominees, 1)
    ]
    ordered, names = _named(letter, nominees, files, book)
    size = sum(one.size for one in files)
    return Pack(layout.source, columns, [one for one in every if one not in columns], rows, ordered, names, size)


def _questions(letter: AwardLetter) -> list[Any]:
    """The lines, the office, then what is there: what was filed, the units' signed minutes, reports written here."""
    lines = letter.lines.order_by()
    named = lines.values("nomination")
    kept = NominationFile.objects.kept().filter(nomination__in=named).order_by("document", "added_at", "pk")
    return [
        lines.values_list("nomination", "twice_reason"),
        Office.objects.order_by("pk").values_list("name")[:1],
        kept.values_list("nomination", "document", "file__name", "file", "file__size"),
        signed_minutes(named).values_list("pk", "signed_name", "signed", "signed_size"),
        AchievementReport.objects.filter(nomination__in=named).order_by().values_list("nomination", "nomination__unit"),
    ]


def _files(kept: Rows, minutes: Rows, reports: Rows) -> list[PackFile]:
    """The files of the dossiers; a report written in the app where none was handed in."""
    found = [PackFile(*row) for row in kept]
    filed = {(one.nomination, one.document) for one in found}
    found += [PackFile(pk, MINUTES, *row) for pk, *row in minutes]
    for pk, unit in reports:
        document = OF_UNIT if unit else OF_PERSON
        if (pk, document) not in filed:
            found.append(PackFile(pk, document, REPORT_NAME))
    return found


def _named(
    letter: AwardLetter, nominees: Sequence[Nominee], files: Sequence[PackFile], book: Rulebook
) -> tuple[list[PackFile], list[str]]:
    """The files by nominee and document: "03_NguyenVanAn_BaoCaoThanhTich_bao-cao.pdf"."""
    by_nominee = {one.pk: place for place, one in enumerate(nominees)}
    called = {need.code: need.name for one in nominees for need in needs_of(book, one)}
    ordered = sorted(files, key=lambda one: (by_nominee[one.nomination], one.document))
    whose = {one.pk: one.name for one in nominees}
    paper = letter.paper.file_name if letter.paper else "du-thao"
    rest = [
        ([camel(whose[one.nomination]), camel(called.get(one.document, one.document))], one.name) for one in ordered
    ]
    return ordered, ordered_names([(["ToTrinh"], f"{paper}.pdf"), (["DanhSach"], "danh-sach.xlsx"), *rest])


def weight_of(letter: AwardLetter) -> int:
    """How many bytes the files of the pack have. One query."""
    kept = NominationFile.objects.kept().filter(nomination__submissions__letter=letter)
    return kept.aggregate(size=Sum("file__size"))["size"] or 0


def note_reading(*, user: User, letter: AwardLetter) -> None:
    """Keep that somebody saw the birth dates and the like of the nominees on the page."""
    audit.record(actor=user, act="award_pack.read", obj=letter)


def make_sheet(user: User, letter: AwardLetter) -> bytes:
    """The sheet alone, audited."""
    _demand(user, letter)
    pack = pack_of(letter, user=user)
    data = sheet_of(pack)
    _record(user, "award_pack.sheet", letter, data, pack, files=0)
    return data


def sheet_of(pack: Pack) -> bytes:
    """One head line and one line for each nominee; every cell is text, so nothing can become a formula."""
    columns = tuple((column.field, column.head, FIELDS[column.field].width) for column in pack.columns)
    return write_sheet(SheetLayout(PAGE, columns, needed=()), pack.table, {})


def make_pack_zip(user: User, params: dict[str, Any]) -> bytes:
    """The letter, the sheet, every file, and the list of them with what is missing; audited."""
    letter = AwardLetter.objects.visible_to(user).select_related("paper").get(pk=params["letter"])
    _demand(user, letter)
    pack = pack_of(letter, user=user)
    if pack.size > MOST_PACKED:
        raise DomainError(TOO_BIG.format(size=size_words(pack.size), most=size_words(MOST_PACKED)))
    data = zip_of(_items(user, letter, pack))
    _record(user, "award_pack.pack", letter, data, pack, files=len(pack.files))
    return data


def _items(user: User, letter: AwardLetter, pack: Pack) -> list[Item]:
    """Equal letters give equal archives: nothing of the moment of packing is inside."""
    whose = {row.nominee.pk: row.nominee.name for row in pack.rows}
    at = dt.datetime.combine(letter.issued_on, dt.time()) if letter.issued_on else None
    if letter.paper is None:
        raise DomainError(NOT_ISSUED)
    made = [
        Item(pack.names[0], read_bytes(letter.paper.signed_pdf or pdf_of(letter.paper)), at),
        Item(pack.names[1], sheet_of(pack), at),
    ]
    stored = StoredFile.objects.in_bulk([one.stored for one in pack.files if one.stored])
    files = [
        Item(name, _bytes(user, one, stored, whose[one.nomination]), at)
        for one, name in zip(pack.files, pack.names[2:], strict=True)
    ]
    return [index_item(_index(letter, pack)), *made, *files]


def _bytes(user: User, one: PackFile, stored: Mapping[int, StoredFile], who: str) -> bytes:
    """The bytes as they were handed in; a report written in the app is printed as it stands."""
    if one.stored is None:
        report = AchievementReport.objects.select_related("nomination").get(nomination=one.nomination)
        return render_pdf(report_document(report.nomination, report, user), filed=False)
    try:
        return read_bytes(stored[one.stored])
    except OSError as fault:
        raise DomainError(BROKEN.format(name=one.name, who=who)) from fault


def _index(letter: AwardLetter, pack: Pack) -> list[str]:
    lines = [
        f"BỘ BÀN GIAO HỒ SƠ, TỜ TRÌNH SỐ {letter.number}",
        f"{Track(letter.track).label}, {len(pack.rows)} hồ sơ",
        "",
    ]
    lines += [*pack.names, "", "DANH SÁCH, HỒ SƠ CÒN THIẾU"]
    for row in pack.rows:
        lines.append(f"{row.number}. {row.nominee.who}: {row.nominee.honour}")
        if row.twice_reason:
            lines.append(f"   Trình cả hai hệ: {row.twice_reason}")
        lines.append(f"   {row.files} tệp. " + (f"Còn thiếu: {'; '.join(row.missing)}" if row.missing else "Đủ."))
    return lines


def _demand(user: User, letter: AwardLetter) -> None:
    if not user.has_perm("awards.send_up"):
        raise NotAllowed(WHO_WRITES)
    if letter.state != LetterState.ISSUED or not letter.is_submission:
        raise DomainError(NOT_ISSUED)


def _record(user: User, act: str, letter: AwardLetter, data: bytes, pack: Pack, *, files: int) -> None:
    detail = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "rows": len(pack.rows),
        "files": files,
        "columns": [column.field for column in pack.columns],
    }
    audit.record(actor=user, act=act, obj=letter, detail=detail)


@transaction.atomic
def save_layout(
    *, actor: User, track: str, columns: Sequence[PackColumn], source: str, seen: int, key: str = ""
) -> PackLayout:
    """The columns that the system of a track wants, in their order, under its heads."""
    use_submit_key(actor, key)
    if not actor.has_perm("awards.send_up"):
        raise NotAllowed(WHO_WRITES)
    saved = PackLayout.objects.filter(track=track).first()
    layout = locked(saved) if saved else PackLayout(track=track, version=0)
    check_version(layout, seen, {"source": source})
    if not columns:
        raise DomainError("Chọn ít nhất một cột.")
    layout.columns = [_kept(column) for column in columns]
    layout.source = source
    layout.version += 1
    layout.save()
    audit.record(actor=actor, act="award_pack.layout", obj=layout, detail={"columns": layout.columns})
    return layout


def _kept(column: PackColumn) -> Mapping[str, str]:
    if column.field not in FIELDS:
        raise DomainError("Có cột không còn trong danh sách. Tải lại trang rồi chọn lại.")
    return {"field": column.field, "head": column.head or FIELDS[column.field].head}
