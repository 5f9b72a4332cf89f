"""The archive of a year, unpacked on somebody's computer: its pages open from the folder, without a server or a net."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from plans.models import Plan
from plans.services import audit
from plans.services.archive_year import write_archive
from tests.e2e.conftest import DESK, PHONE
from tests.factory import Cast, make_many_tasks

AT = dt.datetime(2026, 12, 31, 9, tzinfo=dt.UTC)


@pytest.fixture
def folder(plan: Plan, cast: Cast, tmp_path: Path) -> Path:
    """An unpacked archive with a list too long for the first page."""
    make_many_tasks(plan, 20, [cast.division, cast.group])
    for _ in range(160):
        audit.record(actor=cast.admin, act="login", obj=cast.admin)
    write_archive(tmp_path / "nam.zip", year=plan.year, at=AT, maker="Lý Thị A")
    with zipfile.ZipFile(tmp_path / "nam.zip") as pack:
        pack.extractall(tmp_path / "luu-tru")
    return tmp_path / "luu-tru"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1366", "390"])
def test_the_pages_open_from_the_folder(
    folder: Path,
    new_context: Callable[..., BrowserContext],
    size: tuple[int, int],
    assert_no_axe_violations: Callable[[Page], None],
    assert_fits: Callable[[Page], None],
) -> None:
    context, asked, faults = new_context(offline=True), [], []
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: faults.append(request.url))
    context.on("console", lambda message: faults.append(message.text))
    page = context.new_page()
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))  # type: ignore[arg-type]

    page.goto((folder / "index.html").as_uri())
    assert_fits(page)
    assert page.evaluate("[...document.fonts].some(one => one.status === 'loaded')")
    page.get_by_role("navigation", name="Các chương").get_by_role("link", name="Nhật ký kiểm toán").click()
    page.get_by_role("link", name="dòng ở trang riêng").click()
    page.get_by_role("heading", level=1, name="Nhật ký kiểm toán").wait_for()
    assert_fits(page)
    assert [url for url in asked if not url.startswith(folder.as_uri())] == []
    assert faults == []  # before axe asks for the styles in a way that no page may from a folder
    assert_no_axe_violations(page)
    page.get_by_role("link", name="Về mục Nhật ký kiểm toán").click()
    page.get_by_role("heading", level=1, name="Lưu trữ thi đua, khen thưởng năm 2026").wait_for()
    assert_no_axe_violations(page)
