"""Score sheets: whose they are and when, exact points, appraisal with reasons, one objection, the close."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from emulation.models import Campaign, CampaignState, Proof, ScoreLine, ScoreSheet, ScoreTable, SheetState
from emulation.services import appraisal, score_proof, score_sheet, self_score
from emulation.services.appraisal import Verdict
from emulation.services.self_score import OwnLine
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice, User
from plans.services.bin import remove
from plans.services.evidence import NewFile
from tests.emulation.scoring_factory import (
    CLOSES,
    FULL,
    OPENS,
    keys_of,
    make_cluster_year,
    make_proof,
    make_scored_campaign,
    make_sheet,
    make_table,
)
from tests.factory import Cast, make_person, make_user

OPEN, AFTER = OPENS, CLOSES + dt.timedelta(days=1)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    return make_scored_campaign(cast)


@pytest.fixture
def table(campaign: Campaign) -> ScoreTable:
    return make_table(campaign)


def own_lines(table: ScoreTable, **changed: OwnLine) -> dict[int, OwnLine]:
    """A whole sheet as a form sends it."""
    said = {
        "Hoàn thành đúng hạn": OwnLine(2800, None, "Xong 14/14 việc."),
        "Giải quyết hồ sơ": OwnLine(None, 9500),
        "Nội bộ đoàn kết": OwnLine(1000),
        "Có sáng kiến": OwnLine(None),
        "Báo cáo chậm": OwnLine(None),
    }
    keys = keys_of(table)
    return {keys[text]: changed.get(text, line) for text, line in said.items()}


def verdicts(sheet: ScoreSheet, **changed: Verdict) -> dict[int, Verdict]:
    """The sheet appraised as it was scored, but for ``changed`` (by the text, blanks as underscores)."""
    rows = sheet.table.criteria.exclude(kind="group").values_list("pk", "text")
    own = dict(sheet.lines.values_list("criterion_id", "own"))
    return {pk: changed.get(text.replace(" ", "_"), Verdict(own.get(pk) or 0)) for pk, text in rows}


def again(sheet: ScoreSheet) -> ScoreSheet:
    return ScoreSheet.objects.get(pk=sheet.pk)


# -- Sheets ----------------------------------------------------------------------------------------------------------


def test_sheets_are_made_once_for_every_unit_that_takes_part(cast: Cast, table: ScoreTable) -> None:
    with pytest.raises(DomainError, match="mở từ ngày 16/11/2026"):
        score_sheet.make_sheets(table=table, actor=cast.standing, today=OPENS - dt.timedelta(days=1))

    first = score_sheet.make_sheets(table=table, actor=cast.standing, today=OPEN)
    second = score_sheet.make_sheets(table=table, actor=cast.standing, today=OPEN)

    units = {cast.standing_office, cast.division, cast.other_division, cast.subordinate}
    assert units <= {sheet.unit for sheet in table.sheets.all()}
    assert (first, second) == (table.sheets.count(), 0)
    assert Notice.objects.filter(user=cast.contact, text__contains="10/12/2026").count() == 1


def test_the_timer_makes_them_when_the_phase_opens(cast: Cast, table: ScoreTable) -> None:
    score_sheet.open_sheets(timezone.make_aware(dt.datetime(2026, 11, 15, 12)))
    assert not table.sheets.exists()

    for hour in (1, 12):
        score_sheet.open_sheets(timezone.make_aware(dt.datetime(2026, 11, 16, hour)))
    assert table.sheets.filter(unit=cast.division).count() == 1


def test_people_get_sheets_where_people_score(cast: Cast, campaign: Campaign) -> None:
    campaign.participants.set([cast.division])
    table = make_table(campaign, who=ScoreTable.Who.PERSON)
    gone = make_person("Đã nghỉ", cast.division, is_active=False)

    score_sheet.make_sheets(table=table, actor=cast.standing, today=OPEN)

    people = {sheet.person for sheet in table.sheets.all()}
    assert people == {cast.contact.person, cast.member.person}
    assert gone not in people


def test_only_the_standing_office_makes_them(cast: Cast, table: ScoreTable) -> None:
    with pytest.raises(NotAllowed):
        score_sheet.make_sheets(table=table, actor=cast.contact, today=OPEN)


def test_the_office_has_one_sheet_of_its_own_by_a_clusters_table(cast: Cast) -> None:
    table = make_table(make_cluster_year())
    score_sheet.make_sheets(table=table, actor=cast.standing, today=OPEN)
    sheet = table.sheets.get()
    assert sheet.unit == cast.standing_office

    self_score.save_own(sheet=sheet, actor=cast.standing, lines=own_lines(table), seen=1, today=OPEN)
    assert again(sheet).own_total == 5700
    with pytest.raises(DomainError, match="cụm, khối thẩm định"):
        self_score.send_sheet(sheet=sheet, actor=cast.standing, seen=2, today=OPEN)
    with pytest.raises(NotAllowed):
        self_score.save_own(sheet=sheet, actor=cast.contact, lines={}, seen=2, today=OPEN)


# -- Scoring oneself -------------------------------------------------------------------------------------------------


def test_a_whole_sheet_is_saved_at_once_and_its_total_is_exact(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division)

    self_score.save_own(sheet=sheet, actor=cast.contact, lines=own_lines(table), seen=1, today=OPEN)

    saved = again(sheet)
    assert (saved.own_total, saved.version) == (2800 + 1900 + 1000, 2)
    lines = {line.criterion.text: (line.own, line.achieved, line.own_note) for line in saved.lines.all()}
    assert lines == {
        "Hoàn thành đúng hạn": (2800, None, "Xong 14/14 việc."),
        "Giải quyết hồ sơ": (1900, 9500, ""),
        "Nội bộ đoàn kết": (1000, None, ""),
    }
    assert AuditEntry.objects.get(act="sheet.score").detail["1.1"] == ["chưa chấm", "28"]


def test_bounds_are_refused_with_the_sentence_and_nothing_is_kept(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division)
    lines = own_lines(table, **{"Hoàn thành đúng hạn": OwnLine(3001)})

    with pytest.raises(DomainError, match=r"Tiêu chí 1\.1: Tiêu chí này nhiều nhất 30 điểm, đang ghi 30,01"):
        self_score.save_own(sheet=sheet, actor=cast.contact, lines=lines, seen=1, today=OPEN)
    assert not ScoreLine.objects.exists()


@pytest.mark.parametrize("who", ["admin", "standing", "leader", "clerk", "member", "stranger"])
def test_nobody_else_scores_a_units_sheet_while_the_phase_is_open(cast: Cast, table: ScoreTable, who: str) -> None:
    sheet = make_sheet(table, cast.division)
    with pytest.raises(NotAllowed):
        self_score.save_own(sheet=sheet, actor=cast.user(who), lines={}, seen=1, today=OPEN, reason="Vì cần.")


def test_after_the_phase_only_the_standing_office_with_a_reason(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, own=FULL)
    lines = own_lines(table, **{"Hoàn thành đúng hạn": OwnLine(2500, None, "Xong 14/14 việc.")})

    with pytest.raises(DomainError, match="đã khoá từ ngày 11/12/2026, cần sửa thì báo thường trực"):
        self_score.save_own(sheet=sheet, actor=cast.contact, lines=lines, seen=1, today=AFTER)
    with pytest.raises(DomainError, match="Ghi lý do sửa"):
        self_score.save_own(sheet=sheet, actor=cast.standing, lines=lines, seen=1, today=AFTER)
    with pytest.raises(NotAllowed):
        self_score.save_own(sheet=sheet, actor=cast.leader, lines=lines, seen=1, today=AFTER, reason="Vì cần.")

    self_score.save_own(sheet=sheet, actor=cast.standing, lines=lines, seen=1, today=AFTER, reason="Đơn vị đề nghị.")
    entry = AuditEntry.objects.get(act="sheet.correct")
    assert (entry.note, entry.detail["1.1"]) == ("Đơn vị đề nghị.", ["28", "25"])


@pytest.mark.parametrize("state", [CampaignState.CLOSED, CampaignState.CANCELLED])
def test_nobody_scores_in_a_campaign_that_is_over(cast: Cast, table: ScoreTable, state: str) -> None:
    sheet = make_sheet(table, cast.division)
    Campaign.objects.filter(pk=table.campaign_id).update(state_reason="Hết.")
    Campaign.objects.bulk_update([Campaign(pk=table.campaign_id, state=state)], ["state"])
    for who in (cast.contact, cast.standing):
        with pytest.raises((DomainError, NotAllowed)):
            self_score.save_own(sheet=sheet, actor=who, lines={}, seen=1, today=OPEN, reason="Vì cần.")


def test_sending_names_what_is_not_scored_and_what_wants_proof(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, own={"Hoàn thành đúng hạn": 2800})

    with pytest.raises(DomainError, match=r"Chưa chấm tiêu chí 1\.2, 2\.1\. Thiếu minh chứng ở tiêu chí 1\.1"):
        self_score.send_sheet(sheet=sheet, actor=cast.contact, seen=1, today=OPEN)

    self_score.save_own(sheet=sheet, actor=cast.contact, lines=own_lines(table), seen=1, today=OPEN)
    make_proof(sheet, "Hoàn thành đúng hạn", cast.contact)
    sent = self_score.send_sheet(sheet=sheet, actor=cast.contact, seen=2, today=OPEN)
    assert (sent.state, sent.sent_by) == (SheetState.SENT, cast.contact)
    assert sent.lines.get(criterion__text="Có sáng kiến").own == 0
    assert Notice.objects.filter(user=cast.standing, text__contains="chờ thẩm định").count() == 1


def test_a_sent_sheet_is_taken_back_only_before_anybody_appraises(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, state=SheetState.SENT, own=FULL)
    with pytest.raises(DomainError, match="đã gửi, đang chờ thẩm định"):
        self_score.save_own(sheet=sheet, actor=cast.contact, lines={}, seen=1, today=OPEN)

    taken = self_score.withdraw_sheet(sheet=sheet, actor=cast.contact, seen=1, today=OPEN)
    assert taken.state == SheetState.DRAFT

    other = make_sheet(table, cast.other_division, state=SheetState.SENT, own=FULL, final=FULL)
    with pytest.raises(DomainError, match="đã bắt đầu thẩm định"):
        self_score.withdraw_sheet(sheet=other, actor=cast.stranger, seen=1, today=OPEN)


def test_two_who_score_at_once_are_told(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division)
    self_score.save_own(sheet=sheet, actor=cast.contact, lines=own_lines(table), seen=1, today=OPEN)
    with pytest.raises(EditConflict):
        self_score.save_own(sheet=sheet, actor=cast.contact, lines=own_lines(table), seen=1, today=OPEN)


def test_proofs_are_kept_and_go_into_the_bin_only_before_the_appraisal(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division)
    criterion = table.criteria.get(text="Hoàn thành đúng hạn")
    files = [NewFile("anh.png", PNG), NewFile("bang.png", PNG + b"2")]
    with pytest.raises(DomainError, match=r"“lạ\.exe”"):
        score_proof.add_proofs(
            sheet=sheet, criterion=criterion, actor=cast.contact, files=[files[0], NewFile("lạ.exe", b"MZ")], today=OPEN
        )
    assert not Proof.objects.exists()

    one, two = score_proof.add_proofs(sheet=sheet, criterion=criterion, actor=cast.contact, files=files, today=OPEN)
    score_proof.remove_proof(proof=one, actor=cast.contact, today=OPEN)
    assert list(Proof.objects.kept()) == [two]

    done = make_sheet(table, cast.other_division, state=SheetState.APPRAISED, own=FULL, final=FULL)
    proof = make_proof(done, "Hoàn thành đúng hạn", cast.stranger)
    with pytest.raises(DomainError, match="giữ làm hồ sơ"):
        remove(record=proof, actor=cast.standing)


# -- Appraisal -------------------------------------------------------------------------------------------------------


def test_each_change_wants_its_reason(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, state=SheetState.SENT, own=FULL)
    less = verdicts(sheet, Hoàn_thành_đúng_hạn=Verdict(2500))
    with pytest.raises(DomainError, match=r"Tiêu chí 1\.1: ghi lý do"):
        appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=less, seen=1)
    too_much = verdicts(sheet, Hoàn_thành_đúng_hạn=Verdict(3100, "Vượt."))
    with pytest.raises(DomainError, match="nhiều nhất 30 điểm"):
        appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=too_much, seen=1)

    said = verdicts(sheet, Hoàn_thành_đúng_hạn=Verdict(2500, "Chậm 2 việc."))
    done = appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=said, seen=1, finish=True)

    assert (done.state, done.final_total, done.appraised_own) == (SheetState.APPRAISED, 5900, False)
    entry = AuditEntry.objects.get(act="sheet.appraise")
    assert entry.detail["lines"] == {"1.1": ["28", "25", "Chậm 2 việc."]}
    assert Notice.objects.filter(user=cast.contact, text__contains="59 điểm").count() == 1


def test_changing_back_what_was_appraised_wants_a_reason_too(cast: Cast, table: ScoreTable) -> None:
    lower = {**FULL, "Hoàn thành đúng hạn": 2500}
    sheet = make_sheet(table, cast.division, state=SheetState.OBJECTED, own=FULL, final=lower, objection="Đủ việc.")
    back = verdicts(sheet)
    with pytest.raises(DomainError, match=r"Tiêu chí 1\.1: ghi lý do"):
        appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=back, seen=1, answer="Đồng ý.")

    back = verdicts(sheet, Hoàn_thành_đúng_hạn=Verdict(2800, "Theo ý kiến của đơn vị."))
    with pytest.raises(DomainError, match="Ghi trả lời"):
        appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=back, seen=1, answer=" ")
    done = appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=back, seen=1, answer="Đồng ý.")
    assert (done.state, done.final_total, done.answer) == (SheetState.APPRAISED, 6200, "Đồng ý.")


def test_appraising_the_own_units_sheet_is_written_down(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.standing_office, state=SheetState.SENT, own=FULL)
    appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=verdicts(sheet), seen=1)
    assert again(sheet).appraised_own

    other = make_user("thuongtruc2", "standing", person=make_person("Hà Văn Khác", cast.division))
    done = appraisal.save_appraisal(sheet=sheet, actor=other, lines=verdicts(sheet), seen=2, finish=True)
    assert done.appraised_own
    assert [
        entry.detail["own_unit"] for entry in AuditEntry.objects.filter(act="sheet.appraise").order_by("number")
    ] == [
        True,
        False,
    ]


def test_two_appraisers_are_told(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, state=SheetState.SENT, own=FULL)
    appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=verdicts(sheet), seen=1)
    with pytest.raises(EditConflict):
        appraisal.save_appraisal(sheet=sheet, actor=cast.standing, lines=verdicts(sheet), seen=1)


@pytest.mark.parametrize("who", ["admin", "leader", "contact", "clerk", "member", "stranger"])
def test_only_the_standing_office_appraises_and_returns(cast: Cast, table: ScoreTable, who: str) -> None:
    sheet = make_sheet(table, cast.division, state=SheetState.SENT, own=FULL)
    with pytest.raises(NotAllowed):
        appraisal.save_appraisal(sheet=sheet, actor=cast.user(who), lines={}, seen=1)
    with pytest.raises(NotAllowed):
        appraisal.return_sheet(sheet=sheet, actor=cast.user(who), reason="Sửa.", seen=1, today=OPEN)


def test_a_sheet_is_returned_with_a_reason_while_the_unit_can_still_mend_it(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, state=SheetState.SENT, own=FULL, final=FULL)
    with pytest.raises(DomainError, match="Ghi lý do trả lại"):
        appraisal.return_sheet(sheet=sheet, actor=cast.standing, reason=" ", seen=1, today=OPEN)
    with pytest.raises(DomainError, match="đã khoá từ ngày 11/12/2026"):
        appraisal.return_sheet(sheet=sheet, actor=cast.standing, reason="Sửa 1.1.", seen=1, today=AFTER)

    back = appraisal.return_sheet(sheet=sheet, actor=cast.standing, reason="Sửa 1.1.", seen=1, today=OPEN)
    assert (back.state, back.return_reason, back.final_total) == (SheetState.DRAFT, "Sửa 1.1.", 0)
    assert not back.lines.exclude(final=None).exists()


def test_a_unit_objects_once(cast: Cast, table: ScoreTable) -> None:
    sheet = make_sheet(table, cast.division, state=SheetState.APPRAISED, own=FULL, final=FULL)
    with pytest.raises(NotAllowed):
        appraisal.object_to(sheet=sheet, actor=cast.stranger, words="Không.", seen=1)
    with pytest.raises(DomainError, match="Ghi ý kiến"):
        appraisal.object_to(sheet=sheet, actor=cast.contact, words="", seen=1)
    appraisal.object_to(sheet=sheet, actor=cast.contact, words="Xem lại 1.1.", seen=1)
    appraisal.save_appraisal(
        sheet=sheet, actor=cast.standing, lines=verdicts(sheet), seen=2, answer="Giữ nguyên vì chậm 2 việc."
    )
    with pytest.raises(DomainError, match="đã có ý kiến một lần"):
        appraisal.object_to(sheet=sheet, actor=cast.contact, words="Nữa.", seen=3)


# -- The close -------------------------------------------------------------------------------------------------------


def close(table: ScoreTable, actor: User, left_out: frozenset[int] = frozenset()) -> int:
    seen = appraisal.digest_of(list(table.sheets.all()))
    return appraisal.close_scores(table=table, actor=actor, left_out=left_out, seen=seen)


def test_the_leadership_closes_with_ties_and_names_who_is_not_appraised(cast: Cast, table: ScoreTable) -> None:
    units = (cast.division, cast.other_division, cast.subordinate)
    less = {**FULL, "Có sáng kiến": 0}
    for unit, final in zip(units, (FULL, FULL, less), strict=True):
        make_sheet(table, unit, state=SheetState.APPRAISED, own=FULL, final=final)
    waiting = make_sheet(table, cast.standing_office, state=SheetState.SENT, own=FULL)

    with pytest.raises(NotAllowed):
        close(table, cast.standing)
    with pytest.raises(DomainError, match="Phòng Hợp tác quốc tế - Văn phòng chưa thẩm định xong"):
        close(table, cast.leader)

    assert close(table, cast.leader, frozenset({waiting.pk})) == 3
    found = {sheet.unit: (sheet.state, sheet.rank) for sheet in table.sheets.all()}
    assert found == {
        cast.division: (SheetState.CLOSED, 1),
        cast.other_division: (SheetState.CLOSED, 1),
        cast.subordinate: (SheetState.CLOSED, 3),
        cast.standing_office: (SheetState.LEFT_OUT, None),
    }
    with pytest.raises(DomainError, match="Điểm đã chốt"):
        close(table, cast.leader)
    with pytest.raises(DomainError, match="đã chốt điểm"):
        appraisal.object_to(sheet=table.sheets.get(unit=cast.division), actor=cast.contact, words="Không.", seen=2)


def test_closing_what_was_not_shown_is_refused(cast: Cast, table: ScoreTable) -> None:
    make_sheet(table, cast.division, state=SheetState.APPRAISED, own=FULL, final=FULL)
    seen = appraisal.digest_of(list(table.sheets.all()))
    make_sheet(table, cast.other_division, state=SheetState.APPRAISED, own=FULL, final=FULL)
    with pytest.raises(DomainError, match="vừa thay đổi"):
        appraisal.close_scores(table=table, actor=cast.leader, left_out=frozenset(), seen=seen)


def test_a_person_scores_his_own_sheet_alone(cast: Cast, campaign: Campaign) -> None:
    table = make_table(campaign, who=ScoreTable.Who.PERSON)
    sheet = make_sheet(table, person=cast.member.person)
    self_score.save_own(sheet=sheet, actor=cast.member, lines=own_lines(table), seen=1, today=OPEN)
    with pytest.raises(NotAllowed):
        self_score.save_own(sheet=sheet, actor=cast.contact, lines={}, seen=2, today=OPEN)
    assert list(ScoreSheet.objects.visible_to(cast.member)) == [sheet]
    assert not ScoreSheet.objects.visible_to(cast.contact).exists()
