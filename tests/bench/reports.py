"""Times of a report drawn from a busy year and of one with an annex of many tasks, for ``make bench``.

Each row is (name, seconds, note).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import resource
from collections.abc import Iterator

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.models import Nomination, NominationState, Round
from emulation.models import Commendation, Title
from plans.models import Person, Plan, Unit, User
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.papers.report import Attached, ReportWords, Said, report_document
from plans.papers.report_annexes import task_annex
from plans.rules.report_kind import report_kinds, span_of
from plans.rules.status import Cell, Progress
from plans.rules.task_span import TaskThen
from plans.services.report import create_report, refresh_report
from plans.services.report_sheet import annex_sheets
from tests.bench.prints import best_of

SIZES = (350, 1400)
DOSSIERS = 500
LAST = dt.date(2026, 6, 30)
WORDS = ReportWords(
    agency="SỞ NGOẠI VỤ",
    parent_agency="UBND TỈNH LẠNG SƠN",
    issuer="Sở Ngoại vụ",
    place="Lạng Sơn",
    year=2026,
    symbol="BC-SNgV",
    abstract="Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2026",
    first=dt.date(2026, 1, 1),
    last=LAST,
    as_of=LAST,
    sections=(Said("I. KẾT QUẢ", 1, ("Đã hoàn thành các nhiệm vụ nêu tại phụ lục.",)),),
    signer_title="GIÁM ĐỐC",
    signer_name="Nguyễn Văn An",
)


def report_of(count: int) -> ReportWords:
    """A report whose annex lists ``count`` tasks in every cell, by quarter."""
    cells = (Cell.ON_TIME, Cell.DONE_LATE, Cell.OPEN, Cell.OVERDUE)
    tasks = [
        TaskThen(
            pk=number,
            no=str(number),
            title="Phát động các phong trào thi đua theo chuyên đề do tỉnh và Bộ Ngoại giao phát động, triển khai",
            period=f"Q{number % 4 + 1}",
            deadline=LAST,
            progress=Progress.DONE,
            reported_on=LAST,
            conditional=False,
            triggered=False,
            cell=cells[number % 4],
            said="Đã gửi số liệu cho thường trực tổng hợp.",
        )
        for number in range(1, count + 1)
    ]
    annex = task_annex(tasks, dict.fromkeys(range(count + 1), "Phòng HTQT - VP"), when="6 tháng đầu năm", as_of=LAST)
    return dataclasses.replace(WORDS, annexes=(Attached(annex.title, annex.body, annex.landscape),))


def drafted(plan: Plan) -> Iterator[tuple[str, float, str]]:
    """A report of the year drafted and drawn again, from all that the plan's year holds besides so many dossiers."""
    seed_dossiers(plan.year)
    by, kind = User.objects.get(username="thuongtruc"), report_kinds()["year"]
    span, today = span_of(kind, plan.year), timezone.localdate()
    assert span is not None
    with CaptureQueriesContext(connection) as asked:
        report = create_report(actor=by, plan=plan, kind=kind, span=span, as_of=today)
    counted = len(asked)  # now, because drawing again asks too
    of = f"report of {plan.tasks.count()} tasks, {DOSSIERS} nominations"
    again = best_of(2, lambda: create_report(actor=by, plan=plan, kind=kind, span=span, as_of=today))
    yield f"{of}, drafted", again, f"{counted} queries, at most 40; at most 3 s"
    yield f"{of}, drawn again", best_of(2, lambda: refresh_report(actor=by, report=report)), ""


@transaction.atomic
def seed_dossiers(year: int) -> None:
    """Dossiers of people sent in the year, half of them for a title and half for a commendation."""
    by, unit = User.objects.get(username="thuongtruc"), Unit.objects.order_by("pk").first()
    title, form = Title.objects.get(code="LDTT"), Commendation.objects.get(code="GK")
    day = dt.date(year, 1, 1)
    found = Round.objects.create(
        year=year, achievement_year=year, name="Đợt đo báo cáo", opens_on=day, closes_on=day, opened_by=by
    )
    people = Person.objects.bulk_create(
        Person(full_name=f"Người được đề nghị {n:03}", unit=unit, search_key=f"nguoi duoc de nghi {n:03}")
        for n in range(DOSSIERS)
    )
    Nomination.objects.bulk_create(
        Nomination(
            round=found,
            person=one,
            title=title if n % 2 else None,
            commendation=None if n % 2 else form,
            year=year,
            achievement=f"Hoàn thành tốt nhiệm vụ {n}.",
            made_by=by,
            state=NominationState.SUBMITTED,
            submitted_at=timezone.make_aware(dt.datetime(year, 1 + n % 12, 5, 9)),
        )
        for n, one in enumerate(people)
    )


def rows() -> list[tuple[str, float, str]]:
    """Name, seconds and note; twice the tasks should take twice the time."""
    found = []
    for size in SIZES:
        paper = report_document(report_of(size))
        taken = best_of(2, lambda paper=paper: render_pdf(paper))
        found.append((f"report, annex of {size} tasks, PDF/A-3a, warm", taken, f"{taken / size * 1000:.1f} ms a task"))
    found.append((f"report, annex of {SIZES[-1]} tasks, DOCX", best_of(1, lambda: render_docx(paper)), ""))
    sheet = best_of(1, lambda: annex_sheets(paper, made_by="Trần Thị B"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found.append((f"report, annex of {SIZES[-1]} tasks, XLSX", sheet, f"the process so far at most {most} MB"))
    return found
