"""The catalogues as loaded and kept, and model examples."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Rule, RuleVersion
from emulation.models import (
    Cluster,
    Commendation,
    InitiativeNeed,
    ModelExample,
    Title,
)
from emulation.services import catalogue
from emulation.services import example as examples
from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, LegalText
from plans.services import bin as bin_service
from plans.services.evidence import NewFile
from tests.emulation.cluster_factory import (
    make_example,
    make_publicity,
)
from tests.factory import Cast

TODAY = dt.date(2026, 11, 23)
PDF = b"%PDF-1.7\n%%EOF\n"
STORY = {"year": 2026, "name": "A", "person": None, "unit": None, "campaign": None, "field": "", "story": "Việc."}


def acts() -> list[tuple[str, str, str]]:
    return list(AuditEntry.objects.order_by("number").values_list("act", "state_from", "state_to"))


# -- Catalogues ------------------------------------------------------------------------------------------------------


def test_the_two_lists_as_every_office_begins_with_them(db: None) -> None:
    columns = ("code", "applies_to", "level", "confidence", "in_use")
    titles = list(Title.objects.values_list(*columns, "initiative"))
    commendations = list(Commendation.objects.values_list(*columns))

    assert titles == [
        ("LDTT", "individual", "unit", "A", True, "none"),
        ("CSTDCS", "individual", "unit", "A", True, "one_of"),
        ("CSTD_TINH", "individual", "province", "B", True, "required"),
        ("CSTD_BO", "individual", "ministry", "B", False, "required"),
        ("CSTD_TQ", "individual", "state", "A*", True, "required"),
        ("TTLDTT", "collective", "unit", "B", True, "none"),
        ("TTLDXS", "collective", "province", "B", True, "none"),
        ("CO_TINH", "collective", "province", "B", True, "none"),
        ("CO_BO", "collective", "ministry", "B", False, "none"),
        ("CO_CP", "collective", "state", "B", True, "none"),
    ]
    assert commendations == [
        ("GK", "both", "unit", "B", True),
        ("BK_TINH", "both", "province", "B", True),
        ("BK_BO", "both", "ministry", "C", False),
        ("BK_TTG", "both", "state", "B", True),
        ("HCLD_3", "both", "state", "C", True),
        ("HCLD_2", "both", "state", "C", True),
        ("HCLD_1", "both", "state", "C", False),
        ("KNC_BNG", "individual", "ministry", "B", False),
    ]
    assert list(Cluster.objects.order_by("code").values_list("code", "kind", "organiser")) == [
        ("CUM_BNG", "cluster", "ministry"),
        ("KHOI_TMTH", "bloc", "province"),
    ]
    assert {need for *_, need in titles} == set(InitiativeNeed.values)


def test_loading_adds_what_is_missing_and_keeps_what_the_office_changed(db: None) -> None:
    Title.objects.filter(code="LDTT").update(name="Người lao động tiên tiến", in_use=False)
    RuleVersion.objects.filter(rule__title__code="CO_CP").delete()
    Rule.objects.filter(title__code="CO_CP").delete()
    Title.objects.filter(code="CO_CP").delete()

    assert (catalogue.load_catalogues(), catalogue.load_catalogues()) == (1, 0)
    assert Title.objects.values_list("name", "in_use").get(code="LDTT") == ("Người lao động tiên tiến", False)
    assert Title.objects.get(code="CO_CP").history.count() == 1


def test_loading_when_nothing_is_missing_is_one_query(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        catalogue.load_catalogues()

    asked = [
        query["sql"]
        for query in queries.captured_queries
        if query["sql"].startswith("(SELECT") or "FROM" in query["sql"]
    ]
    assert len(asked) == 1


def test_another_confidence_names_its_source_and_day(cast: Cast) -> None:
    entry = Title.objects.get(code="TTLDXS")
    names = ("name", "in_use", "order", "decided_by", "legal_text", "article", "source", "checked_on", "note")
    values: dict[str, Any] = {name: getattr(entry, name) for name in names} | {"confidence": "A"}

    with pytest.raises(DomainError, match="nguồn đã xem và ngày đối chiếu"):
        catalogue.change_entry(actor=cast.admin, entry=entry, values=values, seen=1)
    values |= {"source": "Công báo 571, Điều 27", "checked_on": TODAY}
    with pytest.raises(NotAllowed):
        catalogue.change_entry(actor=cast.contact, entry=entry, values=values, seen=1)
    changed = catalogue.change_entry(actor=cast.admin, entry=entry, values=values, seen=1, key="k")
    with pytest.raises(EditConflict):
        catalogue.change_entry(actor=cast.admin, entry=entry, values=values, seen=1)
    with pytest.raises(AlreadyDone):
        catalogue.change_entry(actor=cast.admin, entry=entry, values=values, seen=2, key="k")

    assert (changed.confidence, changed.version) == ("A", 2)
    assert acts() == [("title.change", "B", "A")]


# -- Model examples --------------------------------------------------------------------------------------------------


def test_an_example_is_kept_with_files_and_where_it_was_told(cast: Cast) -> None:
    who, person, unit = cast.standing, cast.member.person, cast.division

    with pytest.raises(DomainError, match="một người hoặc một đơn vị"):
        examples.save_example(actor=who, example=None, values=STORY | {"person": person, "unit": unit})
    with pytest.raises(DomainError, match="Ghi việc làm"):
        examples.save_example(actor=who, example=None, values=STORY | {"story": " "})
    made = examples.save_example(actor=who, example=None, values=STORY | {"person": person})
    (file,) = examples.add_files(actor=who, example=made, files=[NewFile("bai.pdf", PDF)])
    told = examples.add_publicity(actor=who, example=made, place="Báo", on=TODAY, link="https://baolangson.vn/1")
    with pytest.raises(DomainError, match="http"):
        examples.add_publicity(actor=who, example=made, place="Báo", on=None, link="javascript:alert(1)")

    assert (list(made.files.all()), list(made.publicities.all())) == ([file], [told])
    examples.remove_file(actor=who, example=made, file=file)
    examples.remove_publicity(actor=who, told=told)
    assert (made.files.count(), made.publicities.count()) == (0, 0)
    assert [act for act, *_ in acts()] == [
        "example.create",
        "example.file",
        "example.publicity",
        "example.file_remove",
        "example.publicity_remove",
    ]


def test_an_example_goes_into_the_bin_and_comes_back(cast: Cast) -> None:
    made = make_example(cast.standing)
    make_publicity(made)

    examples.remove_example(actor=cast.standing, example=made)
    with pytest.raises(DomainError, match="thùng rác"):
        examples.save_example(actor=cast.standing, example=made, values=STORY, seen=1)
    bin_service.restore(record=made, actor=cast.standing)

    assert ModelExample.objects.kept().get().publicities.count() == 1


def test_every_line_cites_a_text_of_the_shelf(db: None) -> None:
    codes = set(LegalText.objects.values_list("pk", flat=True))

    assert {entry.legal_text_id for entry in [*Title.objects.all(), *Commendation.objects.all()]} <= codes
