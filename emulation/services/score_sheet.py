"""Phiếu chấm điểm: when it is open to its unit, made for whoever takes part, and whom to tell about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from emulation.models import (
    Campaign,
    CampaignState,
    Criterion,
    Phase,
    PhaseKind,
    ScoreLine,
    ScoreSheet,
    ScoreTable,
    SheetState,
)
from emulation.rules.phase import PhaseState, phase_state
from emulation.services.campaign_way import participants_of
from emulation.services.score_table import WHO_KEEPS, scoring_phase
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Person, Role, Unit, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import locked, use_submit_key
from plans.services.way import Way, tell

WHO_SCORES = "Đầu mối của đơn vị có phiếu (phiếu cá nhân: chính người ấy) tự chấm. Cần sửa thì báo thường trực TĐKT."
WHO_APPRAISES = "Thường trực TĐKT thẩm định phiếu chấm điểm. Đơn vị xem kết quả khi thẩm định xong."
WHY_NOT = {
    SheetState.DRAFT: "Phiếu đang ở đơn vị, chưa gửi thẩm định.",
    SheetState.SENT: "Phiếu đã gửi, đang chờ thẩm định. Cần sửa thì rút lại, hoặc nhờ thường trực trả lại.",
    SheetState.APPRAISED: "Phiếu đã thẩm định xong. Chưa đồng ý thì gửi ý kiến ở trang phiếu.",
    SheetState.OBJECTED: "Phiếu đang chờ thường trực trả lời ý kiến.",
    SheetState.CLOSED: "Lãnh đạo Sở đã chốt điểm, phiếu được giữ làm hồ sơ.",
    SheetState.LEFT_OUT: "Lãnh đạo Sở đã chốt, phiếu này không xếp hạng.",
}
WAY = Way[ScoreSheet](WHY_NOT, page=lambda sheet: reverse("emulation:sheet", args=[sheet.pk]))


def why_closed(campaign: Campaign, phase: Phase | None, today: dt.date) -> str:
    """Why units cannot score now; empty while they can."""
    if campaign.state != CampaignState.LAUNCHED:
        return f"Phong trào ở trạng thái “{campaign.get_state_display()}” nên không tự chấm điểm lúc này."
    if phase is None:
        return "Phong trào chưa đặt ngày tự chấm điểm. Thường trực TĐKT đặt ở phần giai đoạn của phong trào."
    match phase_state(phase.opens_on, phase.closes_on, today):
        case PhaseState.COMING:
            return f"Giai đoạn tự chấm điểm mở từ ngày {short_date(phase.opens_on)}."
        case PhaseState.CLOSED:
            locked_from = phase.closes_on + dt.timedelta(days=1)
            return f"Phiếu của đơn vị đã khoá từ ngày {short_date(locked_from)}, cần sửa thì báo thường trực TĐKT."
    return ""


@transaction.atomic
def make_sheets(*, table: ScoreTable, actor: User | None, today: dt.date, key: str = "") -> int:
    """A sheet for everybody who takes part and has none yet; gives how many were made. ``actor`` None is the timer."""
    if actor is not None:
        use_submit_key(actor, key)
        if not actor.has_perm("emulation.keep_table"):
            raise NotAllowed(WHO_KEEPS)
    record = locked(table)
    if not record.criteria.exclude(kind=Criterion.Kind.GROUP).exists():
        raise DomainError("Bảng điểm chưa có tiêu chí nào. Lập bảng điểm trước rồi lập phiếu.")
    if record.campaign is None:
        wanted = _own_unit()
    else:
        if refusal := why_closed(record.campaign, scoring_phase(record.campaign), today):
            raise DomainError(refusal)
        wanted = _taking_part(record, record.campaign)
    known = set(record.sheets.values_list("unit_id", "person_id"))
    sheets = [
        ScoreSheet(table=record, **who) for who in wanted if (who.get("unit_id"), who.get("person_id")) not in known
    ]
    if sheets:
        bulk_create_with_history(sheets, ScoreSheet, default_user=actor)
        entry = audit.record(actor=actor, act="sheet.make", obj=record, detail={"sheets": len(sheets)})
        _tell_scorers(record, entry)
    return len(sheets)


def open_sheets(now: dt.datetime) -> None:
    """The timer's part: sheets of every campaign whose scoring phase is open. Nothing happens the second time."""
    today = timezone.localdate(now)
    due = ScoreTable.objects.filter(
        campaign__state=CampaignState.LAUNCHED,
        campaign__phases__kind=PhaseKind.SCORING,
        campaign__phases__opens_on__lte=today,
        campaign__phases__closes_on__gte=today,
        sheets=None,
        criteria__maximum__gt=0,
    )
    for table in due.select_related("campaign").distinct():
        make_sheets(table=table, actor=None, today=today)


def require_seen(sheet: ScoreSheet, seen: int) -> None:
    """Refuse a move of a sheet that has changed since it was shown: there is nothing typed to compare."""
    if sheet.version != seen:
        raise DomainError("Phiếu vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại rồi làm tiếp.")


def tell_unit(sheet: ScoreSheet, entry: AuditEntry, text: str) -> None:
    """A notice to whoever scores the sheet."""
    WAY.tell(scorers_of([sheet]), sheet, entry, text)


def scorers_of(sheets: Iterable[ScoreSheet]) -> Iterable[User]:
    """The contacts of the units, and the people, whose sheets these are."""
    units = {sheet.unit_id for sheet in sheets}
    people = {sheet.person_id for sheet in sheets}
    contact = Q(holdings__role=Role.CONTACT, holdings__unit__in=units - {None})
    return User.objects.filter(contact | Q(person__in=people - {None}), is_active=True).distinct()


def keep_lines(made: Sequence[ScoreLine], changed: Sequence[ScoreLine], actor: User, fields: list[str]) -> None:
    """Save many lines with their history in few statements."""
    if made:
        bulk_create_with_history(list(made), ScoreLine, default_user=actor)
    if changed:
        bulk_update_with_history(list(changed), ScoreLine, fields, default_user=actor)


def _own_unit() -> list[dict[str, int]]:
    unit = Unit.objects.filter(is_standing=True).first()
    if unit is None:
        raise DomainError("Cơ quan chưa đặt đơn vị thường trực TĐKT. Quản trị đặt ở trang Đơn vị rồi lập phiếu.")
    return [{"unit_id": unit.pk}]


def _taking_part(table: ScoreTable, campaign: Campaign) -> list[dict[str, int]]:
    units = [unit.pk for unit in participants_of(campaign)]
    if table.who == ScoreTable.Who.UNIT:
        return [{"unit_id": unit} for unit in units]
    people = Person.objects.active().filter(unit__in=units)
    return [{"person_id": person} for person in people.values_list("pk", flat=True)]


def _tell_scorers(table: ScoreTable, entry: AuditEntry) -> None:
    campaign = table.campaign
    phase = scoring_phase(campaign) if campaign else None
    if campaign is None or phase is None:
        return
    text = f"Tự chấm điểm {campaign}: gửi phiếu trước khi hết ngày {short_date(phase.closes_on)}."
    url = reverse("emulation:sheet_list", args=[campaign.pk])
    tell(scorers_of(table.sheets.all()), entry=entry, text=text, url=url)
