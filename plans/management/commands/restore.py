"""``manage.py restore FILE``: the office as a backup holds it, in place of what is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from plans.management.plain import PlainCommand
from plans.rules.backup import moment_words
from plans.services.restore import restore_backup


class Command(PlainCommand):
    help = "Khôi phục từ một bản sao lưu. Hỏng ở bước nào thì dữ liệu đang có vẫn nguyên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp do manage.py backup lập")
        parser.add_argument("--yes", action="store_true", help="thay dữ liệu của cơ quan đang có ở đây")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        done = restore_backup(file=options["file"].absolute(), overwrite=options["yes"], say=self._say)
        manifest = done.manifest
        total = sum(manifest.rows.values())
        self.stdout.write(
            f"Đã khôi phục “{manifest.office}” như lúc {moment_words(manifest.made_at)}: {total} dòng dữ liệu."
        )
        if done.was_older:
            self.stdout.write("Bản ấy thuộc phiên bản cũ hơn; cơ sở dữ liệu đã được nâng lên phiên bản này.")
        if lost := [*manifest.missing, *manifest.damaged]:
            self.stdout.write(f"Có {len(lost)} tệp đã mất từ trước khi sao lưu: {', '.join(lost[:5])}.")
        if done.held:
            self.stdout.write(f"{done.held} thư chờ gửi lúc sao lưu được giữ lại, không gửi nữa: có thể đã gửi rồi.")
        self.stdout.write("Mọi người đăng nhập lại. Khởi động lại phần mềm nếu đang chạy.")
        if done.findings:
            for finding in done.findings:
                self.stderr.write(finding)
            raise CommandError(
                f"Đã khôi phục, nhưng nhật ký kiểm toán trong bản ấy KHÔNG nguyên vẹn: {len(done.findings)} chỗ sai.",
                returncode=1,
            )

    def _say(self, step: str) -> None:
        self.stdout.write(step)
        self.stdout.flush()
