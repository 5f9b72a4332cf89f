"""Proving the audit chain: what was altered, removed, reordered or cut off, each as a sentence that names the row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from plans.models import AuditEntry, AuditHead, IssuedPaper
from plans.services.audit import seal

START = "0" * 64
SHORTEST_PREFIX = 12
RESTORED = "archive.restore"  # the act of a restored archive: it says which rows stayed where it came from
_PAPER_COLUMNS = ("audit_hash", "kind", "number", "symbol")


@dataclass
class ChainReport:
    """What a walk along the chain found; nothing in ``findings`` means that it is whole."""

    rows: int = 0
    last_hash: str = START
    findings: list[str] = field(default_factory=list)
    missing: list[tuple[int, int]] = field(default_factory=list)  # first and last of rows that are not there
    held_apart: list[tuple[int, int]] = field(default_factory=list)  # of these, what a restore said it never had
    said_missing: set[tuple[int, int]] = field(default_factory=set)


def verify_chain(*, expected: Collection[str] = ()) -> ChainReport:
    """Walk the chain from its first row. ``expected`` are hashes copied from printed papers (or their beginnings).

    The head is read before the walk, so that rows appended meanwhile disturb nothing. Somebody who rewrites the
    chain with fresh hashes is found by the hashes that already stand on issued papers.
    """
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    printed = {
        paper.audit_hash: str(paper) for paper in IssuedPaper.objects.exclude(audit_hash="").only(*_PAPER_COLUMNS)
    }
    wanted = [text.replace(" ", "").lower() for text in expected]
    report = ChainReport()
    seen: set[str] = set()
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        _check_link(entry, report)
        if entry.number == head.number and entry.hash != head.hash:
            report.findings.append(f"Dòng {entry.number}: mã không khớp với mã đầu chuỗi đang giữ.")
        if entry.hash in printed:
            seen.add(entry.hash)
        wanted = [start for start in wanted if len(start) < SHORTEST_PREFIX or not entry.hash.startswith(start)]
        report.rows, report.last_hash = entry.number, entry.hash
    _check_missing(report)
    _check_tail(report, head)
    report.findings += [
        f"Mã in trên “{label}” ({hash_[:16]}…) không còn trong chuỗi: từ đó trở đi đã bị sửa hoặc bị cắt bỏ."
        for hash_, label in printed.items()
        if hash_ not in seen
    ]
    report.findings += [
        f"Mã kiểm toán của “{paper}” đã bị xoá khỏi sổ: đối chiếu chuỗi với mã in trong tệp PDF của văn bản."
        for paper in IssuedPaper.objects.filter(audit_hash="").exclude(pdf=None, content={}).only(*_PAPER_COLUMNS)
    ]
    report.findings += [_not_met(start) for start in wanted]
    return report


def _check_link(entry: AuditEntry, report: ChainReport) -> None:
    """One row against the one before it (``report`` still stands at that one)."""
    if entry.number > report.rows + 1:
        report.missing.append((report.rows + 1, entry.number - 1))
    elif entry.previous != report.last_hash:
        report.findings.append(
            f"Dòng {entry.number}: không nối với dòng {report.rows}; một trong hai dòng đã bị thay hoặc đổi chỗ."
        )
    if seal(entry) != entry.hash:
        report.findings.append(f"Dòng {entry.number}: nội dung đã bị sửa sau khi ghi.")
    elif entry.act == RESTORED:
        report.said_missing.update((first, last) for first, last in entry.detail.get("missing", ()))


def _check_missing(report: ChainReport) -> None:
    """Rows that are not there: removed, unless the sealed row of a restore says that the archive never held them.

    A restore speaks of what was before it, so nobody can excuse a later gap with it.
    """
    removed = [gap for gap in report.missing if gap not in report.said_missing]
    report.held_apart = [gap for gap in report.missing if gap in report.said_missing]
    rows = [f"Dòng {first}" if first == last else f"Dòng {first} đến dòng {last}" for first, last in removed]
    report.findings += [f"{words}: đã bị xoá." for words in rows]


def _check_tail(report: ChainReport, head: AuditHead) -> None:
    if report.rows < head.number:
        first = report.rows + 1
        rows = f"Dòng {first}" if first == head.number else f"Dòng {first} đến dòng {head.number}"
        report.findings.append(f"{rows}: đuôi chuỗi đã bị cắt.")
    elif report.rows > (now := AuditHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0):
        report.findings.append(f"Dòng {now + 1}: được chèn thêm ngoài phần mềm.")


def _not_met(start: str) -> str:
    if len(start) < SHORTEST_PREFIX:
        return f"Mã “{start}” quá ngắn để đối chiếu: nhập ít nhất {SHORTEST_PREFIX} ký tự đầu in trên văn bản."
    return f"Mã {start[:16]}… chép từ bản in không có trong chuỗi: chuỗi đã bị sửa hoặc bị cắt trước dòng ấy."
