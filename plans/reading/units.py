"""Unit names out of a cell or a phrase, with their roles. Known names first, punctuation only after them.

Names hold the separators themselves («Phòng Hợp tác quốc tế - Văn phòng», «Các phòng, đơn vị»), so a comma, a slash
or an "và" parts two units only where a whole new name begins after it (plan-variations.md §3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plans.reading.normalise import fold, squeeze
from plans.reading.unit_lists import is_one_name
from plans.reading.unit_words import PLURAL, opens_with_noun, starts_like_unit, starts_like_verb, strip_dash
from plans.rules.document import AssignmentRole, PlanUnit

LEAD, COORDINATE, PERFORM = AssignmentRole.LEAD, AssignmentRole.COORDINATE, AssignmentRole.PERFORM

_EDGE = " \t.;,:-–—"
_ROLE_BEFORE = re.compile(
    r"^\(?(?:(?:don vi|co quan|bo phan|phong|to chuc|nguoi|dc|can bo)?,?\s*(?:duoc )?(?:giao )?)?"
    r"(?P<role>chu tri(?: thuc hien| tham muu)?|dau moi(?: thuc hien)?|phoi hop(?: thuc hien)?|thuc hien"
    r"|phu trach|ct(?=\s*:)|ph(?=\s*:))\s*(?P<with>[:：]|voi\s*:?)\s*"
)
_GIVEN = re.compile(r"^(?:giao|phan cong|do)\s+(?:cho\s+)?")
# «X chủ trì phối hợp các phòng»: with no «với», the partners must open with the noun of a unit.
_WITH_NAME = re.compile(
    r"\s*[,;(\[]?\s*(?:va\s+)?(?:chu tri\s*[)\]]?\s*,?\s*(?:va\s+)?)?(?<=[\s)\],])phoi hop\s+(?!voi|cung|thuc hien)"
)
_WITH = re.compile(r"[,;]?\s*(?:va\s+)?(?:chu tri\s*,?\s*)?(?:va\s+)?phoi hop\s+(?:cung\s+)?(?:voi|cung)\s*:?\s*")
_ROLE_AFTER = re.compile(
    r"\s*[-–:,(\[]?\s*(?:la\s+(?:don vi\s+|co quan\s+)?)?"
    r"(?P<role>chu tri|phoi hop|dau moi|ct|ph)(?:\s*(?:,\s*)?(?:thuc hien|tham muu|trien khai"
    r"|to chuc))?\s*[)\]]?[\s.;,]*$"
)
_SHORT_ROLE = re.compile(r"[(\[]\s*(?:ct|ph)\s*[)\]][\s.;,]*$")
_PLAIN_AFTER = re.compile(r"\s+(?:thuc hien|trien khai thuc hien)[\s.;,]*$")
_NONE = re.compile(r"^(?:[-–—./x\s]*|khong(?: co)?)$")
_ABBREVIATION = re.compile(r"\b(?:tp|tx|tt|p|q|h|ths|ts|bs|gs|pgs|cn|ks|dr|st)\.\s*$")


def clean_name(text: str) -> str:
    """A name without list dash, closing punctuation and outer brackets."""
    name = squeeze(strip_dash(text.strip())).strip(_EDGE)
    if name.startswith("(") and name.endswith(")") and name.count("(") == 1:
        name = name[1:-1].strip(_EDGE)
    return name


def opens_role(text: str) -> bool:
    """Whether a line says a role and a colon before its units («Chủ trì: …», «Đơn vị phối hợp: …»)."""
    role = _ROLE_BEFORE.match(fold(strip_dash(text)))
    return role is not None and ":" in role["with"]


def parse_units(texts: Iterable[str], default: AssignmentRole, known: Sequence[str] = ()) -> list[PlanUnit]:
    """The units of one cell, paragraph by paragraph. A role said before a colon holds until another is said."""
    units: list[PlanUnit] = []
    held: AssignmentRole | None = None
    for text in texts:
        line = squeeze(text)
        if _NONE.match(fold(line)):
            continue
        found, held = _parse_line(line, held, default, known)
        units.extend(found)
    return units


def _parse_line(
    line: str, held: AssignmentRole | None, default: AssignmentRole, known: Sequence[str]
) -> tuple[list[PlanUnit], AssignmentRole | None]:
    units: list[PlanUnit] = []
    bare = _without_number(strip_dash(line).strip())
    pieces = split_units(bare, known)
    for name, role, before in _roles_of(pieces, bare):
        if before:
            held = role
        parts = _with_partners(name, role or held or default)
        whole = len(pieces) == 1 and len(parts) == 1
        for part, part_role in parts:
            plain = clean_name(part)
            if plain:
                shown = bare if whole else part.strip() if part_role is PERFORM else ""
                units.append(PlanUnit(plain, part_role, _written(shown, plain, part_role, said=role is not None)))
    return units, held


_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s*")


def _without_number(text: str) -> str:
    """«1. Văn phòng», «2) Thanh tra»: the entry of a numbered list without its number."""
    number = _NUMBERED.match(text)
    return text[number.end() :] if number and starts_like_unit(text[number.end() :]) else text


def _roles_of(pieces: Sequence[str], line: str) -> list[tuple[str, AssignmentRole | None, bool]]:
    """The name and role of each piece. «A chủ trì; B, C phối hợp»: where one leads, B coordinates as well as C."""
    found = [_role_of(piece) for piece in pieces]
    for i in range(len(found) - 2, 0, -1):
        name, role, _ = found[i]
        led = any(before is LEAD for _, before, _ in found[:i])
        if role is None and led and found[i + 1][1:] == (COORDINATE, False) and f"{pieces[i]};" not in line:
            found[i] = (name, COORDINATE, False)
    return found


def _written(shown: str, plain: str, role: AssignmentRole, *, said: bool) -> str:
    """The line as written, unless its role came from the column only: then the role must be written out anew."""
    if role is PERFORM or said:
        return shown
    return "" if fold(shown).strip(_EDGE) == fold(plain) else shown


def _role_of(piece: str) -> tuple[str, AssignmentRole | None, bool]:
    """A piece without its role words, the role, and whether it was said before a colon (then it holds on)."""
    given = _GIVEN.match(fold(piece))
    if given and starts_like_unit(piece[given.end() :]) and piece[given.end() :][:1].isupper():
        piece = piece[given.end() :]
    key = fold(piece)
    before = _ROLE_BEFORE.match(key)
    if before:
        rest = piece[before.end() :]
        return rest, _ROLES[before["role"].split(" thuc")[0].split(" tham")[0]], True
    if _with_match(piece):
        return piece, None, False
    after = _ROLE_AFTER.search(key)
    if after and after.start() > 0 and (len(after["role"]) > 2 or _SHORT_ROLE.search(key)):
        return piece[: after.start()], _ROLES[after["role"]], False
    plain = _PLAIN_AFTER.search(key)
    if plain and plain.start() > 0:
        return piece[: plain.start()], None, False
    return piece, None, False


_ROLES = {
    "chu tri": LEAD,
    "dau moi": LEAD,
    "ct": LEAD,
    "phoi hop": COORDINATE,
    "ph": COORDINATE,
    "thuc hien": PERFORM,
    "phu trach": PERFORM,
}


def _with_match(text: str) -> re.Match[str] | None:
    """Where partners are named («… phối hợp với B», «… phối hợp các phòng»)."""
    key = fold(text)
    named = _WITH.search(key)
    bare = None if named else _WITH_NAME.search(key)
    if bare is None:
        return named
    tail = text[bare.end() :]
    return bare if opens_with_noun(tail) and (tail[:1].isupper() or PLURAL.match(fold(tail))) else None


def _with_partners(text: str, role: AssignmentRole) -> list[tuple[str, AssignmentRole]]:
    """«A chủ trì, phối hợp với B, C»: A leads, B and C coordinate."""
    match = _with_match(text)
    if match is None:
        return [(text, role)]
    head, tail = text[: match.start()], text[match.end() :]
    lead = re.search(r"\s*[,(\[]?\s*chu tri\s*[)\]]?\s*,?\s*$", fold(head))
    said = lead is not None or "chu tri" in fold(match.group())
    name = head[: lead.start()] if lead else "" if fold(clean_name(head)) == "chu tri" else head
    out = [(name, LEAD if said else role)] if clean_name(name) else []
    return out + [(part, COORDINATE) for part in split_units(tail)]


def split_units(text: str, known: Sequence[str] = ()) -> list[str]:
    """Part a phrase into unit names: at «;» always, at other marks only where a whole new name begins."""
    if fold(clean_name(text)) in {fold(name) for name in known}:
        return [text]
    held = _protect(text, known)
    cuts: list[tuple[int, int]] = []
    depth = 0
    for place, letter in enumerate(held):
        depth += (letter == "(") - (letter == ")")
        if depth > 0:
            continue
        end = _cut_at(text, place, letter, cuts[-1][1] if cuts else 0)
        if end:
            cuts.append((place, end))
    pieces, start = [], 0
    for place, end in cuts:
        pieces.append(text[start:place])
        start = end
    pieces.append(text[start:])
    return [strip_dash(piece.strip()) for piece in pieces if piece.strip(_EDGE)]


def _protect(text: str, known: Sequence[str]) -> str:
    """The text with every known name blanked to letters, so that no separator inside it is seen."""
    key = fold(text)
    held = text
    for name in sorted(known, key=len, reverse=True):
        if not re.search(r"[,;/.]| và ", name):
            continue
        place = key.find(fold(name))
        if place >= 0:
            held = held[: place + 1] + "x" * (len(name) - 1) + held[place + len(name) :]
    return held


def _cut_at(text: str, place: int, letter: str, start: int) -> int:
    """Where the next name begins when a separator stands at ``place``; 0 when it belongs to the name."""
    before, after = text[start:place], text[place + 1 :]
    if letter == ";":
        return 0 if _LISTED_KIND.match(fold(before)) and not opens_with_noun(after.strip()) else place + 1
    if letter == " ":
        after = text[place + 4 :]
        conjunction = fold(text[place : place + 4]) == " va " and _new_name(after)
        return place + 4 if conjunction and not is_one_name(before, after) else 0
    if letter in ",." and _ROLE_ENDS.search(fold(before)) and _CLAUSE_OF_ROLE.match(fold(after)):
        return place + 1
    if letter == "," and _ABBREVIATED.match(before.strip()) and _ABBREVIATED.match(after.split(",")[0].strip()):
        return place + 1
    parts = letter in ",./+&-–" and _parts_names(letter, before, after)
    return place + 1 if parts and _new_name(after, loud=letter == ".") else 0


_LISTED_KIND = re.compile(r"^\W*cac \w+(?: \w+)?:\s")  # «Các phòng: Kế hoạch; Tổ chức»
_ABBREVIATED = re.compile(r"^(?:[PT]{1,2}\. ?)?[A-ZĐ]{2,}(?:-[A-ZĐ]{2,})*[\s.;]*$")  # «VP», «P.TCHC», «TC-HC»
# «A chủ trì, B phối hợp»: a name with its role is whole, whatever the next one begins with.
_ROLE_ENDS = re.compile(r"\b(?:chu tri|phoi hop|thuc hien)\s*$")
_CLAUSE_OF_ROLE = re.compile(
    r"\s+(?!phoi hop|chu tri|va )[^,;.]{2,90}?\b(?:chu tri|phoi hop|thuc hien)[\s.;]*(?:[,;]|$)"
)


def _parts_names(letter: str, before: str, after: str) -> bool:
    """Whether a mark may part two names here, by what stands before it and how the next name begins."""
    if letter == ",":
        return not is_one_name(before, after)
    if letter == ".":
        return after[:1] == " " and not _ABBREVIATION.search(fold(before) + ".")
    if letter == "/":
        return len(after.split()) > 1 and " " in before.strip()
    if letter in "-–":
        return re.search(r"(?:\)|chu tri|phoi hop)[\s.;]*$", fold(before)) is not None or _role_follows(after)
    return after[:1] == " "


def _role_follows(after: str) -> bool:
    """«… - Phối hợp: …»: a role and its colon open the next name."""
    role = _ROLE_BEFORE.match(fold(after.strip()))
    return role is not None and after[:1] == " " and ":" in role["with"]


def _new_name(after: str, *, loud: bool = False) -> bool:
    """Whether a whole unit name begins: a capital unit noun, or «các …» with its noun."""
    rest = after.strip()
    key = fold(rest)
    role = _ROLE_BEFORE.match(key)
    if role:
        return True
    if not opens_with_noun(rest) or starts_like_verb(rest):
        return False
    if re.match(r"(?:đồng chí|đ/c|ông|bà) [A-ZĐÀ-Ỹ]", rest):
        return True
    return rest[:1].isupper() or (not loud and PLURAL.match(key) is not None and len(key.split()) > 1)
