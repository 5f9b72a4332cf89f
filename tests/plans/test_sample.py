"""The sample office: the units of the 2026 plan, everything else marked as sample, once and only while trying."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from awards.models import Decision, Meeting
from plans.models import Contribution, Office, Person, Report, RoleHolding, SpecialDay, Unit, UnitKind, User
from plans.models.unit_index import UnitIndex
from plans.services.sample import SAMPLE_PASSWORD, load_sample_office
from tests.factory import make_office

UNITS_OF_THE_PLAN = {
    "Lãnh đạo Sở",
    "Phòng Hợp tác quốc tế - Văn phòng",
    "TT TTDVĐN",
    "Hội đồng TĐKT Sở",
    "Hội đồng sáng kiến Sở",
    "Các phòng, đơn vị",
    "Các phòng CMNV",
}


@pytest.fixture
def trying(settings) -> None:
    settings.DEBUG = True


@pytest.fixture
def sample(db: None, trying: None) -> None:
    load_sample_office()


def test_the_units_of_the_plan_exist_and_the_others_say_that_they_are_sample(sample: None) -> None:
    assert set(Unit.objects.filter(is_sample=False).values_list("name", flat=True)) == UNITS_OF_THE_PLAN
    for unit in Unit.objects.filter(is_sample=True):
        assert unit.name.endswith("(dữ liệu mẫu)")


def test_the_groups_of_the_plan_resolve_to_members(sample: None) -> None:
    index = UnitIndex.load()
    members = {
        line.name: [index[pk].label for pk in index.members(line.pk)] for line in index if line.kind == UnitKind.GROUP
    }

    assert members == {
        "Các phòng, đơn vị": ["Phòng HTQT - VP", "Phòng mẫu A", "Phòng mẫu B", "TT TTDVĐN"],
        "Các phòng CMNV": ["Phòng HTQT - VP", "Phòng mẫu A", "Phòng mẫu B"],
    }


def test_one_sample_account_for_each_role(sample: None) -> None:
    accounts = RoleHolding.objects.order_by("user__username").values_list("user__username", "role", "unit__name")

    assert list(accounts) == [
        ("canhan", "member", None),
        ("daumoi", "contact", "Phòng mẫu A (dữ liệu mẫu)"),
        ("daumoib", "contact", "Phòng mẫu B (dữ liệu mẫu)"),
        ("daumoitt", "contact", "TT TTDVĐN"),
        ("daumoivp", "contact", "Phòng Hợp tác quốc tế - Văn phòng"),
        ("lanhdao", "leader", None),
        ("quantri", "admin", None),
        ("thuongtruc", "standing", None),
        ("uyvien", "member", None),
        ("vanthu", "clerk", None),
    ]
    assert all(user.is_sample and user.check_password(SAMPLE_PASSWORD) for user in User.objects.all())
    assert not Unit.objects.get(holdings__user__username="daumoi").is_standing


def test_everybody_in_the_sample_is_marked_and_nobody_is_the_signer(sample: None) -> None:
    assert not Person.objects.filter(is_sample=False).exists()
    assert not Person.objects.filter(full_name="Trịnh Tuyết Mai").exists()
    assert Office.objects.get().is_sample


def test_loading_again_changes_nothing_that_people_changed(sample: None) -> None:
    Unit.objects.filter(name="Phòng mẫu A (dữ liệu mẫu)").update(name="Phòng Lãnh sự")
    Person.objects.filter(full_name="Vi Văn E").update(full_name="Vi Văn Em")
    SpecialDay.objects.filter(date="2026-11-24").delete()
    counts = [model.objects.count() for model in (Unit, Person, User, RoleHolding, SpecialDay)]

    assert load_sample_office() is True

    assert [model.objects.count() for model in (Unit, Person, User, RoleHolding, SpecialDay)] == counts


def test_a_real_office_gets_no_sample(db: None, trying: None) -> None:
    make_office()

    assert load_sample_office() is False
    assert not User.objects.exists()


def test_the_command_refuses_outside_trying(db: None, settings) -> None:
    settings.DEBUG = False

    with pytest.raises(CommandError, match="chỉ nạp được khi chạy thử") as refusal:
        call_command("load_sample")

    assert refusal.value.returncode == 2
    assert not Unit.objects.exists()


def test_the_whole_sample_of_every_app_loads_as_make_run_loads_it(db: None, settings, capsys) -> None:
    """No rule of an act may refuse what the sample does: `make run` would stop there."""
    settings.DEBUG = True

    call_command("load_sample")
    call_command("load_sample")  # a second time it finds everything

    assert "uyvien" in capsys.readouterr().out
    assert sorted(Meeting.objects.filter(is_sample=True).values_list("council__kind", "state")) == [
        *(("emulation", "minuted"), ("emulation", "preparing")),
        *(("initiative", "minuted"), ("initiative", "preparing")),
    ]
    assert sorted(Decision.objects.filter(is_sample=True).values_list("kind", "state")) == [
        *(("amend", "draft"), ("award", "issued"), ("award", "issued"), ("initiative", "issued")),
    ]
    assert not Decision.objects.filter(issued_on__gt=timezone.localdate()).exists()
    coming = Meeting.objects.filter(is_sample=True, state="preparing")
    assert set(coming.values_list("method", flat=True)) == {"paper"}  # on screen too few members have an account
    reports = Report.objects.filter(is_sample=True).values_list("kind", "state")
    assert sorted(reports) == [("half", "issued"), ("year", "draft")]
    asked = Contribution.objects.filter(report__is_sample=True, report__kind="year")
    today = timezone.localdate()
    assert sorted(
        (one.unit.label, one.state, one.due_on < today, bool(one.urged_on), bool(one.results)) for one in asked
    ) == [
        ("Phòng HTQT - VP", "taken", True, False, True),
        ("Phòng mẫu A", "asked", False, False, True),
        ("Phòng mẫu B", "asked", True, True, False),
        ("TT TTDVĐN", "sent", True, False, True),
    ]
    assert all(one.created_at.date() < (one.sent_on or today) <= today for one in asked)
    assert all(one.figures for one in asked)
