"""What to look at in a draft before it goes on: old years, dates outside its year, letters that cannot be printed.

Only pointed at; each is mended or kept by a person's choice (``draft_wording``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.models import Plan, PlanSection, Task
from plans.papers.fonts import FontMissingError
from plans.papers.letters import clean
from plans.papers.missing import missing_letters
from plans.rules.document import PlanDocument
from plans.rules.rollover import StaleText, stale_texts
from plans.rules.wording import YearFlag, check_dues, check_years
from plans.services.plan_document import document_of

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HEAD = {
    "title": "Trích yếu",
    "place": "Địa danh",
    "agency": "Cơ quan ban hành",
    "parent_agency": "Cơ quan chủ quản",
    "opening": "Căn cứ",
}
_CLOSE = {
    "closing": "Phần kết",
    "recipients": "Nơi nhận",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Người ký",
}
_AROUND = 5  # pieces between spaces, shown on each side of a letter


@dataclass(frozen=True)
class DraftFlag:
    """One doubtful place. ``key`` names it and its words; ``doubtful`` is what of the words stands out.

    ``to`` is what one press of a button writes over what is doubtful, empty where a person has to write; ``index``
    counts tasks or sections.
    """

    key: str
    label: str
    words: str
    doubtful: str
    remark: str
    kind: str  # a field of the plan, section or task
    pk: int
    field: str
    index: int
    to: str = ""

    @property
    def before(self) -> str:
        """The words up to what is doubtful."""
        return self.words.rpartition(self.doubtful)[0]

    @property
    def after(self) -> str:
        return self.words.rpartition(self.doubtful)[2]


@dataclass(frozen=True)
class _Place:
    """Where a text of the plan stands."""

    label: str
    kind: str
    pk: int = 0
    field: str = ""
    index: int = -1

    def flag(self, words: str, doubtful: str, remark: str, to: str = "") -> DraftFlag:
        name = {"task": f"task-{self.pk}-{self.field}", "section": f"section-{self.pk}"}.get(self.kind, self.kind)
        key = f"{name}|{words}"
        return DraftFlag(key, self.label, words, doubtful, remark, self.kind, self.pk, self.field, self.index, to)


def flags_of(
    plan: Plan, document: PlanDocument, sections: Sequence[PlanSection], tasks: Sequence[Task]
) -> list[DraftFlag]:
    """Every doubtful place that nobody has decided to keep: years, then dates, then letters, as the paper goes.

    In a plan copied from another year's everything that may be stale is doubtful (``plans.rules.rollover``).
    """
    source = plan.copied_from if plan.copied_from and plan.copied_from.year != plan.year else None
    places = _Places(sections, tasks)
    if source is None:
        years = (*_years_in_head(plan), *(_year_flag(flag, plan, places) for flag in check_years(document)))
        dues = tuple(_due_flag(flag, plan, places) for flag in check_dues(document))
    else:
        stale = (_stale_flag(text, places) for text in stale_texts(document, document_of(source)))
        years, dues = tuple(stale), ()
    every = (*years, *dues, *_letters(plan, document, sections, tasks))
    found = {flag.key: flag for flag in every}
    return [flag for key, flag in found.items() if key not in plan.kept_words]


def _years_in_head(plan: Plan) -> Iterator[DraftFlag]:
    """The year before in the title or the opening: right in a plan of last year, doubtful when it was copied."""
    former = plan.year - 1
    for field in ("title", "opening"):
        text = getattr(plan, field)
        for match in _YEAR.finditer(text):
            if int(match[1]) == former:
                sentence = re.split(r"[;\n]", text[: match.end()])[-1]
                words = " ".join(sentence.split()[-8:])
                yield _Place(_HEAD[field], field, field=field).flag(
                    words, str(former), _other_year(plan), str(plan.year)
                )


@dataclass(frozen=True)
class _Places:
    """The sections and tasks that the fields of a checked document stand for."""

    sections: Sequence[PlanSection]
    tasks: Sequence[Task]

    def of(self, field: str) -> _Place:
        """The place of "task:9.title", "section:1.body" or a field of the plan itself."""
        part, _, name = field.rpartition(".")
        if part.startswith("task:"):
            index = int(part.removeprefix("task:"))
            return _of_task(self.tasks[index], name, index)
        if part:
            index = int(part.removeprefix("section:"))
            return _of_section(self.sections[index], name, index)
        return _Place(_HEAD.get(field) or _CLOSE[field], field, field=field)


def _year_flag(flag: YearFlag, plan: Plan, places: _Places) -> DraftFlag:
    return places.of(flag.field).flag(flag.words, str(flag.year), _other_year(plan), str(plan.year))


def _stale_flag(text: StaleText, places: _Places) -> DraftFlag:
    return places.of(text.field).flag(text.words, text.doubtful, text.remark, text.to)


def _other_year(plan: Plan) -> str:
    return f"Kế hoạch là năm {plan.year}."


def _due_flag(flag: YearFlag, plan: Plan, places: _Places) -> DraftFlag:
    remark = f"Ngày ấn định nằm ngoài năm {plan.year}: mở nhiệm vụ để sửa ngày."
    return places.of(flag.field).flag(f"ngày {flag.words}", flag.words, remark)


def _letters(
    plan: Plan, document: PlanDocument, sections: Sequence[PlanSection], tasks: Sequence[Task]
) -> Iterator[DraftFlag]:
    """Letters that the printed face lacks. Where the face itself is missing, printing says so."""
    try:
        for place, text in _texts(plan, document, sections, tasks):
            for letters in missing_letters(text):
                code = " ".join(f"U+{ord(letter):04X}" for letter in letters[:3])
                lack = f"Phông chữ của bản in không có “{letters}” ({code})"
                remark = f"{lack}, in ra thành ô vuông: thay hoặc bỏ chữ này."
                yield place.flag(_around(clean(text), letters), letters, remark)
    except FontMissingError:
        return


def _texts(
    plan: Plan, document: PlanDocument, sections: Sequence[PlanSection], tasks: Sequence[Task]
) -> Iterator[tuple[_Place, str]]:
    """Every text that is printed, with its place, in the order of the paper."""
    for field, label in _HEAD.items():
        yield _Place(label, field, field=field), getattr(plan, field)
    for index, section in enumerate(sections):
        for field in ("heading", "body"):
            yield _of_section(section, field, index), getattr(section, field)
    for index, (task, shown) in enumerate(zip(tasks, document.tasks, strict=True)):
        for field in ("no", "title", "period_text"):
            yield _of_task(task, field, index), getattr(shown, field)
        yield _of_task(task, "units", index), "\n".join(unit.line for unit in shown.units)
    for field, label in _CLOSE.items():
        yield _Place(label, field, field=field), getattr(plan, field)


def _of_section(section: PlanSection, field: str, index: int) -> _Place:
    return _Place(section.heading or "Nội dung", "section", section.pk, field, index)


def _of_task(task: Task, field: str, index: int) -> _Place:
    return _Place(f"Nhiệm vụ {task.no}", "task", task.pk, field, index)


def _around(text: str, letters: str) -> str:
    """The first ``letters`` with a few words on each side, inside their line and before they come again."""
    before, _, after = next(line for line in text.split("\n") if letters in line).partition(letters)
    after = after.partition(letters)[0]
    return f"{' '.join(before.split(' ')[-_AROUND:])}{letters}{' '.join(after.split(' ')[:_AROUND])}"
