"""The conditions of one award as they stand for one person or unit: the lower panel of a nomination, of a ladder."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from awards.rules.citation import spelled
from awards.rules.eligibility import Assessment, Finding, Settle, Status
from awards.rules.laws import LAWS
from awards.rules.sending import said
from plans.models import Confidence, Person, Unit, User
from plans.views.cells import pill_html

ORDER = (Status.NOT_MET, Status.UNKNOWN, Status.MET)
_PILLS = {
    Status.NOT_MET: ("not", "Không đạt", "x"),
    Status.UNKNOWN: ("warn", "Chưa rõ", "circle-question-mark"),
    Status.MET: ("done", "Đạt", "check"),
}
SURE = {
    Confidence.READ: (3, "Nguyên văn"),
    Confidence.READ_REPLACED: (2, "Văn bản nay đã thay"),
    Confidence.SECONDARY: (2, "Nguồn thứ cấp"),
    Confidence.MEMORY: (1, "Chưa có văn bản"),
}
SQUARES = 3
_EFFECTS = {
    "block": "Không đạt thì không trình được",
    "warn": "Cảnh báo, không tự chặn",
    "info": "Chỉ để biết",
    "param": "Sở phải tự nhập",
}


class Mended(NamedTuple):
    """In which kind of entry of a record something is settled."""

    slug: str
    words: str
    of_units: bool = False


_MENDED = {
    Settle.RATING: Mended("rating", "Nhập xếp loại", of_units=True),
    Settle.AWARD: Mended("award", "Nhập khen thưởng đã nhận", of_units=True),
    Settle.INITIATIVE: Mended("past_initiative", "Nhập sáng kiến đã công nhận"),
    Settle.DISCIPLINE: Mended("discipline", "Ghi kỷ luật, ngày hết hạn"),
    Settle.ABSENCE: Mended("absence", "Nhập thời gian nghỉ"),
    Settle.TRANSFER: Mended("transfer", "Nhập tuyển dụng, chuyển công tác"),
}


class Link(NamedTuple):
    """What a reader may do about a finding."""

    words: str
    url: str
    button: bool = False


class FindingRow(NamedTuple):
    """One condition, its cells ready to show."""

    status: str
    pill: SafeString
    message: str
    citation: str
    squares: SafeString
    sure: str
    effect: str
    links: tuple[Link, ...]


class FindingsPanel(NamedTuple):
    """All conditions of one award, ready for ``awards/findings.html``."""

    title: str
    counts: str
    note: str
    rows: tuple[FindingRow, ...]


def findings_panel(
    assessment: Assessment, *, user: User, subject: Person | Unit, findings: Iterable[Finding] | None = None
) -> FindingsPanel:
    """The conditions with their head: which law, and how many are met; ``findings`` where not all are to be shown."""
    rows = finding_rows(assessment, user=user, subject=subject, findings=findings)
    counted = Counter(row.status for row in rows)
    counts = f"{counted['met']} đạt, {counted['not_met']} không đạt, {counted['unknown']} chưa rõ"
    law = LAWS.get(assessment.law, "luật của ngày nhận hồ sơ")
    return FindingsPanel(f"Điều kiện theo {law}", counts, assessment.law_note, rows)


def finding_rows(
    assessment: Assessment, *, user: User, subject: Person | Unit, findings: Iterable[Finding] | None = None
) -> tuple[FindingRow, ...]:
    """Không đạt first, then chưa rõ, then đạt; each with what the reader may do about it."""
    reader = _Reader(
        assessment,
        subject,
        told=is_told(user, subject),
        states=user.has_perm("awards.state_fact", subject),
        keeps=user.has_perm("awards.keep_records", subject),
        rules=user.has_perm("awards.keep_rules"),
    )
    shown = assessment.findings if findings is None else findings
    return tuple(map(reader.row, sorted(shown, key=lambda one: ORDER.index(one.status))))


class _Reader(NamedTuple):
    """Whose conditions are shown, and what the reader may know and do."""

    assessment: Assessment
    subject: Person | Unit
    told: bool
    states: bool
    keeps: bool
    rules: bool

    def row(self, one: Finding) -> FindingRow:
        squares, sure = sure_words(one.confidence)
        return FindingRow(
            status=one.status.value,
            pill=pill_html(*_PILLS[one.status]),
            message=said(one, told=self.told),
            citation=spelled(one.citation),
            squares=squares,
            sure=sure,
            effect=_EFFECTS[one.enforcement],
            links=() if one.status == Status.MET else tuple(self._links(one)),
        )

    def _links(self, one: Finding) -> Iterator[Link]:
        """Where the reader mends it: the record, the rule, or a statement."""
        place = _MENDED.get(one.settle)
        of_unit = isinstance(self.subject, Unit)
        if place and self.keeps and (place.of_units or not of_unit):
            suffix = "_add_unit" if of_unit else "_add"
            yield Link(place.words, reverse(f"awards:{place.slug}{suffix}", args=[self.subject.pk]))
        elif one.settle == Settle.HOLD and self.keeps:
            name = "awards:unit_record" if of_unit else "awards:person_record"
            yield Link("Xem, kết thúc tạm dừng", reverse(name, args=[self.subject.pk]))
        elif one.settle == Settle.CLUSTER and self.keeps:
            yield Link("Ghi kết quả cụm, khối", reverse("emulation:cluster_list"))
        elif one.settle == Settle.RULE and self.rules:
            yield Link("Nhập, xác nhận quy định", reverse("awards:rule_list"))
        if one.status == Status.UNKNOWN and one.settle == Settle.STATEMENT and self.states:
            asked: dict[str, str | int] = {
                ("tap-the" if of_unit else "ca-nhan"): self.subject.pk,
                "nam": self.assessment.year,
                "khen": self.assessment.code,
                "dieu-kien": one.key,
            }
            yield Link("Ghi xác nhận", f"{reverse('awards:statement_add')}?{urlencode(asked)}", button=True)


@functools.cache
def squares_html(filled: int) -> SafeString:
    """How sure a wording is, as squares beside the words that say it."""
    marks = format_html_join("", '<i class="{}"></i>', (("on" if n < filled else "off",) for n in range(SQUARES)))
    return format_html('<span class="squares" aria-hidden="true">{}</span>', marks)


def sure_words(confidence: str) -> tuple[SafeString, str]:
    """How sure a wording is: squares, and the words beside them."""
    filled, words = SURE[Confidence(confidence)]
    return squares_html(filled), words


def is_told(user: User, subject: Person | Unit) -> bool:
    """Of discipline and of what is examined, where somebody stands before an award: who decides, and oneself."""
    own = isinstance(subject, Person) and user.person_id == subject.pk
    return own or user.has_perm("awards.see_discipline")


def said_to(findings: Iterable[Finding], *, told: bool) -> tuple[str, ...]:
    """The sentences of ``findings`` as far as the reader may know them."""
    return tuple(dict.fromkeys(said(one, told=told) for one in findings))
