"""One of each record that a page of the site is about, by the name the access table calls it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone

from plans.models import IssuedPaper, JobState, Notice, PlanState, PrintJob
from plans.rules.status import Progress
from plans.services.files import store_file
from plans.services.plan_document import document_of
from plans.services.reading import read_pasted
from tests.factory import Cast, make_person, make_plan, make_section, make_task, make_user

PASTED = """KẾ HOẠCH
Công tác thi đua, khen thưởng năm 2030
Sở Ngoại vụ xây dựng Kế hoạch công tác thi đua, khen thưởng năm 2030, như sau:
I. NỘI DUNG
TT NỘI DUNG
ĐƠN VỊ THỰC HIỆN
QUÝ I
1
Xây dựng Kế hoạch công tác thi đua, khen thưởng của Sở năm 2030.
- Phòng Lãnh sự - Biên giới
"""


@dataclass
class World:
    """The cast and the records; ``address_of`` gives what stands in a page's address."""

    cast: Cast
    records: dict[str, models.Model | int] = field(default_factory=dict)

    def address_of(self, name: str) -> int:
        record = self.records[name]
        return record.pk if isinstance(record, models.Model) else record


def make_world(cast: Cast) -> World:
    """The office with a plan in each state, and one paper, document, notice and print."""
    world = World(
        cast,
        {
            "division": cast.division,
            "person": make_person("Nông Thị Diệp", cast.division),
            "member": cast.member.person,
            "account": make_user("ke-toan", "member", unit=cast.division),
        },
    )
    plan = make_plan(2026)
    draft = make_plan(2027, PlanState.DRAFT)
    pdf = store_file(data=b"%PDF-1.7", name="van-ban.pdf", content_type="application/pdf", user=cast.member)
    world.records |= {
        "year": plan.year,
        "plan": plan,
        "task": make_task(plan, units=[cast.division]),
        "reported": make_task(
            plan, units=[cast.division], progress=Progress.AWAITING, percent=100, reported_by=cast.contact
        ),
        "unnumbered": make_plan(2025, signed_import=True),
        "draft": draft,
        "section": make_section(draft, "IV. KHEN THƯỞNG"),
        "draft_task": make_task(draft, units=[cast.division]),
        "submitted": make_plan(2028, PlanState.SUBMITTED),
        "approved": make_plan(2029, PlanState.APPROVED),
        "notice": Notice.objects.create(user=cast.member, key="a", text="Đến hạn", url="/"),
        "paper": IssuedPaper.objects.create(
            series="KH",
            year=2026,
            number=5,
            symbol="KH-SNgV",
            issued_on=dt.date(2026, 1, 14),
            kind="Kế hoạch",
            abstract=plan.title,
            plan=plan,
            pdf=pdf,
            sha256=pdf.sha256,
            signed_pdf=pdf,
            content=document_of(plan).to_full_json(),
        ),
        "document": read_pasted(actor=cast.standing, text=PASTED),
        "first": 0,
        "print": PrintJob.objects.create(
            kind="plan_table",
            title="Bảng kế hoạch",
            asked_by=cast.member,
            state=JobState.DONE,
            next_try_at=timezone.now(),
            file=pdf,
        ),
    }
    return world
