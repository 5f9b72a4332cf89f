"""The first act of an empty installation, done by two browsers at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.plans.processes import Processes, finish, new_office

SET_UP = """
import sys, time
from pathlib import Path
from plans.errors import DomainError
from plans.services.first_run import FirstAccount, FirstOffice, set_up_office

Path({ready!r}).touch()
while not Path({go!r}).exists():
    time.sleep(0.005)
office = FirstOffice("Sở Ngoại vụ", "SỞ NGOẠI VỤ", "", "Lạng Sơn", "SNgV", "Phòng " + {name!r})
try:
    set_up_office(office=office, account=FirstAccount("Nguyễn Văn A", {name!r}, "mua-xuan-2026"), years=[2026])
except DomainError as refusal:
    print(refusal)
else:
    print("made")
"""


@pytest.fixture
def empty_office(tmp_path, db: None) -> Iterator[Processes]:
    """A migrated database in which nobody has an account yet."""
    with new_office(tmp_path) as office:
        office.output("""
        for model in (RoleHolding, User, Person, Unit, Office):
            model.objects.all().delete()
        """)
        yield office


def test_of_two_browsers_at_once_the_second_is_told(empty_office: Processes) -> None:
    go = empty_office.folder / "go"
    ready = [empty_office.folder / name for name in ("an", "binh")]
    children = [empty_office.python(SET_UP.format(name=path.name, ready=str(path), go=str(go))) for path in ready]
    while not all(path.exists() for path in ready):
        assert all(child.poll() is None for child in children)
    go.touch()

    said = sorted(finish(child).strip() for child in children)

    assert said == ["Cơ quan vừa được lập ở một cửa sổ khác. Mở trang đăng nhập để vào.", "made"]
    counts = empty_office.output("print([model.objects.count() for model in (Office, Unit, Person, User)])")
    assert counts == "[1, 1, 1, 1]"
