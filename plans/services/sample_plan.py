"""The real plan of 2026 as an issued plan, with sample progress marked as such. Loading it again changes nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from plans.models import Plan, ProgressEntry, Task, Unit, User
from plans.reading import read_file
from plans.rules.status import Progress
from plans.services.files import store_file
from plans.services.plan import doubtful_years, import_plan
from plans.services.sample_adjustment import load_sample_adjustment
from plans.services.sample_events import load_sample_events
from plans.services.sample_parts import load_sample_parts
from plans.services.sample_talk import load_sample_talk
from plans.services.unit_names import known_names

SEED = Path(__file__).resolve().parent.parent / "seed" / "ke-hoach-tdkt-2026.txt"
YEAR = 2026
_WRITER, _DECIDER = "thuongtruc", "lanhdao"


@dataclass(frozen=True)
class _Story:
    """What happened to one task: when it was worked on, reported and confirmed, in whose words."""

    no: str
    worked_on: dt.date
    percent: int
    news: str
    reported_on: dt.date | None = None
    result: str = ""
    confirmed_on: dt.date | None = None
    difficulty: str = ""


_STORIES = (
    _Story(
        "1",
        dt.date(2026, 1, 12),
        60,
        "Đã dự thảo Kế hoạch, lấy ý kiến các phòng.",
        dt.date(2026, 1, 20),
        "Kế hoạch đã trình Giám đốc Sở ký.",
        dt.date(2026, 1, 21),
    ),
    _Story(
        "2",
        dt.date(2026, 2, 3),
        50,
        "Đã dự thảo văn bản phát động.",
        dt.date(2026, 2, 27),
        "Đã phát động phong trào thi đua năm 2026 tới các phòng, đơn vị.",
        dt.date(2026, 3, 2),
    ),
    _Story(
        "3",
        dt.date(2026, 3, 16),
        40,
        "Đang rà soát danh sách cá nhân đủ 02 năm liên tục.",
        dt.date(2026, 4, 6),
        "Đã trình hồ sơ khen thưởng.",
        dt.date(2026, 4, 7),
        "Hai phòng gửi báo cáo thành tích chậm.",
    ),
    _Story(
        "4",
        dt.date(2026, 3, 2),
        30,
        "Đã đăng ký thành phần tham gia.",
        dt.date(2026, 3, 13),
        "Đã tham gia Hội nghị của Cụm thi đua.",
        dt.date(2026, 3, 16),
    ),
    _Story(
        "5",
        dt.date(2026, 3, 9),
        30,
        "Đã nhận giấy mời.",
        dt.date(2026, 3, 20),
        "Đã tham dự Hội nghị của tỉnh.",
        dt.date(2026, 3, 23),
    ),
    _Story(
        "6",
        dt.date(2026, 5, 11),
        50,
        "Đã cử công chức đăng ký lớp bồi dưỡng.",
        dt.date(2026, 6, 12),
        "Đã tham gia Lớp bồi dưỡng.",
        dt.date(2026, 6, 15),
    ),
    _Story(
        "7",
        dt.date(2026, 6, 22),
        60,
        "Đã phát động chuyên đề của tỉnh; chờ hướng dẫn chuyên đề của Bộ Ngoại giao.",
        difficulty="Chưa có văn bản phát động chuyên đề của Bộ Ngoại giao.",
    ),
    _Story(
        "8",
        dt.date(2026, 6, 8),
        40,
        "Đang tổng hợp báo cáo của các phòng, đơn vị.",
        dt.date(2026, 6, 29),
        "Đã ký ban hành báo cáo sơ kết 06 tháng.",
        dt.date(2026, 6, 30),
    ),
    _Story(
        "10",
        dt.date(2026, 7, 6),
        50,
        "Đã chuẩn bị tham luận của Sở.",
        dt.date(2026, 7, 24),
        "Đã tham dự Hội nghị sơ kết của Khối.",
    ),
    _Story("11", dt.date(2026, 11, 9), 20, "Đã gửi đề cương báo cáo tổng kết tới các phòng, đơn vị."),
    _Story("12", dt.date(2026, 11, 2), 30, "Đang nhận hồ sơ sáng kiến."),
)


@transaction.atomic
def load_sample_plan(actor: User | None = None) -> Plan:
    """The 2026 plan, signed on paper with its number and date still blank, and its sample progress.

    A plan of 2026 in force that is there already is given back untouched.
    """
    existing = Plan.objects.in_force().filter(year=YEAR).first()
    if existing:
        return existing
    data = SEED.read_bytes()
    reading = read_file(data, SEED.name, known_names())
    source = store_file(data=data, name=SEED.name, content_type="text/plain; charset=utf-8", user=actor)
    plan = import_plan(
        document=reading.document,
        actor=actor,
        signed=True,
        source=source,
        text=reading.text,
        notes=doubtful_years(reading.document),
    )
    writer = User.objects.filter(username=_WRITER).first() or actor
    decider = User.objects.filter(username=_DECIDER).first() or writer
    if writer and decider:
        tasks = {task.no: task for task in plan.tasks.all()}
        for story in _STORIES:
            if story.no in tasks:
                _tell(story, tasks[story.no], writer, decider)
    load_sample_parts(plan)
    load_sample_events(plan, actor)
    load_sample_talk(plan)
    load_sample_adjustment(plan)
    return plan


def _tell(story: _Story, task: Task, writer: User, decider: User) -> None:
    unit = Unit.objects.filter(is_standing=True).first()
    task.percent, task.latest_news = story.percent, story.result or story.news
    before = task.progress
    task.work()
    log = _Log(task)
    log.add(
        ProgressEntry.Act.REPORT,
        writer,
        story.worked_on,
        before,
        unit=unit,
        percent=story.percent,
        done_text=story.news,
        difficulty=story.difficulty,
    )
    if story.reported_on:
        before = task.progress
        task.report_complete(by=writer, on=story.reported_on)
        log.add(
            ProgressEntry.Act.COMPLETE,
            writer,
            story.reported_on,
            before,
            unit=unit,
            percent=100,
            done_text=story.result,
        )
    if story.confirmed_on:
        before = task.progress
        task.confirm()
        own = decider.person.unit if decider.person else None
        log.add(ProgressEntry.Act.CONFIRM, decider, story.confirmed_on, before, unit=own)
    task.version += 1
    task.save()


@dataclass(frozen=True)
class _Log:
    """Writes lines of a task's log, dated as the sample says."""

    task: Task

    def add(self, act: str, actor: User, on: dt.date, before: Progress | str, **words: object) -> None:
        entry = ProgressEntry.objects.create(
            task=self.task,
            act=act,
            actor=actor,
            state_from=before,
            state_to=self.task.progress,
            is_sample=True,
            **words,
        )
        at = dt.datetime.combine(on, dt.time(9, 30), tzinfo=timezone.get_current_timezone())
        ProgressEntry.objects.filter(pk=entry.pk).update(at=at)
