"""``manage.py verify_audit``: prove that nobody altered, removed, reordered or cut off a row of the audit chain."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from plans.management.plain import PlainCommand
from plans.services.audit_check import verify_chain


class Command(PlainCommand):
    help = "Kiểm tra chuỗi nhật ký kiểm toán. Thoát với mã 1 khi có dòng bị sửa, xoá, đổi chỗ hoặc bị cắt đuôi."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            action="append",
            default=[],
            metavar="MÃ",
            help="mã kiểm toán chép từ một văn bản đã in (ít nhất 12 ký tự đầu); dùng được nhiều lần",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        report = verify_chain(expected=options["expect"])
        if report.findings:
            for finding in report.findings:
                self.stderr.write(finding)
            raise CommandError(f"Nhật ký kiểm toán KHÔNG nguyên vẹn: {len(report.findings)} chỗ sai.", returncode=1)
        for first, last in report.held_apart:
            self.stdout.write(f"Dòng {first} đến dòng {last}: không có ở đây, giữ ở nơi đã lập lưu trữ năm.")
        self.stdout.write(f"Nhật ký kiểm toán nguyên vẹn: {report.rows} dòng, mã dòng cuối {report.last_hash}")
