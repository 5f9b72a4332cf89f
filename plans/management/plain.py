"""How the commands say no: one bare Vietnamese sentence on standard error, and an exit code."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plans.errors import DomainError

REFUSED = 2


class PlainCommand(BaseCommand):
    """A command whose refusal is the bare sentence, without Django's "CommandError:" before it.

    A DomainError is a refusal like a CommandError; called from code both are raised as a CommandError.
    """

    _called_from_command_line: bool  # Django's own

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            return super().execute(*args, **options)
        except DomainError as error:
            refusal = CommandError(str(error), returncode=REFUSED)
        except CommandError as error:
            refusal = error
        if not self._called_from_command_line or options.get("traceback"):
            raise refusal
        write(self.stderr, f"{refusal}\n")
        sys.exit(refusal.returncode)


def write(stream: Any, text: str) -> None:
    """UTF-8 whatever the terminal's locale says."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(text)
        return
    buffer.write(text.encode("utf-8", "replace"))
    buffer.flush()
