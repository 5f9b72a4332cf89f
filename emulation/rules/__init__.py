"""Pure rules of emulation: what a launch needs, when a phase is open, how points add up. No Django here."""
