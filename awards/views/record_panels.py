"""The details of a record, kind by kind: what each panel of the page lists, and the same as lines of a printed list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import Absence, AwardKind, Discipline, Hold, InitiativeState, RatingLevel, Recognition, WorkKind
from awards.rules.short_names import short_name
from awards.services.record_rows import AwardRow, RecordRows, Subject, WorkRow
from awards.views.years import honour_html
from plans.models import Unit, User

KNOWN = {1: "Đạt", 0: "Không đạt", -1: "chưa rõ"}
EMPTY = {
    "title": "Chưa ghi danh hiệu nào.",
    "commendation": "Chưa ghi hình thức khen thưởng nào.",
    "work": "Chưa có sáng kiến, đề tài nào được công nhận.",
    "rating": "Chưa ghi xếp loại năm nào. Năm chưa ghi là chưa rõ, không phải không đạt.",
    "discipline": "Không có mục nào.",
    "hold": "Không có mục nào.",
    "absence": "Không có mục nào.",
    "transfer": "Chưa ghi.",
    "praise": "Chưa có mục nào.",
}


class Entry(NamedTuple):
    """One line of a panel: year or day, its words with an honour's label, what stands below; where it is mended."""

    when: str
    words: str
    below: tuple[str, ...] = ()
    honour: SafeString | str = ""
    url: str = ""
    edit: str = ""
    act: str = ""
    act_words: str = ""


class RecordPanel(NamedTuple):
    """One kind of entries; ``add`` is where a new one is entered, empty for who may not."""

    slug: str
    title: str
    entries: tuple[Entry, ...]
    add: str = ""

    @property
    def empty(self) -> str:
        return EMPTY[self.slug]


class _Maker(NamedTuple):
    """What all panels of one page share."""

    rows: RecordRows
    subject: Subject
    keeps: bool
    holds: bool

    def add(self, name: str, *, may: bool) -> str:
        suffix = "_add_unit" if isinstance(self.subject, Unit) else "_add"
        return reverse(f"awards:{name}{suffix}", args=[self.subject.pk]) if may else ""

    def edit(self, name: str, pk: int) -> str:
        return reverse(f"awards:{name}_edit", args=[pk]) if self.keeps else ""


def main_panels(rows: RecordRows, subject: Subject, *, user: User) -> list[RecordPanel]:
    """Titles, commendations, initiatives, ratings: what the awards rest on."""
    make = _maker(rows, subject, user)
    panels = [
        _awards(make, "title", "Danh hiệu thi đua", titles=True),
        _awards(make, "commendation", "Hình thức khen thưởng", titles=False),
        _works(make),
    ]
    add = make.add("rating", may=make.keeps)
    entries = (
        Entry(
            str(r.year),
            RatingLevel(r.level).label,
            _said(_decided(r.number, r.decided_on), r.note),
            edit=make.edit("rating", r.pk),
        )
        for r in rows.ratings
    )
    return [*panels, RecordPanel("rating", "Xếp loại hằng năm", tuple(entries), add)]


def side_panels(rows: RecordRows, subject: Subject, *, user: User) -> list[RecordPanel]:
    """What hinders or counts apart. Discipline and holds only for who may know of them."""
    make = _maker(rows, subject, user)
    panels = []
    if not isinstance(subject, Unit):
        if rows.sees_discipline:
            panels.append(_disciplines(make))
        panels += [_absences(make), _transfers(make)]
    if rows.sees_holds:
        panels.insert(1, _holds(make))
    praises = (
        Entry(f"{r.praised_on:%d/%m/%Y}", r.content, _said(r.place), edit=make.edit("praise", r.pk))
        for r in rows.praises
    )
    return [*panels, RecordPanel("praise", "Biểu dương", tuple(praises), make.add("praise", may=make.keeps))]


def _maker(rows: RecordRows, subject: Subject, user: User) -> _Maker:
    return _Maker(rows, subject, user.has_perm("awards.keep_records", subject), user.has_perm("awards.hold", subject))


def _awards(make: _Maker, slug: str, words: str, *, titles: bool) -> RecordPanel:
    entries = tuple(
        Entry(
            str(row.year),
            row.name,
            _said(_revoked(row), _kind_words(row), row.achievement, _decision_of(row), row.note),
            honour_html(short_name(row.code, row.name), title=titles)
            if row.stands
            else format_html("<s>{}</s>", short_name(row.code, row.name)),
            edit=make.edit("award", row.pk),
        )
        for row in make.rows.awards
        if row.is_title == titles
    )
    return RecordPanel(slug, words, entries, make.add("award", may=make.keeps))


def _decision_of(row: AwardRow) -> str:
    return _decided(row.number, row.decided_on, row.decided_by)


def _revoked(row: AwardRow) -> str:
    """The later decision that annulled it: it stays in the record and counts for nothing."""
    if row.revoked_on is None:
        return ""
    return f"Đã hủy bỏ theo Quyết định số {row.revoked_number} ngày {row.revoked_on:%d/%m/%Y}, không tính"


def _kind_words(row: AwardRow) -> str:
    return "" if row.is_title or row.kind == AwardKind.MERIT else f"Khen {AwardKind(row.kind).label.lower()}"


def _works(make: _Maker) -> RecordPanel:
    entries = [
        Entry(
            str(row.year),
            row.name,
            tuple(_work_words(make, row)),
            url="" if row.is_past else reverse("awards:initiative", args=[row.pk]),
            edit=make.edit("past_initiative", row.pk) if row.is_past else "",
        )
        for row in make.rows.works
        if row.state == InitiativeState.RECOGNISED
    ]
    add = "" if isinstance(make.subject, Unit) else make.add("past_initiative", may=make.keeps)
    return RecordPanel("work", "Sáng kiến, đề tài được công nhận", tuple(entries), add)


def _work_words(make: _Maker, row: WorkRow) -> Iterable[str]:
    share = f"đóng góp {row.share}%" if not isinstance(make.subject, Unit) else ""
    yield " · ".join(part for part in (WorkKind(row.kind).label, share) if part)
    for one in make.rows.recognised(row.pk):
        yield f"Phạm vi {Recognition.Scope(one.scope).label.lower()}: {_decided(one.number, one.decided_on)}"
    uses = make.rows.used_for(row.pk)
    yield f"Đã dùng cho {', '.join(f'{use.name} {use.year}' for use in uses)}" if uses else "Chưa dùng để xét khen"


def _disciplines(make: _Maker) -> RecordPanel:
    entries = tuple(
        Entry(
            f"{row.decided_on:%d/%m/%Y}",
            Discipline.Form(row.form).label,
            _said(
                f"Hết thời hạn {row.ends_on:%d/%m/%Y}" if row.ends_on else "Chưa ghi ngày hết thời hạn",
                row.number,
                row.note,
            ),
            edit=make.edit("discipline", row.pk),
        )
        for row in make.rows.disciplines
    )
    return RecordPanel("discipline", "Kỷ luật", entries, make.add("discipline", may=make.keeps))


def _holds(make: _Maker) -> RecordPanel:
    entries = []
    for row in make.rows.holds:
        open_ = row.released_on is None
        ended = "Chưa có kết luận" if open_ else f"Kết thúc {row.released_on:%d/%m/%Y}: {row.release_note}"
        entries.append(
            Entry(
                f"{row.since:%d/%m/%Y}",
                Hold.Reason(row.reason).label,
                _said(ended, row.note),
                edit=reverse("awards:hold_edit", args=[row.pk]) if make.holds else "",
                act=reverse("awards:hold_release", args=[row.pk]) if make.holds and open_ else "",
                act_words="Kết thúc tạm dừng",
            )
        )
    return RecordPanel("hold", "Tạm dừng xét", tuple(entries), make.add("hold", may=make.holds))


def _absences(make: _Maker) -> RecordPanel:
    entries = tuple(
        Entry(
            _span(row.starts_on, row.ends_on),
            Absence.Kind(row.kind).label,
            _said("" if row.result_met < 0 else f"Kết quả: {KNOWN[row.result_met].lower()}", row.note),
            edit=make.edit("absence", row.pk),
        )
        for row in make.rows.absences
    )
    return RecordPanel("absence", "Thời gian nghỉ, đi học", entries, make.add("absence", may=make.keeps))


def _transfers(make: _Maker) -> RecordPanel:
    entries = []
    for row in make.rows.transfers:
        words = "Tuyển dụng" if row.recruited == 1 else "Chuyển đến"
        there = f"{row.months_there} tháng ở đơn vị cũ trong năm" if row.months_there is not None else ""
        opinion = "Có ý kiến của đơn vị cũ" if row.opinion == 1 else ""
        source = f"từ {row.from_name}" if row.from_name else ""
        below = _said(there, opinion, row.note)
        entries.append(
            Entry(f"{row.on:%d/%m/%Y}", f"{words} {source}".strip(), below, edit=make.edit("transfer", row.pk))
        )
    return RecordPanel("transfer", "Tuyển dụng, chuyển công tác", tuple(entries), make.add("transfer", may=make.keeps))


def _said(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _decided(number: str, day: dt.date | None, by: str = "") -> str:
    """«Quyết định 12/QĐ-SNgV, ngày 05/01/2025, Giám đốc Sở»; empty where nothing is known."""
    known = [number, f"ngày {day:%d/%m/%Y}" if day else "", by]
    return ", ".join(part for part in known if part)


def _span(begins: dt.date, ends: dt.date | None) -> str:
    return f"{begins:%d/%m/%Y} – {ends:%d/%m/%Y}" if ends else f"từ {begins:%d/%m/%Y}"
