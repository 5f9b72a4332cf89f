"""The frame's own pages: menu, year, notices, help, health, and what is shown when something went wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from config import urls
from plans.errors import NotAllowed
from plans.models import Notice, Office, Plan, PlanState, ScheduledRun
from plans.services.files import store_file
from plans.services.notify import notify
from plans.views.files import send_bytes, send_file
from tests.factory import ROLES, Cast, make_plan, make_task
from tests.web.page import pdf_text

ClientFor = Callable[[str], Client]


def links(html: str) -> list[tuple[str, str]]:
    """Address and words of every link of the left menu's page."""
    main = html[html.index('<main id="noi-dung"') : html.index("</main>")]
    found = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', main, re.DOTALL)
    return [(url, " ".join(re.sub(r"<[^>]+>", " ", words).split())) for url, words in found]


_TABLES = "Bảng kế hoạch|Theo đơn vị|Quán triệt|Lịch"
_TALK = "Hội nghị|Vướng mắc|Điều chỉnh|Chỉ đạo|Gia hạn"
_EMULATION = (
    "Phong trào|Đăng ký thi đua|Giao ước thi đua|Đăng ký và kết quả|Chấm điểm, xếp hạng|Cụm, khối|Điển hình|"
    "Danh hiệu thi đua|Hình thức khen thưởng"
)
_FILES = "Hồ sơ sáng kiến|Chấm điểm|Đã công nhận|Đợt nhận, bảng chấm"
_ROUNDS = (
    "Hồ sơ đề nghị|Hội đồng|Quyết định|Thông báo kết quả|Sổ khen thưởng|Thống kê|Đợt xét|Lấy ý kiến|Trình cấp trên|"
    "Quá trình khen thưởng|Quá trình của tôi|Quy định|Công khai"
)
_FUND, _STOCK = "|Quỹ khen thưởng", "|Phôi, giấy chứng nhận"
_OWN = f"{_EMULATION}|{_FILES}|{_ROUNDS}|Biểu dương|Báo cáo"
_CLERK = f"{_EMULATION}|{_FILES}|{_ROUNDS}{_FUND}{_STOCK}|Biểu dương|Báo cáo"
_ALL = f"{_EMULATION}|{_FILES}|Ai đủ điều kiện|{_ROUNDS}|Biểu dương|Báo cáo chung|Báo cáo đơn vị"
_LEADER = f"{_EMULATION}|{_FILES}|Ai đủ điều kiện|{_ROUNDS}{_FUND}|Biểu dương|Báo cáo"
_STANDING = f"{_EMULATION}|{_FILES}|Ai đủ điều kiện|{_ROUNDS}{_FUND}{_STOCK}|Biểu dương|Báo cáo"
_DAYS = "Ngày làm việc|Văn bản pháp luật"
_STAFF = f"Sổ văn bản|Đơn vị|Nhân sự|{_DAYS}"
_END = "Thùng rác|Hướng dẫn"
MENU = {
    "admin": f"Việc của tôi|{_TABLES}|{_TALK}|Các năm, bản thảo|{_OWN}|{_STAFF}|Bàn giao|Lưu trữ năm|Tài khoản|Cơ quan|"
    f"Nhật ký kiểm toán|Sao lưu|{_END}",
    "standing": f"Việc của tôi|Tổng quan|{_TABLES}|Đôn đốc|{_TALK}|Các năm, bản thảo|{_STANDING}|"
    f"{_STAFF}|Bàn giao|Lưu trữ năm|{_END}",
    "leader": f"Việc của tôi|Tổng quan|{_TABLES}|Đôn đốc|{_TALK}|Các năm, bản thảo|{_LEADER}|{_STAFF}|{_END}",
    "clerk": f"Việc của tôi|{_TABLES}|{_TALK}|Các năm, bản thảo|{_CLERK}|{_STAFF}|Bàn giao|{_END}",
    "contact": f"Việc của tôi|{_TABLES}|{_TALK}|Các năm|{_ALL}|{_STAFF}|Bàn giao|{_END}",
    "stranger": f"Việc của tôi|{_TABLES}|{_TALK}|Các năm|{_ALL}|{_STAFF}|Bàn giao|{_END}",
    "member": f"Việc của tôi|{_TABLES}|{_TALK}|Các năm|{_OWN}|Đơn vị|{_DAYS}|{_END}",
}


@pytest.mark.parametrize("role", ROLES)
def test_every_entry_of_the_menu_opens_for_whom_it_is_shown(plan: Plan, client_for: ClientFor, role: str) -> None:
    client = client_for(role)

    entries = links(client.get("/menu/").content.decode())

    assert "|".join(words for _, words in entries) == MENU[role]
    answers = {url: client.get(url, follow=True).status_code for url, _ in entries}
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_of_an_office_without_a_plan_opens_too(cast: Cast, client_for: ClientFor, role: str) -> None:
    client = client_for(role)

    entries = links(client.get("/menu/").content.decode())

    assert "Bảng kế hoạch" not in [words for _, words in entries]
    assert {client.get(url, follow=True).status_code for url, _ in entries} == {200}


def test_the_year_is_remembered_and_only_a_known_one(plan: Plan, client_for: ClientFor) -> None:
    make_plan(2025, PlanState.CLOSED, number="03/KH-SNgV")
    make_plan(2027, PlanState.DRAFT, number="")
    client = client_for("member")

    def in_view() -> int:
        return client.get("/huong-dan/").context["plan_in_view"].year

    assert in_view() == 2026
    for typed, year in (("2025", 2025), ("2027", 2025), ("1999", 2025), ("x", 2025), ("²⁰²⁶", 2025), ("2026", 2026)):
        response = client.post("/nam/", {"year": typed, "next": "/tim/?q=thi+đua"})
        assert (response.status_code, response["Location"]) == (302, "/tim/?q=thi+%C4%91ua")
        assert in_view() == year
    assert client.get("/nam/").status_code == 405


def test_a_plan_issued_before_its_year_leaves_the_year_under_way_in_view(plan: Plan, client_for: ClientFor) -> None:
    this_year = timezone.localdate().year
    make_plan(this_year + 1, PlanState.ISSUED, number="09/KH-SNgV")

    assert client_for("member").get("/huong-dan/").context["plan_in_view"] == plan


@pytest.mark.parametrize(
    "where", ["https://example.com/", "//example.com/", "javascript:alert(1)", "", "/\\example.com", "khong-co"]
)
def test_the_year_switch_leads_nowhere_outside(plan: Plan, client_for: ClientFor, where: str) -> None:
    assert client_for("member").post("/nam/", {"year": "2026", "next": where})["Location"] == "/"


def test_ones_own_notices_are_printed(cast: Cast, client_for: ClientFor) -> None:
    notify([cast.contact], key="1", text="Nhiệm vụ 3 phải làm lại", url="/huong-dan/")
    notify([cast.clerk], key="2", text="Kế hoạch đã duyệt")

    client = client_for("contact")
    text = pdf_text(client.get("/thong-bao/in/"))

    assert "Nhiệm vụ 3 phải làm lại Chưa đọc" in text
    assert "Cộng: 1 thông báo." in text
    assert "Kế hoạch đã duyệt" not in text
    assert 'href="/thong-bao/in/"' in client.get("/thong-bao/").content.decode()


def test_notices_are_opened_and_read_by_their_owner(cast: Cast, client_for: ClientFor) -> None:
    notify([cast.contact], key="1", text="Nhiệm vụ 3 phải làm lại", url="/huong-dan/")
    notify([cast.contact], key="2", text="Kế hoạch đã ban hành", url="https://example.com/")
    client = client_for("contact")
    first, second = Notice.objects.order_by("pk")

    assert 'aria-label="Thông báo, 2 chưa đọc"' in client.get("/thong-bao/").content.decode()
    assert client_for("clerk").post(f"/thong-bao/{first.pk}/").status_code == 404
    assert client.get(f"/thong-bao/{first.pk}/").status_code == 405
    assert client.post(f"/thong-bao/{first.pk}/")["Location"] == "/huong-dan/"
    assert client.post(f"/thong-bao/{second.pk}/")["Location"] == "/thong-bao/"  # never to another site
    assert 'aria-label="Thông báo"' in client.get("/thong-bao/").content.decode()

    notify([cast.contact], key="3", text="Mới")
    page = client.post("/thong-bao/da-doc/", follow=True).content.decode()
    assert "Đã đánh dấu 1 thông báo là đã đọc." in page


@pytest.mark.parametrize("url", ["/thong-bao/", "/ban-in/", "/nhat-ky/", "/huong-dan/", "/menu/"])
def test_the_queries_of_the_frame_s_pages_do_not_grow(cast: Cast, client_for: ClientFor, url: str) -> None:
    client, counts = client_for("admin"), set()
    for rows in (1, 3, 120):
        Notice.objects.all().delete()
        for n in range(rows):
            notify([cast.admin], key=str(n), text="Thông báo")
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.add(len(queries))
    assert len(counts) == 1
    assert max(counts) <= 10


def test_health_needs_no_login_and_tells_nothing_but_health(cast: Cast, client: Client) -> None:
    assert client.get("/suc-khoe/").json() == {"status": "ok", "database": "ok", "timer_seconds_ago": None}
    ScheduledRun.objects.create(pk=1, started_at=timezone.now() - dt.timedelta(seconds=90))

    response = client.get("/suc-khoe/")

    assert 90 <= response.json()["timer_seconds_ago"] <= 100
    assert "no-cache" in response["Cache-Control"]


def test_health_of_an_empty_office_is_no_redirect(db: None, client: Client) -> None:
    assert not Office.objects.exists()
    assert client.get("/suc-khoe/").status_code == 200


def test_the_help_page_shows_every_state_in_its_own_look(plan: Plan, client_for: ClientFor) -> None:
    page = client_for("member").get("/huong-dan/").content.decode()

    pills = re.findall(r'class="state (\w+)"', page)
    assert set(pills) == {"idle", "doing", "await", "done", "redo", "cond", "off"}
    assert re.findall(r'class="due ([\w-]+)"', page) == ["far", "soon", "late", "ok", "was-late", "none"]
    anchors = re.findall(r'class="chip" href="#([\w-]+)"', page)
    assert all(f'id="{anchor}"' in page for anchor in anchors)


class Broken:
    """Addresses that fail, beside the real ones."""

    @staticmethod
    def crash(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("secret detail of the failure")

    @staticmethod
    def missing(request: HttpRequest) -> HttpResponse:
        raise Http404("secret")

    @staticmethod
    def suspicious(request: HttpRequest) -> HttpResponse:
        raise SuspiciousOperation("secret")

    @staticmethod
    def not_allowed(request: HttpRequest) -> HttpResponse:
        raise NotAllowed("Chỉ văn thư được ghi số. Anh, chị hỏi văn thư.")

    urlpatterns: ClassVar = [
        path("hong/", crash),
        path("thieu/", missing),
        path("la/", suspicious),
        path("khong-duoc/", not_allowed),
        *urls.urlpatterns,
    ]
    handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(params=[True, False], ids=["debug", "production"])
def broken(request: pytest.FixtureRequest, cast: Cast) -> Iterator[Client]:
    client = Client(raise_request_exception=False)
    client.force_login(cast.member)
    with override_settings(ROOT_URLCONF=Broken, DEBUG=request.param):
        yield client


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/hong/", 500, "Phần mềm gặp lỗi"),
        ("/thieu/", 404, "Không tìm thấy"),
        ("/khong-co-trang-nay/", 404, "Không tìm thấy"),
        ("/nhiem-vu/999999/", 404, "Không tìm thấy"),
        ("/la/", 400, ""),
        ("/khong-duoc/", 403, "Chỉ văn thư được ghi số. Anh, chị hỏi văn thư."),
    ],
)
def test_failures_are_said_in_vietnamese_also_while_debugging(
    broken: Client, url: str, status: int, words: str
) -> None:
    response = broken.get(url)

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert '<html lang="vi"' in page
    assert not re.search(r"secret|Traceback|RuntimeError|Not Found|Server Error|Forbidden|Bad Request", page)


def test_a_forgotten_slash_is_mended_for_reading_only(plan: Plan, client_for: ClientFor) -> None:
    client = client_for("member")
    assert client.get("/huong-dan").headers["Location"] == "/huong-dan/"
    assert client.post("/huong-dan").status_code == 404


def test_a_button_s_address_opened_as_a_page_says_what_to_do(plan: Plan, client_for: ClientFor) -> None:
    page = client_for("standing").get(f"/ke-hoach/{plan.pk}/soan/phan-dau/")

    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "Chưa có gì được lưu" in page.content.decode()


@pytest.mark.parametrize("query", ["tu=01/01/0001", "den=31/12/9999"])
def test_the_audit_takes_a_year_nobody_can_reckon_with_for_a_slip(
    cast: Cast, client_for: ClientFor, query: str
) -> None:
    assert "Nhập năm từ 1900 đến 2199." in client_for("admin").get(f"/nhat-ky/?{query}").content.decode()


def test_a_stranger_cannot_tell_a_wrong_address_from_a_hidden_record(plan: Plan, client_for: ClientFor) -> None:
    draft = make_plan(2027, PlanState.DRAFT, number="")
    hidden = make_task(draft)
    client = client_for("contact")

    one, other = (client.get(url).content.decode() for url in (f"/nhiem-vu/{hidden.pk}/", "/nhiem-vu/999999/"))

    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|/nhiem-vu/\d+/')
    assert token.sub("", one) == token.sub("", other)


def test_a_post_without_its_token_is_explained(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.member)

    response = client.post("/nam/", {"year": "2026"})

    assert response.status_code == 403
    assert "CSRF" not in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Kế hoạch 2026.pdf", "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%202026.pdf"),
        ("ke-hoach.pdf", 'attachment; filename="ke-hoach.pdf"'),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("C:\\Users\\a\\b.pdf", 'attachment; filename="b.pdf"'),
        ('a"b\r\nSet-Cookie: x=1.pdf', 'attachment; filename="a\\"bSet-Cookie: x=1.pdf"'),
        ("", 'attachment; filename="tep"'),
    ],
)
def test_files_leave_as_attachments_under_a_clean_name(cast: Cast, typed: str, sent: str) -> None:
    stored = store_file(data=b"%PDF-1.7", name=typed, content_type="application/pdf", user=cast.clerk)
    answers: list[Any] = [send_file(stored), send_bytes(b"%PDF-1.7", name=typed, content_type="application/pdf")]

    for response in answers:
        assert response["Content-Disposition"] == sent
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Type"] == "application/pdf"
    assert answers[0].getvalue() == b"%PDF-1.7"
