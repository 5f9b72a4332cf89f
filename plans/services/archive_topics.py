"""The lists that people read, as rows of words; and for every stored file a name that says what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from plans.models import AuditEntry, StoredFile
from plans.rules.acts import act_words
from plans.rules.archive import ordered_names
from plans.rules.archive_line import Chapter, Topic
from plans.rules.official import short_date
from plans.services.archive_rows import Model, Selection, archive_topics

_YES = {True: "Có", False: "Không"}


class TopicRow(NamedTuple):
    """A row as words; ``files`` are keys of stored files, ``named`` the words before each one's name."""

    cells: tuple[str, ...]
    files: tuple[int, ...]
    named: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TopicTable:
    """A list with its heads; without rows where the year has none."""

    topic: Topic
    heads: tuple[str, ...]
    rows: list[TopicRow]


class KeptFile(NamedTuple):
    """A stored file as the archive keeps it: the path in it, and where its bytes lie now."""

    path: str
    name: str
    size: int
    sha256: str
    at: dt.datetime
    source: str


def read_topics(chosen: Selection) -> list[TopicTable]:
    """All lists of the year, as the apps give them."""
    return [_read(topic, chosen) for topic in archive_topics()]


def keep_files(chosen: Selection, tables: Iterable[TopicTable]) -> dict[int, KeptFile]:
    """Each stored file of the archive by its key. Equal bytes lie in it once, under the name met first."""
    columns = ("pk", "name", "size", "sha256", "uploaded_at", "file")
    stored = {row[0]: row for row in chosen.rows(StoredFile, *columns)}
    kept: dict[int, KeptFile] = {}
    paths: dict[str, str] = {}
    for folder, wanted in _by_folder(tables, stored).items():
        names = ordered_names([(words, stored[pk][1]) for pk, words in wanted])
        for (pk, _), name in zip(wanted, names, strict=True):
            _, title, size, digest, at, source = stored[pk]
            path = paths.setdefault(digest, f"{folder}/{name}")
            kept[pk] = KeptFile(path, title, size, digest, at, source)
    return kept


def head_of(model: Model, column: str) -> str:
    """The head of a column: what stands behind "|", else the Vietnamese name of its first field."""
    lookup, _, words = column.partition("|")
    return capfirst(words or str(model._meta.get_field(lookup.split("__")[0]).verbose_name))  # type: ignore[union-attr]


def model_of(topic: Topic) -> Model:
    """The model whose rows a list shows."""
    return apps.get_model(topic.label)


def _by_folder(tables: Iterable[TopicTable], stored: dict[int, Any]) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """For each folder its files, each where it is met first, with the words before its name."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    met: set[int] = set()
    for table in tables:
        for row in table.rows:
            for pk, words in zip(row.files, row.named, strict=True):
                if pk in stored and pk not in met:
                    met.add(pk)
                    found.setdefault(table.topic.chapter.value, []).append((pk, words))
    found[Chapter.OTHER.value] = [(pk, ()) for pk in stored if pk not in met]
    return found


def _read(topic: Topic, chosen: Selection) -> TopicTable:
    model = model_of(topic)
    columns = [column.partition("|")[0] for column in topic.columns]
    heads = tuple(head_of(model, column) for column in topic.columns)
    files = [column.partition("|") for column in topic.files]
    order = [name.removeprefix("-") for name in topic.order]
    is_removable = any(field.name == "removed_at" for field in model._meta.concrete_fields)
    asked = [*columns, *topic.named, *(name for name, _, _ in files), *order, *(["removed_at"] if is_removable else [])]
    rows = [row for row in chosen.rows(model, *asked, own=True) if not is_removable or row[-1] is None]
    _sort(rows, topic.order, len(columns) + len(topic.named) + len(files))
    words = [_words_of(model, column) for column in columns]
    named = [_words_of(model, column) for column in topic.named]
    return TopicTable(topic, heads, [_row(row, words, named, [word for _, _, word in files]) for row in rows])


def _row(
    row: tuple[Any, ...],
    words: list[Callable[[Any], str]],
    named: list[Callable[[Any], str]],
    kinds: list[str],
) -> TopicRow:
    cells = tuple(say(value) for say, value in zip(words, row, strict=False))
    before = tuple(say(value) for say, value in zip(named, row[len(words) :], strict=False))
    keys = row[len(words) + len(named) :][: len(kinds)]
    files = [(key, (*before, kind)) for key, kind in zip(keys, kinds, strict=True) if key is not None]
    return TopicRow(cells, tuple(key for key, _ in files), tuple(said for _, said in files))


def _sort(rows: list[tuple[Any, ...]], order: tuple[str, ...], start: int) -> None:
    """Sort by the columns from ``start`` on, the same on both databases; what is empty comes first."""
    for place, name in reversed(list(enumerate(order, start))):
        rows.sort(key=lambda row: _sortable(row[place]), reverse=name.startswith("-"))


def _sortable(value: Any) -> tuple[bool, Any]:
    return (False, 0) if value is None else (True, value)


def _words_of(model: Model, column: str) -> Callable[[Any], str]:
    """What puts the values of a column into words."""
    *steps, last = column.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    field = model._meta.get_field(last)
    if model is AuditEntry and last == "act":
        return act_words
    choices = dict(getattr(field, "flatchoices", None) or ())
    if isinstance(field, models.BooleanField):
        return lambda value: _YES.get(value, "")
    return lambda value: str(choices.get(value) or _plain(value))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return short_date(value)
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value)
