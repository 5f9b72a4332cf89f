"""Secret ballots on the screen, and printed ones counted twice: refused with a sentence, exact, of nobody."""

from __future__ import annotations

import io
import itertools
import json
import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from awards.models import BallotPrint, Choice, CountLine, Meeting, MeetingState, SecretBallot, VoteMethod, VoterMark
from awards.services.ballot_count import Counted, compared, count_again, hand_in_count, note_print, start_counting
from awards.services.meeting_document import _corrected
from awards.services.meeting_reading import MeetingReading
from awards.services.secret_ballot import (
    cast_ballot,
    paper_for,
    published_ballots,
)
from awards.services.vote_result import results_of, seal_meeting
from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry, User
from tests.awards.ballot_factory import cast_all, count_all, make_sitting, office_people, voters
from tests.factory import Cast, make_user

SEVEN = [(6, 0, 0), (7, 0, 0), (5, 1, 1)]


def counting(cast: Cast) -> Meeting:
    """Seven came, the member among them votes on two of the three items; nobody has counted."""
    return make_sitting(cast, state=MeetingState.COUNTING)


def again(meeting: Meeting, actor: User, order: int, first: Counted, second: Counted) -> Meeting:
    item = meeting.items.get(order=order)
    fresh = Meeting.objects.get(pk=meeting.pk)
    counts = {"first": first, "second": second, "reason": "Bỏ sót một phiếu."}
    return count_again(actor=actor, meeting=fresh, item=item, seen=fresh.version, **counts)


# -- Printed ballots ---------------------------------------------------------------------------------------------------


def test_two_people_count_and_their_numbers_stand_side_by_side(cast: Cast) -> None:
    meeting = counting(cast)
    count_all(meeting, cast.standing, 1, SEVEN, 7)
    assert [(row.first is not None, row.second) for row in compared(MeetingReading(meeting))] == [(True, None)] * 3

    count_all(meeting, cast.contact, 2, SEVEN, 7)

    assert all(row.agrees for row in compared(MeetingReading(meeting)))
    assert list(
        CountLine.objects.filter(count__turn=2).order_by("item__order").values_list("yes", "no", "spoiled")
    ) == [
        (6, 0, 0),
        (7, 0, 0),
        (5, 1, 1),
    ]


@pytest.mark.parametrize(
    ("lines", "ballots", "sentence"),
    [
        ([(6, 0, 0), (7, 0, 0), (5, 1, 0)], 7, "cộng lại là 6, phải bằng 7 phiếu có dòng này"),
        ([(7, 0, 0), (7, 0, 0), (5, 1, 1)], 7, "cộng lại là 7, phải bằng 6 phiếu có dòng này"),
        (SEVEN, 8, "Phát ra 8 phiếu nhưng chỉ có 7 người bỏ phiếu"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_nothing_is_kept(
    cast: Cast, lines: list[tuple[int, int, int]], ballots: int, sentence: str
) -> None:
    meeting = counting(cast)

    with pytest.raises(DomainError, match=sentence):
        count_all(meeting, cast.standing, 1, lines, ballots)

    assert not meeting.counts.exists()


def test_more_ballots_back_than_out_are_refused(cast: Cast) -> None:
    meeting = counting(cast)
    lines = {item.pk: Counted(7, 0, 0) for item in meeting.items.all()}
    with pytest.raises(DomainError, match="Thu về 7 phiếu, nhiều hơn phát ra 6"):
        hand_in_count(actor=cast.standing, meeting=meeting, turn=1, given_out=6, given_back=7, lines=lines)


def test_one_person_does_not_enter_both_turns_nor_a_third_any(cast: Cast) -> None:
    meeting = counting(cast)
    count_all(meeting, cast.standing, 1, SEVEN, 7)

    with pytest.raises(DomainError, match="Lần nhập 1 do anh, chị nhập"):
        count_all(meeting, cast.standing, 2, SEVEN, 7)
    with pytest.raises(DomainError, match="Lần nhập 1 đã xong"):
        count_all(meeting, cast.contact, 1, SEVEN, 7)
    count_all(meeting, cast.contact, 2, SEVEN, 7)
    with pytest.raises(DomainError, match="Lần nhập 2 đã xong"):
        count_all(meeting, cast.admin, 2, SEVEN, 7)


def test_a_nominee_counts_nothing_and_who_sits_nowhere_neither(cast: Cast) -> None:
    meeting = counting(cast)
    with pytest.raises(DomainError, match="là người được xét"):
        count_all(meeting, cast.member, 1, SEVEN, 7)
    with pytest.raises(NotAllowed):
        count_all(meeting, make_user("ngoài"), 1, SEVEN, 7)


def test_a_row_that_differs_is_counted_again_and_what_stood_there_stays(cast: Cast) -> None:
    meeting = counting(cast)
    count_all(meeting, cast.standing, 1, SEVEN, 7)
    count_all(meeting, cast.contact, 2, [(6, 0, 0), (6, 1, 0), (5, 1, 1)], 7)
    assert [row.differs for row in compared(MeetingReading(meeting))] == [False, True, False]
    fresh = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(DomainError, match="Còn lệch ở dòng 2"):
        seal_meeting(actor=cast.standing, meeting=fresh, seen=fresh.version)
    with pytest.raises(DomainError, match="Không ai kiểm lại phiếu xét chính mình"):
        again(meeting, cast.member, 1, Counted(6, 0, 0), Counted(6, 0, 0))
    with pytest.raises(DomainError, match="phải bằng 7"):
        again(meeting, cast.standing, 2, Counted(6, 0, 0), Counted(6, 0, 0))

    again(meeting, cast.standing, 2, Counted(7, 0, 0), Counted(7, 0, 0))

    assert all(row.agrees for row in compared(MeetingReading(meeting)))
    kept = CountLine.objects.get(count__turn=2, item__order=2)
    assert [(one["yes"], one["no"], one["by"], one["why"]) for one in kept.earlier] == [
        (6, 1, cast.standing.get_full_name(), "Bỏ sót một phiếu.")
    ]
    assert [words.partition("; lý do: ")[2] for words in _corrected(MeetingReading(meeting))] == ["Bỏ sót một phiếu"]
    assert CountLine.objects.get(count__turn=1, item__order=2).earlier == []
    assert AuditEntry.objects.filter(act="ballot.count_again").count() == 1


def test_hands_are_counted_once_while_the_vote_is_open(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.HANDS)
    with pytest.raises(DomainError, match="giơ tay chỉ nhập một lần"):
        count_all(meeting, cast.standing, 2, SEVEN, 7)

    count_all(meeting, cast.standing, 1, SEVEN, 7)

    with pytest.raises(DomainError, match="Lần nhập 1 đã xong"):
        count_all(meeting, cast.contact, 1, SEVEN, 7)
    fresh = Meeting.objects.get(pk=meeting.pk)
    assert seal_meeting(actor=cast.standing, meeting=fresh, seen=fresh.version).state == MeetingState.RESULTS


def test_printing_again_asks_why(cast: Cast) -> None:
    meeting = make_sitting(cast)
    note_print(actor=cast.standing, meeting=meeting, ballots=7)
    with pytest.raises(DomainError, match="Ghi lý do in lại"):
        note_print(actor=cast.standing, meeting=meeting, ballots=7)
    note_print(actor=cast.standing, meeting=meeting, ballots=7, reason="máy in kẹt giấy")
    assert list(BallotPrint.objects.values_list("ballots", "reason")) == [(7, ""), (7, "máy in kẹt giấy")]
    with pytest.raises(DomainError, match="không dùng phiếu in"):
        note_print(actor=cast.standing, meeting=make_sitting(cast, method=VoteMethod.HANDS), ballots=7)


def test_only_printed_ballots_are_collected(cast: Cast) -> None:
    paper, hands = make_sitting(cast), make_sitting(cast, method=VoteMethod.HANDS)
    assert start_counting(actor=cast.standing, meeting=paper, seen=paper.version).state == MeetingState.COUNTING
    with pytest.raises(DomainError, match="Chỉ phiếu in mới có bước kiểm phiếu"):
        start_counting(actor=cast.standing, meeting=hands, seen=hands.version)


# -- On the screen -----------------------------------------------------------------------------------------------------


def test_a_vote_is_taken_once_whole_and_answered_with_a_receipt(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)

    receipt = cast_all(meeting, cast.contact, item_3=Choice.NO)

    assert len(receipt) == 8
    assert dict(VoterMark.objects.filter(has_voted=True).values_list("seat__person", "receipt")) == {
        cast.contact.person_id: receipt
    }
    assert sorted(SecretBallot.objects.values_list("item__order", "choice")) == [(1, "yes"), (2, "yes"), (3, "no")]
    with pytest.raises(DomainError, match=f"đã bỏ phiếu.*{receipt}"):
        cast_all(meeting, cast.contact)
    assert SecretBallot.objects.count() == 3


def test_nobody_has_the_own_item_before_him_nor_votes_on_it(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    mark = MeetingReading(meeting).mark_of(cast.member.person_id)
    assert mark is not None
    paper = paper_for(MeetingReading(meeting), cast.member)

    assert ([item.order for item in paper.items], [item.order for item in paper.own]) == ([2, 3], [1])
    everything = {item.pk: "yes" for item in meeting.items.all()}
    with pytest.raises(DomainError, match="Danh sách xét vừa thay đổi"):
        cast_ballot(actor=cast.member, meeting=meeting, choices=everything)
    cast_all(meeting, cast.member)
    assert sorted(SecretBallot.objects.values_list("item__order", flat=True)) == [2, 3]


def test_an_item_left_out_or_a_word_that_is_none_casts_nothing(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    pks = list(meeting.items.order_by("order").values_list("pk", flat=True))

    with pytest.raises(DomainError, match="Còn 1 nội dung chưa chọn"):
        cast_ballot(actor=cast.contact, meeting=meeting, choices=dict.fromkeys(pks[:2], "yes"))
    with pytest.raises(DomainError, match="Có ý kiến không đọc được"):
        cast_ballot(actor=cast.contact, meeting=meeting, choices=dict.fromkeys(pks, "maybe"))

    assert not SecretBallot.objects.exists()
    assert not VoterMark.objects.filter(has_voted=True).exists()


@pytest.mark.parametrize("state", [state for state in MeetingState if state != MeetingState.VOTING])
def test_a_vote_that_is_not_open_is_refused_with_the_sentence_of_its_state(cast: Cast, state: str) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(DomainError, match=r"bỏ phiếu|nhận thêm phiếu"):
        cast_ballot(actor=cast.contact, meeting=meeting, choices={})


def test_who_is_absent_or_sits_nowhere_has_no_ballot(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN, absent=[cast.clerk.person])
    for user in (cast.clerk, make_user("ngoài")):
        with pytest.raises(NotAllowed, match="không có tên trong danh sách bỏ phiếu"):
            cast_ballot(actor=user, meeting=meeting, choices={})
    with pytest.raises(DomainError, match="không bỏ phiếu trên màn hình"):
        cast_ballot(actor=cast.contact, meeting=make_sitting(cast), choices={})


def test_who_came_for_another_in_one_meeting_does_not_vote_for_him_in_the_next(cast: Cast) -> None:
    first = make_sitting(cast, method=VoteMethod.SCREEN, people=office_people(cast)[:5])
    seat = first.council.seats.get(person=cast.contact.person)
    stand_in = first.council.seats.create(
        person=cast.stranger.person, role="member", from_on=seat.from_on, stands_in_for=seat, order=9
    )
    first.attendance.filter(seat=seat).update(came=stand_in)
    mark = MeetingReading(first).mark_of(cast.stranger.person_id)
    assert mark is not None
    assert mark.seat == seat.pk
    assert MeetingReading(first).mark_of(cast.contact.person_id) is None

    first.attendance.filter(seat=seat).update(came=seat)
    assert MeetingReading(first).mark_of(cast.stranger.person_id) is None


def test_a_double_click_casts_once(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    choices = dict.fromkeys(meeting.items.values_list("pk", flat=True), "yes")
    cast_ballot(actor=cast.contact, meeting=meeting, choices=choices, key="một")
    with pytest.raises(AlreadyDone):
        cast_ballot(actor=cast.contact, meeting=meeting, choices=choices, key="một")
    assert SecretBallot.objects.count() == 3


def test_results_are_known_only_when_closed_and_anybody_counts_them_from_the_published_list(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    said = dict(zip(voters(cast), ["yes", "no", "yes", "none", "yes", "yes", "no"], strict=True))
    receipts = {cast_all(meeting, user, choice) for user, choice in said.items()}
    assert [one.votes for one in results_of(MeetingReading(meeting))] == [None] * 3

    fresh = Meeting.objects.get(pk=meeting.pk)
    sealed = seal_meeting(actor=cast.standing, meeting=fresh, seen=fresh.version)

    tally = Counter(published_ballots(sealed))
    counted = [tuple(tally[item.pk, choice] for choice in Choice) for item in sealed.items.order_by("order")]
    assert counted == [(3, 2, 1), (4, 2, 1), (4, 2, 1)]
    frozen = sealed.items.order_by("order").values_list("yes", "no", "spoiled")
    assert counted == list(frozen)
    assert MeetingReading(sealed).receipts == sorted(receipts)


# -- Nothing ties a ballot to its voter --------------------------------------------------------------------------------


def rows_of_every_table() -> dict[str, list[dict[str, Any]]]:
    """Every table of the database as it lies there, with rowid on SQLite and the writing transaction on PostgreSQL."""
    found: dict[str, list[dict[str, Any]]] = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            more = ", xmin::text AS xmin_, ctid::text AS place_" if connection.vendor == "postgresql" else ""
            cursor.execute(f'SELECT *{more} FROM "{name}"')
            columns = [column[0] for column in cursor.description]
            found[name] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return found


def vote_all(cast: Cast, meeting: Meeting, votes: Iterable[str]) -> None:
    """Each voter in turn by the pages of the site, one said no, all others yes."""
    for user, choice in zip(voters(cast), votes, strict=True):
        client = Client()
        client.force_login(user)
        address = reverse("awards:ballot_own", args=[meeting.pk])
        asked = {f"choice_{pk}": choice for pk in meeting.items.values_list("pk", flat=True)}
        client.post(address, {**asked, "step": "look"})
        client.post(address, {**asked, "step": "cast", "submit_key": f"{user.pk}"})


@pytest.mark.django_db
def test_no_table_history_audit_session_or_log_ties_a_ballot_to_its_voter(
    cast: Cast, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    logging.getLogger("django").addHandler(handler)
    vote_all(cast, meeting, ["no", "yes", "yes", "yes", "yes", "yes", "yes"])
    logging.getLogger().removeHandler(handler)
    logging.getLogger("django").removeHandler(handler)
    assert VoterMark.objects.filter(has_voted=True).count() == 7

    tables = rows_of_every_table()
    ballots = tables.pop("awards_secretballot")
    assert [set(one) - {"xmin_", "place_"} for one in ballots] == [{"id", "item_id", "choice"}] * 20
    # No other row knows a key of a ballot, and nobody's choice stands in any other table or in the log
    keys = {str(one["id"]) for one in ballots}
    elsewhere = json.dumps(tables, default=str, ensure_ascii=False)
    assert not [key for key in keys if key in elsewhere or key in log.getvalue()]
    assert not any(
        f"choice_{item}" in elsewhere + log.getvalue() for item in meeting.items.values_list("pk", flat=True)
    )
    # What is written of a vote says who and when, the same for all
    entries = [row for row in tables["plans_auditentry"] if row["act"] == "ballot.cast"]
    told = {(row["note"], str(row["detail"]), row["state_from"], row["state_to"]) for row in entries}
    assert (len(entries), len(told)) == (7, 1)
    # One transaction last wrote all ballots and all marks: it is nobody's more than another's
    assert len({one.get("xmin_") for one in ballots}) == 1
    assert len({one.get("xmin_") for one in tables["awards_votermark"]}) == 1


def test_keys_and_places_of_ballots_say_nothing_of_the_order_of_voting(cast: Cast) -> None:
    """The only no is cast by the first voter: among the rows of its item it stands now here, now there."""
    places: Counter[int] = Counter()
    keys: Counter[int] = Counter()
    for _ in range(12):
        meeting = make_sitting(cast, method=VoteMethod.SCREEN)
        first, *others = voters(cast)
        cast_all(meeting, first, Choice.NO)
        for user in others:
            cast_all(meeting, user)
        item = meeting.items.get(order=3)
        order = "ctid" if connection.vendor == "postgresql" else "rowid"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT choice FROM awards_secretballot WHERE item_id = %s ORDER BY {order}", [item.pk])
            places[[row[0] for row in cursor.fetchall()].index("no")] += 1
        by_key = SecretBallot.objects.filter(item=item).order_by("id").values_list("choice", flat=True)
        keys[list(by_key).index("no")] += 1
        cast.office.refresh_from_db()
    assert max(len(places), len(keys)) > 2
    assert min(len(places), len(keys)) > 1


def test_a_cast_writes_every_ballot_anew_under_another_key(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    seen: list[set[int]] = []
    for user in voters(cast)[:3]:
        cast_all(meeting, user)
        seen.append(set(SecretBallot.objects.values_list("pk", flat=True)))
    assert [len(keys) for keys in seen] == [3, 6, 9]
    assert not any(one & other for one, other in itertools.combinations(seen, 2))


def test_no_model_of_a_vote_keeps_history_time_or_voter_beside_what_was_voted() -> None:
    names = {field.name for field in SecretBallot._meta.get_fields()}
    assert names == {"id", "item", "choice"}
    assert not [
        model for model in apps.get_models() if model.__name__ in ("HistoricalSecretBallot", "HistoricalVoterMark")
    ]
    kept = {type(field).__name__ for field in VoterMark._meta.concrete_fields}
    assert not kept & {"DateTimeField", "DateField", "TimeField"}


@pytest.mark.parametrize("method", [VoteMethod.SCREEN])
def test_fifteen_members_on_three_hundred_nominees_exact_and_in_few_queries(
    cast: Cast, method: str, django_assert_max_num_queries: Any
) -> None:
    from tests.factory import make_person  # noqa: PLC0415

    users = [*voters(cast), *[make_user(f"uv{n}", person=make_person(f"Vi Văn {n}", cast.division)) for n in range(8)]]
    meeting = make_sitting(cast, method=method, nominees=300, people=[user.person for user in users])
    for n, user in enumerate(users):
        cast_all(meeting, user, Choice.NO if n % 5 == 4 else Choice.YES)
    client = Client()
    client.force_login(cast.standing)
    Meeting.objects.filter(pk=meeting.pk).update(version=meeting.version)
    with django_assert_max_num_queries(12):
        client.get(reverse("awards:ballot_own", args=[meeting.pk]))

    fresh = Meeting.objects.get(pk=meeting.pk)
    sealed = seal_meeting(actor=cast.standing, meeting=fresh, seen=fresh.version)

    own = sealed.items.get(order=1)
    assert (own.yes, own.no, own.spoiled) == (11, 3, 0)
    assert set(sealed.items.exclude(order=1).values_list("yes", "no", "spoiled")) == {(12, 3, 0)}
    assert SecretBallot.objects.count() == 15 * 300 - 1
