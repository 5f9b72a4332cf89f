"""A facts file (JSON) read into facts, and what eligibility says of it; see "Facts file" in the README. Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from awards.rules.eligibility import Assessment, assess_in
from awards.rules.facts import (
    AbsenceFact,
    AchievementFact,
    AwardFact,
    ClusterFact,
    DisciplineFact,
    Facts,
    HoldFact,
    MemberFacts,
    MovementFact,
    RatingFact,
    ServiceFact,
    TransferFact,
    UseFact,
    WorkFact,
)
from awards.rules.facts_check import check
from awards.rules.findings import Finding
from awards.rules.json_schema import Misfit, Schema, printable
from awards.rules.rulebook import Rulebook, Version
from awards.rules.timeline import Inquiry

SCHEMA = Path(__file__).resolve().parent.parent / "seed" / "facts.schema.json"
VERSION = 1
ALL = "ALL"
LISTS: dict[str, Any] = {
    "ratings": RatingFact,
    "awards": AwardFact,
    "disciplines": DisciplineFact,
    "holds": HoldFact,
    "absences": AbsenceFact,
    "transfers": TransferFact,
    "members": MemberFacts,
    "clusters": ClusterFact,
    "movements": MovementFact,
    "achievements": AchievementFact,
}
WORKS = ("initiatives", "research")
DAYS = ("decided_on", "ends_on", "since", "released_on", "starts_on", "on", "recognised_on", "dissolved_on")
CONFIDENCE = {"A*": "A_REPLACED"}


@dataclass(frozen=True)
class Question:
    """One subject of the file, which awards it is asked for, and when."""

    name: str
    facts: Facts
    codes: tuple[str, ...]
    year: int
    on: dt.date
    received_on: dt.date | None


def answer(text: str, book: Rulebook, *, today: dt.date) -> dict[str, Any]:
    """What eligibility says of a facts file; raises ``Misfit`` with a Vietnamese sentence."""
    asked: dict[tuple[int, dt.date, dt.date | None], Inquiry] = {}
    results = []
    for one in read(text, book, today=today):
        day = one.year, one.on, one.received_on
        if day not in asked:
            asked[day] = Inquiry(book, year=one.year, on=one.on, received_on=one.received_on)
        results.append(_result(one, asked[day]))
    return {"schema_version": VERSION, "results": results}


def read(text: str, book: Rulebook, *, today: dt.date) -> list[Question]:
    """The questions of a facts file."""
    try:
        given = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise Misfit(f"Tệp không phải JSON: dòng {error.lineno}, cột {error.colno}.") from error
    except RecursionError as error:
        raise Misfit("Tệp lồng quá nhiều tầng.") from error
    except Misfit:
        raise
    except ValueError as error:  # Python reads no number of more than 4,300 figures
        raise Misfit("Tệp có số quá dài.") from error
    told = Schema(json.loads(SCHEMA.read_text(encoding="utf-8"))).read(given)
    subjects = [("subject", told["subject"])] if "subject" in told else []
    subjects += [(f"subjects[{number}]", one) for number, one in enumerate(told.get("subjects", ()))]
    for place, one in subjects:
        check(one, place)
    return [_question(one, told, book, number, today) for number, (_, one) in enumerate(subjects)]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that names nothing twice: Python would keep the last and say nothing."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name in found if sum(name == other for other, _ in pairs) > 1)
        raise Misfit(f"{printable(twice)}: ghi hai lần trong cùng một mục.")
    return found


def _question(one: dict[str, Any], told: dict[str, Any], book: Rulebook, place: int, today: dt.date) -> Question:
    facts = _facts(one)
    both: dict[str, Any] = {
        **told,
        **{name: one[name] for name in ("year", "date", "dossier_received_on") if name in one},
    }
    asked = one.get("awards_asked") or one.get("award") or told.get("awards") or told.get("award") or ALL
    codes = [asked] if isinstance(asked, str) else list(asked)
    if any(code.upper() == ALL for code in codes):
        codes = book.codes_for(facts.kind)
    elif unknown := [code for code in codes if code.upper() not in book.entries]:
        raise Misfit(f"awards: không có mã {unknown[0]!r}. Các mã: {', '.join(book.awards())}, ALL.")
    received = _day(both.get("dossier_received_on"))
    on = _day(both.get("date")) or received or today
    name = str(one.get("id") or one.get("name") or place)
    codes = [code.upper() for code in codes]
    return Question(name, facts, tuple(codes), int(both.get("year") or (received or on).year), on, received)


def _facts(one: dict[str, Any]) -> Facts:
    """Of lists: missing or null is not known, unless the file is said to be complete; empty is known to be none."""
    empty: Any = () if one.get("complete") else None
    lists = {name: _rows(one.get(name), kind, empty) for name, kind in LISTS.items()}
    if lists["members"] and one.get("complete"):
        lists["members"] = tuple(_whole(row) for row in lists["members"])
    works = [_work(row, kind) for kind in WORKS for row in one.get(kind) or ()]
    known = all(one.get(kind) is not None for kind in WORKS) or empty == ()
    half = any(one.get(kind) is not None for kind in WORKS)
    service = one.get("service")
    return Facts(
        kind=one["kind"],
        name=one.get("name", ""),
        sex=one.get("sex", ""),
        works=tuple(works) if known or half else None,
        service=ServiceFact(service.get("total"), service.get("sector")) if service else None,
        dissolved_on=_day(one.get("dissolved_on")),
        exceeds_targets={row["year"]: row["holds"] for row in one.get("exceeds_targets", ())},
        statements={(row["year"], row["code"]): row["holds"] for row in one.get("statements", ())},
        **lists,
    )


def _rows(rows: list[dict[str, Any]] | None, kind: Any, empty: Any) -> Any:
    if rows is None:
        return empty
    return tuple(kind(**{name: _day(value) if name in DAYS else value for name, value in row.items()}) for row in rows)


def _whole(row: MemberFacts) -> MemberFacts:
    """Of a file that is complete: what it does not count is none."""
    return replace(row, awards=row.awards or {}, ratings=row.ratings or {}, disciplined=row.disciplined or {})


def _work(row: dict[str, Any], kind: str) -> WorkFact:
    scopes = row.get("scopes") or [row.get("scope") or "unit"]
    return WorkFact(
        key=str(row.get("key") or row.get("name") or ""),
        year=row["year"],
        kind="research" if kind == "research" else "initiative",
        scopes=frozenset(scopes),
        recognised_on=_day(row.get("recognised_on")),
        uses=tuple(UseFact(**use) for use in row.get("uses", ())),
        name=row.get("name", ""),
    )


def _day(words: str | None) -> dt.date | None:
    return dt.date.fromisoformat(words) if words else None


# -- The answer ------------------------------------------------------------------------------------------------------


def _result(question: Question, inquiry: Inquiry) -> dict[str, Any]:
    codes, book = question.codes, inquiry.book
    found = assess_in(inquiry, codes, question.facts)
    return {
        "subject": question.name,
        "kind": question.facts.kind,
        "year": question.year,
        "date": question.on.isoformat(),
        "dossier_received_on": question.received_on.isoformat() if question.received_on else None,
        "awards": [_award(found[code], book) for code in codes],
    }


def _award(found: Assessment, book: Rulebook) -> dict[str, Any]:
    return {
        "award": found.code,
        "name": book.name(found.code),
        "outcome": str(found.status),
        "standard": str(found.standard),
        "blocks": [one.key for one in found.blocks],
        "law": found.law or None,
        "law_note": found.law_note,
        "version": _version(found.version),
        "findings": _findings(found.findings),
        "routes": [
            {"route": one.key, "status": str(one.status), "findings": _findings(one.findings)} for one in found.routes
        ],
    }


def _version(one: Version | None) -> dict[str, Any] | None:
    if one is None:
        return None
    begins, ends = (day.isoformat() if day else None for day in (one.effective_from, one.effective_to))
    return {"effective_from": begins, "effective_to": ends, "status": one.status}


def _findings(rows: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "code": one.key,
            "status": str(one.status),
            "message": one.message,
            "citation": one.citation,
            "enforcement": one.enforcement,
            "confidence": CONFIDENCE.get(one.confidence, one.confidence),
            "route": one.route or None,
            "instead": _findings(one.instead),
        }
        for one in rows
    ]
