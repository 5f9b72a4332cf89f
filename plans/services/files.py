"""Keeping files byte for byte, by their SHA-256. The bytes reach the disk before the row that names them."""

from __future__ import annotations

import contextlib
import hashlib
import mimetypes
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction

from plans.models import StoredFile, User
from plans.models.file import content_address
from plans.rules.text import nfc

ORPHAN_SECONDS = 24 * 60 * 60
FALLBACK_NAME = "tep"


@transaction.atomic
def store_file(*, data: bytes, name: str, content_type: str = "", user: User | None) -> StoredFile:
    """Keep ``data`` and give its row. Equal bytes lie on the disk once, however many rows name them.

    When the transaction is rolled back the bytes stay without a row, which harms nobody; ``remove_orphans`` takes
    them away a day later.
    """
    name = clean_name(name)
    stored = StoredFile(
        name=name,
        content_type=content_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=user,
    )
    address = content_address(stored, name)
    _write_once(Path(settings.MEDIA_ROOT) / address, data)
    stored.file.name = address
    stored.save(force_insert=True)
    return stored


def read_bytes(stored: StoredFile) -> bytes:
    """The bytes as they were stored; raises OSError when the disk lost them or gives others."""
    data = (Path(settings.MEDIA_ROOT) / str(stored.file.name)).read_bytes()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise OSError(f"{stored.file.name} does not match its SHA-256")
    return data


def clean_name(name: str) -> str:
    """The last part of a typed path in NFC, without control characters, at most 255 letters with its ending kept."""
    last = nfc(name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(shown) > 255:
        ending = Path(shown).suffix[:20]
        shown = shown[: 255 - len(ending)] + ending
    return shown or FALLBACK_NAME


def remove_orphans(*, now: float | None = None) -> int:
    """Remove bytes older than a day that no row names; gives how many. Safe beside uploads going on.

    A file is moved aside before the last look, so that an upload of the same bytes either touched it first (it is
    moved back) or writes it anew.
    """
    root, removed = Path(settings.MEDIA_ROOT), 0
    before = (now or time.time()) - ORPHAN_SECONDS
    for path in root.glob("??/*"):
        if not _is_old(path, before) or StoredFile.objects.filter(sha256=path.name).exists():
            continue
        aside = path.with_suffix(".orphan")
        with contextlib.suppress(FileNotFoundError):
            path.rename(aside)
            if _is_old(aside, before) and not StoredFile.objects.filter(sha256=path.name).exists():
                aside.unlink()
                removed += 1
            else:
                aside.rename(path)
    return removed


def _is_old(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def _write_once(path: Path, data: bytes) -> None:
    """Write ``data`` under a temporary name, force it to the disk, then give it its name in one step."""
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size == len(data):
            os.utime(path)  # young again: an orphan that is wanted now must not be removed
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
