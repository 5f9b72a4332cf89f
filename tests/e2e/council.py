"""A council at work in the browser: founded, called, its papers numbered, its decision brought to the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from awards.models import Council, CouncilSeat, Decision, Meeting, SeatRole
from plans.models import Person, User
from tests.awards.council_factory import FIRST_ROLES, make_seat
from tests.e2e.year import Year
from tests.factory import make_person

Act = Callable[..., None]
HOME = "/khen-thuong/"
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SIGNER = {"signer_title": "GIÁM ĐỐC", "signer_name": "Nông Đức Dũng"}
FOUNDED = "05/01/2026"


class Looks:
    """A page looked at: it fits and axe finds nothing; on a phone too where asked."""

    def __init__(self, year: Year, axe: Act, fits: Act) -> None:
        self.year, self._axe, self._fits = year, axe, fits

    def at_desk(self) -> None:
        self._fits(self.year.page)
        self._axe(self.year.page)

    def on_both(self) -> None:
        self.at_desk()
        self.year.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        self.at_desk()
        self.year.page.set_viewport_size(DESK)  # type: ignore[arg-type]


def issue_the_plan(year: Year) -> None:
    year.on(14, 1)
    year.at("clerk", f"/ke-hoach/{year.plan.pk}/ban-hanh/")
    year.fill(number="5")
    year.send("Ban hành")


def nine_members(year: Year) -> list[Person]:
    """Who sits in a council: the leader leads, who stands in for nobody has no account, the contact writes."""
    cast = year.cast
    users = (cast.contact, cast.standing, cast.clerk, cast.member, cast.stranger, cast.admin)
    vice, last = make_person("Chu Văn Phó", cast.leadership), make_person("Mông Thị Sáu", cast.subordinate)
    people = [cast.leader.person, vice, *[one.person for one in users], last]
    return [one for one in people if one is not None]


def found(year: Year, kind: str, people: Sequence[Person], **words: str) -> Council:
    """The standing office enters the founding decision and its chair; the other seats are made."""
    year.at("standing", f"{HOME}hoi-dong/")
    year.open("Ghi hội đồng")
    year.page.locator("main [name=kind]").select_option(kind)
    year.fill(founded_on=FOUNDED, founded_by="Giám đốc Sở", term_from=FOUNDED, **words)
    year.save()
    council = Council.objects.get(kind=kind)
    year.open("Thêm thành viên")
    year.page.locator("main [name=person]").select_option(str(people[0].pk))
    year.page.locator("main [name=role]").select_option(SeatRole.CHAIR)
    year.fill(from_on=FOUNDED)
    year.save()
    year.told("1 người biểu quyết")
    for place, person in enumerate(people[1:], start=1):
        make_seat(council, person, FIRST_ROLES[place] if place < len(FIRST_ROLES) else SeatRole.MEMBER)
    return council


def at_step(year: Year, who: str, meeting: Meeting, step: str = "") -> None:
    """The page of a meeting, at one of its steps or where it stands."""
    year.at(who, f"{HOME}phien-hop/{meeting.pk}/{f'?buoc={step}' if step else ''}")


def do(year: Year, button: str, submit: str = "", **typed: str) -> None:
    """A button of a record's page that leads to an act, and the act."""
    year.page.locator(".page-head, main").get_by_role("link", name=button, exact=True).first.click()
    expect(year.page.get_by_role("heading", name="Điều sẽ xảy ra")).to_be_visible()
    year.fill(**typed)
    year.send(submit or button)


def call_roll(year: Year, meeting: Meeting, absent: Mapping[int, str]) -> None:
    """Every seat at once: those in ``absent``, by their person, with the reason."""
    seats = list(CouncilSeat.objects.filter(council=meeting.council_id))
    for seat in seats:
        away = seat.person_id in absent
        year.page.locator(f"main [name=came_{seat.pk}]").select_option("vang" if away else str(seat.pk))
        year.fill(**{f"reason_{seat.pk}" if away else f"arrived_{seat.pk}": absent.get(seat.person_id, "13h55")})
    year.send("Lưu điểm danh")
    year.told("Đã lưu điểm danh.")


def downloaded(page: Page, press: Callable[[], None]) -> Path:
    """The file that a press of a button sends."""
    with page.expect_download() as started:
        press()
    return Path(started.value.path())


def words_of(file: Path) -> str:
    """What a PDF says, from its first page to its last."""
    document = PdfDocument(file)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def link(year: Year, name: str) -> Callable[[], None]:
    """A link of the page's head or body, to be pressed later."""
    return year.page.locator(".page-head, main").get_by_role("link", name=name).first.click


def write(year: Year, meeting: Meeting, kind: str, **typed: str) -> None:
    """Soạn nội dung of a paper of the meeting, by the standing office."""
    year.at("standing", f"{HOME}phien-hop/{meeting.pk}/bien-ban/{kind}/")
    link(year, "Soạn nội dung")()
    year.fill(**typed)
    year.save()
    year.told("Đã lưu nội dung văn bản.")


def number(year: Year, meeting: Meeting, kind: str, number: str) -> None:
    """The clerk is told that a paper waits, and finds it among the notices."""
    year.at("standing", f"{HOME}phien-hop/{meeting.pk}/bien-ban/{kind}/")
    year.send("Báo văn thư ghi số")
    year.told("Đã báo văn thư ghi số.")
    year.at("clerk", "/thong-bao/")
    year.page.locator("main").get_by_role("button", name="chờ ghi số và ngày").first.click()
    do(year, "Ghi số", number=number)
    year.told("Đã ghi số, văn bản đã vào sổ.")


def walk_to_its_number(year: Year, decision: Decision, number: str, looks: Looks) -> None:
    """Trình duyệt by the standing office, Duyệt by the leader, number and day by the clerk."""
    page = f"{HOME}quyet-dinh/{decision.pk}/"
    year.at("standing", page)
    looks.at_desk()
    do(year, "Trình duyệt")
    year.told("Đã trình Lãnh đạo Sở duyệt.")
    year.at("leader", page)
    do(year, "Duyệt")
    year.told("Đã duyệt. Văn thư ghi số và ngày để ban hành.")
    year.at("clerk", page)
    do(year, "Ghi số, ban hành", "Ban hành", number=number)
    year.told("Đã ban hành, vào sổ văn bản.")


def account_of(person: Person) -> User:
    return User.objects.get(person=person)
