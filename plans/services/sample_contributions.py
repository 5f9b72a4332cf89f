"""Sample of what units write for the report of the year: taken in, sent, being written, late and urged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from plans.models import Contribution, Report, Role, Unit, User
from plans.rules.contribution import PART_OF, working_days_from
from plans.services import contribution as service
from plans.services.contribution_copy import copy_into_report
from plans.services.contribution_writing import keep_contribution, send_contribution
from plans.services.special_days import special_days

_ASKS = "thuongtruc"
_ASKED = (
    "Đề nghị đơn vị báo cáo kết quả công tác thi đua, khen thưởng năm: kết quả nổi bật; hạn chế, khó khăn, nguyên nhân;"
    " nhiệm vụ thời gian tới; đề xuất, kiến nghị (mẫu)."
)
_ASKED_LATER = (
    "Đề nghị phòng báo cáo như các đơn vị khác, nêu rõ thêm kết quả đối chiếu các danh hiệu đã đăng ký đầu năm (mẫu)."
)


@dataclass(frozen=True)
class _Story:
    """What one unit made of it. Days are working days from today, those before it less than 0.

    ``copied`` is the section into which the standing office copied the results when it took them in.
    """

    asked: int
    due: int
    asked_text: str = _ASKED
    texts: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None
    copied: str = ""
    urged: bool = False


_STORIES = {
    "daumoivp": _Story(
        asked=-12,
        due=-3,
        texts={
            "results": "Tham mưu ban hành kế hoạch công tác thi đua, khen thưởng năm; theo dõi, đôn đốc các phòng,"
            " đơn vị thực hiện và tổng hợp báo cáo theo yêu cầu của cấp trên (mẫu).",
            "shortcomings": "Một số đơn vị gửi báo cáo chưa đúng hạn nên việc tổng hợp số liệu còn bị động."
            " Nguyên nhân: người làm công tác thi đua, khen thưởng đều kiêm nhiệm (mẫu).",
            "direction": "Tiếp tục đổi mới cách theo dõi nhiệm vụ; tổ chức phát động thi đua ngay từ đầu năm (mẫu).",
            "proposals": "Đề nghị Lãnh đạo Sở bố trí một buổi tập huấn nghiệp vụ thi đua, khen thưởng trong quý I"
            " (mẫu).",
        },
        sent=-6,
        copied="tasks",
    ),
    "daumoitt": _Story(
        asked=-12,
        due=-3,
        texts={
            "results": "Trung tâm phục vụ an toàn, chu đáo các đoàn công tác theo kế hoạch; viên chức, người lao động"
            " đều đăng ký thi đua từ đầu năm (mẫu).",
            "shortcomings": "Hồ sơ minh chứng của một số phần việc nộp còn chậm do phải chờ đơn vị phối hợp xác nhận"
            " (mẫu).",
            "direction": "Nâng cao chất lượng dịch vụ phiên dịch, lễ tân; khuyến khích người lao động trực tiếp đề xuất"
            " giải pháp cải tiến (mẫu).",
        },
        sent=-4,
    ),
    "daumoi": _Story(
        asked=-2,
        due=4,
        asked_text=_ASKED_LATER,
        texts={
            "results": "Phòng đã đăng ký danh hiệu thi đua của tập thể và cá nhân đúng hạn; các chỉ tiêu đăng ký"
            " được rà soát hằng quý (mẫu)."
        },
    ),
    "daumoib": _Story(asked=-12, due=-3, urged=True),
}


def load_sample_contributions(report: Report, people: Mapping[str, User]) -> None:
    """Ask the units whose contacts the sample knows, as the standing office would, and let each do its part."""
    asks = people[_ASKS]
    for username, story in _STORIES.items():
        contact = people.get(username)
        unit = Unit.objects.filter(holdings__user=contact, holdings__role=Role.CONTACT).first() if contact else None
        if contact is not None and unit is not None:
            _tell(report, unit, story, contact=contact, asks=asks)


def _tell(report: Report, unit: Unit, story: _Story, *, contact: User, asks: User) -> None:
    """Act out one story; the days of its steps are those of the story, for the audit keeps when it was loaded."""
    today = timezone.localdate()
    made = service.ask_contributions(actor=asks, report=report, units=[unit], due_on=today, asked_text=story.asked_text)
    record = made[0]
    if story.texts:
        record = keep_contribution(actor=contact, contribution=record, texts=story.texts, seen=record.version)
    if story.sent is not None:
        record = send_contribution(actor=contact, contribution=record, seen=record.version)
    if story.copied:
        copy_into_report(actor=asks, contribution=record, part=PART_OF["results"], slug=story.copied)
        record = service.take_contribution(actor=asks, contribution=record, seen=record.version)
    days: dict[str, object] = {"created_at": _nine(_day(story.asked)), "due_on": _day(story.due)}
    if story.sent is not None:
        days["sent_on"] = _day(story.sent)
    Contribution.objects.filter(pk=record.pk).update(**days)
    if story.urged:
        service.urge_contribution(actor=asks, contribution=record)


def _day(working_days: int) -> dt.date:
    return working_days_from(timezone.localdate(), working_days, special_days())


def _nine(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
