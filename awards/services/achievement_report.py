"""Báo cáo thành tích written in the app: saved by itself while one writes, told when another has written meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from awards.models import AchievementReport, Nomination, RatingLevel, Recognition
from awards.papers.achievement_report import (
    COLLECTIVE_PARTS,
    PERSON_PARTS,
    AchievementFacts,
    GivenLine,
    Part,
    RatingLine,
    WorkLine,
    achievement_paper,
)
from awards.services.nomination import refuse_unless_draft
from awards.services.record_rows import AwardRow, read_record
from plans.models import Office, Sex, Training, User
from plans.papers.content import Paper
from plans.rules.text import nfc
from plans.services import audit
from plans.services.locking import check_version, locked, save_in_line, use_submit_key
from plans.services.task_log import demand

WHO_WRITES = (
    "Người được đề nghị, đầu mối đơn vị và thường trực TĐKT viết báo cáo thành tích. Anh, chị báo đầu mối đơn vị."
)
LONGEST = 20_000  # letters of a part
RECENT = dt.timedelta(minutes=10)


def parts_of(nomination: Nomination) -> tuple[Part, ...]:
    """The parts that are written, by the form of the subject."""
    return COLLECTIVE_PARTS if nomination.unit_id else PERSON_PARTS


@transaction.atomic
def save_report(
    *,
    nomination: Nomination,
    actor: User,
    parts: Mapping[str, str],
    seen: int,
    by_itself: bool = False,
    key: str = "",
) -> AchievementReport:
    """Keep what was written; refused with both texts when somebody else saved since version ``seen``."""
    if not by_itself:
        use_submit_key(actor, key)
    record = locked(nomination)
    demand(actor, "awards.write_report", record, WHO_WRITES)
    refuse_unless_draft(record)
    report = AchievementReport.objects.select_for_update().filter(nomination=record).first()
    report = report or AchievementReport(nomination=record, version=0)
    check_version(report, seen, dict(parts))
    texts = {part.code: nfc(parts.get(part.code, ""))[:LONGEST] for part in parts_of(record)}
    if report.pk and texts == report.parts and by_itself:
        return report
    report.parts, report.saved_at, report.saved_by = texts, timezone.now(), actor
    report.version += 1
    save_in_line(report, actor=actor, by_itself=by_itself)
    if not by_itself:
        audit.record(actor=actor, act="nomination.report_save", obj=record)
    return report


def others_writing(report: AchievementReport | None, user: User, now: dt.datetime) -> str:
    """Who else saved a moment ago, in words; empty where nobody did."""
    if report is None or report.saved_at is None or report.saved_by_id in (None, user.pk):
        return ""
    if now - report.saved_at > RECENT:
        return ""
    return f"{report.saved_by} vừa lưu lúc {timezone.localtime(report.saved_at):%H:%M}"


def report_document(nomination: Nomination, report: AchievementReport | None, user: User) -> Paper:
    """Báo cáo thành tích as ``user`` may print it: personal data only for who may see it. Two queries."""
    office = Office.objects.first() or Office()
    rows = read_record(nomination.subject, user=user)
    person, unit = nomination.person, nomination.unit
    personal = person is not None and user.has_perm("plans.see_personal_data", person)
    return achievement_paper(
        AchievementFacts(
            agency=(unit or person.unit).name if (unit or person) else "",  # type: ignore[union-attr]
            parent_agency=office.heading,
            town=office.place,
            year=nomination.year,
            honour=str(nomination.honour),
            is_title=nomination.title_id is not None,
            subject=str(nomination.subject),
            collective=unit is not None,
            position=person.position if person else "",
            unit=person.unit.name if person else "",
            sex=str(Sex(person.sex).label) if person and personal and person.sex else "",
            birth_date=person.birth_date if person and personal else None,
            training=str(Training(person.training).label) if person and personal and person.training else "",
            parts={} if report is None else dict(report.parts),
            ratings=tuple(
                RatingLine(row.year, str(RatingLevel(row.level).label), row.number, row.decided_on)
                for row in sorted(rows.ratings, key=lambda row: row.year)
                if row.year <= nomination.year
            ),
            titles=_given(rows.awards, titles=True),
            commendations=_given(rows.awards, titles=False),
            works=tuple(
                WorkLine(
                    work.year,
                    work.name,
                    "; ".join(
                        f"{Recognition.Scope(one.scope).label}: số {one.number}, {one.decided_on:%d/%m/%Y}"
                        for one in rows.recognised(work.pk)
                    ),
                )
                for work in sorted(rows.works, key=lambda work: work.year)
                if rows.recognised(work.pk)
            ),
        )
    )


def _given(awards: list[AwardRow], *, titles: bool) -> tuple[GivenLine, ...]:
    return tuple(
        GivenLine(row.year, row.name, row.number, row.decided_on, row.decided_by)
        for row in sorted(awards, key=lambda row: (row.year, row.pk))
        if row.is_title == titles and row.stands
    )
