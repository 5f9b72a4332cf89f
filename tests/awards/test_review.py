"""Rounds, the reviews of units, what colleagues say, the achievement report, nominations from a sheet."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from awards.models import AchievementReport, Nomination, Round, RuleVersion
from awards.services import achievement_report as report_service
from awards.services import nomination_comment as comment_service
from awards.services import nomination_sheet as sheet
from awards.services import review as service
from awards.services import round as round_service
from awards.services.nomination_file import checklist
from awards.services.review_document import review_document
from awards.services.rulebook import current_rulebook
from awards.services.ties import preference, ties_of
from emulation.models import Commendation, Title
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice, Person
from plans.papers.content import Table, plain
from plans.services.evidence import NewFile
from tests.awards.eligibility_factory import make_years
from tests.awards.nomination_factory import (
    PDF,
    make_nomination,
    make_review,
    make_review_line,
    make_round,
)
from tests.factory import Cast, make_person

TODAY = dt.date(2026, 6, 5)
MINUTES = {
    "held_on": dt.date(2026, 6, 1),
    "place": "Phòng họp",
    "chair": "Lý Thị An",
    "secretary": "Hoàng Văn Em",
    "members": 7,
    "present": 6,
    "discussion": "",
    "conclusion": "Thống nhất.",
}


@pytest.fixture
def award_round(cast: Cast) -> Round:
    """A round of 2026 with one title and one commendation, whose days of comment are in June."""
    return make_round(
        cast.standing,
        titles=Title.objects.filter(code="LDTT"),
        commendations=Commendation.objects.filter(code="GK"),
        comment_from=dt.date(2026, 6, 1),
        comment_to=dt.date(2026, 6, 15),
    )


# -- Rounds ----------------------------------------------------------------------------------------------------------


def test_opening_a_round_tells_the_contacts_and_needs_something_to_judge(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Chọn ít nhất một danh hiệu"):
        round_service.open_round(actor=cast.standing, values=round_values(titles=[]))
    with pytest.raises(NotAllowed):
        round_service.open_round(actor=cast.contact, values=round_values())

    made = round_service.open_round(actor=cast.standing, values=round_values())

    assert list(made.titles.values_list("code", flat=True)) == ["LDTT"]
    assert Notice.objects.filter(user=cast.contact, text__startswith="Xét năm 2025").exists()


def test_what_is_nominated_stays_in_the_round(cast: Cast, award_round: Round) -> None:
    make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    forms = list(Commendation.objects.filter(code="GK"))

    with pytest.raises(DomainError, match="đã có hồ sơ đề nghị “Lao động tiên tiến”"):
        round_service.change_round(
            award_round=award_round,
            actor=cast.standing,
            values=round_values(titles=[], commendations=forms),
            seen=1,
        )
    with pytest.raises(DomainError, match="không đổi năm thành tích"):
        round_service.change_round(
            award_round=award_round, actor=cast.standing, values=round_values(achievement_year=2024), seen=1
        )


def test_a_quota_is_a_number_or_a_share_and_names_its_source(cast: Cast, award_round: Round) -> None:
    form = Commendation.objects.get(code="GK")
    for wrong in ((1, "1/5", "people", "CV 1"), (None, "", "", "CV 1"), (1, "", "", " ")):
        with pytest.raises(DomainError):
            keep_quota(cast, award_round, round_service.NewQuota(form, *wrong))

    kept = keep_quota(cast, award_round, round_service.NewQuota(form, 2, "", "", "CV 100/SNV"))

    assert [(one.honour, one.number) for one in kept.quotas.all()] == [(form, 2)]


# -- Reviews ---------------------------------------------------------------------------------------------------------


def test_a_unit_reviews_once_in_a_round_and_only_its_own_people(cast: Cast, award_round: Round) -> None:
    stranger = service.NewLine(cast.stranger.person, Title.objects.get(code="LDTT"), 5)
    with pytest.raises(DomainError, match="Đơn vị chỉ bình xét người của mình"):
        review(cast, award_round, stranger)

    made = review(cast, award_round, service.NewLine(cast.member.person, Title.objects.get(code="LDTT"), 5))

    assert [(line.person, line.agreed) for line in made.lines.all()] == [(cast.member.person, 5)]
    with pytest.raises(DomainError, match="đã có biên bản bình xét"):
        review(cast, award_round)
    with pytest.raises(NotAllowed):
        review(cast, award_round, actor=cast.stranger)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"present": 8}, "nhiều hơn tổng số người"),
        ({"held_on": dt.date(2026, 6, 6)}, "ở sau hôm nay"),
        ({"present": 4}, "nhiều hơn số người có mặt"),
    ],
)
def test_numbers_and_days_of_the_minutes_must_fit(
    cast: Cast, award_round: Round, values: dict[str, Any], words: str
) -> None:
    line = service.NewLine(cast.member.person, Title.objects.get(code="LDTT"), 5)

    with pytest.raises(DomainError, match=words):
        review(cast, award_round, line, **values)


def test_who_has_no_rating_of_the_year_is_named_with_the_rule_and_stops_where_an_officer_said_so(
    cast: Cast, award_round: Round
) -> None:
    line = service.NewLine(cast.member.person, Title.objects.get(code="LDTT"), 5)
    unrated = service.unrated_among([line.person], award_round, MINUTES["held_on"])  # type: ignore[list-item, arg-type]
    assert unrated is not None
    assert (unrated.names, unrated.year, unrated.blocks) == (("Hoàng Văn Em",), 2025, False)
    assert "Nghị định 335/2025/NĐ-CP" in unrated.words

    RuleVersion.objects.current().filter(rule__code="R20", status="confirmed").update(enforcement="block")
    with pytest.raises(DomainError, match="Chưa có xếp loại năm 2025: Hoàng Văn Em"):
        review(cast, award_round, line)
    make_years(line.person, {2025: "HTTNV"})  # type: ignore[arg-type]

    assert review(cast, award_round, line).pk


def test_signed_minutes_are_not_changed_and_the_signed_copy_is_a_pdf(cast: Cast, award_round: Round) -> None:
    made = review(cast, award_round)
    with pytest.raises(DomainError):
        service.sign_review(review=made, actor=cast.contact, file=NewFile("a.pdf", b"not a pdf"), seen=made.version)
    signed = service.sign_review(review=made, actor=cast.contact, file=NewFile("a.pdf", PDF), seen=made.version)

    with pytest.raises(DomainError, match="đã có bản ký"):
        service.change_review(
            review=signed, actor=cast.contact, values=MINUTES, lines=[], today=TODAY, seen=signed.version
        )


def test_the_minutes_print_both_lists_apart_with_their_shares(cast: Cast, award_round: Round) -> None:
    made = make_review(award_round, cast.division, cast.contact)
    make_review_line(made, agreed=5, person=cast.member.person, title=Title.objects.get(code="LDTT"))

    paper = review_document(made)
    tables = [block for block in paper.body if isinstance(block, Table)]

    assert len(tables) == 1  # no commendation was proposed
    assert [plain(cell) for cell in tables[0].rows[0].cells][3:] == ["05/06", "83,3%"]


def test_equal_candidates_are_shown_the_woman_first(cast: Cast, award_round: Round) -> None:
    title = Title.objects.get(code="LDTT")
    people = [make_person(f"Nông Văn {sex}", cast.division, sex=sex) for sex in ("male", "female")]
    made = make_review(award_round, cast.division, cast.contact)
    for person in people:
        make_review_line(made, agreed=5, person=person, title=title)
        make_nomination(cast.contact, award_round=award_round, person=person, title=title, state="submitted")

    assert [[one.name for one in group] for group in ties_of(award_round, preference())] == [
        ["Nông Văn female", "Nông Văn male"]
    ]


# -- Comments --------------------------------------------------------------------------------------------------------


def test_colleagues_comment_within_the_days_and_nobody_about_himself(cast: Cast, award_round: Round) -> None:
    sent = make_nomination(cast.contact, award_round=award_round, person=cast.member.person, state="submitted")
    with pytest.raises(DomainError, match="Không trong những ngày lấy ý kiến"):
        comment(cast.clerk, sent, today=dt.date(2026, 6, 16))
    with pytest.raises(DomainError, match="không góp ý cho hồ sơ của chính mình"):
        comment(cast.member, sent)

    said = comment(cast.clerk, sent)
    done = comment_service.answer_comment(comment=said, actor=cast.standing, answer="Đã xác minh.", seen=1)

    assert done.answered_by == cast.standing
    assert Notice.objects.filter(user=cast.clerk, text__contains="Đã xác minh.").exists()
    assert not comment_service.seen_comments(cast.member).exists()
    assert comment_service.seen_comments(cast.leader).get() == said


# -- The dossier ------------------------------------------------------------------------------------------------------


def test_the_checklist_says_what_is_missing_and_of_a_group_one_is_enough(cast: Cast) -> None:
    needs = current_rulebook().dossier("CSTDCS", "person", TODAY)

    empty = checklist(needs, filed=frozenset(), written=False, minuted=False)
    filled = checklist(needs, filed=frozenset({"D11_SANG_KIEN"}), written=True, minuted=True)

    assert not any(line.there for line in empty)
    there = {line.code for line in filled if line.there}
    assert there == {"D03_BC_CA_NHAN", "D09_BIEN_BAN", "D11_SANG_KIEN", "D12_HTXSNV"}


# -- The achievement report ------------------------------------------------------------------------------------------


def test_a_report_saves_itself_without_a_line_in_the_audit_and_tells_of_another_writer(
    cast: Cast, award_round: Round
) -> None:
    made = make_nomination(cast.contact, award_round=award_round, person=cast.member.person)
    first = save(cast.member, made, seen=0, by_itself=True, results="Một.")
    again = save(cast.member, made, seen=first.version, by_itself=True, results="Một, hai.")

    assert (again.version, again.parts["results"]) == (2, "Một, hai.")
    assert AchievementReport.history.count() == 1  # a pause of a moment keeps no line of history
    assert not AuditEntry.objects.exists()
    with pytest.raises(EditConflict):
        save(cast.contact, made, seen=1, by_itself=True, results="Khác.")
    assert save(cast.contact, made, seen=2, results="Khác.").saved_by == cast.contact


def test_a_sent_one_has_no_new_report(cast: Cast, award_round: Round) -> None:
    sent = make_nomination(cast.contact, award_round=award_round, person=cast.member.person, state="submitted")

    with pytest.raises(DomainError, match="Hồ sơ đã trình"):
        save(cast.member, sent, seen=0, results="Một.")


def test_the_paper_holds_the_record_and_personal_data_only_for_who_may_see_it(cast: Cast, award_round: Round) -> None:
    member = cast.member.person
    assert member is not None
    Person.objects.filter(pk=member.pk).update(birth_date=dt.date(1990, 4, 2), sex="male")
    make_years(member, {2024: "HTXSNV LDTT"}, number="12/QĐ-SNgV")
    made = Nomination.objects.get(pk=make_nomination(cast.contact, award_round=award_round, person=member).pk)
    report = save(cast.member, made, seen=0, results="Thẩm tra 14 hồ sơ.")

    own, contact = (
        words_of(report_service.report_document(made, report, user)) for user in (cast.member, cast.contact)
    )

    assert "Thẩm tra 14 hồ sơ." in contact
    assert "Số 12/QĐ-SNgV, ngày 20/12/2024" in contact
    assert "ngày 02 tháng 4 năm 1990" in own
    assert "1990" not in contact


# -- From a sheet ----------------------------------------------------------------------------------------------------


def test_a_sheet_names_row_column_and_what_is_accepted(cast: Cast, award_round: Round) -> None:
    rows = read(
        ("Hoàng Văn Em", cast.division.name, "Lao động tiên tiến", "", "", "Làm tốt."),
        ("Hoàng Văn Em", cast.division.name, "Lao động tiên tiến", "", "", "Làm tốt lần nữa."),
        ("Không Có Ai", cast.division.name, "Lao động tiên tiến", "", "", "Làm tốt."),
        ("", cast.division.name, "Lao động tiên tiến", "", "", "Tập thể."),
        ("Hoàng Văn Em", "Phòng không có", "Chiến sĩ", "", "Khen gì", ""),
    )

    plan = sheet.plan_import(award_round, rows, cast.standing)

    assert [(fault.row, fault.column) for fault in plan.faults] == [
        (3, "Họ và tên"),
        (4, "Họ và tên"),
        (5, "Danh hiệu thi đua"),
        (6, "Đơn vị"),
        (6, "Danh hiệu thi đua"),
        (6, "Loại khen"),
        (6, "Thành tích"),
    ]
    with pytest.raises(DomainError, match="chưa nhập dòng nào"):
        sheet.apply_import(award_round=award_round, actor=cast.standing, rows=rows, digest=plan.digest, today=TODAY)


def test_a_sound_sheet_makes_every_row(cast: Cast, award_round: Round) -> None:
    rows = read(
        ("Hoàng Văn Em", cast.division.name, "Lao động tiên tiến", "", "", "Làm tốt."),
        ("", cast.division.name, "", Commendation.objects.get(code="GK").name, "Chuyên đề", "Số hoá."),
    )
    rows[1]["kind"] = "Theo chuyên đề"
    plan = sheet.plan_import(award_round, rows, cast.standing)

    made = sheet.apply_import(award_round=award_round, actor=cast.standing, rows=rows, digest=plan.digest, today=TODAY)

    assert [(str(one.subject), one.kind) for one in made] == [
        ("Hoàng Văn Em", "cong_trang"),
        (cast.division.name, "chuyen_de"),
    ]


def test_a_contact_brings_in_his_own_unit_alone(cast: Cast, award_round: Round) -> None:
    rows = read(("Đặng Văn Bình", cast.other_division.name, "Lao động tiên tiến", "", "", "Làm tốt."))

    plan = sheet.plan_import(award_round, rows, cast.contact)

    assert [fault.column for fault in plan.faults] == ["Đơn vị"]


def test_the_sample_sheet_is_read_back(award_round: Round) -> None:
    assert sheet.parse_nominations(sheet.sample_sheet(award_round))[0]["title"] == "Lao động tiên tiến"


# -- What the tests share --------------------------------------------------------------------------------------------


def round_values(**values: Any) -> dict[str, Any]:
    return {
        "year": 2026,
        "achievement_year": 2025,
        "name": "Xét năm 2025",
        "task": None,
        "kind": "cong_trang",
        "opens_on": dt.date(2026, 5, 4),
        "closes_on": dt.date(2026, 12, 15),
        "comment_from": None,
        "comment_to": None,
        "guidance": "",
        "titles": list(Title.objects.filter(code="LDTT")),
        "commendations": [],
        **values,
    }


def keep_quota(cast: Cast, award_round: Round, *quotas: round_service.NewQuota) -> Round:
    return round_service.keep_quotas(
        award_round=award_round, actor=cast.standing, quotas=quotas, seen=award_round.version
    )


def review(cast: Cast, award_round: Round, *lines: service.NewLine, actor: Any = None, **values: Any) -> Any:
    return service.start_review(
        award_round=award_round,
        unit=cast.division,
        actor=actor or cast.contact,
        values={**MINUTES, **values},
        lines=lines,
        today=TODAY,
    )


def comment(actor: Any, nomination: Nomination, today: dt.date = TODAY) -> Any:
    return comment_service.add_comment(nomination=nomination, actor=actor, text="Xứng đáng.", today=today)


def save(actor: Any, nomination: Nomination, *, seen: int, by_itself: bool = False, **parts: str) -> Any:
    return report_service.save_report(nomination=nomination, actor=actor, parts=parts, seen=seen, by_itself=by_itself)


def words_of(paper: Any) -> str:
    found = []
    for block in paper.body:
        if isinstance(block, Table):
            found += [plain(cell) for row in block.rows for cell in row.cells]
        else:
            found.append(plain(getattr(block, "words", "")) or getattr(block, "text", ""))
    return "\n".join(found)


def read(*rows: tuple[str, ...]) -> list[dict[str, Any]]:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet.LAYOUT.page
    page.append([head for _, head, _ in sheet.LAYOUT.columns])
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return sheet.parse_nominations(out.getvalue())
