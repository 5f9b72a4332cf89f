"""Pages of registering: rows without a script, what each person sees and may press, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from emulation.models import Aim, Registration, RegistrationState, Target
from emulation.views.registration_sockets import registration_card, round_calendar
from plans.models import Plan, User
from plans.views.cards import cards_of
from plans.views.waiting_work import waiting_work
from tests.emulation.catalogue_factory import make_title
from tests.emulation.registration_factory import make_head, make_registration, make_round
from tests.factory import Cast, make_person, make_task
from tests.web.clock import set_clock
from tests.web.page import said

ClientFor = Callable[[str], Client]
State = RegistrationState
MOST = 12
TODAY = dt.datetime(2026, 2, 20, 9)


@pytest.fixture(autouse=True)
def _february(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, TODAY)


def url(name: str, *args: object) -> str:
    return reverse(f"emulation:{name}", args=args)


def typed(**values: object) -> dict[str, object]:
    """A form as the browser sends it: one row of each kind."""
    row = {"title_0": "", "initiative_0": "", "begun_0": "", "commendation_0": "", "target_0": "", "planned_0": ""}
    return {**row, "target_pk_0": "", "version": "", **values}


# -- The round and the form ------------------------------------------------------------------------------------------


def test_opening_the_round_proposes_the_day_of_the_plan(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_task(plan, "Chấm điểm, công nhận sáng kiến", due=dt.date(2026, 9, 30))
    client = client_for("standing")
    assert "Chưa mở đợt đăng ký" in said(client_for("member").get(url("registration_mine")))

    form = client.get(url("round_edit")).context["form"]
    assert form.initial["initiative_due"] == dt.date(2026, 9, 30)
    assert "nhiệm vụ 1" in form.fields["initiative_due"].help_text
    days = {"opens_on": "15/01/2026", "closes_on": "28/02/2026", "initiative_due": "30/09/2026", "version": "0"}
    assert client.post(url("round_edit"), {**days, "note": "Đăng ký đủ"}).status_code == 302

    page = said(client_for("member").get(url("round")))
    assert "Đang nhận, còn 8 ngày" in page
    assert "Đăng ký đủ" in page
    assert "30/09/2026" in page


def test_rows_come_and_go_with_everything_typed(cast: Cast, client_for: ClientFor) -> None:
    make_round(cast.standing)
    first, second = make_title("LDTT"), make_title("CSTDCS")
    client = client_for("member")
    address = url("registration_new", "ca-nhan", cast.member.person_id)
    sent = typed(title_0=first.pk, target_0="Đúng hạn", planned_0="100%", hang="them-danh-hieu")

    form = client.post(address, sent).context["form"]
    assert [form[f"title_{n}"].value() for n in range(2)] == [str(first.pk), None]
    assert (form["target_0"].value(), form["planned_0"].value()) == ("Đúng hạn", "100%")
    sent |= {"title_1": second.pk, "initiative_1": "Số hoá", "begun_1": "1/2/2026", "hang": "bo-danh-hieu-0"}
    form = client.post(address, sent).context["form"]
    assert (form["title_0"].value(), form["initiative_0"].value()) == (str(second.pk), "Số hoá")
    assert not Registration.objects.exists()

    del sent["hang"]
    record = client.post(address, sent)
    saved = Registration.objects.get()
    assert record.headers["Location"] == url("registration", saved.pk)
    assert list(saved.aims.values_list("title__code", "initiative", "initiative_begun_on")) == [
        ("LDTT", "", None),
        ("CSTDCS", "Số hoá", dt.date(2026, 2, 1)),
    ]
    assert client.get(address).headers["Location"] == url("registration", saved.pk)


@pytest.mark.parametrize(
    ("wrong", "said_of_it"),
    [
        ({"title_0": "{LDTT}", "title_1": "{LDTT}"}, "Đã có ở dòng trên"),
        ({"initiative_0": "Số hoá"}, "Chọn danh hiệu mà sáng kiến này dành cho"),
        ({"title_0": "{LDTT}", "begun_0": "21/02/2026"}, "ở sau hôm nay"),
        ({"planned_0": "100%"}, "Ghi chỉ tiêu của mức này"),
        ({"title_0": "{TTLDTT}"}, "Hãy chọn một lựa chọn hợp lệ"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    cast: Cast, client_for: ClientFor, wrong: dict[str, str], said_of_it: str
) -> None:
    make_round(cast.standing)
    keys = {code: str(make_title(code).pk) for code in ("LDTT", "TTLDTT")}
    sent = typed(**{name: value.format(**keys) for name, value in wrong.items()})

    page = client_for("member").post(url("registration_new", "ca-nhan", cast.member.person_id), sent)

    assert page.status_code == 200
    assert said_of_it in str(page.context["form"].errors) or page.context["form"].errors
    assert not Registration.objects.exists()


def test_two_who_write_one_registration_see_both_texts(cast: Cast, client_for: ClientFor) -> None:
    record = make_registration(cast.contact, unit=cast.division)
    target = record.targets.get()
    sent = typed(target_0="Của tôi", target_pk_0=target.pk, version=1)
    del sent["initiative_0"], sent["begun_0"]
    client = client_for("contact")
    Registration.objects.update(version=2)
    Target.objects.update(text="Của người kia")

    page = client.post(url("registration_edit", record.pk), sent)

    assert page.status_code == 409
    assert "Của người kia" in said(page)
    assert client.post(url("registration_edit", record.pk), {**sent, "version": 2}).status_code == 302
    assert list(Target.objects.values_list("pk", "text")) == [(target.pk, "Của tôi")]


def test_the_contact_writes_for_whom_cannot_log_in(cast: Cast, client_for: ClientFor) -> None:
    make_round(cast.standing)
    without = make_person("Nông Thị Diệp", cast.division)
    client = client_for("contact")
    names = [one.name for one in client.get(url("registration_mine")).context["others"]]
    assert names == ["Nông Thị Diệp"]

    client.post(url("registration_new", "ca-nhan", without.pk), typed(target_0="Đúng hạn"))

    record = Registration.objects.get()
    assert "Lập thay Lý Thị An" in said(client.get(url("registration", record.pk)))
    assert "Lý Thị An lập thay" in said(client.get(url("registration", record.pk)))


# -- The way ---------------------------------------------------------------------------------------------------------

BUTTONS = """
          draft      sent          confirmed     received
standing  -          Ghi           Ghi,Trả,Nhận  Ghi,Trả
leader    -          -             -             -
contact   -          Ghi,Trả,Xác   Ghi           Ghi
member    Gửi        Ghi,Thu       Ghi,Thu       Ghi
"""


def test_what_each_person_may_press(cast: Cast, client_for: ClientFor) -> None:
    """No button that would only refuse."""
    make_head(cast.contact)
    head, *lines = [line for line in BUTTONS.splitlines() if line.strip()]
    names = {
        "sends": "Gửi",
        "records": "Ghi",
        "withdraws": "Thu",
        "returns": "Trả",
        "confirms": "Xác",
        "receives": "Nhận",
    }
    for year, state in enumerate(head.split(), start=2026):
        record = make_registration(cast.member, state=state, year=year)
        for line in lines:
            who, *cells = line.split()
            context = client_for(who).get(url("registration", record.pk)).context
            shown = {words for key, words in names.items() if context[key]}
            wanted = cells[head.split().index(state)]
            assert shown == (set() if wanted == "-" else set(wanted.split(","))), (who, state)
    assert client_for("stranger").get(url("registration", record.pk)).status_code == 404


def test_the_way_by_the_buttons(cast: Cast, client_for: ClientFor) -> None:
    make_head(cast.contact)
    record = make_registration(cast.member)
    steps = (
        ("member", "registration_send", "Đã gửi bản đăng ký."),
        ("contact", "registration_confirm", "Đã xác nhận, chuyển thường trực nhận."),
        ("standing", "registration_receive", "Đã nhận bản đăng ký."),
    )
    for version, (who, name, words) in enumerate(steps, start=1):
        page = client_for(who).post(url(name, record.pk), {"version": version}, follow=True)
        assert words in said(page)
    stale = client_for("standing").post(url("registration_receive", record.pk), {"version": 1}, follow=True)
    assert "vừa thay đổi sau khi anh, chị mở trang này" in said(stale)
    client = client_for("standing")
    assert client.post(url("registration_return", record.pk), {"version": 4, "reason": ""}).status_code == 200
    client.post(url("registration_return", record.pk), {"version": 4, "reason": "Thiếu mức"})
    assert "Bị trả lại: Thiếu mức" in said(client_for("member").get(url("registration", record.pk)))


def items(user: User, plan: Plan) -> list[tuple[str, str, str]]:
    found = waiting_work(user, plan, TODAY.date())
    return sorted((item.group, item.title, item.pill) for item in found)


def test_what_waits_for_whom(plan: Plan, cast: Cast) -> None:
    make_head(cast.contact)
    make_round(cast.standing, initiative_due=dt.date(2026, 2, 10))
    draft = make_registration(cast.member, titles=[make_title("CSTDCS")])
    own = "bản đăng ký thi đua năm 2026 của Hoàng Văn Em"
    late = ("late", "Bắt đầu sáng kiến cho danh hiệu Chiến sĩ thi đua cơ sở", "")
    assert items(cast.member, plan) == [late, ("next", f"Gửi {own}", "Chưa gửi")]
    Registration.objects.update(return_reason="Thiếu")
    assert items(cast.member, plan) == [late, ("redo", f"Sửa và gửi lại {own}", "Bị trả lại")]
    Aim.objects.update(initiative="Số hoá", initiative_begun_on=TODAY.date())

    for state, who, waits in (
        ("sent", cast.contact, ("await", f"Xác nhận {own}", "Chờ xác nhận")),
        ("confirmed", cast.standing, ("await", f"Nhận {own}", "Chờ nhận")),
        ("received", cast.member, None),
    ):
        draft.delete()
        draft = make_registration(cast.member, state=state)
        for user in (cast.member, cast.contact, cast.standing, cast.leader, cast.clerk, cast.stranger):
            assert items(user, plan) == ([waits] if waits and user == who else []), (state, user)

    of_unit = make_registration(cast.contact, unit=cast.division, state=State.SENT)
    assert [one for one in items(cast.contact, plan) if "Phòng" in one[1]] == []  # wrote it himself
    of_unit.delete()
    alone = make_registration(cast.standing, state=State.CONFIRMED, direct=True)
    assert items(cast.standing, plan) == []
    assert [one[2] for one in items(cast.leader, plan)] == ["Chờ nhận"]
    alone.delete()


def test_the_calendar_and_the_card(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_round(cast.standing)
    (asked,) = round_calendar(cast.member, plan)
    assert [(item.title, item.starts_on) for item in asked.make(list(asked.question))] == [
        ("Hết hạn đăng ký thi đua năm 2026", dt.date(2026, 2, 28)),
        ("Hạn nộp sáng kiến năm 2026", dt.date(2026, 9, 30)),
    ]
    make_registration(cast.member, state=State.CONFIRMED, titles=[make_title("CSTDCS")])
    make_registration(cast.contact, state=State.SENT)
    make_registration(cast.contact, unit=cast.division, state=State.RECEIVED)

    (card,) = cards_of([registration_card(cast.leader, plan, TODAY.date())])
    assert [(one.value, one.words) for one in card.figures] == [
        ("1", "tập thể đã gửi"),
        ("2", "cá nhân đã gửi"),
        ("1", "bản chờ thường trực nhận"),
        ("1", "danh hiệu chờ sáng kiến"),
    ]
    for figure in card.figures:
        page = client_for("leader").get(figure.url)
        assert page.context["page"].paginator.count == int(figure.value), figure
    assert registration_card(cast.member, plan, TODAY.date()) is None
