"""Evidence: what is let in, by whom, how it is served, and its way into the bin and back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Evidence, Plan, PlanState, Task
from plans.rules.sniff import CONTENT_TYPES, MAX_UPLOAD, FileKind
from plans.rules.status import Progress
from plans.services.bin import restore
from plans.services.evidence import NewFile, add_evidence, remove_evidence
from plans.services.files import read_bytes
from plans.services.part import make_parts
from plans.services.part_report import report_part
from plans.services.task_log import Report
from tests.factory import Cast, make_evidence, make_plan, make_task

PDF = b"%PDF-1.7\n%%EOF"
NAME = "Số liệu tự đánh giá, Phòng LS - BG.pdf"
ClientFor = Callable[[object], Client]


def packed(main: str, *, extra: str = "") -> bytes:
    """An office file of the kind named by its main part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}.main+xml"/>{extra}</Types>')
    return buffer.getvalue()


def add(task: Task, actor: object, *files: NewFile, **values: object) -> list[Evidence]:
    return add_evidence(task=task, actor=actor, files=files or [NewFile(NAME, PDF)], **values)


def test_files_are_kept_by_what_they_are(task: Task, cast: Cast) -> None:
    slides = packed(CONTENT_TYPES[FileKind.PPTX])

    first, second = add(task, cast.contact, NewFile(NAME, PDF), NewFile("C:\\Ảnh\\trình chiếu.pdf", slides))

    assert (first.file.name, first.file.content_type, read_bytes(first.file)) == (NAME, "application/pdf", PDF)
    assert (second.file.name, second.file.content_type) == ("trình chiếu.pdf", CONTENT_TYPES[FileKind.PPTX])
    assert list(AuditEntry.objects.filter(act="evidence.add").values_list("note", flat=True).order_by("number")) == [
        NAME,
        "trình chiếu.pdf",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp trống"),
        (b"MZ\x90\x00", "không phải PDF, Word"),
        (b"<html><script>1</script></html>", "không phải PDF, Word"),
        (PDF + b"0" * MAX_UPLOAD, "20 MB"),
        (b"%PDF-1.7 trailer << /Encrypt 5 0 R >>", "mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "mật khẩu, hoặc là tệp .doc"),
        (packed("application/vnd.ms-excel.sheet.macroEnabled"), "macro"),
        (packed(CONTENT_TYPES[FileKind.XLSX], extra="vnd.ms-office.vbaProject"), "macro"),
    ],
)
def test_what_is_refused_is_refused_in_words_and_nothing_is_kept(
    task: Task, cast: Cast, data: bytes, words: str
) -> None:
    with pytest.raises(DomainError, match=words) as refusal:
        add(task, cast.contact, NewFile(NAME, PDF), NewFile("b.pdf", data))

    assert "“b.pdf”" in str(refusal.value)
    assert Evidence.objects.count() == 0


def test_more_than_ten_files_at_once_are_refused(task: Task, cast: Cast) -> None:
    with pytest.raises(DomainError, match="nhiều nhất 10 tệp"):
        add(task, cast.contact, *[NewFile(f"{n}.pdf", PDF) for n in range(11)])


def test_who_may_add_and_when(task: Task, cast: Cast) -> None:
    closed = make_task(make_plan(2025, PlanState.CLOSED), units=[cast.division])

    for user in (cast.stranger, cast.leader, cast.clerk, cast.member):
        with pytest.raises(NotAllowed):
            add(task, user)
    with pytest.raises(DomainError, match="đang thực hiện"):
        add(closed, cast.contact)

    assert len(add(task, cast.standing)) == 1


def test_a_report_carries_its_files_into_the_part(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    make_parts(plan)
    part = task.parts.get()
    report = Report(cast.division.pk, "Đã gửi.", files=[NewFile(NAME, PDF)])
    wrong = Report(cast.division.pk, "Đã gửi.", files=[NewFile("a.exe", b"MZ")])

    with pytest.raises(DomainError, match=r"a\.exe"):
        report_part(part=part, actor=cast.contact, report=wrong, done=True, today=dt.date(2026, 6, 5))
    assert (task.entries.count(), task.parts.get().state) == (0, "todo")
    report_part(part=part, actor=cast.contact, report=report, done=True, today=dt.date(2026, 6, 5))

    assert [(file.file.name, file.part) for file in Evidence.objects.all()] == [(NAME, part)]


def test_a_file_goes_to_the_bin_and_comes_back(task: Task, cast: Cast) -> None:
    [file] = add(task, cast.contact)

    with pytest.raises(NotAllowed):
        remove_evidence(evidence=file, actor=cast.stranger)
    remove_evidence(evidence=file, actor=cast.contact)
    assert not Evidence.objects.visible_to(cast.standing).exists()
    with pytest.raises(NotAllowed):
        restore(record=file, actor=cast.stranger)
    restore(record=file, actor=cast.standing)

    assert Evidence.objects.visible_to(cast.member).get() == file


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.TODO])
def test_the_files_of_what_is_done_or_closed_stay(cast: Cast, progress: Progress) -> None:
    plan = make_plan(state=PlanState.ISSUED if progress == Progress.DONE else PlanState.CLOSED)
    file = make_evidence(make_task(plan, units=[cast.division], progress=progress), cast.contact)

    with pytest.raises(DomainError, match="giữ làm hồ sơ"):
        remove_evidence(evidence=file, actor=cast.standing)


def test_a_file_is_served_as_an_attachment_under_its_own_name(task: Task, cast: Cast, client_for: ClientFor) -> None:
    [file] = add(task, cast.contact)

    page = client_for("member").get(reverse("plans:evidence_file", args=[file.pk]))

    assert (page.content, page.headers["Content-Type"]) == (PDF, "application/pdf")
    assert page.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''S%E1%BB%91%20li%E1%BB%87u")
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_files_of_a_draft_or_in_the_bin_do_not_exist(task: Task, cast: Cast, client_for: ClientFor) -> None:
    hidden = make_evidence(make_task(make_plan(2027, PlanState.DRAFT), units=[cast.division]), cast.standing)
    [removed] = add(task, cast.contact)
    remove_evidence(evidence=removed, actor=cast.contact)

    found = [
        client_for("member").get(reverse("plans:evidence_file", args=[file.pk])).status_code
        for file in (hidden, removed)
    ]

    assert found == [404, 404]
