"""``manage.py import_plan FILE``: store a read plan as a draft.

Warnings go to stderr, the draft's id and address to stdout; what cannot be read is refused with exit code 2.
"""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.urls import reverse

from plans.management.plain import REFUSED, PlainCommand
from plans.models import Plan
from plans.reading import Reading, Refused, read_file
from plans.services.files import store_file
from plans.services.plan import doubtful_years, import_plan
from plans.services.unit_names import known_names, match_units


class Command(PlainCommand):
    help = "Đọc một kế hoạch (.txt, .docx, .pdf, .json) và lưu thành bản thảo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--year", type=int, metavar="NĂM", help="Năm kế hoạch, khi văn bản không ghi hoặc ghi khác")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}. Kiểm tra lại đường dẫn.", returncode=REFUSED) from error
        try:
            reading = read_file(data, path.name, known_names())
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        if options["year"]:
            document = dataclasses.replace(reading.document, year=options["year"])
            reading = dataclasses.replace(reading, document=document)
        for warning in reading.warnings:
            self.stderr.write(warning.message)
        plan = self._store(reading, data, path.name)
        address = reverse("plans:draft", args=[plan.pk])
        self.stdout.write(f"Đã lưu bản thảo {plan.pk}: {plan}, {plan.tasks.count()} nhiệm vụ. {address}")

    @transaction.atomic
    def _store(self, reading: Reading, data: bytes, name: str) -> Plan:
        names = dict.fromkeys(unit.name for task in reading.document.tasks for unit in task.units)
        for unknown in (name for name, unit in match_units(names).items() if unit is None):
            self.stderr.write(f"Chưa có đơn vị “{unknown}”: đã lập mới, hãy kiểm tra loại và cách viết.")
        source = store_file(data=data, name=name, user=None)
        return import_plan(
            document=reading.document,
            actor=None,
            source=source,
            text=reading.text,
            notes=doubtful_years(reading.document),
        )
