"""The papers of campaigns and their figures; the task they fulfil, the report of a time, the ministry's form."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from emulation.models import (
    Aim,
    Campaign,
    CampaignKind,
    CampaignState,
    Commendation,
    Launcher,
    PaperKind,
    Registration,
    RegistrationRound,
    RegistrationState,
    ScoreSheet,
    ScoreTable,
    SheetState,
)
from emulation.services import campaign_paper as papers
from emulation.services.campaign_document import first_words, launch_paper
from emulation.services.campaign_figures import campaign_section, figures_of
from emulation.services.campaign_task import complete_task, done_words, proof_of
from emulation.services.form_0601 import counted_rows
from emulation.services.sample_campaign import load_sample_campaigns
from plans.errors import DomainError
from plans.models import AuditEntry, Evidence, IssuedPaper, LegalText, PaperState, Plan
from plans.papers.content import Paper, Paragraph, Table, plain
from plans.rules.status import Progress
from plans.services.frozen_print import frozen_paper
from plans.services.legal_basis import legal_basis
from tests.emulation.campaign_factory import make_campaign, make_campaign_paper
from tests.factory import Cast, make_task


def text_of(paper: Paper) -> str:
    """All that the paper says, a block a line."""
    said = []
    for block in paper.body:
        if isinstance(block, Paragraph):
            said.append(plain(block.words))
        elif isinstance(block, Table):
            said += [" | ".join(plain(cell) for cell in row.cells) for row in block.rows if hasattr(row, "cells")]
        else:
            said.append(getattr(block, "text", "") or "\n".join(getattr(block, "lines", ())))
    return "\n".join(said)


def acts_on(campaign: Campaign) -> list[tuple[str, str, str, str]]:
    entries = AuditEntry.objects.filter(object_type="emulation.campaign", object_id=str(campaign.pk)).order_by("number")
    return list(entries.values_list("act", "actor_name", "state_from", "state_to"))


# -- Papers ----------------------------------------------------------------------------------------------------------


def test_a_new_campaign_cites_the_plan_and_the_law_in_force(cast: Cast, plan: Plan) -> None:
    LegalText.objects.filter(code="ND_152_2025").update(effective_to=dt.date(2026, 5, 31))

    before, after = legal_basis(dt.date(2026, 5, 31)), legal_basis(dt.date(2026, 6, 1))
    words = first_words(plan, cast.office, today=dt.date(2026, 6, 1))

    assert any("152/2025/NĐ-CP" in line for line in before)
    assert not any("152/2025/NĐ-CP" in line for line in after)
    assert "Căn cứ Kế hoạch số 05/KH-SNgV ngày 14 tháng 01 năm 2026 của Sở Ngoại vụ" in words["basis"]
    assert words["signer_name"] == plan.signer_name


def test_a_draft_shows_no_number_and_a_response_names_who_launched_it(cast: Cast) -> None:
    campaign = make_campaign(
        cast,
        state=CampaignState.DRAFT,
        name="Chuyển đổi số",
        launcher=Launcher.PROVINCE,
        source_number="Kế hoạch mẫu",
        source_from="Ủy ban nhân dân tỉnh",
        participants=[cast.division],
    )

    paper = launch_paper(campaign)

    assert "11" not in paper.header.number
    assert paper.subject == "Hưởng ứng phong trào thi đua “Chuyển đổi số”"
    assert "Thực hiện Kế hoạch mẫu của Ủy ban nhân dân tỉnh" in text_of(paper)
    assert "Đơn vị tham gia: Phòng Lãnh sự - Biên giới." in text_of(paper)


def test_a_report_waits_for_the_launch(cast: Cast) -> None:
    campaign = make_campaign(cast, state=CampaignState.APPROVED)

    with pytest.raises(DomainError, match="chưa phát động"):
        papers.save_paper(actor=cast.standing, campaign=campaign, kind=PaperKind.FINAL, values={}, seen=0)
    make_campaign_paper(cast, campaign, PaperKind.DECISION, number=7)

    assert str(IssuedPaper.objects.get()) == f"Quyết định 07/QĐ-{cast.office.symbol}"


def test_an_empty_report_is_not_submitted(cast: Cast) -> None:
    campaign = make_campaign(cast)
    first = papers.paper_or_first(campaign, PaperKind.FINAL)
    values = {name: getattr(first, name) for name in papers.WORDS}
    paper = papers.save_paper(actor=cast.standing, campaign=campaign, kind=PaperKind.FINAL, values=values, seen=0)

    with pytest.raises(DomainError, match="Chưa ghi kết quả đạt được"):
        papers.PAPERS.submit(actor=cast.standing, record=paper, seen=paper.version)


def test_a_paper_is_returned_and_edited_again(cast: Cast) -> None:
    campaign = make_campaign(cast)
    paper = make_campaign_paper(cast, campaign, state=PaperState.APPROVED)

    returned = papers.PAPERS.send_back(actor=cast.leader, record=paper, reason="Nêu số liệu.", seen=paper.version)
    saved = papers.save_paper(
        actor=cast.standing, campaign=campaign, kind=PaperKind.FINAL, values={"results": "Mới"}, seen=returned.version
    )

    assert (saved.state, saved.return_reason, saved.results) == ("draft", "Nêu số liệu.", "Mới")


def register(cast: Cast, campaign: Campaign) -> None:
    """A person and a unit aim at a commendation in the round of the year."""
    entry = Commendation.objects.order_by("pk").first()
    assert entry is not None
    turn = RegistrationRound.objects.create(
        year=2026, opens_on=dt.date(2026, 1, 5), closes_on=dt.date(2026, 2, 27), opened_by=cast.standing
    )
    subjects: tuple[dict[str, Any], ...] = ({"person": cast.member.person}, {"unit": cast.division})
    for subject in subjects:
        one = Registration.objects.create(
            round=turn, made_by=cast.member, state=RegistrationState.RECEIVED, sent_at=timezone.now(), **subject
        )
        Aim.objects.create(registration=one, commendation=entry)
    assert campaign.kind == CampaignKind.REGULAR


def test_a_report_counts_registrations_and_the_ranking_and_freezes_them(cast: Cast) -> None:
    campaign = make_campaign(cast)
    register(cast, campaign)
    sheet = ScoreSheet.objects.create(
        table=ScoreTable.objects.create(campaign=campaign),
        unit=cast.division,
        state=SheetState.CLOSED,
        own_total=9500,
        final_total=9250,
        rank=1,
    )
    figures = figures_of(campaign)
    assert (figures.registered_people, figures.registered_units, figures.taking_part) == (1, 1, 4)
    assert [(aim.people, aim.units) for aim in figures.aims] == [(1, 1)]
    paper = make_campaign_paper(cast, campaign)
    issued = paper.paper
    assert issued is not None

    sheet.delete()
    Aim.objects.all().delete()
    Registration.objects.all().delete()

    said = text_of(frozen_paper(issued))
    assert "1 tập thể và 1 cá nhân đã đăng ký" in said
    assert "1 | Phòng Lãnh sự - Biên giới | 95 | 92,5" in said


# -- The task, the report, the form ----------------------------------------------------------------------------------


def test_the_task_is_reported_done_with_the_papers_as_evidence(
    cast: Cast, plan: Plan, django_capture_on_commit_callbacks: Any
) -> None:
    task = make_task(plan, "Phát động phong trào thi đua năm 2026.", units=[cast.standing_office])
    with django_capture_on_commit_callbacks(execute=True):
        campaign = make_campaign(cast, task=task)

    complete_task(
        actor=cast.standing,
        campaign=campaign,
        task=task,
        done_text=done_words(campaign),
        files=proof_of(campaign),
        today=dt.date(2026, 2, 2),
    )

    task.refresh_from_db()
    assert (task.progress, task.reported_on) == (Progress.AWAITING, dt.date(2026, 2, 2))
    assert "Kế hoạch số 11/KH-SNgV ngày 20/01/2026" in task.latest_news
    assert [one.file.name for one in Evidence.objects.filter(task=task)] == ["ke-hoach-11-kh-sngv-2026.pdf"]
    assert ("campaign.complete", "thuongtruc", "", "") in acts_on(campaign)


def test_a_task_is_not_reported_done_before_the_launch_nor_another_task(cast: Cast, plan: Plan) -> None:
    task = make_task(plan, units=[cast.standing_office])
    campaign = make_campaign(cast, state=CampaignState.DRAFT, task=task)
    asked: dict[str, Any] = {"actor": cast.standing, "done_text": "x", "files": [], "today": dt.date(2026, 2, 2)}

    with pytest.raises(DomainError, match="chưa phát động"):
        complete_task(campaign=campaign, task=task, **asked)
    with pytest.raises(DomainError, match="chưa gắn"):
        complete_task(campaign=campaign, task=make_task(plan), **asked)


def test_the_section_of_a_time_tells_of_the_campaigns_that_ran_in_it(cast: Cast) -> None:
    make_campaign(cast)
    make_campaign(cast, state=CampaignState.DRAFT)

    def said(first: dt.date, last: dt.date) -> str:
        _, body = campaign_section(first, last)
        return "\n".join(plain(block.words) for block in body if isinstance(block, Paragraph))

    assert "Trong kỳ có 1 phong trào" in said(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert "phát động mới 0" in said(dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert "không có phong trào" in said(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def test_the_ministry_form_counts_launched_campaigns_of_the_year(cast: Cast) -> None:
    make_campaign(cast, starts_on=dt.date(2026, 1, 1))
    make_campaign(cast, number=12, kind=CampaignKind.THEMATIC, ends_on=dt.date(2028, 12, 31))
    make_campaign(cast, state=CampaignState.APPROVED)

    def total(year: int, *, running: bool) -> tuple[int, ...]:
        return next(row.counts for row in counted_rows(year, running=running) if row.code == "01")

    assert total(2026, running=False) == (2, 0, 0, 2)
    assert total(2027, running=False) == (0, 0, 0, 0)
    assert total(2027, running=True) == (1, 0, 0, 1)


def test_the_sample_is_loaded_once(cast: Cast, plan: Plan) -> None:
    for user in (cast.standing, cast.leader, cast.clerk):
        user.is_sample = True
        user.save()
    for no in ("2", "7"):
        make_task(plan, no=no, units=[cast.standing_office])

    load_sample_campaigns()
    load_sample_campaigns()

    found = Campaign.objects.order_by("starts_on").values_list("task__no", "state", "launcher", "is_sample")
    assert list(found) == [("2", "launched", "office", True), ("7", "launched", "province", True)]
