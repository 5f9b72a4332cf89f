"""Campaigns: written, launched with a number, closed or stopped; their phases and files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from emulation.models import (
    Campaign,
    CampaignFile,
    CampaignState,
    PhaseKind,
    ScoreSheet,
    ScoreTable,
)
from emulation.services import campaign as service
from emulation.services import campaign_way as way
from emulation.services.campaign_document import launch_paper
from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import AuditEntry, IssuedPaper, Notice, Role
from plans.services import bin as bin_service
from plans.services.evidence import NewFile
from plans.services.frozen_print import frozen_paper
from tests.emulation.campaign_factory import PHASES, WORDS, make_campaign, make_campaign_file, make_campaign_paper
from tests.factory import Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def acts_on(campaign: Campaign) -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.filter(object_type="emulation.campaign", object_id=str(campaign.pk)).order_by("number")
    return list(entries.values_list("act", "actor_name", "state_from", "state_to"))


# -- The way ---------------------------------------------------------------------------------------------------------


def test_a_campaign_goes_its_way_and_its_paper_is_frozen(cast: Cast) -> None:
    campaign = make_campaign(cast, participants=[cast.division])

    assert (campaign.state, campaign.number, campaign.issued_on) == ("launched", "11/KH-SNgV", dt.date(2026, 1, 20))
    assert acts_on(campaign) == [
        ("campaign.submit", "thuongtruc", "draft", "submitted"),
        ("campaign.approve", "lanhdao", "submitted", "approved"),
        ("campaign.launch", "vanthu", "approved", "launched"),
    ]
    paper = IssuedPaper.objects.get()
    assert (paper.series, paper.number, paper.symbol, paper.abstract) == (
        "KH",
        11,
        "KH-SNgV",
        "Phát động phong trào thi đua thường xuyên năm 2026",
    )
    assert frozen_paper(paper) == launch_paper(campaign, number=11, issued_on=dt.date(2026, 1, 20))
    assert set(Notice.objects.filter(text__contains="đã phát động").values_list("user__username", flat=True)) == {
        "daumoi",
        "lanhdao",
        "thuongtruc",
    }


def test_what_is_missing_stops_submitting_and_is_named(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT, objective="", contents=" ")

    with pytest.raises(DomainError, match=r"Chưa có mục tiêu\. Chưa có nội dung, tiêu chí thi đua\."):
        way.submit_campaign(actor=cast.standing, campaign=campaign, seen=campaign.version)

    assert Campaign.objects.get().state == "draft"


def test_what_goes_missing_after_approval_stops_the_launch(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.APPROVED)
    Campaign.objects.update(measures="")

    with pytest.raises(DomainError, match=r"Chưa phát động được\. Chưa có biện pháp"):
        way.launch_campaign(
            actor=cast.clerk, campaign=campaign, number=5, issued_on=dt.date(2026, 1, 20), seen=campaign.version
        )

    assert not IssuedPaper.objects.exists()


def test_returned_with_a_reason_and_withdrawn(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.APPROVED)

    returned = way.return_campaign(
        actor=cast.leader, campaign=campaign, reason="Ghi rõ tiêu chí.", seen=campaign.version
    )
    assert (returned.state, returned.state_reason, returned.approved_by) == ("draft", "Ghi rõ tiêu chí.", None)
    again = way.submit_campaign(actor=cast.standing, campaign=returned, seen=returned.version)
    assert again.state_reason == ""
    assert way.withdraw_campaign(actor=cast.standing, campaign=again, seen=again.version).state == "draft"


@pytest.mark.parametrize("act", [way.return_campaign, way.cancel_campaign])
def test_a_reason_is_asked_for(cast: Cast, act: Callable[..., Any]) -> None:
    state = CampaignState.SUBMITTED if act is way.return_campaign else CampaignState.DRAFT
    campaign = make_campaign(cast, state=state)

    with pytest.raises(DomainError, match="Ghi lý do"):
        act(actor=cast.leader, campaign=campaign, reason=" \n", seen=campaign.version)


def test_a_wrong_state_a_stale_page_and_a_second_click_do_nothing(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT)

    with pytest.raises(DomainError, match="còn đang soạn"):
        way.approve_campaign(actor=cast.leader, campaign=campaign, seen=campaign.version)
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        way.submit_campaign(actor=cast.standing, campaign=campaign, seen=99)
    way.submit_campaign(actor=cast.standing, campaign=campaign, seen=campaign.version, key="k")
    with pytest.raises(AlreadyDone):
        way.withdraw_campaign(actor=cast.standing, campaign=campaign, seen=campaign.version + 1, key="k")


def test_a_number_already_given_is_refused_with_the_next_free_one(cast: Cast) -> None:
    make_campaign(cast, number=11)
    campaign = make_campaign(cast, state=CampaignState.APPROVED)

    with pytest.raises(DomainError, match="tiếp theo là 12"):
        way.launch_campaign(
            actor=cast.clerk, campaign=campaign, number=11, issued_on=dt.date(2026, 2, 2), seen=campaign.version
        )

    assert Campaign.objects.get(pk=campaign.pk).state == "approved"


def test_a_campaign_closes_after_its_final_report_and_its_scores(cast: Cast) -> None:
    campaign = make_campaign(cast)
    table = ScoreTable.objects.create(campaign=campaign)
    ScoreSheet.objects.create(table=table, unit=cast.division)

    with pytest.raises(DomainError, match=r"báo cáo tổng kết.*Còn 1 phiếu chấm điểm chưa chốt"):
        way.close_campaign(actor=cast.leader, campaign=campaign, seen=campaign.version)

    ScoreSheet.objects.all().delete()
    make_campaign_paper(cast, campaign)
    assert way.close_campaign(actor=cast.leader, campaign=campaign, seen=campaign.version).state == "closed"


def test_three_years_without_a_midterm_report_close_only_when_that_is_known(cast: Cast) -> None:
    campaign = make_campaign(cast, ends_on=dt.date(2029, 1, 31))
    make_campaign_paper(cast, campaign)

    with pytest.raises(DomainError, match="sơ kết"):
        way.close_campaign(actor=cast.leader, campaign=campaign, seen=campaign.version)
    way.close_campaign(actor=cast.leader, campaign=campaign, midterm_known=True, seen=campaign.version)

    entry = AuditEntry.objects.get(act="campaign.close")
    assert "lãnh đạo đã biết" in entry.note


def test_a_launched_campaign_is_stopped_with_a_reason_that_its_units_hear(cast: Cast) -> None:
    campaign = make_campaign(cast)

    stopped = way.cancel_campaign(
        actor=cast.standing, campaign=campaign, reason="Cấp trên thay phong trào khác.", seen=campaign.version
    )

    assert stopped.state == "cancelled"
    assert Notice.objects.filter(user=cast.contact, text__contains="đã dừng").exists()


# -- Writing ---------------------------------------------------------------------------------------------------------


def values_of(campaign: Campaign, **changed: Any) -> dict[str, Any]:
    return {**{name: getattr(campaign, name) for name in service.WORDS}, **changed}


def test_a_draft_is_edited_and_a_stale_edit_shows_both_texts(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT)

    saved = service.edit_campaign(
        actor=cast.standing,
        campaign=campaign,
        values=values_of(campaign, name="Tên mới"),
        participants=[cast.division],
        seen=campaign.version,
    )
    assert (saved.name, list(saved.participants.all())) == ("Tên mới", [cast.division])
    with pytest.raises(EditConflict):
        service.edit_campaign(
            actor=cast.standing,
            campaign=campaign,
            values=values_of(campaign, name="Tên khác"),
            participants=[],
            seen=campaign.version,
        )


def test_a_launched_campaign_is_not_edited(cast: Cast) -> None:
    campaign = make_campaign(cast)

    with pytest.raises(DomainError, match="đã phát động"):
        service.edit_campaign(
            actor=cast.standing, campaign=campaign, values=values_of(campaign), participants=[], seen=campaign.version
        )


def test_a_shorter_time_that_leaves_phases_outside_is_refused(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT)

    with pytest.raises(DomainError, match="tổng kết nằm ngoài"):
        service.edit_campaign(
            actor=cast.standing,
            campaign=campaign,
            values=values_of(campaign, ends_on=dt.date(2026, 12, 15)),
            participants=[],
            seen=campaign.version,
        )


def test_phases_are_saved_changed_and_taken_away(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.DRAFT)
    spans: dict[str, Any] = {
        "registration": (dt.date(2025, 12, 1), dt.date(2026, 2, 1)),
        "running": (None, None),
        "final": PHASES[PhaseKind.FINAL],
    }

    service.save_phases(actor=cast.standing, campaign=campaign, spans=spans, seen=campaign.version)

    kept = campaign.phases.values_list("kind", "opens_on", "closes_on")
    assert list(kept) == [("registration", *spans["registration"]), ("final", *spans["final"])]


def test_phases_of_a_launched_campaign_change_with_a_reason_that_is_kept(cast: Cast) -> None:
    campaign = make_campaign(cast)
    spans: dict[str, Any] = {"final": (dt.date(2026, 12, 10), dt.date(2026, 12, 31))}

    with pytest.raises(DomainError, match="Ghi lý do"):
        service.save_phases(actor=cast.standing, campaign=campaign, spans=spans, seen=campaign.version)
    service.save_phases(
        actor=cast.standing, campaign=campaign, spans=spans, reason="Lùi theo họp Hội đồng.", seen=campaign.version
    )

    entry = AuditEntry.objects.get(act="campaign.phases")
    assert entry.note == "Lùi theo họp Hội đồng."
    assert entry.detail["before"]["final"] == ["2026-12-01", "2026-12-31"]
    assert entry.detail["after"]["final"] == ["2026-12-10", "2026-12-31"]


def test_files_are_let_in_by_what_they_are_and_come_back_from_the_bin(cast: Cast) -> None:
    campaign = make_campaign(cast)

    with pytest.raises(DomainError, match=r"“anh.pdf”"):
        service.add_files(actor=cast.standing, campaign=campaign, files=[NewFile("anh.pdf", b"GIF89a")])
    [kept] = service.add_files(actor=cast.standing, campaign=campaign, files=[NewFile("vb.pdf", PDF)])
    bin_service.remove(record=kept, actor=cast.standing)
    assert not CampaignFile.objects.kept().exists()
    bin_service.restore(record=kept, actor=cast.standing)
    assert list(CampaignFile.objects.kept()) == [kept]


def test_only_who_keeps_files_takes_them_out_of_the_bin(cast: Cast) -> None:
    kept = make_campaign_file(make_campaign(cast), cast.standing)
    bin_service.remove(record=kept, actor=cast.standing)

    with pytest.raises(DomainError):
        bin_service.restore(record=kept, actor=cast.contact)


def test_everybody_sees_launched_campaigns_and_drafts_are_for_those_who_see_drafts(cast: Cast) -> None:
    launched = make_campaign(cast)
    draft = make_campaign(cast, state=CampaignState.DRAFT)

    assert set(Campaign.objects.visible_to(cast.member)) == {launched}
    assert set(Campaign.objects.visible_to(cast.clerk)) == {launched, draft}
    assert Role.CLERK in {holding.role for holding in cast.clerk.holdings.all()}
    assert set(WORDS) <= set(service.WORDS)
