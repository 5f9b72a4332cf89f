"""What is said of years that discipline cuts, that are not rated, and of runs of years that are too short. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from awards.rules.atoms import Answer
from awards.rules.citation import spelled
from awards.rules.findings import Settle, Status
from awards.rules.timeline import Case, Run
from awards.rules.words import years_words


def cut_words(case: Case, year: int) -> str:
    """Why the achievements of a year do not count, or count in part, after discipline."""
    since = case.since
    if since is None or since > case.on:
        until = "chưa ghi ngày hết" if since is None or since.year == 9999 else f"đến {since:%d/%m/%Y}"
        return f"năm {year} đang trong thời hạn kỷ luật ({until}), không tính"
    if year == since.year:
        return f"năm {year} chỉ tính từ ngày hết thời hạn kỷ luật {since:%d/%m/%Y}, cần xem riêng phần còn lại"
    return f"năm {year} không tính, trước ngày hết thời hạn kỷ luật {since:%d/%m/%Y}"


def unrated_words(case: Case, year: int) -> str:
    """That a year has no rating yet, and what a leave means for it."""
    leave, unrated = case.subject.away(year), f"chưa có xếp loại năm {year}"
    if leave is None or leave.kind != "maternity":
        return unrated
    counted, worked = case.book.general("R6", case.inquiry.day), case.book.parameter("RATING", on=case.inquiry.day)
    said = [f"nghỉ thai sản được tính vào thời gian ({spelled(counted.citation)})"] if counted else []
    said += [f"xếp loại theo thời gian làm việc thực tế ({spelled(worked.citation)})"] if worked else []
    return f"{unrated}; {', '.join(said)}" if said else unrated


def too_short(known: Answer, needed: int, run: Run, older: Sequence[int]) -> Answer:
    """A run that is too short; an older full one leaves the question to an officer, for the law does not say."""
    if older:
        words = f"{years_words(older)} liền nhau nhưng không nối tới năm đề nghị; luật không nói rõ, hỏi người có quyền"
        said = f"{known.message}: {words}"
        return known._replace(status=Status.UNKNOWN, message=said, settle=Settle.STATEMENT, needed=0)
    has = len(run.sure)
    have = f"có {has}, cần {needed}" + (f" ({years_words(run.sure)})" if run.sure else "")
    return known._replace(message=f"{known.message}: {have}", needed=needed, has=has)
