"""A letter on awards from its submission to its number: approved by the leadership, numbered by the clerk."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from awards.models import AwardLetter, Hold, LetterKind, LetterState
from awards.rules.findings import BLOCK
from awards.rules.standing import HOLD
from awards.services.letter import WAY, ready_for, twice
from awards.services.letter_document import KINDS, SERIES, printed_letter, record_of
from awards.services.rulebook import general_rule
from plans.errors import DomainError
from plans.models import IssuedPaper, Role, Unit, User
from plans.papers.content import Paper
from plans.rules.official import symbol_line
from plans.services.locking import one_at_a_time
from plans.services.paper import register_paper
from plans.services.way import check_issue_day, concerned, holders


def what_is_missing(letter: AwardLetter) -> list[str]:
    """What stands in the way of submitting, each as a sentence. Three queries, four where somebody is held."""
    wanted = (
        (letter.abstract, "Chưa có trích yếu."),
        (letter.addressee, "Chưa ghi kính gửi."),
        (letter.basis or not letter.is_submission, "Chưa có căn cứ."),
        (letter.body, "Chưa có nội dung."),
        (letter.recipients, "Chưa có nơi nhận."),
        (letter.symbol, "Chưa có ký hiệu của văn bản."),
        (letter.signer_title and letter.signer_name, "Chưa có người ký hoặc chức vụ người ký."),
    )
    return [*(sentence for there, sentence in wanted if not there), *_of_lines(letter)]


def _of_lines(letter: AwardLetter) -> list[str]:
    if not letter.is_submission:
        return [] if letter.due_on else ["Chưa ghi ngày hoàn thiện hồ sơ."]
    running = Hold.objects.filter(released_on=None)
    of_people = running.filter(person=OuterRef("nomination__person"))
    of_units = running.filter(unit=OuterRef("nomination__unit"))
    lines = letter.lines.annotate(examined=Exists(of_people) | Exists(of_units))
    rows = list(lines.values_list("nomination", "twice_reason", "examined"))
    if not rows:
        return ["Chưa có hồ sơ nào trong tờ trình."]
    said = []
    free = ready_for(letter.track, letter=letter).filter(pk__in=[pk for pk, *_ in rows]).count()
    if free < len(rows):
        said.append(f"{len(rows) - free} hồ sơ không còn đủ điều kiện (đã mở khoá, thu hồi). Soạn lại để bỏ ra.")
    doubled = twice(letter.track, [pk for pk, *_ in rows])
    if unsaid := sum(pk in doubled and not reason.strip() for pk, reason, _ in rows):
        said.append(f"{unsaid} hồ sơ trình cả hai hệ chưa ghi lý do.")
    return [*said, *_examined(sum(examined for *_, examined in rows))]


def _examined(held: int) -> list[str]:
    """While something is examined nothing goes up (R4), where its wording is confirmed; the clerk is not told what."""
    if not held or (rule := general_rule(HOLD, timezone.localdate())) is None or rule.weight != BLOCK:
        return []
    return [f"{held} hồ sơ đang được cơ quan thường trực xem xét, xong mới trình được. Soạn lại để bỏ ra, hoặc chờ."]


@transaction.atomic
def submit_letter(*, actor: User, letter: AwardLetter, seen: int, key: str = "") -> AwardLetter:
    """Trình duyệt."""
    record = WAY.taken_up(letter, actor, seen, key, LetterState.DRAFT)
    if record.removed_at is not None:
        raise DomainError("Văn bản này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
    if missing := what_is_missing(record):
        raise DomainError("Chưa trình được. " + " ".join(missing))
    record.return_reason = ""
    entry = WAY.moved(record, actor, "award_letter.submit", record.submit)
    WAY.tell(holders(Role.LEADER), record, entry, f"{record} chờ anh, chị duyệt.")
    return record


@transaction.atomic
def withdraw_letter(*, actor: User, letter: AwardLetter, seen: int, key: str = "") -> AwardLetter:
    """Thu hồi về dự thảo while it is not approved."""
    record = WAY.taken_up(letter, actor, seen, key, LetterState.SUBMITTED)
    entry = WAY.moved(record, actor, "award_letter.withdraw", record.send_back)
    WAY.tell(holders(Role.LEADER), record, entry, f"Thường trực đã thu hồi {record} để sửa, chưa cần duyệt.")
    return record


@transaction.atomic
def approve_letter(*, actor: User, letter: AwardLetter, seen: int, key: str = "") -> AwardLetter:
    """Duyệt: the clerk then enters number and date."""
    record = WAY.taken_up(letter, actor, seen, key, LetterState.SUBMITTED)
    if missing := what_is_missing(record):
        raise DomainError("Chưa duyệt được. " + " ".join(missing))
    record.approved_by = actor
    entry = WAY.moved(record, actor, "award_letter.approve", record.approve)
    WAY.tell(holders(Role.CLERK), record, entry, f"{record} đã duyệt, chờ ghi số và ngày.")
    return record


@transaction.atomic
def return_letter(*, actor: User, letter: AwardLetter, reason: str, seen: int, key: str = "") -> AwardLetter:
    """Trả lại kèm lý do."""
    record = WAY.taken_up(letter, actor, seen, key, LetterState.SUBMITTED, LetterState.APPROVED)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
    record.return_reason, record.approved_by = reason, None
    entry = WAY.moved(record, actor, "award_letter.return", record.send_back, note=reason)
    WAY.tell(holders(Role.STANDING), record, entry, f"{record} được trả lại: {reason}")
    return record


@transaction.atomic
def issue_letter(
    *, actor: User, letter: AwardLetter, number: int, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Ban hành: number and date enter the register; words, lists and records are frozen as they are now."""
    one_at_a_time()
    record = WAY.taken_up(letter, actor, seen, key, LetterState.APPROVED)
    check_issue_day(issued_on)
    if missing := what_is_missing(record):
        raise DomainError("Chưa ban hành được. " + " ".join(missing))
    record.number, record.issued_on = symbol_line(number, record.symbol), issued_on
    entry = WAY.moved(record, actor, "award_letter.issue", record.issue, note=record.number)
    printed = printed_letter(record, number=number, issued_on=issued_on)
    record.paper = register_paper(
        paper=_register_line(record, printed),
        number=number,
        issued_on=issued_on,
        printed=printed,
        record=record_of(record),
        actor=actor,
        at=entry,
    )
    record.save()
    WAY.tell(holders(Role.STANDING), record, entry, f"{record} đã ban hành, số {record.number}.")
    if record.kind == LetterKind.GUIDANCE:
        text = f"{record}, số {record.number}: hoàn thiện hồ sơ đề nghị khen thưởng."
        WAY.tell(_those_named(record), record, entry, text)
    return record.paper


def _those_named(letter: AwardLetter) -> list[User]:
    """The nominees themselves and the contacts of all units concerned; of every unit where nobody is named."""
    rows = list(letter.lines.values_list("nomination__person", "nomination__person__unit", "nomination__unit"))
    units = {unit for _, home, unit in rows for unit in (home, unit) if unit}
    nominees = User.objects.filter(is_active=True, person__in=[person for person, *_ in rows if person])
    named = Unit.objects.active().filter(pk__in=units) if rows else Unit.objects.active()
    return [*nominees, *concerned(named)]


def _register_line(record: AwardLetter, printed: Paper) -> IssuedPaper:
    kind = LetterKind(record.kind)
    return IssuedPaper(
        series=SERIES[kind],
        symbol=record.symbol,
        kind=KINDS[kind],
        abstract=(printed.subject or printed.header.about)[:500],
        signer_title=record.signer_title,
        signer=record.signer_name,
        recipients=record.recipients,
        is_sample=record.is_sample,
    )
