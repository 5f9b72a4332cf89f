"""Letters on awards as they are written: which nominations go into one, its words, into the bin and out again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from awards.models import (
    Answer,
    AwardLetter,
    LetterKind,
    LetterState,
    Nomination,
    NominationState,
    SubmissionLine,
    Track,
)
from awards.rules.upward import BOTH_WAYS_LAW, Going, both_ways, track_of
from awards.services.nominee import in_list_order
from plans.errors import DomainError, NotAllowed
from plans.models import Task, User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.together import together
from plans.services.way import Way

WHO_WRITES = "Chỉ thường trực TĐKT lập văn bản trình, hướng dẫn về khen thưởng. Anh, chị báo thường trực."
WHY_NOT = {
    LetterState.DRAFT: "Văn bản còn là dự thảo. Thường trực trình duyệt trước.",
    LetterState.SUBMITTED: "Văn bản đang trình duyệt. Thu hồi, hoặc lãnh đạo trả lại, rồi mới sửa được.",
    LetterState.APPROVED: "Văn bản đã duyệt, chờ văn thư ghi số. Lãnh đạo trả lại thì mới sửa được.",
    LetterState.ISSUED: "Văn bản đã ban hành, không sửa nữa.",
}
# A nomination with such an answer is on its way or has arrived: it is not sent a second time
GOING = (Answer.WAITING, Answer.GRANTED, Answer.REFUSED)
STILL_MATTERS = (Answer.WAITING, Answer.GRANTED)
NOBODY = "Chọn ít nhất một hồ sơ đủ điều kiện để đưa vào tờ trình."


def page_of(letter: AwardLetter) -> str:
    """The address of a letter's own page."""
    return reverse("awards:letter", args=[letter.pk])


WAY = Way[AwardLetter](WHY_NOT, page_of)


def of_track(track: str) -> Q:
    """Nominations whose honour takes ``track``, by the level of the honour."""
    levels = [level for level in ("province", "ministry", "state") if track_of(level) == track]
    return Q(title__level__in=levels) | Q(commendation__level__in=levels)


def ready_for(track: str, *, letter: AwardLetter | None = None) -> QuerySet[Nomination]:
    """Eligible nominations of a track that no submission carries; those of ``letter`` itself count as free."""
    taken = SubmissionLine.objects.filter(
        letter__kind=LetterKind.SUBMISSION, letter__removed_at__isnull=True, answer__in=GOING
    )
    if letter is not None and letter.pk:
        taken = taken.exclude(letter=letter)
    rows = Nomination.objects.kept().filter(of_track(track), state=NominationState.ELIGIBLE)
    return in_list_order(rows.exclude(pk__in=taken.values("nomination")))  # type: ignore[arg-type]


def incomplete(year: int) -> QuerySet[Nomination]:
    """Nominations of a year's rounds on which people still work: what guidance may name."""
    states = (NominationState.DRAFT, NominationState.SUBMITTED, NominationState.ELIGIBLE)
    rows = Nomination.objects.kept().filter(round__year=year, state__in=states)
    return in_list_order(rows)  # type: ignore[arg-type]


def twice(track: str, nominations: Collection[int]) -> dict[int, list[Going]]:
    """For each of the nominations what already goes up the other track. One query."""
    own = ("pk", "person_id", "unit_id", "year", "same_as_id", "title__name", "commendation__name")
    chosen = Nomination.objects.filter(pk__in=nominations).order_by("pk").values_list(*own)
    lines = SubmissionLine.objects.filter(
        letter__kind=LetterKind.SUBMISSION, letter__removed_at__isnull=True, answer__in=STILL_MATTERS
    ).exclude(letter__track=track)
    columns = (
        *("nomination_id", "letter__track", "nomination__person_id", "nomination__unit_id", "nomination__year"),
        *("nomination__same_as_id", "nomination__title__name", "nomination__commendation__name", "letter__number"),
    )
    here, elsewhere = together([chosen, lines.order_by("order", "pk").values_list(*columns)])
    return both_ways([_going((pk, track, *rest, "")) for pk, *rest in here], [_going(row) for row in elsewhere])


def _going(row: tuple[Any, ...]) -> Going:
    pk, track, person, unit, year, same_as, title, form, number = row
    subject = ("unit", unit) if unit else ("person", person)
    words = f"{title or form}, hệ {Track(track).label}" + (f", tờ trình số {number}" if number else "")
    return Going(pk, track, subject, year, same_as, words)


@transaction.atomic
def create_letter(
    *,
    actor: User,
    kind: str,
    track: str,
    year: int,
    nominations: Sequence[int],
    reasons: Mapping[int, str],
    values: Mapping[str, Any],
    task: Task | None = None,
    key: str = "",
) -> AwardLetter:
    """A new draft with its nominations; ``reasons`` says for each that goes up both ways why it does."""
    use_submit_key(actor, key)
    _demand(actor)
    one_at_a_time()
    letter = AwardLetter(kind=kind, track=track, year=year, task=task, prepared_by=actor, **values)
    chosen = _checked(letter, nominations, reasons)
    letter.save()
    _fill(letter, chosen, reasons)
    audit.record(actor=actor, act="award_letter.create", obj=letter, detail={"nominations": chosen})
    return letter


@transaction.atomic
def save_letter(
    *,
    actor: User,
    letter: AwardLetter,
    nominations: Sequence[int],
    reasons: Mapping[int, str],
    values: Mapping[str, Any],
    seen: int,
    key: str = "",
) -> AwardLetter:
    """Keep the words of a draft and the nominations that it carries."""
    use_submit_key(actor, key)
    _demand(actor)
    one_at_a_time()
    record = locked(letter)
    check_kept(record)
    WAY.require(record, LetterState.DRAFT)
    check_version(record, seen, dict(values))
    chosen = _checked(record, nominations, reasons)
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save()
    record.lines.all().delete()
    _fill(record, chosen, reasons)
    audit.record(actor=actor, act="award_letter.edit", obj=record, detail={"nominations": chosen})
    return record


def _demand(actor: User) -> None:
    if not actor.has_perm("awards.send_up"):
        raise NotAllowed(WHO_WRITES)


def check_kept(letter: AwardLetter) -> None:
    """Refuse to work on one in the bin."""
    if letter.removed_at is not None:
        raise DomainError("Văn bản này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")


def _checked(letter: AwardLetter, nominations: Sequence[int], reasons: Mapping[int, str]) -> list[int]:
    """The nominations in the order of their list, each of which may stand in the letter."""
    if letter.kind == LetterKind.GUIDANCE:
        return list(incomplete(letter.year).filter(pk__in=nominations).values_list("pk", flat=True))
    free = list(ready_for(letter.track, letter=letter).filter(pk__in=nominations).values_list("pk", flat=True))
    if gone := set(nominations) - set(free):
        raise DomainError(
            f"{len(gone)} hồ sơ vừa chọn không còn đủ điều kiện hoặc đã nằm trong tờ trình khác. "
            "Tải lại trang để chọn lại."
        )
    if not free:
        raise DomainError(NOBODY)
    if unsaid := [pk for pk in twice(letter.track, free) if not reasons.get(pk, "").strip()]:
        names = in_list_order(Nomination.objects.filter(pk__in=unsaid).select_related("person", "unit"))
        told = "; ".join(str(one.subject) for one in names)
        raise DomainError(f"Ghi lý do trình cả hai hệ cho: {told}. ({BOTH_WAYS_LAW}.)")
    return free


def _fill(letter: AwardLetter, chosen: Sequence[int], reasons: Mapping[int, str]) -> None:
    doubled = twice(letter.track, chosen) if letter.is_submission else {}
    SubmissionLine.objects.bulk_create(
        SubmissionLine(
            letter=letter, order=place, nomination_id=pk, twice_reason=reasons.get(pk, "") if pk in doubled else ""
        )
        for place, pk in enumerate(chosen, 1)
    )


def note_fetch(*, actor: User, letter: AwardLetter, form: str) -> None:
    """Keep that the letter left the office as a file, with the people and achievements of its annexes."""
    audit.record(actor=actor, act="award_letter.fetch", obj=letter, note=form)


def remove_letter(*, actor: User, letter: AwardLetter, key: str = "") -> None:
    """Put a draft into the bin; what it carried is free for another letter."""
    _demand(actor)
    bin_service.remove(record=letter, actor=actor, key=key)


def _why_kept(letter: AwardLetter) -> str:
    return "" if letter.state == LetterState.DRAFT else "Chỉ dự thảo mới bỏ vào thùng rác được. Thu hồi trước."


def _why_gone(letter: AwardLetter) -> str:
    """A draft does not come back with dossiers that another letter carries by now."""
    if not letter.is_submission:
        return ""
    carried = list(letter.lines.values_list("nomination", flat=True))
    free = ready_for(letter.track, letter=letter).filter(pk__in=carried).count()
    if free == len(carried):
        return ""
    return (
        f"{len(carried) - free} hồ sơ của tờ trình này nay nằm trong tờ trình khác. Lập tờ trình mới với hồ sơ còn lại."
    )


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("awards.send_up") else Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="van-ban-khen-thuong",
    label="Văn bản về khen thưởng",
    model=AwardLetter,
    title="abstract",
    restorable_by=_restorable_by,
    why_kept=_why_kept,
    why_gone=_why_gone,
)
