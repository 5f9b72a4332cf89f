"""Sample of clusters and model examples: one year of each cluster with invented members, a few examples, all marked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from emulation.models import Campaign, Cluster, ClusterMember, ClusterYear, ModelExample, Title
from emulation.services import cluster as service
from emulation.services import example as examples
from emulation.services import proposal as proposals
from emulation.services.cluster import MemberRow, ResultRow
from plans.models import Event, Person, Unit, UnitKind, User

YEAR = 2026
MARK = "(mẫu)"
_WRITER = "thuongtruc"
_SAMPLE_PAPER = "Văn bản mẫu, chưa có số"
_TOLD_ON = dt.date(YEAR, 11, 12)
_POINTS = (9750, 9625, 9400, 9275, 9050)
Role = ClusterMember.Role


@transaction.atomic
def load_sample_clusters() -> None:
    """A year of each cluster, the bloc's with a result and a proposal; two model examples. Nothing twice."""
    writer = User.objects.filter(username=_WRITER, is_sample=True).first()
    if writer is None or ClusterYear.objects.filter(is_sample=True).exists():
        return
    for cluster in Cluster.objects.filter(code__in=("KHOI_TMTH", "CUM_BNG")).order_by("code"):
        if not cluster.years.filter(year=YEAR).exists():
            _year(cluster, writer)
    _examples(writer)


def _year(cluster: Cluster, writer: User) -> None:
    record = service.add_year(actor=writer, cluster=cluster, year=YEAR, copies=False)
    ClusterYear.objects.filter(pk=record.pk).update(is_sample=True)
    own = record.members.get(is_us=True)
    bloc = cluster.kind == Cluster.Kind.BLOC
    others = [
        MemberRow(0, f"{'Cơ quan' if bloc else 'Sở Ngoại vụ tỉnh'} {letter} {MARK}", Role.MEMBER, is_us=False)
        for letter in "ABCD"
    ]
    head, deputy = others[0]._replace(role=Role.HEAD), others[1]._replace(role=Role.DEPUTY)
    rows = [head, deputy, MemberRow(own.pk, own.name, Role.MEMBER, is_us=True), *others[2:]]
    record = service.save_members(actor=writer, record=record, rows=rows, seen=record.version)
    words = "Khối thi đua" if bloc else "Cụm thi đua"
    events = list(Event.objects.filter(task__plan__year=YEAR, removed_at=None, name__contains=words))
    if events:
        record = service.choose_events(actor=writer, record=record, events=events, seen=record.version)
    if bloc:
        _result(record, writer)


def _result(record: ClusterYear, writer: User) -> None:
    order = sorted(record.members.all(), key=lambda one: (not one.is_us, one.order))
    record = service.record_result(
        actor=writer,
        record=record,
        rows=[
            ResultRow(one.pk, points, place) for place, (one, points) in enumerate(zip(order, _POINTS, strict=True), 1)
        ],
        values={
            "result_number": _SAMPLE_PAPER,
            "result_date": _TOLD_ON,
            "result_note": f"Kết quả {MARK}, không phải kết quả thật của khối.",
        },
        file=None,
        seen=record.version,
    )
    flag = Title.objects.get(code="CO_TINH")
    values = {"title": flag, "commendation": None, "subject": f"Sở Ngoại vụ {MARK}", "reason": "Dẫn đầu khối."}
    made = proposals.save_proposal(actor=writer, record=record, proposal=None, values=values)
    type(made).objects.filter(pk=made.pk).update(is_sample=True)
    proposals.send_proposal(
        actor=writer, proposal=made, number=_SAMPLE_PAPER, day=dt.date(YEAR, 11, 18), seen=made.version
    )


def _examples(writer: User) -> None:
    campaign = Campaign.objects.filter(is_sample=True).order_by("pk").first()
    person = Person.objects.filter(is_sample=True, is_active=True).order_by("pk").first()
    unit = Unit.objects.filter(kind=UnitKind.DIVISION, is_active=True).order_by("order", "pk").first()
    stories = (
        (
            f"Số hoá hồ sơ lễ tân đối ngoại {MARK}",
            {"person": person, "unit": None, "field": "Lễ tân đối ngoại"},
            "Tự xây dựng bảng theo dõi và bộ mẫu hồ sơ lễ tân; cách làm dễ nhân rộng ở các phòng khác.",
        ),
        (
            f"Phòng giải quyết hồ sơ trước hạn {MARK}",
            {"person": None, "unit": unit, "field": "Cải cách hành chính"},
            "Cả phòng rà lại quy trình, phân công người thay thế, trả kết quả trước hạn trong nhiều tháng liên tục.",
        ),
    )
    for name, whose, story in stories:
        values = {"year": YEAR, "name": name, "campaign": campaign, "story": story, **whose}
        made = examples.save_example(actor=writer, example=None, values=values)
        ModelExample.objects.filter(pk=made.pk).update(is_sample=True)
        examples.add_publicity(
            actor=writer, example=made, place=f"Trang thông tin điện tử của Sở {MARK}", on=dt.date(YEAR, 10, 6), link=""
        )
