"""Saved filters: kept, shared, renamed, put into the bin and taken out again."""

from __future__ import annotations

from typing import Any

import pytest

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, SavedFilter, User
from plans.rules.filter_pages import conditions_of
from plans.services import bin as bin_service
from plans.services import saved_filter as service
from tests.factory import Cast


def save(actor: User, name: str = "Quá hạn", **values: Any) -> SavedFilter:
    given = {"page": "ke-hoach", "query": "thoi-han=qua-han", "words": "Quá hạn chưa hoàn thành"}
    return service.save_filter(actor=actor, name=name, **{**given, **values})


def seen_by(user: User) -> list[str]:
    return [record.name for record in SavedFilter.objects.visible_to(user)]


def test_ones_own_is_seen_by_oneself_and_a_shared_one_by_all(cast: Cast) -> None:
    save(cast.contact, "Của tôi")
    save(cast.standing, "Chung", shared=True)
    save(cast.standing, "Của thường trực")

    assert seen_by(cast.contact) == ["Chung", "Của tôi"]
    assert seen_by(cast.member) == ["Chung"]
    assert seen_by(cast.standing) == ["Chung", "Của thường trực"]
    assert AuditEntry.objects.filter(act="filter.save").count() == 3


def test_only_the_standing_office_shares(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Chỉ thường trực TĐKT đặt bộ lọc dùng chung"):
        save(cast.contact, shared=True)

    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(("query", "words"), [("", "Chưa chọn điều kiện"), ("tim=" + "a" * 1000, "dài quá")])
def test_conditions_that_cannot_be_saved(cast: Cast, query: str, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        save(cast.contact, query=query)


def test_a_name_is_used_once_on_a_list(cast: Cast) -> None:
    save(cast.contact)
    save(cast.contact, page="chi-dao")
    save(cast.member)

    with pytest.raises(DomainError, match="đã có bộ lọc tên “Quá hạn”"):
        save(cast.contact)


def test_the_second_click_saves_nothing(cast: Cast) -> None:
    save(cast.contact, key="một")

    with pytest.raises(AlreadyDone):
        save(cast.contact, "Tên khác", key="một")
    assert SavedFilter.objects.count() == 1


def test_the_owner_and_of_a_shared_one_the_standing_office_change_it(cast: Cast) -> None:
    own, shared = save(cast.contact), save(cast.standing, "Chung", shared=True)

    service.change_filter(record=own, actor=cast.contact, name="Của phòng", shared=False, seen=1)
    service.change_filter(record=shared, actor=cast.standing, name="Của Sở", shared=True, seen=1)

    assert set(SavedFilter.objects.values_list("name", "version")) == {("Của phòng", 2), ("Của Sở", 2)}
    for record, actor in ((own, cast.standing), (shared, cast.contact), (own, cast.member)):
        with pytest.raises(NotAllowed):
            service.change_filter(record=record, actor=actor, name="X", shared=False, seen=2)
    with pytest.raises(DomainError, match="Chỉ thường trực"):
        service.change_filter(record=own, actor=cast.contact, name="X", shared=True, seen=2)
    with pytest.raises(EditConflict):
        service.change_filter(record=own, actor=cast.contact, name="X", shared=False, seen=1)


def test_a_removed_one_is_restored_from_the_bin_unless_its_name_is_taken(cast: Cast) -> None:
    first, shared = save(cast.contact), save(cast.standing, "Chung", shared=True)

    with pytest.raises(NotAllowed):
        service.remove_filter(record=shared, actor=cast.contact)
    service.remove_filter(record=first, actor=cast.contact)
    assert seen_by(cast.contact) == ["Chung"]
    with pytest.raises(DomainError, match="vừa được bỏ vào thùng rác"):
        service.change_filter(record=first, actor=cast.contact, name="X", shared=False, seen=1)
    with pytest.raises(NotAllowed):
        bin_service.restore(record=first, actor=cast.member)

    second = save(cast.contact)
    with pytest.raises(DomainError, match="Đã có bộ lọc khác tên “Quá hạn”"):
        bin_service.restore(record=first, actor=cast.contact)
    service.remove_filter(record=second, actor=cast.contact)
    bin_service.restore(record=first, actor=cast.contact)

    assert list(SavedFilter.objects.visible_to(cast.contact).values_list("pk", flat=True)) == [shared.pk, first.pk]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("?tim=qu%C3%BD&don-vi=&trang=3&quy=1&quy=2", "tim=qu%C3%BD&quy=1&quy=2"),
        ("dang=xlsx&phan=2", ""),
        ("tim=%00", "tim=%00"),
        ("&".join(f"a{place}=1" for place in range(200)), ""),
        ("%%%", ""),
    ],
)
def test_what_of_an_address_is_a_condition(address: str, kept: str) -> None:
    assert conditions_of(address) == kept
