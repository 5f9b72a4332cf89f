"""What one campaign's page shows, and what the person can do there now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from emulation.models import (
    KNOWN,
    Campaign,
    CampaignFile,
    CampaignPaper,
    CampaignState,
    Criterion,
    PaperKind,
    Phase,
    ScoreSheet,
    SheetState,
)
from emulation.papers.campaign import lines_of
from emulation.rules.launch import doubts, missing_parts
from emulation.rules.phase import Bar, phase_svg
from emulation.services.campaign import PHASES_OPEN, parts_of
from emulation.services.campaign_document import source_words
from emulation.services.campaign_figures import registrations_of
from emulation.services.campaign_paper import SLUGS, why_not_written
from emulation.services.campaign_way import MOVES
from emulation.views.campaign_rows import campaign_pill, days_words, phase_lines
from plans.models import AuditEntry, PaperState, User
from plans.models.task import WORKABLE
from plans.rules.acts import ACT_WORDS
from plans.services.together import together
from plans.views.paper_acts import paper_pill
from plans.views.steps import Step, StepFor, steps_among

_PARTS = (
    ("objective", "Mục tiêu"),
    ("extent", "Phạm vi"),
    ("subjects", "Đối tượng"),
    ("contents", "Nội dung, tiêu chí thi đua"),
    ("measures", "Biện pháp, tổ chức thực hiện"),
    ("review", "Sơ kết, tổng kết, khen thưởng"),
    ("reward_quota", "Số lượng đề nghị khen thưởng"),
    ("dossier_time", "Hồ sơ, thời gian trình"),
)
_STEPS = {
    CampaignState.DRAFT: (
        StepFor("emulation.edit_campaign", "Dừng", "emulation:campaign_cancel", "circle-x", False),
        StepFor("emulation.edit_campaign", "Soạn tiếp", "emulation:campaign_edit", "square-pen", False),
        StepFor("emulation.edit_campaign", "Trình duyệt", "emulation:campaign_submit", "send", True),
    ),
    CampaignState.SUBMITTED: (
        StepFor("emulation.edit_campaign", "Thu hồi", "emulation:campaign_withdraw", "undo-2", False),
        StepFor("emulation.approve_campaign", "Trả lại", "emulation:campaign_return", "rotate-ccw", False),
        StepFor("emulation.approve_campaign", "Duyệt", "emulation:campaign_approve", "check", True),
    ),
    CampaignState.APPROVED: (
        StepFor("emulation.approve_campaign", "Trả lại", "emulation:campaign_return", "rotate-ccw", False),
        StepFor("emulation.launch_campaign", "Ghi số, phát động", "emulation:campaign_launch", "stamp", True),
    ),
    CampaignState.LAUNCHED: (
        StepFor("emulation.edit_campaign", "Dừng", "emulation:campaign_cancel", "circle-x", False),
        StepFor("emulation.close_campaign", "Kết thúc phong trào", "emulation:campaign_close", "archive", True),
    ),
}


class Moved(NamedTuple):
    """One move of the campaign in its log."""

    words: str
    who: str
    when: str
    note: str


class PaperLine(NamedTuple):
    """One paper of the campaign, or the place where it is begun."""

    label: str
    words: str
    pill: SafeString | str
    url: str
    act: str


def page_of_campaign(user: User, record: Campaign) -> dict[str, Any]:
    """Everything the template of the page needs. Six queries."""
    today = timezone.localdate()
    phases = list(record.phases.all())
    parts = parts_of(record, phases)
    keeps = user.has_perm("emulation.edit_campaign", record)
    papers = {paper.kind: paper for paper in record.papers.all()}
    files = CampaignFile.objects.kept().filter(campaign=record).select_related("file", "added_by__person")
    return {
        "campaign": record,
        "pill": campaign_pill(record.state),
        "when": days_words(record.starts_on, record.ends_on),
        "source": source_words(record) if record.source_number else "",
        "slogans": lines_of(record.slogans),
        "parts": [(label, getattr(record, name)) for name, label in _PARTS if getattr(record, name)],
        "missing": missing_parts(parts) if keeps and record.state == CampaignState.DRAFT else [],
        "doubts": doubts(parts) if keeps and record.state == CampaignState.DRAFT else [],
        "participants": list(record.participants.values_list("name", flat=True)),
        "phases": phase_lines(phases, today),
        "ribbon": _ribbon(record, phases, today) if phases else "",
        "edits_phases": keeps and record.state in PHASES_OPEN,
        "papers": _papers(user, record, papers),
        "files": list(files),
        "keeps": keeps,
        "log": _log(record),
        "steps": steps_for(user, record),
        "numbers": _numbers(record),
        "complete_url": _completes(user, record),
    }


def _ribbon(record: Campaign, phases: list[Phase], today: Any) -> SafeString:
    bars = [Bar(str(phase.get_kind_display()), phase.opens_on, phase.closes_on) for phase in phases]
    return mark_safe(phase_svg(bars, record.starts_on, record.ends_on, today))  # noqa: S308 (escaped in the rule)


def _numbers(record: Campaign) -> dict[str, int]:
    """Sheets and registrations, counted for the links that lead to them. One query."""
    sheets = ScoreSheet.objects.filter(table__campaign=record).order_by().values_list("state")
    criteria = Criterion.objects.filter(table__campaign=record).order_by().values_list("pk")
    registered, criteria_rows, states = together(
        (registrations_of(record).order_by().values_list("pk"), criteria, sheets)
    )
    return {
        "registered": len(registered),
        "criteria": len(criteria_rows),
        "sheets": len(states),
        "closed": sum(state == SheetState.CLOSED for (state,) in states),
    }


def _log(record: Campaign) -> list[Moved]:
    """Who moved it and when, the newest first. One query."""
    entries = AuditEntry.objects.filter(
        object_type=record._meta.label_lower,
        object_id=str(record.pk),
        act__in=[f"campaign.{move}" for move in MOVES],
    ).order_by("-number")
    rows = entries.values_list("act", "actor__person__full_name", "actor_name", "at", "note")
    return [
        Moved(ACT_WORDS.get(act, act), name or login or "Hệ thống", f"{timezone.localtime(at):%H:%M %d/%m/%Y}", note)
        for act, name, login, at, note in rows
    ]


def _papers(user: User, record: Campaign, papers: dict[str, CampaignPaper]) -> Iterable[PaperLine]:
    """The launch plan first, then the papers of the three kinds: as issued, as drafted, or where they are begun."""
    found = [_launch_line(record)]
    sees_drafts = user.has_perm("plans.see_drafts")
    for kind in PaperKind:
        paper = papers.get(kind)
        url = reverse("emulation:campaign_paper", args=[record.pk, SLUGS[kind]])
        if paper is not None and (sees_drafts or paper.state == PaperState.ISSUED):
            issued = paper.state == PaperState.ISSUED
            said, pill = (_numbered(paper), "") if issued else ("", paper_pill(paper.state))
            found.append(PaperLine(str(kind.label), said, pill, url, "Xem"))
        elif paper is None and user.has_perm("emulation.edit_campaign") and not why_not_written(record, kind):
            edit = reverse("emulation:campaign_paper_edit", args=[record.pk, SLUGS[kind]])
            found.append(PaperLine(str(kind.label), "chưa soạn", "", edit, "Soạn"))
        else:
            found.append(PaperLine(str(kind.label), "chưa có", "", "", ""))
    return found


def _launch_line(record: Campaign) -> PaperLine:
    label = "Kế hoạch hưởng ứng" if record.by_others else "Kế hoạch phát động"
    url = reverse("emulation:campaign_preview", args=[record.pk])
    return PaperLine(label, _numbered(record), "", url, "Xem")


def _numbered(paper: Campaign | CampaignPaper) -> str:
    return f"Số {paper.number} ngày {paper.issued_on:%d/%m/%Y}" if paper.number and paper.issued_on else "chưa có số"


def _completes(user: User, record: Campaign) -> str:
    """Where the task is reported done from here; empty where that is not possible now."""
    task = record.task
    if task is None or record.state not in KNOWN or task.progress not in WORKABLE:
        return ""
    if not user.has_perm("emulation.edit_campaign", record):
        return ""
    return reverse("emulation:campaign_complete", args=[record.pk])


def steps_for(user: User, record: Campaign) -> list[Step]:
    """What ``user`` can do next with the campaign, the main step last."""
    return steps_among(user, _STEPS.get(CampaignState(record.state), ()), record)
