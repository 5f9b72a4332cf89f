"""The entries of the left menu that the ground floor gives; a person sees only what holds something for him."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.urls import reverse

from plans.models import Plan, Role, User
from plans.permissions import rights_of
from plans.sockets import MenuEntry

OF_PLAN = (
    "plans:plan",
    "plans:plan_year",
    "plans:plan_paper",
    "plans:task",
    "plans:task_report",
    "plans:task_confirm",
    "plans:task_return",
    "plans:task_steer",
    "plans:part",
    "plans:part_report",
    "plans:part_return",
    "plans:part_steps",
    "plans:part_due",
    "plans:evidence_add",
    "plans:evidence_remove",
    "plans:task_trigger",
    "plans:task_dossier",
    "plans:plan_dossier",
    "plans:comment_add",
    "plans:bulk",
)
OF_OBSTACLES = ("plans:obstacle", "plans:obstacle_report", "plans:obstacle_submit")
OF_ADJUSTMENTS = (
    "plans:adjustment",
    "plans:adjustment_new",
    "plans:adjustment_submit",
    "plans:adjustment_withdraw",
    "plans:adjustment_approve",
    "plans:adjustment_return",
    "plans:adjustment_issue",
    "plans:adjustment_discard",
    "plans:plan_history",
    "plans:plan_compare",
)
OF_DRAFTS = (
    "plans:plan_list",
    "plans:draft_new",
    "plans:draft",
    "plans:draft_task_new",
    "plans:draft_task",
    "plans:draft_task_remove",
    "plans:draft_section_remove",
    "plans:read_upload",
    "plans:read_review",
    "plans:read_confirm",
    "plans:plan_submit",
    "plans:plan_withdraw",
    "plans:plan_approve",
    "plans:plan_return",
    "plans:plan_issue",
    "plans:plan_number",
    "plans:plan_close",
    "plans:plan_delete",
    "plans:plan_rollover",
)

OF_OVERVIEW = (
    "plans:changes",
    "plans:brief_list",
    "plans:brief",
    "plans:brief_tasks",
    "plans:brief_compare",
)
OF_EVENTS = (
    "plans:event",
    "plans:event_add",
    "plans:event_edit",
    "plans:event_outcome",
    "plans:event_cancel",
    "plans:event_upload",
    "plans:event_delegation",
    "plans:event_decide",
    "plans:event_answer",
    "plans:event_reply",
    "plans:event_reply_issue",
)
OF_EXTENSIONS = ("plans:extension", "plans:extension_ask")
OF_DIRECTIONS = ("plans:direction", "plans:direction_give")
OF_DAYS = ("plans:special_day", "plans:special_day_add", "plans:special_day_remove", "plans:special_days_fill")
OF_CALENDAR = ("plans:calendar_month", "plans:calendar_year", "plans:timeline", "plans:feeds")
OF_REPORTS = (
    "plans:report",
    "plans:report_new",
    "plans:report_head",
    "plans:report_section",
    "plans:report_rows",
    "plans:report_remark",
    "plans:report_answer",
    "plans:report_submit",
    "plans:report_withdraw",
    "plans:report_approve",
    "plans:report_return",
    "plans:report_issue",
)
OF_CONTRIBUTIONS = (
    "plans:contribution",
    "plans:contribution_list",
    "plans:contribution_ask",
    "plans:contribution_rows",
    "plans:contribution_send",
    "plans:contribution_return",
    "plans:contribution_take",
)
OF_LEGAL = ("plans:legal_text", "plans:legal_text_add", "plans:legal_text_edit")
OF_PEOPLE = ("plans:person", "plans:person_add", "plans:person_edit", "plans:person_import")
OF_ACCOUNTS = ("plans:user", "plans:user_add", "plans:user_edit", "plans:user_password")


@functools.lru_cache(maxsize=256)  # the frame asks for the same ones on every page
def _entry(label: str, name: str, *args: int, match: tuple[str, ...] = ()) -> tuple[MenuEntry, ...]:
    return (MenuEntry(label, reverse(name, args=args), icon="", match=(name, *match)),)


def _group(entry: MenuEntry, children: tuple[MenuEntry, ...]) -> Iterable[MenuEntry]:
    """An entry that opens its first child; alone with one child it is that child."""
    if children:
        yield MenuEntry(
            label=entry.label,
            url=children[0].url,
            icon=entry.icon,
            order=entry.order,
            below_line=entry.below_line,
            match=tuple(name for child in children for name in child.match),
            children=children if len(children) > 1 else (),
        )


def my_work(_user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    yield from _group(MenuEntry("Việc của tôi", "", "list-checks", order=10), _entry("Việc của tôi", "plans:home"))


def overview(user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    if user.has_perm("plans.follow_all"):
        entry = MenuEntry("Tổng quan", "", "chart-column", order=20)
        yield from _group(entry, _entry("Tổng quan", "plans:dashboard", match=OF_OVERVIEW))


def year_plan(user: User, plan: Plan | None) -> Iterable[MenuEntry]:
    sees_drafts = user.has_perm("plans.see_drafts")
    children = _entry("Bảng kế hoạch", "plans:plan", plan.pk, match=OF_PLAN) if plan else ()
    if plan and plan.is_in_force:
        children += _entry("Theo đơn vị", "plans:unit_table")
        children += _entry("Quán triệt", "plans:plan_readings", plan.pk)
        children += _entry("Lịch", "plans:calendar", match=OF_CALENDAR)
        if user.has_perm("plans.follow_all"):
            children += _entry("Đôn đốc", "plans:urge", match=("plans:urge_unit", "plans:urge_send"))
        children += _entry("Hội nghị", "plans:event_list", match=OF_EVENTS)
        children += _entry("Vướng mắc", "plans:obstacle_list", match=OF_OBSTACLES)
        children += _entry("Điều chỉnh", "plans:adjustment_list", match=OF_ADJUSTMENTS)
        children += _entry("Chỉ đạo", "plans:direction_list", match=OF_DIRECTIONS)
        children += _entry("Gia hạn", "plans:extension_list", match=OF_EXTENSIONS)
    if sees_drafts or plan:
        children += _entry("Các năm, bản thảo" if sees_drafts else "Các năm", "plans:plan_list", match=OF_DRAFTS)
    yield from _group(MenuEntry("Kế hoạch năm", "", "table-2", order=30), children)


def reports(user: User, plan: Plan | None) -> Iterable[MenuEntry]:
    if plan and plan.is_in_force:
        entry = MenuEntry("Báo cáo", "", "file-text", order=70)
        if not rights_of(user).holds(Role.CONTACT):
            yield from _group(entry, _entry("Báo cáo", "plans:report_list", match=OF_REPORTS + OF_CONTRIBUTIONS))
            return
        own = _entry("Báo cáo đơn vị", "plans:contribution_own", match=OF_CONTRIBUTIONS)
        yield from _group(entry, (*_entry("Báo cáo chung", "plans:report_list", match=OF_REPORTS), *own))


def papers(user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    if user.has_perm("plans.see_register"):
        entry = MenuEntry("Sổ văn bản", "", "stamp", order=80)
        yield from _group(entry, _entry("Sổ văn bản", "plans:paper_list", match=("plans:paper", "plans:paper_upload")))


def office(user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    children = _entry("Đơn vị", "plans:unit_list", match=("plans:unit", "plans:unit_add", "plans:unit_edit"))
    if user.has_perm("plans.see_staff"):
        children += _entry("Nhân sự", "plans:person_list", match=OF_PEOPLE)
    children += _entry("Ngày làm việc", "plans:special_days", match=OF_DAYS)
    children += _entry("Văn bản pháp luật", "plans:legal_list", match=OF_LEGAL)
    if user.has_perm("plans.hand_over"):
        children += _entry("Bàn giao", "plans:handover", match=("plans:handover_move",))
    if user.has_perm("plans.archive_year"):
        children += _entry("Lưu trữ năm", "plans:archive_list")
    if user.has_perm("plans.manage_accounts"):
        children += _entry("Tài khoản", "plans:user_list", match=OF_ACCOUNTS)
        children += _entry("Cơ quan", "plans:office_edit")
    if user.has_perm("plans.see_audit"):
        children += _entry("Nhật ký kiểm toán", "plans:audit")
    if user.has_perm("plans.keep_backups"):
        children += _entry("Sao lưu", "plans:backups")
    yield from _group(MenuEntry("Đơn vị, nhân sự", "", "building-2", order=200, below_line=True), children)


def thrown_away(_user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    yield from _group(
        MenuEntry("Thùng rác", "", "trash-2", order=290, below_line=True), _entry("Thùng rác", "plans:bin")
    )


def guide(_user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    entry = MenuEntry("Hướng dẫn", "", "book-open", order=300, below_line=True)
    yield from _group(entry, _entry("Hướng dẫn", "plans:help"))
