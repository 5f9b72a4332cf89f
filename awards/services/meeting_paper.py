"""Giấy mời, biên bản họp, biên bản kiểm phiếu: written, corrected with a trace, numbered by the clerk, filed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.models import Meeting, MeetingPaper, MeetingState, PaperOfMeeting
from awards.services.meeting import WAY, WHO_RUNS
from awards.services.meeting_document import SERIES, printed_paper
from awards.services.vote_ties import demand_concluded
from plans.errors import DomainError
from plans.models import IssuedPaper, Role, User
from plans.rules.official import symbol_line
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.paper import register_paper
from plans.services.task_log import demand
from plans.services.way import check_issue_day, holders, tell

WHO_NUMBERS = "Văn thư ghi số, ngày của văn bản hội đồng. Anh, chị báo văn thư."
NUMBERED = "Văn bản đã có số, không sửa nữa. Cần sửa thì lập văn bản đính chính."
NO_SYMBOL = "Hội đồng chưa có ký hiệu văn bản. Ghi ký hiệu ở trang hội đồng rồi ghi số."
TOO_EARLY = "Biên bản lập sau khi chốt kết quả. Chốt kết quả trước."
NOT_ADJOURNED = "Biên bản hoãn họp lập khi hoãn phiên họp. Phiên này chưa hoãn lần nào như vậy."
NOT_HELD = "Phiên họp không tổ chức nên không có văn bản này."
AFTER = (MeetingState.RESULTS, MeetingState.MINUTED)
FORMAT = "awards.meeting_paper.1"


class Earlier(NamedTuple):
    """One wording of a paper before the present one."""

    by: str
    at: dt.datetime
    changed: str


def page_of_paper(paper: MeetingPaper) -> str:
    """The address of a paper of a meeting."""
    return reverse("awards:meeting_paper", args=[paper.meeting_id, paper.slug])


def why_not_yet(meeting: Meeting, kind: str) -> str:
    """Why a paper of this kind cannot be written yet; empty where it can."""
    if kind == PaperOfMeeting.ADJOURNED:
        return ""
    if meeting.state == MeetingState.CANCELLED:
        return NOT_HELD
    return TOO_EARLY if kind != PaperOfMeeting.INVITATION and meeting.state not in AFTER else ""


@transaction.atomic
def write_paper(
    *,
    actor: User,
    meeting: Meeting,
    kind: str,
    sitting: int = 0,
    parts: Mapping[str, str],
    recipients: str = "",
    ends_at: dt.time | None = None,
    seen: int,
    key: str = "",
) -> MeetingPaper:
    """Soạn, sửa before it has its number; the wording before stays in the history."""
    use_submit_key(actor, key)
    held = locked(meeting)
    demand(actor, "awards.run_meeting", held, WHO_RUNS)
    if refused := why_not_yet(held, kind):
        raise DomainError(refused)
    record = MeetingPaper.objects.select_for_update().filter(meeting=held, kind=kind, sitting=sitting).first()
    if record is None and sitting:
        raise DomainError(NOT_ADJOURNED)
    if record is None:
        record = MeetingPaper(meeting=held, kind=PaperOfMeeting(kind), written_by=actor)
    else:
        check_version(record, seen, {})
        record.version += 1
    if record.number:
        raise DomainError(NUMBERED)
    record.parts = {name: words.strip() for name, words in parts.items() if words.strip()}
    record.recipients, record.written_by = recipients, actor
    record.save()
    if kind == PaperOfMeeting.MINUTES and held.ends_at != ends_at:
        held.ends_at = ends_at
        held.version += 1
        held.save()
    audit.record(actor=actor, act="meeting_paper.write", obj=held, note=str(record.get_kind_display()))
    return record


@transaction.atomic
def ask_number(*, actor: User, paper: MeetingPaper, seen: int, key: str = "") -> MeetingPaper:
    """Gửi văn thư: the clerks are told that a paper waits for its number."""
    use_submit_key(actor, key)
    record = locked(paper)
    demand(actor, "awards.run_meeting", record.meeting, WHO_RUNS)
    _demand_open(record, seen)
    entry = audit.record(actor=actor, act="meeting_paper.ask", obj=record.meeting, note=str(record.get_kind_display()))
    text = f"{record.get_kind_display()} {record.meeting} chờ ghi số và ngày."
    tell(holders(Role.CLERK), entry=entry, text=text, url=page_of_paper(record))
    return record


@transaction.atomic
def number_paper(
    *, actor: User, paper: MeetingPaper, number: int, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Ghi số, ngày in the council's own series; the paper is frozen. With its minutes a meeting is closed."""
    one_at_a_time()
    use_submit_key(actor, key)
    record = locked(paper)
    demand(actor, "awards.number_meeting_paper", record.meeting, WHO_NUMBERS)
    _demand_open(record, seen)
    meeting = locked(record.meeting)
    if refused := why_not_yet(meeting, record.kind):
        raise DomainError(refused)
    check_issue_day(issued_on)
    minutes = record.kind == PaperOfMeeting.MINUTES
    held_on = dt.date.fromisoformat(record.drawn["held_on"]) if record.drawn else meeting.held_on
    if record.kind != PaperOfMeeting.INVITATION and issued_on < held_on:
        raise DomainError("Ngày của biên bản ở trước ngày họp. Nhập ngày ký thật.")
    if minutes:
        demand_concluded(meeting)
    symbol = symbol_of(record)
    record.number, record.issued_on = symbol_line(number, symbol), issued_on
    note = f"{record.get_kind_display()} số {record.number}"
    if minutes:
        entry = WAY.moved(meeting, actor, "meeting.sign_minutes", meeting.sign_minutes, note)
    else:
        entry = audit.record(actor=actor, act="meeting_paper.number", obj=meeting, note=note)
    printed = printed_paper(record, number=number, issued_on=issued_on)
    record.paper = register_paper(
        paper=IssuedPaper(
            series=symbol,
            symbol=symbol,
            kind=str(record.get_kind_display()),
            abstract=" ".join(printed.subject.split())[:500],
            signer_title="CHỦ TỊCH HỘI ĐỒNG" if record.kind == PaperOfMeeting.INVITATION else "CHỦ TỌA",
            signer=printed.signatures[-1].name.rpartition("\n")[2],
            recipients=record.recipients,
            is_sample=meeting.is_sample,
        ),
        number=number,
        issued_on=issued_on,
        printed=printed,
        record={"format": FORMAT, "kind": record.kind, "meeting": meeting.pk, "parts": record.parts},
        actor=actor,
        at=entry,
    )
    record.version += 1
    record.save()
    WAY.tell(holders(Role.STANDING), meeting, entry, f"{note} đã vào sổ văn bản.", but=actor)
    return record.paper


def symbol_of(paper: MeetingPaper) -> str:
    """Ký hiệu in the council's own series: "BB-HĐTĐKT"."""
    if paper.kind not in SERIES:
        raise DomainError("Biên bản kiểm phiếu không có số; lưu cùng biên bản họp.")
    if not paper.meeting.council.symbol:
        raise DomainError(NO_SYMBOL)
    return f"{SERIES[PaperOfMeeting(paper.kind)]}-{paper.meeting.council.symbol}"


def history_of(paper: MeetingPaper, labels: Mapping[str, str]) -> list[Earlier]:
    """Who wrote what anew, the latest first; each line names the parts that changed. One query."""
    rows = list(paper.history.select_related("written_by__person").order_by("-history_date", "-history_id"))
    found = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        earlier = before.parts if before else {}
        names = [
            labels.get(name, "thảo luận từng nội dung")
            for name in {*row.parts, *earlier}
            if row.parts.get(name) != earlier.get(name)
        ]
        said = "lập" if before is None else f"sửa {', '.join(sorted(set(names)))}" if names else ""
        if before is None or names:
            found.append(Earlier(row.written_by.get_full_name(), timezone.localtime(row.history_date), said))
    return found


def _demand_open(record: MeetingPaper, seen: int) -> None:
    if record.number:
        raise DomainError(f"Văn bản đã có số {record.number}.")
    if record.version != seen:
        raise DomainError("Văn bản vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại rồi làm tiếp.")
    symbol_of(record)
