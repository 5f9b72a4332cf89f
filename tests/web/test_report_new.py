"""A new report beside one that is under way, its downloads, paragraphs that no page showed, rows counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Plan, Report, ReportSection
from plans.services.contribution_figures import kept_figures
from plans.services.report import lines_of, refresh_report
from tests.factory import Cast
from tests.plans.contribution_factory import make_contribution
from tests.plans.report_factory import make_report, make_tasks, section_of
from tests.web.page import said, table
from tests.web.test_report import RATE, form_of, line, section_url

ClientFor = Callable[..., Client]
TYPED = {"kind": "half", "as_of": "30/06/2026"}
GONE = "Hồ sơ không còn ghi nội dung này"


@pytest.fixture
def report(plan: Plan, cast: Cast) -> Report:
    make_tasks(plan, cast)
    return make_report(plan, cast.standing)


def test_a_second_report_of_the_same_time_is_asked_for_twice(report: Report, client_for: ClientFor) -> None:
    client, new = client_for("standing"), reverse("plans:report_new")

    page = client.post(new, TYPED)
    assert "Thời gian này đã có một báo cáo cùng loại đang soạn." in said(page)
    assert reverse("plans:report", args=[report.pk]) in page.content.decode()
    assert "Vẫn lập thêm một dự thảo" not in said(client.get(new))
    assert Report.objects.count() == 1

    assert client.post(new, {**TYPED, "kind": "nine", "as_of": ""}).status_code == 302
    assert client.post(new, {**TYPED, "again": "on"}).status_code == 302
    assert Report.objects.count() == 3


def test_the_second_press_leads_to_the_report_that_the_first_made(plan: Plan, client_for: ClientFor) -> None:
    client, new = client_for("standing"), reverse("plans:report_new")
    data = {**TYPED, "submit_key": "k" * 32}

    first, second = client.post(new, data), client.post(new, data, follow=True)

    made = Report.objects.get()
    assert first.headers["Location"] == second.redirect_chain[-1][0] == reverse("plans:report", args=[made.pk])
    assert "không ghi lần nữa" in said(second)


def test_downloads_of_two_drafts_have_two_names(report: Report, plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client, drafts = (
        client_for("standing"),
        [report, make_report(plan, cast.standing), make_report(plan, cast.standing, "year")],
    )
    names = {
        client.get(reverse(f"plans:report_{form}", args=[one.pk])).headers["Content-Disposition"]
        for one in drafts
        for form in ("docx", "xlsx")
    }

    assert len(names) == 6
    assert any(f"-2026-{report.pk}.docx" in name for name in names), names


@pytest.mark.parametrize("key", ["../../x", "tasks.no_such", "own.QUÁ DÀI", "own.0123456789abcdef"])
def test_a_paragraph_that_no_page_showed_is_not_taken(report: Report, client_for: ClientFor, key: str) -> None:
    client = client_for("standing")
    data = form_of(client.get(section_url(report)), **{RATE: "Lời viết lại."})
    before = {one.key for one in lines_of(section_of(report))}
    forged = {**data, "keys": f"{data['keys']} {key}", f"t-{key}": "Lời giả.", f"w-{key}": "Câu giả."}

    assert client.post(section_url(report, "report_section_save"), forged).status_code == 200
    assert client.post(section_url(report), {**forged, "version": str(section_of(report).version)}).status_code == 302

    assert {one.key for one in lines_of(section_of(report))} == before
    assert line(report).text == "Lời viết lại."
    assert GONE not in said(client.get(reverse("plans:report", args=[report.pk])))


def test_words_on_a_sentence_that_a_refresh_took_away_are_still_taken(
    report: Report, plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    client, url = client_for("standing"), section_url(report, slug="shortcomings")
    (key,) = [one.key for one in lines_of(section_of(report, "shortcomings"))]
    data = form_of(client.get(url), **{key: "Còn một việc làm chậm."})
    plan.tasks.all().update(progress="done", reported_on="2026-03-01")
    refresh_report(actor=cast.standing, report=report)
    assert lines_of(section_of(report, "shortcomings")) == []

    assert client.post(url, data).status_code == 302

    assert line(report, key, "shortcomings").text == "Còn một việc làm chậm."


def test_a_record_counted_twice_is_one_row_and_not_a_hidden_one(
    report: Report, cast: Cast, client_for: ClientFor
) -> None:
    section, task = section_of(report), report.plan.tasks.first()
    assert task is not None
    lines: list[dict[str, Any]] = section.lines
    lines[0]["drawn"]["parts"] = ["Có ", ["03 lượt", "task", [task.pk, task.pk, 987654]], "."]
    ReportSection.objects.filter(pk=section.pk).update(lines=lines)
    contribution = make_contribution(report, cast.division, cast)
    figure = next(one for one in kept_figures(contribution.figures) if one.kind == "task")
    contribution.figures = [figure._replace(keys=[task.pk, task.pk])._asdict()]
    contribution.save()
    client = client_for("standing")

    page = client.get(reverse("plans:report_rows", args=[report.pk, "tasks", lines[0]["key"], 0]))
    own = client.get(reverse("plans:contribution_rows", args=[contribution.pk, 0]))

    assert (len(table(page)), len(table(own))) == (1, 1)
    assert "Báo cáo đếm 3 lượt ở 2 nhiệm vụ." in said(page)
    assert "Trong đó 1 nhiệm vụ không mở được" in said(page)
    assert "Đếm 2 lượt ở 1 nhiệm vụ." in said(own)
    assert "không mở được" not in said(own)


def test_whoever_writes_the_same_unit_report_is_named(report: Report, cast: Cast, client_for: ClientFor) -> None:
    one = make_contribution(report, cast.division, cast)
    save, page = (reverse(f"plans:contribution{end}", args=[one.pk]) for end in ("_save", ""))
    contact = client_for("contact")
    assert "Chưa lưu lần nào" in said(contact.get(page))
    assert contact.post(save, {"version": str(one.version), "results": "Một."}).status_code == 200

    late = contact.post(save, {"version": str(one.version), "results": "Hai."})

    assert (late.status_code, f"{cast.contact} vừa lưu báo cáo này lúc" in late.json()["said"]) == (409, True)
    assert "Lưu lúc" in said(contact.get(page))
    assert "data-own" in contact.get(page).content.decode()
