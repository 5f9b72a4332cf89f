"""A report from its submission to its number: approved by the leadership, numbered by the clerk, frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import Contribution, PaperState, Plan, Report, ReportRemark, ReportSection, Role, Unit, User
from plans.models.task import WORKABLE
from plans.papers.report_tasks import ANNEX_OF_TASKS, LEADS_TO_ANNEX
from plans.services import bin as bin_service
from plans.services.contribution import OWED, tell_not_wanted, tell_wanted_again
from plans.services.paper_way import Entry, PaperWay
from plans.services.report import WHY_NOT_EDITED, lines_of, sections_behind
from plans.services.report_document import annex_pages, report_paper, wording_doubts
from plans.services.way import Way, concerned, holders

FORMAT = "plans.report.1"
SERIES, KIND = "BC", "Báo cáo"
WHY_NOT = {
    PaperState.DRAFT: "Báo cáo còn là dự thảo, chưa trình duyệt. Thường trực soạn xong thì trình.",
    PaperState.SUBMITTED: "Báo cáo đang trình lãnh đạo. Chờ duyệt, hoặc thu hồi để sửa.",
    PaperState.APPROVED: WHY_NOT_EDITED[PaperState.APPROVED],
    PaperState.ISSUED: WHY_NOT_EDITED[PaperState.ISSUED],
}
_LOST_ANNEX = (
    "Mục “{}” dẫn tới phụ lục kết quả từng nhiệm vụ nhưng phụ lục ấy chưa chọn. "
    "Chọn phụ lục ở “Sửa thông tin”, hoặc sửa câu."
)
_HEAD = ("kind", "abstract", "addressee", "basis", "recipients", "symbol", "signer_title", "signer_name")
_DAYS = ("first", "last", "as_of", "due_on")

WAY = Way[Report](WHY_NOT, page=lambda record: reverse("plans:report", args=[record.pk]))


class StillOpen(NamedTuple):
    """What is to be settled before a report is submitted, and the units that were asked and have sent nothing."""

    stale: list[tuple[ReportSection, int]]  # with the number of its sentences whose figures changed
    remarks: int
    units: list[tuple[str, dt.date]]  # (name, day it is due)


def still_open(report: Report, sections: Iterable[ReportSection], remarks: Iterable[ReportRemark]) -> StillOpen:
    """What is still open in the report, among ``sections`` and ``remarks`` of it. One query."""
    counted = [(one, sum(line.is_stale for line in lines_of(one))) for one in sections]
    owed = Contribution.objects.filter(report=report, state__in=OWED).order_by("unit__order", "pk")
    return StillOpen(
        [(one, number) for one, number in counted if number],
        sum(remark.settled_at is None for remark in remarks),
        list(owed.values_list("unit__name", "due_on")),
    )


def what_is_missing(report: Report) -> list[str]:
    """What stands in the way of going on, a sentence each; what is open in a draft stops its submission."""
    wanted = (
        (report.abstract, "Chưa có trích yếu."),
        (report.recipients, "Chưa có nơi nhận."),
        (report.symbol, "Chưa có ký hiệu của văn bản."),
        (report.signer_title and report.signer_name, "Chưa có người ký hoặc chức vụ người ký."),
    )
    said = [sentence for there, sentence in wanted if not there]
    if report.state != PaperState.DRAFT:
        return said
    sections = list(report.sections.all())
    found = still_open(report, sections, report.remarks.all())
    said += [_LOST_ANNEX.format(one.heading) for one in sections if _leads_nowhere(report, one)]
    said += [f"Mục “{one.heading}” có câu mà số liệu đã đổi. Chọn câu nào được in." for one, _ in found.stale]
    if found.remarks:
        said.append(f"Còn {found.remarks} ý kiến của lãnh đạo chưa tiếp thu. Trả lời từng ý kiến.")
    return said


def what_to_look_at(report: Report) -> list[str]:
    """What does not stop the report and should be known before it goes on."""
    found = still_open(report, (), report.remarks.all())
    said = []
    if found.units:
        said.append(f"Còn {len(found.units)} đơn vị chưa gửi báo cáo góp vào.")
    if found.remarks and report.state != PaperState.DRAFT:
        said.append(f"Còn {found.remarks} ý kiến của lãnh đạo chưa tiếp thu.")
    return [*said, *filter(None, [no_next_plan(report)]), *wording_doubts(report)]


def no_next_plan(report: Report) -> str:
    """Why the directions of a year's report name no task of the next year; empty where its plan is there."""
    year = report.last.year + 1
    ends_year = (report.last.month, report.last.day) == (12, 31)
    if not ends_year or Plan.objects.filter(year=year, removed_at__isnull=True).exists():
        return ""
    return (
        f"Chưa có dự thảo kế hoạch năm {year} nên mục phương hướng chưa có nhiệm vụ năm {year}. "
        "Lập dự thảo kế hoạch rồi lấy lại số liệu, hoặc tự viết mục ấy."
    )


def _leads_nowhere(report: Report, section: ReportSection) -> bool:
    """Whether a sentence of the section leads to the annex of tasks that the report does not have."""
    if ANNEX_OF_TASKS in report.annexes:
        return False
    return any(line.key == LEADS_TO_ANNEX and "phụ lục" in line.text.lower() for line in lines_of(section))


def record_of(report: Report) -> dict[str, Any]:
    """The plain data that the issued PDF carries: the head, and of every section what is printed, with its figures."""
    return {
        "format": FORMAT,
        "year": report.plan.year,
        **{name: getattr(report, name) for name in _HEAD},
        **{name: day.isoformat() if (day := getattr(report, name)) else "" for name in _DAYS},
        "annexes": list(report.annexes),
        "task": report.task.no if report.task else "",
        "sections": [
            {"slug": one.slug, "level": one.level, "heading": one.heading, "lines": _printed_lines(one)}
            for one in report.sections.all()
        ],
    }


def _printed_lines(section: ReportSection) -> list[dict[str, Any]]:
    """The paragraphs that stand on the paper: whoever has it reads nothing in it that was left out or worded anew."""
    return [{"text": line.text, "figures": dict(line.printed_figures)} for line in lines_of(section) if line.text]


@transaction.atomic
def remove_report(*, actor: User, report: Report, key: str = "") -> None:
    """Put a draft into the bin; units that still owe their part of it hear that it is not wanted."""
    report.removed_at = bin_service.remove(record=report, actor=actor, key=key).removed_at
    tell_not_wanted(actor=actor, report=report)


def _told(report: Report) -> Iterator[tuple[Iterable[User], str]]:
    """Everybody whom the plan concerns; who prepares it is told at once of the task that it does."""
    task, told = report.task, f"{report} đã ban hành, số {report.number}"
    if task is not None and task.progress in WORKABLE:
        yield holders(Role.STANDING), f"{told}; là kết quả của {task}, báo hoàn thành nhiệm vụ ấy."
    yield concerned(Unit.objects.active()), f"{told}."


def _may_submit(report: Report) -> None:
    """What is submitted is what the records say: prose and annexes of one moment, which stay until it is returned.

    The prose is looked at last: what somebody changes between the two is then found in it.
    """
    if report.removed_at is not None:
        raise DomainError("Báo cáo đã bỏ vào thùng rác. Khôi phục rồi trình.")
    pages = annex_pages(report)
    if behind := sections_behind(report):
        drawn = f" ({timezone.localtime(report.drawn_at):%H:%M ngày %d/%m/%Y})" if report.drawn_at else ""
        raise DomainError(
            f"Số liệu đã đổi ở {len(behind)} mục từ lúc lấy{drawn}. Bấm “Lấy số liệu mới”, xem lại rồi trình."
        )
    report.annex_pages = pages


PAPERS = PaperWay[Report](
    WAY,
    act="report",
    missing=what_is_missing,
    printed=report_paper,
    data=record_of,
    entry=lambda record: Entry(SERIES, KIND, record.is_sample),
    told=_told,
    may_submit=_may_submit,
)
REMOVABLE = bin_service.RemovableKind(
    slug="bao-cao",
    label="Dự thảo báo cáo",
    model=Report,
    title="abstract",
    restorable_by=lambda user: Q() if user.has_perm("plans.edit_report") else Q(pk=None),
    why_kept=lambda record: "" if record.state == PaperState.DRAFT else "Chỉ dự thảo mới bỏ được. Thu hồi trước.",
    follow_restore=lambda record, actor: tell_wanted_again(actor=actor, report=record),
)
