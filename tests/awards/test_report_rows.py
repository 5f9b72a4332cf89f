"""The rows behind the figures of a report: what each person is shown of them, in a fixed number of queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emulation.models import ProposalState
from plans.models import AuditEntry, Plan
from plans.rules.report_line import Drawn, Link
from plans.sockets import SearchHit
from plans.views.report_rows import row_kinds
from tests.awards.letter_factory import make_letter
from tests.awards.report_records import drawn, make_records
from tests.emulation.cluster_factory import make_cluster_year, make_proposal
from tests.factory import Cast

OWN = {
    *("campaign", "registration", "pledge", "example", "publicity", "cluster"),
    *("nomination", "award", "award_of_woman", "meeting", "initiative", "fund"),
}


def links(said: dict[str, Drawn]) -> list[Link]:
    return [part for one in said.values() for part in one.parts if isinstance(part, Link) and part.kind in OWN]


def hits(cast: Cast, role: str, link: Link) -> list[SearchHit]:
    return list(row_kinds()[link.kind].rows(cast.user(role), link.keys))


def test_the_standing_office_is_shown_every_row_that_a_figure_counts(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 4)
    found = links(drawn(plan)[0])

    assert {link.kind for link in found} == OWN
    for link in found:
        assert len(hits(cast, "standing", link)) == len(link.keys), link.text
        assert all(hit.title and hit.url for hit in hits(cast, "standing", link))


def test_others_are_shown_what_their_own_pages_show_them(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 4)
    said, _ = drawn(plan)
    by_kind = {link.kind: link for link in links(said)}

    assert hits(cast, "member", by_kind["fund"]) == []
    assert hits(cast, "member", by_kind["meeting"]) == []
    proposed = next(part for part in said["awards.proposed.titles.people"].parts if isinstance(part, Link))
    assert hits(cast, "stranger", proposed) == []
    assert len(hits(cast, "contact", proposed)) == len(proposed.keys)


def test_whose_awards_are_those_of_women_is_for_who_may_know_it_and_is_kept(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 4)
    link = next(link for link in links(drawn(plan)[0]) if link.kind == "award_of_woman")

    assert hits(cast, "contact", link) == []
    assert not AuditEntry.objects.filter(act="award_statistics.read").exists()
    assert len(hits(cast, "standing", link)) == len(link.keys)
    assert AuditEntry.objects.get(act="award_statistics.read").detail == {"rows": len(link.keys)}


def test_what_went_up_and_what_a_cluster_proposed_is_shown_too(cast: Cast) -> None:
    letter = make_letter(cast)
    proposal = make_proposal(make_cluster_year(), cast.standing, state=ProposalState.SENT)
    sent = Link("01 hồ sơ", "sent", tuple(letter.lines.values_list("pk", flat=True)))
    proposed = Link("01 đề nghị", "proposal", (proposal.pk,))

    assert [hit.title for hit in hits(cast, "standing", sent)] == [
        "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh: Hoàng Văn Em"
    ]
    assert hits(cast, "member", sent) == []
    assert [hit.badge for hit in hits(cast, "standing", proposed)] == ["Đã gửi, chờ trả lời"]


@pytest.mark.parametrize("kind", sorted(OWN - {"award_of_woman"}))
def test_rows_are_read_in_one_query(cast: Cast, plan: Plan, kind: str) -> None:
    make_records(cast, plan, 4)
    link = next(link for link in links(drawn(plan)[0]) if link.kind == kind)
    hits(cast, "standing", link)

    with CaptureQueriesContext(connection) as queries:
        hits(cast, "standing", link)

    assert len(queries) == 1
