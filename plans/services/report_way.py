"""A report from its submission to its number: approved by the leadership, numbered by the clerk, frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from plans.errors import DomainError
from plans.models import Contribution, ContributionState, PaperState, Plan, Report, ReportSection, Role, Unit, User
from plans.models.task import WORKABLE
from plans.services import bin as bin_service
from plans.services.paper_way import Entry, PaperWay
from plans.services.report import WHY_NOT_EDITED, lines_of
from plans.services.report_document import report_paper, wording_doubts
from plans.services.way import Way, concerned, holders

FORMAT = "plans.report.1"
SERIES, KIND = "BC", "Báo cáo"
WHY_NOT = {
    PaperState.DRAFT: "Báo cáo còn là dự thảo, chưa trình duyệt. Thường trực soạn xong thì trình.",
    PaperState.SUBMITTED: "Báo cáo đang trình lãnh đạo. Chờ duyệt, hoặc thu hồi để sửa.",
    PaperState.APPROVED: WHY_NOT_EDITED[PaperState.APPROVED],
    PaperState.ISSUED: WHY_NOT_EDITED[PaperState.ISSUED],
}
_HEAD = ("kind", "abstract", "addressee", "basis", "recipients", "symbol", "signer_title", "signer_name")
_DAYS = ("first", "last", "as_of", "due_on")

WAY = Way[Report](WHY_NOT, page=lambda record: reverse("plans:report", args=[record.pk]))


class StillOpen(NamedTuple):
    """What is to be settled before a report is submitted, each with the section's slug where it has one."""

    stale: list[tuple[str, str]]  # (slug, heading) of sections with sentences whose figures changed
    remarks: int
    contributions: int  # units that were asked and have sent nothing


def still_open(report: Report, sections: Iterable[ReportSection] | None = None) -> StillOpen:
    """What is still open; the sections are read unless they are given."""
    shown = report.sections.all() if sections is None else sections
    stale = [(one.slug, one.heading) for one in shown if any(line.is_stale for line in lines_of(one))]
    owing = (ContributionState.ASKED, ContributionState.RETURNED)
    return StillOpen(
        stale,
        report.remarks.filter(settled_at=None).count(),
        Contribution.objects.filter(report=report, state__in=owing).count(),
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
    found = still_open(report)
    said += [f"Mục “{heading}” có câu mà số liệu đã đổi. Chọn câu nào được in." for _, heading in found.stale]
    if found.remarks:
        said.append(f"Còn {found.remarks} ý kiến của lãnh đạo chưa tiếp thu. Trả lời từng ý kiến.")
    return said


def what_to_look_at(report: Report) -> list[str]:
    """What does not stop the report and should be known before it goes on."""
    found = still_open(report, ())
    said = []
    if found.contributions:
        said.append(f"Còn {found.contributions} đơn vị chưa gửi báo cáo góp vào.")
    if found.remarks and report.state != PaperState.DRAFT:
        said.append(f"Còn {found.remarks} ý kiến của lãnh đạo chưa tiếp thu.")
    year = report.last.year + 1
    if (report.last.month, report.last.day) == (12, 31) and not Plan.objects.filter(
        year=year, removed_at__isnull=True
    ).exists():
        said.append(
            f"Chưa có dự thảo kế hoạch năm {year} nên mục phương hướng chưa có nhiệm vụ năm {year}. "
            "Lập dự thảo kế hoạch rồi lấy lại số liệu, hoặc tự viết mục ấy."
        )
    return [*said, *wording_doubts(report)]


def record_of(report: Report) -> dict[str, Any]:
    """The plain data that the issued PDF carries: the head, and every section with its sentences and their figures."""
    return {
        "format": FORMAT,
        "year": report.plan.year,
        **{name: getattr(report, name) for name in _HEAD},
        **{name: day.isoformat() if (day := getattr(report, name)) else "" for name in _DAYS},
        "annexes": list(report.annexes),
        "task": report.task.no if report.task else "",
        "sections": [
            {"slug": one.slug, "level": one.level, "heading": one.heading, "lines": one.lines}
            for one in report.sections.all()
        ],
    }


def remove_report(*, actor: User, report: Report, key: str = "") -> None:
    """Put a draft into the bin."""
    bin_service.remove(record=report, actor=actor, key=key)


def _told(report: Report) -> Iterator[tuple[Iterable[User], str]]:
    """Everybody whom the plan concerns; who prepares it is told at once of the task that it does."""
    task, told = report.task, f"{report} đã ban hành, số {report.number}"
    if task is not None and task.progress in WORKABLE:
        yield holders(Role.STANDING), f"{told}; là kết quả của {task}, báo hoàn thành nhiệm vụ ấy."
    yield concerned(Unit.objects.active()), f"{told}."


def _kept(report: Report) -> None:
    if report.removed_at is not None:
        raise DomainError("Báo cáo đã bỏ vào thùng rác. Khôi phục rồi trình.")


PAPERS = PaperWay[Report](
    WAY,
    act="report",
    missing=what_is_missing,
    printed=report_paper,
    data=record_of,
    entry=lambda record: Entry(SERIES, KIND, record.is_sample),
    told=_told,
    may_submit=_kept,
)
REMOVABLE = bin_service.RemovableKind(
    slug="bao-cao",
    label="Dự thảo báo cáo",
    model=Report,
    title="abstract",
    restorable_by=lambda user: Q() if user.has_perm("plans.edit_report") else Q(pk=None),
    why_kept=lambda record: "" if record.state == PaperState.DRAFT else "Chỉ dự thảo mới bỏ được. Thu hồi trước.",
)
