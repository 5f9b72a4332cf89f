"""The sections of a report as its page reads them: every figure a link to the rows that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from plans.models import Contribution, Report, ReportSection, User
from plans.rules.report_line import Drawn, Line, Link
from plans.services.contribution_copy import Beside
from plans.services.report import lines_of
from plans.services.report_document import numbered

RECENT = dt.timedelta(minutes=10)
PLAIN, EDITED, OWN, STALE, LEFT_OUT = "plain", "edited", "own", "stale", "left-out"


class ShownLine(NamedTuple):
    """A paragraph: its words, and where they are a hand's own, the figures that stand behind them.

    ``new`` is what the records say by now beside a hand's words that they no longer bear out.
    """

    key: str
    look: str
    words: SafeString
    sources: SafeString
    new: SafeString


class ShownSection(NamedTuple):
    """A section with its number, its paragraphs, and who wrote in it a moment ago."""

    pk: int
    slug: str
    title: str
    level: int
    version: int
    gathers: bool
    lines: list[ShownLine]
    printed: bool  # something of it stands on the paper
    edit_url: str
    others: str
    beside: list[Beside]  # what units have sent for it


def shown_sections(
    report: Report,
    sections: Iterable[ReportSection],
    user: User,
    *,
    edits: bool,
    beside: Mapping[str, list[Beside]],
) -> Iterator[ShownSection]:
    """The sections in their order; what is left out of the paper is shown to who edits it alone."""
    now = timezone.now()
    for one in numbered(sections):
        section = one.section
        lines = lines_of(section)
        shown = [_shown(report, section.slug, line) for line in lines if line.text or (edits and not line.is_away)]
        yield ShownSection(
            section.pk,
            section.slug,
            one.title,
            section.level,
            section.version,
            one.gathers,
            shown,
            any(line.text for line in lines),
            reverse("plans:report_section", args=[report.pk, section.slug]) if edits else "",
            others_writing(section, user, now) if edits else "",
            beside.get(section.slug, []),
        )


def others_writing(section: ReportSection | Contribution, user: User, now: dt.datetime) -> str:
    """Who else saved the section, or a unit's report, a moment ago, in words; empty where nobody did."""
    if section.edited_at is None or section.edited_by_id in (None, user.pk) or now - section.edited_at > RECENT:
        return ""
    return f"{section.edited_by} đang soạn, lưu lúc {timezone.localtime(section.edited_at):%H:%M}"


def drawn_html(report: Report, slug: str, drawn: Drawn) -> SafeString:
    """A drawn sentence, its figures links."""
    pieces, place = [], 0
    for part in drawn.parts:
        if isinstance(part, Link):
            pieces.append(_link(report, slug, drawn.key, place, part))
            place += 1
        else:
            pieces.append(escape(part))
    return mark_safe("".join(pieces))  # noqa: S308 (each piece is escaped above)


def sources_html(report: Report, slug: str, drawn: Drawn | None) -> SafeString:
    """The figures behind a sentence that a hand worded anew, each a link; empty where it counts nothing."""
    links = [part for part in drawn.parts if isinstance(part, Link)] if drawn else []
    if drawn is None or not links:
        return SafeString("")
    shown = [_link(report, slug, drawn.key, place, part) for place, part in enumerate(links)]
    return mark_safe(" · ".join(shown))  # noqa: S308 (each is escaped above)


def _link(report: Report, slug: str, key: str, place: int, link: Link) -> SafeString:
    url = reverse("plans:report_rows", args=[report.pk, slug, key, place])
    return format_html('<a href="{}">{}</a>', url, link.text)


def _shown(report: Report, slug: str, line: Line) -> ShownLine:
    nothing = SafeString("")
    new = drawn_html(report, slug, line.drawn) if line.drawn else nothing
    if line.words is None:
        return ShownLine(line.key, LEFT_OUT if line.left_out else PLAIN, new, nothing, nothing)
    words = mark_safe(escape(line.words).replace("\n", "<br>"))  # noqa: S308 (escaped)
    if line.left_out:
        return ShownLine(line.key, LEFT_OUT, words, nothing, nothing)
    if line.is_own:
        return ShownLine(line.key, OWN, words, nothing, nothing)
    sources = sources_html(report, slug, line.drawn or line.seen)
    if line.is_stale:
        return ShownLine(line.key, STALE, words, sources, new)
    return ShownLine(line.key, EDITED, words, sources, nothing)
