"""What goes up, for tests: letters brought to a state by the people whose act it is; deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from awards.models import AwardLetter, LetterKind, LetterState, Nomination, NominationState, Track, TrackDeadline
from awards.services import letter as writing
from awards.services import letter_way as way
from emulation.models import Commendation, Title
from plans.models import Confidence, Person, Unit
from tests.awards.nomination_factory import make_nomination, make_nomination_file, make_round
from tests.factory import Cast

if TYPE_CHECKING:
    from tests.web.world import World

WORDS = {
    "abstract": "Về việc đề nghị tặng Bằng khen (thành tích năm 2025)",
    "addressee": "Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn\nSở Nội vụ tỉnh Lạng Sơn",
    "basis": "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022",
    "body": "Sở Ngoại vụ kính trình Chủ tịch UBND tỉnh xem xét, tặng:",
    "closing": "Kính trình xem xét, quyết định./.",
    "recipients": "Như trên\nLưu: VT",
    "symbol": "TTr-SNgV",
    "signer_title": "GIÁM ĐỐC",
    "signer_name": "Nguyễn Văn An",
}
GUIDANCE = {
    "abstract": "hướng dẫn hoàn thiện hồ sơ đề nghị khen thưởng năm 2026",
    "addressee": "Các phòng, đơn vị thuộc Sở",
    "body": "Đề nghị bổ sung hồ sơ theo danh sách.",
    "due_on": dt.date(2026, 3, 1),
    "symbol": "SNgV",
}
_WAY = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.APPROVED, LetterState.ISSUED)


def make_ready(
    cast: Cast,
    code: str = "BK_TINH",
    *,
    person: Person | None = None,
    unit: Unit | None = None,
    state: str = NominationState.ELIGIBLE,
    **values: Any,
) -> Nomination:
    """A nomination that may go up: of the member, unless said otherwise."""
    award_round = values.pop("award_round", None) or make_round(cast.standing)
    title = Title.objects.filter(code=code).first()
    form = None if title else Commendation.objects.get(code=code)
    whose = {"unit": unit} if unit else {"person": person or cast.member.person}
    return make_nomination(
        cast.contact, award_round=award_round, title=title, commendation=form, state=state, **whose, **values
    )


def make_letter(
    cast: Cast,
    nominations: Sequence[Nomination] = (),
    *,
    kind: str = LetterKind.SUBMISSION,
    track: str = Track.PROVINCE,
    state: str = LetterState.ISSUED,
    number: int = 12,
    issued_on: dt.date = dt.date(2026, 2, 2),
    reasons: Mapping[int, str] | None = None,
    **values: Any,
) -> AwardLetter:
    """A letter with ``nominations`` (one is made for a submission without any), brought to ``state``."""
    submission = kind == LetterKind.SUBMISSION
    chosen = list(nominations) or ([make_ready(cast)] if submission else [])
    letter = writing.create_letter(
        actor=cast.standing,
        kind=kind,
        track=track if submission else "",
        year=values.pop("year", 2026),
        nominations=[one.pk for one in chosen],
        reasons=reasons or {},
        task=values.pop("task", None),
        values={**WORDS, **({} if submission else GUIDANCE), **values},
    )
    for reached in _WAY[1 : _WAY.index(LetterState(state)) + 1]:
        _step(cast, letter, reached, number, issued_on)
        letter = AwardLetter.objects.get(pk=letter.pk)
    return letter


def _step(cast: Cast, letter: AwardLetter, to: LetterState, number: int, issued_on: dt.date) -> None:
    if to == LetterState.SUBMITTED:
        way.PAPERS.submit(actor=cast.standing, record=letter, seen=letter.version)
    elif to == LetterState.APPROVED:
        way.PAPERS.approve(actor=cast.leader, record=letter, seen=letter.version)
    else:
        way.PAPERS.issue(actor=cast.clerk, record=letter, number=number, issued_on=issued_on, seen=letter.version)


def make_deadline(**values: Any) -> TrackDeadline:
    """A deadline as the office entered it."""
    facts = {
        "track": Track.PROVINCE,
        "year": 2026,
        "what": "Khen thưởng công trạng hằng năm",
        "due_on": dt.date(2026, 12, 10),
        "source": "Công văn mẫu của Sở Nội vụ",
        "confidence": Confidence.SECONDARY,
    }
    return TrackDeadline.objects.create(**{**facts, **values})


def add_upward(world: World) -> None:
    """A letter in each state of its way, issued guidance, a deadline, for the access table."""
    cast = world.cast
    names = {LetterState.DRAFT: "draft_letter", LetterState.SUBMITTED: "sent_letter", LetterState.APPROVED: "ok_letter"}
    people = (cast.member, cast.contact, cast.clerk)
    for (state, name), user in zip(names.items(), people, strict=True):
        world.records[name] = make_letter(cast, [make_ready(cast, person=user.person)], state=state)
    issued = make_ready(cast, person=cast.leader.person)
    make_nomination_file(issued, cast.standing)
    world.records |= {
        "letter": make_letter(cast, [issued], number=91),
        "guidance": make_letter(cast, kind=LetterKind.GUIDANCE, number=92),
        "deadline": make_deadline(),
        "track": Track.PROVINCE.value,
    }
