"""Quyết định phát động, báo cáo sơ kết, báo cáo tổng kết: from the first words to the number in the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from emulation.models import Campaign, CampaignPaper, CampaignState, PaperKind
from emulation.papers.campaign import called, launch_decision, lines_of
from emulation.papers.campaign_review import ReviewWords, review_report
from emulation.services.campaign_document import basis_lines, letterhead
from emulation.services.campaign_figures import figures_of
from plans.errors import DomainError
from plans.models import Office, PaperState, Role, Unit, User
from plans.papers.content import Paper
from plans.rules.official import format_date
from plans.services import audit
from plans.services.legal_basis import legal_basis
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.paper_way import Entry, PaperWay
from plans.services.way import Way, holders

FORMAT = "emulation.campaign_paper.1"
WORDS = (
    *("basis", "results", "shortcomings", "lessons", "direction"),
    *("recipients", "symbol", "signer_title", "signer_name"),
)
OF_DECISION = ("basis", "results", "recipients", "symbol", "signer_title", "signer_name")
SERIES = {PaperKind.DECISION: "QĐ", PaperKind.MIDTERM: "BC", PaperKind.FINAL: "BC"}
SLUGS = {PaperKind.DECISION: "quyet-dinh", PaperKind.MIDTERM: "so-ket", PaperKind.FINAL: "tong-ket"}  # in addresses
KINDS = {PaperKind.DECISION: "Quyết định", PaperKind.MIDTERM: "Báo cáo", PaperKind.FINAL: "Báo cáo"}
WHY_NOT = {
    PaperState.DRAFT: "Văn bản còn là dự thảo. Thường trực trình duyệt trước.",
    PaperState.SUBMITTED: "Văn bản đang trình duyệt. Thu hồi, hoặc lãnh đạo trả lại, rồi mới sửa được.",
    PaperState.APPROVED: "Văn bản đã duyệt, chờ văn thư ghi số. Lãnh đạo trả lại thì mới sửa được.",
    PaperState.ISSUED: "Văn bản đã ban hành, không sửa nữa.",
}
BEFORE_LAUNCH = "Phong trào chưa phát động nên chưa có báo cáo. Văn thư ghi số kế hoạch phát động trước."
STOPPED = "Phong trào đã dừng hoặc đã tổng kết, không làm thêm văn bản."
NOT_APPROVED = "Phong trào chưa được duyệt nên chưa ban hành quyết định được."


def page_of(paper: CampaignPaper) -> str:
    """The address of a paper's own page."""
    return reverse("emulation:campaign_paper", args=[paper.campaign_id, SLUGS[PaperKind(paper.kind)]])


def why_not_written(campaign: Campaign, kind: str) -> str:
    """Why a paper of this kind cannot be written now; empty where nothing hinders. No query."""
    if campaign.state in (CampaignState.CLOSED, CampaignState.CANCELLED):
        return STOPPED
    if kind != PaperKind.DECISION and campaign.state != CampaignState.LAUNCHED:
        return BEFORE_LAUNCH
    return ""


def paper_or_first(campaign: Campaign, kind: str) -> CampaignPaper:
    """The paper as it was last saved, else a first wording from what is known (version 0, not saved)."""
    saved = CampaignPaper.objects.filter(campaign=campaign, kind=kind).select_related("paper").first()
    if saved is None:
        return _first_wording(campaign, PaperKind(kind))
    saved.campaign = campaign
    return saved


def _first_wording(campaign: Campaign, kind: PaperKind) -> CampaignPaper:
    office = Office.objects.first() or Office()
    is_decision = kind == PaperKind.DECISION
    basis = legal_basis(timezone.localdate())
    if campaign.issued_on and not is_decision:
        day = campaign.issued_on
        dated = format_date(day.day, day.month, day.year)
        basis.append(f"Thực hiện Kế hoạch số {campaign.number} {dated} của {office.name}")
    series = SERIES[kind]
    return CampaignPaper(
        campaign=campaign,
        kind=kind,
        basis="\n".join(basis),
        results=_articles(campaign, office) if is_decision else "",
        recipients="Như Điều 3\nLưu: VT" if is_decision else campaign.recipients,
        symbol=f"{series}-{office.symbol}" if office.symbol else "",
        signer_title=campaign.signer_title,
        signer_name=campaign.signer_name,
        version=0,
    )


def _articles(campaign: Campaign, office: Office) -> str:
    """The usual three articles; people change them as they need."""
    name = called(campaign.name)
    time = f"từ ngày {campaign.starts_on:%d/%m/%Y} đến ngày {campaign.ends_on:%d/%m/%Y}"
    return (
        f"Điều 1. Phát động {name} trong các phòng, đơn vị thuộc {office.name}, {time}.\n"
        "Điều 2. Mục tiêu, nội dung, tiêu chí và biện pháp thực hiện theo Kế hoạch phát động.\n"
        f"Điều 3. Các phòng, đơn vị thuộc {office.name} chịu trách nhiệm thi hành Quyết định này. "
        "Quyết định có hiệu lực kể từ ngày ký./."
    )


@transaction.atomic
def save_paper(
    *, actor: User, campaign: Campaign, kind: str, values: Mapping[str, str], seen: int, key: str = ""
) -> CampaignPaper:
    """Keep the words of a paper; ``seen`` is 0 where none was saved yet."""
    use_submit_key(actor, key)
    record = locked(campaign)
    if refusal := why_not_written(record, kind):
        raise DomainError(refusal)
    saved = CampaignPaper.objects.select_for_update().filter(campaign=record, kind=kind).first()
    paper = saved or CampaignPaper(campaign=record, kind=kind, prepared_by=actor, version=0)
    if paper.state != PaperState.DRAFT:
        raise DomainError(WHY_NOT[PaperState(paper.state)])
    check_version(paper, seen, dict(values))
    for name, value in values.items():
        setattr(paper, name, value)
    paper.version += 1
    paper.save()
    audit.record(actor=actor, act="campaign_paper.edit", obj=paper)
    return paper


def what_is_missing(paper: CampaignPaper) -> list[str]:
    """What stands in the way of submitting, each as a sentence. No query."""
    is_decision = paper.kind == PaperKind.DECISION
    wanted = (
        (paper.basis if is_decision else "x", "Chưa có căn cứ."),
        (paper.results, "Chưa có các điều của quyết định." if is_decision else "Chưa ghi kết quả đạt được."),
        ("x" if is_decision else paper.direction, "Chưa ghi phương hướng, đề xuất."),
        (paper.recipients, "Chưa có nơi nhận."),
        (paper.symbol, "Chưa có ký hiệu của văn bản."),
        (paper.signer_title and paper.signer_name, "Chưa có người ký hoặc chức vụ người ký."),
    )
    return [sentence for said, sentence in wanted if not said.strip()]


def _may_issue(paper: CampaignPaper, _issued_on: dt.date) -> None:
    campaign = paper.campaign
    if refusal := why_not_written(campaign, paper.kind):
        raise DomainError(refusal)
    if campaign.state not in (CampaignState.APPROVED, CampaignState.LAUNCHED):
        raise DomainError(NOT_APPROVED)


def printed_paper(paper: CampaignPaper, *, number: int | None = None, issued_on: dt.date | None = None) -> Paper:
    """The paper as it is printed now; a draft leaves number and day open, a report counts as of today."""
    campaign, office = paper.campaign, Office.objects.first() or Office()
    today = timezone.localdate()
    year = (issued_on or today).year
    head = letterhead(paper, office, year=year, number=number, issued_on=issued_on)
    if paper.kind == PaperKind.DECISION:
        standing = _standing_name()
        basis = basis_lines(paper.basis, campaign)
        return launch_decision(head, name=campaign.name, basis=basis, articles=paper.results, proposed_by=standing)
    words = ReviewWords(tuple(lines_of(paper.basis)), paper.results, paper.shortcomings, paper.lessons, paper.direction)
    final = paper.kind == PaperKind.FINAL
    return review_report(head, name=campaign.name, final=final, words=words, figures=figures_of(campaign), at=today)


def _standing_name() -> str:
    """Whose proposal the decision follows; empty before the office has a standing unit."""
    return Unit.objects.filter(is_standing=True).values_list("name", flat=True).first() or ""


def _entry(paper: CampaignPaper) -> Entry:
    kind = PaperKind(paper.kind)
    return Entry(SERIES[kind], KINDS[kind], paper.campaign.is_sample)


def _data(record: CampaignPaper) -> dict[str, Any]:
    """The plain data that the issued PDF carries; the figures stand in the frozen pages themselves."""
    return {
        "format": FORMAT,
        "campaign": record.campaign.name,
        "kind": record.kind,
        **{name: getattr(record, name) for name in WORDS},
    }


PAPERS = PaperWay[CampaignPaper](
    Way(WHY_NOT, page_of),
    act="campaign_paper",
    missing=what_is_missing,
    printed=printed_paper,
    data=_data,
    entry=_entry,
    told=lambda record: [(holders(Role.STANDING), f"{record} đã ban hành, số {record.number}.")],
    may_issue=_may_issue,
)
