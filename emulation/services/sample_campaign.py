"""Sample campaigns of 2026: the regular one (task 2) and a thematic one of the province (task 7), both launched."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from emulation.models import Campaign, CampaignKind, Launcher, PhaseKind, Scope
from emulation.services import campaign as service
from emulation.services import campaign_way as way
from emulation.services.campaign_document import first_words
from plans.models import Office, Plan, Task, User
from plans.services.paper import PLAN_SERIES, next_number

YEAR = 2026
REGULAR = "Phong trào thi đua thường xuyên năm 2026 (mẫu)"
THEMATIC = "Phong trào thi đua chuyên đề của tỉnh về cải cách hành chính năm 2026 (mẫu)"
_SAMPLE_SOURCE = "Văn bản mẫu, chưa có số"
_WRITER, _DECIDER, _CLERK = "thuongtruc", "lanhdao", "vanthu"


def _day(month: int, day: int) -> dt.date:
    return dt.date(YEAR, month, day)


_STORIES: tuple[dict[str, Any], ...] = (
    {
        "no": "2",
        "launched": _day(2, 10),
        "words": {
            "name": REGULAR,
            "kind": CampaignKind.REGULAR,
            "launcher": Launcher.OFFICE,
            "scope": Scope.UNIT,
            "starts_on": _day(1, 15),
            "ends_on": _day(12, 31),
            "objective": "Tạo khí thế thi đua hoàn thành xuất sắc nhiệm vụ chính trị năm 2026 của Sở.\n"
            "Phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến.",
            "extent": "Trong toàn cơ quan Sở và đơn vị trực thuộc.",
            "subjects": "Các phòng, đơn vị; cán bộ, công chức, viên chức và người lao động của Sở.",
            "contents": "Hoàn thành đúng hạn, có chất lượng nhiệm vụ được giao trong năm.\n"
            "Chấp hành kỷ luật, kỷ cương hành chính; thực hiện tốt quy chế làm việc.\n"
            "Mỗi phòng, đơn vị có ít nhất một sáng kiến, giải pháp được áp dụng.",
            "measures": "Phòng Hợp tác quốc tế - Văn phòng hướng dẫn đăng ký, theo dõi, tổng hợp kết quả.\n"
            "Trưởng phòng, đơn vị tổ chức đăng ký và tự chấm điểm theo thời gian quy định.\n"
            "Hội đồng thi đua, khen thưởng Sở xét, đề nghị khen thưởng.",
            "review": "Sơ kết trong quý III, tổng kết trong tháng 12/2026. Tập thể, cá nhân dẫn đầu được xét khen "
            "thưởng theo quy định.",
            "slogans": "Đoàn kết, kỷ cương, sáng tạo, hiệu quả",
            "reward_quota": "Theo kết quả chấm điểm, xếp hạng.",
            "dossier_time": "Gửi Phòng Hợp tác quốc tế - Văn phòng trong tháng 12/2026.",
        },
        "phases": {
            PhaseKind.REGISTRATION: (_day(1, 15), _day(2, 28)),
            PhaseKind.RUNNING: (_day(3, 1), _day(11, 30)),
            PhaseKind.MIDTERM: (_day(7, 1), _day(7, 31)),
            PhaseKind.SCORING: (_day(11, 16), _day(12, 10)),
            PhaseKind.FINAL: (_day(12, 11), _day(12, 31)),
        },
    },
    {
        "no": "7",
        "launched": _day(5, 12),
        "words": {
            "name": THEMATIC,
            "kind": CampaignKind.THEMATIC,
            "launcher": Launcher.PROVINCE,
            "scope": Scope.SECTOR,
            "starts_on": _day(5, 15),
            "ends_on": _day(12, 31),
            "source_number": _SAMPLE_SOURCE,
            "source_from": "Ủy ban nhân dân tỉnh (mẫu)",
            "objective": "Nâng cao chất lượng giải quyết thủ tục hành chính, phục vụ người dân và doanh nghiệp.",
            "extent": "Các phòng, đơn vị của Sở có giải quyết thủ tục hành chính.",
            "subjects": "Tập thể, cá nhân tham gia tiếp nhận, giải quyết thủ tục hành chính.",
            "contents": "Hồ sơ được giải quyết đúng hạn, không để quá hạn.\n"
            "Cắt giảm giấy tờ, rút ngắn thời gian giải quyết ở lĩnh vực được giao.",
            "measures": "Các phòng, đơn vị rà soát thủ tục thuộc lĩnh vực, đăng ký nội dung thi đua.\n"
            "Phòng Hợp tác quốc tế - Văn phòng theo dõi, tổng hợp, báo cáo.",
            "review": "Tổng kết cùng tổng kết công tác thi đua, khen thưởng năm 2026.",
        },
        "phases": {
            PhaseKind.REGISTRATION: (_day(5, 15), _day(6, 15)),
            PhaseKind.RUNNING: (_day(6, 16), _day(12, 10)),
            PhaseKind.FINAL: (_day(12, 11), _day(12, 31)),
        },
    },
)
_EMPTY = ("source_number", "source_from", "slogans", "reward_quota", "dossier_time")


@transaction.atomic
def load_sample_campaigns() -> None:
    """Launch both campaigns as the sample accounts would; whoever changed or renamed them keeps what he has."""
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    people = {user.username: user for user in User.objects.filter(is_sample=True)}
    if plan is None or not {_WRITER, _DECIDER, _CLERK} <= people.keys() or Campaign.objects.exists():
        return
    for story in _STORIES:
        task = plan.tasks.in_plan().filter(no=story["no"]).first()
        if task is not None:
            _launch(plan, task, story, people)


def _launch(plan: Plan, task: Task, story: dict[str, Any], people: dict[str, User]) -> None:
    launched: dt.date = min(story["launched"], timezone.localdate())
    words = first_words(plan, Office.objects.first(), today=launched)
    values = {**dict.fromkeys(_EMPTY, ""), "source_date": None, **words, **story["words"], "task": task}
    if not values["signer_name"]:
        values |= {"signer_title": "GIÁM ĐỐC", "signer_name": "Nguyễn Văn Mẫu"}
    record = service.create_campaign(actor=people[_WRITER], values=values, participants=(), is_sample=True)
    record = service.save_phases(actor=people[_WRITER], campaign=record, spans=story["phases"], seen=record.version)
    record = way.submit_campaign(actor=people[_WRITER], campaign=record, seen=record.version)
    record = way.approve_campaign(actor=people[_DECIDER], campaign=record, seen=record.version)
    way.launch_campaign(
        actor=people[_CLERK],
        campaign=record,
        number=next_number(PLAN_SERIES, launched.year),
        issued_on=launched,
        seen=record.version,
    )
