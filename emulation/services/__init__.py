"""The acts of emulation: each locks, checks, changes, audits and tells, in one transaction."""
