"""A letter on awards from its submission to its number: approved by the leadership, numbered by the clerk."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils import timezone

from awards.models import AwardLetter, Hold, LetterKind
from awards.rules.findings import BLOCK
from awards.rules.standing import HOLD
from awards.services.letter import WAY, check_kept, ready_for, twice
from awards.services.letter_document import KINDS, SERIES, printed_letter, record_of
from awards.services.rulebook import general_rule
from plans.models import Role, Unit, User
from plans.services.paper_way import Entry, PaperWay
from plans.services.way import concerned, holders


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


def _those_named(letter: AwardLetter) -> list[User]:
    """The nominees themselves and the contacts of all units concerned; of every unit where nobody is named."""
    rows = list(letter.lines.values_list("nomination__person", "nomination__person__unit", "nomination__unit"))
    units = {unit for _, home, unit in rows for unit in (home, unit) if unit}
    nominees = User.objects.filter(is_active=True, person__in=[person for person, *_ in rows if person])
    named = Unit.objects.active().filter(pk__in=units) if rows else Unit.objects.active()
    return [*nominees, *concerned(named)]


def _told(letter: AwardLetter) -> list[tuple[Iterable[User], str]]:
    """The standing office of every letter; of a guidance note also those it concerns."""
    told: list[tuple[Iterable[User], str]] = [(holders(Role.STANDING), f"{letter} đã ban hành, số {letter.number}.")]
    if letter.kind == LetterKind.GUIDANCE:
        told.append((_those_named(letter), f"{letter}, số {letter.number}: hoàn thiện hồ sơ đề nghị khen thưởng."))
    return told


PAPERS = PaperWay[AwardLetter](
    WAY,
    act="award_letter",
    missing=what_is_missing,
    printed=printed_letter,
    data=record_of,
    entry=lambda record: Entry(SERIES[record.kind], KINDS[record.kind], record.is_sample),
    told=_told,
    may_submit=check_kept,
)
