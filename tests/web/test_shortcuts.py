"""The card of shortcuts, and the switch that turns them off."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from plans.models import Plan, User
from tests.factory import Cast
from tests.web.page import said

ClientFor = Callable[[str | User], Client]
SCRIPT = re.compile(r'<script src="[^"]*js/keys[^"]*"([^>]*)>')


def test_the_card_tells_what_the_person_has(client_for: ClientFor, plan: Plan) -> None:
    leader = said(client_for("leader").get("/phim-tat/"))

    assert "g rồi v Việc của tôi" in leader
    assert "g rồi k Bảng kế hoạch của năm đang xem" in leader
    assert "Ghi tiến độ, trên trang có nút này" in leader
    assert "Tắt phím tắt cho tôi" in leader


def test_the_script_knows_the_pages_of_the_menu(client_for: ClientFor, plan: Plan) -> None:
    found = SCRIPT.search(client_for("member").get("/huong-dan/").content.decode())

    assert found is not None
    places = dict(re.findall(r'data-go-(\w)="([^"]*)"', found[1]))
    assert {"v": "/", "k": f"/ke-hoach/{plan.pk}/", "l": "/lich/"}.items() <= places.items()
    assert 'data-card="/phim-tat/"' in found[1]


def test_without_a_plan_its_keys_are_not_offered(client_for: ClientFor, cast: Cast) -> None:
    assert "g rồi k" not in said(client_for("member").get("/phim-tat/"))


def test_the_card_alone_for_the_dialog(client_for: ClientFor, plan: Plan) -> None:
    card = client_for("member").get("/phim-tat/", headers={"HX-Request": "true"})

    assert "<html" not in card.content.decode()
    assert "<kbd>?</kbd>" in card.content.decode()
    assert "HX-Request" in card["Vary"]


def test_switched_off_the_script_is_not_loaded(client_for: ClientFor, plan: Plan, cast: Cast) -> None:
    client = client_for("member")

    off = client.post("/phim-tat/", {"bat": "0"}, follow=True)
    assert "Đã tắt phím tắt." in said(off)
    assert "Bật phím tắt cho tôi" in said(off)
    assert not SCRIPT.search(off.content.decode())
    assert SCRIPT.search(client_for("contact").get("/phim-tat/").content.decode())

    on = client.post("/phim-tat/", {"bat": "1"}, follow=True)
    assert SCRIPT.search(on.content.decode())
    cast.member.refresh_from_db()
    assert cast.member.single_keys
