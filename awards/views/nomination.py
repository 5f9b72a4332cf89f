"""One nomination: what hinders, the years, the stairs, the conditions, the dossier, what was said and done."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import (
    AchievementReport,
    InitiativeUse,
    Nomination,
    NominationFile,
    NominationState,
    UnitReview,
)
from awards.permissions import works_with
from awards.rules.rulebook import Rulebook
from awards.services import nomination_way as way
from awards.services.dossier_gaps import There, lack_of
from awards.services.nomination_check import Check, Other, check_one, clashes, earlier_of, is_told, wanted_of
from awards.services.nomination_comment import ACTS as COMMENTED
from awards.services.nomination_comment import seen_comments
from awards.services.nomination_file import OTHER, checklist
from awards.services.record_reading import note_readings, read_today
from awards.services.record_rows import RecordRows, read_record
from awards.services.rulebook import current_rulebook
from awards.views.findings import findings_panel
from awards.views.nomination_rows import nomination_pill, seen_nomination
from awards.views.steps import stairs
from awards.views.years import years_grid
from plans.http import OfficeRequest
from plans.models import AuditEntry, Person, User
from plans.papers.content import Align, Column, Row
from plans.rules.acts import ACT_WORDS
from plans.services import audit
from plans.services.together import together
from plans.views.files import PDF, send_bytes
from plans.views.listing import Listing, listing_pdf

PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("ĐIỀU KIỆN", 44),
    Column("KẾT QUẢ", 12, Align.CENTER),
    Column("CĂN CỨ", 26),
    Column("ĐỘ CHẮC", 12),
)
MOST_LOGGED = 40


class FileLine(NamedTuple):
    """A document on file."""

    pk: int
    document: str
    name: str
    caption: str
    added: str


class Beside(NamedTuple):
    """What one query brings beside the nomination itself."""

    files: list[FileLine]
    report: tuple[str, str | None] | None
    works: list[str]
    review: tuple[Any, ...] | None
    comments: list[tuple[Any, ...]]
    log: list[tuple[str, str, str, str]]
    read: list[str]


@require_safe
def nomination_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hồ sơ đề nghị."""
    record, user = seen_nomination(request.user, pk), request.user
    book = current_rulebook()
    check = _check(record, book).known_to(user, record.subject)
    others = _others(record, book)
    beside = _beside(record, request)
    note_readings(actor=user, people=_people(record), known=beside.read)
    rows = _rows(record, user)
    current = max(record.year + 1, record.round.year)
    kind = "unit" if record.unit_id else "person"
    there = _there(beside)
    found = way.hindrance_of(
        check,
        reviewed=beside.review is not None,
        lack=lack_of(book, record, there),
        refused=[one.words for one in others if one.refused],
    )
    needs = book.dossier(record.honour.code, kind, record.received_on or timezone.localdate())
    dossier = checklist(needs, **there._asdict())
    state, nominates = NominationState(record.state), user.has_perm("awards.nominate", record)
    examines = user.has_perm("awards.examine", record)
    draft = state == NominationState.DRAFT
    context = {
        "nomination": record,
        "subject": record.subject,
        "position": _position(record),
        "pill": nomination_pill(state, returned=bool(record.return_reason)),
        "check": check,
        "hindrance": found,
        "grid": years_grid(record.subject, user=user, current=current, rows=rows),
        "stairs": stairs(kind, rows.standing_awards, [record.honour.code], book=book, year=record.year),
        "findings": findings_panel(check.assessment, user=user, subject=record.subject),
        "record_url": reverse("awards:unit_record" if record.unit_id else "awards:person_record", args=[_key(record)]),
        "others": others,
        "dossier": dossier,
        "missing": sum(not line.there and not line.by_office for line in dossier),
        "files": beside.files,
        "other_code": OTHER,
        "report": beside.report,
        "review": beside.review,
        "opens_review": works_with(user, record.home),
        "works": beside.works,
        "comments": beside.comments,
        "log": beside.log,
        "sent": _sent(record, user),
        "edits": draft and nominates,
        "writes": user.has_perm("awards.write_report", record),
        "adds_files": nominates and (draft or (state == NominationState.SUBMITTED and user.has_perm("awards.examine"))),
        "withdraws": nominates and state in (NominationState.DRAFT, NominationState.SUBMITTED),
        "takes_up": nominates and state == NominationState.WITHDRAWN,
        "examines": examines and state == NominationState.SUBMITTED,
        "unlocks": examines and state == NominationState.ELIGIBLE,
    }
    return render(request, "awards/nomination.html", context)


@require_safe
def nomination_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản kiểm tra điều kiện, on A4."""
    record, user = seen_nomination(request.user, pk), request.user
    check = _check(record, current_rulebook()).known_to(user, record.subject)
    audit.record(actor=user, act="nomination.print", obj=record)
    panel = findings_panel(check.assessment, user=user, subject=record.subject)
    words = {"not_met": "Không đạt", "unknown": "Chưa rõ", "met": "Đạt"}
    rows = [
        Row((str(number), row.message, words[row.status], row.citation, row.sure))
        for number, row in enumerate(panel.rows, start=1)
    ]
    listing = Listing(
        kind="BẢN KIỂM TRA ĐIỀU KIỆN",
        subject=f"Đề nghị {record.honour} cho {record.subject}, thành tích năm {record.year}",
        columns=PRINTED,
        rows=rows,
        criteria=panel.title.removeprefix("Điều kiện "),
        total=f"Cộng: {check.summary}.",
    )
    name = f"Kiểm tra điều kiện - {record.subject}.pdf"
    return send_bytes(listing_pdf(user, listing), name=name, content_type=PDF)


def _check(record: Nomination, book: Rulebook) -> Check:
    return check_one(
        subject=record.subject,
        honour=record.honour,
        year=record.year,
        on=timezone.localdate(),
        received_on=record.received_on,
        book=book,
    )


def _others(record: Nomination, book: Rulebook) -> list[Other]:
    wanted = wanted_of(record.honour, record.year, record.kind, record.achievement)
    earlier = earlier_of([record.subject], year=record.year, but=record.pk, on=record.received_on, book=book)
    return clashes(wanted, earlier[_key(record)], same_as=record.same_as_id)


def _rows(record: Nomination, user: User) -> RecordRows:
    """The record as far as a dossier shows it: discipline and holds only to those who decide, nobody's own."""
    rows = read_record(record.subject, user=user)
    if is_told(user, record.subject):
        return rows
    return rows._replace(disciplines=[], holds=[], sees_discipline=False, sees_holds=False)


def _beside(record: Nomination, request: OfficeRequest) -> Beside:
    """Files, report, initiatives, minutes, comments and the log. One query."""
    logged = AuditEntry.objects.filter(object_type="awards.nomination", object_id=str(record.pk))
    logged = logged.exclude(act__in=COMMENTED)  # the nominee reads the log, and nothing of what is said of him
    files, reports, uses, reviews, comments, log, read = together(
        [
            NominationFile.objects.kept()
            .filter(nomination=record)
            .order_by("document", "added_at", "pk")
            .values_list("pk", "document", "file__name", "caption", "added_at"),
            AchievementReport.objects.filter(nomination=record).values_list("saved_at", "saved_by__person__full_name"),
            InitiativeUse.objects.filter(nomination=record).order_by("pk").values_list("initiative__name"),
            UnitReview.objects.filter(round=record.round_id, unit=record.home).values_list(
                "pk", "held_on", "signed_file_id"
            ),
            seen_comments(request.user)
            .filter(nomination=record)
            .order_by("pk")
            .values_list("pk", "text", "author__person__full_name", "answer"),
            logged.order_by("-number").values_list("at", "actor__person__full_name", "actor_name", "act", "note")[
                :MOST_LOGGED
            ],
            read_today(actor=request.user, people=_people(record)).values_list("object_id"),
        ]
    )
    return Beside(
        files=[FileLine(pk, code, name, caption, _day(at)) for pk, code, name, caption, at in files],
        report=next(((_moment(at), who) for at, who in reports if at), None),
        works=[name for (name,) in uses],
        review=next(iter(reviews), None),
        comments=comments,
        log=[
            (_moment(at), name or account or "Hệ thống", ACT_WORDS.get(act, act), note)
            for at, name, account, act, note in log
        ],
        read=[key for (key,) in read],
    )


def _people(record: Nomination) -> list[Person]:
    return [record.person] if record.person else []


def _there(beside: Beside) -> There:
    return There(
        filed=frozenset(line.document for line in beside.files),
        written=beside.report is not None,
        minuted=beside.review is not None and beside.review[2] is not None,
    )


def _sent(record: Nomination, user: User) -> str:
    """When it was checked at the moment of sending; what it came to only for who may know of every condition."""
    kept = record.findings
    if not kept:
        return ""
    at = f"kiểm tra lúc {timezone.localtime(dt.datetime.fromisoformat(kept['at'])):%H:%M %d/%m/%Y}"
    return f"{kept.get('words', '')} ({at})" if is_told(user, record.subject) else at


def _position(record: Nomination) -> str:
    if record.person is None:
        return "Tập thể"
    return ", ".join(filter(None, (record.person.position, record.person.unit.name)))


def _key(record: Nomination) -> int:
    return record.unit_id or record.person_id or 0


def _moment(at: dt.datetime) -> str:
    return f"{_local(at):%H:%M %d/%m/%Y}"


def _day(at: dt.datetime) -> str:
    return f"{_local(at):%d/%m/%Y}"


def _local(at: dt.datetime) -> dt.datetime:
    """A moment as the office reads it; what comes out of a joined query on SQLite is UTC and does not say so."""
    return timezone.localtime(at if timezone.is_aware(at) else timezone.make_aware(at, dt.UTC))
