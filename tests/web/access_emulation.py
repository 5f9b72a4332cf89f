"""Who may open what of emulation (read by ``test_access``)."""

from __future__ import annotations

TABLE: dict[str, str] = {}
