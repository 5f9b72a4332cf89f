"""Giao ước thi đua: its words and parties, and the day on which it was signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction

from emulation.models import Pledge, PledgeParty, RegistrationRound
from plans.errors import DomainError
from plans.models import Unit, User
from plans.rules.sniff import CONTENT_TYPES, FileKind, check_upload
from plans.services import audit
from plans.services.evidence import NewFile
from plans.services.files import store_file
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_KEEPS = "Thường trực TĐKT soạn giao ước và ghi ngày ký. Cần sửa thì báo thường trực."
FIELDS = ("name", "text", "cluster_year")


class Party(NamedTuple):
    """A side that signs: a unit of the office, or a body outside by its name."""

    name: str
    signer_title: str = ""
    signer_name: str = ""
    unit: Unit | None = None


@transaction.atomic
def make_pledge(
    *, year: int, actor: User, values: Mapping[str, Any], parties: Sequence[Party], key: str = ""
) -> Pledge:
    """Write a pledge of ``year``."""
    use_submit_key(actor, key)
    demand(actor, "emulation.keep_pledge", None, WHO_KEEPS)
    pledge = Pledge(year=year, round=RegistrationRound.objects.filter(year=year).first(), made_by=actor)
    _fill(pledge, values, parties)
    audit.record(actor=actor, act="pledge.make", obj=pledge)
    return pledge


@transaction.atomic
def change_pledge(
    *, pledge: Pledge, actor: User, values: Mapping[str, Any], parties: Sequence[Party], seen: int, key: str = ""
) -> Pledge:
    """Other words or parties, as long as nobody has signed."""
    record = _taken(pledge, actor, key)
    check_version(record, seen, dict(values))
    if record.signed_on:
        raise DomainError(
            f"Giao ước đã ký ngày {record.signed_on:%d/%m/%Y} nên không sửa lời được. Ghi nhầm thì xoá ngày ký trước, "
            "đổi nội dung đã ký thì lập giao ước mới."
        )
    record.version += 1
    _fill(record, values, parties)
    audit.record(actor=actor, act="pledge.change", obj=record)
    return record


@transaction.atomic
def sign_pledge(
    *,
    pledge: Pledge,
    actor: User,
    signed_on: dt.date | None,
    place: str,
    today: dt.date,
    seen: int,
    file: NewFile | None = None,
    key: str = "",
) -> Pledge:
    """Write down day and place of the signing and keep the signed PDF, byte for byte.

    A later file takes the place of the former, whose row stays in the history; without a day the note is taken back.
    """
    record = _taken(pledge, actor, key)
    check_version(record, seen, {"signed_on": signed_on, "place": place})
    if signed_on and signed_on > today:
        raise DomainError(f"{signed_on:%d/%m/%Y} ở sau hôm nay. Ghi ngày đã ký thật.")
    if signed_on is None and (file or record.signed_file_id):
        raise DomainError("Đã có bản ký thì phải ghi ngày ký, như trên bản giấy.")
    former = record.signed_file
    if file:
        check_upload(file.data, FileKind.PDF)
        content_type = CONTENT_TYPES[FileKind.PDF]
        record.signed_file = store_file(data=file.data, name=file.name, content_type=content_type, user=actor)
    record.signed_on, record.place = signed_on, place
    record.version += 1
    record.save()
    now = record.signed_file
    audit.record(
        actor=actor,
        act="pledge.sign" if signed_on else "pledge.unsign",
        obj=record,
        note=f"{signed_on:%d/%m/%Y}, {place}" if signed_on else "",
        detail={"sha256": now.sha256 if now else "", "former": former.sha256 if former else ""},
    )
    return record


def _taken(pledge: Pledge, actor: User, key: str) -> Pledge:
    use_submit_key(actor, key)
    record = locked(pledge)
    demand(actor, "emulation.keep_pledge", record, WHO_KEEPS)
    return record


def _fill(pledge: Pledge, values: Mapping[str, Any], parties: Sequence[Party]) -> None:
    for name in FIELDS:
        setattr(pledge, name, values[name])
    if len(parties) < 2:
        raise DomainError("Giao ước có từ hai bên ký. Thêm bên ký.")
    pledge.save()
    pledge.parties.all().delete()
    for order, party in enumerate(parties, start=1):
        PledgeParty.objects.create(pledge=pledge, order=order, **party._asdict())
