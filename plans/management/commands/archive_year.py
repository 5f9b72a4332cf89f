"""``manage.py archive_year 2026 --to FILE``: the archive of a year as one ZIP."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from plans.management.plain import REFUSED, PlainCommand
from plans.rules.archive import size_words
from plans.rules.backup import is_full, said_by
from plans.services.archive_request import make_archive


class Command(PlainCommand):
    help = "Lập lưu trữ năm thành một tệp ZIP (có dữ liệu cá nhân; ghi vào nhật ký kiểm toán)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, metavar="NĂM")
        parser.add_argument("--to", required=True, type=Path, metavar="TỆP", help="tệp ZIP sẽ ghi; chưa được có sẵn")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        target: Path = options["to"]
        if target.exists():
            raise CommandError(f"Tệp {target} đã có, không ghi đè. Chọn tên khác.", returncode=REFUSED)
        if not target.parent.is_dir():
            raise CommandError(f"Không có thư mục {target.parent}. Lập thư mục trước.", returncode=REFUSED)
        part = target.with_name(f".{target.name}.part")
        try:
            part.unlink(missing_ok=True)  # of a command that was killed
            part.touch(mode=0o600, exist_ok=False)
            made = make_archive(year=options["year"], path=part)
            part.replace(target)
        except OSError as fault:
            why = "ổ đĩa đã đầy" if is_full(fault) else said_by(fault)
            raise CommandError(f"Không ghi được {target}: {why}. Sửa rồi chạy lại.", returncode=1) from fault
        finally:
            part.unlink(missing_ok=True)
        with target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        state = "" if made.is_closed else " Năm chưa kết thúc."
        size = size_words(target.stat().st_size)
        self.stdout.write(f"Đã lập {target}: {made.rows} bản ghi, {made.files} tệp, {size}.{state}")
        self.stdout.write(f"SHA-256: {digest}")
