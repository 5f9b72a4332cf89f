"""Pages of rules: the three lists, a rule with its versions, confirming one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.forms.rule import RuleVersionForm
from awards.models import Rule, RuleVersion
from awards.rules.rulebook import Version
from plans.models import LegalText, Plan
from plans.services.legal_citing import citations_of
from tests.awards.initiative_factory import make_call, make_initiative
from tests.awards.nomination_factory import make_nomination, make_report, make_round
from tests.factory import Cast
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


def typed_in(page: Any, **changed: str) -> dict[str, Any]:
    """What a browser posts of the form of a page as it stands, with some fields changed."""
    form: RuleVersionForm = page.context["form"]
    found: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, dt.date):
            value = f"{value:%d/%m/%Y}"
        if not (value is None or value is False or value == ""):
            found[bound.html_name] = value if isinstance(value, list) else "on" if value is True else str(value)
    return found | changed


PROOF = {"source": "Công báo 571", "checked_on": "20/11/2026", "note": "Đã đọc."}
READ = {"status": "confirmed", "confidence": "A", **PROOF}


def test_an_officer_confirms_with_source_date_and_note(plan: Plan, client_for: ClientFor) -> None:
    old, client = standard("TTLDTT"), client_for("standing")
    address = url("rule_version_correct", old.pk)
    shown = client.get(address)

    refused = client.post(address, typed_in(shown, **PROOF, enforcement="block"))
    saved = client.post(address, typed_in(shown, **READ, enforcement="block"), follow=True)
    late = client_for("admin").post(address, typed_in(shown, **READ, citation="Câu gõ dở"))

    assert "Chỉ nội dung đã xác nhận nguyên văn mới được chặn" in said(refused)
    assert "Không đạt thì không trình được" in said(saved)
    made = RuleVersion.objects.get(replaces=old)
    assert (made.status, made.enforcement, made.content) == ("confirmed", "block", old.content)
    assert "Phiên bản này đã có bản thay" in said(client.get(url("rule_version", old.pk)))
    assert "đã ghi bản thay cho phiên bản này lúc" in said(late)
    assert url("rule_version", made.pk) in late.content.decode()
    assert "Câu gõ dở" in late.content.decode()


def test_an_officer_rebuilds_the_conditions_of_a_standard_row_by_row(plan: Plan, client_for: ClientFor) -> None:
    """Add, fill in wrongly, remove, save: by buttons of the server, and what was typed stays at each step."""
    old, client = standard("CSTDCS"), client_for("standing")
    address = url("rule_version_correct", old.pk)
    shown = client.get(address)

    added = client.post(address, typed_in(shown, **PROOF, citation="Đang gõ") | {"dong": "them", "loai": "member_has"})
    wrong = client.post(address, typed_in(added, dk_4_award="LDTT", dk_4_min="hai"))
    removed = client.post(address, typed_in(added, dk_4_award="LDTT", dk_4_min="2") | {"dong": "bo-1"})
    assert RuleVersion.objects.filter(replaces=old).count() == 0
    client.post(address, typed_in(removed))

    assert "5. Số thành viên đạt danh hiệu" in said(added)
    assert "Đang gõ" in added.content.decode()
    assert "invalid-feedback" not in added.content.decode()
    assert 'value="hai"' in wrong.content.decode()
    made = RuleVersion.objects.get(replaces=old)
    assert made.content == {
        "prerequisites": {
            "all_of": [
                {"meets_standard": {"code": "LDTT", "same_year": True}},
                {
                    "any_of": [
                        {"initiative": {"scope": "unit", "count": 1, "unused": True}},
                        {"research": {"scope": "unit", "count": 1, "state": "accepted"}},
                    ]
                },
                {"member_has": {"award": "LDTT", "min": 2}},
            ]
        }
    }
    assert made.citation == "Đang gõ"
    words = said(client.get(url("rule_version", made.pk)))
    assert "Có ít nhất 2 thành viên đạt Lao động tiên tiến" in words


@pytest.mark.parametrize(
    ("code", "whom"),
    [
        ("LDTT", "individual"),
        ("BK_TINH", "individual"),
        ("BK_TINH", "collective"),
        *((code, "individual") for code in ("BK_TTG", "HCLD_3", "HCLD_2")),
    ],
)
def test_a_version_without_words_may_copy_the_conditions_before_it(
    plan: Plan, client_for: ClientFor, code: str, whom: str
) -> None:
    rows = RuleVersion.objects.current().filter(rule__code=code, aspect="standard", applies_to=whom)
    old, new = rows.order_by("effective_from")
    client, address = client_for("admin"), url("rule_version_correct", new.pk)
    shown = client.get(address)

    refused = client.post(address, typed_in(shown, **READ))
    copied = client.post(address, typed_in(shown, **READ) | {"dong": "chep"})
    client.post(address, typed_in(copied))

    assert "Phiên bản chưa có điều kiện" in said(refused)
    made, known = RuleVersion.objects.get(replaces=new).content, Version(code, "standard", content=old.content)
    plain = [one._replace(route="") for one in Version(code, "standard", content=made).condition.parts]  # type: ignore[union-attr]
    assert plain == [one._replace(route="") for one in known.condition.parts]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("code", "aspect", "typed", "words"),
    [
        ("LDTT", "authority", {"nd_decides": "Chủ tịch UBND tỉnh"}, "Quyết định: Chủ tịch UBND tỉnh"),
        ("LDTT", "cap", {"nd_value": "1/4"}, "Tối đa 1/4"),
        ("GK", "reward", {"nd_individual": "0,4"}, "Cá nhân: 0,4 lần lương cơ sở"),
        ("LDTT", "dossier", {"nd_documents": ["D01_TO_TRINH", "D09_BIEN_BAN"]}, "Biên bản bình xét"),
        ("LDTT", "vote", {"nd_min_share": "2/3"}, "Ít nhất 2/3 tổng số thành viên"),
        ("R18", "general", {"nd_0": "Lời mới."}, "Lời mới."),
    ],
)
def test_an_officer_adds_a_version_from_a_day_on(
    plan: Plan, client_for: ClientFor, code: str, aspect: str, typed: dict[str, Any], words: str
) -> None:
    client, address = client_for("standing"), url("rule_version_add", rule(code).pk) + f"?noi-dung={aspect}"
    before = RuleVersion.objects.current().filter(rule__code=code, aspect=aspect).order_by("effective_from").last()
    shown = client.get(address)

    undated = client.post(address, typed_in(shown, **PROOF) | typed)
    saved = client.post(address, typed_in(shown, **PROOF, effective_from="15/12/2026") | typed, follow=True)
    again = client.post(address, typed_in(shown, **PROOF, effective_from="20/12/2025") | typed)

    assert "Ghi ngày có hiệu lực của phiên bản mới" in said(undated)
    assert "Từ 15/12/2026" in said(saved)
    assert words in said(saved)
    if before is not None:
        assert RuleVersion.objects.get(replaces=before).effective_to == dt.date(2026, 12, 14)
    assert "Trùng thời gian với phiên bản" in said(again)
    assert "20/12/2025" in again.content.decode()


def test_only_who_keeps_the_rules_is_offered_to(plan: Plan, client_for: ClientFor) -> None:
    page, address = url("rule", rule("LDTT").pk), url("rule_version_add", rule("LDTT").pk)

    assert "Thêm phiên bản có hiệu lực từ ngày khác" in said(client_for("standing").get(page))
    member = client_for("member")
    assert "Thêm phiên bản" not in said(member.get(page))
    assert member.get(f"{address}?noi-dung=standard").status_code == 403
    assert client_for("standing").get(f"{address}?noi-dung=khac").status_code == 404


def test_a_lapsed_text_lists_the_rules_that_still_cite_it_in_their_words_too(plan: Plan, client_for: ClientFor) -> None:
    """The shares of votes of NĐ98 are still used; what ended with it said rightly what was in force then."""
    text = LegalText.objects.get(code="ND_98_2023")
    used = RuleVersion.objects.current().get(rule__code="CSTDCS", aspect="vote", effective_to=dt.date(2027, 3, 1))
    ended = RuleVersion.objects.current().get(rule__code="R4", effective_to=dt.date(2025, 6, 30))

    page = client_for("member").get(reverse("plans:legal_text", args=[text.pk])).content.decode()

    assert url("rule_version", used.pk) in page
    assert url("rule_version", ended.pk) not in page


def test_a_lapsed_text_lists_the_drafts_that_cite_it(cast: Cast, plan: Plan, client_for: ClientFor) -> None:
    """Reports, dossiers of initiatives and guidance still under way; a number that only ends so is another text."""
    cited, other = "Theo Nghị định 98/2023/NĐ-CP.", "Theo Nghị định 198/2023/NĐ-CP."
    call = make_call(cast.standing, guidance=cited)
    work = make_initiative(cast.member, call, name="Sổ tay đón đoàn", solution=cited)
    make_initiative(cast.member, call, name="Số hoá", solution=other)
    award_round = make_round(cast.standing, name="Đợt cuối năm", guidance=cited, closes_on=dt.date(2026, 12, 31))
    nomination = make_nomination(cast.standing, award_round=award_round)
    make_report(nomination, cast.standing, merits=cited)
    text = LegalText.objects.get(code="ND_98_2023")

    listed = [
        (one.kind, one.title)
        for one in citations_of(cast.standing, text)
        if one.kind in {"Báo cáo thành tích", "Hồ sơ sáng kiến", "Hướng dẫn đợt xét", "Hướng dẫn đợt nhận sáng kiến"}
    ]

    assert listed == [
        ("Báo cáo thành tích", str(nomination.subject)),
        ("Hồ sơ sáng kiến", work.name),
        ("Hướng dẫn đợt xét", "Đợt cuối năm"),
        ("Hướng dẫn đợt nhận sáng kiến", call.name),
    ]
