"""The page of the inspection dossier: what will be in it, what is missing, and the files behind its buttons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import AuditEntry, JobState, Plan, PrintJob, Task
from plans.services import dossier_file
from plans.views import dossier
from tests.factory import Cast, make_entry, make_evidence, make_many_tasks, make_task
from tests.web.page import said, table
from tests.web.test_query_budgets import Counts, count

MOST = 15
Log = Callable[[str], Client]


def test_the_page_of_a_task(task: Task, cast: Cast, client_for: Log) -> None:
    make_entry(task, cast.contact)
    make_evidence(task, cast.contact)

    page = client_for("standing").get(reverse("plans:task_dossier", args=[task.pk]))

    assert table(page) == [
        ["Nội dung theo kế hoạch", "chưa điều chỉnh"],
        ["Thời hạn, gia hạn, kết quả", "không gia hạn"],
        ["Phần việc từng đơn vị", "không có"],
        ["Nhật ký tiến độ", "1 dòng"],
        ["Ý kiến chỉ đạo và trả lời", "không có"],
        ["Vướng mắc và quyết định", "không có"],
        ["Hội nghị, đoàn đi dự", "không có"],
        ["Trao đổi", "không có"],
        ["Tệp minh chứng", "1 tệp"],
    ]
    assert "Chưa ghi kết quả phải có Chưa tải lên bản kế hoạch đã ký (PDF)" in said(page)


def test_the_page_of_the_plan(plan: Plan, cast: Cast, client_for: Log) -> None:
    done = make_task(plan, "Phát động", units=[cast.division], progress="done", result="Văn bản")
    make_evidence(done, cast.contact)
    make_task(plan, "Sơ kết", units=[cast.division], progress="doing", result="Báo cáo")
    make_task(plan, "Việc bỏ", dropped=True, order=0, no="0")

    page = client_for("leader").get(reverse("plans:plan_dossier", args=[plan.pk]))

    assert table(page)[:3] == [
        ["1", "Phát động", "Hoàn thành", "1 tệp", "không"],
        ["2", "Sơ kết", "Đang thực hiện", "chưa có", "chưa có tệp minh chứng"],
        ["0", "Việc bỏ", "Đã bỏ", "chưa có", "không"],
    ]
    assert "1 trong 3 nhiệm vụ còn thiếu" in said(page)


def test_the_buttons_give_the_files(task: Task, cast: Cast, client_for: Log) -> None:
    make_evidence(task, cast.contact)
    client = client_for("leader")

    pdf = client.get(reverse("plans:task_dossier_pdf", args=[task.pk]))
    packed = client.get(reverse("plans:plan_dossier_zip", args=[task.plan_id]))

    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Hồ sơ thanh tra Nhiệm vụ 1 năm 2026.pdf" in unquote(pdf["Content-Disposition"])
    assert (packed["Content-Type"], packed.content[:4]) == ("application/zip", b"PK\x03\x04")
    assert "Minh chứng Kế hoạch TĐKT năm 2026.zip" in unquote(packed["Content-Disposition"])
    acts = AuditEntry.objects.exclude(act="login").order_by("number").values_list("act", flat=True)
    assert list(acts) == ["dossier.print", "dossier.pack"]


def test_without_files_there_is_nothing_to_download(task: Task, client_for: Log) -> None:
    page = client_for("standing").get(reverse("plans:task_dossier_zip", args=[task.pk]), follow=True)

    assert page.redirect_chain[0][0] == reverse("plans:task_dossier", args=[task.pk])
    assert "Chưa có tệp minh chứng nào để tải về." in said(page)


def test_heavy_evidence_is_packed_by_the_timer_and_its_download_audited(
    task: Task, cast: Cast, client_for: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossier, "MOST_AT_ONCE", 10)
    kept = make_evidence(task, cast.contact)
    client = client_for("standing")

    page = client.get(reverse("plans:plan_dossier_pdf", args=[task.plan_id]), follow=True)

    assert "Bản in đang được lập vì tệp minh chứng nặng" in said(page)
    job = PrintJob.objects.get()
    assert (job.kind, job.params) == (dossier_file.PDF_KIND, {"plan": task.plan_id})
    PrintJob.objects.update(state=JobState.DONE, file=kept.file)
    assert client.get(reverse("plans:print_file", args=[job.pk])).status_code == 200
    entry = AuditEntry.objects.get(act="dossier.fetch")
    assert (entry.actor, entry.note) == (cast.standing, job.title)


def test_the_queries_do_not_grow(plan: Plan, cast: Cast, client_for: Log) -> None:
    client = client_for("standing")
    found: dict[str, Counts] = {"plan_dossier": {}, "task_dossier": {}}
    for rows in (1, 3, 300):
        Task.objects.filter(plan=plan, evidence=None, entries=None).delete()
        tasks = make_many_tasks(plan, rows, [cast.division, cast.other_division])
        for name, counts in found.items():
            pk = plan.pk if name == "plan_dossier" else tasks[0].pk
            counts[rows] = count(client, reverse(f"plans:{name}", args=[pk]))

    for name, counts in found.items():
        numbers = {rows: number for rows, (number, _) in counts.items()}
        assert max(numbers.values()) <= MOST, (name, "\n".join(counts[300][1]))
        assert len(set(numbers.values())) == 1, (name, numbers)


def test_the_way_to_the_dossier(task: Task, client_for: Log) -> None:
    for name, pk in (("task", task.pk), ("plan", task.plan_id)):
        url = reverse(f"plans:{name}_dossier", args=[pk])
        shown = {
            who: url in client_for(who).get(reverse(f"plans:{name}", args=[pk])).content.decode()
            for who in ("standing", "leader", "contact", "member")
        }
        assert shown == {"standing": True, "leader": True, "contact": False, "member": False}, name


def test_a_long_dossier_is_queued(task: Task, cast: Cast, client_for: Log) -> None:
    for _ in range(301):
        make_entry(task, cast.contact, at=dt.datetime(2026, 5, 4, tzinfo=dt.UTC))

    page = client_for("standing").get(reverse("plans:task_dossier_pdf", args=[task.pk]), follow=True)

    assert "Bản in đang được lập vì dài 301 dòng" in said(page)
