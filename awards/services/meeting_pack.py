"""Tài liệu phiên họp: the dossiers of the agenda in one PDF with contents, or that of one item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from awards.models import AgendaItem, Meeting
from awards.services.achievement_report import report_document
from awards.services.initiative_papers import dossier_document
from awards.services.meeting_reading import agenda_of
from plans.errors import DomainError
from plans.models import Office, User
from plans.papers.content import Addressees, Block, Contents, Header, Heading, Paper, Paragraph
from plans.papers.pdf import render_pdf
from plans.rules.official import format_date
from plans.services import audit

NO_ITEMS = "Phiên họp chưa có nội dung xét nào nên chưa có tài liệu. Chọn nội dung ở bước chuẩn bị."


@transaction.atomic
def make_pack(*, actor: User, meeting: Meeting, item: int | None = None) -> bytes:
    """The dossiers as PDF; that they were fetched is kept, as they name people."""
    chosen = [one for one in agenda_of(meeting) if item is None or one.pk == item]
    if not chosen:
        raise DomainError(NO_ITEMS)
    audit.record(actor=actor, act="meeting.pack", obj=meeting, note=f"{len(chosen)} hồ sơ")
    return render_pdf(pack_paper(meeting, chosen, actor), filed=False)


def pack_paper(meeting: Meeting, items: Sequence[AgendaItem], user: User) -> Paper:
    """Contents, then every dossier under a heading of its own; personal data only as ``user`` may read it."""
    office = Office.objects.first() or Office()
    day = meeting.held_on
    return Paper(
        header=Header(meeting.council.name.upper(), office.heading.upper()),
        kind="TÀI LIỆU PHIÊN HỌP",
        subject=f"{meeting.subject}\n({format_date(day.day, day.month, day.year)})",
        body=(*((Contents(),) if len(items) > 1 else ()), *_dossiers(items, user)),
    )


def _dossiers(items: Sequence[AgendaItem], user: User) -> Iterator[Block]:
    for item in items:
        if item.nomination is not None:
            one = item.nomination
            written = getattr(one, "report", None)
            yield Heading(f"{item.order}. {one.subject}, {one.honour.name}", level=1)
            yield Paragraph(f"Thành tích đề nghị: {one.achievement}")
            dossier = report_document(one, written, user)
        elif item.initiative is not None:
            yield Heading(f"{item.order}. {item.initiative.name}", level=1)
            dossier = dossier_document(item.initiative, user)
        else:
            continue
        yield from (_lower(block) for block in dossier.body if not isinstance(block, Addressees))


def _lower(block: Block) -> Block:
    """Headings of a dossier stand below that of the item."""
    return replace(block, level=min(3, block.level + 1)) if isinstance(block, Heading) and block.level else block
