"""What the papers of a campaign say, taken from its record, the office and the plan; and first wordings of them."""

from __future__ import annotations

import datetime as dt
from typing import Any, Protocol

from emulation.models import Campaign, Phase
from emulation.papers.campaign import CampaignWords, Letterhead, launch_plan, lines_of
from plans.models import Office, Plan
from plans.papers.content import Paper
from plans.rules.official import format_date, short_date
from plans.services.legal_basis import legal_basis, plan_basis

FORMAT = "emulation.campaign.1"
_RECORDED = (
    *("name", "kind", "launcher", "scope", "source_number", "source_from"),
    *("objective", "extent", "subjects", "contents", "measures", "review"),
    *("slogans", "reward_quota", "dossier_time", "basis"),
)


class Lettered(Protocol):
    """A record that carries what the head and the end of its paper say."""

    symbol: Any
    recipients: Any
    signer_title: Any
    signer_name: Any


def letterhead(
    record: Lettered,
    office: Office,
    *,
    year: int,
    number: int | None = None,
    issued_on: dt.date | None = None,
) -> Letterhead:
    """Head and end of a paper, from the record that carries its symbol, recipients and signer."""
    return Letterhead(
        agency=office.heading,
        parent_agency=office.parent_heading,
        issuer=office.name,
        town=office.place,
        year=year,
        symbol=record.symbol,
        recipients=tuple(lines_of(record.recipients)),
        signer_title=record.signer_title,
        signer_name=record.signer_name,
        number=number,
        issued_on=issued_on,
    )


def words_of(campaign: Campaign, phases: list[Phase]) -> CampaignWords:
    """The campaign as its papers tell it. One query, for the units named."""
    return CampaignWords(
        name=campaign.name,
        by_others=campaign.by_others,
        basis=basis_lines(campaign.basis, campaign),
        objective=campaign.objective,
        extent=campaign.extent,
        subjects=campaign.subjects,
        participants=tuple(campaign.participants.values_list("name", flat=True)),
        contents=campaign.contents,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        phases=tuple((str(phase.get_kind_display()), phase.opens_on, phase.closes_on) for phase in phases),
        slogans=tuple(lines_of(campaign.slogans)),
        measures=campaign.measures,
        review=campaign.review,
        reward_quota=campaign.reward_quota,
        dossier_time=campaign.dossier_time,
    )


def launch_paper(campaign: Campaign, *, number: int | None = None, issued_on: dt.date | None = None) -> Paper:
    """The launch plan as it is printed; a draft leaves number and day open. Three queries."""
    office = Office.objects.first() or Office()
    year = issued_on.year if issued_on else campaign.starts_on.year
    head = letterhead(campaign, office, year=year, number=number, issued_on=issued_on)
    return launch_plan(head, words_of(campaign, list(campaign.phases.all())))


def record_of(campaign: Campaign) -> dict[str, Any]:
    """The plain data that the issued PDF carries."""
    return {
        "format": FORMAT,
        **{name: getattr(campaign, name) for name in _RECORDED},
        "starts_on": campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on.isoformat(),
        "participants": list(campaign.participants.values_list("name", flat=True)),
        "phases": [
            {"kind": phase.kind, "opens_on": phase.opens_on.isoformat(), "closes_on": phase.closes_on.isoformat()}
            for phase in campaign.phases.all()
        ],
    }


def basis_lines(basis: str, campaign: Campaign) -> tuple[str, ...]:
    """The căn cứ as written, and the paper by which another level launched the campaign where none of them names it."""
    said = tuple(lines_of(basis))
    if not campaign.by_others or not campaign.source_number or campaign.source_number in basis:
        return said
    return (*said, f"Thực hiện {source_words(campaign)}")


def source_words(campaign: Campaign) -> str:
    """ "Kế hoạch số 12/KH-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh"."""
    day = campaign.source_date
    dated = f" {format_date(day.day, day.month, day.year)}" if day else ""
    by = f" của {campaign.source_from}" if campaign.source_from else ""
    number = campaign.source_number
    named = number if not number[:1].isdigit() else f"Văn bản số {number}"
    return f"{named}{dated}{by}"


def paper_words(campaign: Campaign) -> str:
    """The office's own launch plan in running words: "Kế hoạch số 12/KH-SNgV ngày 10/02/2026"; empty before it."""
    if not campaign.number or campaign.issued_on is None:
        return ""
    return f"Kế hoạch số {campaign.number} ngày {short_date(campaign.issued_on)}"


# -- First wordings --------------------------------------------------------------------------------------------------


def first_words(plan: Plan | None, office: Office | None, *, today: dt.date) -> dict[str, str]:
    """What a new campaign starts with: căn cứ of law in force and of the plan, recipients and signer of the plan."""
    office = office or Office()
    return {
        "symbol": f"KH-{office.symbol}" if office.symbol else "",
        "basis": "\n".join([*legal_basis(today), *plan_basis(plan, office)]),
        "recipients": plan.recipients if plan else "Lưu: VT",
        "signer_title": plan.signer_title if plan else "",
        "signer_name": plan.signer_name if plan else "",
    }
