"""The task of the plan that a campaign fulfils, reported done from the campaign with its paper as evidence."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from emulation.models import KNOWN, Campaign, CampaignPaper, PaperKind
from emulation.services.campaign_document import paper_words
from plans.errors import DomainError
from plans.models import IssuedPaper, PaperState, ProgressEntry, Task, User
from plans.models.task import WORKABLE
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.rules.status import Progress
from plans.services import audit, progress, task_people
from plans.services.evidence import NewFile
from plans.services.files import read_bytes
from plans.services.frozen_print import pdf_of
from plans.services.locking import locked

NO_TASK = "Phong trào chưa gắn với nhiệm vụ nào của kế hoạch."
NOT_LAUNCHED = "Phong trào chưa phát động nên chưa báo hoàn thành nhiệm vụ được. Văn thư ghi số, ngày trước."


def why_not_completed(campaign: Campaign, task: Task | None) -> str:
    """Why the task cannot be reported done from here now; empty where nothing hinders. No query."""
    if task is None:
        return NO_TASK
    if campaign.state not in KNOWN:
        return NOT_LAUNCHED
    return "" if task.progress in WORKABLE else progress.WHY_NOT[Progress(task.progress)]


def done_words(campaign: Campaign, final: CampaignPaper | None = None) -> str:
    """What was done, as the report on the task says it."""
    verb = "hưởng ứng" if campaign.by_others else "phát động"
    text = f"Đã {verb} {campaign.name} theo {paper_words(campaign)}."
    if final is not None and final.issued_on:
        text += f" Đã tổng kết tại Báo cáo số {final.number} ngày {short_date(final.issued_on)}."
    return text


def papers_to_prove(campaign: Campaign) -> list[IssuedPaper]:
    """The issued papers of the campaign, the launch plan first: its proof. One query."""
    issued = IssuedPaper.objects.filter(Q(campaign=campaign) | Q(campaign_paper__campaign=campaign))
    return list(issued.select_related("pdf").order_by("issued_on", "pk"))


def final_report(campaign: Campaign) -> CampaignPaper | None:
    """The issued final report."""
    return CampaignPaper.objects.filter(campaign=campaign, kind=PaperKind.FINAL, state=PaperState.ISSUED).first()


def proof_of(campaign: Campaign) -> list[NewFile]:
    """The PDFs of its papers as evidence; made now where they are still missing, so outside any transaction."""
    files = []
    for paper in papers_to_prove(campaign):
        pdf = pdf_of(paper)
        files.append(NewFile(pdf.name, read_bytes(pdf)))
    return files


@transaction.atomic
def complete_task(
    *, actor: User, campaign: Campaign, task: Task, done_text: str, files: list[NewFile], today: dt.date, key: str = ""
) -> ProgressEntry:
    """Báo hoàn thành nhiệm vụ: the report of the task with the campaign's words, its papers kept as evidence."""
    record = locked(campaign)
    if record.task_id != task.pk:
        raise DomainError(NO_TASK)
    if record.state not in KNOWN:
        raise DomainError(NOT_LAUNCHED)
    report = progress.Report(_speaking_unit(task, actor), done_text, files=files)
    entry = progress.report_progress(task=task, actor=actor, report=report, completes=True, today=today, key=key)
    audit.record(actor=actor, act="campaign.complete", obj=record, note=str(task), detail={"task": task.pk})
    return entry


def _speaking_unit(task: Task, actor: User) -> int | None:
    """The actor's own unit where it has a part in the task, else the first one he may speak for."""
    units = task_people.speaking_units(task, actor)
    own = [unit for unit in units if unit in rights_of(actor).units]
    return next(iter(own or units), None)
