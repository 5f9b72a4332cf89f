"""Model examples: the register, their files, and where they were told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from emulation.models import ModelExample, Publicity
from plans.errors import DomainError, NotAllowed
from plans.models import StoredFile, User
from plans.rules.document import FIRST_YEAR, LAST_YEAR
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.evidence import MOST_FILES, NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key

WHO_KEEPS = "Thường trực TĐKT giữ sổ điển hình tiên tiến. Có gương tốt thì gửi bài cho thường trực."
FIELDS = ("year", "name", "person", "unit", "campaign", "field", "story")


@transaction.atomic
def save_example(
    *, actor: User, example: ModelExample | None, values: Mapping[str, Any], seen: int = 0, key: str = ""
) -> ModelExample:
    """Enter an example (None) or correct it."""
    use_submit_key(actor, key)
    if example is None:
        _demand(actor)
        found = ModelExample(made_by=actor)
    else:
        found = _opened(actor, example)
        check_version(found, seen, dict(values))
        found.version += 1
    for name in FIELDS:
        setattr(found, name, values[name])
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DomainError(f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if found.person and found.unit:
        raise DomainError("Chọn một người hoặc một đơn vị, không chọn cả hai.")
    if not found.story.strip():
        raise DomainError("Ghi việc làm, thành tích của điển hình.")
    found.save()
    audit.record(actor=actor, act="example.create" if example is None else "example.change", obj=found)
    return found


@transaction.atomic
def remove_example(*, actor: User, example: ModelExample, key: str = "") -> None:
    """Put it into the bin."""
    _demand(actor)
    bin_service.remove(record=example, actor=actor, key=key)


@transaction.atomic
def add_files(*, actor: User, example: ModelExample, files: Sequence[NewFile], key: str = "") -> list[StoredFile]:
    """Keep files with the example; all of them or none."""
    use_submit_key(actor, key)
    found = _opened(actor, example)
    if len(files) > MOST_FILES:
        raise DomainError(f"Mỗi lần nhiều nhất {MOST_FILES} tệp. Nộp làm nhiều lần.")
    stored = [keep_upload(file, actor) for file in files]
    found.files.add(*stored)
    for file in stored:
        audit.record(actor=actor, act="example.file", obj=found, note=file.name, detail={"sha256": file.sha256})
    return stored


@transaction.atomic
def remove_file(*, actor: User, example: ModelExample, file: StoredFile, key: str = "") -> None:
    """Take a file off the example; its bytes stay as every file's do."""
    use_submit_key(actor, key)
    found = _opened(actor, example)
    found.files.remove(file)
    audit.record(actor=actor, act="example.file_remove", obj=found, note=file.name, detail={"sha256": file.sha256})


@transaction.atomic
def add_publicity(
    *, actor: User, example: ModelExample, place: str, on: dt.date | None, link: str, key: str = ""
) -> Publicity:
    """Write down where the example was told."""
    use_submit_key(actor, key)
    found = _opened(actor, example)
    if link and not link.lower().startswith(("http://", "https://")):
        raise DomainError("Địa chỉ phải bắt đầu bằng http:// hoặc https://.")
    told = Publicity.objects.create(example=found, place=place, on=on, link=link)
    audit.record(actor=actor, act="example.publicity", obj=found, note=place, detail={"link": link})
    return told


@transaction.atomic
def remove_publicity(*, actor: User, told: Publicity, key: str = "") -> None:
    """Written down by mistake."""
    use_submit_key(actor, key)
    found = _opened(actor, told.example)
    detail = {"on": told.on, "link": told.link}
    told.delete()
    audit.record(actor=actor, act="example.publicity_remove", obj=found, note=told.place, detail=detail)


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("emulation.keep_examples") else Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="dien-hinh", label="Điển hình tiên tiến", model=ModelExample, title="name", restorable_by=_restorable_by
)


def _demand(actor: User) -> None:
    if not actor.has_perm("emulation.keep_examples"):
        raise NotAllowed(WHO_KEEPS)


def _opened(actor: User, example: ModelExample) -> ModelExample:
    _demand(actor)
    found = locked(example)
    if found.removed_at is not None:
        raise DomainError("Điển hình này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
    return found
