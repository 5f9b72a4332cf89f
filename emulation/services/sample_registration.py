"""Sample registrations of 2026 in different states, and a pledge of the units: made as people would make them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from emulation.models import Commendation, Pledge, Registration, RegistrationRound, Title
from emulation.services import pledge as pledge_service
from emulation.services import registration as service
from emulation.services import registration_way as way
from emulation.services import round as round_service
from emulation.services.promise import TargetResult, record_results
from plans.models import Person, Plan, Unit, User

YEAR = 2026
OPENS, CLOSES = dt.date(YEAR, 1, 15), dt.date(YEAR, 2, 28)
_WRITER, _LEADER, _CONTACT, _MEMBER, _CLERK = "thuongtruc", "lanhdao", "daumoi", "canhan", "vanthu"
_PLEDGE_POINTS = """1. Hoàn thành đúng hạn 100% nhiệm vụ được giao trong kế hoạch công tác năm.
2. Giữ nghiêm kỷ luật, kỷ cương hành chính; không có người vi phạm quy chế làm việc.
3. Mỗi phòng, đơn vị có ít nhất một sáng kiến, giải pháp được áp dụng.
4. Phối hợp, chia sẻ thông tin kịp thời giữa các phòng, đơn vị."""
_UNIT_TARGETS = (
    ("Nhiệm vụ được giao hoàn thành đúng hạn", "100%"),
    ("Hồ sơ thủ tục hành chính giải quyết trực tuyến", "từ 90% trở lên"),
)
_OWN_TARGETS = (
    ("Hoàn thành nhiệm vụ được giao", "đúng hạn, có chất lượng"),
    ("Số văn bản tham mưu phải sửa lại", "không quá 02"),
)


class _Story(NamedTuple):
    """Who wrote what for whom, on which day it was sent, and how far it came."""

    by: str
    person: str = ""  # the account, or the full name of somebody without one
    unit: str = ""
    titles: tuple[str, ...] = ()
    commendations: tuple[str, ...] = ()
    targets: Sequence[tuple[str, str]] = _OWN_TARGETS
    initiative: str = ""
    sent: dt.date | None = None
    confirmed_by: str = ""
    received_by: str = ""
    returned: tuple[str, str] = ("", "")


_STORIES = (
    _Story(
        _MEMBER,
        person=_MEMBER,
        titles=("LDTT", "CSTDCS"),
        initiative="Sổ tay điện tử hướng dẫn đón tiếp đoàn vào (mẫu)",
        sent=dt.date(YEAR, 2, 10),
        confirmed_by=_CONTACT,
        received_by=_WRITER,
    ),
    _Story(_CONTACT, person=_CONTACT, titles=("LDTT",), commendations=("GK",), sent=dt.date(YEAR, 2, 20)),
    _Story(
        _CONTACT,
        unit="Phòng mẫu A (dữ liệu mẫu)",
        titles=("TTLDTT", "TTLDXS"),
        commendations=("BK_TINH",),
        targets=_UNIT_TARGETS,
        sent=dt.date(YEAR, 2, 12),
        received_by=_WRITER,
    ),
    _Story(
        _CLERK,
        person=_CLERK,
        titles=("LDTT",),
        sent=dt.date(YEAR, 2, 25),
        returned=(_WRITER, "Bổ sung mức đăng ký cụ thể của chỉ tiêu 1."),
    ),
    _Story(_WRITER, person=_WRITER, titles=("LDTT", "CSTDCS"), sent=dt.date(YEAR, 3, 5)),
    _Story(_WRITER, person="Bế Thị N", titles=("LDTT",)),
)


@transaction.atomic
def load_sample_registrations() -> None:
    """Nothing where a round of the year exists already, or the sample accounts do not."""
    people = {user.username: user for user in User.objects.filter(is_sample=True).select_related("person")}
    wanted = {_WRITER, _LEADER, _CONTACT, _MEMBER, _CLERK}
    if not wanted <= people.keys() or RegistrationRound.objects.filter(year=YEAR).exists():
        return
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    values = {
        **round_service.proposed(YEAR, plan, OPENS),
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "note": "Đăng ký danh hiệu, hình thức khen thưởng và chỉ tiêu của năm 2026 (dữ liệu mẫu).",
    }
    found = round_service.open_round(year=YEAR, actor=people[_WRITER], values=values)
    RegistrationRound.objects.filter(pk=found.pk).update(is_sample=True)
    for story in _STORIES:
        _tell(found, story, people)
    _pledge(people[_WRITER])


def _tell(found: RegistrationRound, story: _Story, people: dict[str, User]) -> None:
    """Act out one story; the days of its steps are those of the story, for the audit keeps when it was loaded."""
    writer = people[story.by]
    person = people[story.person].person if story.person in people else None
    if story.person and person is None:
        person = Person.objects.filter(full_name=story.person, is_sample=True).first()
    record = service.start_registration(
        registration_round=found,
        actor=writer,
        person=person,
        unit=Unit.objects.get(name=story.unit) if story.unit else None,
        aims=_aims(story),
        targets=[service.NewTarget(*target) for target in story.targets],
        today=OPENS,
    )
    if story.sent is None:
        return
    record = way.send_registration(registration=record, actor=writer, today=story.sent, seen=record.version)
    if story.confirmed_by:
        actor = people[story.confirmed_by]
        record = way.confirm_registration(registration=record, actor=actor, seen=record.version)
    if story.received_by:
        actor = people[story.received_by]
        record = way.receive_registration(registration=record, actor=actor, seen=record.version)
    who, reason = story.returned
    if who:
        record = way.return_registration(registration=record, actor=people[who], reason=reason, seen=record.version)
    if story.unit:
        _results(record, writer)
    _date(record, story.sent)


def _aims(story: _Story) -> list[service.NewAim]:
    titles = {one.code: one for one in Title.objects.filter(code__in=story.titles)}
    commendations = Commendation.objects.filter(code__in=story.commendations)
    named = [
        service.NewAim(titles[code], story.initiative if code == "CSTDCS" else "")
        for code in story.titles
        if code in titles
    ]
    return [*named, *(service.NewAim(one) for one in commendations)]


def _results(record: Registration, actor: User) -> None:
    first, second = record.targets.all()
    results = {
        first.pk: TargetResult("14/14 nhiệm vụ", True, ""),
        second.pk: TargetResult("87%", False, "Hệ thống của tỉnh dừng nâng cấp trong tháng 5 (mẫu)."),
    }
    today = timezone.localdate()
    record_results(registration=record, actor=actor, aims={}, targets=results, today=today, seen=record.version)


def _date(record: Registration, sent: dt.date) -> None:
    """Let its steps follow each other day by day from ``sent``."""
    nine = timezone.make_aware(dt.datetime.combine(sent, dt.time(9)))
    steps = ("sent_at", "confirmed_at", "received_at")
    days = {name: nine + dt.timedelta(days=place) for place, name in enumerate(steps) if getattr(record, name)}
    Registration.objects.filter(pk=record.pk).update(created_at=nine - dt.timedelta(days=2), **days)


def _pledge(actor: User) -> None:
    units = Unit.objects.active().filter(kind__in=service.REGISTERING_KINDS).order_by("order", "name")
    parties = [
        pledge_service.Party("Lãnh đạo Sở", "Giám đốc", "Nguyễn Văn Mẫu"),
        *(pledge_service.Party(unit.name, "Trưởng đơn vị", unit=unit) for unit in units),
    ]
    values = {
        "name": "Giữa Lãnh đạo Sở và các phòng, đơn vị năm 2026 (mẫu)",
        "text": _PLEDGE_POINTS,
        "cluster_year": None,
    }
    made = pledge_service.make_pledge(year=YEAR, actor=actor, values=values, parties=parties)
    signed = pledge_service.sign_pledge(
        pledge=made,
        actor=actor,
        signed_on=dt.date(YEAR, 3, 2),
        place="Trụ sở Sở Ngoại vụ",
        today=timezone.localdate(),
        seen=made.version,
    )
    Pledge.objects.filter(pk=signed.pk).update(is_sample=True)
