"""Lists of registrations, their summary, promise beside result, pledges, prints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation import sockets
from emulation.models import Aim, Pledge, Registration, RegistrationState, Target, Title
from emulation.sockets import Result
from plans.models import AuditEntry, Person, Plan, Unit
from tests.emulation.catalogue_factory import make_commendation, make_title
from tests.emulation.registration_factory import PDF, make_pledge, make_registration, make_round
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import Counts, count

ClientFor = Callable[[str], Client]
State = RegistrationState
MOST = 12
TODAY = dt.datetime(2026, 2, 20, 9)


@pytest.fixture(autouse=True)
def _february(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, TODAY)


def url(name: str, *args: object) -> str:
    return reverse(f"emulation:{name}", args=args)


@pytest.fixture
def several(cast: Cast) -> None:
    first, second, paper = make_title("LDTT"), make_title("CSTDCS"), make_commendation("GK")
    make_registration(cast.member, state=State.RECEIVED, titles=[first, second], commendations=[paper])
    make_registration(cast.contact, state=State.SENT, titles=[first], late=True)
    make_registration(cast.contact, unit=cast.division, state=State.CONFIRMED, titles=[make_title("TTLDTT")])
    make_registration(cast.stranger, return_reason="Thiếu")


@pytest.mark.usefixtures("several")
def test_the_list_row_by_row_and_printed_alike(cast: Cast, client_for: ClientFor) -> None:
    sent = "gửi 20/02/2026"
    division = [
        [
            "1",
            "Phòng Lãnh sự - Biên giới tập thể",
            "Tập thể lao động tiên tiến",
            "không",
            f"Chờ thường trực nhận {sent}",
        ],
        [
            "2",
            "Lý Thị An Phòng LS - BG",
            "Lao động tiên tiến",
            "không",
            f"Chờ trưởng đơn vị xác nhận nộp muộn, {sent}",
        ],
        [
            "3",
            "Hoàng Văn Em Phòng LS - BG",
            "Lao động tiên tiến Chiến sĩ thi đua cơ sở",
            "Giấy khen của Giám đốc Sở",
            f"Thường trực đã nhận {sent}",
        ],
    ]
    other = ["4", "Đặng Văn Bình Phòng TTĐN", "không", "không", "Bị trả lại"]
    assert table(client_for("leader").get(url("registration_list"))) == [*division, other]
    assert table(client_for("contact").get(url("registration_list"))) == division
    assert [row[1] for row in table(client_for("stranger").get(url("registration_list")))] == [
        "Đặng Văn Bình Phòng TTĐN"
    ]
    printed = client_for("leader").get(url("registration_list_print"))
    assert "Cộng: 1 tập thể; 3 cá nhân." in pdf_text(printed)
    assert "19" not in pdf_text(printed).split("TÌNH TRẠNG")[1].split("Cộng")[0]  # nobody's day of birth
    client_for("leader").get(url("registration_list_print") + "?dang=xlsx")
    assert AuditEntry.objects.latest("number").act == "list.download"


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?loai=tap-the", 1),
        ("?loai=ca-nhan&tinh-trang=da-gui", 2),
        ("?tinh-trang=nop-muon", 1),
        ("?tinh-trang=draft", 1),
        ("?danh-hieu=co", 3),
        ("?danh-hieu={LDTT}", 2),
        ("?hinh-thuc=co&loai=ca-nhan", 1),
        ("?tim=hoang van em", 1),
        ("?don-vi={unit}", 3),
        ("?don-vi=khac&tinh-trang=khac", 4),
    ],
)
def test_the_list_is_narrowed(cast: Cast, client_for: ClientFor, query: str, expected: int) -> None:
    query = query.format(LDTT=Title.objects.get(code="LDTT").pk, unit=cast.division.pk)
    page = client_for("leader").get(url("registration_list") + query)
    assert page.context["page"].paginator.count == expected


@pytest.mark.usefixtures("several")
def test_every_number_of_the_summary_opens_a_list_of_as_many(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("leader")
    opened = 0
    for part in ("don-vi", "danh-hieu", "hinh-thuc"):
        context = client.get(f"{url('registration_summary')}?phan={part}").context
        for row in context.get("units") or context["entries"]:
            for one in row.counts:
                if one.number:
                    opened += 1
                    assert client.get(one.url).context["page"].paginator.count == one.number, one
        printed = client.get(f"{url('registration_summary_print')}?phan={part}")
        assert "Tập thể đã gửi: 1 trên 4. Cá nhân đã gửi: 2 trên 7." in pdf_text(printed)
    assert opened == 12


@pytest.mark.usefixtures("several")
def test_who_has_sent_nothing(cast: Cast, client_for: ClientFor) -> None:
    assert table(client_for("stranger").get(url("registration_missing"))) == [
        ["1", "Phòng Thông tin đối ngoại tập thể", "Phòng TTĐN", "Chưa lập"],
        ["2", "Đặng Văn Bình", "Phòng TTĐN", "Đang soạn"],
    ]
    assert "Cộng: 3 tập thể; 5 cá nhân." in pdf_text(client_for("leader").get(url("registration_missing_print")))


@pytest.mark.usefixtures("several")
def test_who_waits_for_an_initiative_with_the_days_left(cast: Cast, client_for: ClientFor) -> None:
    page = client_for("standing").get(url("registration_initiatives"))
    need = "Sáng kiến được công nhận là một trong các điều kiện."
    assert table(page) == [["1", "Hoàng Văn Em Phòng LS - BG", f"Chiến sĩ thi đua cơ sở {need}", "chưa ghi"]]
    assert "còn 222 ngày" in said(page).lower()
    own = Registration.objects.get(person=cast.member.person)
    assert f"Chưa bắt đầu sáng kiến cho danh hiệu đã đăng ký. {need}" in said(
        client_for("member").get(url("registration", own.pk))
    )
    assert "hạn nộp sáng kiến 30/09/2026" in pdf_text(client_for("standing").get(url("registration_initiatives_print")))


@pytest.mark.usefixtures("several")
def test_promise_beside_result(cast: Cast, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for("member")
    assert table(client.get(url("promise"))) == [
        ["1", "Hoàng Văn Em Phòng LS - BG", "Lao động tiên tiến", "Chưa có kết quả", ""],
        ["2", "Hoàng Văn Em Phòng LS - BG", "Chiến sĩ thi đua cơ sở", "Chưa có kết quả", ""],
    ]
    assert "chưa có kết quả" in pdf_text(client.get(url("promise_print")))
    person = cast.member.person_id
    on_file = {
        ("person", person, "LDTT"): Result("Quyết định 12/QĐ-SNgV", won=True, url="/"),
        ("person", person, "CSTDCS"): Result("Không đủ phiếu", won=False),
    }
    monkeypatch.setattr(sockets.results, "_plugged", [(1, lambda _year: on_file)])
    assert [row[3:] for row in table(client.get(url("promise")))] == [
        ["Đạt Quyết định 12/QĐ-SNgV", ""],
        ["Không đạt Không đủ phiếu", "chưa ghi"],
    ]
    own = Registration.objects.get(person=person)
    target = own.targets.get()
    aims = {f"reason_{aim.pk}": "" for aim in own.aims.all()}
    sent = {**aims, f"achieved_{target.pk}": "9/10", f"met_{target.pk}": "missed", f"gap_{target.pk}": "", "version": 1}
    refused = client.post(url("registration_results", own.pk), sent)
    assert "Chỉ tiêu không đạt thì ghi lý do." in said(refused)
    client.post(url("registration_results", own.pk), {**sent, f"gap_{target.pk}": "Thiếu người"})
    assert table(client.get(url("promise") + "?phan=chi-tieu")) == [
        ["1", "Hoàng Văn Em Phòng LS - BG", "Hoàn thành nhiệm vụ (đúng hạn)", "Không đạt 9/10", "Thiếu người"]
    ]


def test_the_registration_is_printed(cast: Cast, client_for: ClientFor) -> None:
    aims = {"titles": [make_title("LDTT")], "commendations": [make_commendation()]}
    own = make_registration(cast.member, state=State.SENT, **aims)
    of_unit = make_registration(cast.contact, unit=cast.division)
    words = pdf_text(client_for("member").get(url("registration_pdf", own.pk)))
    for said_there in (
        "BẢN ĐĂNG KÝ",
        "Họ và tên: Hoàng Văn Em.",
        "1. Lao động tiên tiến.",
        "NGƯỜI ĐĂNG KÝ",
        "TRƯỞNG ĐƠN VỊ",
    ):
        assert said_there in words
    assert "PHÒNG LÃNH SỰ - BIÊN GIỚI" in pdf_text(client_for("contact").get(url("registration_pdf", of_unit.pk)))
    assert client_for("member").get(url("registration_docx", own.pk)).content.startswith(b"PK")


# -- Pledges ---------------------------------------------------------------------------------------------------------


def test_a_pledge_from_its_first_words_to_the_signed_copy(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    form = client.get(url("pledge_new")).context["form"]
    assert [form[f"party_{n}"].value() for n in range(form.rows)][1] == "Phòng Hợp tác quốc tế - Văn phòng"
    sent: dict[str, object] = {"name": "Các phòng năm 2026", "text": "1. Đúng hạn.\n2. Đoàn kết.", "version": ""}
    for n, (unit, name) in enumerate(((cast.division.pk, ""), ("", "Sở Nội vụ"), ("", ""))):
        sent |= {f"unit_{n}": unit, f"party_{n}": name, f"signer_title_{n}": "", f"signer_name_{n}": ""}
    grown = client.post(url("pledge_new"), {**sent, "hang": "them-ben-ky"}).context["form"]
    assert (grown.rows, grown["party_1"].value()) == (4, "Sở Nội vụ")

    client.post(url("pledge_new"), sent)
    made = Pledge.objects.get()
    assert list(made.parties.values_list("name", flat=True)) == ["Phòng Lãnh sự - Biên giới", "Sở Nội vụ"]
    words = pdf_text(client.get(url("pledge_pdf", made.pk)))
    for said_there in ("GIAO ƯỚC THI ĐUA", "2. Đoàn kết.", "SỞ NỘI VỤ", "02 bản"):
        assert said_there in words
    file = SimpleUploadedFile("giao-uoc.pdf", PDF, content_type="application/pdf")
    client.post(
        url("pledge_sign", made.pk), {"signed_on": "19/02/2026", "place": "Hội trường", "version": 1, "file": file}
    )
    served = client_for("member").get(url("pledge_file", made.pk))
    assert served.content == PDF
    assert table(client_for("member").get(url("pledge_list"))) == [
        ["1", "Các phòng năm 2026", "2 bên", "19/02/2026 Hội trường", "Đã ký"]
    ]
    refused = client.post(url("pledge_edit", made.pk), {**sent, "version": 2})
    assert "đã ký ngày 19/02/2026" in said(refused)


# -- Queries ---------------------------------------------------------------------------------------------------------


def fill(cast: Cast, number: int) -> None:
    """``number`` people and half as many units, each with a registration of three lines."""
    Aim.objects.all().delete()
    Target.objects.all().delete()
    Registration.objects.all().delete()
    found = make_round(cast.standing)
    first, second, paper = make_title("LDTT"), make_title("CSTDCS"), make_commendation("GK")
    units = [Unit.objects.get_or_create(name=f"Phòng số {n}")[0] for n in range((number + 1) // 2)]
    people = Person.objects.bulk_create([Person(full_name=f"Hoàng Văn {n}", unit=units[n // 2]) for n in range(number)])
    common = {"round": found, "made_by": cast.standing, "state": State.CONFIRMED, "sent_by": cast.standing}
    rows: Iterable[Registration] = (
        *(Registration(person=person, **common) for person in people),
        *(Registration(unit=unit, **common) for unit in units),
    )
    made = Registration.objects.bulk_create(rows)
    aims = [Aim(registration=one, title=title) for one in made for title in (first, second)]
    Aim.objects.bulk_create([*aims, *(Aim(registration=one, commendation=paper) for one in made)])
    Target.objects.bulk_create([Target(registration=one, text="Đúng hạn") for one in made])


def test_query_budgets(cast: Cast, client_for: ClientFor) -> None:
    names = (
        *("round", "registration_mine", "registration_list", "registration_missing", "registration_summary"),
        *("registration_initiatives", "promise", "pledge_list", "registration", "pledge"),
    )
    clients = {who: client_for(who) for who in ("standing", "contact")}
    pledge = make_pledge(cast.standing)
    found: dict[tuple[str, str], Counts] = {(name, who): {} for name in names for who in clients}
    for number in (1, 3, 300):
        fill(cast, number)
        shown = make_registration(cast.contact, unit=cast.division, state=State.SENT, titles=[make_title("TTLDTT")])
        keys = {"registration": [shown.pk], "pledge": [pledge.pk]}
        for (name, who), counts in found.items():
            counts[number] = count(clients[who], url(name, *keys.get(name, [])))

    for page, counts in found.items():
        numbers = {number: queries for number, (queries, _) in counts.items()}
        assert max(numbers.values()) <= MOST, (page, "\n".join(counts[300][1]))
        assert numbers[3] == numbers[300], (page, numbers, "\n".join(counts[300][1]))
