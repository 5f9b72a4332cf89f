"""``manage.py print_plan YEAR --pdf FILE --docx FILE --json FILE``: print the plan of a year, draft or issued.

The one in force, else the newest draft. The JSON is the whole plan (``PlanDocument.to_full_json``): every field of the
interchange shape under the same name, and the text sections; ``import_plan`` restores it to the letter.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from plans.management.plain import REFUSED, PlainCommand
from plans.models import Plan
from plans.services.plan_prints import plan_docx, plan_json, plan_pdf, plan_to_print

PRINTS: dict[str, Callable[[Plan], bytes]] = {"pdf": plan_pdf, "docx": plan_docx, "json": plan_json}


class Command(PlainCommand):
    help = "In kế hoạch của một năm ra PDF, DOCX hoặc JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, metavar="NĂM")
        for kind in PRINTS:
            parser.add_argument(f"--{kind}", type=Path, metavar="TỆP")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        wanted = {kind: options[kind] for kind in PRINTS if options[kind]}
        if not wanted:
            raise CommandError("Chọn ít nhất một tệp ra: --pdf, --docx hoặc --json.", returncode=REFUSED)
        plan = plan_to_print(options["year"])
        try:
            for kind, path in wanted.items():
                path.write_bytes(PRINTS[kind](plan))
                self.stdout.write(f"Đã in {plan} ({plan.get_state_display()}) ra {path}")
        except OSError as error:
            sentence = f"Không ghi được tệp: {error.filename}. Kiểm tra thư mục và quyền ghi."
            raise CommandError(sentence, returncode=REFUSED) from error
