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
        from plans.services import print_jobs, schedule  # noqa: PLC0415
        from plans.views import audit, plan_print, plan_work, search_sources, work_rows  # noqa: PLC0415

        for entries in (menu.my_work, menu.year_plan, menu.papers, menu.office, menu.guide):
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
        print_jobs.register_print(audit.PRINT, audit.make_audit_print)
        sockets.work_items.plug(work_rows.task_work)
        sockets.work_items.plug(plan_work.plan_work_items)
        print_jobs.register_print(plan_print.TABLE, plan_print.make_plan_table)
        print_jobs.register_print(plan_print.PAPER, plan_print.make_plan_paper)
        _watch_logins()


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
