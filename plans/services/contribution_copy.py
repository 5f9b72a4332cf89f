"""What units wrote, gathered beside the sections of the report, and copied into them as paragraphs of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from plans.errors import DomainError
from plans.models import Contribution, ContributionState, Report, ReportSection, User
from plans.rules.contribution import PARTS, Part, copied_key
from plans.services import audit
from plans.services.locking import locked, use_submit_key
from plans.services.report import Typed, keep_section, lines_of

GATHERED = (ContributionState.SENT, ContributionState.TAKEN)


class Beside(NamedTuple):
    """A unit's text beside a section.

    ``key`` is that of the paragraph that a copy makes; ``copied_into`` the heading of the section that has it already.
    """

    unit: str
    text: str
    state: str
    contribution: int
    part: str
    label: str
    key: str
    copied_into: str


def contributions_beside(report: Report, sections: Iterable[ReportSection] | None = None) -> dict[str, list[Beside]]:
    """By section's slug, what units have sent for it, in their order. One query where ``sections`` are given."""
    shown = list(report.sections.all() if sections is None else sections)
    slugs = {section.slug for section in shown}
    copied = {line.key: section.heading for section in shown for line in lines_of(section)}
    found: dict[str, list[Beside]] = defaultdict(list)
    columns = ("pk", "unit__name", "state", *(part.name for part in PARTS))
    rows = Contribution.objects.filter(report=report, state__in=GATHERED).order_by("unit__order", "pk")
    for pk, unit, state, *texts in rows.values_list(*columns):
        label = str(ContributionState(state).label)
        for part, text in zip(PARTS, texts, strict=True):
            key = copied_key(pk, part)
            for slug in part.sections(slugs) if text else ():
                found[slug].append(Beside(unit, text, label, pk, part.name, part.label, key, copied.get(key, "")))
    return dict(found)


@transaction.atomic
def copy_into_report(*, actor: User, contribution: Contribution, part: Part, slug: str, key: str = "") -> ReportSection:
    """Chép vào báo cáo: the unit's text as the last paragraph of a section beside which it is shown, never twice."""
    use_submit_key(actor, key)
    report = locked(contribution.report)  # first, as everybody does who writes in a section
    record = locked(contribution)
    if record.state not in GATHERED:
        raise DomainError("Đơn vị chưa gửi báo cáo này nên chưa chép được. Chờ đơn vị gửi.")
    text = getattr(record, part.name)
    if not text.strip():
        raise DomainError(f"Đơn vị không viết mục “{part.label}”. Không có gì để chép.")
    sections = {section.slug: section for section in report.sections.select_for_update()}
    if slug not in part.sections(sections):
        raise DomainError(f"Nội dung “{part.label}” không thuộc mục này. Chép ở mục có hiện nội dung đó.")
    line_key = copied_key(record.pk, part)
    already = next((one for one in sections.values() if _has(one, line_key)), None)
    if already is not None:
        raise DomainError(f"Nội dung này đã chép vào mục “{already.heading}”. Sửa lời ở mục đó.")
    section = sections[slug]
    typed = [Typed(line.key, line.text, line.text, line.left_out) for line in lines_of(section)]
    kept = keep_section(actor=actor, section=section, seen=section.version, typed=[*typed, Typed(line_key, text)])
    note = f"{record.unit}: {part.label} → {section.heading}"
    audit.record(actor=actor, act="contribution.copy", obj=record, note=note)
    return kept


def _has(section: ReportSection, key: str) -> bool:
    return any(line.key == key for line in lines_of(section))
