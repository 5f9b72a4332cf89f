"""Nominations: made, checked against the rules, sent, examined, returned; what clashes, what is held, what is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from awards.models import InitiativeUse, Nomination, Round, RuleVersion
from awards.services import nomination as service
from awards.services import nomination_way as way
from awards.services.nomination import NewNomination
from awards.services.nomination_file import add_files, remove_file
from emulation.models import Commendation, Title
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice
from plans.services.evidence import NewFile
from tests.awards.eligibility_factory import make_hold, make_work, make_years
from tests.awards.nomination_acts import (
    TODAY,
    WORDS,
    accept,
    entry,
    honour,
    person_of,
    ready,
    send,
    start,
    state_all,
    title,
)
from tests.awards.nomination_factory import (
    ACHIEVEMENT,
    PDF,
    make_nomination,
    make_review,
    make_round,
)
from tests.awards.rule_factory import confirm_rule
from tests.factory import Cast, make_person, make_unit


@pytest.fixture
def award_round(cast: Cast) -> Round:
    """A round of 2026 on the year 2025, with two titles and two commendations."""
    titles = Title.objects.filter(code__in=("LDTT", "CSTDCS", "TTLDTT"))
    forms = Commendation.objects.filter(code__in=("GK", "BK_TINH"))
    return make_round(cast.standing, titles=titles, commendations=forms)


def test_a_contact_nominates_a_person_of_his_unit(cast: Cast, award_round: Round) -> None:
    member = person_of(cast)

    made = start(cast.contact, award_round, member, "LDTT")

    assert (made.person, made.title, made.year, made.state) == (member, title("LDTT"), 2025, "draft")
    assert list(AuditEntry.objects.values_list("act", flat=True)) == ["nomination.start"]


def test_nobody_nominates_people_of_other_units(cast: Cast, award_round: Round) -> None:
    with pytest.raises(NotAllowed, match="Đầu mối đơn vị đề nghị người"):
        start(cast.stranger, award_round, person_of(cast), "LDTT")


def test_units_nominate_within_the_days_of_intake_and_the_standing_office_at_any_time(
    cast: Cast, award_round: Round
) -> None:
    late = award_round.closes_on + dt.timedelta(days=1)
    early = award_round.opens_on - dt.timedelta(days=1)

    with pytest.raises(DomainError, match="nhận hồ sơ đến hết ngày 31/12/2026"):
        start(cast.contact, award_round, person_of(cast), "LDTT", today=late)
    with pytest.raises(DomainError, match="nhận hồ sơ từ ngày 02/01/2026"):
        start(cast.contact, award_round, person_of(cast), "LDTT", today=early)

    assert start(cast.standing, award_round, person_of(cast), "LDTT", today=late).pk


def test_an_honour_of_another_round_or_another_kind_of_subject_is_refused(cast: Cast, award_round: Round) -> None:
    with pytest.raises(DomainError, match="không xét trong"):
        start(cast.standing, award_round, person_of(cast), "CSTD_TINH")
    with pytest.raises(DomainError, match="không dành cho cá nhân"):
        start(cast.standing, award_round, person_of(cast), "TTLDTT")
    with pytest.raises(DomainError, match="không dành cho tập thể"):
        start(cast.standing, award_round, cast.division, "LDTT")


def test_who_no_longer_works_here_and_a_dissolved_unit_are_refused(cast: Cast, award_round: Round) -> None:
    gone, closed = make_person(unit=cast.division, is_active=False), make_unit(is_active=False)

    with pytest.raises(DomainError, match="đã thôi công tác"):
        start(cast.standing, award_round, gone, "LDTT")
    with pytest.raises(DomainError, match="đã giải thể"):
        start(cast.standing, award_round, closed, "TTLDTT")


@pytest.mark.parametrize(
    ("code", "kind", "words", "refused"),
    [
        ("LDTT", "cong_trang", "Thành tích khác hẳn.", True),  # a title once a year
        ("GK", "cong_trang", "Thành tích khác hẳn.", True),  # a form for merit once a year
        ("GK", "dot_xuat", ACHIEVEMENT, True),  # the same achievement
        ("GK", "dot_xuat", "Cứu nạn ở cửa khẩu.", False),  # another achievement
    ],
)
def test_the_same_honour_twice_is_refused_for_the_same_achievement(
    cast: Cast, award_round: Round, code: str, kind: str, words: str, *, refused: bool
) -> None:
    make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour(code))
    new = NewNomination(honour=entry(code), achievement=words, kind=kind)
    confirm_rule("R1", cast.standing)

    if refused:
        with pytest.raises(DomainError, match="Đề nghị trùng"):
            start(cast.contact, award_round, person_of(cast), code, new=new)
    else:
        assert start(cast.contact, award_round, person_of(cast), code, new=new).pk


def test_what_was_given_already_is_not_proposed_again(cast: Cast, award_round: Round) -> None:
    make_years(person_of(cast), {2025: "LDTT"})

    with pytest.raises(DomainError, match="đã tặng"):
        start(cast.contact, award_round, person_of(cast), "LDTT")


def test_a_withdrawn_one_is_in_nobodys_way_until_it_is_taken_up_again(cast: Cast, award_round: Round) -> None:
    old = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), state="withdrawn")
    start(cast.contact, award_round, person_of(cast), "LDTT")

    with pytest.raises(DomainError, match="Đề nghị trùng"):
        way.take_up_nomination(nomination=old, actor=cast.contact, seen=1)


def test_one_achievement_declared_for_two_honours_is_not_sent(cast: Cast, award_round: Round) -> None:
    first = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))
    ready(cast)
    second = make_nomination(
        cast.contact, award_round=award_round, person=person_of(cast), same_as=first, **honour("GK")
    )

    confirm_rule("R1", cast.standing)

    with pytest.raises(DomainError, match="cùng thành tích với “Lao động tiên tiến”"):
        send(second, cast)


def test_one_achievement_is_only_shown_while_its_rule_warns(cast: Cast, award_round: Round) -> None:
    """A wording that nobody has confirmed shows; only a confirmed one refuses."""
    RuleVersion.objects.current().filter(rule__code="R1").update(enforcement="warn")
    make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("GK"))
    new = NewNomination(honour=entry("GK"), achievement=ACHIEVEMENT, kind="dot_xuat")

    assert start(cast.contact, award_round, person_of(cast), "GK", new=new).pk


def test_an_initiative_is_counted_and_freed_again_when_the_nomination_is_withdrawn(
    cast: Cast, award_round: Round
) -> None:
    work = make_work(person_of(cast), 2025, by=cast.contact)
    new = NewNomination(honour=entry("CSTDCS"), achievement=WORDS, works=[work])
    made = start(cast.contact, award_round, person_of(cast), "CSTDCS", new=new)
    assert InitiativeUse.objects.filter(nomination=made, initiative=work).exists()

    way.withdraw_nomination(nomination=made, actor=cast.contact, seen=made.version)

    assert not InitiativeUse.objects.filter(nomination=made).exists()


def test_an_unmet_confirmed_condition_stops_the_sending(cast: Cast, award_round: Round) -> None:
    make_years(person_of(cast), {2025: "HTNV"})
    state_all(cast)
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))

    with pytest.raises(DomainError, match=r"Chưa trình được\. Không đạt: Hoàn thành tốt nhiệm vụ"):
        send(made, cast, reason="Vẫn muốn trình.")


def test_what_is_not_known_never_passes_silently(cast: Cast, award_round: Round) -> None:
    make_years(person_of(cast), {2025: "HTTNV"})
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))

    with pytest.raises(DomainError, match="Chưa rõ, phải xác nhận"):
        send(made, cast, reason="Vẫn muốn trình.")


def test_a_warning_goes_with_a_reason_and_the_findings_of_the_moment_are_kept(cast: Cast, award_round: Round) -> None:
    ready(cast)
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))
    with pytest.raises(DomainError, match="Còn cảnh báo: ghi lý do vẫn trình"):  # no review was held
        send(made, cast)

    sent = send(made, cast, reason="Đơn vị họp bù ngày 10/6.")

    assert (sent.state, sent.override_reason) == ("submitted", "Đơn vị họp bù ngày 10/6.")
    assert {one["key"] for one in sent.findings["findings"]} >= {"rating.HTTNV.1", "R4", "R5"}
    assert Notice.objects.filter(user=cast.standing, url=way.page_of(sent)).exists()


def test_with_minutes_and_everything_met_no_reason_is_asked_for(cast: Cast, award_round: Round) -> None:
    ready(cast)
    make_review(award_round, cast.division, cast.contact)
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))

    assert send(made, cast).override_reason == ""


def test_a_held_person_is_neither_sent_nor_found_eligible_while_the_hold_is_open(
    cast: Cast, award_round: Round
) -> None:
    ready(cast)
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))
    sent = make_nomination(
        cast.contact, award_round=award_round, person=person_of(cast), state="submitted", **honour("GK")
    )
    make_hold(person_of(cast), cast.standing)

    with pytest.raises(DomainError, match="Hồ sơ đang được cơ quan thường trực xem xét"):
        send(made, cast, reason="Gấp.")
    with pytest.raises(DomainError, match=r"Tạm dừng xét: .* từ 04/05/2026"):
        accept(sent, cast, received_on=timezone.localdate(), today=timezone.localdate())


@pytest.mark.parametrize(("received", "law"), [(dt.date(2026, 9, 30), "LAW_2022"), (dt.date(2026, 10, 1), "LAW_2026")])
def test_the_day_of_receipt_decides_which_law_applies(
    cast: Cast, award_round: Round, received: dt.date, law: str
) -> None:
    ready(cast)
    sent = make_nomination(
        cast.contact, award_round=award_round, person=person_of(cast), state="submitted", **honour("LDTT")
    )

    at = timezone.make_aware(dt.datetime.combine(received, dt.time(9)))
    Nomination.objects.filter(pk=sent.pk).update(submitted_at=at)

    done = accept(sent, cast, received_on=received, today=dt.date(2026, 10, 5))

    assert (done.state, done.received_on, done.law) == ("eligible", received, law)
    assert done.law_reason


def test_a_day_of_receipt_before_the_sending_says_why_and_one_after_today_is_refused(
    cast: Cast, award_round: Round
) -> None:
    ready(cast)
    sent = make_nomination(
        cast.contact, award_round=award_round, person=person_of(cast), state="submitted", **honour("LDTT")
    )
    today = timezone.localdate()
    early, late = today - dt.timedelta(days=1), today + dt.timedelta(days=1)
    with pytest.raises(DomainError, match="ở sau hôm nay"):
        accept(sent, cast, received_on=late, today=today)
    with pytest.raises(DomainError, match="phải ghi lý do"):
        accept(sent, cast, received_on=early, today=today)

    accept(sent, cast, received_on=early, today=today, early_reason="Bản giấy đến văn thư, số đến 512.")

    assert AuditEntry.objects.get(act="nomination.accept").note.endswith("Bản giấy đến văn thư, số đến 512.")


def test_a_return_needs_a_reason_and_tells_who_made_it(cast: Cast, award_round: Round) -> None:
    sent = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), state="submitted")
    with pytest.raises(DomainError, match="Ghi lý do trả lại"):
        way.return_nomination(nomination=sent, actor=cast.standing, reason=" ", seen=1)

    back = way.return_nomination(nomination=sent, actor=cast.standing, reason="Thiếu biên bản.", seen=1)

    assert (back.state, back.return_reason) == ("draft", "Thiếu biên bản.")
    assert Notice.objects.filter(user=cast.contact, text__contains="Thiếu biên bản.").exists()


def test_an_examined_one_is_locked_until_it_is_unlocked_with_a_reason(cast: Cast, award_round: Round) -> None:
    done = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), state="eligible")
    new = NewNomination(honour=entry("LDTT"), achievement=WORDS)
    with pytest.raises(DomainError, match="khoá lại"):
        service.change_nomination(nomination=done, actor=cast.contact, new=new, seen=1)
    with pytest.raises(DomainError, match="không thu hồi được"):
        way.withdraw_nomination(nomination=done, actor=cast.contact, seen=1)

    back = way.unlock_nomination(nomination=done, actor=cast.standing, reason="Sai năm.", seen=1)

    assert (back.state, back.unlock_reason, back.received_on, back.checked_by) == ("draft", "Sai năm.", None, None)


def test_nobody_examines_his_own_and_the_leadership_does_it_for_the_standing_office(
    cast: Cast, award_round: Round
) -> None:
    own = make_nomination(cast.standing, award_round=award_round, state="submitted")
    other = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), state="submitted")

    answers = [user.has_perm("awards.examine", one) for one in (own, other) for user in (cast.standing, cast.leader)]

    assert answers == [False, True, True, False]


def test_a_nomination_changed_meanwhile_is_told(cast: Cast, award_round: Round) -> None:
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), version=2)
    new = NewNomination(honour=entry("LDTT"), achievement=WORDS)

    with pytest.raises(EditConflict):
        service.change_nomination(nomination=made, actor=cast.contact, new=new, seen=1)
    with pytest.raises(EditConflict):
        way.withdraw_nomination(nomination=made, actor=cast.contact, seen=1)


def test_what_a_dossier_lacks_is_named_before_it_is_sent(cast: Cast, award_round: Round) -> None:
    """The list for Giấy khen is a suggestion and only said; one that was confirmed asks for a reason, or stops."""
    ready(cast)
    make_review(award_round, cast.division, cast.contact)
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))
    rule = RuleVersion.objects.current().filter(rule__code="LDTT", aspect="dossier")

    said = []
    for values in ({}, {"status": "confirmed", "confidence": "A"}, {"enforcement": "block"}):
        if values:
            rule.update(**values)
        _, found = way.looked_at(made, cast.contact, TODAY)
        said.append([any("còn thiếu: Biên bản bình xét" in one for one in words) for words in vars(found).values()])

    assert said == [[False, False, True], [False, True, False], [True, False, False]]


def test_files_are_sniffed_kept_and_put_into_the_bin(cast: Cast, award_round: Round) -> None:
    made = make_nomination(cast.contact, award_round=award_round, person=person_of(cast))
    with pytest.raises(DomainError, match="Trang"):
        add_files(nomination=made, actor=cast.contact, document="KHAC", files=[NewFile("Trang.exe", b"MZ\x90")])

    kept = add_files(nomination=made, actor=cast.contact, document="KHAC", files=[NewFile("a.pdf", PDF)])
    remove_file(file=kept[0], actor=cast.contact)

    assert not made.files.filter(removed_at=None).exists()


def test_a_draft_goes_into_the_bin_a_sent_one_does_not(cast: Cast, award_round: Round) -> None:
    draft = make_nomination(cast.contact, award_round=award_round, person=person_of(cast))
    service.remove_nomination(nomination=draft, actor=cast.contact)
    sent = make_nomination(cast.contact, award_round=award_round, person=person_of(cast), state="submitted")

    with pytest.raises(DomainError, match="Chỉ bỏ được bản thảo"):
        service.remove_nomination(nomination=sent, actor=cast.contact)
