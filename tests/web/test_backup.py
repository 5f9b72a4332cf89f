"""The page of backups: what it says, whom it warns, and that nothing leaves by it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from plans.models import BackupCause, BackupRun, BackupState, Plan
from tests.factory import Cast
from tests.web.test_query_budgets import MOST, count

ClientFor = Callable[[str], Client]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.BACKUP_DIR, settings.DATA_DIR = str(tmp_path), tmp_path
    settings.BACKUP_AT, settings.BACKUP_KEEP = dt.time(2, 0), 14
    return tmp_path


def run_ended(state: BackupState, ago: dt.timedelta, **values: Any) -> BackupRun:
    at = timezone.now() - ago
    facts = {"cause": BackupCause.SCHEDULE, "asked_at": at, "started_at": at, "finished_at": at}
    return BackupRun.objects.create(**facts | {"state": state} | values)


def words(html: str) -> str:
    main = html[html.index('<main id="noi-dung"') : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(client: Client) -> str:
    return words(client.get(reverse("plans:backups")).content.decode())


def test_the_page_tells_of_the_last_good_one(folder: Path, cast: Cast, client_for: ClientFor) -> None:
    run_ended(BackupState.GOOD, dt.timedelta(hours=1), name="tdkt-20261124-020000.zip", size=3_565_158)
    run_ended(BackupState.FAILED, dt.timedelta(0), sentence="Ổ chứa đã đầy.")

    said = page(client_for("admin"))

    assert "3,4 MB, đã khôi phục thử" in said
    assert "tdkt-20261124-020000.zip" in said
    assert "Hỏng" in said
    assert "Ổ chứa đã đầy." in said
    assert "Sao lưu ngay" in said
    assert "chưa có bản sao lưu" not in said
    assert "không còn ở" in said  # nobody made that file


def test_it_says_that_the_file_of_the_good_one_is_gone_and_that_the_disk_is_the_same(
    folder: Path, cast: Cast, client_for: ClientFor
) -> None:
    run_ended(BackupState.GOOD, dt.timedelta(hours=1), name="tdkt-20261124-020000.zip", size=1)
    client = client_for("admin")

    gone = page(client)
    (folder / "tdkt-20261124-020000.zip").touch()
    here = page(client)

    assert f"Tệp của bản tốt gần nhất, tdkt-20261124-020000.zip, không còn ở {folder}" in gone
    assert "không còn ở" not in here
    assert "Nơi chứa nằm cùng ổ đĩa với dữ liệu" in here
    assert "TDKT_BACKUP_DIR" in here


def test_a_running_one_is_seen_from_every_page(folder: Path, cast: Cast, client_for: ClientFor) -> None:
    for number in range(60):
        run_ended(BackupState.FAILED, dt.timedelta(days=number + 1))
    run_ended(BackupState.RUNNING, dt.timedelta(0))

    said = words(client_for("admin").get(reverse("plans:backups"), {"trang": 2}).content.decode())

    assert "Xem lại đã xong chưa" in said
    assert "Sao lưu ngay" not in said


@pytest.mark.parametrize(
    ("ago", "warning"),
    [
        (None, "Chưa có bản sao lưu nào được khôi phục thử."),
        (dt.timedelta(days=3), "Bản tốt gần nhất đã cách đây 3 ngày."),
    ],
)
def test_an_old_or_no_good_one_is_a_warning(
    folder: Path, cast: Cast, client_for: ClientFor, ago: dt.timedelta | None, warning: str
) -> None:
    if ago:
        run_ended(BackupState.GOOD, ago)
    run_ended(BackupState.KEPT, dt.timedelta(0))

    html = client_for("admin").get(reverse("plans:backups")).content.decode()

    assert warning in words(html)
    assert "notice attend" in html


def test_switched_off_it_says_how_to_switch_on(folder: Path, cast: Cast, client_for: ClientFor, settings: Any) -> None:
    settings.BACKUP_DIR = ""

    said = page(client_for("admin"))

    assert "Sao lưu tự động đang tắt." in said
    assert "TDKT_BACKUP_DIR" in said
    assert "Sao lưu ngay" not in said


def test_the_button_asks_the_timer_once(folder: Path, cast: Cast, client_for: ClientFor) -> None:
    client, url = client_for("admin"), reverse("plans:backup_now")

    first = client.post(url, {"submit_key": "a"}, follow=True).content.decode()
    second = client.post(url, {"submit_key": "b"}, follow=True).content.decode()

    assert "Đã ghi yêu cầu." in words(first)
    assert "Đang có một lần sao lưu chờ chạy hoặc đang chạy." in words(second)
    assert "Xem lại đã xong chưa" in words(second)
    assert list(BackupRun.objects.values_list("state", "asked_by__username")) == [
        ("waiting", cast.user("admin").username)
    ]
    assert list(folder.iterdir()) == [folder / "sao-luu.khoa"]


def test_a_failed_one_waits_for_the_administrator_until_one_succeeds(
    folder: Path, plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    run_ended(BackupState.FAILED, dt.timedelta(hours=2), sentence="Ổ chứa đã đầy.")
    title = "Xem lại sao lưu: lần gần nhất hỏng"
    home = reverse("plans:home")

    assert title in client_for("admin").get(home).content.decode()
    assert title not in client_for("standing").get(home).content.decode()
    run_ended(BackupState.GOOD, dt.timedelta(0))
    assert title not in client_for("admin").get(home).content.decode()


def test_queries_do_not_grow_with_the_runs(folder: Path, cast: Cast, client_for: ClientFor) -> None:
    client, found = client_for("admin"), {}
    for rows in (1, 3, 300):
        BackupRun.objects.all().delete()
        for number in range(rows):
            run_ended(BackupState.GOOD, dt.timedelta(days=number), asked_by=cast.user("admin"))
        found[rows] = count(client, reverse("plans:backups"))

    assert len({number for number, _ in found.values()}) == 1
    assert found[300][0] <= MOST, found[300][1]


def test_the_list_prints(folder: Path, cast: Cast, client_for: ClientFor) -> None:
    run_ended(BackupState.GOOD, dt.timedelta(hours=1), name="tdkt-20261124-020000.zip", size=1)

    answer = client_for("admin").get(reverse("plans:backups_print"))
    sheet = client_for("admin").get(reverse("plans:backups_print"), {"dang": "xlsx"})

    assert answer["Content-Type"] == "application/pdf"
    cells = [cell for row in load_workbook(io.BytesIO(sheet.content)).active.values for cell in row if cell]
    assert "tdkt-20261124-020000.zip" in cells
    assert "Tốt, đã khôi phục thử" in cells
    assert "Cộng: 1 lần." in cells
