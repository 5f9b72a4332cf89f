"""The staff list: who may be on it, who sees what of it, and in which order."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, Person, UnitKind
from plans.services.person import save_person, set_person_active
from tests.factory import ROLES, Cast, make_person, make_unit


def values(cast: Cast, **changes: object) -> dict:
    return {"full_name": "Nông  Thị  Diệp", "unit": cast.division, "birth_date": None, **changes}


def test_people_are_ordered_by_given_name_as_offices_do(cast: Cast) -> None:
    Person.objects.filter(user=None).delete()
    for name in ("Nguyễn Văn Đức", "Trần Thị Ân", "Lê Văn Anh", "Phạm Văn Dũng", "Lê Thị Anh", "Hoàng Thị Ánh"):
        make_person(name, cast.other_division)

    found = Person.objects.filter(unit=cast.other_division, user=None)

    assert [person.full_name for person in found] == [
        "Lê Thị Anh",
        "Lê Văn Anh",
        "Hoàng Thị Ánh",
        "Trần Thị Ân",
        "Phạm Văn Dũng",
        "Nguyễn Văn Đức",
    ]


def test_a_person_is_found_without_accents_and_by_position(cast: Cast) -> None:
    make_person("Đặng Thị Ngọc Ánh", cast.division, position="Phó Trưởng phòng")

    for typed in ("dang thi ngoc anh", "ngoc anh", "pho truong"):
        assert Person.objects.filter(search_key__contains=typed).count() == 1


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("admin", "all"),
        ("standing", "all"),
        ("leader", "all"),
        ("contact", "all"),
        ("clerk", "all"),
        ("member", "self"),
        ("stranger", "all"),
    ],
)
def test_who_sees_the_staff_list(cast: Cast, role: str, sees: str) -> None:
    user = cast.user(role)

    found = set(Person.objects.visible_to(user))

    assert found == (set(Person.objects.all()) if sees == "all" else {user.person})


def test_personal_data_is_for_oneself_and_those_who_keep_the_list(cast: Cast) -> None:
    person = cast.member.person

    allowed = {role for role in ROLES if cast.user(role).has_perm("plans.see_personal_data", person)}

    assert allowed == {"admin", "standing", "member"}


def test_saving_a_person_tidies_the_name_and_is_audited(cast: Cast) -> None:
    person = save_person(actor=cast.standing, person=None, values=values(cast))

    assert person.full_name == "Nông Thị Diệp"
    assert AuditEntry.objects.get().act == "person.create"


def test_a_name_typed_in_parts_is_kept_composed(cast: Cast) -> None:
    import unicodedata  # noqa: PLC0415

    typed = unicodedata.normalize("NFD", "Đỗ Thị Hường")

    person = save_person(actor=cast.standing, person=None, values=values(cast, full_name=typed))

    assert Person.objects.get(pk=person.pk).full_name == "Đỗ Thị Hường"


def test_namesakes_in_a_unit_need_different_birth_dates(cast: Cast) -> None:
    save_person(actor=cast.admin, person=None, values=values(cast))

    with pytest.raises(DomainError, match="ghi ngày sinh để phân biệt"):
        save_person(actor=cast.admin, person=None, values=values(cast, full_name="NÔNG THỊ DIỆP"))
    save_person(actor=cast.admin, person=None, values=values(cast, birth_date=dt.date(1990, 1, 2)))
    save_person(actor=cast.admin, person=None, values=values(cast, unit=cast.other_division))

    assert Person.objects.filter(full_name="Nông Thị Diệp").count() == 3


def test_nobody_works_in_a_group_or_a_stopped_unit(cast: Cast) -> None:
    stopped = make_unit("Phòng cũ", is_active=False)
    outside = make_unit("Sở Nội vụ", kind=UnitKind.EXTERNAL)

    for unit, said in ((cast.group, "không phải nơi công tác"), (outside, "không phải nơi"), (stopped, "ngừng dùng")):
        with pytest.raises(DomainError, match=said):
            save_person(actor=cast.admin, person=None, values=values(cast, unit=unit))


def test_two_people_editing_one_person(cast: Cast) -> None:
    person = make_person("Nông Thị Diệp", cast.division)
    save_person(actor=cast.admin, person=person, values=values(cast, position="Chuyên viên"), seen=1)

    with pytest.raises(EditConflict):
        save_person(actor=cast.standing, person=person, values=values(cast, position="Văn thư"), seen=1)

    assert Person.objects.get(pk=person.pk).position == "Chuyên viên"


def test_who_leaves_is_kept_and_an_open_account_is_closed_first(cast: Cast) -> None:
    person = make_person("Nông Thị Diệp", cast.division)

    left = set_person_active(actor=cast.standing, person=person, active=False)
    with pytest.raises(DomainError, match="còn tài khoản «canhan»"):
        set_person_active(actor=cast.standing, person=cast.member.person, active=False)

    assert (left.is_active, Person.objects.filter(pk=person.pk).exists()) == (False, True)
