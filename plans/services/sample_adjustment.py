"""Sample obstacles and a sample adjustment of the 2026 plan, one of each state a newcomer meets first."""

from __future__ import annotations

from plans.models import Plan, Task, Unit, User
from plans.rules.document import AssignmentRole
from plans.services.adjustment import change_task, open_adjustment
from plans.services.adjustment_way import submit_adjustment
from plans.services.obstacle import report_obstacle, submit_obstacles, write_opinion

_WRONG_YEAR, _RIGHT_YEAR = "năm 2025", "năm 2026"


def load_sample_adjustment(plan: Plan) -> None:
    """An obstacle that waits for the leadership, one just reported, and an adjustment that waits for approval."""
    standing, contact = (User.objects.filter(username=name).first() for name in ("thuongtruc", "daumoi"))
    if standing is None:
        return
    tasks = {task.no: task for task in plan.tasks.in_plan()}
    if "7" in tasks:
        _submitted(tasks["7"], standing)
    if contact is not None and "11" in tasks and contact.has_perm("plans.report_task", tasks["11"]):
        unit = contact.person.unit if contact.person else None
        report_obstacle(
            task=tasks["11"],
            actor=contact,
            unit=unit,
            text="Số liệu tháng 12 của các cửa khẩu đến ngày 10 tháng sau mới chốt, chưa kịp đưa vào báo cáo tổng kết.",
            proposal="Cho dùng số liệu 11 tháng và ước cả năm.",
        )
    if "10" in tasks and _WRONG_YEAR in tasks["10"].title:
        _adjusted(plan, tasks["10"], standing)


def _submitted(task: Task, standing: User) -> None:
    record = report_obstacle(
        task=task,
        actor=standing,
        unit=Unit.objects.filter(is_standing=True).first(),
        text="Bộ Ngoại giao chưa có văn bản phát động chuyên đề nên chưa triển khai được phần của Bộ.",
        proposal="Phát động chuyên đề của tỉnh trước, phần của Bộ khi có văn bản.",
    )
    record = write_opinion(
        obstacle=record, actor=standing, opinion="Đề nghị Lãnh đạo Sở đồng ý tách hai phần.", seen=record.version
    )
    submit_obstacles(obstacles=[record], actor=standing)


def _adjusted(plan: Plan, task: Task, standing: User) -> None:
    record = open_adjustment(
        actor=standing, plan=plan, reason="Sửa lỗi câu chữ tại nhiệm vụ 10, không đổi thời hạn và đơn vị thực hiện."
    )
    values = {
        "title": task.title.replace(_WRONG_YEAR, _RIGHT_YEAR),
        "period": task.period,
        "due": task.due,
        "kind": task.kind,
        "conditional": task.conditional,
    }
    parts = [(part.unit, AssignmentRole(part.role)) for part in task.assignments.select_related("unit")]
    change_task(
        actor=standing, adjustment=record, task=task, values=values, parts=parts, reason="Kế hoạch ghi nhầm năm 2025."
    )
    record.refresh_from_db()
    submit_adjustment(actor=standing, adjustment=record, seen=record.version)
