"""``manage.py backup``: one file with the database and every file it names, made while people work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from plans.management.plain import REFUSED, PlainCommand
from plans.models import BackupState
from plans.rules.archive import size_words
from plans.services.backup import OFF, back_up


class Command(PlainCommand):
    help = "Sao lưu cơ sở dữ liệu và mọi tệp thành một tệp ZIP. Không cần dừng phần mềm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", type=Path, metavar="THƯ_MỤC", help="nơi chứa; không ghi thì theo TDKT_BACKUP_DIR")
        parser.add_argument("--keep", type=int, metavar="SỐ", help="giữ lại bấy nhiêu bản mới nhất trong thư mục ấy")
        parser.add_argument("--check", action="store_true", help="khôi phục thử rồi đối chiếu, mới tính là bản tốt")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        keep = options["keep"]
        if keep is not None and keep < 1:
            raise CommandError("--keep phải là số lớn hơn 0.", returncode=REFUSED)
        if options["to"] is None and not settings.BACKUP_DIR:
            raise CommandError(f"{OFF} Hoặc ghi nơi chứa ngay ở lệnh này: --to THƯ_MỤC.", returncode=REFUSED)
        if options["to"] is None and keep is None:
            keep = settings.BACKUP_KEEP
        folder = (options["to"] or Path(settings.BACKUP_DIR)).absolute()
        run = back_up(folder=folder, keep=keep, prove=options["check"])
        if run.state == BackupState.FAILED:
            raise CommandError(run.sentence, returncode=1)
        self.stdout.write(f"{folder / run.name} ({size_words(run.size)})")
        self.stdout.write(run.sentence or "Đã khôi phục thử: đúng từng bảng, từng tệp.")
