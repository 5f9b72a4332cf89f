"""The awards app: the law as data, records, initiatives, nominations. It plugs its functions into the lower sockets."""

from __future__ import annotations

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        """Plug rights, words and the parts of each topic into the ground floor."""
        from awards import menu, permissions  # noqa: PLC0415 - models exist only now
        from awards.rules.acts import ACT_WORDS  # noqa: PLC0415
        from plans import sockets  # noqa: PLC0415
        from plans.permissions import RIGHTS  # noqa: PLC0415
        from plans.rules import acts  # noqa: PLC0415

        RIGHTS.update(permissions.RIGHTS)
        acts.ACT_WORDS.update(ACT_WORDS)
        sockets.menu.plug(menu.awards, order=50)
        self._plug_rules()
        _plug_records()
        _plug_initiatives()
        _plug_nominations()
        _plug_upward()

    def _plug_rules(self) -> None:
        """Rules: loaded after a migration; who cites a legal text; the page of who qualifies on its task."""


def _plug_records() -> None:
    """Records: search, the sample."""


def _plug_initiatives() -> None:
    """Initiatives: what waits, calendar, search, cards, the watch of registrations, the bin, the sample."""


def _plug_nominations() -> None:
    """Rounds and nominations: what waits, calendar, search, cards, the panel of their task, the bin, the sample."""


def _plug_upward() -> None:
    """Upward: what waits, calendar, cards, report sections, what became of registrations' aims, the sample."""
