"""The two catalogues and the clusters: the lines every office starts with, and keeping the catalogues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history

from emulation.models import Cluster, Commendation, Title
from plans.errors import DomainError, NotAllowed
from plans.models import LegalText, User
from plans.services import audit
from plans.services.legal import demand_proof, load_legal_texts
from plans.services.locking import check_version, locked, use_submit_key

E = TypeVar("E", Title, Commendation)
WHO_KEEPS = (
    "Thường trực TĐKT và quản trị sửa danh mục danh hiệu, hình thức khen thưởng. Thấy chỗ sai thì báo thường trực."
)
SEED = Path(__file__).resolve().parent.parent / "seed"


@transaction.atomic
def load_catalogues() -> int:
    """Add the titles, commendations and clusters of the seed that are missing by code; returns how many.

    What the office changed stays. One query when nothing is missing.
    """
    lists = json.loads((SEED / "catalogue.json").read_text(encoding="utf-8"))
    clusters = json.loads((SEED / "clusters.json").read_text(encoding="utf-8"))
    known = _known_codes()
    found = 0
    kinds: tuple[tuple[type[models.Model], list[dict[str, Any]]], ...] = (
        (Title, lists["titles"]),
        (Commendation, lists["commendations"]),
        (Cluster, clusters),
    )
    missing = [(model, [line for line in lines if line["code"] not in known]) for model, lines in kinds]
    if any(lines for _, lines in missing):
        load_legal_texts()
        texts = dict(LegalText.objects.values_list("code", "pk"))
        for model, lines in missing:
            rows = [model(**_with_text(line, texts)) for line in lines]
            if rows:
                bulk_create_with_history(rows, model, default_change_reason="")
                found += len(rows)
    return found


def _known_codes() -> set[str]:
    titles, commendations, clusters = (
        model.objects.order_by().values_list("code", flat=True) for model in (Title, Commendation, Cluster)
    )
    return set(titles.union(commendations, clusters, all=True))


def _with_text(line: dict[str, Any], texts: dict[str, int]) -> dict[str, Any]:
    """The line with its legal text as a key; clusters name none."""
    values = dict(line)
    if "legal_text" in values:
        values["legal_text_id"] = texts[values.pop("legal_text")]
    return values


@transaction.atomic
def change_entry(*, actor: User, entry: E, values: dict[str, Any], seen: int, key: str = "") -> E:
    """Correct one line of a catalogue; another confidence names its source and the day of comparing."""
    use_submit_key(actor, key)
    if not actor.has_perm("emulation.keep_catalogue"):
        raise NotAllowed(WHO_KEEPS)
    record = locked(entry)
    check_version(record, seen, values)
    before = record.confidence
    for name, value in values.items():
        setattr(record, name, value)
    if not record.name.strip():
        raise DomainError("Ghi tên như Sở in trên văn bản.")
    demand_proof(before, record.confidence, source=record.source, checked_on=record.checked_on)
    record.version += 1
    record.save()
    act = "title.change" if isinstance(record, Title) else "commendation.change"
    audit.record(actor=actor, act=act, obj=record, state_from=before, state_to=record.confidence, note=record.source)
    return record
