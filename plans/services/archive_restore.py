"""Restoring the archive of a year into an empty installation: everything or nothing, then compared row by row."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from plans.errors import DomainError
from plans.models import AuditEntry, AuditHead, Office, Person, Plan, StoredFile, Unit, User
from plans.rules.backup import is_full, said_by
from plans.services import audit
from plans.services.archive_data import lines_of_file, row_lines, write_rows
from plans.services.archive_pack import NO_ARCHIVE, PackReader
from plans.services.archive_rows import Model, Selection, archived_models
from plans.services.archive_year import EDITION, FORMAT, MANIFEST
from plans.services.audit_check import RESTORED, ChainReport, verify_chain
from plans.services.backup import BUSY, backup_lock
from plans.services.files import no_file_goes, write_pieces
from plans.services.held import held

MOST_NAMED = 10
NAMED = frozenset({"format", "edition", "year", "office", "made_at", "migrations", "models", "files", "audit"})
NOT_EMPTY = (
    "Bản cài đặt này đã có dữ liệu nên không khôi phục vào đây. Cài một bản còn trống: thư mục dữ liệu mới, "
    "chạy migrate, chưa lập cơ quan, rồi chạy lại lệnh này."
)
NOTHING_DONE = "Chưa có gì được khôi phục."
WRONG_LIST = (
    "Bản kê trong tệp lưu trữ không đọc được hoặc kê tệp không có ở đó nên không khôi phục. Dùng một bản sao khác."
)
NO_PLACE = (
    "Tệp lưu trữ có phần mà phần mềm ở đây không còn chỗ chứa ({names}), khôi phục sẽ mất phần ấy nên chưa khôi phục. "
    "Dùng phiên bản phần mềm của lúc lập lưu trữ, rồi nâng cấp."
)
NEWER = "Tệp lưu trữ lập bằng phiên bản phần mềm mới hơn ({names}). Cập nhật phần mềm rồi chạy lại lệnh này."

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Restored:
    """What was restored and found equal: rows by model, files; and what the audit chain of it says."""

    year: int
    office: str
    counts: dict[str, int]
    files: int
    chain: ChainReport


def restore_archive(path: Path, *, expected: str = "") -> Restored:
    """Check the archive at ``path``, write its rows and files with their keys, and compare what is there with it.

    Refused: a file that is none, is damaged or altered (each by its name), is of a newer version, or where the
    installation is not empty. ``expected`` is the SHA-256 of the whole file, as the page and the audit keep it.
    Meanwhile no backup runs, and no other restore.
    """
    with held(backup_lock()) as is_ours, PackReader(path) as pack:
        if not is_ours:
            raise DomainError(BUSY)
        manifest = _checked(pack, path, expected)
        try:
            with no_file_goes(), transaction.atomic():
                return _restore(pack, manifest)
        except OSError as fault:
            full = "đã đầy: dọn bớt" if is_full(fault) else f"không ghi được ({said_by(fault)}): sửa"
            raise DomainError(f"Ổ chứa {settings.MEDIA_ROOT} {full} rồi chạy lại. {NOTHING_DONE}") from fault
        except DatabaseError as fault:
            raise DomainError(f"Cơ sở dữ liệu không nhận: {str(fault).strip()}. {NOTHING_DONE}") from fault
        except (KeyError, TypeError, ValueError, AttributeError) as fault:  # sums that agree, over what is no record
            raise DomainError(f"Dữ liệu trong tệp lưu trữ không đọc được ({fault!r}). {NOTHING_DONE}") from fault


def _checked(pack: PackReader, path: Path, expected: str) -> dict[str, Any]:
    """The manifest of an archive that is whole and that this version can read."""
    if expected and _digest(path) != expected.strip().lower():
        raise DomainError(
            "Mã SHA-256 của tệp khác mã đã cho: tệp đã bị thay hoặc tải về chưa đủ. Dùng một bản sao khác."
        )
    if findings := pack.findings():
        more = f" và {len(findings) - MOST_NAMED} tệp nữa" if len(findings) > MOST_NAMED else ""
        raise DomainError(
            f"Tệp lưu trữ đã hỏng hoặc bị sửa nên không khôi phục: {'; '.join(findings[:MOST_NAMED])}{more}. "
            "Dùng một bản sao khác."
        )
    if MANIFEST not in pack.names:
        raise DomainError(NO_ARCHIVE)
    try:
        manifest: dict[str, Any] = json.loads(pack.read(MANIFEST))
        is_ours = manifest["format"] == FORMAT and {*manifest} >= NAMED and type(manifest["edition"]) is int
        is_right = is_ours and _lists_what_is_there(manifest, {*pack.names})
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise DomainError(WRONG_LIST) from fault
    if not is_ours:
        raise DomainError(NO_ARCHIVE)
    if not is_right:
        raise DomainError(WRONG_LIST)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    unknown = sorted(set(manifest["migrations"]) - known)
    if unknown or manifest["edition"] > EDITION:
        raise DomainError(NEWER.format(names=", ".join(unknown) or f"dạng {manifest['edition']}"))
    if lost := _without_place(manifest):
        raise DomainError(NO_PLACE.format(names=", ".join(lost[:MOST_NAMED])))
    return manifest


def _without_place(manifest: dict[str, Any]) -> list[str]:
    """Tables and columns of the archive that have none here: what they hold would be lost and never compared."""
    known = {model._meta.label: model for model in archived_models()}
    lost = [one["label"] for one in manifest["models"] if one["label"] not in known]
    for one in manifest["models"]:
        if model := known.get(one["label"]):
            lost += [f"{one['label']}.{name}" for name in one["columns"] if name not in _columns(model, one)]
    return lost


def _lists_what_is_there(manifest: dict[str, Any], names: set[str]) -> bool:
    """Whether every file it speaks of is in the archive, and every hash, which becomes a path, is one."""
    files = [*manifest["files"].values(), *(one["file"] for one in manifest["models"])]
    return (
        all(_DIGEST.fullmatch(digest) for digest in manifest["files"])
        and names.issuperset(files)
        and all(type(name) is str for name in (*files, *manifest["migrations"], manifest["made_at"]))
        and all(
            type(number) is int for number in (manifest["year"], *(end for part in manifest["audit"] for end in part))
        )
    )


def _restore(pack: PackReader, manifest: dict[str, Any]) -> Restored:
    _refuse_what_is_there()
    said = {one["label"]: one for one in manifest["models"]}
    models = archived_models()
    for model in reversed(models):  # what a new installation brings along: catalogues, laws, rules
        if model is not AuditEntry:
            model._base_manager.all()._raw_delete(connection.alias)
    counts = {}
    for model in models:
        if one := said.get(model._meta.label):
            counts[model._meta.label] = write_rows(model, _lines(pack, one), _columns(model, one))
    try:
        connection.check_constraints()
    except IntegrityError as fault:
        raise DomainError(f"Tệp lưu trữ thiếu bản ghi được dẫn đến nên không khôi phục: {fault}.") from fault
    _reset_sequences(models)
    for digest, name in manifest["files"].items():
        write_pieces(digest, pack.pieces(name))
    _compare(pack, said, models)
    chain = _take_up_the_chain(manifest)
    return Restored(manifest["year"], manifest["office"], counts, len(manifest["files"]), chain)


def _refuse_what_is_there() -> None:
    """Only an installation in which nobody has done anything is restored into."""
    if any(model._base_manager.exists() for model in (User, Office, Unit, Person, Plan, StoredFile, AuditEntry)):
        raise DomainError(NOT_EMPTY)


def _columns(model: Model, said: dict[str, Any]) -> list[str]:
    """The columns the archive has; an older one lacks those made since, which take their defaults."""
    known = {one.attname for one in model._meta.concrete_fields}
    return [name for name in said["columns"] if name in known]


def _lines(pack: PackReader, said: dict[str, Any]) -> Iterator[str]:
    return lines_of_file(pack.text_lines(said["file"]))


def _reset_sequences(models: list[Model]) -> None:
    """The next key of every table follows the last one written (SQLite does so by itself)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _compare(pack: PackReader, said: dict[str, Any], models: list[Model]) -> None:
    """Every row of every table against the archive, column by column; what is not in the archive may not be there."""
    everything = Selection(0, whole=set(models))
    for model in models:
        one = said.get(model._meta.label)
        if one is None:
            continue
        now = row_lines(model, everything, _columns(model, one))
        for place, (wanted, found) in enumerate(zip_longest(_lines(pack, one), now), start=1):
            if wanted != found and (wanted is None or found is None or json.loads(wanted) != json.loads(found)):
                raise DomainError(
                    f"Đối chiếu không khớp ở {model._meta.label}, dòng {place}, nên đã bỏ toàn bộ lần khôi phục này. "
                    "Báo người phụ trách kỹ thuật kèm tệp lưu trữ."
                )


def _take_up_the_chain(manifest: dict[str, Any]) -> ChainReport:
    """Go on with the audit where the archive ends, say in it what part is held, and prove that part."""
    last = AuditEntry.objects.order_by("number").last()
    AuditHead.objects.create(pk=1, number=last.number if last else 0, hash=last.hash if last else "0" * 64)
    parts = manifest["audit"]
    ends = [0, *(number for part in parts for number in part)]
    missing = [[end + 1, start - 1] for end, start in zip(ends[::2], ends[1::2], strict=False) if start > end + 1]
    audit.record(
        actor=None,
        act=RESTORED,
        obj=Office.objects.first(),
        note=f"Khôi phục từ lưu trữ năm {manifest['year']}",
        detail={"year": manifest["year"], "missing": missing, "made_at": manifest["made_at"]},
    )
    chain = verify_chain()
    if chain.findings:
        raise DomainError(f"Nhật ký kiểm toán trong tệp lưu trữ không nguyên vẹn: {chain.findings[0]} Không khôi phục.")
    return chain


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
