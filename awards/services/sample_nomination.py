"""A sample round of 2026 with the review of a unit and nominations in several states, made as people make them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from awards.models import AwardKind, Nomination, NominationComment, Round, UnitReview
from awards.services import nomination as service
from awards.services import nomination_comment, review
from awards.services import nomination_way as way
from awards.services import round as round_service
from awards.services.achievement_report import save_report
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Person, Plan, Unit, User

YEAR = 2026
OPENS, CLOSES = dt.date(YEAR, 5, 4), dt.date(YEAR, 12, 15)
COMMENTS = dt.date(YEAR, 6, 1), dt.date(YEAR, 12, 20)
HELD = dt.date(YEAR, 5, 12)
_WRITER, _CONTACT, _MEMBER = "thuongtruc", "daumoi", "canhan"
_TITLES = ("LDTT", "CSTDCS", "CSTD_TINH", "TTLDTT", "TTLDXS")
_FORMS = ("GK", "BK_TINH")
_MARK = "(mẫu)"
_REASON = "Hội đồng họp trong tháng; phần cảnh báo sẽ bổ sung giấy tờ trước khi trình tỉnh (mẫu)."


class _Story(NamedTuple):
    """Who is proposed for what, and how far it is to come."""

    name: str
    code: str
    achievement: str
    far: str = "draft"  # draft, sent, returned, eligible
    unit: bool = False
    report: bool = False


_STORIES = (
    _Story(
        "Nguyễn Văn A",
        "BK_TINH",
        "Chủ trì tham mưu 02 kỳ hội đàm cấp tỉnh với Quảng Tây (Trung Quốc), rút ngắn 30% thời gian thẩm tra hội nghị "
        "quốc tế (mẫu).",
        report=True,
    ),
    _Story(
        "Nông Thị D",
        "BK_TINH",
        "Hai năm liên tục hoàn thành xuất sắc nhiệm vụ lễ tân đối ngoại, 100% đoàn vào được phục vụ đúng lịch (mẫu).",
        "eligible",
        report=True,
    ),
    _Story("Bế Thị N", "GK", "Tham mưu tổ chức Hội nghị tổng kết công tác đối ngoại năm 2025 (mẫu).", "sent"),
    _Story("Đàm Văn M", "GK", "Tham gia đoàn công tác liên ngành cắm mốc năm 2025 (mẫu).", "returned"),
    _Story(
        "Phòng mẫu A (dữ liệu mẫu)",
        "TTLDTT",
        "Tập thể hoàn thành 100% nhiệm vụ kế hoạch năm 2025, nội bộ đoàn kết (mẫu).",
        unit=True,
    ),
)


@transaction.atomic
def load_sample_nominations() -> None:
    """Nothing where a round of the year exists already, or the sample accounts do not."""
    people = {user.username: user for user in User.objects.filter(is_sample=True).select_related("person__unit")}
    if not {_WRITER, _CONTACT, _MEMBER} <= people.keys() or Round.objects.filter(year=YEAR).exists():
        return
    writer = people[_WRITER]
    found = _open(writer)
    _review(found, people[_CONTACT])
    for story in _STORIES:
        _tell(found, story, writer)
    _comment(found, people[_MEMBER])
    Nomination.objects.filter(round=found).update(is_sample=True)
    UnitReview.objects.filter(round=found).update(is_sample=True)


def _open(writer: User) -> Round:
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    values = {
        "year": YEAR,
        "achievement_year": YEAR - 1,
        "name": f"Xét khen thưởng năm {YEAR - 1} {_MARK}",
        "task": plan.tasks.filter(no="3").first() if plan else None,
        "kind": AwardKind.MERIT,
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "comment_from": COMMENTS[0],
        "comment_to": COMMENTS[1],
        "guidance": "Các phòng, đơn vị họp bình xét, ghi biên bản, rồi đề nghị từng người, tập thể (dữ liệu mẫu).",
        "titles": list(Title.objects.filter(code__in=_TITLES)),
        "commendations": list(Commendation.objects.filter(code__in=_FORMS)),
    }
    found = round_service.open_round(actor=writer, values=values)
    form = Commendation.objects.filter(code="BK_TINH").first()
    if form is not None:
        quota = round_service.NewQuota(form, 2, "", "", "Công văn giao chỉ tiêu của Sở Nội vụ (mẫu)")
        found = round_service.keep_quotas(award_round=found, actor=writer, quotas=[quota], seen=found.version)
    Round.objects.filter(pk=found.pk).update(is_sample=True)
    return found


def _review(found: Round, contact: User) -> None:
    """The review of the contact's unit: everybody of it for the first title, one of them not by all."""
    assert contact.person is not None  # noqa: S101 - sample accounts have one
    unit, title = contact.person.unit, found.titles.filter(code="LDTT").first()
    members = list(Person.objects.active().filter(unit=unit).order_by("sort_key"))
    if title is None or not members:
        return
    present = len(members)
    lines = [review.NewLine(person, title, max(present - (n == 1), 1)) for n, person in enumerate(members[:4])]
    values = {
        "held_on": HELD,
        "place": "Phòng họp tầng 2",
        "chair": members[0].full_name,
        "secretary": members[-1].full_name,
        "members": len(members),
        "present": present,
        "discussion": "Các ý kiến thống nhất đánh giá ưu điểm, tồn tại của từng người theo bản tự nhận xét (mẫu).",
        "conclusion": "Hội nghị thống nhất đề nghị các trường hợp nêu trên.",
    }
    today = timezone.localdate()
    review.start_review(award_round=found, unit=unit, actor=contact, values=values, lines=lines, today=today)


def _tell(found: Round, story: _Story, writer: User) -> None:
    """Act out one story; a step that the rules refuse leaves the dossier where it stands."""
    subject = _subject(story)
    honour = found.titles.filter(code=story.code).first() or found.commendations.filter(code=story.code).first()
    if subject is None or honour is None:
        return
    today = timezone.localdate()
    new = service.NewNomination(honour=honour, achievement=story.achievement)
    try:
        with transaction.atomic():
            record = service.start_nomination(award_round=found, subject=subject, actor=writer, new=new, today=today)
    except DomainError:
        return
    if story.report:
        parts = {
            "background": "Từ năm 2016 đến nay: Chuyên viên Sở Ngoại vụ tỉnh Lạng Sơn (mẫu).",
            "duties": "Theo dõi hợp tác quốc tế, thẩm tra hội nghị, hội thảo quốc tế (mẫu).",
            "results": "Thẩm tra 14 hồ sơ hội nghị, hội thảo quốc tế, tất cả đúng hạn (mẫu).\n"
            "Tham mưu 02 kỳ hội đàm cấp tỉnh, 03 thoả thuận được ký kết (mẫu).",
        }
        save_report(nomination=record, actor=writer, parts=parts, seen=0)
    if story.far == "draft":
        return
    try:
        with transaction.atomic():
            _move(record, story, writer, today)
    except DomainError:
        return


def _move(record: Nomination, story: _Story, writer: User, today: dt.date) -> None:
    record = way.submit_nomination(
        nomination=record, actor=writer, today=today, seen=record.version, override_reason=_REASON
    )
    if story.far == "returned":
        words = "Bổ sung bản nhận xét của đơn vị tổ chức hội nghị (mẫu)."
        way.return_nomination(nomination=record, actor=writer, reason=words, seen=record.version)
    elif story.far == "eligible":
        way.accept_nomination(nomination=record, actor=writer, received_on=today, today=today, seen=record.version)


def _subject(story: _Story) -> Person | Unit | None:
    if story.unit:
        return Unit.objects.filter(name=story.name).first()
    return Person.objects.filter(full_name=story.name, is_sample=True).first()


def _comment(found: Round, member: User) -> None:
    """One comment that waits for an answer, where somebody else's dossier has been sent in the days of comment."""
    today = timezone.localdate()
    sent = nomination_comment.open_to_comment(today).filter(round=found).exclude(person=member.person)
    record = sent.order_by("pk").first()
    if record is not None:
        NominationComment.objects.create(
            nomination=record, author=member, text="Đồng chí xứng đáng, đề nghị Hội đồng xem xét (mẫu)."
        )
