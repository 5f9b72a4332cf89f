"""Lấy ý kiến: what colleagues say of the nominees during the days of comment, and how it is dealt with."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, NominationComment, NominationState, Round
from plans.errors import DomainError
from plans.models import Role, User
from plans.rules.official import short_date
from plans.services import audit, task_people
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand, short
from plans.services.way import holders, tell

WHO_ANSWERS = (
    "Thường trực TĐKT tiếp thu, xử lý ý kiến, không ai xử lý ý kiến về chính mình; ý kiến về người trong thường trực "
    "thì thường trực khác hoặc Lãnh đạo Sở xử lý."
)
ANSWERS = "awards.examine"  # whoever examines a dossier deals with what is said of it
OWN = (
    "Anh, chị là người được đề nghị nên không góp ý cho hồ sơ của chính mình. Cần giải trình thì viết trong báo cáo "
    "thành tích, hoặc báo thường trực TĐKT."
)
ACTS = ("nomination.comment", "nomination.answer")  # told apart from the log, which the nominee reads too
SHOWN = (NominationState.SUBMITTED, NominationState.ELIGIBLE)
MOST_SHOWN = 100  # comments on one page


def in_days(today: dt.date) -> Q:
    """Rounds whose days of comment have begun and not ended."""
    return Q(comment_from__lte=today, comment_to__gte=today)


def open_to_comment(today: dt.date) -> QuerySet[Nomination]:
    """The nominees whom every account of the office sees now."""
    rounds = Round.objects.filter(in_days(today))
    return Nomination.objects.filter(round__in=rounds, state__in=SHOWN, removed_at=None)


def seen_comments(user: User) -> QuerySet[NominationComment]:
    """The standing office and the leadership read all but what is said of themselves; everybody else his own."""
    rows = NominationComment.objects.all()
    if not user.has_perm("plans.follow_all"):
        return rows.filter(author=user)
    return rows.exclude(nomination__person=user.person_id) if user.person_id else rows


def who_answers(nomination: Nomination) -> list[User]:
    """Who is told of a comment: the standing office but for the nominee; the leadership where nobody is left."""
    for people in (task_people.standing_users(), holders(Role.LEADER)):
        if found := [user for user in people if user.has_perm(ANSWERS, nomination)]:
            return found
    return []


@transaction.atomic
def add_comment(*, nomination: Nomination, actor: User, text: str, today: dt.date, key: str = "") -> NominationComment:
    """Gửi ý kiến, within the days; nobody about himself."""
    use_submit_key(actor, key)
    record = locked(nomination)
    award_round = record.round
    if not actor.is_active or record.state not in SHOWN or record.removed_at:
        raise DomainError("Hồ sơ này không còn trong danh sách lấy ý kiến. Tải lại danh sách.")
    first, last = award_round.comment_from, award_round.comment_to
    if first is None or last is None or not first <= today <= last:
        days = f" (từ {short_date(first)} đến hết {short_date(last)})" if first and last else ""
        raise DomainError(f"Không trong những ngày lấy ý kiến của đợt{days}. Báo thẳng thường trực TĐKT nếu cần.")
    if record.person_id is not None and record.person_id == actor.person_id:
        raise DomainError(OWN)
    if not text.strip():
        raise DomainError("Ghi ý kiến rồi gửi.")
    comment = NominationComment.objects.create(nomination=record, author=actor, text=text)
    entry = audit.record(actor=actor, act="nomination.comment", obj=record)
    people = [user for user in who_answers(record) if user != actor]
    url = reverse("awards:comment_answer", args=[comment.pk])
    tell(people, entry=entry, text=f"Có ý kiến về {record}: {short(text)}", url=url)
    return comment


@transaction.atomic
def answer_comment(
    *, comment: NominationComment, actor: User, answer: str, seen: int, key: str = ""
) -> NominationComment:
    """Ghi cách xử lý ý kiến; answering again replaces the words, both stand in the audit."""
    use_submit_key(actor, key)
    record = locked(comment)
    demand(actor, ANSWERS, record.nomination, WHO_ANSWERS)
    check_version(record, seen, {"answer": answer})
    if not answer.strip():
        raise DomainError("Ghi cách xử lý để người góp ý biết.")
    former = record.answer
    record.answer, record.answered_by, record.answered_at = answer, actor, timezone.now()
    record.version += 1
    record.save()
    detail = {"comment": record.pk, "former": former}
    entry = audit.record(actor=actor, act="nomination.answer", obj=record.nomination, note=short(answer), detail=detail)
    if record.author != actor:
        url = reverse("awards:comment_list")
        tell([record.author], entry=entry, text=f"Ý kiến của anh, chị đã được xử lý: {short(answer)}", url=url)
    return record
