"""Bình xét: a unit's own meeting of a round, its minutes and the signed copy of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from awards.models import Rating, ReviewLine, Round, UnitReview
from awards.rules.citation import spelled
from awards.rules.findings import BLOCK, INFO
from awards.services.rulebook import general_rule
from emulation.models import Commendation, Title
from emulation.services.registration import REGISTERING_KINDS
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.rules.sniff import CONTENT_TYPES, FileKind, check_upload
from plans.services import audit
from plans.services.evidence import NewFile
from plans.services.files import store_file
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key
from plans.services.task_log import demand

WHO_REVIEWS = "Đầu mối của đơn vị và thường trực TĐKT ghi biên bản bình xét. Anh, chị báo đầu mối đơn vị mình."
FIELDS = ("held_on", "place", "chair", "secretary", "members", "present", "discussion", "conclusion")
REVIEWING_KINDS = REGISTERING_KINDS  # the units that hold a review of their own
SIGNED = "Biên bản đã có bản ký. Sửa thì bản ký không còn khớp: tải bản ký mới lên trước, hoặc giữ nguyên nội dung."


RATED_FIRST = "R20"  # the rule that a rating of the year comes before the review


class Unrated(NamedTuple):
    """People of a review whose rating of the year is not on file, and what the rule makes of it."""

    year: int
    names: tuple[str, ...]
    text: str
    citation: str
    blocks: bool

    @property
    def words(self) -> str:
        return f"Chưa có xếp loại năm {self.year}: {', '.join(self.names)}. {self.text} ({self.citation})."


class NewLine(NamedTuple):
    """Who is proposed for what, and how many agreed; without a person it is the unit itself."""

    person: Person | None
    honour: Title | Commendation
    agreed: int
    note: str = ""


def unrated_among(people: Iterable[Person], award_round: Round, on: dt.date) -> Unrated | None:
    """Those of ``people`` without a rating of the round's year, by the rule as it stands on ``on``; None: nobody."""
    named = {person.pk: person for person in people}
    rule = general_rule(RATED_FIRST, on)
    if rule is None or rule.weight == INFO or not named:
        return None
    year = award_round.achievement_year
    rated = set(Rating.objects.filter(person__in=named, year=year).values_list("person_id", flat=True))
    names = tuple(str(person) for pk, person in named.items() if pk not in rated)
    if not names:
        return None
    text = str(rule.content.get("text", "")).rstrip(".")
    return Unrated(year, names, text, spelled(rule.citation), rule.weight == BLOCK)


@transaction.atomic
def start_review(
    *,
    award_round: Round,
    unit: Unit,
    actor: User,
    values: Mapping[str, Any],
    lines: Sequence[NewLine],
    today: dt.date,
    key: str = "",
) -> UnitReview:
    """Ghi biên bản bình xét, one of a unit in a round."""
    use_submit_key(actor, key)
    demand(actor, "awards.review_unit", unit, WHO_REVIEWS)
    one_at_a_time()
    if UnitReview.objects.filter(round=award_round, unit=unit).exists():
        raise DomainError(f"{unit} đã có biên bản bình xét của đợt này. Mở biên bản ấy ra sửa.")
    record = UnitReview(round=award_round, unit=unit, made_by=actor)
    _keep(record, values, lines, today)
    audit.record(actor=actor, act="award_review.start", obj=record, note=str(award_round))
    return record


@transaction.atomic
def change_review(
    *,
    review: UnitReview,
    actor: User,
    values: Mapping[str, Any],
    lines: Sequence[NewLine],
    today: dt.date,
    seen: int,
    key: str = "",
) -> UnitReview:
    """Sửa biên bản, as long as nobody has signed it."""
    use_submit_key(actor, key)
    record = locked(review)
    demand(actor, "awards.review_unit", record.unit, WHO_REVIEWS)
    check_version(record, seen, dict(values))
    if record.signed_file_id:
        raise DomainError(SIGNED)
    record.version += 1
    _keep(record, values, lines, today)
    audit.record(actor=actor, act="award_review.change", obj=record)
    return record


@transaction.atomic
def sign_review(*, review: UnitReview, actor: User, file: NewFile | None, seen: int, key: str = "") -> UnitReview:
    """Keep the signed minutes byte for byte; without a file the signed copy is taken off, its bytes stay."""
    use_submit_key(actor, key)
    record = locked(review)
    demand(actor, "awards.review_unit", record.unit, WHO_REVIEWS)
    check_version(record, seen, {})
    former = record.signed_file
    if file is None and former is None:
        raise DomainError("Chọn tệp PDF của biên bản đã ký.")
    record.signed_file = None
    if file:
        check_upload(file.data, FileKind.PDF)
        content_type = CONTENT_TYPES[FileKind.PDF]
        record.signed_file = store_file(data=file.data, name=file.name, content_type=content_type, user=actor)
    record.version += 1
    record.save()
    now = record.signed_file
    audit.record(
        actor=actor,
        act="award_review.sign" if now else "award_review.unsign",
        obj=record,
        note=now.name if now else "",
        detail={"sha256": now.sha256 if now else "", "former": former.sha256 if former else ""},
    )
    return record


def _keep(record: UnitReview, values: Mapping[str, Any], lines: Sequence[NewLine], today: dt.date) -> None:
    for name in FIELDS:
        setattr(record, name, values[name])
    if record.unit.kind not in REVIEWING_KINDS:
        raise DomainError(f"{record.unit} không phải phòng, đơn vị của cơ quan nên không bình xét riêng.")
    if record.held_on > today:
        raise DomainError(f"Ngày họp {record.held_on:%d/%m/%Y} ở sau hôm nay. Họp xong mới ghi biên bản.")
    if record.present > record.members:
        raise DomainError("Số người có mặt nhiều hơn tổng số người của đơn vị. Sửa một trong hai.")
    if record.present < len({record.chair.strip(), record.secretary.strip()}):
        raise DomainError("Chủ trì và thư ký là hai người thì phải có ít nhất 2 người có mặt. Xem lại số có mặt.")
    _check_lines(record, lines)
    people = [line.person for line in lines if line.person]
    if (unrated := unrated_among(people, record.round, record.held_on)) and unrated.blocks:
        raise DomainError(f"{unrated.words} Ghi xếp loại xong mới bình xét được.")
    record.save()
    record.lines.all().delete()
    for order, line in enumerate(lines, start=1):
        ReviewLine.objects.create(
            review=record,
            order=order,
            person=line.person,
            unit=None if line.person else record.unit,
            title=line.honour if isinstance(line.honour, Title) else None,
            commendation=line.honour if isinstance(line.honour, Commendation) else None,
            agreed=line.agreed,
            note=line.note,
        )


def _check_lines(record: UnitReview, lines: Sequence[NewLine]) -> None:
    named: set[tuple[int | None, str, int]] = set()
    for line in lines:
        whom = str(line.person or record.unit)
        if line.person and line.person.unit_id != record.unit_id:
            raise DomainError(f"{whom} không thuộc {record.unit}. Đơn vị chỉ bình xét người của mình.")
        if line.agreed > record.present:
            raise DomainError(f"{whom}: số người đồng ý nhiều hơn số người có mặt ({record.present}).")
        place = (line.person.pk if line.person else None, type(line.honour).__name__, line.honour.pk)
        if place in named:
            raise DomainError(f"{whom}: “{line.honour}” có ở hai dòng. Bỏ bớt một dòng.")
        named.add(place)
