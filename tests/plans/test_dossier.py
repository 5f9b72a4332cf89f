"""The inspection dossier: what the PDF says and on which page, what the ZIP holds, who makes it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
import zipfile

import pikepdf
import pytest
from django.utils import timezone
from pypdfium2 import PdfDocument

from plans.errors import DomainError, NotAllowed
from plans.models import (
    AuditEntry,
    Comment,
    Delegate,
    Direction,
    Event,
    Evidence,
    Extension,
    Obstacle,
    PartStep,
    Plan,
    PlanState,
    PrintJob,
    ProgressEntry,
    Task,
)
from plans.rules.document import AssignmentRole
from plans.rules.dossier import missing_of
from plans.rules.status import Progress
from plans.services import dossier_file
from plans.services.dossier_file import ZIP_NAME, make_dossier_pdf, make_dossier_zip
from plans.services.dossier_summary import held_of
from plans.services.files import read_bytes
from plans.services.print_jobs import finish_print, queue_print
from tests.factory import Cast, make_entry, make_evidence, make_part, make_plan, make_task

DAY = dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def full(plan: Plan, cast: Cast) -> Task:
    """A task of which the office holds something of every kind."""
    units = [(cast.division, AssignmentRole.LEAD), cast.subordinate]
    task = make_task(
        plan,
        "Xây dựng báo cáo sơ kết",
        units=units,
        progress=Progress.DONE,
        reported_on=dt.date(2026, 6, 29),
        reported_by=cast.contact,
        result="Báo cáo sơ kết",
        first_deadline=dt.date(2026, 6, 30),
        extended=1,
    )
    part = make_part(task, cast.division, done_text="Đã gửi số liệu", difficulty="Thiếu mẫu")
    make_part(task, cast.subordinate)
    PartStep.objects.create(part=part, text="Tổng hợp biểu mẫu", person=cast.member.person, due=dt.date(2026, 6, 20))
    make_entry(task, cast.contact, unit=cast.division, done_text="Đã dự thảo báo cáo", percent=40)
    make_entry(task, cast.standing, ProgressEntry.Act.CONFIRM, done_text="")
    Extension.objects.create(
        task=task,
        unit=cast.division,
        old_deadline=dt.date(2026, 6, 30),
        new_deadline=dt.date(2026, 7, 15),
        reason="Chờ số liệu của tỉnh",
        asked_by=cast.contact,
        state="agreed",
        decided_by=cast.leader,
        decided_at=DAY,
        decision_note="Khẩn trương",
    )
    replied = {"reply": "Đã bổ sung", "replied_by": cast.contact, "replied_at": DAY}
    Direction.objects.create(task=task, text="Nêu rõ số nữ", given_by=cast.leader, **replied)
    Obstacle.objects.create(
        task=task,
        unit=cast.division,
        text="Chưa có hướng dẫn",
        reported_by=cast.contact,
        state="decided",
        decision="Dùng mẫu cũ",
        decided_by=cast.leader,
        decided_at=DAY,
    )
    event = Event.objects.create(
        task=task,
        name="Hội nghị sơ kết",
        place="Hội trường Sở",
        starts_on=DAY.date(),
        ends_on=DAY.date(),
        made_by=cast.standing,
        outcome="Thành công",
    )
    Delegate.objects.create(event=event, person=cast.member.person, name="Hoàng Văn Em", unit=cast.division)
    Comment.objects.create(task=task, text="Đề nghị gửi sớm", author=cast.member)
    make_evidence(task, cast.standing, "Ghi chú chung.pdf")
    make_evidence(task, cast.contact, "Tự đánh giá.pdf", part=part, caption="Bản ký số")
    return task


def pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def attached(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_dossier_of_a_task_tells_everything(full: Task, cast: Cast) -> None:
    text = " ".join(pages(make_dossier_pdf(cast.standing, {"task": full.pk})))

    wanted = [
        "Kế hoạch số 05/KH-SNgV ngày 14 tháng 01 năm 2026",
        "Nguyễn Văn An, KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Phòng Lãnh sự - Biên giới chủ trì",
        "Lý Thị An",
        "Thời hạn đầu tiên: 30/06/2026",
        "30/06/2026 đến 15/07/2026 Chờ số liệu của tỉnh",
        "Đồng ý gia hạn Nông Đức Dũng, 04/05/2026 Khẩn trương",
        "Báo hoàn thành: 29/06/2026, Lý Thị An",
        "Xác nhận hoàn thành: ",
        "Kết quả phải có: Báo cáo sơ kết",
        "Kết quả: Đã gửi số liệu Khó khăn: Thiếu mẫu",
        "Tổng hợp biểu mẫu (Hoàng Văn Em, hạn 20/06/2026, chưa xong)",
        "Đã dự thảo báo cáo ghi tiến độ, 40%",
        "Chỉ đạo: Nêu rõ số nữ Trả lời, Lý Thị An, 04/05/2026: Đã bổ sung",
        "Quyết định của Nông Đức Dũng, 04/05/2026: Dùng mẫu cũ",
        "Địa điểm: Hội trường Sở",
        "1 Hoàng Văn Em Phòng LS - BG Chưa trả lời",
        "Đề nghị gửi sớm",
        "Bản ký số",
    ]
    assert [words for words in wanted if words not in text] == []


def test_the_contents_name_the_pages_on_which_the_sections_stand(full: Task, plan: Plan, cast: Cast) -> None:
    for _ in range(60):
        make_entry(full, cast.contact, done_text="Đã làm thêm một phần việc trong kỳ báo cáo này " * 3)
    make_task(plan, "Tổ chức hội nghị tổng kết", units=[cast.division])

    for params in ({"task": full.pk}, {"plan": plan.pk}):
        found = pages(make_dossier_pdf(cast.standing, params))
        first = found[0][: found[0].rindex("In lúc")]
        contents = first[first.index("MỤC LỤC") + len("MỤC LỤC") :]
        entries = re.findall(r"((?:[IVX]+|NHIỆM VỤ \d+)\. .+?) ?\.{3,} (\d+)", contents)
        assert len(entries) == (10 if "task" in params else 5)
        assert len({number for _, number in entries}) > 1
        for title, number in entries:
            after = found[int(number) - 1].split("MỤC LỤC")[-1] if number != "1" else first.split(entries[-1][0])[-1]
            assert title.strip() in after, (title, number)


def test_the_zip_inside_is_the_zip_to_download_and_holds_the_files(full: Task, cast: Cast) -> None:
    pdf = make_dossier_pdf(cast.standing, {"task": full.pk})
    data = make_dossier_zip(cast.leader, {"task": full.pk})

    assert attached(pdf) == {ZIP_NAME: data}
    held = files_of(data)
    names = [f"01_Nhiệm vụ {full.no}_Ghi chú chung.pdf", f"02_Nhiệm vụ {full.no}_Phòng LS - BG_Tự đánh giá.pdf"]
    assert list(held) == ["muc-luc.txt", *names]
    stored = [read_bytes(one.file) for one in Evidence.objects.select_related("file").order_by("pk")]
    assert [held[name] for name in names] == stored
    squeezed = "".join("".join(pages(pdf)).split())
    hashes = [hashlib.sha256(one).hexdigest() for one in (data, *stored)]
    assert [one for one in hashes if one not in squeezed] == []
    index = held["muc-luc.txt"].decode("utf-8-sig")
    assert [one for one in (*names, *hashes[1:]) if one not in index] == []


def test_the_plan_has_all_tasks_and_says_what_it_has_not(full: Task, plan: Plan, cast: Cast) -> None:
    make_task(plan, "Việc đã bỏ", units=[cast.division], dropped=True)

    text = " ".join(pages(make_dossier_pdf(cast.leader, {"plan": plan.pk})))

    assert "II. TỔNG HỢP" in text
    assert "Nhiệm vụ đã bỏ khỏi kế hoạch theo điều chỉnh" in text
    assert (
        "Không có: phần việc từng đơn vị; nhật ký tiến độ; ý kiến chỉ đạo và trả lời; vướng mắc và quyết định; "
        "hội nghị, đoàn đi dự; trao đổi; tệp minh chứng." in text
    )


def test_no_personal_data_is_printed(full: Task, cast: Cast) -> None:
    person = cast.contact.person
    assert person is not None
    person.phone, person.email, person.birth_date = "0912345678", "an@langson.gov.vn", dt.date(1990, 2, 3)
    person.save()

    text = " ".join(pages(make_dossier_pdf(cast.standing, {"task": full.pk})))

    assert "Lý Thị An" in text
    assert not re.search(r"0912345678|an@langson|1990", text)


def test_making_is_audited_and_only_for_those_who_answer_for_it(full: Task, cast: Cast) -> None:
    for who in (cast.admin, cast.contact, cast.clerk, cast.member):
        with pytest.raises(NotAllowed, match="thường trực"):
            make_dossier_pdf(who, {"task": full.pk})

    data = make_dossier_zip(cast.standing, {"task": full.pk})

    entry = AuditEntry.objects.get(act="dossier.pack")
    assert (entry.actor, entry.object_label, entry.detail) == (
        cast.standing,
        str(full),
        {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "files": 2},
    )


def test_what_cannot_be_made_is_said(full: Task, plan: Plan, cast: Cast, settings: object, tmp_path: object) -> None:
    draft = make_plan(2027, PlanState.DRAFT)
    with pytest.raises(DomainError, match="chưa ban hành"):
        make_dossier_pdf(cast.standing, {"plan": draft.pk})
    bare = make_task(plan, units=[cast.division])
    with pytest.raises(DomainError, match="Chưa có tệp"):
        make_dossier_zip(cast.standing, {"task": bare.pk})
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]  # the disk has lost every file
    with pytest.raises(DomainError, match=r"“Ghi chú chung\.pdf” .* bị mất hoặc hỏng"):
        make_dossier_zip(cast.standing, {"task": full.pk})


def test_heavy_evidence_goes_beside_the_pdf(full: Task, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier_file, "MOST_INSIDE", 10)
    pdf = make_dossier_pdf(cast.standing, {"task": full.pk})
    monkeypatch.setattr(dossier_file, "MOST_PACKED", 10)

    assert attached(pdf) == {}
    assert "giao kèm bằng tệp nén riêng vì dung lượng lớn" in " ".join(pages(pdf))
    with pytest.raises(DomainError, match="Tải từng nhiệm vụ"):
        make_dossier_zip(cast.standing, {"task": full.pk})


@pytest.mark.parametrize(("kind", "ending"), [("dossier", "pdf"), ("dossier_zip", "zip")])
def test_a_heavy_one_is_made_by_the_timer(full: Task, plan: Plan, cast: Cast, kind: str, ending: str) -> None:
    job = queue_print(user=cast.standing, kind=kind, params={"plan": plan.pk}, title="Hồ sơ thanh tra 2026")
    PrintJob.objects.filter(pk=job.pk).update(state="claimed", claimed_at=timezone.now())

    finish_print(job_pk=job.pk)

    file = PrintJob.objects.select_related("file").get(pk=job.pk).file
    assert file is not None
    assert file.name == f"Hồ sơ thanh tra 2026.{ending}"
    assert file.content_type == f"application/{ending}"
    assert read_bytes(file)[:4] == (b"%PDF" if ending == "pdf" else b"PK\x03\x04")


def test_what_is_missing(full: Task, plan: Plan, cast: Cast) -> None:
    today = dt.date(2026, 12, 1)
    late = make_task(plan, units=[cast.division], period="Q1", result="Báo cáo")
    reported = make_task(plan, units=[cast.division], progress=Progress.AWAITING)
    arisen = make_task(plan, units=[cast.division], conditional=True, triggered_on=dt.date(2026, 9, 1), result="Có")
    make_part(reported, cast.division)
    Obstacle.objects.create(task=late, text="Vướng", reported_by=cast.contact)
    Event.objects.create(task=late, name="Họp", starts_on=DAY.date(), ends_on=DAY.date(), made_by=cast.standing)

    found = {one.pk: missing_of(one) for one in held_of(Task.objects.filter(plan=plan), today=today)}

    assert found == {
        full.pk: ["2 đơn vị chưa báo xong phần việc", "1 ý kiến chỉ đạo chưa trả lời", *held_events()],
        late.pk: ["quá hạn, chưa ghi tiến độ lần nào", "1 vướng mắc chưa có quyết định", *held_events()],
        reported.pk: [
            "chưa có tệp minh chứng",
            "chưa xác nhận hoàn thành",
            "1 đơn vị chưa báo xong phần việc",
            "chưa ghi kết quả phải có",
        ],
        arisen.pk: ["chưa ghi số văn bản làm phát sinh"],
    }


def held_events() -> list[str]:
    return ["1 hội nghị đã qua chưa ghi kết quả", "1 hội nghị chưa ghi số giấy mời"]
