"""``manage.py read_plan FILE``: read a plan document and print it in the interchange shape. Needs no database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from plans.management.plain import REFUSED, PlainCommand, write
from plans.reading import Reading, Refused, read_file
from plans.reading.sniff import MAX_BYTES


class Command(PlainCommand):
    """JSON on standard output, doubts on standard error, exit code 2 with one sentence for what cannot be read."""

    help = "Đọc một tệp kế hoạch (.docx, PDF có lớp chữ, văn bản) và in nội dung dạng JSON."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="tệp kế hoạch")
        parser.add_argument(
            "--known-unit", action="append", default=[], metavar="TÊN", help="tên đơn vị đã biết (có thể lặp lại)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        path = Path(options["file"])
        try:
            reading = read_file(_bytes(path), path.name, options["known_unit"])
        except Refused as refused:
            raise CommandError(str(refused), returncode=REFUSED) from refused
        except OSError as error:
            sentence = f"Không mở được tệp «{path}». Hãy kiểm tra lại đường dẫn và quyền đọc tệp."
            raise CommandError(sentence, returncode=REFUSED) from error
        write(sys.stdout, json.dumps(reading.document.to_plan_json(), ensure_ascii=False, indent=2) + "\n")
        for line in _doubts(reading):
            write(sys.stderr, line + "\n")


def _bytes(path: Path) -> bytes:
    """The file, at most one byte more than may be read: enough to refuse it."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _doubts(reading: Reading) -> list[str]:
    out = []
    for warning in reading.warnings:
        place = (
            f" (dòng {', '.join(map(str, warning.lines[:6]))}{'…' if len(warning.lines) > 6 else ''})"
            if warning.lines
            else ""
        )
        task = _task_place(warning.field)
        out.append(f"Cảnh báo: {task}{warning.message}{place}")
    return out


def _task_place(field: str) -> str:
    """«task:9.title» is the tenth task for a reader."""
    head, _, _ = field.partition(".")
    return f"Nhiệm vụ thứ {int(head[5:]) + 1}: " if head.startswith("task:") else ""
