"""The real 2026 plan, which the sample office begins with: read word for word."""

from __future__ import annotations

import dataclasses

from plans.reading import read_file
from plans.services.sample_plan import SEED
from tests.plans.reading.shape import short
from tests.prints.seed import PLAN_2026


def plain(value: object) -> object:
    if isinstance(value, str):
        return short(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def test_seed_reads_as_the_plan_written_by_hand() -> None:
    reading = read_file(SEED.read_bytes(), SEED.name)

    said = dataclasses.replace(PLAN_2026, parent_agency=None)  # the text leaves it out, the print names it
    assert plain(reading.document.to_plan_json()) == plain(said.to_plan_json())
    assert reading.remainder == ()


def test_seed_keeps_its_text_and_flags_only_task_ten() -> None:
    reading = read_file(SEED.read_bytes(), SEED.name)

    plan = reading.document
    assert [(s.level, s.heading, s.holds_tasks) for s in plan.sections] == [
        (1, "I. MỤC ĐÍCH, YÊU CẦU", False),
        (2, "1. Mục đích", False),
        (2, "2. Yêu cầu", False),
        (1, "II. NỘI DUNG, THỜI GIAN THỰC HIỆN", True),
        (1, "III. TỔ CHỨC THỰC HIỆN", False),
    ]
    assert [len(s.body.split("\n")) for s in plan.sections if s.body] == [3, 1, 2]
    assert plan.opening.endswith("như sau:")
    assert plan.closing.startswith("Trên đây là Kế hoạch")
    assert plan.closing.endswith("cho phù hợp./.")
    assert plan.tasks[7].units[0].written == "Phòng Hợp tác quốc tế - Văn phòng chủ trì."
    assert [w.field for w in reading.warnings if w.code == "year_wording"] == ["task:9.title"]
    assert reading.task_lines[13] == (246, 247, 249, 251, 253, 259, 261, 263)
