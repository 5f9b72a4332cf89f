"""Keeping files byte for byte, by their SHA-256. The bytes reach the disk before the row that names them."""

from __future__ import annotations

import contextlib
import hashlib
import mimetypes
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from plans.models import StoredFile, User
from plans.models.file import content_address
from plans.rules.text import nfc
from plans.services.held import held

ORPHAN_SECONDS = 24 * 60 * 60
FALLBACK_NAME = "tep"
_LOCK = ".giu-tep"


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


def adopt_file(*, path: Path, name: str, content_type: str, user: User | None) -> StoredFile:
    """Keep the file at ``path``, which is of any size and lies in the same folder of files, and give its row."""
    name = clean_name(name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    size = path.stat().st_size
    stored = StoredFile(name=name, content_type=content_type, size=size, sha256=digest, uploaded_by=user)
    address = content_address(stored, name)
    target = Path(settings.MEDIA_ROOT) / address
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)
    _sync_folder(target.parent)
    stored.file.name = address
    stored.save(force_insert=True)
    return stored


def write_pieces(digest: str, pieces: Iterable[bytes]) -> None:
    """Write bytes of any size, whose SHA-256 is ``digest``, where stored files of that hash lie."""
    target = Path(settings.MEDIA_ROOT) / digest[:2] / digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    found = hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
                found.update(piece)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != digest:
            raise OSError(f"{digest} does not match its bytes")
        Path(part).replace(target)
        _sync_folder(target.parent)
    finally:
        Path(part).unlink(missing_ok=True)


def is_whole(stored: StoredFile) -> bool:
    """Whether the disk still gives the bytes of a file of any size; read piece by piece."""
    try:
        with path_of(stored).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == stored.sha256
    except OSError:
        return False


def path_of(stored: StoredFile) -> Path:
    """Where the bytes lie."""
    return Path(settings.MEDIA_ROOT) / str(stored.file.name)


def read_bytes(stored: StoredFile) -> bytes:
    """The bytes as they were stored; raises OSError when the disk lost them or gives others."""
    data = path_of(stored).read_bytes()
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

    None goes while a backup or a restore is under way: what its copy of the database names must not vanish.
    """
    with held(Path(settings.MEDIA_ROOT) / _LOCK) as is_ours:
        return _remove_orphans((now or time.time()) - ORPHAN_SECONDS) if is_ours else 0


def remove_left_behind(folder: Path, prefix: str) -> None:
    """Remove the folders ``prefix``… in ``folder`` that processes killed a day ago or earlier worked in."""
    before = time.time() - ORPHAN_SECONDS
    for left in folder.glob(f"{prefix}*"):
        if left.is_dir() and left.stat().st_mtime < before:
            shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def no_file_goes() -> Iterator[None]:
    """Within, every file that a row names now stays on the disk."""
    with held(Path(settings.MEDIA_ROOT) / _LOCK, shared=True, wait=True):
        yield


def put_back(digest: str, pieces: Iterable[bytes]) -> None:
    """Write the bytes of a backup where those of that hash lie; the same ones already there stay."""
    path = Path(settings.MEDIA_ROOT) / digest[:2] / digest
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() == digest:
            os.utime(path)
            return
    write_pieces(digest, pieces)


def _remove_orphans(before: float) -> int:
    """A file is moved aside before the last look, so that an upload of the same bytes either touched it first (it is
    moved back) or writes it anew.
    """
    root, removed = Path(settings.MEDIA_ROOT), 0
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
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Force the names in ``folder`` to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
