"""Báo cáo: begun from its kind, drawn from the records, worded anew by hands section by section, refreshed at will."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from plans.errors import DomainError
from plans.models import PaperState, Plan, Report, ReportSection, Task, User
from plans.rules.report_kind import ReportKind, Span, filled
from plans.rules.report_line import Drawn, Line, from_json, refreshed, to_json
from plans.rules.text import nfc
from plans.services import audit
from plans.services.locking import check_version, lead_repeats_to, locked, save_in_line, use_submit_key
from plans.services.report_draw import drawn_sentences, question_of

LONGEST = 8_000  # letters of one paragraph
MOST_OWN = 40  # paragraphs added to one section
OTHER_YEAR = "Thời gian báo cáo phải nằm trong năm {year} của kế hoạch. Chọn năm khác ở thanh trên rồi lập."
NEW_KEY = re.compile(r"own\.[0-9a-z]{1,12}")  # of a paragraph that a hand adds
WHO_EDITS = "Thường trực TĐKT soạn báo cáo. Anh, chị góp nội dung qua báo cáo của đơn vị hoặc gửi thường trực."
WHY_NOT_EDITED = {
    PaperState.SUBMITTED: "Báo cáo đang trình lãnh đạo nên chưa sửa được. Thu hồi về dự thảo rồi sửa.",
    PaperState.APPROVED: "Báo cáo đã được duyệt, chờ văn thư ghi số. Cần sửa thì đề nghị lãnh đạo trả lại.",
    PaperState.ISSUED: "Báo cáo đã ban hành, câu chữ và số liệu đóng băng. Cần đính chính thì lập báo cáo mới.",
}


@dataclass(frozen=True)
class Typed:
    """One paragraph as a hand left it: ``was`` is the text that the page showed before, ``key`` names its line."""

    key: str
    words: str
    was: str = ""
    left_out: bool = False


@transaction.atomic
def create_report(
    *,
    actor: User,
    plan: Plan,
    kind: ReportKind,
    span: Span,
    as_of: dt.date,
    task: Task | None = None,
    head: Mapping[str, Any] | None = None,
    is_sample: bool = False,
    key: str = "",
) -> Report:
    """A draft of ``kind`` over ``span`` with its sections, drawn at once. ``head`` are further fields of the report."""
    use_submit_key(actor, key)
    if not plan.is_in_force:
        raise DomainError("Kế hoạch chưa ban hành nên chưa có gì để báo cáo. Ban hành kế hoạch rồi lập báo cáo.")
    if (span.first.year, span.last.year) != (plan.year, plan.year):
        raise DomainError(OTHER_YEAR.format(year=plan.year))
    _check_cut_off(span.first, as_of)
    report = Report(
        plan=plan,
        task=task,
        kind=kind.slug,
        abstract=filled(kind.abstract, span),
        first=span.first,
        last=span.last,
        as_of=as_of,
        annexes=[code for code in kind.annexes if code not in kind.off],
        prepared_by=actor,
        is_sample=is_sample,
    )
    for name, value in (head or {}).items():
        setattr(report, name, value)
    report.drawn_at = timezone.now()
    found = drawn_sentences(question_of(report))
    report.save(force_insert=True)
    bulk_create_with_history(_sections(report, kind, span, found), ReportSection, default_user=actor)
    audit.record(actor=actor, act="report.create", obj=report)
    lead_repeats_to(reverse("plans:report", args=[report.pk]), user=actor, key=key)
    return report


@transaction.atomic
def edit_head(*, actor: User, report: Report, seen: int, values: Mapping[str, Any], key: str = "") -> Report:
    """Title, cut-off, addressee, basis, recipients, signer, annexes. A new cut-off draws the sentences anew."""
    use_submit_key(actor, key)
    record = _draft(report)
    check_version(record, seen, dict(values))
    cut_off = record.as_of
    for name, value in values.items():
        setattr(record, name, value)
    _check_cut_off(record.first, record.as_of)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="report.edit", obj=record)
    if record.as_of != cut_off:
        _draw(record, timezone.now())
    return record


@transaction.atomic
def refresh_report(*, actor: User, report: Report, key: str = "") -> int:
    """Take the figures of now into every sentence no hand has touched; gives how many sections read otherwise.

    Hands' words stay, and no section's version moves, so that who is writing meanwhile loses nothing.
    """
    use_submit_key(actor, key)
    record = _draft(report)
    changed = _draw(record, timezone.now())
    audit.record(actor=actor, act="report.refresh", obj=record, detail={"sections": changed})
    return changed


@transaction.atomic
def keep_section(
    *, actor: User, section: ReportSection, seen: int, typed: Sequence[Typed], by_itself: bool = False, key: str = ""
) -> ReportSection:
    """Keep a section as a hand left it; refused with both texts where another hand saved since version ``seen``."""
    if not by_itself:
        use_submit_key(actor, key)
    report = _draft(section.report)
    record = locked(section)
    check_version(record, seen, {one.key: one.words for one in typed})
    lines = _typed_into(record, typed)
    if (kept := to_json(lines)) == record.lines:
        return record
    record.lines, record.edited_by, record.edited_at = kept, actor, timezone.now()
    record.version += 1
    save_in_line(record, actor=actor, by_itself=by_itself)
    if not by_itself:
        audit.record(actor=actor, act="report.write", obj=report, note=record.heading)
    return record


@transaction.atomic
def settle_line(
    *, actor: User, section: ReportSection, line_key: str, take_new: bool, seen: int, key: str = ""
) -> ReportSection:
    """Decide over a sentence whose figures changed behind a hand's words: the records' new one, or the own words."""
    use_submit_key(actor, key)
    report = _draft(section.report)
    record = locked(section)
    check_version(record, seen, {})
    lines = lines_of(record)
    place = next((place for place, line in enumerate(lines) if line.key == line_key and line.is_stale), None)
    if place is None:
        raise DomainError("Câu này không còn chờ chọn: số liệu đã khớp hoặc người khác đã chọn. Xem lại mục này.")
    line = lines[place]
    if take_new:
        lines[place : place + 1] = [Line(line.key, line.drawn)] if line.drawn else []
    elif line.drawn is None:  # nothing stands behind it any more: it is a hand's own from now on
        lines[place] = Line(_own_key(lines), words=line.words)
    else:
        lines[place] = replace(line, seen=line.drawn)
    record.lines = to_json(lines)
    record.edited_by, record.edited_at = actor, timezone.now()
    record.version += 1
    record.save()
    audit.record(actor=actor, act="report.settle", obj=report, note=record.heading)
    return record


def sections_behind(report: Report) -> list[ReportSection]:
    """The sections that would read otherwise with the figures of now, with their new lines, which are not kept yet."""
    found = drawn_sentences(question_of(report))
    behind = []
    for section in report.sections.select_for_update():
        lines = to_json(refreshed(lines_of(section), found.get(section.slug, ())))
        if lines != section.lines:
            section.lines = lines
            behind.append(section)
    return behind


def lines_of(section: ReportSection) -> list[Line]:
    """The lines of a section as the rules know them."""
    return from_json(section.slug, section.lines)


def _sections(
    report: Report, kind: ReportKind, span: Span, found: Mapping[str, Sequence[Drawn]]
) -> list[ReportSection]:
    """The outline of the kind, with the sentences that were drawn for it."""
    return [
        ReportSection(
            report=report,
            slug=outline.slug,
            order=order,
            level=outline.level,
            heading=filled(outline.heading, span, capitals=outline.level == 1),
            lines=to_json(refreshed([], found.get(outline.slug, ()))),
        )
        for order, outline in enumerate(kind.sections, start=1)
    ]


def _check_cut_off(first: dt.date, as_of: dt.date) -> None:
    if as_of < first:
        raise DomainError(
            "Ngày chốt số liệu ở trước ngày đầu của thời gian báo cáo. Chọn ngày chốt trong thời gian đó."
        )
    if as_of > timezone.localdate():
        raise DomainError("Ngày chốt số liệu ở sau hôm nay nên chưa có số liệu. Chọn hôm nay hoặc ngày trước đó.")


def _draft(report: Report) -> Report:
    record = locked(report)
    if record.removed_at is not None:
        raise DomainError("Báo cáo đã bỏ vào thùng rác. Khôi phục rồi sửa.")
    if record.state != PaperState.DRAFT:
        raise DomainError(WHY_NOT_EDITED[PaperState(record.state)])
    return record


def _draw(report: Report, now: dt.datetime) -> int:
    """Draw every section of ``report`` anew. Sections keep their version: no hand wrote."""
    changed = sections_behind(report)
    ReportSection.objects.bulk_update(changed, ["lines"])
    Report.objects.filter(pk=report.pk).update(drawn_at=now)
    report.drawn_at = now
    return len(changed)


def _typed_into(section: ReportSection, typed: Sequence[Typed]) -> list[Line]:
    """The section's lines in the order they were typed; what the page did not show (drawn since) where it belongs."""
    lines = {line.key: line for line in lines_of(section)}
    result: list[Line] = []
    for one in {one.key: one for one in typed}.values():
        words = nfc(one.words).strip()[:LONGEST]
        line = lines.pop(one.key, None)
        if line is not None and not line.is_own:
            result.append(_worded(line, words, one))
        elif words and (line is not None or NEW_KEY.fullmatch(one.key)):
            result.append(Line(one.key, words=words))
        elif words and line is None and words != nfc(one.was).strip():  # a refresh took away what a hand was wording
            result.append(Line(one.key, words=words, seen=_as_shown(section.slug, one)))
    if sum(line.is_own for line in result) > MOST_OWN:
        raise DomainError(f"Một mục thêm nhiều nhất {MOST_OWN} đoạn. Gộp các đoạn ngắn rồi lưu lại.")
    left = [line for line in lines.values() if not line.is_own]
    result += [line for line in left if line.words is not None or line.left_out]
    return refreshed(result, [line.drawn for line in (*result, *left) if line.drawn is not None])


def _worded(line: Line, words: str, typed: Typed) -> Line:
    """What a hand made of a sentence: nothing, its own words, or left out (an emptied one too)."""
    line = replace(line, left_out=typed.left_out or not words)
    if line.drawn is not None and words == line.drawn.text:
        return replace(line, words=None, seen=None)
    if not words or words == nfc(typed.was).strip():
        return line
    shown = line.drawn or line.seen
    if line.words is not None:  # worded before: what it was written on stays
        shown = line.seen
    elif shown is not None and typed.was and shown.text != nfc(typed.was).strip():  # refreshed while a hand was writing
        shown = _as_shown(shown.section, typed)
    return replace(line, words=words, seen=shown)


def _as_shown(section: str, typed: Typed) -> Drawn:
    """The sentence that the page showed, where the records have said something else since."""
    return Drawn(section, typed.key, (typed.was,), {"": typed.was})


def _own_key(lines: Sequence[Line]) -> str:
    """A key for a paragraph of a hand: the next that is free."""
    taken = {line.key for line in lines}
    return next(key for number in range(1, 10_000) if (key := f"own.{number}") not in taken)
