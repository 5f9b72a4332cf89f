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
from awards.services.nomination_check import Check, Other, check_one, clashes, earlier_of, wanted_of
from awards.services.nomination_comment import seen_comments
from awards.services.nomination_file import OTHER, DossierLine, checklist
from awards.services.record_rows import read_record
from awards.services.rulebook import current_rulebook
from awards.views.findings import findings_panel
from awards.views.nomination_rows import nomination_pill, seen_nomination
from awards.views.steps import stairs
from awards.views.years import years_grid
from plans.http import OfficeRequest
from plans.models import AuditEntry
from plans.papers.content import Align, Column, Row
from plans.rules.acts import ACT_WORDS
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


@require_safe
def nomination_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hồ sơ đề nghị."""
    record, user = seen_nomination(request.user, pk), request.user
    book = current_rulebook()
    check = _check(record, book)
    others = _others(record)
    beside = _beside(record, request)
    rows = read_record(record.subject, user=user)
    current = max(record.year + 1, record.round.year)
    found = way.hindrance_of(
        check,
        reviewed=beside.review is not None,
        told=way.is_told(user, record),
        refused=[one.words for one in others if one.refused],
    )
    kind = "unit" if record.unit_id else "person"
    dossier = _dossier(record, book, kind, beside)
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
        "stairs": stairs(kind, rows.awards, [record.honour.code], book=book, year=record.year),
        "findings": findings_panel(check.assessment, user=user, subject=record.subject),
        "record_url": reverse("awards:unit_record" if record.unit_id else "awards:person_record", args=[_key(record)]),
        "others": others,
        "dossier": dossier,
        "missing": sum(not line.there and not line.by_office for line in dossier),
        "files": beside.files,
        "other_code": OTHER,
        "report": beside.report,
        "review": beside.review,
        "opens_review": works_with(user, _home(record)),
        "works": beside.works,
        "comments": beside.comments,
        "log": beside.log,
        "sent": _sent(record),
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
    check = _check(record, current_rulebook())
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


def _others(record: Nomination) -> list[Other]:
    wanted = wanted_of(record.honour, record.year, record.kind, record.achievement)
    earlier = earlier_of([record.subject], year=record.year, but=record.pk)
    return clashes(wanted, earlier[_key(record)], same_as=record.same_as_id)


def _home(record: Nomination) -> int | None:
    """The unit that holds the review: itself, or the person's."""
    return record.unit_id or (record.person.unit_id if record.person else None)


def _beside(record: Nomination, request: OfficeRequest) -> Beside:
    """Files, report, initiatives, minutes, comments and the log. One query."""
    logged = AuditEntry.objects.filter(object_type="awards.nomination", object_id=str(record.pk))
    files, reports, uses, reviews, comments, log = together(
        [
            NominationFile.objects.kept()
            .filter(nomination=record)
            .order_by("document", "added_at", "pk")
            .values_list("pk", "document", "file__name", "caption", "added_at"),
            AchievementReport.objects.filter(nomination=record).values_list("saved_at", "saved_by__person__full_name"),
            InitiativeUse.objects.filter(nomination=record).order_by("pk").values_list("initiative__name"),
            UnitReview.objects.filter(round=record.round_id, unit=_home(record)).values_list(
                "pk", "held_on", "signed_file_id"
            ),
            seen_comments(request.user)
            .filter(nomination=record)
            .order_by("pk")
            .values_list("pk", "text", "author__person__full_name", "answer"),
            logged.order_by("-number").values_list("at", "actor__person__full_name", "actor_name", "act", "note")[
                :MOST_LOGGED
            ],
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
    )


def _dossier(record: Nomination, book: Rulebook, kind: str, beside: Beside) -> list[DossierLine]:
    return checklist(
        book.dossier(record.honour.code, kind),
        filed=frozenset(line.document for line in beside.files),
        written=beside.report is not None,
        minuted=beside.review is not None and beside.review[2] is not None,
    )


def _sent(record: Nomination) -> str:
    """What the check of the moment of sending said, in words."""
    kept = record.findings
    if not kept:
        return ""
    at = timezone.localtime(dt.datetime.fromisoformat(kept["at"]))
    return f"{kept.get('words', '')} (kiểm tra lúc {at:%H:%M %d/%m/%Y})"


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
