"""``manage.py run_scheduled``: what happens without anybody clicking: e-mail, heavy prints, reminders, tidying up."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import close_old_connections

from plans.management.plain import REFUSED, PlainCommand
from plans.models import IssuedPaper
from plans.services.frozen_print import pdf_of
from plans.services.print_jobs import finish_print
from plans.services.schedule import run_all


class Command(PlainCommand):
    help = "Gửi thư, lập bản in nặng, nhắc việc, dọn dẹp. Chạy bằng bộ hẹn giờ, hoặc lặp lại với --every."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="GIÂY", help="lặp lại sau mỗi số giây này cho đến khi dừng")
        parser.add_argument("--print-job", type=int, metavar="SỐ", help="lập một bản in đã nhận (dùng nội bộ)")
        parser.add_argument("--paper", type=int, metavar="SỐ", help="lập bản PDF của một văn bản (dùng nội bộ)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        if options["print_job"]:
            finish_print(job_pk=options["print_job"])
        elif options["paper"]:
            pdf_of(IssuedPaper.objects.get(pk=options["paper"]))
        elif options["every"] is None:
            self._once()
        elif options["every"] < 1:
            raise CommandError("--every phải là số giây lớn hơn 0.", returncode=REFUSED)
        else:
            self._repeat(options["every"])

    def _once(self) -> None:
        failed = run_all()
        if failed:
            raise CommandError(f"Có phần chạy hỏng, xem nhật ký máy chủ: {', '.join(failed)}.")

    def _repeat(self, seconds: int) -> None:
        """Run until asked to stop, finishing the round that is under way."""
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            try:
                run_all()
            except Exception as error:
                self.stderr.write(f"run_scheduled: {error}")
            close_old_connections()
            stop.wait(seconds)
