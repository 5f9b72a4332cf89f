"""``manage.py assess FILE``: who qualifies for which award, facts as JSON in, findings as JSON out; no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from awards.rules.facts_file import answer
from awards.rules.json_schema import Misfit
from awards.rules.rulebook import Rulebook

LARGEST = 50 * 1024 * 1024  # bytes of a facts file


class Command(BaseCommand):
    """By the rules of the seed alone: what an office corrected is in its database."""

    help = "Xét điều kiện khen thưởng theo tệp dữ kiện JSON (xem awards/README.md), không dùng cơ sở dữ liệu."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="tệp dữ kiện JSON, hoặc - để đọc từ đầu vào chuẩn")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            found = answer(_text(options["file"]), Rulebook.from_seed(), today=timezone.localdate())
        except Misfit as error:
            self.stderr.write(str(error))
            raise SystemExit(2) from error
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))


def _text(name: str) -> str:
    """The words of the file, or of the standard input."""
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise Misfit(f"{name}: tệp quá lớn, tối đa 50 MB.")
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise Misfit(f"{name}: không mở được tệp.") from error
    except UnicodeDecodeError as error:
        raise Misfit(f"{name}: tệp phải là UTF-8.") from error
