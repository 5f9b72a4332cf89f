"""Rounds, unit reviews and nominations for tests: made as records, in the state asked for, without the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from awards.models import (
    AchievementReport,
    Nomination,
    NominationComment,
    NominationFile,
    NominationState,
    Quota,
    ReviewLine,
    Round,
    UnitReview,
)
from emulation.models import Commendation, Title
from plans.models import Person, Unit, User
from plans.services.files import store_file
from tests.emulation.catalogue_factory import make_title

if TYPE_CHECKING:
    from tests.web.world import World

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
ACHIEVEMENT = "Tham mưu tổ chức thành công Hội đàm thường niên với Quảng Tây (Trung Quốc)."


def make_round(
    by: User,
    year: int = 2026,
    *,
    titles: Iterable[Title] = (),
    commendations: Iterable[Commendation] = (),
    **values: Any,
) -> Round:
    """A round that takes nominations the whole year and judges the year before."""
    facts = {
        "name": f"Đợt xét tháng 6/{year}",
        "achievement_year": year - 1,
        "opens_on": dt.date(year, 1, 2),
        "closes_on": dt.date(year, 12, 31),
        "opened_by": by,
    }
    award_round = Round.objects.create(year=year, **{**facts, **values})
    award_round.titles.set(titles)
    award_round.commendations.set(commendations)
    return award_round


def make_quota(award_round: Round, *, number: int = 1, **values: Any) -> Quota:
    """So many suất of one honour."""
    return Quota.objects.create(
        round=award_round, number=number, **{"source": "Công văn 100/SNV-TĐKT ngày 05/01/2026", **values}
    )


def make_review(award_round: Round, unit: Unit, by: User, **values: Any) -> UnitReview:
    """The review that a unit held."""
    facts = {
        "held_on": dt.date(award_round.year, 1, 10),
        "place": "Phòng họp tầng 2",
        "chair": "Lý Thị An",
        "secretary": "Hoàng Văn Em",
        "members": 7,
        "present": 6,
        "conclusion": "Hội nghị thống nhất đề nghị các danh hiệu, hình thức nêu trên.",
    }
    return UnitReview.objects.create(round=award_round, unit=unit, made_by=by, **{**facts, **values})


def make_review_line(review: UnitReview, *, agreed: int = 6, **values: Any) -> ReviewLine:
    """One line of a review: ``person`` or ``unit``, ``title`` or ``commendation``."""
    return ReviewLine.objects.create(review=review, agreed=agreed, order=review.lines.count() + 1, **values)


def make_nomination(
    by: User,
    *,
    award_round: Round | None = None,
    person: Person | None = None,
    unit: Unit | None = None,
    title: Title | None = None,
    commendation: Commendation | None = None,
    state: str = NominationState.DRAFT,
    **values: Any,
) -> Nomination:
    """A nomination in ``state``: of nobody named, of whoever makes it; for no honour named, for Lao động tiên tiến."""
    award_round = award_round or Round.objects.first() or make_round(by)
    if person is None and unit is None:
        person = by.person
    if title is None and commendation is None:
        title = make_title()
    sent = {"submitted_by": by, "submitted_at": timezone.now()} if state not in ("draft", "withdrawn") else {}
    checked = (
        {"checked_by": by, "checked_at": timezone.now(), "received_on": dt.date(award_round.year, 6, 5)}
        if state == NominationState.ELIGIBLE
        else {}
    )
    facts = {
        "year": award_round.achievement_year,
        "kind": award_round.kind,
        "achievement": ACHIEVEMENT,
        "made_by": by,
        **sent,
        **checked,
    }
    return Nomination.objects.create(
        round=award_round,
        person=person,
        unit=unit,
        title=title,
        commendation=commendation,
        state=state,
        **{**facts, **values},
    )


def make_nomination_file(
    nomination: Nomination, by: User, document: str = "D09_BIEN_BAN", name: str = "Biên bản.pdf", **values: Any
) -> NominationFile:
    """A document of the dossier."""
    stored = store_file(data=PDF, name=name, content_type="application/pdf", user=by)
    return NominationFile.objects.create(nomination=nomination, document=document, file=stored, added_by=by, **values)


def make_report(nomination: Nomination, by: User, **parts: str) -> AchievementReport:
    """The achievement report, with ``parts`` by their code."""
    return AchievementReport.objects.create(nomination=nomination, parts=parts, saved_at=timezone.now(), saved_by=by)


def make_comment(nomination: Nomination, by: User, **values: Any) -> NominationComment:
    """What a colleague said of it."""
    return NominationComment.objects.create(
        nomination=nomination, author=by, **{"text": "Đồng chí xứng đáng, đề nghị xét.", **values}
    )


def add_nomination(world: World) -> None:
    """A round in its days, the reviews of two units, a nomination of the member in each state, a file, a comment."""
    cast, today = world.cast, timezone.localdate()
    member, month = cast.member.person, dt.timedelta(days=30)
    titles = [make_title(code) for code in ("LDTT", "CSTDCS", "CSTD_TINH")]
    days = {"opens_on": today - month, "closes_on": today + month}
    days |= {"comment_from": today - month, "comment_to": today + month}
    award_round = make_round(cast.standing, titles=titles, **days)
    facts = {"award_round": award_round, "person": member}
    draft = make_nomination(cast.contact, **facts, title=titles[0])
    sent = make_nomination(cast.contact, **facts, title=titles[1], state=NominationState.SUBMITTED)
    signed = store_file(data=PDF, name="Bản ký.pdf", content_type="application/pdf", user=cast.stranger)
    world.records |= {
        "award_round": award_round,
        "unit_review": make_review(award_round, cast.division, cast.contact),
        "signed_review": make_review(award_round, cast.other_division, cast.stranger, signed_file=signed),
        "unreviewed_unit": cast.subordinate,
        "draft_nomination": draft,
        "sent_nomination": sent,
        "eligible_nomination": make_nomination(cast.contact, **facts, title=titles[2], state=NominationState.ELIGIBLE),
        "withdrawn_nomination": make_nomination(
            cast.contact, **facts, title=titles[1], state=NominationState.WITHDRAWN
        ),
        "nomination_file": make_nomination_file(draft, cast.contact),
        "other_document": "KHAC",
        "nominee_comment": make_comment(sent, cast.clerk),
    }
