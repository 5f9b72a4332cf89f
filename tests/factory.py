"""Plain functions that make records for tests, each with values that would stand on a real page.

What is not given is filled in; what is given is taken as it is. Nothing here goes through the services, so a test of a
service starts from exactly the records it names.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plans.models import (
    Assignment,
    Evidence,
    GroupScope,
    Office,
    Part,
    Person,
    Plan,
    PlanSection,
    PlanState,
    ProgressEntry,
    Role,
    RoleHolding,
    SpecialDay,
    Task,
    Unit,
    UnitKind,
    User,
)
from plans.rules.calendar import SpecialDays, deadline
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services.files import store_file

PASSWORD = "tdkt-mau-2026"
STANDING_OFFICE = "Phòng Hợp tác quốc tế - Văn phòng"

_serial = itertools.count(1)


def make_office(**values: Any) -> Office:
    """The one row that names the office."""
    facts = {
        "name": "Sở Ngoại vụ",
        "heading": "SỞ NGOẠI VỤ",
        "parent_heading": "UBND TỈNH LẠNG SƠN",
        "place": "Lạng Sơn",
        "symbol": "SNgV",
    }
    return Office.objects.update_or_create(pk=1, defaults={**facts, **values})[0]


def make_unit(name: str = "", *, members: Iterable[Unit] = (), **values: Any) -> Unit:
    """A division, unless ``kind`` says otherwise; a group takes its ``members``."""
    unit = Unit.objects.create(name=name or f"Phòng {next(_serial)}", **values)
    unit.members.set(members)
    return unit


def make_person(full_name: str = "", unit: Unit | None = None, **values: Any) -> Person:
    """Somebody on the staff list."""
    name = full_name or f"Hoàng Thị Minh {next(_serial)}"
    return Person.objects.create(full_name=name, unit=unit or make_unit(), **values)


def make_user(
    username: str = "",
    role: Role | str | None = None,
    *,
    unit: Unit | None = None,
    person: Person | None = None,
    **values: Any,
) -> User:
    """An account with one role; the unit contact's holds at ``unit``. Without ``person`` one is made."""
    username = username or f"nguoi-dung-{next(_serial)}"
    unit = unit or (person.unit if person else make_unit())
    person = person or make_person(f"Nguyễn Văn {username.capitalize()}", unit)
    user = User.objects.create_user(username, password=PASSWORD, person=person, **values)
    if role:
        RoleHolding.objects.create(user=user, role=role, unit=unit if role == Role.CONTACT else None)
    return user


def make_plan(
    year: int = 2026, state: PlanState | str = PlanState.ISSUED, *, number: str | None = None, **values: Any
) -> Plan:
    """A plan of ``year``, issued unless said otherwise, with its text sections but no tasks."""
    in_force = state in {PlanState.ISSUED, PlanState.CLOSED}
    signed = values.get("signed_import", False)
    if number is None:
        number = "05/KH-SNgV" if in_force and not signed else ""
    facts = {
        "title": f"Công tác thi đua, khen thưởng năm {year}",
        "issued_on": dt.date(year, 1, 14) if number else None,
        "symbol": "KH-SNgV",
        "place": "Lạng Sơn",
        "agency": "SỞ NGOẠI VỤ",
        "parent_agency": "UBND TỈNH LẠNG SƠN",
        "opening": f"Sở Ngoại vụ xây dựng Kế hoạch công tác thi đua, khen thưởng năm {year}, như sau:",
        "closing": "Trên đây là Kế hoạch công tác thi đua, khen thưởng của Sở Ngoại vụ./.",
        "recipients": "Ban Giám đốc Sở\nCác phòng, đơn vị thuộc Sở\nLưu: VT",
        "signer_title": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        "signer_name": "Nguyễn Văn An",
    }
    plan = Plan.objects.create(year=year, state=state, number=number, **{**facts, **values})
    make_section(plan, "I. MỤC ĐÍCH, YÊU CẦU", order=1)
    make_section(plan, "1. Mục đích", "Đẩy mạnh các phong trào thi đua yêu nước.", level=2, order=2)
    make_section(plan, "II. NỘI DUNG", holds_tasks=True, order=3)
    make_section(plan, "III. TỔ CHỨC THỰC HIỆN", "Các phòng, đơn vị căn cứ Kế hoạch này thực hiện.", order=4)
    return plan


def make_section(plan: Plan, heading: str, body: str = "", **values: Any) -> PlanSection:
    """A headed part of the plan's text, last unless ``order`` is given."""
    order = values.pop("order", None) or plan.sections.count() + 1
    return PlanSection.objects.create(plan=plan, heading=heading, body=body, order=order, **values)


def make_task(
    plan: Plan,
    title: str = "",
    *,
    units: Iterable[Unit | tuple[Unit, AssignmentRole]] = (),
    special: SpecialDays | None = None,
    **values: Any,
) -> Task:
    """The next task of ``plan``: quarter IV, not begun, done by ``units`` (a bare unit performs).

    A finished or reported task without ``reported_on`` was reported on 2 March of the plan's year.
    """
    order = values.pop("order", None) or plan.tasks.count() + 1
    no = values.pop("no", str(order))
    period, due = values.pop("period", "Q4"), values.pop("due", None)
    if values.get("progress") in {Progress.DONE, Progress.AWAITING}:
        values.setdefault("reported_on", dt.date(plan.year, 3, 2))
    task = Task.objects.create(
        plan=plan,
        order=order,
        no=no,
        title=title or f"Tổ chức phong trào thi đua chuyên đề lần thứ {no}",
        period=period,
        due=due,
        deadline=deadline(period, due, plan.year, special or SpecialDays()),
        **values,
    )
    for entry in units:
        unit, role = entry if isinstance(entry, tuple) else (entry, AssignmentRole.PERFORM)
        make_assignment(task, unit, role)
    return task


def make_assignment(task: Task, unit: Unit, role: AssignmentRole = AssignmentRole.PERFORM) -> Assignment:
    """The part of ``unit`` in ``task``, worded as a plan words it."""
    said = {AssignmentRole.LEAD: " chủ trì", AssignmentRole.COORDINATE: " phối hợp"}.get(role, "")
    order = task.assignments.count() + 1
    return Assignment.objects.create(
        task=task, unit=unit, role=role, name=unit.name, written=f"{unit.name}{said}", order=order
    )


def make_entry(task: Task, actor: User, act: str = ProgressEntry.Act.REPORT, **values: Any) -> ProgressEntry:
    """A line of a task's progress log."""
    facts = {"state_from": Progress.TODO, "state_to": task.progress, "done_text": "Đã dự thảo văn bản."}
    return ProgressEntry.objects.create(task=task, actor=actor, act=act, **{**facts, **values})


def make_part(task: Task, unit: Unit, **values: Any) -> Part:
    """The part of ``unit`` in ``task``, not begun; of its line in the plan where it has one."""
    line = task.assignments.filter(unit=unit).first()
    facts = {"assignment": line, "role": line.role if line else AssignmentRole.PERFORM, "order": task.parts.count() + 1}
    return Part.objects.create(task=task, unit=unit, **{**facts, **values})


def make_evidence(task: Task, user: User, name: str = "Số liệu.pdf", **values: Any) -> Evidence:
    """A file that proves something about ``task``; its bytes are its name."""
    data = f"%PDF-1.7 {name} %%EOF".encode()
    stored = store_file(data=data, name=name, content_type="application/pdf", user=user)
    return Evidence.objects.create(task=task, file=stored, added_by=user, **values)


def make_special_days(year: int = 2026) -> list[SpecialDay]:
    """Days off and a Saturday worked in exchange that move the ends of the quarters of 2026's kind."""
    days = [
        (dt.date(year, 4, 30), SpecialDay.Kind.OFF, "Ngày Chiến thắng"),
        (dt.date(year, 5, 1), SpecialDay.Kind.OFF, "Ngày Quốc tế Lao động"),
        (dt.date(year, 8, 22), SpecialDay.Kind.WORKED, "Làm bù cho ngày 31/8"),
        (dt.date(year, 8, 31), SpecialDay.Kind.OFF, "Nghỉ hoán đổi dịp Quốc khánh"),
        (dt.date(year, 9, 2), SpecialDay.Kind.OFF, "Quốc khánh"),
    ]
    return [SpecialDay.objects.create(date=date, kind=kind, name=name) for date, kind, name in days]


def make_many_tasks(plan: Plan, count: int, units: Sequence[Unit]) -> list[Task]:
    """``count`` tasks over the four quarters, in few statements: all roles, some undated, some "nếu có"."""
    states = (Progress.TODO, Progress.DOING, Progress.AWAITING, Progress.DONE)
    tasks = []
    for n in range(1, count + 1):
        period = "" if n % 13 == 0 else f"Q{(n - 1) * 4 // count + 1}"
        progress = states[n % 4]
        tasks.append(
            Task(
                plan=plan,
                order=n,
                no=str(n),
                title=f"Hướng dẫn các phòng, đơn vị thực hiện nội dung thi đua thứ {n} của năm {plan.year}.",
                period=period,
                deadline=deadline(period, None, plan.year, SpecialDays()),
                conditional=n % 11 == 0,
                progress=progress,
                percent={Progress.DONE: 100, Progress.DOING: 40}.get(progress, 0),
                reported_on=dt.date(plan.year, 3, 2) if progress in (Progress.AWAITING, Progress.DONE) else None,
                latest_news="Đã gửi dự thảo lấy ý kiến." if n % 3 == 0 else "",
            )
        )
    Task.objects.bulk_create(tasks, batch_size=200)
    roles = (AssignmentRole.LEAD, AssignmentRole.COORDINATE, AssignmentRole.PERFORM)
    said = (" chủ trì", " phối hợp", "")
    Assignment.objects.bulk_create(
        (
            Assignment(
                task=task,
                unit=unit,
                role=roles[place],
                name=unit.name,
                written=f"{unit.name}{said[place]}",
                order=place + 1,
            )
            for number, task in enumerate(tasks)
            for place, unit in enumerate((units[number % len(units)], units[(number + 1) % len(units)]))
        ),
        batch_size=200,
    )
    return tasks


@dataclass(frozen=True)
class Cast:
    """The fixed cast of the access tests: one account for each role, and a contact of another unit."""

    office: Office
    leadership: Unit
    standing_office: Unit
    division: Unit
    other_division: Unit
    subordinate: Unit
    group: Unit
    admin: User
    standing: User
    leader: User
    contact: User
    clerk: User
    member: User
    stranger: User

    def user(self, role: str) -> User:
        """The account of a role ("standing", "contact" …) or "stranger"."""
        found: User = getattr(self, role)
        return found


ROLES = ("admin", "standing", "leader", "contact", "clerk", "member", "stranger")


def make_cast() -> Cast:
    """The office with its units, and the seven people who act in the tests."""
    office = make_office()
    leadership = make_unit("Lãnh đạo Sở", kind=UnitKind.LEADERSHIP, order=1)
    standing_office = make_unit(STANDING_OFFICE, short_name="Phòng HTQT - VP", is_standing=True, order=2)
    division = make_unit("Phòng Lãnh sự - Biên giới", short_name="Phòng LS - BG", order=3)
    other_division = make_unit("Phòng Thông tin đối ngoại", short_name="Phòng TTĐN", order=4)
    subordinate = make_unit("Trung tâm Dịch vụ đối ngoại", kind=UnitKind.SUBORDINATE, order=5)
    group = make_unit("Các phòng, đơn vị", kind=UnitKind.GROUP, group_scope=GroupScope.ALL, order=6)
    return Cast(
        office=office,
        leadership=leadership,
        standing_office=standing_office,
        division=division,
        other_division=other_division,
        subordinate=subordinate,
        group=group,
        admin=make_user("quantri", Role.ADMIN, person=make_person("Trần Quốc Bảo", standing_office)),
        standing=make_user("thuongtruc", Role.STANDING, person=make_person("Lê Thu Hà", standing_office)),
        leader=make_user("lanhdao", Role.LEADER, person=make_person("Nông Đức Dũng", leadership)),
        contact=make_user("daumoi", Role.CONTACT, person=make_person("Lý Thị An", division)),
        clerk=make_user("vanthu", Role.CLERK, person=make_person("Vi Thị Chi", standing_office)),
        member=make_user("canhan", Role.MEMBER, person=make_person("Hoàng Văn Em", division)),
        stranger=make_user("nguoila", Role.CONTACT, person=make_person("Đặng Văn Bình", other_division)),
    )
