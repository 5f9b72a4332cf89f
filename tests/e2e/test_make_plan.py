"""The journey of a plan in a browser: read, reviewed, drafted, submitted, approved, issued, entered in the register."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from plans.models import Plan, PlanState
from plans.services.draft import create_draft
from plans.services.sample_plan import SEED
from tests.factory import Cast, make_plan, make_task

SignIn = Callable[..., Page]
Check = Callable[[Page], None]
ROWS_IN_VIEW = """() => {
  const desk = document.getElementById("to-giay").getBoundingClientRect();
  const isSeen = (box) => box.left >= desk.left && box.right <= desk.right;
  const rows = [...document.querySelectorAll("#to-giay tbody tr")];
  return rows.filter((row) => isSeen(row.getBoundingClientRect())).map((row) => row.cells[0].innerText);
}"""


@pytest.fixture
def draft(transactional_db: None, cast: Cast) -> Plan:
    """A draft of 2027 with two tasks in each of two quarters."""
    plan = make_plan(2027, PlanState.DRAFT)
    for no, period in enumerate(("Q1", "Q1", "Q3", "Q3"), start=1):
        make_task(plan, f"Hội nghị thi đua lần {no}, năm 2025", period=period, units=[cast.division])
    return plan


def test_a_plan_is_read_reviewed_and_made(
    sign_in: SignIn, transactional_db: None, assert_no_axe_violations: Check, assert_fits: Check, width: int
) -> None:
    page = sign_in("standing", "/ke-hoach/nhap/")
    assert_no_axe_violations(page)
    page.set_input_files("input[name=file]", SEED)
    page.get_by_role("button", name="Đọc văn bản").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đối chiếu kế hoạch vừa đọc")
    assert_fits(page)
    assert_no_axe_violations(page)
    for left in range(4, 0, -1):
        expect(page.get_by_text(f"· {left} nhiệm vụ cần xem")).to_be_visible()
        page.get_by_role("button", name=re.compile("Đã xem")).click()
    page.get_by_role("link", name="Lập bản thảo").click()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Lập kế hoạch").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Soạn kế hoạch năm 2026")
    assert Plan.objects.get().tasks.count() == 14
    turned_as_it_is_printed(page)


def turned_as_it_is_printed(page: Page) -> None:
    """The paper beside the draft stands sheet by sheet, parted where its PDF of three pages is."""
    preview = page.get_by_role("complementary", name="Bản xem trước")
    shown = []
    for sheet in (1, 2, 3):
        expect(preview.get_by_text(f"trang {sheet}/3")).to_be_visible()
        shown.append([word for word in page.evaluate(ROWS_IN_VIEW) if word.isdigit()])
        if sheet < 3:
            preview.get_by_role("button", name="Trang sau").click()
    expect(preview.get_by_role("button", name="Trang sau")).to_be_disabled()
    assert shown == [["1", "2", "3"], [str(number) for number in range(4, 15)], []]


def test_a_draft_is_written_and_stays_usable(
    sign_in: SignIn, draft: Plan, cast: Cast, assert_no_axe_violations: Check, assert_fits: Check, width: int
) -> None:
    page = sign_in("standing", f"/ke-hoach/{draft.pk}/soan/")
    assert_no_axe_violations(page)
    page.get_by_role("link", name=re.compile(r"^II\.")).click()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("link", name="Sửa nhiệm vụ 3").click()
    assert_fits(page)
    assert_no_axe_violations(page)

    page.get_by_role("button", name="Đổi thành 2027").first.click()
    expect(page.get_by_label("Nội dung nhiệm vụ")).to_have_value("Hội nghị thi đua lần 3, năm 2027")
    page.get_by_role("button", name="Thêm đơn vị").click()
    page.get_by_label("Đơn vị 2", exact=True).select_option(label=cast.group.name)
    page.get_by_role("button", name="Lưu bản thảo").click()
    expect(page.get_by_text("Đã lưu nhiệm vụ 3.")).to_be_visible()

    task = draft.tasks.get(no="3")
    assert task.title == "Hội nghị thi đua lần 3, năm 2027"
    assert [part.unit for part in task.assignments.all()] == [cast.division, cast.group]


def test_a_task_is_dragged_to_another_quarter(sign_in: SignIn, draft: Plan) -> None:
    page = sign_in("standing", f"/ke-hoach/{draft.pk}/soan/")
    page.get_by_role("link", name=re.compile(r"^II\.")).click()
    fourth, first = draft.tasks.get(no="4"), draft.tasks.get(no="1")

    grip = page.locator(f"#nv-{fourth.pk} .grip")
    with page.expect_navigation():
        grip.drag_to(page.locator(f"#nv-{first.pk}"), target_position={"x": 60, "y": 3})

    fourth.refresh_from_db()
    assert (fourth.no, fourth.period) == ("1", "Q1")


def test_the_keyboard_moves_a_task(sign_in: SignIn, draft: Plan) -> None:
    page = sign_in("standing", f"/ke-hoach/{draft.pk}/soan/")
    page.get_by_role("link", name=re.compile(r"^II\.")).click()
    second = draft.tasks.get(no="2")

    page.get_by_role("button", name="Chuyển nhiệm vụ 2 lên").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    second.refresh_from_db()
    assert second.no == "1"
    expect(page.get_by_role("button", name="Chuyển nhiệm vụ 1 lên")).to_be_focused()


def test_a_plan_is_submitted_approved_and_issued(
    sign_in: SignIn, draft: Plan, assert_no_axe_violations: Check, assert_fits: Check, width: int
) -> None:
    page = sign_in("standing", f"/ke-hoach/{draft.pk}/soan/")
    page.get_by_role("link", name="Trình duyệt").click()
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Đã trình Lãnh đạo Sở duyệt.")).to_be_visible()

    page = sign_in("leader", f"/ke-hoach/{draft.pk}/duyet/")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt.")).to_be_visible()

    page = sign_in("clerk", f"/ke-hoach/{draft.pk}/ban-hanh/")
    assert_fits(page)
    page.get_by_label("Số", exact=True).fill("15")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành kế hoạch và vào sổ văn bản.")).to_be_visible()

    page.goto(f"{page.url.split('/ke-hoach/')[0]}/so-van-ban/")
    assert_fits(page)
    assert_no_axe_violations(page)
    page.get_by_role("link", name="15/KH-SNgV").click()
    assert_fits(page)
    assert_no_axe_violations(page)
    draft.refresh_from_db()
    assert (draft.state, draft.number, draft.issued_on) == (PlanState.ISSUED, "15/KH-SNgV", timezone.localdate())


def test_a_copied_draft_reads_on_a_phone(
    sign_in: SignIn, transactional_db: None, cast: Cast, assert_fits: Check, width: int
) -> None:
    former = make_plan(2026)
    make_task(former, units=[cast.division])
    plan = create_draft(actor=cast.standing, year=2027, copy_of=former)
    for tab in ("phan-dau", "noi-nhan", "cau-chu"):
        assert_fits(sign_in("standing", f"/ke-hoach/{plan.pk}/soan/?phan={tab}"))
