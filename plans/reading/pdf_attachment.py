"""The plan that our own PDF carries as an attachment (PDF/A-3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plans.reading.attachment import MAX_ATTACHMENT, NAME, plan_from_json
from plans.rules.document import PlanDocument


def attached_plan(pdf: Any) -> PlanDocument | None:
    """The plan in the attachment ``ke-hoach-<year>.json`` of our own PDF, None without a valid one."""
    for name, data in _attachments(pdf.doc.catalog):
        if NAME.match(name):
            plan = plan_from_json(data)
            if plan is not None:
                return plan
    return None


def _attachments(catalog: Any) -> Iterable[tuple[str, bytes]]:
    """Embedded files, from the name tree and from the associated files (/AF) of PDF/A-3."""
    from pdfminer.pdftypes import dict_value, list_value, resolve1, stream_value  # noqa: PLC0415 - only for our own PDFs

    names = dict_value(dict_value(catalog.get("Names", {})).get("EmbeddedFiles", {}))
    specs: list[Any] = []
    todo, seen = [names], 0
    while todo and seen < 100:
        node = todo.pop()
        seen += 1
        specs += list_value(node.get("Names", []))[1::2]
        todo += [dict_value(kid) for kid in list_value(node.get("Kids", []))]
    specs += list_value(catalog.get("AF", []))
    for spec in specs[:20]:
        values = dict_value(spec)
        name = _string(resolve1(values.get("UF") or values.get("F") or b""))
        stream = resolve1(dict_value(values.get("EF", {})).get("F"))
        if stream is not None and name:
            data = stream_value(stream).get_data()
            if len(data) <= MAX_ATTACHMENT:
                yield name, data


def _string(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    return value.decode("utf-16", "replace") if value[:2] in {b"\xfe\xff", b"\xff\xfe"} else value.decode("latin-1")
