"""The way of a campaign: submitted, approved or returned, launched with number and date, closed or stopped."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from emulation.models import Campaign, CampaignPaper, CampaignState, PaperKind, SheetState
from emulation.papers.campaign import subject_of
from emulation.rules.launch import wants_midterm
from emulation.services.campaign import WHY_NOT, what_is_missing
from emulation.services.campaign_document import launch_paper, record_of
from plans.errors import DomainError
from plans.models import IssuedPaper, PaperState, Role, Unit, UnitKind, User
from plans.rules.official import short_date, symbol_line
from plans.services.locking import one_at_a_time
from plans.services.paper import PLAN_KIND, PLAN_SERIES, register_paper
from plans.services.way import Way, check_issue_day, concerned, holders

MOVES = ("create", "submit", "withdraw", "approve", "return", "launch", "phases", "close", "cancel", "complete")
PARTICIPATING = (UnitKind.DIVISION, UnitKind.SUBORDINATE)  # where a campaign names no unit
MIDTERM_UNKNOWN = "Phong trào từ 3 năm trở lên chưa ban hành báo cáo sơ kết. Đánh dấu là đã biết, hoặc sơ kết trước."
_WAY = Way[Campaign](WHY_NOT, page=lambda record: reverse("emulation:campaign", args=[record.pk]))


@transaction.atomic
def submit_campaign(*, actor: User, campaign: Campaign, seen: int, key: str = "") -> Campaign:
    """Trình duyệt."""
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.DRAFT)
    if missing := what_is_missing(record):
        raise DomainError("Chưa trình được. " + " ".join(missing))
    record.state_reason = ""
    entry = _WAY.moved(record, actor, "campaign.submit", record.submit)
    _WAY.tell(holders(Role.LEADER), record, entry, f"{record} chờ anh, chị duyệt.")
    return record


@transaction.atomic
def withdraw_campaign(*, actor: User, campaign: Campaign, seen: int, key: str = "") -> Campaign:
    """Thu hồi về bản đang soạn while it is not approved."""
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.SUBMITTED)
    entry = _WAY.moved(record, actor, "campaign.withdraw", record.send_back)
    _WAY.tell(holders(Role.LEADER), record, entry, f"Thường trực đã thu hồi {record} để sửa, chưa cần duyệt.")
    return record


@transaction.atomic
def approve_campaign(*, actor: User, campaign: Campaign, seen: int, key: str = "") -> Campaign:
    """Duyệt: the clerk then enters number and date, which launches it."""
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.SUBMITTED)
    record.approved_by = actor
    entry = _WAY.moved(record, actor, "campaign.approve", record.approve)
    _WAY.tell(holders(Role.CLERK, Role.STANDING), record, entry, f"{record} đã duyệt, chờ ghi số và ngày.")
    return record


@transaction.atomic
def return_campaign(*, actor: User, campaign: Campaign, reason: str, seen: int, key: str = "") -> Campaign:
    """Trả lại kèm lý do: back to the standing office as a draft."""
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.SUBMITTED, CampaignState.APPROVED)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
    record.state_reason, record.approved_by = reason, None
    entry = _WAY.moved(record, actor, "campaign.return", record.send_back, note=reason)
    _WAY.tell(holders(Role.STANDING), record, entry, f"{record} được trả lại: {reason}")
    return record


@transaction.atomic
def launch_campaign(
    *, actor: User, campaign: Campaign, number: int, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Phát động: number and date of the launch plan enter the register, its content is frozen."""
    one_at_a_time()
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.APPROVED)
    check_issue_day(issued_on)
    if missing := what_is_missing(record):
        raise DomainError("Chưa phát động được. " + " ".join(missing) + " Lãnh đạo trả lại để thường trực sửa.")
    if issued_on > record.ends_on:
        raise DomainError(f"Ngày ban hành ở sau ngày cuối của phong trào, {short_date(record.ends_on)}.")
    record.number, record.issued_on = symbol_line(number, record.symbol), issued_on
    entry = _WAY.moved(record, actor, "campaign.launch", record.launch, note=record.number)
    record.paper = register_paper(
        paper=_register_line(record),
        number=number,
        issued_on=issued_on,
        printed=launch_paper(record, number=number, issued_on=issued_on),
        record=record_of(record),
        actor=actor,
        at=entry,
    )
    record.save()
    said = f"{record} đã phát động theo Kế hoạch số {record.number} ngày {short_date(issued_on)}."
    _WAY.tell(concerned(participants_of(record)), record, entry, said)
    return record.paper


@transaction.atomic
def close_campaign(
    *, actor: User, campaign: Campaign, midterm_known: bool = False, seen: int, key: str = ""
) -> Campaign:
    """Kết thúc sau tổng kết: the final report is issued, and the scores are closed where there are any."""
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.LAUNCHED)
    if missing := what_hinders_closing(record):
        raise DomainError("Chưa kết thúc được. " + " ".join(missing))
    lacks = lacks_midterm(record)
    if lacks and not midterm_known:
        raise DomainError(MIDTERM_UNKNOWN)
    note = "Chưa ban hành báo cáo sơ kết; lãnh đạo đã biết." if lacks else ""
    entry = _WAY.moved(record, actor, "campaign.close", record.close, note=note)
    _WAY.tell(holders(Role.STANDING), record, entry, f"{record} đã tổng kết, kết thúc.")
    return record


@transaction.atomic
def cancel_campaign(*, actor: User, campaign: Campaign, reason: str, seen: int, key: str = "") -> Campaign:
    """Dừng phong trào, with a reason; what was registered and scored stays readable."""
    record = _WAY.taken_up(campaign, actor, seen, key, CampaignState.DRAFT, CampaignState.LAUNCHED)
    if not reason.strip():
        raise DomainError("Ghi lý do dừng phong trào.")
    was_launched = record.state == CampaignState.LAUNCHED
    record.state_reason = reason
    entry = _WAY.moved(record, actor, "campaign.cancel", record.cancel, note=reason)
    if was_launched:
        _WAY.tell(concerned(participants_of(record)), record, entry, f"{record} đã dừng: {reason}")
    return record


def what_hinders_closing(campaign: Campaign) -> list[str]:
    """What must be there before a campaign ends, each as a sentence. Two queries."""
    missing = []
    if not _issued(campaign, PaperKind.FINAL):
        missing.append("Chưa ban hành báo cáo tổng kết. Thường trực soạn, lãnh đạo duyệt, văn thư ghi số trước.")
    states = _sheet_states(campaign)
    if states and any(state != SheetState.CLOSED for state in states):
        left = sum(state != SheetState.CLOSED for state in states)
        missing.append(f"Còn {left} phiếu chấm điểm chưa chốt. Lãnh đạo chốt điểm trước.")
    return missing


def lacks_midterm(campaign: Campaign) -> bool:
    """Whether a campaign of three years or more has no mid-term report. One query at most."""
    return wants_midterm(campaign.starts_on, campaign.ends_on) and not _issued(campaign, PaperKind.MIDTERM)


def _issued(campaign: Campaign, kind: PaperKind) -> bool:
    return CampaignPaper.objects.filter(campaign=campaign, kind=kind, state=PaperState.ISSUED).exists()


def _sheet_states(campaign: Campaign) -> list[str]:
    table = Campaign.objects.filter(pk=campaign.pk, table__sheets__isnull=False)
    return list(table.values_list("table__sheets__state", flat=True))


def participants_of(campaign: Campaign) -> list[Unit]:
    """The units that take part: those named, else every division and subordinate office in use."""
    named = list(campaign.participants.all())
    return named or list(Unit.objects.active().filter(kind__in=PARTICIPATING))


def _register_line(record: Campaign) -> IssuedPaper:
    return IssuedPaper(
        series=PLAN_SERIES,
        symbol=record.symbol,
        kind=PLAN_KIND,
        abstract=subject_of(record.name, by_others=record.by_others)[:500],
        signer_title=record.signer_title,
        signer=record.signer_name,
        recipients=record.recipients,
        is_sample=record.is_sample,
    )
