"""What the acts of emulation are called in the audit; added to those of the ground floor."""

from __future__ import annotations

ACT_WORDS: dict[str, str] = {
    # campaigns
    # registrations and pledges
    # score tables and sheets
    # clusters, catalogues, model examples
}
