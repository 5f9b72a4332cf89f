"""Báo cáo của đơn vị as the standing office asks for it: asked, urged, returned, taken into the report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from plans.errors import DomainError
from plans.models import Contribution, ContributionState, PaperState, Report, Role, Unit, UnitKind, User
from plans.models.office import UnitQuerySet
from plans.rules.official import short_date
from plans.services import audit
from plans.services.contribution_figures import drawn_figures
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify
from plans.services.report import WHY_NOT_EDITED
from plans.services.way import Way, tell

OWED = (ContributionState.ASKED, ContributionState.RETURNED)
NEVER_ASKED = (UnitKind.GROUP, UnitKind.LEADERSHIP, UnitKind.COUNCIL)
WHO_ASKS = "Thường trực TĐKT yêu cầu, đôn đốc và tổng hợp báo cáo của đơn vị. Anh, chị trao đổi với thường trực."
WHY_NOT = {
    ContributionState.ASKED: "Đơn vị chưa gửi báo cáo này. Chờ đơn vị gửi hoặc đôn đốc.",
    ContributionState.SENT: "Báo cáo đã gửi thường trực nên không sửa được. Cần sửa thì đề nghị thường trực trả lại.",
    ContributionState.RETURNED: "Báo cáo đã trả lại, đơn vị đang viết thêm. Chờ đơn vị gửi lại.",
    ContributionState.TAKEN: "Báo cáo đã được tổng hợp. Cần sửa thì đề nghị thường trực trả lại.",
}
WHY_CLOSED = "Báo cáo chung đã ban hành hoặc đã bỏ nên không nhận thêm báo cáo của đơn vị."
WAY = Way[Contribution](WHY_NOT, page=lambda record: reverse("plans:contribution", args=[record.pk]))


@transaction.atomic
def ask_contributions(
    *, actor: User, report: Report, units: Collection[Unit], due_on: dt.date, asked_text: str = "", key: str = ""
) -> list[Contribution]:
    """Yêu cầu đơn vị báo cáo, with their own figures already in; those asked before stay as they are."""
    use_submit_key(actor, key)
    record = locked(report)
    if record.removed_at is not None:
        raise DomainError("Báo cáo đã bỏ vào thùng rác. Khôi phục rồi yêu cầu đơn vị.")
    if record.state != PaperState.DRAFT:
        raise DomainError(WHY_NOT_EDITED[PaperState(record.state)])
    if due_on < timezone.localdate():
        raise DomainError(f"Hạn gửi {short_date(due_on)} đã qua. Chọn từ hôm nay trở đi.")
    wanted = list(units_left(record).filter(pk__in=[unit.pk for unit in units]))
    if not wanted:
        raise DomainError("Các đơn vị đã chọn đều được yêu cầu rồi. Chọn đơn vị khác, hoặc đôn đốc đơn vị chưa gửi.")
    figures, people = drawn_figures(record, [unit.pk for unit in wanted]), contacts_of(wanted)
    made = []
    for unit in wanted:
        one = Contribution(report=record, unit=unit, due_on=due_on, asked_text=asked_text, asked_by=actor)
        one.figures = figures[unit.pk]
        one.save(force_insert=True)
        entry = audit.record(actor=actor, act="contribution.ask", obj=one, state_to=one.state, note=asked_text)
        text = f"Thường trực đề nghị {unit} gửi báo cáo góp vào {said(record)}, hạn {short_date(due_on)}."
        WAY.tell(people[unit.pk], one, entry, text, but=actor)
        made.append(one)
    return made


@transaction.atomic
def return_contribution(
    *, actor: User, contribution: Contribution, seen: int, reason: str, due_on: dt.date, key: str = ""
) -> Contribution:
    """Trả lại để viết thêm, with a reason and a new day."""
    record = taken_up(contribution, actor, seen, key, ContributionState.SENT, ContributionState.TAKEN)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để đơn vị biết cần viết thêm gì.")
    if due_on < timezone.localdate():
        raise DomainError(f"Hạn gửi lại {short_date(due_on)} đã qua. Chọn từ hôm nay trở đi.")
    record.return_reason, record.due_on = reason, due_on
    record.sent_on = record.sent_by = None
    entry = WAY.moved(record, actor, "contribution.return", record.send_back, note=reason)
    text = f"Báo cáo của {record.unit} được trả lại, hạn gửi lại {short_date(due_on)}: {reason}"
    WAY.tell(contacts_of([record.unit])[record.unit_id], record, entry, text, but=actor)
    return record


@transaction.atomic
def take_contribution(*, actor: User, contribution: Contribution, seen: int, key: str = "") -> Contribution:
    """Đã tổng hợp: the unit is told that nothing more is wanted."""
    record = taken_up(contribution, actor, seen, key, ContributionState.SENT)
    entry = WAY.moved(record, actor, "contribution.take", record.take)
    text = f"Thường trực đã tổng hợp báo cáo của {record.unit} vào {said(record.report)}."
    WAY.tell(contacts_of([record.unit])[record.unit_id], record, entry, text, but=actor)
    return record


@transaction.atomic
def urge_contribution(*, actor: User, contribution: Contribution, key: str = "") -> Contribution:
    """Đôn đốc one unit that has sent nothing, once a day. Its version stays: it may be writing."""
    use_submit_key(actor, key)
    record = held_open(contribution)
    _check_gathers(record.report)
    WAY.require(record, *OWED)
    if record.urged_on == timezone.localdate():
        raise DomainError("Hôm nay đơn vị này đã được đôn đốc. Mỗi đơn vị đôn đốc một lần một ngày.")
    people = contacts_of([record.unit])[record.unit_id]
    if not people:
        raise DomainError("Đơn vị chưa có đầu mối có tài khoản. Nhờ quản trị giao đầu mối rồi đôn đốc.")
    _urge(record, actor, people)
    return record


@transaction.atomic
def urge_all(*, actor: User, report: Report, key: str = "") -> int:
    """Đôn đốc every unit past its day that was not urged today; gives how many were."""
    use_submit_key(actor, key)
    today = timezone.localdate()
    held = locked(report)
    late = Contribution.objects.filter(report=held, state__in=OWED, due_on__lt=today).exclude(urged_on=today)
    records = [_of_open(held, one) for one in late.select_related("unit").select_for_update(of=("self",))]
    if not records:
        raise DomainError("Không có đơn vị nào quá hạn mà hôm nay chưa được đôn đốc.")
    _check_gathers(held)
    people = contacts_of([record.unit_id for record in records])
    reached = [record for record in records if people[record.unit_id]]
    if not reached:
        raise DomainError("Các đơn vị quá hạn chưa có đầu mối có tài khoản. Nhờ quản trị giao đầu mối rồi đôn đốc.")
    for record in reached:
        _urge(record, actor, people[record.unit_id])
    return len(reached)


def _check_gathers(report: Report) -> None:
    """Refuse to press a unit for what a report no longer takes in."""
    if report.state != PaperState.DRAFT:
        raise DomainError(
            "Báo cáo chung đã trình nên không tổng hợp thêm, không đôn đốc đơn vị. Đưa về dự thảo rồi đôn đốc."
        )


def _urge(record: Contribution, actor: User, people: Iterable[User]) -> None:
    today = timezone.localdate()
    record.urged_on = today
    record.save(update_fields=["urged_on", "updated_at"])
    entry = audit.record(actor=actor, act="contribution.urge", obj=record)
    late = (today - record.due_on).days
    when = f"quá hạn {late} ngày" if late > 0 else f"hạn {short_date(record.due_on)}"
    text = f"Thường trực đôn đốc: {record.unit} chưa gửi báo cáo góp vào {said(record.report)}, {when}."
    tell(people, entry=entry, text=text, url=reverse("plans:contribution", args=[record.pk]))


def tell_not_wanted(*, actor: User, report: Report) -> None:
    """Tell the contacts of units that still owe their part of ``report`` that it was thrown away."""
    moment = f"{report.removed_at:%Y%m%d%H%M%S}"
    text = f"Thường trực đã bỏ {said(report)}: {{unit}} chưa cần gửi báo cáo góp vào."
    _tell_owing(report, actor, "drop", moment, text)


def tell_wanted_again(*, actor: User, report: Report) -> None:
    """Tell them that it was taken out of the bin, and that their part is asked for as before."""
    text = f"{capfirst(said(report))} được khôi phục: đề nghị {{unit}} gửi báo cáo góp vào như đã yêu cầu, hạn {{day}}."
    _tell_owing(report, actor, "wanted", f"{timezone.now():%Y%m%d%H%M%S%f}", text)


def _tell_owing(report: Report, actor: User, act: str, moment: str, text: str) -> None:
    """Tell the contacts of units that still owe their part ``text``, with ``{unit}`` and the ``{day}`` it is due."""
    records = list(report.contributions.filter(state__in=OWED).select_related("unit"))
    people = contacts_of([record.unit_id for record in records])
    for record in records:
        notify(
            [user for user in people[record.unit_id] if user != actor],
            key=f"contribution.{act}:{record.pk}:{moment}",
            text=text.format(unit=record.unit, day=short_date(record.due_on)),
            url=reverse("plans:contribution_own"),
        )


def taken_up(contribution: Contribution, actor: User, seen: int, key: str, *states: str) -> Contribution:
    """``contribution`` locked for an act, as the person saw it.

    Its report is held before it, as everybody does who writes in a report, so that it is not issued meanwhile.
    """
    report = locked(contribution.report)
    return _of_open(report, WAY.taken_up(contribution, actor, seen, key, *states))


def held_open(contribution: Contribution) -> Contribution:
    """``contribution`` locked as it stands now, its report held before it as in ``taken_up``."""
    report = locked(contribution.report)
    return _of_open(report, locked(contribution))


def units_left(report: Report) -> UnitQuerySet:
    """Units that can still be asked."""
    asked = report.contributions.order_by().values("unit")
    return Unit.objects.active().exclude(kind__in=NEVER_ASKED).exclude(pk__in=asked)


def why_closed(record: Contribution) -> str:
    """Why nothing can be written or gathered any more; empty while it can."""
    report = record.report
    return WHY_CLOSED if report.state == PaperState.ISSUED or report.removed_at is not None else ""


def why_not_urged(record: Contribution, today: dt.date) -> str:
    """Why its unit cannot be urged on ``today``, in few words; empty where it can. Two queries at most."""
    if record.report.state != PaperState.DRAFT:
        return "báo cáo chung đã trình"
    if record.urged_on == today:
        return "đã đôn đốc hôm nay"
    return "" if contacts_of([record.unit_id])[record.unit_id] else "chưa có đầu mối có tài khoản"


def _of_open(report: Report, record: Contribution) -> Contribution:
    """``record`` with the report as it was locked; refused once that is issued or thrown away."""
    record.report = report
    if refusal := why_closed(record):
        raise DomainError(refusal)
    return record


def contacts_of(units: Iterable[Unit | int]) -> dict[int, list[User]]:
    """The contacts in use of each unit: one query."""
    found: dict[int, list[User]] = defaultdict(list)
    people = User.objects.filter(is_active=True, holdings__role=Role.CONTACT, holdings__unit__in=list(units))
    for user in people.annotate(of_unit=F("holdings__unit")).order_by("pk"):
        found[user.of_unit].append(user)
    return found


def said(report: Report) -> str:
    """The report's name within a sentence."""
    return str(report).replace("Báo cáo", "báo cáo", 1)
