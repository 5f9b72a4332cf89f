"""The emulation app: campaigns, registrations, clusters. It plugs its functions into the sockets of plans."""

from __future__ import annotations

from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Thi đua"

    def ready(self) -> None:
        """Plug rights, words and the parts of each topic into the ground floor."""
        from emulation import menu, permissions  # noqa: PLC0415 - models exist only now
        from emulation.rules.acts import ACT_WORDS  # noqa: PLC0415
        from plans import sockets  # noqa: PLC0415
        from plans.permissions import RIGHTS  # noqa: PLC0415
        from plans.rules import acts  # noqa: PLC0415

        RIGHTS.update(permissions.RIGHTS)
        acts.ACT_WORDS.update(ACT_WORDS)
        sockets.menu.plug(menu.emulation, order=40)
        _plug_campaigns()
        _plug_registrations()
        _plug_scoring()
        _plug_clusters()


def _plug_campaigns() -> None:
    """Campaigns: waiting work, calendar, search, the panel of their task, the section of a report."""


def _plug_registrations() -> None:
    """Registrations: what waits for whom, promise and result."""


def _plug_scoring() -> None:
    """Score sheets: what waits to be scored, appraised or closed."""


def _plug_clusters() -> None:
    """Catalogues, clusters and model examples: search, the bin, the lines every office starts with."""
