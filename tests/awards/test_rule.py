"""Rules of an office: loaded once, confirmed and corrected by new versions, read as the rule book."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Rule, RuleVersion
from awards.rules.condition_words import figures, with_figures
from awards.rules.rulebook import Rulebook
from awards.services.rule import FIELDS, confirm_version, correct_version
from awards.services.rulebook import current_rulebook, load_rules
from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry
from tests.factory import Cast

TODAY = dt.date(2026, 11, 23)
PROOF = {"source": "Công báo 571, Điều 28", "checked_on": TODAY, "note": "Đã đọc toàn văn."}


def version(code: str = "TTLDTT", aspect: str = "standard") -> RuleVersion:
    return RuleVersion.objects.current().filter(rule__code=code, aspect=aspect).order_by("effective_from")[0]


def values_of(row: RuleVersion, **changed: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS} | PROOF | changed


def test_the_rules_are_there_after_a_migration_and_equal_the_seed(db: None) -> None:
    book, seed = current_rulebook(), Rulebook.from_seed()

    assert list(book.entries) == list(seed.entries)
    for code in seed.entries:
        for aspect in ("standard", "authority", "dossier", "cap", "reward", "vote", "general", "parameter"):
            ours, theirs = (
                [
                    (one.effective_from, one.effective_to, one.content, one.citation, one.confidence, one.weight)
                    for one in source.versions(code, aspect)
                ]
                for source in (book, seed)
            )
            assert ours == theirs, (code, aspect)


def test_loading_again_adds_what_is_missing_and_keeps_corrections(cast: Cast) -> None:
    correct_version(actor=cast.standing, version=version(), values=values_of(version()))
    rows = RuleVersion.objects.count()
    gone = Rule.objects.get(code="R18")
    gone.versions.all().delete()
    gone.delete()

    assert (load_rules(), load_rules()) == (1, 0)
    assert RuleVersion.objects.count() == rows
    assert version().source == PROOF["source"]


def test_loading_when_nothing_is_missing_is_one_query_and_the_book_two(db: None) -> None:
    with CaptureQueriesContext(connection) as loading:
        load_rules()
    with CaptureQueriesContext(connection) as reading:
        current_rulebook()

    assert sum("SELECT" in query["sql"] and "awards_rule" in query["sql"] for query in loading.captured_queries) == 1
    assert len(reading) == 2


def test_a_confirmation_is_a_new_version_that_may_block(cast: Cast) -> None:
    old = version()

    with pytest.raises(NotAllowed):
        confirm_version(actor=cast.contact, version=old, **PROOF, blocks=True)
    made = confirm_version(actor=cast.standing, version=old, **PROOF, blocks=True, key="k")
    with pytest.raises(DomainError, match="đã có bản thay"):
        confirm_version(actor=cast.standing, version=old, **PROOF, blocks=True)
    with pytest.raises(AlreadyDone):
        confirm_version(actor=cast.standing, version=made, **PROOF, blocks=True, key="k")

    old.refresh_from_db()
    assert (old.status, old.enforcement, old.replaced_by) == ("needs_check", "warn", made)
    assert (made.status, made.confidence, made.enforcement) == ("confirmed", "A", "block")
    assert current_rulebook().version("TTLDTT", "standard", on=dt.date(2026, 1, 1)).weight == "block"  # type: ignore[union-attr]
    entry = AuditEntry.objects.order_by("number").last()
    assert entry
    assert (entry.act, entry.state_from, entry.state_to) == ("rule.confirm", "needs_check", "confirmed")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": " "}, "Ghi nguồn đã đọc"),
        ({"checked_on": None}, "Ghi nguồn đã đọc"),
        ({"note": ""}, "Ghi nguồn đã đọc"),
        ({"enforcement": "block"}, "Chỉ nội dung đã xác nhận"),
        ({"enforcement": "block", "status": "confirmed", "confidence": "A*"}, "Chỉ nội dung đã xác nhận"),
        ({"effective_from": dt.date(2027, 1, 1)}, "ở trước ngày có hiệu lực"),
    ],
)
def test_what_a_correction_must_have(cast: Cast, changed: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        correct_version(actor=cast.standing, version=version(), values=values_of(version(), **changed))

    assert not RuleVersion.objects.filter(replaces__isnull=False).exists()


def test_another_share_is_used_from_then_on(cast: Cast) -> None:
    old = version()
    (share,) = (one for one in figures(old.content, str) if one.kind == "share")
    content = with_figures(old.content, {share.path: "4/5"})

    correct_version(actor=cast.admin, version=old, values=values_of(old, content=content))

    told = current_rulebook().version("TTLDTT", "standard", on=dt.date(2026, 1, 1))
    assert "4/5" in str(told.content if told else "")
    assert "7/10" in str(old.content)


def test_confirming_r10_lets_it_block(cast: Cast) -> None:
    confirm_version(actor=cast.standing, version=version("R10", "general"), **PROOF, blocks=True)

    assert current_rulebook().general("R10").weight == "block"  # type: ignore[union-attr]
