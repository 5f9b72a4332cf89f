"""Rules as rows of lists and pages: what a version says, how sure it is, what follows; and which cite a legal text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString

from awards.models import Aspect, Enforcement, Rule, RuleVersion, VersionStatus
from awards.rules.citation import spelled
from awards.rules.condition_words import Line, lines
from awards.rules.grammar import parse
from awards.rules.rulebook import Version
from awards.rules.words import COUNCILS
from awards.services.rule import dates_of
from awards.views.findings import sure_words
from emulation.models import AppliesTo
from plans.models import LegalText, User
from plans.rules.legal import cites
from plans.sockets import Citation
from plans.views.cells import pill_html

PILLS = {VersionStatus.CONFIRMED: "done", VersionStatus.NEEDS_CHECK: "await", VersionStatus.UNCONFIRMED: "idle"}
FOLLOWS = {
    Enforcement.BLOCK: "Không đạt thì không trình được",
    Enforcement.WARN: "Cảnh báo, phải ghi lý do",
    Enforcement.INFO: "Chỉ để biết",
    Enforcement.PARAM: "Sở phải tự nhập",
}


class Sure(NamedTuple):
    """How sure a wording is and what follows from it."""

    squares: SafeString
    words: str
    follows: str


class VersionRow(NamedTuple):
    """One version, its cells ready to show."""

    pk: int
    url: str
    aspect: str
    applies_to: str
    dates: str
    when: str
    lines: tuple[Line, ...]
    citation: str
    note: str
    sure: Sure
    state: SafeString
    text: LegalText | None


def sure_of(version: RuleVersion) -> Sure:
    squares, words = sure_words(version.confidence)
    return Sure(squares, words, FOLLOWS[Enforcement(weight_of(version))])


def weight_of(version: RuleVersion) -> str:
    """What a finding against it does, by the one rule of the rule book."""
    return Version(
        "", version.aspect, status=version.status, enforcement=version.enforcement, confidence=version.confidence
    ).weight


def when_of(version: RuleVersion, today: dt.date) -> str:
    """Whether it holds today."""
    if version.effective_to and version.effective_to < today:
        return "past"
    return "coming" if version.effective_from and version.effective_from > today else "now"


def version_row(version: RuleVersion, names: dict[str, str], today: dt.date) -> VersionRow:
    """A version with its rule and its legal text at hand."""
    return VersionRow(
        pk=version.pk,
        url=reverse("awards:rule_version", args=[version.pk]),
        aspect=str(Aspect(version.aspect).label),
        applies_to=str(AppliesTo(version.applies_to).label),
        dates=dates_of(version.effective_from, version.effective_to),
        when=when_of(version, today),
        lines=tuple(content_lines(version.aspect, version.content, names)),
        citation=spelled(version.citation),
        note=spelled(version.note),
        sure=sure_of(version),
        state=pill_html(PILLS[VersionStatus(version.status)], VersionStatus(version.status).label),
        text=version.legal_text,
    )


def names_of() -> dict[str, str]:
    """Names of awards and of documents by code: two queries."""
    return dict(Rule.objects.order_by("order").values_list("code", "name")) | documents_of()


def documents_of() -> dict[str, str]:
    """The documents of dossiers by code, each with its form: one query."""
    documents = RuleVersion.objects.current().filter(rule__code="DOCUMENTS").order_by("effective_from")
    told = documents.values_list("content", flat=True).last() or {}
    known = told.get("documents", {}).items()
    return {code: f"{one['name']} ({one['form']})" if one["form"] else one["name"] for code, one in known}


def content_lines(aspect: str, content: dict[str, Any], names: dict[str, str]) -> Iterator[Line]:
    """What a version says, line by line."""
    if aspect == Aspect.STANDARD:
        yield from _standard(content, names)
    elif aspect == Aspect.DOSSIER:
        yield from (Line(0, names.get(code, code)) for code in content.get("documents", ()))
        if content.get("any_of"):
            yield Line(0, "Một trong các giấy tờ:")
            yield from (Line(1, names.get(code, code)) for code in content["any_of"])
    else:
        yield from (Line(0, words) for words in _words(aspect, content))


def _standard(content: dict[str, Any], names: dict[str, str]) -> Iterator[Line]:
    def name_of(code: str) -> str:
        return names.get(code, code)

    if told := content.get("prerequisites"):
        yield from lines(parse(told), name_of)
    else:
        kept = "Tạm dùng điều kiện của phiên bản trước, chỉ cảnh báo." if content.get("fallback") else ""
        yield Line(0, f"Chưa đọc được nội dung. {kept}".strip())
    for part in content.get("warnings") or ():
        for line in lines(parse(part), name_of):
            yield Line(line.depth, f"Lưu ý: {line.words[:1].lower()}{line.words[1:]}")


def _words(aspect: str, content: dict[str, Any]) -> Iterator[str]:
    if aspect == Aspect.AUTHORITY:
        heads = (("Quyết định", "decides"), ("Đề nghị", "proposes"), ("Trình qua", "via"))
        yield from (f"{head}: {content[key]}" for head, key in heads if content.get(key))
    elif aspect == Aspect.REWARD:
        yield from multiples(content)
    elif aspect == Aspect.VOTE:
        share, where = content.get("min_share"), COUNCILS.get(content.get("at", ""), "Hội đồng của Sở")
        yield f"Ít nhất {share} tổng số thành viên, tại {where}" if share else "Chưa có tỷ lệ trong văn bản đã đọc"
    elif aspect == Aspect.CAP:
        yield f"Tối đa {content['value']}" if content.get("value") else "Không đặt tỷ lệ"
    else:
        yield str(content.get("text") or "")


def multiples(content: dict[str, Any]) -> Iterator[str]:
    """Reward as multiples of the base salary."""
    heads = (("Cá nhân", "individual"), ("Cá nhân, không quá", "individual_max"), ("Tập thể", "collective"))
    for head, key in heads:
        if content.get(key):
            yield f"{head}: {str(content[key]).replace('.', ',')} lần lương cơ sở"


def rules_citing(_user: User, text: LegalText) -> Iterable[Citation]:
    """Versions in use that cite ``text``, by its key or by its number in their words: one query.

    One that ended with the text says rightly what was in force then; it is left out.
    """
    rows = RuleVersion.objects.current().order_by("rule__order", "aspect", "effective_from", "pk")
    columns = ("pk", "rule__name", "aspect", "citation", "legal_text_id", "effective_from", "effective_to")
    for pk, name, aspect, citation, cited, begins, ends in rows.values_list(*columns):
        words, lapsed = spelled(citation), text.effective_to
        if ends and lapsed and ends <= lapsed:
            continue
        if cited == text.pk or (text.number and cites(words, text.number)):
            where = f"{Aspect(aspect).label}, {dates_of(begins, ends)}"
            detail = f"{where}: {words}" if words else where
            yield Citation(kind="Quy định", title=name, url=reverse("awards:rule_version", args=[pk]), detail=detail)
