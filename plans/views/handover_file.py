"""The handover pack as files: the minutes as PDF and Word, lists as sheets, the calendar, all in one ZIP; audited."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from django.utils import timezone

from plans.models import Office, Person, User
from plans.papers.content import Paper, Table
from plans.papers.docx import render_docx
from plans.papers.handover import HandoverFrame, handover_paper, paper_table, work_table
from plans.papers.pdf import render_pdf
from plans.papers.sheet import render_sheet
from plans.rules.archive import Item, index_item, zip_of
from plans.rules.handover import AHEAD_DAYS, Pack
from plans.rules.ics import IcsEvent, calendar_text
from plans.rules.official import short_date
from plans.services import audit
from plans.views.feed import MAKER, UID_DOMAIN

Two = tuple[Person, Person]


def minutes_pdf(user: User, two: Two, pack: Pack, office: Office) -> bytes:
    """BIÊN BẢN BÀN GIAO as PDF, to be signed by both."""
    data = render_pdf(_minutes(pack, office), filed=False)
    _record(user, two, data)
    return data


def pack_zip(user: User, two: Two, pack: Pack, office: Office, *, site: str) -> bytes:
    """Everything in one archive; ``site`` is where the links of the calendar lead."""
    files = enumerate(_files(user, pack, office, site), start=1)
    items = [Item(f"{number:02}_{name}", data) for number, (name, data) in files]
    day = short_date(timezone.localdate())
    lines = [f"GÓI BÀN GIAO, ngày {day}", f"Bên giao: {pack.giver.name}", f"Bên nhận: {pack.taker.name}", ""]
    data = zip_of([index_item([*lines, *(item.name for item in items)]), *items])
    _record(user, two, data)
    return data


def _files(user: User, pack: Pack, office: Office, site: str) -> Iterator[tuple[str, bytes]]:
    minutes = _minutes(pack, office)
    yield "Biên bản bàn giao.pdf", render_pdf(minutes, filed=False)
    yield "Biên bản bàn giao.docx", render_docx(minutes)
    if pack.work:
        yield "Công việc đang làm.xlsx", _sheet(user, pack, "CÔNG VIỆC ĐANG LÀM", work_table(pack.work))
    if pack.papers:
        yield "Văn bản, nơi lưu.xlsx", _sheet(user, pack, "VĂN BẢN, NƠI LƯU", paper_table(pack.papers))
    if pack.ahead:
        yield f"Lịch {AHEAD_DAYS} ngày tới.ics", _calendar(pack, site)


def _minutes(pack: Pack, office: Office) -> Paper:
    frame = HandoverFrame(
        agency=office.heading,
        parent_agency=office.parent_heading,
        symbol=office.symbol.rpartition("-")[2],
        where=office.name,
        at=timezone.localtime(),
    )
    return handover_paper(pack, frame)


def _sheet(user: User, pack: Pack, kind: str, table: Table) -> bytes:
    return render_sheet(
        kind=kind,
        subject=f"Bàn giao từ {pack.giver.name} cho {pack.taker.name}",
        columns=table.columns,
        rows=table.rows,
        criteria=f"Của {pack.giver.name}",
        total=f"Cộng: {len(table.rows)} dòng.",
        at=timezone.localtime(),
        made_by=user.get_full_name(),
        groups="NHÓM",
    )


def _calendar(pack: Pack, site: str) -> bytes:
    now = timezone.now()
    events = [
        IcsEvent(
            uid=f"{_uid(one.title, one.day)}@{UID_DOMAIN}",
            starts_on=one.day,
            ends_on=one.until,
            title=one.title,
            detail="",
            url=f"{site}{one.url}" if one.url else site,
            category="Bàn giao",
            changed_at=now,
            sequence=0,
        )
        for one in pack.ahead
    ]
    return calendar_text(name=f"Bàn giao từ {pack.giver.name}", maker=MAKER, events=events)


def _uid(title: str, day: dt.date) -> str:
    return "ban-giao-" + hashlib.sha256(f"{day.isoformat()} {title}".encode()).hexdigest()[:24]


def _record(user: User, two: Two, data: bytes) -> None:
    giver, taker = two
    detail = {"taker": taker.pk, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    audit.record(actor=user, act="handover.print", obj=giver, note=f"Cho {taker.full_name}", detail=detail)
