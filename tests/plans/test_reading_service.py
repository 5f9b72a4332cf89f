"""The review of a read document: what is decided is kept, nothing is half made, the end makes one plan."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, Plan, PlanState, ReadDocument, StoredFile, Unit, UnitKind
from plans.rules.document import AssignmentRole, PlanUnit
from plans.services import reading as service
from plans.services.files import read_bytes
from plans.services.lifecycle import delete_plan
from plans.services.old_readings import remove_old_readings
from plans.services.plan_document import document_of
from plans.services.sample_plan import SEED
from plans.services.schedule import run_all
from tests.factory import Cast


@pytest.fixture
def read(cast: Cast) -> ReadDocument:
    """The seed, uploaded; of its units the cast has three."""
    return service.read_upload(actor=cast.standing, data=SEED.read_bytes(), name=SEED.name)


def places(read: ReadDocument) -> list[int]:
    read.refresh_from_db()
    document = service.document_read(read)
    return service.places_to_see(read, service.units_read(read, document), document)


def save(read: ReadDocument, place: int, cast: Cast, **choices: str) -> None:
    read.refresh_from_db()
    task = service.document_read(read).tasks[place]
    units = service.units_read(read, service.document_read(read))
    service.save_read_task(
        actor=cast.standing,
        read=read,
        place=place,
        values={"title": task.title},
        units=task.units,
        choices={unit.name: units[unit.name] for unit in task.units},
        note=read.notes.get(str(place), ""),
        seen=service.part_version(read, place),
    )


def test_the_original_is_kept_byte_for_byte(read: ReadDocument) -> None:
    assert read.source is not None
    assert read_bytes(read.source) == SEED.read_bytes()
    assert read.source.sha256 == hashlib.sha256(SEED.read_bytes()).hexdigest()


def test_doubts_and_unknown_units_wait_to_be_seen(read: ReadDocument) -> None:
    assert places(read) == [8, 9, 11, 12]  # councils and Các phòng CMNV unknown, the year of task 10


def test_nothing_is_made_before_all_doubts_are_seen(read: ReadDocument, cast: Cast) -> None:
    with pytest.raises(DomainError, match="Còn 4 nhiệm vụ cần xem"):
        service.confirm_reading(actor=cast.standing, read=read, signed=False)

    assert (Plan.objects.count(), Unit.objects.filter(name="Các phòng CMNV").count()) == (0, 0)


def test_the_end_makes_the_draft_with_its_new_units_and_notes(read: ReadDocument, cast: Cast) -> None:
    for place in places(read):
        save(read, place, cast)

    plan = service.confirm_reading(actor=cast.standing, read=read, signed=False)

    assert (plan.state, plan.tasks.count(), plan.source_file) == (PlanState.DRAFT, 14, read.source)
    assert plan.tasks.get(no="10").wording_note == "Văn bản ghi “năm 2025”"
    assert Unit.objects.get(name="Các phòng CMNV").kind == UnitKind.GROUP
    assert Unit.objects.get(name="Hội đồng TĐKT Sở").kind == UnitKind.COUNCIL
    assert document_of(plan) == service.document_read(read)
    with pytest.raises(DomainError, match="đã lập thành kế hoạch"):
        service.confirm_reading(actor=cast.standing, read=read, signed=False)


def test_a_signed_plan_stands_issued_without_number(read: ReadDocument, cast: Cast) -> None:
    for place in places(read):
        save(read, place, cast)

    plan = service.confirm_reading(actor=cast.standing, read=read, signed=True)

    assert (plan.state, plan.number, plan.paper.symbol_line) == (PlanState.ISSUED, "", "chưa ghi số")


def test_two_people_may_review_different_tasks_but_not_overwrite_one(read: ReadDocument, cast: Cast) -> None:
    opened = {place: service.part_version(read, place) for place in (8, 9)}
    values = {"title": "Đã sửa", "no": "9", "due": None, "conditional": True, "period": "Q3"}
    facts = {"units": [PlanUnit("Lãnh đạo Sở", AssignmentRole.PERFORM)], "choices": {}, "note": ""}

    for place, seen in opened.items():
        service.save_read_task(actor=cast.standing, read=read, place=place, values=values, seen=seen, **facts)
    with pytest.raises(EditConflict):
        service.save_read_task(actor=cast.standing, read=read, place=8, values=values, seen=opened[8], **facts)


def test_what_is_no_task_leaves_its_lines_in_the_remainder(read: ReadDocument, cast: Cast) -> None:
    service.drop_read_task(actor=cast.standing, read=read, place=9, back=False)
    read.refresh_from_db()
    assert read.remainder == read.task_lines[9]
    assert 9 not in places(read)

    service.place_lines(actor=cast.standing, read=read, numbers=read.remainder[1:4], target="section:4")

    read.refresh_from_db()
    body = service.document_read(read).sections[4].body
    assert body.endswith(
        "\nTham dự Hội nghị sơ kết công tác thi đua khen thưởng 6 tháng đầu năm 2025 của "
        "Khối thi đua cơ quan tham mưu tổng hợp."
    )
    assert len(read.remainder) == len(read.task_lines[9]) - 3


@pytest.mark.parametrize("target", ["", "section:", "section:²", "section:99", "section:-1"])
def test_lines_go_nowhere_but_into_a_part_of_the_plan(target: str, read: ReadDocument, cast: Cast) -> None:
    service.drop_read_task(actor=cast.standing, read=read, place=9, back=False)
    read.refresh_from_db()

    with pytest.raises(DomainError, match="Chọn phần của kế hoạch"):
        service.place_lines(actor=cast.standing, read=read, numbers=read.remainder[:1], target=target)


def test_lines_can_become_a_task(read: ReadDocument, cast: Cast) -> None:
    service.drop_read_task(actor=cast.standing, read=read, place=9, back=False)
    read.refresh_from_db()

    service.place_lines(actor=cast.standing, read=read, numbers=read.remainder[1:4], target="task")

    read.refresh_from_db()
    assert service.document_read(read).tasks[14].title.startswith("Tham dự Hội nghị sơ kết")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 rubbish", b"PK\x03\x04 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_read_is_refused_and_leaves_nothing(data: bytes, cast: Cast) -> None:
    with pytest.raises(DomainError, match=r"[Tt]ệp"):
        service.read_upload(actor=cast.standing, data=data, name="ke-hoach.pdf")

    assert ReadDocument.objects.count() == 0


def test_a_reading_left_alone_for_a_month_goes_with_its_file(read: ReadDocument, cast: Cast) -> None:
    def on(days: int) -> list[str]:
        remove_old_readings(now=timezone.now() + dt.timedelta(days=days))
        return list(ReadDocument.objects.order_by("pk").values_list("name", flat=True))

    confirmed = service.read_pasted(actor=cast.standing, text=SEED.read_text())
    for place in places(confirmed):
        save(confirmed, place, cast)
    plan = service.confirm_reading(actor=cast.standing, read=confirmed, signed=False)
    delete_plan(actor=cast.standing, plan=plan, seen=plan.version)

    assert on(29) == [SEED.name, service.PASTED_NAME]
    assert on(31) == [service.PASTED_NAME]
    assert list(StoredFile.objects.values_list("name", flat=True)) == [service.PASTED_NAME]
    entry = AuditEntry.objects.get(act="reading.remove")
    assert (entry.actor, entry.object_label, entry.detail) == (None, SEED.name, {"sha256": read.source.sha256})


def test_a_reading_that_somebody_goes_on_with_is_kept(read: ReadDocument, cast: Cast) -> None:
    ReadDocument.objects.update(updated_at=timezone.now() - dt.timedelta(days=31))
    save(read, 0, cast)

    assert run_all() == []

    assert ReadDocument.objects.filter(pk=read.pk).exists()
