"""The ground floor: the office, its year plan, its papers."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch"

    def ready(self) -> None:
        """Plug the ground floor's own parts into the sockets, and write down who logs in and out."""
        from plans import menu, sockets  # noqa: PLC0415 - models exist only now
        from plans.models import LegalText  # noqa: PLC0415
        from plans.services import bin as bin_service  # noqa: PLC0415
        from plans.services import event as event_service  # noqa: PLC0415
        from plans.services import print_jobs, reminders, saved_filter, schedule  # noqa: PLC0415
        from plans.services.after_migrate import load_after_migrate  # noqa: PLC0415
        from plans.services.legal import load_legal_texts  # noqa: PLC0415
        from plans.views import (  # noqa: PLC0415
            adjustment_waiting,
            audit,
            calendar_rows,
            digest,
            event_rows,
            legal,
            plan_print,
            plan_work,
            search_sources,
            waiting_work,
            work_rows,
        )

        for entries in (
            menu.my_work,
            menu.overview,
            menu.year_plan,
            menu.reports,
            menu.papers,
            menu.office,
            menu.thrown_away,
            menu.guide,
        ):
            sockets.menu.plug(entries)
        for order, source in enumerate(
            (
                search_sources.plans_to_search,
                search_sources.tasks_to_search,
                search_sources.papers_to_search,
                search_sources.units_to_search,
                search_sources.people_to_search,
            )
        ):
            sockets.search.plug(source, order=order)
        for order, part in enumerate((schedule.send_mail, schedule.make_prints, schedule.tidy_up)):
            sockets.scheduled.plug(part, order=order * 100)
        sockets.scheduled.plug(reminders.remind, order=-20)  # before the letters, which carry the digest
        sockets.scheduled.plug(digest.morning_digest, order=-10)
        sockets.calendar.plug(calendar_rows.deadlines, order=10)
        print_jobs.register_print(audit.PRINT, audit.make_audit_print)
        sockets.work_items.plug(work_rows.task_work)
        sockets.work_items.plug(waiting_work.waiting_work)  # after task_work, which has read the units
        waiting_work.plug_waiting(plan_work.KIND, plan_work.plans_waiting, plan_work.plan_item)
        print_jobs.register_print(plan_print.TABLE, plan_print.make_plan_table)
        print_jobs.register_print(plan_print.PAPER, plan_print.make_plan_paper)
        sockets.calendar.plug(event_rows.event_calendar, order=20)
        sockets.search.plug(event_rows.events_to_search, order=20)
        sockets.search.plug(legal.legal_texts_to_search, order=60)
        waiting_work.plug_waiting("event", event_rows.waiting_events, event_rows.waiting_item, event_rows.people_asked)
        waiting_work.plug_waiting(
            adjustment_waiting.OBSTACLE, adjustment_waiting.obstacles_waiting, adjustment_waiting.obstacle_item
        )
        waiting_work.plug_waiting(
            adjustment_waiting.ADJUSTMENT, adjustment_waiting.adjustments_waiting, adjustment_waiting.adjustment_item
        )
        bin_service.register_removable(event_service.REMOVABLE)
        bin_service.register_removable(saved_filter.SAVED_FILTER)
        _plug_talk()
        _plug_parts()
        _plug_dossier()
        _plug_archive()
        _plug_reports()
        _plug_contributions()
        _plug_backups()
        _watch_logins()
        load_after_migrate(self, load_legal_texts, LegalText)


def _plug_talk() -> None:
    """Extensions, directions and comments: what of them waits for a person, and what of them can be removed."""
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.services import comment, lifecycle  # noqa: PLC0415
    from plans.views import direction_rows, extension_rows  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(extension_rows.KIND, extension_rows.extensions_waiting, extension_rows.extension_item)
    plug_waiting(direction_rows.KIND, direction_rows.directions_waiting, direction_rows.direction_item)
    plug_waiting(direction_rows.TO_CLOSE, direction_rows.replies_waiting, direction_rows.reply_item)
    bin_service.register_removable(comment.COMMENT_KIND)
    bin_service.register_removable(lifecycle.DRAFT_KIND)


def _plug_parts() -> None:
    """The parts of units: what of them waits for a person, and evidence, which can be removed."""
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.services import evidence  # noqa: PLC0415
    from plans.views import part_work  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    plug_waiting(part_work.STEP, part_work.steps_waiting, part_work.step_item, part_work.people_with_steps)
    plug_waiting(part_work.REDO, part_work.parts_waiting, part_work.part_item)
    bin_service.register_removable(evidence.EVIDENCE_KIND)


def _plug_dossier() -> None:
    """The inspection dossier and its evidence, which may be too heavy to make while a person waits."""
    from plans.services import dossier_file, print_jobs  # noqa: PLC0415

    fetched = dossier_file.FETCHED
    print_jobs.register_print(dossier_file.PDF_KIND, dossier_file.make_dossier_pdf, fetched=fetched)
    print_jobs.register_print(
        dossier_file.ZIP_KIND, dossier_file.make_dossier_zip, ending=print_jobs.ZIP, fetched=fetched
    )


def _plug_archive() -> None:
    """The year's archive: which records, the register of papers, and the file itself, which the timer makes."""
    from plans import sockets  # noqa: PLC0415
    from plans.rules import archive_lines  # noqa: PLC0415
    from plans.services import archive_request, print_jobs  # noqa: PLC0415
    from plans.views import archive  # noqa: PLC0415

    sockets.archive_tables.plug(archive_lines.archive_table, order=10)
    sockets.archive_registers.plug(archive.paper_register, order=10)
    print_jobs.register_file(archive_request.KIND, archive_request.make_archive_file, page=archive_request.PAGE)


def _plug_backups() -> None:
    """The daily backup, last in a round of the timer so that nothing waits for it; a failed one waits for a person."""
    from plans import sockets  # noqa: PLC0415
    from plans.services import backup  # noqa: PLC0415
    from plans.views import backup_rows  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    sockets.scheduled.plug(backup.run_due_backups, order=900)
    plug_waiting(backup_rows.KIND, backup_rows.backups_waiting, backup_rows.backup_item)


def _plug_reports() -> None:
    """Reports: what the ground floor says in them, what of them waits, their days, search and the bin."""
    from plans import sockets  # noqa: PLC0415
    from plans.services import bin as bin_service  # noqa: PLC0415
    from plans.services import report_annexes, report_records, report_way, sample_reports  # noqa: PLC0415
    from plans.views import report_row_kinds, report_sockets  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    sockets.report_drawings.plug(report_records.plan_drawings, order=10)
    sockets.report_annexes.plug(report_annexes.plan_annexes, order=10)
    sockets.row_kinds.plug(report_row_kinds.plan_row_kinds, order=10)
    sockets.calendar_questions.plug(report_sockets.report_days, order=30)
    sockets.search.plug(report_sockets.reports_to_search, order=30)
    sockets.task_panels.plug(report_sockets.task_reports, order=5)
    plug_waiting(report_sockets.REPORT, report_sockets.reports_waiting, report_sockets.report_item)
    plug_waiting(report_sockets.REMARK, report_sockets.remarks_waiting, report_sockets.remark_item)
    bin_service.register_removable(report_way.REMOVABLE)
    sockets.sample_data.plug(sample_reports.load_sample_reports, order=95)  # after what it counts


def _plug_contributions() -> None:
    """What units contribute to reports: their own figures, what of it waits for a person, and the days."""
    from plans import sockets  # noqa: PLC0415
    from plans.services import contribution_figures  # noqa: PLC0415
    from plans.views import contribution_sockets  # noqa: PLC0415
    from plans.views.waiting_work import plug_waiting  # noqa: PLC0415

    sockets.unit_figures.plug(contribution_figures.plan_unit_figures, order=10)
    sockets.row_kinds.plug(contribution_sockets.part_row_kinds, order=11)
    sockets.calendar_questions.plug(contribution_sockets.contribution_days, order=31)
    kind = contribution_sockets.KIND
    plug_waiting(kind, contribution_sockets.contributions_waiting, contribution_sockets.contribution_item)


def _watch_logins() -> None:
    """Django and allauth tell of logins by their own signals; each becomes one audited event."""
    from allauth.account.signals import password_changed  # noqa: PLC0415
    from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed  # noqa: PLC0415

    from plans.services import audit  # noqa: PLC0415

    def logged_in(user: Any, **_: Any) -> None:
        audit.record_login(user=user)

    def logged_out(user: Any, **_: Any) -> None:
        if user is not None:
            audit.record_logout(user=user)

    def failed(credentials: dict[str, Any], **_: Any) -> None:
        audit.record_failed_login(username=str(credentials.get("username", "")))

    def changed(user: Any, **_: Any) -> None:
        audit.record_password_change(user=user)

    for signal, receiver in (
        (user_logged_in, logged_in),
        (user_logged_out, logged_out),
        (user_login_failed, failed),
        (password_changed, changed),
    ):
        signal.connect(receiver, weak=False, dispatch_uid=f"plans.audit.{receiver.__name__}")
