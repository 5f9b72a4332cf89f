"""The part of JSON Schema that the facts file uses: says in Vietnamese where a value does not fit. Pure."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
_WORDS = {
    "object": "một đối tượng {…}",
    "array": "một danh sách […]",
    "string": "chữ",
    "integer": "số nguyên",
    "boolean": "true hoặc false",
    "null": "null",
}


class Misfit(ValueError):
    """A value that the schema does not allow; says which and why."""


class Schema:
    """A schema with its definitions. Codes fit in any case and come back as the schema writes them."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.root = root

    def read(self, value: Any) -> Any:
        """The value with its codes as the schema writes them; raises ``Misfit``."""
        return self._read(value, self.root, "")

    def _read(self, value: Any, told: Mapping[str, Any], place: str) -> Any:
        if reference := told.get("$ref"):
            return self._read(value, self.root["$defs"][str(reference).rsplit("/", 1)[-1]], place)
        if "const" in told and (value != told["const"] or type(value) is not type(told["const"])):
            raise Misfit(f"{place}: phải là {told['const']}, đang là {_short(value)}.")
        if "enum" in told:
            return _code(value, told["enum"], place)
        _check_type(value, told, place)
        if isinstance(value, dict):
            return self._object(value, told, place)
        if isinstance(value, list):
            return [self._read(one, told.get("items", {}), f"{place}[{number}]") for number, one in enumerate(value)]
        _check_bounds(value, told, place)
        return value

    def _object(self, value: dict[str, Any], told: Mapping[str, Any], place: str) -> dict[str, Any]:
        inside = f"{place}." if place else ""
        for name in told.get("required", ()):
            if name not in value:
                raise Misfit(f"{inside}{name}: thiếu, bắt buộc có.")
        wanted = [names["required"][0] for names in told.get("anyOf", ())]
        if wanted and not any(name in value for name in wanted):
            raise Misfit(f"{place or 'tệp'}: phải có {' hoặc '.join(wanted)}.")
        known, rest = told.get("properties", {}), told.get("additionalProperties", True)
        found = {}
        for written, one in value.items():
            name = printable(written)
            key = self._read(written, told["propertyNames"], f"{inside}{name}") if "propertyNames" in told else written
            if written not in known and rest is False:
                raise Misfit(f"{inside}{name}: không có mục này. Các mục: {', '.join(known)}.")
            found[key] = self._read(one, known.get(written, rest if isinstance(rest, dict) else {}), f"{inside}{name}")
        return found


def _check_type(value: Any, told: Mapping[str, Any], place: str) -> None:
    if "type" not in told:
        return
    allowed = [told["type"]] if isinstance(told["type"], str) else told["type"]
    fits = any(isinstance(value, TYPES[name]) for name in allowed)
    if isinstance(value, bool) and "boolean" not in allowed:
        fits = False
    if not fits:
        words = " hoặc ".join(_WORDS[name] for name in allowed)
        raise Misfit(f"{place or 'tệp'}: phải là {words}, đang là {_short(value)}.")


def _check_bounds(value: Any, told: Mapping[str, Any], place: str) -> None:
    if isinstance(value, str) and "pattern" in told:
        try:
            fits = re.search(told["pattern"], value) is not None and bool(dt.date.fromisoformat(value))
        except ValueError:
            fits = False
        if not fits:
            raise Misfit(f"{place}: ngày viết năm-tháng-ngày như 2026-06-05, đang là {_short(value)}.")
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Misfit(f"{place}: có ký tự không hợp lệ.")
    if isinstance(value, int) and not told.get("minimum", value) <= value <= told.get("maximum", value):
        raise Misfit(f"{place}: {_short(value)} ngoài khoảng cho phép.")


def _code(value: Any, codes: list[Any], place: str) -> Any:
    """A code in any case, with its underscores or with dashes or spaces for them."""
    written = re.sub(r"[-\s]+", "_", str(value).strip()).casefold()
    for one in codes:
        if isinstance(value, str) and str(one).casefold() == written:
            return one
    known = ", ".join(str(one) for one in codes if one)
    raise Misfit(f"{place}: không có mã {_short(value)}. Các mã: {known}.")


def _short(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))


def printable(words: str) -> str:
    """At most 60 characters that any screen can show.

    >>> printable("a" + chr(27) + chr(0xD800))
    'a??'
    """
    shown = "".join(letter if letter.isprintable() else "?" for letter in words[:61])
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
