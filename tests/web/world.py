"""One of each record that a page of the site is about, by the name the access table calls it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone

from plans.models import (
    Adjustment,
    CalendarFeed,
    Comment,
    DelegationState,
    Direction,
    Extension,
    IssuedPaper,
    JobState,
    Notice,
    Obstacle,
    PartState,
    PartStep,
    Plan,
    PlanReading,
    PlanState,
    PrintJob,
    SavedFilter,
    SpecialDay,
    TaskChange,
    TaskItem,
)
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services.adjustment_document import text_of
from plans.services.brief import make_brief
from plans.services.files import store_file
from plans.services.plan_document import document_of
from plans.services.reading import read_pasted
from tests.awards.ballot_factory import add_ballot
from tests.awards.certificate_factory import add_certificates
from tests.awards.council_factory import add_council
from tests.awards.decision_factory import add_decision
from tests.awards.eligibility_factory import add_eligibility
from tests.awards.initiative_factory import add_initiative
from tests.awards.letter_factory import add_upward
from tests.awards.nomination_factory import add_nomination
from tests.awards.outcome_factory import add_outcome
from tests.awards.record_factory import add_record
from tests.awards.rule_factory import add_rule
from tests.emulation.campaign_factory import add_campaign
from tests.emulation.cluster_factory import add_cluster
from tests.emulation.registration_factory import add_registration
from tests.emulation.scoring_factory import add_scoring
from tests.factory import (
    Cast,
    make_evidence,
    make_part,
    make_person,
    make_plan,
    make_section,
    make_task,
    make_unit,
    make_user,
)
from tests.plans.contribution_factory import add_contributions
from tests.plans.events import make_event, person_of
from tests.plans.report_factory import add_reports

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
    records: dict[str, models.Model | int | str] = field(default_factory=dict)

    def address_of(self, name: str) -> int | str:
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
        "archive": PrintJob.objects.create(
            kind="year_archive", params={"year": 2026}, title="Lưu trữ", asked_by=cast.admin, next_try_at=timezone.now()
        ),
        "print": PrintJob.objects.create(
            kind="plan_table",
            title="Bảng kế hoạch",
            asked_by=cast.member,
            state=JobState.DONE,
            next_try_at=timezone.now(),
            file=pdf,
        ),
    }
    add_talk(world)
    add_events(world)
    add_adjusting(world)
    add_parts(world)
    add_filters(world)
    add_reminding(world)
    add_brief(world)
    add_campaign(world)
    add_registration(world)
    add_cluster(world)
    add_scoring(world)
    add_nomination(world)
    add_eligibility(world)
    add_rule(world)
    add_initiative(world)
    add_record(world)
    add_upward(world)
    add_council(world)
    add_ballot(world)
    add_decision(world)
    add_outcome(world)
    add_certificates(world)
    add_reports(world.records, cast, plan)
    add_contributions(world.records, cast)
    return world


def add_parts(world: World) -> None:
    """The part of a unit that is open and of one that is done, with a step, an item, a file and a reading."""
    cast, plan, task = world.cast, world.records["plan"], world.records["task"]
    lead = (cast.standing_office, AssignmentRole.LEAD)
    item_task = make_task(plan, "- Việc một.\n- Việc hai.", units=[lead, cast.division])
    TaskItem.objects.create(task=item_task, order=1, text="Việc một.")
    part = make_part(task, cast.division)
    day = dt.date(2026, 3, 2)
    world.records |= {
        "part": part,
        "item_task": item_task,
        "one": 1,
        "done_part": make_part(item_task, cast.division, state=PartState.DONE, reported_on=day, percent=100),
        "step": PartStep.objects.create(part=part, text="Lập bảng", person=cast.member.person),
        "evidence": make_evidence(task, cast.contact),
        "reading": PlanReading.objects.create(
            plan=plan, person=cast.member.person, unit=cast.division, read_on=day, recorded_by=cast.contact
        ),
    }


def add_talk(world: World) -> None:
    """What is asked and said about the task: the division asks, the leadership directs, a member remarks."""
    cast, task = world.cast, world.records["task"]
    extension = Extension.objects.create(
        task=task,
        unit=cast.division,
        old_deadline=dt.date(2026, 12, 31),
        new_deadline=dt.date(2027, 1, 15),
        reason="Chờ văn bản của tỉnh.",
        asked_by=cast.contact,
    )
    removed = {"removed_at": timezone.now(), "removed_by": cast.member}
    world.records |= {
        "extension": extension,
        "direction": Direction.objects.create(task=task, text="Nêu rõ nguyên nhân.", given_by=cast.leader),
        "comment": Comment.objects.create(task=task, text="Đã gửi biểu 2.", author=cast.member),
        "comments": "trao-doi",
        "removed": Comment.objects.create(task=task, text="Nhầm.", author=cast.member, **removed),
    }


def add_events(world: World) -> None:
    """An event of a task that the division leads, in each state of its delegation; a task that may not come; a day."""
    cast, plan = world.cast, world.records["plan"]
    task = make_task(plan, units=[(cast.division, AssignmentRole.LEAD)])
    people = (person_of(cast.member),)
    ways = {way: make_event(task, cast.standing, people=people, delegation=way) for way in DelegationState}
    world.records |= {
        "led_task": task,
        "planned_event": ways[DelegationState.DRAFT],
        "proposed_event": ways[DelegationState.SUBMITTED],
        "event": ways[DelegationState.APPROVED],
        "delegate": ways[DelegationState.APPROVED].delegates.get(),
        "conditional": make_task(plan, conditional=True, units=[cast.division]),
        "special_day": SpecialDay.objects.create(date=dt.date(2026, 9, 2), kind="off", name="Quốc khánh"),
        "fill_year": 2026,
    }


def add_adjusting(world: World) -> None:
    """An obstacle in each state that somebody acts in; an adjustment in each state of its way, one of each plan."""
    cast, plan, task = world.cast, world.records["plan"], world.records["task"]
    facts = {"task": task, "unit": cast.division, "text": "Chưa có văn bản.", "reported_by": cast.contact}
    draft = Adjustment.objects.create(plan=plan, reason="Sửa câu chữ.", prepared_by=cast.standing)
    ways = {
        state: Adjustment.objects.create(
            plan=make_plan(year), reason="Sửa câu chữ.", prepared_by=cast.standing, state=state
        )
        for year, state in ((2022, "submitted"), (2023, "approved"))
    }
    other = make_task(plan, units=[cast.division])
    change = TaskChange.objects.create(
        adjustment=draft,
        task=other,
        kind="change",
        before=text_of(other, ()).to_json(),
        after=text_of(other, ()).to_json(),
    )
    world.records |= {
        "obstacle": Obstacle.objects.create(**facts),
        "submitted_obstacle": Obstacle.objects.create(**facts, state="submitted", opinion="Đồng ý."),
        "adjustment": draft,
        "change": change,
        "submitted_adjustment": ways["submitted"],
        "approved_adjustment": ways["approved"],
        "issued_adjustment": Adjustment.objects.create(
            plan=plan,
            reason="Đổi hạn.",
            prepared_by=cast.standing,
            state="issued",
            number="12/KH-SNgV",
            issued_on=dt.date(2026, 6, 5),
        ),
    }


def add_filters(world: World) -> None:
    """A filter the contact keeps to himself, and one of the standing office for everybody."""
    cast = world.cast
    kept = {"page": "chi-dao", "query": "tinh-trang=open", "words": "Tình trạng: Chưa trả lời"}
    world.records |= {
        "own_filter": SavedFilter.objects.create(user=cast.contact, name="Của tôi", **kept),
        "shared_filter": SavedFilter.objects.create(user=cast.standing, name="Chung", shared=True, **kept),
    }


def add_reminding(world: World) -> None:
    """A unit that is late, a private calendar of the member, and an address that is nobody's."""
    cast = world.cast
    plan = world.records["plan"]
    late = make_unit("Phòng chậm việc")
    make_task(plan, units=[(late, AssignmentRole.LEAD)], due=dt.date(2026, 1, 20))
    world.records |= {
        "month": 6,
        "late_unit": late,
        "feed": CalendarFeed.objects.create(user=cast.member, label="Điện thoại", key_hash="a" * 64),
        "feed_key": "khong-co-lich-nay",
    }


def add_brief(world: World) -> None:
    """A brief made by the leader."""
    plan = Plan.objects.get(pk=world.address_of("plan"))
    world.records["brief"] = make_brief(actor=world.cast.leader, plan=plan, to_decide=(), now=timezone.now())
