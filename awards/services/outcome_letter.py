"""Thông báo kết quả: drafted for a whole decision or meeting, worded, sent to whom it concerns, put aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.models import Decision, Meeting, Nomination, OutcomeLetter
from awards.models.outcome_letter import OutcomeLetterQuerySet
from awards.rules.outcome_words import GAP, is_unfinished
from awards.services.outcome_source import Drafting, ToTell, left_out, no_longer_right, on_items, on_lines
from emulation.models import HEADS
from plans.errors import DomainError
from plans.models import Role, User
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand
from plans.services.way import Way

State = OutcomeLetter.State
WHO_TELLS = (
    "Thường trực TĐKT thông báo kết quả khen thưởng, không ai thông báo cho chính mình; với người của thường trực thì "
    "lãnh đạo Sở cũng làm được. Anh, chị báo thường trực."
)
WHY_NOT = {
    State.WAITING: "Thông báo chưa gửi. Xem lại nội dung rồi gửi.",
    State.SENT: "Thông báo đã gửi nên giữ nguyên. Kết quả thay đổi thì soạn thông báo theo quyết định sau.",
    State.VOID: "Thông báo không còn hiệu lực. Soạn thông báo mới từ quyết định hoặc phiên họp.",
}
MOST_NAMED = 3


def page_of(letter: OutcomeLetter) -> str:
    """The address of a letter's own page."""
    return reverse("awards:outcome", args=[letter.pk])


WAY = Way[OutcomeLetter](WHY_NOT, page_of)


class Source(NamedTuple):
    """From where letters are drafted: an issued decision, or a sealed meeting."""

    decision: Decision | None = None
    meeting: Meeting | None = None

    @property
    def held(self) -> Meeting | None:
        """The meeting whose items were not carried; of a later decision that only changes lines none."""
        if self.meeting is not None:
            return self.meeting
        return self.decision.meeting if self.decision else None

    def pending(self) -> tuple[list[ToTell], list[ToTell]]:
        """Of whom nobody was told yet: those decided on, those whose dossier came before no council. Three queries."""
        lines = on_lines(self.decision) if self.decision else []
        if self.held is None:
            return lines, []
        return [*lines, *on_items(self.held)], left_out(self.held)

    def letters(self, user: User) -> OutcomeLetterQuerySet:
        """Those on it that ``user`` may see."""
        rows = OutcomeLetter.objects.visible_to(user)
        if self.decision is not None:
            return rows.of_decision(self.decision.pk)
        return rows.of_meeting(self.meeting.pk if self.meeting else 0)


def may_tell(user: User, nomination: Nomination) -> bool:
    """Whether ``user`` words and sends what is told on a nomination: nobody of himself."""
    return user.has_perm("awards.tell_outcome", nomination)


@transaction.atomic
def draft_letters(*, actor: User, source: Source, with_left_out: bool = False, key: str = "") -> list[OutcomeLetter]:
    """Soạn thông báo for everybody of whom nobody was told yet; a second time it finds nobody.

    Those whom ``actor`` may not tell, himself above all, are left to others.
    """
    use_submit_key(actor, key)
    one_at_a_time()
    decided, outside = source.pending()
    found = [one for one in [*decided, *(outside if with_left_out else [])] if may_tell(actor, one.nomination)]
    if not found:
        raise DomainError("Không còn ai cần soạn thông báo: đã soạn hết, hoặc kết quả chưa chốt, chưa ban hành.")
    made = []
    for one, text in zip(found, Drafting().texts(source.held, found), strict=True):
        letter = OutcomeLetter(
            nomination=one.nomination, line=one.line, item=one.item, granted=one.granted, text=text, written_by=actor
        )
        letter.save()
        audit.record(actor=actor, act="outcome.draft", obj=letter, note=str(source.decision or source.meeting or ""))
        made.append(letter)
    return made


@transaction.atomic
def save_letter(*, actor: User, letter: OutcomeLetter, text: str, seen: int, key: str = "") -> OutcomeLetter:
    """Keep the wording of one that is not sent."""
    use_submit_key(actor, key)
    record = locked(letter)
    demand(actor, "awards.tell_outcome", record.nomination, WHO_TELLS)
    WAY.require(record, State.WAITING)
    check_version(record, seen, {"text": text})
    if not text.strip():
        raise DomainError("Ghi nội dung thông báo.")
    record.text, record.written_by = text, actor
    record.version += 1
    record.save()
    audit.record(actor=actor, act="outcome.edit", obj=record)
    return record


@transaction.atomic
def send_letter(*, actor: User, letter: OutcomeLetter, seen: int, key: str = "") -> OutcomeLetter:
    """Gửi: who it is for finds it under the bell and in his list."""
    record = WAY.taken_up(letter, actor, seen, key, State.WAITING)
    _send(record, actor, no_longer_right([record]).get(record.pk, ""))
    return record


@transaction.atomic
def send_letters(*, actor: User, seen: Mapping[int, int], key: str = "") -> int:
    """Gửi all chosen, each at the version that was seen; where one may not go, none does."""
    use_submit_key(actor, key)
    chosen = list(OutcomeLetter.objects.filter(pk__in=seen).select_related(*_NAMED).order_by("pk"))
    if not chosen:
        raise DomainError("Chọn ít nhất một thông báo chưa gửi.")
    wrong = no_longer_right(chosen)
    hindered = []
    for letter in chosen:
        try:
            record = WAY.taken_up(letter, actor, seen[letter.pk], "", State.WAITING)
            _send(record, actor, wrong.get(letter.pk, ""))
        except DomainError as refusal:
            hindered.append(f"{letter.nomination.subject}: {refusal}")
    if hindered:
        more = f" Và {len(hindered) - MOST_NAMED} thông báo khác." if len(hindered) > MOST_NAMED else ""
        raise DomainError(f"Chưa gửi thông báo nào. {' '.join(hindered[:MOST_NAMED])}{more}")
    return len(chosen)


@transaction.atomic
def drop_letter(*, actor: User, letter: OutcomeLetter, reason: str, seen: int, key: str = "") -> OutcomeLetter:
    """Bỏ one that is not sent, with the reason; it stays on file and can be drafted anew."""
    record = WAY.taken_up(letter, actor, seen, key, State.WAITING)
    demand(actor, "awards.tell_outcome", record.nomination, WHO_TELLS)
    if not reason.strip():
        raise DomainError("Ghi lý do bỏ thông báo này.")
    record.void_reason = reason.strip()
    WAY.moved(record, actor, "outcome.void", record.void, note=record.void_reason)
    return record


def note_fetch(*, actor: User, letter: OutcomeLetter, form: str) -> None:
    """Keep that a letter left the office as a file."""
    audit.record(actor=actor, act="outcome.fetch", obj=letter, note=form)


def recipients(nomination: Nomination) -> QuerySet[User]:
    """The accounts a letter is sent to: the person himself, or the contacts and the head of the unit."""
    people = User.objects.filter(is_active=True)
    if nomination.person_id is not None:
        return people.filter(person=nomination.person_id)
    contacts = Q(holdings__role=Role.CONTACT, holdings__unit=nomination.unit_id)
    heads = Q(person__unit=nomination.unit_id, person__position_group__in=HEADS)
    return people.filter(contacts | heads).distinct()


_NAMED = tuple(f"nomination__{name}" for name in ("person__user", "person__unit", "unit", "title", "commendation"))


def why_not_sent(letter: OutcomeLetter, wrong: str) -> str:
    """What hinders the sending of one that waits; empty where nothing does."""
    if wrong:
        return f"{wrong} Bỏ thông báo này rồi soạn lại."
    if is_unfinished(letter.text):
        return f"Còn chỗ “{GAP}” chưa điền: hồ sơ không nêu lý do hoặc căn cứ. Sửa nội dung rồi gửi."
    return ""


def _send(record: OutcomeLetter, actor: User, wrong: str) -> None:
    nomination = record.nomination
    demand(actor, "awards.tell_outcome", nomination, WHO_TELLS)
    if hindrance := why_not_sent(record, wrong):
        raise DomainError(hindrance)
    record.sent_at = timezone.now()
    entry = WAY.moved(record, actor, "outcome.send", record.send)
    about = f"Có thông báo kết quả xét {nomination.honour} năm {nomination.year}"
    WAY.tell(recipients(nomination), record, entry, f"{about}{f': {nomination.unit}' if nomination.unit else ''}.")


def chosen_versions(values: Sequence[str]) -> dict[int, int]:
    """Keys and versions as the list posts them ("12.3"); what is no such pair is left out."""
    pairs = (value.partition(".") for value in values)
    return {int(pk): int(seen) for pk, _, seen in pairs if pk.isdecimal() and seen.isdecimal()}
