"""Pages of rules: the three lists, a rule with its versions, confirming one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Rule, RuleVersion
from plans.models import LegalText, Plan
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said

ClientFor = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 23, 9))


def url(name: str, *args: int) -> str:
    return reverse(f"awards:{name}", args=args)


def rule(code: str) -> Rule:
    return Rule.objects.get(code=code)


def standard(code: str) -> RuleVersion:
    return RuleVersion.objects.current().filter(rule__code=code, aspect="standard").order_by("effective_from")[0]


def test_titles_commendations_and_general_rules_are_three_lists(plan: Plan, client_for: ClientFor) -> None:
    client = client_for("member")
    titles, forms, general = (
        said(client.get(url("rule_list") + f"?phan={part}")) for part in ("danh-hieu", "hinh-thuc", "chung")
    )

    assert "Chiến sĩ thi đua cơ sở" in titles
    assert "Giấy khen" not in titles
    assert "Giấy khen của Giám đốc Sở" in forms
    assert "Sáng kiến dùng một lần" in general
    assert "Chỉ nội dung đã xác nhận nguyên văn mới chặn" in titles


@pytest.mark.parametrize("part", ["danh-hieu", "hinh-thuc", "chung"])
def test_a_list_takes_few_queries(plan: Plan, client_for: ClientFor, part: str) -> None:
    client = client_for("member")
    client.get(url("rule_list"))
    with CaptureQueriesContext(connection) as queries:
        client.get(url("rule_list") + f"?phan={part}")

    assert len(queries) <= 10


def test_a_rule_shows_versions_authority_dossier_money_and_votes(plan: Plan, client_for: ClientFor) -> None:
    client = client_for("member")
    with CaptureQueriesContext(connection) as queries:
        words = said(client.get(url("rule", rule("CSTDCS").pk)))

    assert len(queries) <= 12  # the rule book for the money of today is two of them
    assert "Từ 01/01/2024 đến hết 30/09/2026" in words
    assert "Từ 01/10/2026" in words
    assert "Đạt tiêu chuẩn Lao động tiên tiến (không đòi đã được tặng)" in words
    assert "Cá nhân: 2.530.000 đồng" in words
    assert "Ít nhất 4/5 tổng số thành viên" in words
    assert "Danh mục: Chiến sĩ thi đua cơ sở" in words
    assert "xác nhận, sửa" not in words


def test_the_list_is_printed_with_what_it_says(plan: Plan, client_for: ClientFor) -> None:
    printed = client_for("member").get(url("rule_list_print") + "?phan=chung")

    assert "Hình thức khen thưởng" not in pdf_text(printed)[:60]
    assert "Quy định chung" in pdf_text(printed)


def test_an_officer_confirms_with_source_date_and_note(plan: Plan, client_for: ClientFor) -> None:
    old, client = standard("TTLDTT"), client_for("standing")
    form = client.get(url("rule_version_correct", old.pk))
    typed = {
        name: str(form.context["form"].get_initial_for_field(field, name) or "")
        for name, field in form.context["form"].fields.items()
    }
    typed |= {"effective_from": "01/01/2024", "effective_to": "30/09/2026", "enforcement": "block", "note": "Đã đọc."}
    typed["legal_text"] = str(old.legal_text_id)

    refused = client.post(
        url("rule_version_correct", old.pk), typed | {"source": "Công báo", "checked_on": "20/11/2026"}
    )
    typed |= {"status": "confirmed", "confidence": "A", "source": "Công báo 571", "checked_on": "20/11/2026"}
    saved = client.post(url("rule_version_correct", old.pk), typed, follow=True)

    assert "Chỉ nội dung đã xác nhận nguyên văn mới được chặn" in said(refused)
    assert "Không đạt thì không trình được" in said(saved)
    made = RuleVersion.objects.get(replaces=old)
    assert (made.status, made.enforcement, made.content) == ("confirmed", "block", old.content)
    assert "Phiên bản này đã có bản thay" in said(client.get(url("rule_version", old.pk)))


@pytest.mark.parametrize(
    ("code", "whom"),
    [
        ("LDTT", "individual"),
        ("BK_TINH", "individual"),
        ("BK_TINH", "collective"),
        *((code, "individual") for code in ("BK_TTG", "HCLD_3", "HCLD_2")),
    ],
)
def test_a_version_without_words_may_keep_the_conditions_before_it(
    plan: Plan, client_for: ClientFor, code: str, whom: str
) -> None:
    rows = RuleVersion.objects.current().filter(rule__code=code, aspect="standard", applies_to=whom)
    old, new = rows.order_by("effective_from")
    client = client_for("admin")
    typed = {"effective_from": "01/10/2026", "status": "confirmed", "confidence": "A", "enforcement": "warn"}
    typed |= {"source": "Luật 06/2026/QH16", "checked_on": "20/11/2026", "note": "Không đổi."}

    refused = client.post(url("rule_version_correct", new.pk), typed)
    client.post(url("rule_version_correct", new.pk), typed | {"keeps_previous": "on"})

    assert "Phiên bản chưa có điều kiện" in said(refused)
    assert RuleVersion.objects.get(replaces=new).content == old.content


def test_a_legal_text_lists_the_rules_that_cite_it(plan: Plan, client_for: ClientFor) -> None:
    text = LegalText.objects.get(code="ND_98_2023")

    assert "Quy định" in said(client_for("member").get(reverse("plans:legal_text", args=[text.pk])))
