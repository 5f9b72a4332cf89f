"""``manage.py load_sample``: the sample office and the plan of 2026, once; run again it changes nothing."""

from __future__ import annotations

from typing import Any

from plans import sockets
from plans.management.plain import PlainCommand
from plans.services.sample import SAMPLE_PASSWORD, load_sample_office, sample_accounts
from plans.services.sample_plan import load_sample_plan


class Command(PlainCommand):
    help = "Nạp cơ quan mẫu và kế hoạch năm 2026 (chỉ khi chạy thử, TDKT_DEBUG=1)"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        if not load_sample_office():
            self.stdout.write("Cơ quan đã lập thật từ trước nên không nạp dữ liệu mẫu.")
            return
        load_sample_plan()
        for load in sockets.sample_data:
            load()
        self.stdout.write(f"Tài khoản mẫu (mật khẩu chung: {SAMPLE_PASSWORD}):")
        for username, roles, unit in sample_accounts():
            self.stdout.write(f"  {username:<12}{roles} - {unit}")
