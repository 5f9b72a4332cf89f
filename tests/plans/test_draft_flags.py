"""What is pointed at in a draft besides old years: letters that would print as boxes, dates outside its year."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from plans.errors import DomainError
from plans.models import Plan, PlanState
from plans.papers.fonts import paper_face
from plans.papers.missing import EVERYDAY, missing_letters
from plans.papers.pdf import NO_LETTER, render_pdf
from plans.services.draft_flags import DraftFlag, flags_of
from plans.services.draft_wording import change_words, keep_words
from plans.services.plan_document import document_of
from plans.services.plan_prints import paper_of
from tests.factory import Cast, make_plan, make_section, make_task
from tests.prints.look import flow

ClientFor = Callable[[str], Client]


@pytest.fixture
def draft(cast: Cast) -> Plan:
    plan = make_plan(2027, PlanState.DRAFT, signer_name="Nguyễn Văn 龘", recipients="Sở Nội vụ\nLưu: VT ☐")
    make_section(plan, "IV. KHEN THƯỞNG", "Theo quy định.\nPhong trào ❤️ thi đua và ❤️ khen thưởng của cơ quan.")
    make_task(plan, "Tổ chức 😀😀 hội nghị", period="", due=dt.date(2028, 1, 5), units=[cast.division])
    make_task(plan, "Báo cáo “tổng kết” – 100% … (§ 2)", period="", due=dt.date(2027, 12, 31), units=[cast.division])
    return plan


def flags(plan: Plan) -> list[DraftFlag]:
    plan.refresh_from_db()
    return flags_of(plan, document_of(plan), list(plan.sections.all()), list(plan.tasks.all()))


def test_letters_and_dates_are_named_with_their_place(draft: Plan) -> None:
    shown = [(flag.label, flag.before, flag.doubtful, flag.after) for flag in flags(draft)]

    assert shown == [
        ("Nhiệm vụ 1", "ngày ", "05/01/2028", ""),
        ("IV. KHEN THƯỞNG", "Phong trào ", "❤️", " thi đua và "),
        ("Nhiệm vụ 1", "Tổ chức ", "😀😀", " hội nghị"),
        ("Nơi nhận", "Lưu: VT ", "☐", ""),
        ("Người ký", "Nguyễn Văn ", "龘", ""),
    ]
    assert flags(draft)[0].remark == "Ngày ấn định nằm ngoài năm 2027: mở nhiệm vụ để sửa ngày."
    assert flags(draft)[-1].remark == (
        "Phông chữ của bản in không có “龘” (U+9F98), in ra thành ô vuông: thay hoặc bỏ chữ này."
    )


def test_what_is_named_is_what_prints_as_a_box(draft: Plan) -> None:
    printed = flow(render_pdf(paper_of(draft), filed=False))

    assert printed.count(NO_LETTER) == sum(len(letters) for letters in ("❤️", "❤️", "😀😀", "☐", "龘"))


def test_a_place_is_kept_by_choice_and_no_button_changes_it(draft: Plan, cast: Cast) -> None:
    due, heart, *others = flags(draft)

    for flag in (due, heart):
        with pytest.raises(DomainError, match="sửa, hoặc giữ nguyên"):
            change_words(actor=cast.standing, plan=draft, flags=[flag])
        keep_words(actor=cast.standing, plan=draft, flag=flag)

    assert flags(draft) == others
    assert draft.tasks.get(no="1").due == dt.date(2028, 1, 5)


@pytest.mark.parametrize(
    ("name", "state", "role"),
    [
        ("plan_submit", PlanState.DRAFT, "standing"),
        ("plan_approve", PlanState.SUBMITTED, "leader"),
        ("plan_issue", PlanState.APPROVED, "clerk"),
    ],
)
def test_whoever_sends_the_plan_on_is_told(name: str, state: str, role: str, cast: Cast, client_for: ClientFor) -> None:
    plan = make_plan(2027, state)
    task = make_task(plan, "Trao cúp 🏆 thi đua", units=[cast.division])

    def page() -> str:
        return client_for(role).get(reverse(f"plans:{name}", args=[plan.pk])).content.decode()

    assert "Nhiệm vụ 1, “Trao cúp 🏆 thi đua”: Phông chữ của bản in không có “🏆” (U+1F3C6)" in page()
    task.title = "Trao cúp thi đua"
    task.save()
    assert "Phông chữ" not in page()


def test_the_drafting_page_names_them_and_keeps_them_on_request(draft: Plan, client_for: ClientFor) -> None:
    client, where = client_for("standing"), reverse("plans:draft", args=[draft.pk])

    page = client.get(where, {"phan": "cau-chu"}).content.decode()

    assert "5 chỗ cần xem" in page
    assert "<mark>龘</mark>" in page
    assert 'value="doi"' not in page
    key = flags(draft)[-1].key
    client.post(reverse("plans:draft_wording", args=[draft.pk]), {"cho": key, "viec": "giu"})
    assert "4 chỗ cần xem" in client.get(where, {"phan": "cau-chu"}).content.decode()


def test_everyday_text_needs_no_font_files() -> None:
    code = (
        "import django, sys; django.setup()\n"
        "from plans.papers.missing import missing_letters\n"
        "print(missing_letters('Tổ chức “Hội nghị” – 6 tháng…'), 'fontTools' in sys.modules, end=' ')\n"
        "print(missing_letters('Ω 😀'), 'fontTools' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, check=True)

    assert done.stdout.decode().strip() == "[] False ['😀'] True"


def test_everyday_letters_are_all_in_the_face() -> None:
    assert {letter for letter in EVERYDAY if letter.isprintable()} <= set(map(chr, paper_face().letters))
    assert missing_letters("e\u0301 và ọ") == []
