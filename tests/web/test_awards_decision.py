"""Pages of decisions, their money, the register of awards and what is posted inside the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.models import Decision, DecisionState
from plans.models import AuditEntry, Plan
from tests.awards.decision_factory import SIGNER, make_carried, make_decision
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST, MOST_OF_DRAFT = 10, 12  # a draft asks for its gaps and for stale grounds as well


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def url(name: str, *args: Any) -> str:
    return reverse(f"awards:{name}", args=args)


def test_from_the_results_to_the_register(cast: Cast, client_for: ClientFor) -> None:
    standing, leader, clerk = (client_for(name) for name in ("standing", "leader", "clerk"))
    meeting = make_carried(cast)
    items = list(meeting.items.values_list("pk", flat=True))

    standing.post(url("decision_new", meeting.pk), {"items": items})
    decision = Decision.objects.get()
    words = {name: getattr(decision, name) for name in ("abstract", "basis", "articles", "list_place", "recipients")}
    places = {f"place_{line.pk}": 3 - line.order for line in decision.lines.all()}
    standing.post(url("decision_edit", decision.pk), {**words, **SIGNER, **places, "version": decision.version})
    for client, act, more in (
        (standing, "decision_submit", {}),
        (leader, "decision_approve", {}),
        (clerk, "decision_issue", {"number": 15, "issued_on": "05/06/2026"}),
    ):
        version = Decision.objects.get().version
        client.post(url(act, decision.pk), {"version": version, **more})
    decision.refresh_from_db()
    register = standing.get(url("award_register"))

    assert decision.number == "15/QĐ-SNgV"
    assert [line.item.order for line in decision.lines.order_by("order") if line.item] == [2, 1]
    assert "2 dòng, gồm 2 cá nhân" in said(register)
    assert "Số 15/QĐ-SNgV" in said(register)
    assert "4.680.000" in said(register)


def test_few_people_do_not_tell_their_sex_and_each_list_names_its_honours(cast: Cast, client_for: ClientFor) -> None:
    make_decision(cast, DecisionState.ISSUED)

    assert "2 cá nhân (nữ " in said(client_for("standing").get(url("award_register")))
    assert "(nữ " not in said(client_for("contact").get(url("award_register")))
    forms = client_for("standing").get(url("award_register") + "?phan=hinh-thuc").content.decode()
    assert ">Danh hiệu</label>" not in forms
    assert ">Hình thức</label>" in forms


def test_money_is_for_who_may_see_it(cast: Cast, client_for: ClientFor) -> None:
    decision = make_decision(cast, DecisionState.ISSUED)

    seen = said(client_for("standing").get(url("decision_money", decision.pk)))
    register = said(client_for("contact").get(url("award_register")))

    assert "Tổng số 4.680.000 đồng" in seen
    assert "Tiền thưởng" not in register


@pytest.mark.parametrize(
    ("role", "sees"),
    [("standing", True), ("leader", True), ("clerk", True), ("contact", False), ("member", False), ("admin", False)],
)
def test_the_paper_is_for_all_and_the_screens_money_for_who_may_see_it(
    cast: Cast, client_for: ClientFor, role: str, sees: bool
) -> None:
    decision, client = make_decision(cast, DecisionState.ISSUED), client_for(role)

    page = said(client.get(url("decision", decision.pk)))
    register = said(client.get(url("award_register")))

    assert "2.340.000" in pdf_text(client.get(url("decision_pdf", decision.pk)))
    assert ("Tiền thưởng: 2.340.000" in page) == sees
    assert ("2.340.000" in register) == (role in ("standing", "leader"))  # the clerk has no records of others to see
    for name in ("decision_money", "decision_money_print"):
        assert client.get(url(name, decision.pk)).status_code == (200 if sees else 403)
    assert client.get(url("fund")).status_code == (200 if sees else 403)


def test_a_payment_is_taken_back_with_a_reason(cast: Cast, client_for: ClientFor) -> None:
    client, decision = client_for("standing"), make_decision(cast, DecisionState.ISSUED)
    client.post(url("decision_pay", decision.pk), {"paid_on": "06/06/2026", "version": decision.version})
    decision.refresh_from_db()
    address = url("decision_pay_back", decision.pk)

    empty = said(client.post(address, {"reason": "", "version": decision.version}))
    client.post(address, {"reason": "Ghi nhầm quyết định", "version": decision.version})

    assert "Ghi lý do bỏ ghi đã chi" in empty
    assert "Chưa chi 4.680.000 đồng" in said(client.get(url("decision_money", decision.pk)))
    assert "chưa ghi chi khoản nào" in said(client.get(address))


def test_paying_is_shown(cast: Cast, client_for: ClientFor) -> None:
    client, decision = client_for("standing"), make_decision(cast, DecisionState.ISSUED)

    asked = said(client.get(url("decision_pay", decision.pk)))
    client.post(url("decision_pay", decision.pk), {"paid_on": "06/06/2026", "version": decision.version})

    assert "Bốn triệu sáu trăm tám mươi nghìn đồng" in asked
    assert "Chưa chi 0 đồng" in said(client.get(url("decision_money", decision.pk)))


def test_revoking_strikes_the_line_in_the_register(cast: Cast, client_for: ClientFor) -> None:
    client, decision = client_for("standing"), make_decision(cast, DecisionState.ISSUED)
    line = decision.lines.earliest("order")
    values = {"lines": [line.pk], "ground": "fraud", "ground_words": "Kết luận số 01"}

    opened = client.post(url("decision_revoke", decision.pk), values, follow=True)
    later = said(client.get(url("decision", decision.pk)))

    assert "Gian dối trong kê khai công trạng, thành tích" in said(opened)
    assert "Có quyết định sau về quyết định này" in later


def test_posted_decisions_are_for_every_account(cast: Cast, client_for: ClientFor) -> None:
    decision = make_decision(cast, DecisionState.ISSUED)
    nothing = said(client_for("stranger").get(url("publicity")))

    client_for("standing").post(
        url("decision_post", decision.pk),
        {"posted_from": "06/06/2026", "posted_to": "20/06/2026", "version": decision.version},
    )

    assert "Hiện không có quyết định nào" in nothing
    assert table(client_for("stranger").get(url("publicity"))) == [
        [decision.abstract, "Số 15/QĐ-SNgV 05/06/2026", "20/06/2026"]
    ]


def test_the_prints_are_written_down(cast: Cast, client_for: ClientFor) -> None:
    client, decision = client_for("standing"), make_decision(cast, DecisionState.ISSUED)

    listed = pdf_text(client.get(url("award_register_print")))
    client.get(url("award_register_print") + "?dang=xlsx")
    paid = pdf_text(client.get(url("decision_money_print", decision.pk)))

    assert "Cộng: 2 dòng, gồm 2 cá nhân" in listed
    assert "Ký nhận" in paid
    assert set(AuditEntry.objects.values_list("act", flat=True)) >= {"list.print", "list.download", "decision.fetch"}


@pytest.mark.parametrize("number", [1, 3, 30])
def test_pages_ask_the_same_few_questions(cast: Cast, client_for: ClientFor, number: int) -> None:
    client = client_for("standing")
    issued = make_decision(cast, DecisionState.ISSUED, meeting=make_carried(cast, number=number))
    draft = make_decision(cast, meeting=make_carried(cast, number=number))
    client.get(url("decision_list"))

    asked = {
        name: count(client, url(name, *args))[0]
        for name, args in (
            ("decision_list", ()),
            ("award_register", ()),
            ("publicity", ()),
            ("decision", (issued.pk,)),
            ("decision_money", (issued.pk,)),
            ("fund", ()),
            ("certificates", (issued.pk,)),
        )
    }

    assert {name: n for name, n in asked.items() if n > MOST} == {}
    assert count(client, url("decision", draft.pk))[0] <= MOST_OF_DRAFT


def test_the_signed_copy_is_a_pdf_and_a_newer_one_takes_its_place(cast: Cast, client_for: ClientFor) -> None:
    decision, client = make_decision(cast, DecisionState.ISSUED), client_for("clerk")
    paper = decision.paper
    assert paper is not None
    where, first, second = reverse("plans:paper_upload", args=[paper.pk]), b"%PDF-1.7\n1\n%%EOF", b"%PDF-1.7\n2\n%%EOF"

    def send(name: str, data: bytes) -> str:
        paper.refresh_from_db()
        return said(client.post(where, {"version": paper.version, "file": SimpleUploadedFile(name, data)}, follow=True))

    refused = send("bản ký.pdf", b"PK\x03\x04")
    send("bản ký.pdf", first)
    send("bản ký lại.pdf", second)

    assert "không phải PDF" in refused
    assert client.get(reverse("plans:paper_signed", args=[paper.pk])).getvalue() == second  # type: ignore[attr-defined]
    assert AuditEntry.objects.filter(act__startswith="paper.", object_id=str(paper.pk)).exists()
