"""Sample initiatives of 2026 in different states: a call, its dossiers, sheets given out and handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from awards.models import Initiative, InitiativeCall, InitiativeScore, InitiativeSheet
from awards.services import initiative as service
from awards.services import initiative_call as call_service
from awards.services import initiative_scoring as scoring
from awards.services import initiative_way as way
from plans.models import Plan, User

YEAR = 2026
_STANDING, _LEADER, _CONTACT, _CLERK, _MEMBER, _ADMIN = (
    "thuongtruc",
    "lanhdao",
    "daumoi",
    "vanthu",
    "canhan",
    "quantri",
)


class _Story(NamedTuple):
    """Whose dossier, its words, and how far it came; points are those of each scorer, criterion by criterion."""

    authors: Sequence[tuple[str, int]]
    name: str
    field: str
    problem: str
    solution: str
    novelty: str
    effect: str
    submitted: bool = True
    returned: str = ""
    scorers: Sequence[str] = ()
    points: Sequence[tuple[str, tuple[int, int, int, int]]] = ()
    closed: bool = False


_SCOPE = "Đang dùng tại đơn vị; các phòng khác và cơ quan cùng loại việc áp dụng được ngay, không cần kinh phí."
_STORIES = (
    _Story(
        authors=((_MEMBER, 70), (_CONTACT, 30)),
        name="Sổ tay điện tử hướng dẫn đón tiếp đoàn vào (mẫu)",
        field="Lễ tân đối ngoại",
        problem="Mỗi lần đón đoàn phải tìm lại mẫu chương trình, sơ đồ chỗ ngồi trong nhiều tệp; người mới dễ sót.",
        solution="Gom quy trình, mẫu chương trình, danh mục việc theo ngày vào một sổ tay điện tử có mục tìm kiếm.\n"
        "Mỗi đoàn có một bảng việc chép từ sổ tay, đánh dấu việc đã xong.",
        novelty="Trước đây chưa có tài liệu chung; mỗi người làm theo kinh nghiệm riêng.",
        effect="Thời gian chuẩn bị một đoàn giảm từ 3 ngày còn 1 ngày rưỡi; 12 đoàn trong năm không sót việc nào.",
        scorers=(_STANDING, _CLERK),
        points=((_STANDING, (3400, 2200, 1200, 1800)), (_CLERK, (3100, 2000, 1000, 1700))),
        closed=True,
    ),
    _Story(
        authors=((_CONTACT, 100),),
        name="Bảng theo dõi thời hạn giấy phép hội nghị quốc tế (mẫu)",
        field="Cải cách hành chính",
        problem="Thời hạn trả lời hồ sơ xin phép hội nghị ghi rải rác nên có lúc nhắc chậm.",
        solution="Lập bảng theo dõi chung, tự tính ngày phải trả lời và tô đậm việc sắp đến hạn.",
        novelty="Kết hợp lịch làm việc của Sở với quy định thời hạn từng loại hồ sơ.",
        effect="Không còn hồ sơ quá hạn trong 6 tháng áp dụng; giảm 40 lượt gọi điện hỏi tiến độ.",
        scorers=(_STANDING, _CLERK, _ADMIN),
        points=((_STANDING, (2500, 1500, 900, 1200)), (_CLERK, (3600, 2300, 1300, 1900))),
    ),
    _Story(
        authors=((_CLERK, 60), (_ADMIN, 40)),
        name="Tra cứu sổ công văn đi bằng mã QR (mẫu)",
        field="Văn thư, lưu trữ",
        problem="Tìm lại công văn đi phải mở từng sổ giấy, mất 10 đến 15 phút mỗi lần.",
        solution="In mã QR trên bìa từng tập; quét mã mở thẳng danh mục văn bản của tập đó.",
        novelty="Chưa đơn vị nào trong Sở gắn mã cho sổ giấy.",
        effect="Tìm một công văn còn dưới 1 phút.",
    ),
    _Story(
        authors=((_ADMIN, 100),),
        name="Mẫu báo cáo nhanh tình hình biên giới (mẫu)",
        field="Lãnh sự, biên giới",
        problem="Báo cáo nhanh gửi nhiều dạng, tổng hợp lại mất công.",
        solution="Thống nhất một mẫu một trang, điền sẵn tên cửa khẩu và chỉ tiêu.",
        novelty="Gộp ba mẫu cũ thành một.",
        effect="Giảm thời gian tổng hợp hằng tuần.",
        returned="Bổ sung số liệu trước và sau khi áp dụng, kèm mẫu đã dùng.",
    ),
    _Story(
        authors=((_MEMBER, 100),),
        name="Bộ câu hỏi thường gặp về hộ chiếu công vụ (mẫu)",
        field="Lãnh sự",
        problem="Mỗi tuần trả lời lặp lại hàng chục câu hỏi giống nhau qua điện thoại.",
        solution="",
        novelty="",
        effect="",
        submitted=False,
    ),
    _Story(
        authors=((_MEMBER, 50), (_CLERK, 50)),
        name="Danh bạ đối ngoại dùng chung cho các phòng (mẫu)",
        field="Lễ tân đối ngoại",
        problem="Danh bạ đối tác nằm ở từng người, khi chuyển việc thì thất lạc.",
        solution="Lập danh bạ chung có người chịu trách nhiệm từng mục, rà soát mỗi quý.",
        novelty="Có lịch rà soát và người giữ từng mục.",
        effect="Cập nhật 240 đầu mối; không còn gửi thư nhầm người nhận.",
        scorers=(_STANDING, _LEADER),
        points=((_STANDING, (3200, 2100, 1100, 1700)), (_LEADER, (3300, 2000, 1200, 1600))),
        closed=True,
    ),
)


@transaction.atomic
def load_sample_initiatives() -> None:
    """Nothing where a call of the year exists already, or the sample accounts do not."""
    people = {user.username: user for user in User.objects.filter(is_sample=True).select_related("person__unit")}
    wanted = {_STANDING, _LEADER, _CONTACT, _CLERK, _MEMBER, _ADMIN}
    if not wanted <= people.keys() or InitiativeCall.objects.filter(year=YEAR).exists():
        return
    call = _call(people[_STANDING])
    for story in _STORIES:
        _tell(call, story, people)


def _call(actor: User) -> InitiativeCall:
    call_service.load_default_sheet()
    today = timezone.localdate()
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    values = {
        **call_service.proposed_call(plan, YEAR, today),
        "opens_on": today - dt.timedelta(days=40),
        "closes_on": today + dt.timedelta(days=12),
        "scored_by": today + dt.timedelta(days=20),
        "guidance": "Trình kèm giấy xác nhận áp dụng và số liệu trước, sau (dữ liệu mẫu).",
        "sheet": InitiativeSheet.objects.filter(in_use=True).first(),
    }
    values["task"] = plan.tasks.filter(pk=values["task"]).first() if plan and values["task"] else None
    call = call_service.save_call(call=None, actor=actor, values=values)
    InitiativeCall.objects.filter(pk=call.pk).update(is_sample=True)
    return call


def _tell(call: InitiativeCall, story: _Story, people: dict[str, User]) -> None:
    """Act out one story as people would."""
    writer, standing = people[story.authors[0][0]], people[_STANDING]
    record = _write(call, story, writer, people)
    if not story.submitted:
        return
    record = way.submit_initiative(initiative=record, actor=writer, seen=record.version)
    if story.returned:
        way.return_initiative(initiative=record, actor=standing, reason=story.returned, seen=record.version)
        return
    if not story.scorers:
        return
    scorers = [people[name] for name in story.scorers]
    due = timezone.localdate() + dt.timedelta(days=15)
    scoring.assign(initiatives=[record], scorers=scorers, actor=standing, due=due)
    _score(record, story, people)
    record.refresh_from_db()
    if story.closed:
        note = "Đề nghị Hội đồng xem xét, công nhận (mẫu)."
        scoring.close_scoring(initiative=record, actor=standing, note=note, seen=record.version)


def _write(call: InitiativeCall, story: _Story, writer: User, people: dict[str, User]) -> Initiative:
    values = {
        **{name: getattr(story, name) for name in ("name", "field", "problem", "solution", "novelty", "effect")},
        "kind": "initiative",
        "call": call,
        "unit": writer.person.unit if writer.person else None,
        "begun_on": timezone.localdate() - dt.timedelta(days=150),
        "scope": _SCOPE if story.submitted else "",
    }
    authors = [service.NewAuthor(people[name].person, "", share) for name, share in story.authors]
    record = service.save_initiative(initiative=None, actor=writer, values=values, authors=authors)
    Initiative.objects.filter(pk=record.pk).update(is_sample=True)
    record.refresh_from_db()
    return record


def _score(record: Initiative, story: _Story, people: dict[str, User]) -> None:
    record.refresh_from_db()
    measures = scoring.measures_of(record)
    for name, points in story.points:
        score = InitiativeScore.objects.get(initiative=record, scorer=people[name])
        given = {one.pk: value for one, value in zip(measures, points, strict=False)}
        filled = scoring.Filled(given, {}, "Hồ sơ rõ, có số liệu (mẫu).")
        scoring.save_score(score=score, actor=people[name], filled=filled, seen=score.version, submit=True)
