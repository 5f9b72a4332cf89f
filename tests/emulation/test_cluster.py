"""Clusters: their years, members, results and proposals; the card of the overview; the sample."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from emulation.models import (
    Cluster,
    ClusterMember,
    ClusterProposal,
    ClusterYear,
    Commendation,
    ModelExample,
    ProposalState,
    Title,
)
from emulation.services import cluster as service
from emulation.services import example as examples
from emulation.services import proposal as proposals
from emulation.services.cluster import MemberRow, ResultRow
from emulation.services.sample_cluster import load_sample_clusters
from emulation.views.cluster_rows import cluster_card
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Plan, User
from plans.services import bin as bin_service
from plans.services.evidence import NewFile
from plans.views.cards import cards_of
from tests.emulation.cluster_factory import (
    ANSWERED_ON,
    SENT_ON,
    make_cluster_year,
    make_proposal,
)
from tests.factory import Cast

Role = ClusterMember.Role
TODAY = dt.date(2026, 11, 23)
PDF = b"%PDF-1.7\n%%EOF\n"
FLAG = {"commendation": None, "subject": "Sở Ngoại vụ", "reason": "Dẫn đầu khối."}
STORY = {"year": 2026, "name": "A", "person": None, "unit": None, "campaign": None, "field": "", "story": "Việc."}


def acts() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.order_by("number").values_list("act", "state_from", "state_to"))


def members_of(record: ClusterYear) -> list[tuple[str, str, bool, int | None, int | None]]:
    return list(record.members.order_by("order").values_list("name", "role", "is_us", "score", "rank"))


# -- Clusters --------------------------------------------------------------------------------------------------------


def test_a_year_begins_with_the_members_of_the_last_and_heads_to_be_named(cast: Cast) -> None:
    before = make_cluster_year(year=2025)
    before.members.update(score=9000, rank=1)

    begun = service.add_year(actor=cast.standing, cluster=before.cluster, year=2026, copies=True)

    assert members_of(begun) == [
        ("Sở Tài chính", "member", False, None, None),
        ("Văn phòng UBND tỉnh", "member", False, None, None),
        ("Sở Ngoại vụ", "member", True, None, None),
    ]
    with pytest.raises(DomainError, match="đã có năm 2026"):
        service.add_year(actor=cast.standing, cluster=before.cluster, year=2026, copies=True)


def test_a_first_year_begins_with_the_office_alone(cast: Cast) -> None:
    cluster = Cluster.objects.get(code="CUM_BNG")

    begun = service.add_year(actor=cast.standing, cluster=cluster, year=2026, copies=True)

    assert [(name, us) for name, _, us, *_ in members_of(begun)] == [("Sở Ngoại vụ", True)]


def test_members_are_saved_row_by_row_and_keep_what_they_were_given(cast: Cast) -> None:
    record = make_cluster_year()
    finance, _, ours = record.members.all()
    record.members.filter(pk=ours.pk).update(score=9500, rank=2)
    rows = [
        MemberRow(ours.pk, "Sở Ngoại vụ", Role.HEAD, is_us=True),
        MemberRow(finance.pk, "Sở Tài chính", Role.DEPUTY, is_us=False),
        MemberRow(0, "Sở Nội vụ", Role.MEMBER, is_us=False),
    ]

    saved = service.save_members(actor=cast.standing, record=record, rows=rows, seen=1)

    assert saved.version == 2
    assert members_of(record) == [
        ("Sở Ngoại vụ", "head", True, 9500, 2),
        ("Sở Tài chính", "deputy", False, None, None),
        ("Sở Nội vụ", "member", False, None, None),
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("A", Role.HEAD, False), ("B", Role.HEAD, False)], "chỉ một trưởng"),
        ([("A", Role.MEMBER, True), ("B", Role.MEMBER, True)], "Chỉ một dòng là cơ quan mình"),
        ([("Sở Tư pháp", Role.MEMBER, False), ("SỞ TƯ PHÁP", Role.MEMBER, False)], "ghi hai lần"),
    ],
)
def test_members_that_cannot_be(cast: Cast, rows: list[tuple[str, str, bool]], words: str) -> None:
    record = make_cluster_year()

    with pytest.raises(DomainError, match=words):
        service.save_members(actor=cast.standing, record=record, rows=[MemberRow(0, *row) for row in rows], seen=1)

    assert len(members_of(record)) == 3


def test_a_row_of_another_year_is_a_new_member_here(cast: Cast) -> None:
    record, other = make_cluster_year(), make_cluster_year(year=2025)
    theirs = other.members.first()
    assert theirs is not None

    row = MemberRow(theirs.pk, "Sở Tư pháp", Role.MEMBER, is_us=False)
    service.save_members(actor=cast.standing, record=record, rows=[row], seen=1)

    assert (len(members_of(other)), [name for name, *_ in members_of(record)]) == (3, ["Sở Tư pháp"])


def test_the_result_is_written_down_with_its_paper_and_file(cast: Cast) -> None:
    record = make_cluster_year()
    pks = [member.pk for member in record.members.all()]
    rows = [ResultRow(pks[0], 9750, 1), ResultRow(pks[2], 9625, 2), ResultRow(10**6, 1, 1)]
    values = {"result_number": "12/TB-KTĐ", "result_date": TODAY, "result_note": ""}

    saved = service.record_result(
        actor=cast.standing, record=record, rows=rows, values=values, file=NewFile("kq.pdf", PDF), seen=1
    )

    assert [(score, rank) for *_, score, rank in members_of(record)] == [(9750, 1), (None, None), (9625, 2)]
    assert (saved.result_number, saved.result_file and saved.result_file.name) == ("12/TB-KTĐ", "kq.pdf")
    assert AuditEntry.objects.get(act="cluster.result").detail == {"rank": 2, "score": 9625}


def test_a_file_is_told_by_its_bytes(cast: Cast) -> None:
    record = make_cluster_year()

    with pytest.raises(DomainError, match=r"quy-che\.pdf"):
        service.change_rules(
            actor=cast.standing,
            record=record,
            rules="",
            number="",
            day=None,
            file=NewFile("quy-che.pdf", b"<html>"),
            seen=1,
        )


@pytest.mark.parametrize("who", ["admin", "leader", "contact", "clerk", "member"])
def test_only_the_standing_office_keeps_clusters(cast: Cast, who: str) -> None:
    record = make_cluster_year()
    user: User = cast.user(who)

    with pytest.raises(NotAllowed):
        service.add_year(actor=user, cluster=record.cluster, year=2027, copies=False)
    with pytest.raises(NotAllowed):
        service.save_members(actor=user, record=record, rows=[], seen=1)
    with pytest.raises(NotAllowed):
        proposals.save_proposal(actor=user, record=record, proposal=None, values=FLAG | {"title": None})
    with pytest.raises(NotAllowed):
        examples.save_example(actor=user, example=None, values=STORY)


def test_a_cluster_is_added_once_under_its_own_code(cast: Cast) -> None:
    values = {"name": "Cụm thi đua số 9", "kind": "cluster", "organiser": "ministry", "confidence": "C", "note": ""}
    values |= {"in_use": True}

    made = service.save_cluster(actor=cast.standing, cluster=None, values=values)

    assert made.code == "CUM_THI_DUA_SO"[:14]
    with pytest.raises(DomainError, match="Đã có cụm, khối tên"):
        service.save_cluster(actor=cast.standing, cluster=None, values=values | {"name": "CỤM THI ĐUA SỐ 9"})


# -- Proposals -------------------------------------------------------------------------------------------------------


def test_the_way_of_a_proposal(cast: Cast) -> None:
    record, who = make_cluster_year(), cast.standing
    values = FLAG | {"title": Title.objects.get(code="CO_TINH")}

    found = proposals.save_proposal(actor=who, record=record, proposal=None, values=values)
    found = proposals.send_proposal(actor=who, proposal=found, number="45/SNgV-VP", day=SENT_ON, seen=1)
    with pytest.raises(DomainError, match="đã gửi"):
        proposals.save_proposal(actor=who, record=record, proposal=found, values=values, seen=2)
    with pytest.raises(DomainError, match="đã gửi nên không bỏ được"):
        proposals.remove_proposal(actor=who, proposal=found)
    with pytest.raises(DomainError, match="trước ngày gửi"):
        proposals.answer_proposal(
            actor=who, proposal=found, granted=True, answer="", day=SENT_ON - dt.timedelta(days=1), seen=2
        )
    with pytest.raises(DomainError, match="lý do không được tặng"):
        proposals.answer_proposal(actor=who, proposal=found, granted=False, answer=" ", day=ANSWERED_ON, seen=2)
    found = proposals.answer_proposal(actor=who, proposal=found, granted=True, answer="QĐ 900", day=ANSWERED_ON, seen=2)
    found = proposals.step_back(actor=who, proposal=found, seen=3)
    found = proposals.step_back(actor=who, proposal=found, seen=4)

    assert (found.state, found.sent_number, found.sent_on, found.answer, found.answered_on) == (
        ProposalState.PREPARED,
        "",
        None,
        "",
        None,
    )
    assert acts() == [
        ("proposal.create", "", ""),
        ("proposal.send", "prepared", "sent"),
        ("proposal.grant", "sent", "granted"),
        ("proposal.reopen", "granted", "sent"),
        ("proposal.call_back", "sent", "prepared"),
    ]


def test_nothing_is_answered_that_was_not_sent(cast: Cast) -> None:
    found = make_proposal(make_cluster_year(), cast.standing)

    with pytest.raises(DomainError, match="chưa gửi"):
        proposals.answer_proposal(actor=cast.standing, proposal=found, granted=True, answer="", day=ANSWERED_ON, seen=1)


def test_a_proposal_is_of_one_catalogue(cast: Cast) -> None:
    record, flag, paper = make_cluster_year(), Title.objects.get(code="CO_TINH"), Commendation.objects.get(code="GK")

    for title, commendation in ((None, None), (flag, paper)):
        with pytest.raises(DomainError, match="Chọn một danh hiệu hoặc một hình thức"):
            proposals.save_proposal(
                actor=cast.standing,
                record=record,
                proposal=None,
                values={"title": title, "commendation": commendation, "subject": "A", "reason": ""},
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        ClusterProposal.objects.create(
            cluster_year=record, title=flag, commendation=paper, subject="A", made_by=cast.standing
        )


def test_a_prepared_proposal_goes_into_the_bin_and_comes_back(cast: Cast) -> None:
    found = make_proposal(make_cluster_year(), cast.standing)

    proposals.remove_proposal(actor=cast.standing, proposal=found)
    with pytest.raises(DomainError, match="thùng rác"):
        proposals.send_proposal(actor=cast.standing, proposal=found, number="1", day=SENT_ON, seen=1)
    bin_service.restore(record=found, actor=cast.standing)

    assert ClusterProposal.objects.kept().get() == found


def test_the_card_tells_rank_and_what_waits(cast: Cast, plan: Plan) -> None:
    record = make_cluster_year()
    record.members.filter(is_us=True).update(rank=2, score=9625)
    make_cluster_year(code="CUM_BNG")
    make_proposal(record, cast.standing, state=ProposalState.SENT)

    with CaptureQueriesContext(connection) as queries:
        (card,) = cards_of([cluster_card(cast.leader, plan, TODAY)])

    assert len(queries) == 1
    assert [(figure.value, figure.words) for figure in card.figures] == [
        ("2/3", "xếp hạng, Khối thi đua (Ủy ban nhân dân tỉnh)"),
        ("–", "chưa xếp hạng, Cụm thi đua (Bộ Ngoại giao)"),
        ("1", "đề nghị chờ trả lời"),
    ]


def test_the_sample_is_marked_and_not_made_twice(cast: Cast, plan: Plan) -> None:
    User.objects.filter(pk=cast.standing.pk).update(username="thuongtruc", is_sample=True)

    load_sample_clusters()
    load_sample_clusters()

    assert list(ClusterYear.objects.values_list("year", "is_sample")) == [(2026, True), (2026, True)]
    invented = ClusterMember.objects.filter(is_us=False).values_list("name", flat=True)
    assert all(name.endswith("(mẫu)") for name in invented)
    assert {name.endswith("(mẫu)") for name in ModelExample.objects.values_list("name", flat=True)} == {True}
