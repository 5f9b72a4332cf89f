"""The frame of the pages, the small marks, the forms, the pages of one's account and of what went wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from plans.models import Office, Plan, PlanState, User
from plans.rules.status import Due, DueState, Progress
from plans.views import cells, errors
from tests.factory import PASSWORD, STANDING_OFFICE, Cast, make_plan

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ClientFor = Callable[[str], Client]
# Words that no Vietnamese sentence has; a page that shows one was not translated
ENGLISH = re.compile(
    r"\b(the|and|this|that|with|your|you|please|enter|required|select|choose|save|delete|remove|search|submit|error|"
    r"page|password|username|user|login|sign|code|codes|email|field|valid|invalid|value|must|file|browse|upload|back|"
    r"next|previous|none|unknown|today|yes|cancel|confirm|authenticator|recovery|session|sessions|account|address)\b",
    re.IGNORECASE,
)
ACCOUNT_PAGES = ["account_overview", "account_change_password", "account_logout", "mfa_index", "usersessions_list"]


def visible(html: str) -> str:
    """What a reader sees or hears of a page: text, names, hints."""
    body = html[html.index("<body") :]
    said = " ".join(re.findall(r'(?:placeholder|aria-label|alt|title)="([^"]*)"', body))
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)) + said)


def english(html: str) -> list[str]:
    """English words of a page; names of products and of keys are left out."""
    return ENGLISH.findall(re.sub(r"Google Authenticator|\bEnter\b", "", visible(html)))


# -- Small marks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "waiting", "modifier", "word"),
    [
        ("todo", False, "idle", "Chưa thực hiện"),
        ("todo", True, "cond", "Chờ phát sinh"),
        ("doing", True, "doing", "Đang thực hiện"),
        ("awaiting", False, "await", "Chờ xác nhận"),
        ("redo", False, "redo", "Thực hiện lại"),
        ("done", False, "done", "Hoàn thành"),
        ("paused", False, "off", "Tạm dừng"),
        ("not_arisen", False, "off", "Không phát sinh"),
        ("cancelled", False, "off", "Huỷ"),
    ],
)
def test_progress_is_a_pill_with_icon_and_word(progress: str, waiting: bool, modifier: str, word: str) -> None:
    html = cells.state_html(progress, waiting)
    assert html.startswith(f'<span class="state {modifier}"><svg')
    assert html.endswith(f"</svg>{word}</span>")
    assert 'aria-hidden="true"' in html


def test_every_progress_and_plan_state_has_a_pill() -> None:
    assert all(cells.state_html(state) for state in Progress)
    assert [re.sub("<[^>]+>", "", cells.plan_pill_html(state)).strip() for state in PlanState] == PlanState.labels


@pytest.mark.parametrize(
    ("due", "deadline", "reported", "waiting", "lines"),
    [
        (Due(DueState.FAR, 117), dt.date(2026, 9, 30), None, False, ["30/09/2026", "còn 117 ngày"]),
        (Due(DueState.SOON, 3), dt.date(2026, 6, 8), None, False, ["08/06/2026", "Sắp đến hạn, còn 3 ngày"]),
        (Due(DueState.LATE, 7), dt.date(2026, 5, 29), None, False, ["29/05/2026", "Quá hạn 7 ngày"]),
        (Due(DueState.MET), dt.date(2026, 3, 31), dt.date(2026, 1, 30), False, ["31/03/2026", "Xong 30/01/2026"]),
        (
            Due(DueState.MET_LATE, 6),
            dt.date(2026, 3, 31),
            dt.date(2026, 4, 6),
            False,
            ["31/03/2026", "Xong quá hạn 6 ngày"],
        ),
        (Due(DueState.NONE), dt.date(2026, 9, 30), None, True, ["Không ấn định", "chưa phát sinh"]),
        (Due(DueState.NONE), dt.date(2026, 9, 30), None, False, ["30/09/2026", "không tính hạn"]),
        (Due(DueState.NONE), None, None, False, ["Không ấn định", "không có ngày"]),
    ],
)
def test_deadline_is_a_date_and_a_line(
    due: Due, deadline: dt.date | None, reported: dt.date | None, waiting: bool, lines: list[str]
) -> None:
    html = cells.due_html(due, deadline, reported, waiting)
    assert html.startswith(f'<span class="due {due.state.value}">')
    assert re.sub(r"<svg.*?</svg>", "", html).count("<span") == 3
    assert re.findall(r">([^<>]+)</span>", html) == lines


def test_names_are_escaped() -> None:
    made = Template('{% load look %}{% crumb "/x/" name %}{% pill "idle" name %}').render(Context({"name": "<b>&"}))
    assert "<b>" not in made
    assert made.count("&lt;b&gt;&amp;") == 2


def test_each_form_gets_its_own_submit_key() -> None:
    key = Template("{% load look %}{% submit_key %}")
    made = {key.render(Context()) for _ in range(5)}
    assert len(made) == 5
    assert all(re.fullmatch(r'<input type="hidden" name="submit_key" value="[\w-]{24}">', one) for one in made)


# -- Forms ---------------------------------------------------------------------------------------------------


class Extension(forms.Form):
    new_date = forms.DateField(label="Hạn mới", help_text="dd/mm/yyyy, ngày làm việc")
    reason = forms.CharField(label="Lý do")
    paper = forms.FileField(label="Tài liệu kèm theo", required=False)

    def clean(self) -> None:
        if self.data.get("reason") == "không":
            self.add_error(None, "Kế hoạch đã ban hành, chỉ sửa bằng điều chỉnh.")


def show(form: forms.Form) -> str:
    return render_to_string(
        "components/form.html", {"form": form, "submit": "Gửi xin gia hạn", "not_done": "Chưa gửi được."}
    )


def test_a_form_counts_its_errors_and_leads_to_them() -> None:
    html = show(Extension({"new_date": "15/13/2026", "reason": ""}))
    notice = html[html.index('class="notice attend form-errors" role="alert" tabindex="-1"') : html.index("div_id_")]
    assert "Chưa gửi được. Còn 2 chỗ cần sửa." in notice
    assert re.findall(r'<a href="#(\w+)">([^<]+)</a>', notice) == [("id_new_date", "Hạn mới"), ("id_reason", "Lý do")]
    assert 'value="15/13/2026"' in html
    assert html.count('aria-invalid="true"') == 2
    described = re.search(r'aria-describedby="([^"]+)"[^>]*id="id_new_date"', html)
    assert described
    assert all(f'id="{name}"' in html for name in described[1].split())


def test_a_refusal_of_the_rules_is_said_once() -> None:
    html = show(Extension({"new_date": "8/6/2026", "reason": "không"}))
    assert html.count("chỉ sửa bằng điều chỉnh") == 1
    assert "chỗ cần sửa" not in html


def test_optional_is_said_and_required_has_no_asterisk() -> None:
    html = show(Extension())
    assert html.count("(không bắt buộc)") == 1
    assert "*" not in visible(f"<body>{html}")
    assert english(f"<body>{html}") == []
    assert 'enctype="multipart/form-data"' in html
    assert "Chọn tệp" in html


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_template_comments_stay_in_the_template(template: Path) -> None:
    """A ``{# #}`` over two lines is no comment: it would be printed."""
    text = template.read_text()
    assert [line for line in text.splitlines() if line.count("{#") != line.count("#}")] == []
    assert not re.search(r"\b(text|bg|btn|alert|border)-danger\b", text)


def test_every_icon_named_in_a_template_exists() -> None:
    named = {
        (name, template.name)
        for template in TEMPLATES
        for name in re.findall(r'{% icon "([^"]+)"', template.read_text())
    }
    drawn = {name for name, _ in named if "<svg" in cells.icon_html(name)}
    assert {name for name, _ in named} == drawn


# -- The frame -----------------------------------------------------------------------------------------------


def test_the_frame_names_office_year_and_person(client_for: ClientFor, cast: Cast, plan: Plan) -> None:
    make_plan(year=plan.year - 1, number=f"07/KH-SNgV-{plan.year - 1}")
    page = client_for("standing").get("/tai-khoan/").content.decode()
    text = visible(page)
    for words in ("UBND TỈNH LẠNG SƠN", "SỞ NGOẠI VỤ", f"Năm {plan.year}", f"Năm {plan.year - 1}", "Thường trực TĐKT"):
        assert words in text
    assert '<html lang="vi" data-bs-theme="light">' in page
    assert page.index('href="#noi-dung"') < page.index("<header")
    assert 'id="noi-dung"' in page
    assert page.count("<h1>") == 1
    assert '"allowEval":false' in page


def test_sample_data_is_marked(client_for: ClientFor, cast: Cast) -> None:
    client = client_for("standing")
    assert "Dữ liệu mẫu" not in visible(client.get("/tai-khoan/").content.decode())
    Office.objects.update(is_sample=True)
    assert "Dữ liệu mẫu" in visible(client.get("/tai-khoan/").content.decode())


def test_only_the_open_group_of_the_menu_is_open(client_for: ClientFor, plan: Plan) -> None:
    page = client_for("standing").get(reverse("plans:plan", args=[plan.pk])).content.decode()
    side = page[page.index('<nav class="side"') : page.index("<main")]
    assert re.findall(r'aria-current="page"[^>]*><span>([^<]+)', side) == ["Bảng kế hoạch"]
    assert side.count("<ul") == 2
    bottom = page[page.index('<nav class="bottom"') :]
    assert re.findall(r'<a [^>]*aria-current="page".*?</span>([^<]+)</a>', bottom) == ["Kế hoạch"]


def test_pages_allow_no_foreign_or_inline_script(client_for: ClientFor, cast: Cast) -> None:
    policy = client_for("standing").get("/tai-khoan/").headers["Content-Security-Policy"]
    assert set(policy.split("; ")) == {
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }


# -- The way in and one's account ----------------------------------------------------------------------------


def test_the_way_in(client: Client, cast: Cast) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert english(page) == []
    for words in ("SỞ NGOẠI VỤ", "Tên đăng nhập", "Mật khẩu", "Tắt Caps Lock", STANDING_OFFICE):
        assert words in visible(page)


def test_a_wrong_password_is_refused_in_words(client: Client, cast: Cast) -> None:
    answer = client.post(reverse("account_login"), {"login": cast.user("standing").username, "password": "sai"})
    page = answer.content.decode()
    assert "Chưa đăng nhập được." in page
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in page
    assert english(page) == []


def test_logging_in_leads_to_the_first_page_and_says_nothing(client: Client, cast: Cast) -> None:
    data = {"login": cast.user("standing").username, "password": PASSWORD}
    answer = client.post(reverse("account_login"), data)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("plans:home"))
    assert list(get_messages(answer.wsgi_request)) == []


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_pages_are_vietnamese(client_for: ClientFor, cast: Cast, name: str) -> None:
    answer = client_for("member").get(reverse(name))
    assert answer.status_code == 200
    assert english(answer.content.decode()) == []


def test_a_weak_password_is_refused_in_vietnamese(client_for: ClientFor, cast: Cast) -> None:
    data = {"oldpassword": "sai", "password1": "123", "password2": "1234"}
    page = client_for("member").post(reverse("account_change_password"), data).content.decode()
    assert "Chưa đổi được mật khẩu." in page
    assert "Mật khẩu đang dùng chưa đúng." in page
    assert "cần ít nhất 10 ký tự" in page
    assert english(page) == []


def test_safety_pages_ask_for_the_password_again(client_for: ClientFor, cast: Cast) -> None:
    """Two-step login can be set up; the way there and the page itself are Vietnamese."""
    client = client_for("member")
    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert asked.redirect_chain[0][0].startswith(reverse("account_reauthenticate"))
    assert english(asked.content.decode()) == []
    page = client.post(asked.redirect_chain[0][0], {"password": PASSWORD}, follow=True)
    assert page.wsgi_request.path == reverse("mfa_activate_totp")
    assert "data:image/svg+xml" in page.content.decode()
    assert english(page.content.decode()) == []
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    assert "Mã chưa đúng hoặc đã hết hạn." in wrong


@pytest.mark.parametrize(
    "path", ["signup", "email", "confirm-email", "password/reset", "password/set", "login/code", "2fa"]
)
def test_what_the_office_does_not_use_is_not_there(client_for: ClientFor, cast: Cast, path: str) -> None:
    assert client_for("member").get(f"/tai-khoan/{path}/").status_code == 404


# -- What went wrong -----------------------------------------------------------------------------------------


def test_a_stranger_and_a_wrong_address_see_the_same_page(client_for: ClientFor, plan: Plan) -> None:
    draft = make_plan(year=plan.year + 1, state=PlanState.DRAFT, number="", issued_on=None)
    client = client_for("member")
    answers = [client.get(reverse("plans:plan", args=[draft.pk])), client.get("/khong-co/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    main = [re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0] for answer in answers]  # type: ignore[index]
    assert main[0] == main[1]
    assert len(re.findall(r'<a class="btn', main[0])) == 2
    assert "404" not in main[0]


def test_a_visitor_is_shown_the_way_in(client: Client, cast: Cast) -> None:
    page = client.get("/khong-co/").content.decode()
    assert reverse("account_login") in page
    assert '<nav class="side"' not in page


def test_a_refusal_says_who_may(rf: RequestFactory, cast: Cast) -> None:
    answer = errors.forbidden(
        asked_by(rf, cast.user("member")), PermissionError("Chỉ Lãnh đạo Sở được duyệt kế hoạch.")
    )
    assert answer.status_code == 403
    assert "Chỉ Lãnh đạo Sở được duyệt kế hoạch." in answer.content.decode()


def test_a_failure_is_said_without_the_database(rf: RequestFactory) -> None:
    """No database is allowed in this test: the page must not need what may have failed."""
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert re.search(r"\d\d:\d\d:\d\d ngày \d\d/\d\d/\d{4}", visible(answer.content.decode()))


def test_error_pages_are_vietnamese(rf: RequestFactory, cast: Cast) -> None:
    request = asked_by(rf, cast.user("member"))
    pages = [
        errors.not_found(request, Exception()),
        errors.forbidden(request, Exception("")),
        errors.bad_request(request, Exception()),
        errors.csrf_failure(request),
        errors.server_error(request),
    ]
    assert [page.status_code for page in pages] == [404, 403, 400, 403, 500]
    assert [english(page.content.decode()) for page in pages] == [[]] * 5


def asked_by(rf: RequestFactory, user: User) -> object:
    request = rf.get("/")
    request.user, request.session, request.resolver_match = user, {}, None
    return request


# -- Every page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["standing", "admin", "leader", "clerk", "contact", "member"])
def test_no_page_within_reach_speaks_english(client_for: ClientFor, cast: Cast, plan: Plan, role: str) -> None:
    """Follow the links from the first page, as far as sixty pages."""
    client = client_for(role)
    seen, waiting, found = set(), ["/"], {}
    while waiting and len(seen) < 60:
        path = waiting.pop(0)
        seen.add(path)
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        if not answer.headers["Content-Type"].startswith("text/html") or answer.streaming:
            continue
        page = answer.content.decode()
        if words := english(page):
            found[path] = words
        links = re.findall(r'<a [^>]*href="(/[^"#?]*)', page)
        waiting += [link for link in dict.fromkeys(links) if link not in seen and link not in waiting]
    assert found == {}
