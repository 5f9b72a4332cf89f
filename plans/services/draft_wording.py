"""Old years left in a draft: pointed at, then changed or kept by a person's choice; never changed silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from plans.errors import DomainError
from plans.models import Plan, PlanSection, Task, User
from plans.rules.document import PlanDocument
from plans.rules.wording import check_years
from plans.services import audit
from plans.services.draft import editable
from plans.services.locking import use_submit_key
from plans.services.plan import task_place

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class DraftFlag:
    """One doubtful year of a draft. ``key`` names the place and the words; ``index`` is the task's or section's."""

    key: str
    label: str
    words: str
    year: int
    kind: str  # title, opening, closing, section or task
    pk: int = 0
    field: str = ""
    index: int = -1

    @property
    def before(self) -> str:
        """The words up to the year."""
        return self.words[: self.words.rfind(str(self.year))]

    @property
    def after(self) -> str:
        return self.words[self.words.rfind(str(self.year)) + 4 :]


def flags_of(
    plan: Plan, document: PlanDocument, sections: Sequence[PlanSection], tasks: Sequence[Task]
) -> list[DraftFlag]:
    """Every doubtful year that nobody has decided to keep, in the order of the paper."""
    found = {flag.key: flag for flag in (*_in_head(plan), *_in_body(document, sections, tasks))}
    return [flag for key, flag in found.items() if key not in plan.kept_words]


def _in_head(plan: Plan) -> list[DraftFlag]:
    """The year before in the title or the opening: right in a plan of last year, doubtful when it was copied."""
    found = []
    for field, label in (("title", "Trích yếu"), ("opening", "Căn cứ")):
        text = getattr(plan, field)
        for match in _YEAR.finditer(text):
            if int(match[1]) == plan.year - 1:
                sentence = re.split(r"[;\n]", text[: match.end()])[-1]
                words = " ".join(sentence.split()[-8:])
                found.append(DraftFlag(f"{field}|{words}", label, words, plan.year - 1, field, field=field))
    return found


def _in_body(document: PlanDocument, sections: Sequence[PlanSection], tasks: Sequence[Task]) -> list[DraftFlag]:
    found = []
    for flag in check_years(document):
        place = task_place(flag.field)
        field = flag.field.rpartition(".")[2]
        if place is not None:
            task = tasks[place]
            key, label = f"task-{task.pk}-{field}|{flag.words}", f"Nhiệm vụ {task.no}"
            found.append(DraftFlag(key, label, flag.words, flag.year, "task", task.pk, field, place))
        elif flag.field.startswith("section:"):
            index = int(flag.field.partition(":")[2].partition(".")[0])
            part = sections[index]
            key = f"section-{part.pk}|{flag.words}"
            found.append(
                DraftFlag(key, part.heading or "Nội dung", flag.words, flag.year, "section", part.pk, field, index)
            )
        else:
            found.append(
                DraftFlag(f"closing|{flag.words}", "Phần kết", flag.words, flag.year, "closing", field="closing")
            )
    return found


@transaction.atomic
def change_year(*, actor: User, plan: Plan, flag: DraftFlag, key: str = "") -> None:
    """Write the plan's year where ``flag`` points."""
    use_submit_key(actor, key)
    record = editable(plan)
    target: Plan | PlanSection | Task = record
    if flag.kind == "task":
        target = Task.objects.select_for_update().get(pk=flag.pk, plan=record)
    elif flag.kind == "section":
        target = PlanSection.objects.select_for_update().get(pk=flag.pk, plan=record)
    text = getattr(target, flag.field)
    start = _find(text, flag)
    setattr(target, flag.field, f"{text[:start]}{record.year}{text[start + 4 :]}")
    target.version += 1
    target.save()
    audit.record(actor=actor, act="plan.change_year", obj=record, note=f"{flag.label}: {flag.words}")


def _find(text: str, flag: DraftFlag) -> int:
    """Where the doubtful year stands; the words may run over spaces and line breaks of the text."""
    pattern = r"\s+".join(re.escape(word) for word in flag.words.split())
    match = re.search(pattern, text)
    if match is None:
        raise DomainError("Chỗ này vừa được người khác sửa, không còn năm cũ. Xem lại danh sách.")
    return match.start() + match.group().rfind(str(flag.year))


@transaction.atomic
def keep_words(*, actor: User, plan: Plan, flag: DraftFlag, key: str = "") -> None:
    """Note that somebody looked at ``flag`` and keeps the words as they are."""
    use_submit_key(actor, key)
    record = editable(plan)
    if flag.key not in record.kept_words:
        record.kept_words = [*record.kept_words, flag.key]
        record.version += 1
        record.save()
        audit.record(actor=actor, act="plan.keep_words", obj=record, note=f"{flag.label}: {flag.words}")
