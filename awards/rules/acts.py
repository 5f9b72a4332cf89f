"""How the audit names the acts of awards."""

from __future__ import annotations

ACT_WORDS: dict[str, str] = {
    # the law as data
    # records
    # initiatives
    # rounds and nominations
    # upward
}
