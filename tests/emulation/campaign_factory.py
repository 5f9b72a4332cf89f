"""Campaigns for tests: what ``make_x`` gives is saved, in the state asked for, with every part that a launch needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from emulation.models import (
    Campaign,
    CampaignFile,
    CampaignKind,
    CampaignPaper,
    CampaignState,
    Launcher,
    PaperKind,
    Phase,
    PhaseKind,
    Scope,
)
from emulation.services import campaign_paper as paper_service
from emulation.services import campaign_way as way
from plans.models import PaperState, Unit, User
from plans.services.files import store_file
from tests.factory import Cast

if TYPE_CHECKING:
    from tests.web.world import World

WORDS = {
    "objective": "Hoàn thành xuất sắc nhiệm vụ năm 2026.",
    "extent": "Toàn cơ quan Sở.",
    "subjects": "Các phòng, đơn vị; cán bộ, công chức, viên chức.",
    "contents": "Hoàn thành đúng hạn nhiệm vụ được giao.\nChấp hành kỷ luật, kỷ cương.",
    "measures": "Các phòng đăng ký, tự chấm điểm; thường trực tổng hợp.",
    "review": "Tổng kết trong tháng 12/2026.",
    "basis": "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15",
    "recipients": "Các phòng, đơn vị thuộc Sở\nLưu: VT",
    "symbol": "KH-SNgV",
    "signer_title": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    "signer_name": "Nguyễn Văn An",
}
PHASES = {
    PhaseKind.REGISTRATION: (dt.date(2026, 1, 5), dt.date(2026, 2, 27)),
    PhaseKind.RUNNING: (dt.date(2026, 3, 2), dt.date(2026, 11, 30)),
    PhaseKind.FINAL: (dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
}
_WAY = (CampaignState.DRAFT, CampaignState.SUBMITTED, CampaignState.APPROVED, CampaignState.LAUNCHED)


def make_campaign(
    cast: Cast,
    *,
    state: str = CampaignState.LAUNCHED,
    phases: dict[PhaseKind, tuple[dt.date, dt.date]] | None = None,
    participants: Iterable[Unit] = (),
    number: int = 11,
    issued_on: dt.date = dt.date(2026, 1, 20),
    **values: Any,
) -> Campaign:
    """A regular campaign of 2026, brought to ``state`` by the people whose act it is."""
    facts: dict[str, Any] = {
        "name": "Phong trào thi đua thường xuyên năm 2026",
        "kind": CampaignKind.REGULAR,
        "launcher": Launcher.OFFICE,
        "scope": Scope.UNIT,
        "starts_on": dt.date(2026, 1, 15),
        "ends_on": dt.date(2026, 12, 31),
    }
    campaign = Campaign.objects.create(prepared_by=cast.standing, **{**facts, **WORDS, **values})
    campaign.participants.set(participants)
    for kind, (opens, closes) in (PHASES if phases is None else phases).items():
        Phase.objects.create(campaign=campaign, kind=kind, opens_on=opens, closes_on=closes)
    for reached in _WAY[1 : _WAY.index(CampaignState(state)) + 1]:
        _step(cast, campaign, reached, number, issued_on)
        campaign = Campaign.objects.get(pk=campaign.pk)
    return campaign


def _step(cast: Cast, campaign: Campaign, to: CampaignState, number: int, issued_on: dt.date) -> None:
    if to == CampaignState.SUBMITTED:
        way.submit_campaign(actor=cast.standing, campaign=campaign, seen=campaign.version)
    elif to == CampaignState.APPROVED:
        way.approve_campaign(actor=cast.leader, campaign=campaign, seen=campaign.version)
    else:
        way.launch_campaign(
            actor=cast.clerk, campaign=campaign, number=number, issued_on=issued_on, seen=campaign.version
        )


def make_campaign_paper(
    cast: Cast,
    campaign: Campaign,
    kind: str = PaperKind.FINAL,
    *,
    state: str = PaperState.ISSUED,
    number: int = 21,
    issued_on: dt.date = dt.date(2026, 1, 25),
) -> CampaignPaper:
    """A report or decision with its words, brought to ``state``."""
    first = paper_service.paper_or_first(campaign, kind)
    values = {name: getattr(first, name) for name in paper_service.WORDS}
    values |= {"results": "Các phòng hoàn thành nhiệm vụ.", "direction": "Tiếp tục phát động năm sau."}
    paper = paper_service.save_paper(actor=cast.standing, campaign=campaign, kind=kind, values=values, seen=0)
    if state != PaperState.DRAFT:
        paper = paper_service.PAPERS.submit(actor=cast.standing, record=paper, seen=paper.version)
    if state in (PaperState.APPROVED, PaperState.ISSUED):
        paper = paper_service.PAPERS.approve(actor=cast.leader, record=paper, seen=paper.version)
    if state == PaperState.ISSUED:
        paper_service.PAPERS.issue(
            actor=cast.clerk, record=paper, number=number, issued_on=issued_on, seen=paper.version
        )
    return CampaignPaper.objects.get(pk=paper.pk)


def make_campaign_file(campaign: Campaign, user: User, name: str = "Van ban cap tren.pdf") -> CampaignFile:
    """A file kept beside the campaign."""
    stored = store_file(data=b"%PDF-1.7\n%%EOF\n", name=name, content_type="application/pdf", user=user)
    return CampaignFile.objects.create(campaign=campaign, file=stored, added_by=user)


def add_campaign(world: World) -> None:
    """A campaign in each state of its way, with a file and papers, for the access table."""
    cast = world.cast
    launched = make_campaign(cast, number=31, task=world.records["led_task"])
    running = make_campaign(cast, number=32, name="Phong trào chuyên đề")
    make_campaign_paper(cast, launched, PaperKind.FINAL, state=PaperState.ISSUED, number=33)
    make_campaign_paper(cast, launched, PaperKind.MIDTERM, state=PaperState.SUBMITTED)
    make_campaign_paper(cast, launched, PaperKind.DECISION, state=PaperState.APPROVED)
    make_campaign_paper(cast, running, PaperKind.FINAL, state=PaperState.DRAFT)
    world.records |= {
        "campaign": launched,
        "running": running,
        "draft_campaign": make_campaign(cast, state=CampaignState.DRAFT),
        "submitted_campaign": make_campaign(cast, state=CampaignState.SUBMITTED),
        "approved_campaign": make_campaign(cast, state=CampaignState.APPROVED),
        "own_file": make_campaign_file(launched, cast.standing),
        "decision": "quyet-dinh",
        "midterm": "so-ket",
        "final": "tong-ket",
    }
