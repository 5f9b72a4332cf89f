"""The archive as a ZIP on the disk: written piece by piece with the hash of every file, read back and checked so.

Nothing is packed tighter (``plans.rules.archive.zip_of`` says why), so what goes in decides every byte.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from plans.errors import DomainError

SUMS = "SHA256SUMS"
PIECE = 1024 * 1024
_SUM_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_READABLE = 0o644 << 16
_LOCKED = 0x1  # the bit of a file that asks for a password
PACKED_ANEW = (
    "Tệp lưu trữ đã bị nén lại hoặc đặt mật khẩu sau khi lập nên không khôi phục. Dùng đúng tệp mà phần mềm đã lập."
)
NO_ARCHIVE = "Tệp này không phải tệp lưu trữ năm, hoặc tải về chưa đủ. Kiểm tra lại tệp rồi thử lại."


class PackWriter:
    """Writes the files of an archive one after the other; ``SHA256SUMS`` is the last of them."""

    def __init__(self, path: Path, at: dt.datetime) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, strict_timestamps=False)
        self._at = at
        self.sums: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def __enter__(self) -> PackWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        if kind is None:
            lines = [f"{digest}  {name}\n" for name, digest in sorted(self.sums.items())]
            self.add(SUMS, ["".join(lines).encode()])
        self._zip.close()

    def add(self, name: str, pieces: Iterable[bytes], at: dt.datetime | None = None) -> str:
        """One file, as its pieces come; gives its SHA-256."""
        entry = zipfile.ZipInfo(
            name, max(at or self._at, dt.datetime(1980, 1, 1, tzinfo=self._at.tzinfo)).timetuple()[:6]
        )
        entry.create_system, entry.external_attr = 3, _READABLE
        digest, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as target:
            for piece in pieces:
                target.write(piece)
                digest.update(piece)
                size += len(piece)
        self.sums[name], self.sizes[name] = digest.hexdigest(), size
        return digest.hexdigest()


class PackReader:
    """Reads an archive; ``findings`` names every file that is missing, altered or did not belong to it."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as fault:
            raise DomainError(f"Không có tệp {path}. Ghi đường dẫn đầy đủ của tệp lưu trữ.") from fault
        except PermissionError as fault:
            raise DomainError(f"Phần mềm không được đọc {path}. Cho tài khoản đang chạy lệnh quyền đọc tệp.") from fault
        except (OSError, zipfile.BadZipFile, UnicodeDecodeError, RuntimeError) as fault:
            raise DomainError(NO_ARCHIVE) from fault
        self.names = self._zip.namelist()
        if why := self._refusal(path):
            self._zip.close()
            raise DomainError(why)

    def __enter__(self) -> PackReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file, piece by piece."""
        with self._opened(name) as source:
            while piece := source.read(PIECE):
                yield piece

    def text_lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file."""
        with self._opened(name) as source:
            yield from source

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def findings(self) -> list[str]:
        """What is not as ``SHA256SUMS`` says, each as words that name the file."""
        sums = self._sums()
        found = [
            f"{name}: có hai tệp cùng tên" for name in sorted({one for one in self.names if self.names.count(one) > 1})
        ]
        found += [f"{name}: thiếu" for name in sorted(set(sums) - set(self.names))]
        found += [
            f"{name}: không có trong danh sách mã kiểm tra" for name in sorted(set(self.names) - set(sums) - {SUMS})
        ]
        return found + [
            f"{name}: nội dung đã khác" for name in sorted(sums) if name in self.names and not self._holds(name, sums)
        ]

    def _refusal(self, path: Path) -> str:
        """Why it is not even read. What is neither packed nor locked can never unfold to more than lies on the disk.

        Of an archive that is cut short the last whole sheet within is found instead, itself a ZIP.
        """
        if SUMS not in self.names:
            return NO_ARCHIVE
        entries = self._zip.infolist()
        plain = all(one.compress_type == zipfile.ZIP_STORED and not one.flag_bits & _LOCKED for one in entries)
        return "" if plain and sum(one.file_size for one in entries) <= path.stat().st_size else PACKED_ANEW

    def _sums(self) -> dict[str, str]:
        try:
            lines = self.read(SUMS).decode().splitlines()
        except (UnicodeDecodeError, zipfile.BadZipFile, EOFError) as fault:
            raise DomainError(f"Tệp {SUMS} trong tệp lưu trữ bị hỏng. Dùng một bản sao khác.") from fault
        read = [_SUM_LINE.fullmatch(line) for line in lines]
        if not read or None in read:
            raise DomainError(f"Tệp {SUMS} trong tệp lưu trữ bị hỏng. Dùng một bản sao khác.")
        return {line[2]: line[1] for line in read if line}

    def _holds(self, name: str, sums: dict[str, str]) -> bool:
        digest = hashlib.sha256()
        try:
            for piece in self.pieces(name):
                digest.update(piece)
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError):
            return False
        return digest.hexdigest() == sums[name]

    def _opened(self, name: str) -> zipfile.ZipExtFile:
        opened = self._zip.open(name)
        assert isinstance(opened, zipfile.ZipExtFile)  # noqa: S101 (for the type checker)
        return opened
