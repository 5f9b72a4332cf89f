"""Units and groups: whom a group stands for, and what may be done to a unit."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import AuditEntry, GroupScope, SpecialDay, Unit, UnitKind
from plans.models.unit_index import UnitIndex
from plans.services.special_days import seed_special_days, special_days
from plans.services.unit import save_unit, set_unit_active
from tests.factory import Cast, make_person, make_unit

VALUES = {
    "name": "Phòng Lãnh sự",
    "short_name": "",
    "kind": UnitKind.DIVISION,
    "parent": None,
    "order": 30,
    "aliases": "",
    "is_standing": False,
    "group_scope": GroupScope.LISTED,
}


def members_of(*units: Unit) -> dict[str, list[str]]:
    index = UnitIndex.load()
    return {unit.name: [index[pk].name for pk in index.members(unit.pk)] for unit in units}


def test_groups_resolve_to_their_active_members(cast: Cast) -> None:
    divisions = make_unit("Các phòng CMNV", kind=UnitKind.GROUP, group_scope=GroupScope.DIVISIONS)
    listed = make_unit(
        "Khối tham mưu", kind=UnitKind.GROUP, group_scope=GroupScope.LISTED, members=[cast.division, cast.leadership]
    )
    make_unit("Phòng cũ", is_active=False)

    found = members_of(cast.group, divisions, listed, cast.division)

    all_divisions = ["Phòng Hợp tác quốc tế - Văn phòng", "Phòng Lãnh sự - Biên giới", "Phòng Thông tin đối ngoại"]
    assert found == {
        "Các phòng, đơn vị": [*all_divisions, "Trung tâm Dịch vụ đối ngoại"],
        "Các phòng CMNV": all_divisions,
        "Khối tham mưu": ["Lãnh đạo Sở", "Phòng Lãnh sự - Biên giới"],
        "Phòng Lãnh sự - Biên giới": ["Phòng Lãnh sự - Biên giới"],
    }


def test_resolving_many_groups_takes_one_query(cast: Cast, django_assert_num_queries) -> None:
    groups = [cast.group] + [
        make_unit(f"Nhóm {n}", kind=UnitKind.GROUP, group_scope=GroupScope.LISTED, members=[cast.division])
        for n in range(5)
    ]

    with django_assert_num_queries(1):
        members_of(*groups)


def test_a_stopped_member_leaves_the_group(cast: Cast) -> None:
    listed = make_unit("Nhóm", kind=UnitKind.GROUP, group_scope=GroupScope.LISTED, members=[cast.other_division])
    cast.other_division.is_active = False
    cast.other_division.save()

    assert members_of(listed) == {"Nhóm": []}
    assert [group.name for group in UnitIndex.load().groups_of(cast.division.pk)] == ["Các phòng, đơn vị"]


def test_rights_reach_groups_that_list_the_unit_and_no_others(cast: Cast) -> None:
    listed = make_unit("Nhóm A", kind=UnitKind.GROUP, group_scope=GroupScope.LISTED, members=[cast.division])
    make_unit("Nhóm B", kind=UnitKind.GROUP, group_scope=GroupScope.LISTED, members=[cast.other_division])
    from plans.permissions import rights_of  # noqa: PLC0415

    assert rights_of(cast.contact).reach == {cast.division.pk, cast.group.pk, listed.pk}


def test_saving_a_unit_leaves_an_audit_entry_and_grows_its_version(cast: Cast) -> None:
    unit = save_unit(actor=cast.admin, unit=None, values=VALUES, members=[], key="a")
    changed = save_unit(actor=cast.admin, unit=unit, values={**VALUES, "order": 5}, members=[], seen=1, key="b")

    assert (changed.version, changed.order) == (2, 5)
    assert list(AuditEntry.objects.order_by("number").values_list("act", "object_label")) == [
        ("unit.create", "Phòng Lãnh sự"),
        ("unit.change", "Phòng Lãnh sự"),
    ]


def test_the_same_form_sent_twice_makes_one_unit(cast: Cast) -> None:
    save_unit(actor=cast.admin, unit=None, values=VALUES, members=[], key="once")

    with pytest.raises(AlreadyDone):
        save_unit(actor=cast.admin, unit=None, values={**VALUES, "name": "Khác"}, members=[], key="once")

    assert not Unit.objects.filter(name="Khác").exists()


def test_a_stale_version_is_a_conflict_that_keeps_what_was_typed(cast: Cast) -> None:
    unit = make_unit("Phòng Lễ tân")
    save_unit(actor=cast.admin, unit=unit, values={**VALUES, "name": "Phòng Lễ tân A"}, members=[], seen=1)

    with pytest.raises(EditConflict) as conflict:
        save_unit(actor=cast.standing, unit=unit, values={**VALUES, "name": "Phòng Lễ tân B"}, members=[], seen=1)

    assert (conflict.value.current.name, conflict.value.typed["name"]) == ("Phòng Lễ tân A", "Phòng Lễ tân B")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "PHÒNG LANH SỰ - BIÊN GIỚI"}, "Đã có đơn vị tên «Phòng Lãnh sự - Biên giới»"),
        ({"is_standing": True}, "«Phòng Hợp tác quốc tế - Văn phòng» đang là thường trực TĐKT"),
        ({"is_standing": True, "kind": UnitKind.GROUP}, "không phải nhóm hay cơ quan ngoài"),
    ],
)
def test_a_unit_that_would_confuse_is_refused(cast: Cast, values: dict, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        save_unit(actor=cast.admin, unit=None, values={**VALUES, **values}, members=[])


def test_a_unit_is_not_put_under_itself(cast: Cast) -> None:
    child = make_unit("Tổ trực", parent=cast.division)

    with pytest.raises(DomainError, match="cấp trên"):
        save_unit(
            actor=cast.admin,
            unit=cast.division,
            values={**VALUES, "name": "Phòng Lãnh sự - Biên giới", "parent": child},
            members=[],
            seen=1,
        )


def test_only_a_listing_group_keeps_members(cast: Cast) -> None:
    values = {**VALUES, "name": "Nhóm", "kind": UnitKind.GROUP}
    group = save_unit(actor=cast.admin, unit=None, values=values, members=[cast.division])
    assert list(group.members.all()) == [cast.division]

    group = save_unit(
        actor=cast.admin,
        unit=group,
        values={**values, "group_scope": GroupScope.ALL},
        members=[cast.division],
        seen=1,
    )
    assert list(group.members.all()) == []


def test_a_unit_in_use_is_not_stopped_and_an_empty_one_can_come_back(cast: Cast) -> None:
    make_person("Nguyễn Văn A", cast.subordinate)
    empty = make_unit("Phòng trống")

    with pytest.raises(DomainError, match="Còn 1 người đang công tác"):
        set_unit_active(actor=cast.admin, unit=cast.subordinate, active=False)
    with pytest.raises(DomainError, match="thường trực TĐKT"):
        set_unit_active(actor=cast.admin, unit=cast.standing_office, active=False)
    assert set_unit_active(actor=cast.admin, unit=empty, active=False).is_active is False
    with pytest.raises(DomainError, match="đã ngừng dùng từ trước"):
        set_unit_active(actor=cast.admin, unit=empty, active=False)
    assert set_unit_active(actor=cast.admin, unit=empty, active=True).is_active is True


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Lãnh đạo Sở"},
        {"name": "Thường trực thứ hai", "is_standing": True},
        {"name": "Nhóm thường trực", "kind": UnitKind.GROUP, "is_standing": True},
    ],
)
def test_the_database_refuses_what_must_never_be(cast: Cast, values: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**values)


def test_the_days_of_2026_are_filled_once_and_stay_as_people_change_them(db: None) -> None:
    assert seed_special_days(2026) == 15
    SpecialDay.objects.filter(date="2026-11-24").update(kind=SpecialDay.Kind.WORKED, name="Đổi theo thông báo")

    assert seed_special_days(2026) == 0
    kinds = {f"{day.date:%d/%m}": (day.kind, day.name) for day in SpecialDay.objects.all()}
    assert kinds["22/08"] == ("worked", "Làm bù")
    assert kinds["31/08"][0] == "off"
    assert kinds["24/11"] == ("worked", "Đổi theo thông báo")


def test_special_days_are_read_in_one_query(db: None, django_assert_num_queries) -> None:
    seed_special_days(2026)

    with django_assert_num_queries(1):
        days = special_days()

    assert [f"{day:%d/%m}" for day in sorted(days.worked)] == ["22/08"]
    assert len(days.off) == 14
