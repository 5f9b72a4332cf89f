"""``manage.py restore_archive FILE``: an empty installation becomes the office of an archived year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from plans.management.plain import PlainCommand
from plans.services.archive_restore import restore_archive


class Command(PlainCommand):
    help = "Khôi phục lưu trữ năm vào bản cài đặt còn trống, rồi đối chiếu từng bản ghi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--sha256", default="", metavar="MÃ", help="mã của cả tệp, chép từ trang Lưu trữ năm")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        done = restore_archive(options["file"], expected=options["sha256"])
        held = {label: count for label, count in done.counts.items() if count}
        self.stdout.write(f"Đã khôi phục lưu trữ năm {done.year} của {done.office}.")
        for label, count in held.items():
            self.stdout.write(f"  {label}: {count}")
        self.stdout.write(f"Đối chiếu khớp: {sum(held.values())} bản ghi, {done.files} tệp.")
        for first, last in done.chain.held_apart:
            self.stdout.write(f"Nhật ký kiểm toán: dòng {first} đến dòng {last} giữ ở nơi đã lập lưu trữ.")
        self.stdout.write("Mật khẩu không có trong lưu trữ. Đặt cho quản trị: manage.py changepassword TÊN")
