"""A paper kept as plain data: what is frozen at issuing and printed again to the letter, whatever the code is later."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from plans.papers import content
from plans.papers.content import Annex, Chart, GroupRow, Header, Paper, Row, Signature, Span, Table

BLOCKS = (content.Basis, content.Addressees, content.Heading, content.Contents, content.Paragraph, Table, Chart)
_NAMES = {kind.__name__: kind for kind in BLOCKS}


def to_json(paper: Paper) -> dict[str, Any]:
    """The paper as JSON; ``from_json`` gives an equal one back."""
    return {
        **{field.name: getattr(paper, field.name) for field in dataclasses.fields(Paper) if field.name not in _PARTS},
        "recipients": list(paper.recipients),
        "header": dataclasses.asdict(paper.header),
        "body": body_to_json(paper.body),
        "signatures": [dataclasses.asdict(signature) for signature in paper.signatures],
        "annexes": [{**dataclasses.asdict(annex), "body": body_to_json(annex.body)} for annex in paper.annexes],
    }


_PARTS = frozenset({"header", "body", "signatures", "recipients", "annexes"})


def from_json(data: dict[str, Any]) -> Paper:
    """The paper that ``to_json`` wrote down."""
    return Paper(
        **{name: value for name, value in data.items() if name not in _PARTS},
        header=Header(**data["header"]),
        body=body_from_json(data["body"]),
        signatures=tuple(Signature(**signature) for signature in data["signatures"]),
        recipients=tuple(data["recipients"]),
        annexes=tuple(Annex(**{**annex, "body": body_from_json(annex["body"])}) for annex in data["annexes"]),
    )


def body_to_json(body: Iterable[content.Block]) -> list[dict[str, Any]]:
    """Blocks alone, such as those of one annex."""
    return [_block_to_json(block) for block in body]


def body_from_json(data: Iterable[dict[str, Any]]) -> tuple[content.Block, ...]:
    """The blocks that ``body_to_json`` wrote down."""
    return tuple(_block_from_json(block) for block in data)


def _block_to_json(block: content.Block) -> dict[str, Any]:
    """A block with the name of its kind; a run of words is a string or a list of strings and looks."""
    data: dict[str, Any] = {"block": type(block).__name__}
    if isinstance(block, Table):
        data["columns"] = [dataclasses.asdict(column) for column in block.columns]
        data["rows"] = [
            {"title": row.title}
            if isinstance(row, GroupRow)
            else {"cells": [_words_to_json(cell) for cell in row.cells], "key": row.key}
            for row in block.rows
        ]
        return data
    if isinstance(block, Chart):
        return {**data, **dataclasses.asdict(block)}
    for field in dataclasses.fields(block):
        value = getattr(block, field.name)
        if field.name == "words":
            value = _words_to_json(value)
        data[field.name] = list(value) if field.name in ("lines", "names") else value
    return data


def _block_from_json(data: dict[str, Any]) -> content.Block:
    values = {name: value for name, value in data.items() if name != "block"}
    kind = _NAMES[data["block"]]
    if kind is Table:
        columns = tuple(
            content.Column(column["title"], column["width"], content.Align(column["align"]))
            for column in values["columns"]
        )
        return Table(columns, tuple(_row_from_json(row) for row in values["rows"]))
    if kind is Chart:
        bars = tuple((name, tuple(counts)) for name, counts in values["bars"])
        return Chart(values["title"], values["stub"], bars, values["bare"])
    for name in ("lines", "names"):
        if name in values:
            values[name] = tuple(values[name])
    if "words" in values:
        values["words"] = _words_from_json(values["words"])
    block: content.Block = kind(**values)
    return block


def _row_from_json(row: dict[str, Any]) -> Row | GroupRow:
    if "title" in row:
        return GroupRow(row["title"])
    return Row(tuple(_words_from_json(cell) for cell in row["cells"]), row["key"])


def _words_to_json(words: content.Words) -> Any:
    if isinstance(words, str):
        return words
    return [part if isinstance(part, str) else dataclasses.asdict(part) for part in words]


def _words_from_json(data: Any) -> content.Words:
    if isinstance(data, str):
        return data
    return tuple(part if isinstance(part, str) else Span(**part) for part in data)
