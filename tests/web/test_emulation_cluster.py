"""Pages of clusters: what a person sees, types, prints; search, and queries of these pages and of the shelves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from emulation.models import (
    Cluster,
    ClusterMember,
    ClusterProposal,
    ClusterYear,
    ModelExample,
    ProposalState,
    Title,
)
from plans.models import LegalText, Plan
from plans.services.search import find
from tests.emulation.cluster_factory import (
    make_cluster_year,
    make_example,
    make_legal_text,
    make_proposal,
    make_publicity,
)
from tests.factory import Cast, make_task
from tests.plans.events import make_event
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST = 13  # a text out of force: each app is asked once what still cites it
PDF = b"%PDF-1.7\n%%EOF\n"
Role = ClusterMember.Role


@pytest.fixture(autouse=True)
def _late_november(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 11, 23, 9))


@pytest.fixture
def record(plan: Plan, cast: Cast) -> ClusterYear:
    """The bloc's year 2026 with the office second of three."""
    made = make_cluster_year(result_number="12/TB-KTĐ", result_date=dt.date(2026, 11, 20))
    for member, (score, rank) in zip(made.members.all(), ((9750, 1), (9400, 3), (9625, 2)), strict=True):
        ClusterMember.objects.filter(pk=member.pk).update(score=score, rank=rank)
    return made


def url(name: str, *args: int) -> str:
    return reverse(name if ":" in name else f"emulation:{name}", args=args)


# -- Clusters --------------------------------------------------------------------------------------------------------


def test_the_list_of_clusters(record: ClusterYear, client_for: ClientFor) -> None:
    assert table(client_for("member").get(url("cluster_list"))) == [
        [
            "1",
            "Khối thi đua các cơ quan tham mưu tổng hợp (tỉnh Lạng Sơn) Khối thi đua",
            "Ủy ban nhân dân tỉnh",
            "3 thành viên",
            "Sở Tài chính",
            "hạng 2/3 96,25 điểm",
        ],
        [
            "2",
            "Cụm thi đua Sở Ngoại vụ (Bộ Ngoại giao) Cụm thi đua",
            "Bộ Ngoại giao",
            "chưa ghi",
            "chưa ghi trưởng",
            "chưa có kết quả",
        ],
    ]


def test_the_year_page_row_by_row(record: ClusterYear, cast: Cast, client_for: ClientFor) -> None:
    make_proposal(record, cast.standing, state=ProposalState.GRANTED)
    page = client_for("member").get(url("cluster_year", record.pk))

    assert table(page)[:3] == [
        ["1", "Sở Tài chính", "Trưởng", "97,5", "1"],
        ["2", "Văn phòng UBND tỉnh", "Phó", "94", "3"],
        ["3", "Sở Ngoại vụ cơ quan mình", "Thành viên", "96,25", "2"],
    ]
    words = said(page)
    assert "Được tặng" in words
    assert "Quyết định 900/QĐ-UBND" in words
    assert "Sửa thành viên" not in words


def test_the_printed_year(record: ClusterYear, client_for: ClientFor) -> None:
    words = pdf_text(client_for("member").get(url("cluster_year_print", record.pk)))

    assert "Thành viên và kết quả thi đua năm 2026" in words
    assert "Văn phòng UBND tỉnh Phó 94 3" in words
    assert "12/TB-KTĐ, ngày 20/11/2026" in words


def test_members_are_typed_in_rows(record: ClusterYear, client_for: ClientFor) -> None:
    first, second, ours = record.members.all()
    typed = {
        "version": "1",
        "pk-0": first.pk,
        "name-0": "",
        "role-0": "head",
        "pk-1": second.pk,
        "name-1": second.name,
        "role-1": "head",
        "pk-2": ours.pk,
        "name-2": ours.name,
        "us-2": "on",
        "name-5": "Sở Tư pháp",
        "role-5": "deputy",
    }

    page = client_for("standing").post(url("cluster_members", record.pk), typed)

    assert (page.status_code, page["Location"]) == (302, url("cluster_year", record.pk))
    assert list(record.members.values_list("name", "role", "is_us", "rank")) == [
        ("Văn phòng UBND tỉnh", "head", False, 3),
        ("Sở Ngoại vụ", "member", True, 2),
        ("Sở Tư pháp", "deputy", False, None),
    ]


def test_two_heads_are_refused_with_everything_typed_kept(record: ClusterYear, client_for: ClientFor) -> None:
    typed = {"version": "1", "name-0": "A", "role-0": "head", "name-1": "B", "role-1": "head"}

    page = client_for("standing").post(url("cluster_members", record.pk), typed)

    assert page.status_code == 200
    assert "chỉ một trưởng" in said(page)
    assert 'value="B"' in page.content.decode()
    assert record.members.count() == 3


def test_a_save_over_somebody_elses_shows_both(record: ClusterYear, client_for: ClientFor) -> None:
    ClusterYear.objects.filter(pk=record.pk).update(version=2, result_number="13/TB-KTĐ")

    page = client_for("standing").post(
        url("cluster_result", record.pk), {"version": "1", "result_number": "14/TB-KTĐ", "result_date": "20/11/2026"}
    )

    assert page.status_code == 409
    assert "13/TB-KTĐ" in said(page)
    assert "14/TB-KTĐ" in said(page)


def test_the_result_is_typed_with_commas(record: ClusterYear, client_for: ClientFor) -> None:
    ours = record.members.get(is_us=True)
    file = SimpleUploadedFile("thong-bao.pdf", PDF)
    typed = {
        "version": "1",
        "result_number": "12/TB",
        f"score-{ours.pk}": "98,75",
        f"rank-{ours.pk}": "1",
        "file": file,
    }
    client = client_for("standing")

    bad = client.post(url("cluster_result", record.pk), {"version": "1", f"score-{ours.pk}": "abc"})
    page = client.post(url("cluster_result", record.pk), typed)

    assert (bad.status_code, page.status_code) == (200, 302)
    ours.refresh_from_db()
    assert (ours.score, ours.rank) == (9875, 1)
    sent = client.get(reverse("emulation:cluster_file", args=[record.pk, "ket-qua"]))
    assert (sent.content, sent["Content-Disposition"].split(";")[0]) == (PDF, "attachment")


def test_conferences_are_events_of_the_plan(record: ClusterYear, plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    event = make_event(make_task(plan, "Dự hội nghị", units=[cast.division]), cast.standing, name="Hội nghị khối")
    client = client_for("standing")

    client.post(url("cluster_events", record.pk), {"version": "1", "events": [str(event.pk), "999999"]})
    assert record.events.count() == 0
    client.post(url("cluster_events", record.pk), {"version": "1", "events": [str(event.pk)]})

    assert [one.pk for one in record.events.all()] == [event.pk]
    assert "Hội nghị khối" in said(client_for("member").get(url("cluster_year", record.pk)))


def test_a_proposal_is_typed_sent_and_answered(record: ClusterYear, client_for: ClientFor) -> None:
    client, flag = client_for("standing"), Title.objects.get(code="CO_TINH")
    page = client.get(url("proposal_new", record.pk))
    assert "Cờ thi đua của Bộ Ngoại giao (đang tắt trong danh mục)" in said(page)

    client.post(
        url("proposal_new", record.pk), {"version": "0", "award": f"danh-hieu:{flag.pk}", "subject": "Sở Ngoại vụ"}
    )
    found = ClusterProposal.objects.get()
    client.post(url("proposal_send", found.pk), {"version": "1", "number": "45/SNgV-VP", "day": "18/11/2026"})
    late = client.post(url("proposal_answer", found.pk), {"version": "2", "outcome": "duoc", "day": "24/11/2026"})
    client.post(
        url("proposal_answer", found.pk),
        {"version": "2", "outcome": "duoc", "day": "20/11/2026", "answer": "QĐ 900/QĐ-UBND"},
    )

    assert "ở sau hôm nay" in said(late)
    found.refresh_from_db()
    assert (found.state, found.sent_on, found.answered_on) == (
        ProposalState.GRANTED,
        dt.date(2026, 11, 18),
        dt.date(2026, 11, 20),
    )
    assert table(client_for("member").get(url("proposal_list") + "?tinh-trang=granted&nam=2026")) == [
        [
            "1",
            "Cờ thi đua của Ủy ban nhân dân tỉnh Sở Ngoại vụ",
            "Khối thi đua các cơ quan tham mưu tổng hợp (tỉnh Lạng Sơn) năm 2026",
            "Được tặng",
            "45/SNgV-VP, ngày 18/11/2026",
            "20/11/2026 QĐ 900/QĐ-UBND",
        ]
    ]


def test_search_finds_them(record: ClusterYear, cast: Cast) -> None:
    make_example(cast.standing)

    def kinds(words: str) -> set[str]:
        return {group.kind for group in find(user=cast.member, typed=words)}

    assert "Cụm, khối thi đua" in kinds("tham muu tong hop")
    assert "Điển hình tiên tiến" in kinds("so hoa ho so")
    assert "Văn bản pháp luật" in kinds("06/2022/QH15")


# -- Queries ---------------------------------------------------------------------------------------------------------


def test_queries_of_the_lists_do_not_grow(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader", "member")}
    record = make_cluster_year()
    pages = [
        *("cluster_list", "proposal_list", "example_list", "title_list", "commendation_list", "plans:legal_list"),
    ]
    found: dict[tuple[str, str], dict[int, int]] = {(who, name): {} for who in clients for name in pages}
    for rows in (1, 3, 30):
        for number in range(rows):
            mark = f"{rows}-{number}"
            Cluster.objects.create(code=mark, name=f"Cụm {mark}", kind="cluster", organiser="province")
            make_proposal(record, cast.standing)
            make_example(cast.standing, f"Gương {mark}", person=cast.member.person)
            LegalText.objects.create(code=mark, kind="law", number=mark, confidence="C")
        for (who, name), numbers in found.items():
            numbers[rows] = count(clients[who], url(name))[0]

    assert {
        page: sorted(set(numbers.values())) for page, numbers in found.items() if len(set(numbers.values())) > 1
    } == {}
    assert max(number for numbers in found.values() for number in numbers.values()) <= MOST, found


def test_queries_of_the_pages_do_not_grow(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "member")}
    text, example = make_legal_text(), make_example(cast.standing, person=cast.member.person)
    found: dict[tuple[str, str], set[int]] = {
        (who, name): set() for who in clients for name in ("cluster_year", "cluster", "example", "legal")
    }
    task = make_task(plan, units=[cast.division])
    for rows in (1, 3, 30):
        record = make_cluster_year(year=2000 + rows, members=[(f"Cơ quan {n}", Role.MEMBER) for n in range(rows)])
        for number in range(rows):
            make_proposal(record, cast.standing)
            record.events.add(make_event(task, cast.standing, name=f"Hội nghị {rows}-{number}"))
            make_publicity(example)
        for name, address in (
            ("cluster_year", url("cluster_year", record.pk)),
            ("cluster", url("cluster", record.cluster_id)),
            ("example", url("example", example.pk)),
            ("legal", url("plans:legal_text", text.pk)),
        ):
            for who, client in clients.items():
                found[who, name].add(count(client, address)[0])

    assert {page: len(numbers) for page, numbers in found.items()} == dict.fromkeys(found, 1), found
    assert max(number for numbers in found.values() for number in numbers) <= MOST, found
    assert ModelExample.objects.count() == 1
