"""The way of a dossier to the scorers: submitted, late with a reason, withdrawn, returned."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from awards.models import Initiative, InitiativeState, ScoreState
from awards.permissions import is_own
from awards.services.initiative import WHO_KEEPS, WHY_NOT, page_of, what_is_missing
from emulation.rules.registration import is_late
from plans.errors import DomainError, NotAllowed
from plans.models import Role, User
from plans.services import task_people
from plans.services.task_log import demand, short
from plans.services.way import Way, holders

WHO_RETURNS = "Thường trực TĐKT nhận, giao chấm và trả lại hồ sơ sáng kiến. Cần trả lại thì báo thường trực."
OWN = (
    "Anh, chị là tác giả hoặc người lập hồ sơ này nên không tự giao chấm, chốt điểm, trả lại hay ghi kết luận. "
    "Thường trực TĐKT khác hoặc Lãnh đạo Sở làm việc này; anh, chị báo người đó."
)
TAKEN_LATE = (
    "Thường trực TĐKT vẫn nhận được khi có lý do; anh, chị báo thường trực trình giúp. Hồ sơ của chính người trong "
    "thường trực thì thường trực khác hoặc Lãnh đạo Sở nhận."
)
RUNS, RECOGNISES = "awards.assign_scorers", "awards.recognise"
WAY = Way[Initiative](WHY_NOT, page_of)


def who_runs(user: User, record: Initiative, who: str) -> str:
    """Who may do what the standing office does with a dossier, in words for ``user``, who may not."""
    return OWN if is_own(user, record) else who


def demand_run(actor: User, right: str, record: Initiative, who: str) -> None:
    """Refuse whose own work it is, and who may not run any."""
    if not actor.has_perm(right, record):
        raise NotAllowed(who_runs(actor, record, who))


def handlers_of(record: Initiative) -> list[User]:
    """Who takes the dossier on: the standing office but for its authors; the leadership where nobody is left."""
    standing = [user for user in task_people.standing_users() if not is_own(user, record)]
    return standing or [user for user in holders(Role.LEADER) if not is_own(user, record)]


def late_words(record: Initiative) -> str:
    """Why the dossier comes too late by the days of its call; empty where it does not."""
    call = record.call
    if call is None:
        return ""
    returned = bool(record.return_reason) and record.submitted_at is not None
    first = timezone.localdate(record.submitted_at) if returned and record.submitted_at else None
    if not is_late(timezone.localdate(), call.closes_on, first):
        return ""
    return f"Đợt “{call}” đã đóng từ hết ngày {call.closes_on:%d/%m/%Y}."


@transaction.atomic
def submit_initiative(
    *, initiative: Initiative, actor: User, seen: int, late_reason: str = "", key: str = ""
) -> Initiative:
    """Trình. After the call has closed only the standing office takes it, nobody his own, and says why."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.DRAFT)
    late = late_words(record)
    demand(actor, "awards.submit_initiative" if late else "awards.keep_initiative", record, WHO_KEEPS)
    if missing := what_is_missing(record):
        raise DomainError(" ".join(missing))
    if record.call and timezone.localdate() < record.call.opens_on:
        raise DomainError(f"Đợt “{record.call}” mở từ ngày {record.call.opens_on:%d/%m/%Y}, chưa trình được.")
    if late and not actor.has_perm(RUNS, record):
        raise DomainError(f"{late} {TAKEN_LATE}")
    if late and not late_reason.strip():
        raise DomainError(f"{late} Ghi lý do nhận muộn để trình.")
    if late or not record.return_reason or record.submitted_at is None:
        record.submitted_at = timezone.now()
    record.late_reason = late_reason.strip() if late else ""
    record.return_reason = ""
    note = f"Nhận muộn: {record.late_reason}" if late else ""
    entry = WAY.moved(record, actor, "initiative.submit", record.submit, note)
    WAY.tell(handlers_of(record), record, entry, f"Sáng kiến “{short(record.name)}” đã trình.", but=actor)
    return record


@transaction.atomic
def withdraw_initiative(*, initiative: Initiative, actor: User, seen: int, key: str = "") -> Initiative:
    """Thu hồi, as long as nobody scores it."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.SUBMITTED)
    demand(actor, "awards.keep_initiative", record, WHO_KEEPS)
    record.submitted_at = None
    record.late_reason = ""
    WAY.moved(record, actor, "initiative.withdraw", record.send_back)
    return record


@transaction.atomic
def return_initiative(*, initiative: Initiative, actor: User, reason: str, seen: int, key: str = "") -> Initiative:
    """Trả lại with a reason; sheets that nobody has handed in yet are called off."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.SUBMITTED, InitiativeState.SCORING)
    demand_run(actor, RUNS, record, WHO_RETURNS)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để tác giả biết cần sửa gì.")
    if record.scores.filter(state=ScoreState.SUBMITTED).exists():
        raise DomainError("Đã có phiếu chấm nộp nên không trả lại hồ sơ được. Chấm xong, hoặc mở lại từng phiếu trước.")
    called_off = list(User.objects.filter(initiative_scores__initiative=record))
    record.scores.all().delete()
    record.return_reason = reason.strip()
    entry = WAY.moved(record, actor, "initiative.return", record.send_back, reason)
    said = f"Sáng kiến “{short(record.name)}” bị trả lại: {short(reason)}"
    WAY.tell(owners(record), record, entry, said, but=actor)
    if called_off:
        words = f"Sáng kiến “{short(record.name)}” được trả lại tác giả, anh, chị chưa phải chấm."
        WAY.tell(called_off, record, entry, words, but=actor)
    return record


def owners(record: Initiative) -> Iterable[User]:
    """Who wrote it, and the authors with an account."""
    people = record.authors.filter(person__isnull=False).values("person")
    return User.objects.filter(Q(pk=record.made_by_id) | Q(person__in=people), is_active=True).distinct()
