"""Sample extensions, directions and comments of the sample plan, so that their lists are not empty at first sight."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from plans.models import Comment, Direction, Extension, Plan, Task, Unit, User

SAMPLE = " (dữ liệu mẫu)"


def load_sample_talk(plan: Plan) -> None:
    """A request that waits and one refused, a direction to answer and one done, two remarks."""
    people = {user.username: user for user in User.objects.filter(is_sample=True)}
    if not {"thuongtruc", "lanhdao", "daumoi"} <= people.keys():
        return
    standing, leader, contact = people["thuongtruc"], people["lanhdao"], people["daumoi"]
    tasks = {task.no: task for task in plan.tasks.in_plan()}
    if "7" in tasks:
        _ask(tasks["7"], standing)
    if "10" in tasks:
        _refused(tasks["10"], standing, leader)
    if "11" in tasks:
        _give(tasks["11"], leader)
        _say(tasks["11"], contact, "Phòng đã gửi số liệu năm 2026, đề nghị thường trực xem giúp biểu 2.", 16)
        _say(tasks["11"], standing, "Đã nhận, biểu 2 còn thiếu số tập thể lao động tiên tiến.", 17)
    if "8" in tasks:
        _done(tasks["8"], leader, standing)


def _at(month: int, day: int) -> dt.datetime:
    return dt.datetime(2026, month, day, 9, 30, tzinfo=timezone.get_current_timezone())


def _ask(task: Task, asker: User) -> None:
    asked = Extension.objects.create(
        task=task,
        unit=Unit.objects.filter(is_standing=True).first(),
        old_deadline=task.deadline or dt.date(2026, 6, 30),
        new_deadline=dt.date(2026, 12, 15),
        reason="Chờ văn bản phát động chuyên đề của Bộ Ngoại giao." + SAMPLE,
        asked_by=asker,
    )
    Extension.objects.filter(pk=asked.pk).update(created_at=_at(11, 20))


def _refused(task: Task, asker: User, leader: User) -> None:
    asked = Extension(
        task=task,
        unit=Unit.objects.filter(is_standing=True).first(),
        old_deadline=task.deadline or dt.date(2026, 9, 30),
        new_deadline=dt.date(2026, 10, 15),
        reason="Chờ Khối thi đua thống nhất ngày họp." + SAMPLE,
        asked_by=asker,
        decided_by=leader,
        decided_at=_at(7, 8),
        decision_note="Khối đã có giấy mời, giữ thời hạn.",
    )
    asked.refuse()
    asked.save()
    Extension.objects.filter(pk=asked.pk).update(created_at=_at(7, 7))


def _give(task: Task, leader: User) -> None:
    text = "Nêu rõ phong trào nào phát động chậm và cách khắc phục. Trình tôi dự thảo trước ngày 30/11." + SAMPLE
    given = Direction.objects.create(task=task, text=text, due=dt.date(2026, 11, 30), given_by=leader)
    Direction.objects.filter(pk=given.pk).update(created_at=_at(11, 16))


def _done(task: Task, leader: User, standing: User) -> None:
    given = Direction(
        task=task,
        text="Báo cáo phải có số nữ được khen thưởng, tách theo hình thức." + SAMPLE,
        due=dt.date(2026, 6, 26),
        given_by=leader,
        reply="Đã bổ sung phụ lục 1, tách số nữ theo từng hình thức khen thưởng.",
        replied_by=standing,
        replied_at=_at(6, 29),
        closed_at=_at(6, 30),
    )
    given.answer()
    given.close()
    given.save()
    Direction.objects.filter(pk=given.pk).update(created_at=_at(6, 22))


def _say(task: Task, author: User, text: str, day: int) -> None:
    said = Comment.objects.create(task=task, author=author, text=text + SAMPLE)
    Comment.objects.filter(pk=said.pk).update(at=_at(11, day))
