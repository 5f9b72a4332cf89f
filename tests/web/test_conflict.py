"""Two people edit the same record: nothing is lost, the second chooses field by field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from plans.models import Unit, UnitKind
from plans.rules.differences import Change, word_changes
from plans.services.unit import save_unit
from tests.factory import Cast, make_unit


def posted(page: str) -> dict[str, list[str]]:
    """What the browser would post from the compare page as it stands: hidden fields, checked radios and boxes."""
    form = page[page.index('class="form"') :]
    form = form[: form.index("</form>")]
    values: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        facts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if facts["type"] == "hidden" or re.search(r" checked>", tag):
            values.setdefault(facts["name"], []).append(facts["value"].replace("&quot;", '"').replace("&amp;", "&"))
    return values


@pytest.fixture
def group(cast: Cast) -> Unit:
    """A group as somebody opened it, at version 2, in its history."""
    unit = make_unit("Các phòng CMNV", kind=UnitKind.GROUP, group_scope="listed", order=9, members=[cast.division])
    facts = {"short_name": "Phòng CMNV", "aliases": "Các phòng chuyên môn\nCác phòng nghiệp vụ"}
    members = [cast.division]
    return save_unit(actor=cast.admin, unit=unit, values={**values_of(unit), **facts}, members=members, seen=1)


def values_of(unit: Unit) -> dict[str, Any]:
    names = ("name", "short_name", "kind", "parent", "order", "aliases", "is_standing", "group_scope")
    return {name: getattr(unit, name) for name in names}


def typed(unit: Unit, **changes: Any) -> dict[str, Any]:
    """The edit form of ``unit`` as a browser posts it, with ``changes``."""
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind,
        "parent": "",
        "order": unit.order,
        "aliases": unit.aliases.replace("\n", "\r\n"),
        "group_scope": unit.group_scope,
        "members": [member.pk for member in unit.members.all()],
        "version": unit.version,
        **changes,
    }


@pytest.fixture
def conflict_page(group: Unit, cast: Cast, client_for: Callable[[str], Client]) -> tuple[Client, str]:
    """Lê Thu Hà saved another name, order and member; the administrator posts his own over it."""
    mine = typed(
        group, name="Các phòng CMNV của Sở", short_name="CMNV", members=[cast.division.pk, cast.subordinate.pk]
    )
    theirs = {**values_of(group), "name": "Các phòng CMNV thuộc Sở", "order": 12}
    hers = [cast.division, cast.other_division]
    standing = client_for("standing")
    standing.post(
        f"/don-vi/{group.pk}/sua/",
        typed(group, **{k: theirs[k] for k in ("name", "order")}, members=[u.pk for u in hers]),
    )
    client = client_for("admin")
    response = client.post(f"/don-vi/{group.pk}/sua/", mine)
    assert response.status_code == 409
    return client, response.content.decode()


def test_the_page_shows_both_texts_with_their_changes(conflict_page: tuple[Client, str], cast: Cast) -> None:
    _, page = conflict_page

    assert f"{cast.standing.get_full_name()} đã lưu lúc" in page
    assert "Các phòng CMNV <ins>của Sở</ins>" in page or "Các phòng CMNV<ins> của Sở</ins>" in page
    assert "<ins> thuộc Sở</ins>" in page or "<ins>thuộc Sở</ins>" in page
    assert "Hai bản giống nhau" in page
    assert "bản kia thêm" in page
    assert "chỉ có ở bản của tôi" in page


def test_what_only_one_side_changed_is_chosen_beforehand(conflict_page: tuple[Client, str], cast: Cast) -> None:
    chosen = posted(conflict_page[1])

    assert chosen["name"] == ["Các phòng CMNV của Sở"]  # both changed: mine
    assert chosen["short_name"] == ["CMNV"]  # only I changed it
    assert chosen["order"] == ["12"]  # only she changed it
    assert chosen["version"] == ["3"]
    assert chosen["aliases"] == ["Các phòng chuyên môn\r\nCác phòng nghiệp vụ"]
    assert sorted(chosen["members"]) == sorted(str(unit.pk) for unit in (cast.division, cast.subordinate))


def test_saving_the_choice_is_an_ordinary_post(conflict_page: tuple[Client, str], group: Unit, cast: Cast) -> None:
    client, page = conflict_page
    chosen = posted(page) | {"name": ["Các phòng CMNV thuộc Sở"]}

    response = client.post(f"/don-vi/{group.pk}/sua/", chosen)

    assert response.status_code == 302
    saved = Unit.objects.get(pk=group.pk)
    assert (saved.name, saved.short_name, saved.order, saved.version) == ("Các phòng CMNV thuộc Sở", "CMNV", 12, 4)
    assert set(saved.members.all()) == {cast.division, cast.subordinate}
    names = list(saved.history.order_by("history_id").values_list("name", flat=True).distinct())
    assert "Các phòng CMNV thuộc Sở" in names


def test_nothing_was_saved_by_the_post_that_met_the_conflict(conflict_page: tuple[Client, str], group: Unit) -> None:
    saved = Unit.objects.get(pk=group.pk)
    assert (saved.name, saved.short_name, saved.version) == ("Các phòng CMNV thuộc Sở", "Phòng CMNV", 3)


def test_typed_markup_stays_text(group: Unit, client_for: Callable[[str], Client]) -> None:
    client_for("standing").post(f"/don-vi/{group.pk}/sua/", typed(group, name='<b>"Phòng"</b>'))
    page = client_for("admin").post(f"/don-vi/{group.pk}/sua/", typed(group, name="<script>alert(1)</script>"))

    html = page.content.decode()
    assert "<script>alert" not in html
    assert "<b>&quot;" not in html


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "6 tháng đầu năm 2025 của Khối",
            "6 tháng đầu năm 2026 của Khối",
            [
                (Change.KEPT, "6 tháng đầu năm "),
                (Change.REMOVED, "2025"),
                (Change.ADDED, "2026"),
                (Change.KEPT, " của Khối"),
            ],
        ),
        ("", "mới", [(Change.ADDED, "mới")]),
        ("cũ", "", [(Change.REMOVED, "cũ")]),
        ("như nhau", "như nhau", [(Change.KEPT, "như nhau")]),
        ("", "", []),
    ],
)
def test_word_changes(before: str, after: str, pieces: list[tuple[Change, str]]) -> None:
    found = list(word_changes(before, after))
    assert found == pieces
    assert "".join(text for change, text in found if change is not Change.REMOVED) == after
    assert "".join(text for change, text in found if change is not Change.ADDED) == before
