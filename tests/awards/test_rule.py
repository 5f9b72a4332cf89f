"""Rules of an office: brought up to the seed, confirmed, corrected and added by new versions, read as the rule book."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Aspect, Rule, RuleVersion
from awards.rules import condition_kinds as kinds
from awards.rules.condition_words import figures, with_figures
from awards.rules.eligibility import Status, assess
from awards.rules.facts import Facts, HoldFact, RatingFact
from awards.rules.rulebook import Rulebook, read_seed
from awards.services.rule import FIELDS, add_version, correct_version
from awards.services.rule_loading import load_rules
from awards.services.rulebook import current_rulebook, general_rule
from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry
from tests.factory import Cast

DAY = dt.timedelta(days=1)
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


def forget(code: str) -> None:
    RuleVersion.objects.filter(rule__code=code).delete()


def older(code: str, aspect: str, applies_to: str, begins: dt.date | None, **values: Any) -> RuleVersion:
    """A version as an older edition of the software had put it on file."""
    facts = {"status": "needs_check", "enforcement": "warn", "confidence": "B", "content": {"text": "Lời cũ."}}
    rule = Rule.objects.get(code=code)
    return RuleVersion.objects.create(
        rule=rule, aspect=aspect, applies_to=applies_to, effective_from=begins, **facts, **values
    )


def book_equals_seed() -> bool:
    book, seed = current_rulebook(), Rulebook.from_seed()
    keys = [(code, aspect) for code in seed.entries for aspect in Aspect.values]
    return all(
        [(one.effective_from, one.effective_to, one.applies_to, one.content, one.citation) for one in ours]
        == [(one.effective_from, one.effective_to, one.applies_to, one.content, one.citation) for one in theirs]
        for ours, theirs in ((book.versions(*key), seed.versions(*key)) for key in keys)
    )


def test_loading_again_adds_what_is_missing_and_says_so(cast: Cast) -> None:
    correct_version(actor=cast.standing, version=version(), values=values_of(version()))
    rows = RuleVersion.objects.count()
    gone = Rule.objects.get(code="R18")
    gone.versions.all().delete()
    gone.delete()

    first, again = load_rules(), load_rules()

    assert (first.added, first.renewed, again.added, again.renewed) == (["R18"], [], [], [])
    assert "thêm 1 quy định (R18)" in first.words
    assert RuleVersion.objects.count() == rows
    assert version().source == PROOF["source"]


def test_an_older_database_is_brought_up_to_the_seed_and_only_once(cast: Cast) -> None:
    """Undated rules, one row for both where the seed now has two, another wording, a version that went."""
    for code in ("R5", "BK_TINH", "R16"):
        forget(code)
    undated = older("R5", "general", "both", None)
    both = older("BK_TINH", "standard", "both", dt.date(2026, 10, 1))
    renamed = older("R16", "general", "both", dt.date(2025, 8, 5))
    gone = older("R18", "general", "both", dt.date(2030, 1, 1))
    audited = AuditEntry.objects.count()

    done = load_rules()

    assert sorted(done.renewed) == ["BK_TINH", "R16", "R18", "R5"]
    assert book_equals_seed()
    for row in (undated, both, renamed):
        assert RuleVersion.objects.get(replaces=row).entered_by is None
    assert not RuleVersion.objects.filter(pk=gone.pk).exists()
    notes = list(AuditEntry.objects.filter(act="rule.load").values_list("note", flat=True))
    assert len(notes) == AuditEntry.objects.count() - audited == 4
    assert any("thay 1 phiên bản, thêm 2 phiên bản" in note for note in notes)
    again = load_rules()
    assert (again.words, AuditEntry.objects.count()) == ("quy định đã đúng bản của phần mềm", audited + 4)


def test_what_an_officer_confirmed_corrected_or_added_is_not_touched_by_a_newer_seed(cast: Cast) -> None:
    forget("R5")
    undated = older("R5", "general", "both", None)
    mine = correct_version(actor=cast.standing, version=undated, values=values_of(undated, citation="Điều 9"))
    added = add_version(
        actor=cast.standing,
        rule=Rule.objects.get(code="LDTT"),
        aspect="authority",
        applies_to="individual",
        values=values_of(version("LDTT", "authority"), effective_from=dt.date(2026, 12, 1), effective_to=None),
    )

    done = load_rules()

    assert (done.added, done.renewed, done.kept) == ([], [], 3)
    assert "giữ nguyên 3 phiên bản cán bộ đã ghi" in done.words
    assert list(RuleVersion.objects.current().filter(rule__code="R5")) == [mine]
    assert RuleVersion.objects.current().filter(pk=added.pk).exists()


def test_loading_when_nothing_is_missing_is_two_queries_and_the_book_one(db: None) -> None:
    with CaptureQueriesContext(connection) as loading:
        load_rules()
    with CaptureQueriesContext(connection) as reading:
        current_rulebook()

    assert sum("SELECT" in query["sql"] and "awards_rule" in query["sql"] for query in loading.captured_queries) == 2
    assert len(reading) == 1


def confirmed(row: RuleVersion, **changed: Any) -> dict[str, Any]:
    return values_of(row, status="confirmed", confidence="A", enforcement="block") | changed


def test_a_confirmation_is_a_new_version_that_may_block(cast: Cast) -> None:
    old = version()

    with pytest.raises(NotAllowed):
        correct_version(actor=cast.contact, version=old, values=confirmed(old))
    made = correct_version(actor=cast.standing, version=old, values=confirmed(old), key="k")
    with pytest.raises(DomainError, match=r"đã ghi bản thay cho phiên bản này lúc .* nội dung đã gõ còn"):
        correct_version(actor=cast.admin, version=old, values=confirmed(old))
    with pytest.raises(AlreadyDone):
        correct_version(actor=cast.standing, version=made, values=confirmed(made), key="k")

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
        ({"checked_on": dt.date(2099, 1, 1)}, "ở sau hôm nay"),
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


def test_confirming_r10_lets_it_block_from_its_day_on(cast: Cast) -> None:
    old = version("R10", "general")
    begins = old.effective_from
    assert begins

    correct_version(actor=cast.standing, version=old, values=confirmed(old))

    assert general_rule("R10", begins).weight == "block"  # type: ignore[union-attr]
    assert general_rule("R10", begins - DAY) is None
    assert current_rulebook().general("R10", TODAY).weight == "block"  # type: ignore[union-attr]


# -- A version beside others -----------------------------------------------------------------------------------------

NEW_DAY = dt.date(2026, 12, 15)
GOOD = Facts("person", ratings=(RatingFact(2026, "HTTNV"),), holds=(HoldFact("inspection", dt.date(2026, 1, 1)),))


def added(cast: Cast, code: str, aspect: str, applies_to: str, **changed: Any) -> RuleVersion:
    latest = RuleVersion.objects.current().filter(rule__code=code, aspect=aspect, applies_to=applies_to)
    values = values_of(latest.order_by("effective_from").last(), effective_from=NEW_DAY, effective_to=None)  # type: ignore[arg-type]
    rule = Rule.objects.get(code=code)
    return add_version(actor=cast.standing, rule=rule, aspect=aspect, applies_to=applies_to, values=values | changed)


def test_a_new_version_ends_the_one_before_it_and_each_rules_its_own_days(cast: Cast) -> None:
    """Through the assessment: a dossier received on the day before is weighed by the old one, on the day by the new."""
    before = RuleVersion.objects.current().get(rule__code="LDTT", aspect="standard", effective_to=None)
    content = {"prerequisites": {"all_of": [{"rating": {"min": "HTXSNV", "years": 1}}]}}

    made = added(
        cast, "LDTT", "standard", "individual", content=content, status="confirmed", confidence="A", enforcement="block"
    )

    ended = RuleVersion.objects.current().get(replaces=before)
    assert (ended.effective_to, ended.content, made.replaces) == (NEW_DAY - DAY, before.content, None)
    assert "có phiên bản mới" in ended.note
    book = current_rulebook()
    either = [
        assess(book, "LDTT", GOOD, year=2026, on=dt.date(2026, 12, 31), received_on=day)
        for day in (NEW_DAY - DAY, NEW_DAY)
    ]
    assert [bool(found.blocks and found.blocks[0].key.startswith("rating")) for found in either] == [False, True]
    assert [found.version.pk for found in either if found.version] == [ended.pk, made.pk]
    entry = AuditEntry.objects.order_by("number").last()
    assert entry
    assert (entry.act, entry.detail["ended"]) == ("rule.add", [before.pk])


@pytest.mark.parametrize(
    ("code", "aspect", "whom", "content"),
    [
        ("LDTT", "authority", "individual", {"decides": "Chủ tịch UBND tỉnh"}),
        ("BK_TINH", "dossier", "collective", {"documents": ["D01_TO_TRINH"]}),
        ("GK", "reward", "both", {"individual": "0.4", "collective": "0.8"}),
        ("CSTDCS", "cap", "individual", {"value": "1/4"}),
        ("CSTDCS", "vote", "individual", {"min_share": "2/3"}),
        ("R18", "general", "both", {"text": "Mỗi năm một khen thưởng."}),
    ],
)
def test_each_aspect_follows_the_day(cast: Cast, code: str, aspect: str, whom: str, content: dict[str, Any]) -> None:
    added(cast, code, aspect, whom, content=content)
    kind = "unit" if whom == "collective" else "person"

    told = [
        current_rulebook().version(code, aspect, kind=kind, on=day).content  # type: ignore[union-attr]
        for day in (NEW_DAY - DAY, NEW_DAY)
    ]
    assert told[1] == content != told[0]


def test_a_version_that_an_officer_ended_ends_in_the_engine_too(cast: Cast) -> None:
    old = RuleVersion.objects.in_force(TODAY).get(rule__code="R4")

    correct_version(actor=cast.standing, version=old, values=values_of(old, effective_to=TODAY))

    def hold_on(day: dt.date) -> list[Status]:
        found = assess(current_rulebook(), "LDTT", GOOD, year=2026, on=day, received_on=day)
        return [one.status for one in found.findings if one.key == "R4"]

    assert (hold_on(TODAY), hold_on(TODAY + DAY)) == ([Status.NOT_MET], [])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"effective_from": None}, "Ghi ngày có hiệu lực"),
        ({"effective_from": dt.date(2024, 1, 1)}, "Trùng thời gian với phiên bản từ 01/01/2024 đến hết 30/09/2026"),
        ({"effective_from": dt.date(2026, 10, 1)}, "Trùng thời gian với phiên bản từ 01/10/2026"),
        ({"effective_from": dt.date(2026, 1, 1)}, "Trùng thời gian .* trước 01/10/2026 ở ô “Đến hết ngày”"),
        ({"source": ""}, "Ghi nguồn đã đọc"),
        (
            {"content": {"prerequisites": {"all_of": [{"meets_standard": {"code": "CSTDCS"}}]}}},
            "quay lại chính danh hiệu này",
        ),
    ],
)
def test_what_a_new_version_must_have(cast: Cast, changed: dict[str, Any], words: str) -> None:
    rows = RuleVersion.objects.count()

    with pytest.raises(DomainError, match=words):
        added(cast, "LDTT", "standard", "individual", **changed)

    assert RuleVersion.objects.count() == rows


def test_a_correction_may_not_run_into_its_neighbour(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Trùng thời gian với phiên bản từ 01/10/2026"):
        correct_version(actor=cast.standing, version=version(), values=values_of(version(), effective_to=None))


def test_every_standard_of_the_seed_can_be_read_into_rows_and_back(db: None) -> None:
    """What an officer opens and saves unchanged stays as it was, to the letter."""
    for rule in read_seed():
        for line in rule["versions"]:
            if line["aspect"] == "standard":
                rows = kinds.flatten(line["content"])
                collective = line["applies_to"] == "collective"
                again = [
                    kinds.condition(
                        one.route, one.group, kinds.kind_of(one), kinds.values_of(one), collective=collective
                    )
                    for one in rows
                ]
                assert again == rows, rule["code"]
                assert kinds.assemble(again, line["content"]) == line["content"], rule["code"]
