"""Which rows of which models make the archive of a year: by the table of each app, closed over their foreign keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from plans import sockets
from plans.models import AuditEntry, IssuedPaper
from plans.rules.archive_line import ArchiveLine, Span, Topic

CHUNK = 500
Model = type[models.Model]
T = TypeVar("T")


def archive_lines() -> dict[str, ArchiveLine]:
    """The lines of all apps, by the label of their model."""
    return {line.label: line for table in sockets.archive_tables for line in table().lines}


def archive_topics() -> list[Topic]:
    """The lists that people read, as the apps give them."""
    return [topic for table in sockets.archive_tables for topic in table().topics]


def line_of(model: Model) -> ArchiveLine | None:
    """The line of a model. What keeps the history of a record, or its many-to-many, goes where the record goes."""
    lines = archive_lines()
    if line := lines.get(model._meta.label):
        return line
    owner = _owner(model)
    found = line_of(owner[1]) if owner else None
    if owner is None or found is None:
        return None
    if found.span in (Span.OUT, Span.GROUND):
        return ArchiveLine(model._meta.label, found.span, why=found.why)
    return ArchiveLine(model._meta.label, Span.FOLLOWS, of=(owner[0],))


def archived_models() -> list[Model]:
    """Every model of which rows may go in, those that others follow first."""
    every = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label)
    known = {model: line for model in every if (line := line_of(model)) is not None and line.span is not Span.OUT}
    return sorted(known, key=lambda model: (_depth(model, known), model._meta.label))


def keys_of(model: Model) -> list[models.ForeignKey[Any, Any]]:
    """Its foreign keys, one-to-one keys among them."""
    return [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]


def _owner(model: Model) -> tuple[str, Model] | None:
    """The column and the record that a row of history, or of a many-to-many, belongs to."""
    if history_of := getattr(model, "instance_type", None):
        return str(history_of._meta.pk.attname), history_of
    through: Any = model._meta.auto_created
    if through:
        return next((one.name, through) for one in keys_of(model) if one.related_model is through)
    if model.__name__.startswith("Historical"):  # the many-to-many of a row of history
        return next(((one.name, one.related_model) for one in keys_of(model) if one.name == "history"), None)
    return None


def _depth(model: Model, known: dict[Model, ArchiveLine]) -> int:
    """How many records stand above: one that follows comes after what it follows."""
    line = known[model]
    if line.span is not Span.FOLLOWS:
        return 0
    return 1 + max(_depth(parent, known) for _, parent in _parents(model, line))


def _parents(model: Model, line: ArchiveLine) -> list[tuple[str, Model]]:
    """The columns by which a model follows, and what it follows by them."""
    owner = _owner(model)
    if owner and line.of == (owner[0],):
        return [owner]
    return [(name, model._meta.get_field(name).related_model) for name in line.of]  # type: ignore[misc]


@dataclass
class Selection:
    """The keys of the rows. ``own`` are of the year, ``pulled`` named by others; of a model in ``whole`` all go in."""

    year: int
    own: dict[Model, set[Any]] = field(default_factory=dict)
    pulled: dict[Model, set[Any]] = field(default_factory=dict)
    whole: set[Model] = field(default_factory=set)

    def count(self, model: Model) -> tuple[int, int]:
        """How many rows go in of themselves, and how many because others name them."""
        if model in self.whole:
            return model._default_manager.count(), 0
        return len(self.own.get(model, ())), len(self.pulled.get(model, ()))

    def rows(self, model: Model, *columns: str, own: bool = False) -> Iterator[tuple[Any, ...]]:
        """The chosen ``columns`` of every row, in the order of the keys; few of them are held at a time.

        ``own``: only of the rows of the year, not of those that others name.
        """
        rows = model._base_manager.order_by("pk").values_list(*columns)
        if model in self.whole:
            yield from rows.iterator(chunk_size=2000)
            return
        keys = self.own.get(model, set()) | (set() if own else self.pulled.get(model, set()))
        for part in chunks(sorted(keys)):
            yield from rows.filter(pk__in=part)


def chunks(keys: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """``keys`` in lists of ``size``: no database takes a condition of any length."""
    rest = iter(keys)
    while part := list(islice(rest, size)):
        yield part


def select(year: int) -> Selection:
    """The rows of a year and all that they name."""
    chosen = Selection(year)
    for model in archived_models():
        line = line_of(model)
        assert line is not None  # noqa: S101 (archived_models gives those with a line)
        if line.span is Span.GROUND:
            chosen.whole.add(model)
        else:
            chosen.own[model] = _of_the_year(model, line, chosen)
    _close(chosen)
    chosen.own[AuditEntry] |= _pinned(chosen)
    return chosen


def year_condition(line: ArchiveLine, year: int) -> Q:
    """The alternatives of a line as a condition."""
    found = Q()
    for lookups in line.years:
        found |= Q(**{lookup: True if lookup.endswith("__isnull") else year for lookup in lookups})
    return found


def _of_the_year(model: Model, line: ArchiveLine, chosen: Selection) -> set[Any]:
    if line.span is Span.YEAR:
        return set(model._base_manager.filter(year_condition(line, chosen.year)).values_list("pk", flat=True))
    found: set[Any] = set()
    for name, parent in _parents(model, line) if line.span is Span.FOLLOWS else ():
        for keys in chunks(sorted(chosen.own.get(parent, ()))):
            found.update(model._base_manager.filter(**{f"{name}__in": keys}).values_list("pk", flat=True))
    return found


def _pinned(chosen: Selection) -> set[int]:
    """The audit's rows whose hashes stand on the papers of the archive, also where they are of another year."""
    papers = chosen.own[IssuedPaper] | chosen.pulled.get(IssuedPaper, set())
    found: set[int] = set()
    for keys in chunks(sorted(papers)):
        hashes = IssuedPaper.objects.filter(pk__in=keys).exclude(audit_hash="").values("audit_hash")
        found.update(AuditEntry.objects.filter(hash__in=hashes).values_list("pk", flat=True))
    return found


def _close(chosen: Selection) -> None:
    """Add what rows name, and what that names, until nothing hangs."""
    new: dict[Model, Collection[Any]] = {**chosen.own, **dict.fromkeys(chosen.whole, ())}
    while new:
        named: dict[Model, set[Any]] = {}
        for model, keys in new.items():
            for key in keys_of(model):
                target: Any = key.related_model
                if target in chosen.own:
                    named.setdefault(target, set()).update(_values(model, key, keys, chosen))
        new = {}
        for target, keys in named.items():
            missing = keys - chosen.own[target] - chosen.pulled.get(target, set())
            found = _existing(target, missing)
            if found:
                chosen.pulled.setdefault(target, set()).update(found)
                new[target] = found


def _values(model: Model, key: Any, keys: Collection[Any], chosen: Selection) -> set[Any]:
    """The keys that rows of ``model`` name by one foreign key."""
    rows = model._base_manager.exclude(**{key.attname: None}).order_by()
    if model in chosen.whole:
        return set(rows.values_list(key.attname, flat=True).distinct())
    found: set[Any] = set()
    for part in chunks(sorted(keys)):
        found.update(rows.filter(pk__in=part).values_list(key.attname, flat=True))
    return found


def _existing(target: Model, keys: set[Any]) -> set[Any]:
    """Those of ``keys`` whose rows are there: history may name what was removed."""
    found: set[Any] = set()
    for part in chunks(sorted(keys)):
        found.update(target._base_manager.filter(pk__in=part).values_list("pk", flat=True))
    return found
