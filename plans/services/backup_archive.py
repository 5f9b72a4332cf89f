"""The file that a backup is: a ZIP written and read part by part, each with its SHA-256, never whole in memory.

The manifest is its last entry, so a file that breaks off has none.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from plans.errors import DomainError
from plans.rules.backup import GUIDE, MANIFEST, Manifest, Part, guide, read_manifest, said_by

CHUNK = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, UnicodeDecodeError)


class ArchiveWriter:
    """Adds parts to a new archive; ``finish`` writes the manifest and forces everything to the disk."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self.parts: list[Part] = []

    def add(self, name: str, source: IO[bytes], *, packed: bool = False) -> Part:
        """Copy ``source`` into the archive; ``packed`` for what is not compressed already."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.create_system, entry.external_attr = 3, 0o600 << 16
        with self._zip.open(entry, "w", force_zip64=True) as target:
            part = Part(name, *pour(source, target))
        self.parts.append(part)
        return part

    def finish(self, manifest: Manifest) -> None:
        self.add(GUIDE, BytesIO(guide(manifest).encode("utf-8-sig")))
        self._zip.writestr(MANIFEST, replace(manifest, parts=tuple(self.parts)).to_json())
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())


class Archive:
    """A backup opened for reading; what is broken in it is refused with a sentence."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        try:
            self.manifest = read_manifest(zipped.read(MANIFEST).decode())
        except KeyError as error:
            raise DomainError("Tệp này không có bản kê, nên không phải bản sao lưu trọn vẹn.") from error

    @property
    def names(self) -> list[str]:
        return [part.name for part in self.manifest.parts]

    def check(self) -> None:
        """Every part is there and has the bytes that the manifest names, and there is nothing else."""
        inside = sorted(set(self._zip.namelist()) - {MANIFEST})
        if lost := sorted(set(self.names) - set(inside)):
            raise DomainError(
                f"Bản sao lưu thiếu {len(lost)} phần so với bản kê, đầu tiên là {lost[0]}. Dùng bản khác."
            )
        if inside != sorted(self.names):
            raise DomainError("Bản sao lưu có phần không nằm trong bản kê: đã bị thêm bớt. Dùng bản khác.")
        with _said_if_unreadable(Path(str(self._zip.filename))):
            for part in self.manifest.parts:
                with self.open(part.name) as source:
                    self._same(part, *pour(source))

    def extract(self, name: str, target: Path) -> None:
        """Write a part to ``target``, checking it once more."""
        part = next(one for one in self.manifest.parts if one.name == name)
        with self.open(name) as source, target.open("wb") as file:
            self._same(part, *pour(source, file))

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The bytes of a part."""
        with _said_if_broken(), self._zip.open(name) as source:
            yield source

    @staticmethod
    def _same(part: Part, size: int, sha256: str) -> None:
        if (size, sha256) != (part.size, part.sha256):
            raise DomainError(f"Bản sao lưu đã hỏng: {part.name} không khớp mã SHA-256 trong bản kê. Dùng bản khác.")


@contextmanager
def writing(path: Path) -> Iterator[ArchiveWriter]:
    """A new archive at ``path`` that nobody but us may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield ArchiveWriter(file)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """The backup at ``path``."""
    with _said_if_unreadable(path), _said_if_broken():
        if not path.is_file():
            raise DomainError(f"Không có tệp {path}. Ghi đường dẫn đầy đủ của bản sao lưu.")
        zipped = zipfile.ZipFile(path)
    with zipped:
        with _said_if_unreadable(path), _said_if_broken():
            archive = Archive(zipped)
        yield archive


def pour(source: IO[bytes], target: IO[bytes] | None = None) -> tuple[int, str]:
    """Read ``source`` to its end, writing it to ``target``; gives its size and SHA-256."""
    size, digest = 0, hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if target is not None:
            target.write(chunk)
    return size, digest.hexdigest()


@contextmanager
def _said_if_unreadable(path: Path) -> Iterator[None]:
    """Where it is the disk or the rights on it that do not let us read."""
    try:
        yield
    except PermissionError as error:
        raise DomainError(f"Phần mềm không được đọc {path}. Cho tài khoản đang chạy lệnh quyền đọc tệp.") from error
    except OSError as error:
        raise DomainError(f"Không đọc được {path}: {said_by(error)}. Xem lại ổ chứa, hoặc dùng bản khác.") from error


@contextmanager
def _said_if_broken() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno:  # of the disk, not of the archive
            raise
        raise DomainError("Tệp sao lưu đã hỏng hoặc chưa chép trọn, không đọc được. Dùng bản khác.") from error
