"""Pages of what goes up: both tracks, choosing and writing a letter, its acts, the answers, the pack; who sees what."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Answer, AwardLetter, LetterKind, LetterState, Track, TrackDeadline
from plans.models import AuditEntry, Plan
from plans.services.search import find
from tests.awards.letter_factory import WORDS, make_deadline, make_letter, make_ready
from tests.factory import Cast, make_person, make_task
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST, MOST_OF_LETTER = 10, 12  # the acts on a letter and its pack ask of the rules and of every dossier as well


@pytest.fixture(autouse=True)
def _late_march(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 3, 30, 9))


def url(name: str, *args: Any) -> str:
    return reverse(f"awards:{name}", args=args)


def test_an_unknown_deadline_is_said_and_bac_ninh_is_only_a_remark(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")

    before = said(client.get(url("letter_list")))
    made = client.post(
        url("deadline_new"),
        {
            "track": "province",
            "year": "2026",
            "what": "Khen thưởng hằng năm",
            "due_on": "10/12/2026",
            "source": "Sở Nội vụ trả lời qua điện thoại",
            "confidence": "B",
            "version": "0",
        },
    )
    after = said(client.get(url("letter_list")))

    assert "Chưa biết, hỏi Sở Nội vụ." in before
    assert "Bắc Ninh nhận hồ sơ hằng năm trước ngày 10/12" in before
    assert made.status_code == 302
    assert "Chưa biết, hỏi Sở Nội vụ." not in after
    assert "Bắc Ninh" not in after
    assert "Khen thưởng hằng năm" in after
    assert "Chưa biết, hỏi Bộ Ngoại giao hoặc trưởng cụm thi đua." in after


def test_a_letter_is_chosen_by_tick_written_and_named_again_before_the_last_button(
    cast: Cast, client_for: ClientFor
) -> None:
    client, one = client_for("standing"), make_ready(cast)

    chosen = said(client.get(url("letter_new")))
    written = client.get(url("letter_new"), {"he": "province", "soan": "1", "hs": one.pk})
    form = {**written.context["form"].initial, "nominations": [one.pk], "task": "", "version": "0"}
    client.post(url("letter_new") + "?he=province", form | {"signer_title": "GIÁM ĐỐC", "signer_name": "An"})
    letter = AwardLetter.objects.get()
    last = said(client.get(url("letter_submit", letter.pk)))

    assert "Hoàng Văn Em" in chosen
    assert "1 hồ sơ: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, 01 cá nhân" in said(written)
    assert "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15" in letter.basis
    assert "Tỉnh (qua Sở Nội vụ): trình 1 hồ sơ." in last
    assert "Hình thức: Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh, 01 cá nhân." in last
    assert "Gồm: Hoàng Văn Em." in last


def test_going_up_both_ways_is_warned_and_what_was_typed_stays(cast: Cast, client_for: ClientFor) -> None:
    make_letter(cast, [make_ready(cast)], number=3)
    client, second = client_for("standing"), make_ready(cast, "BK_BO")
    address = url("letter_new") + "?he=ministry"

    listed = said(client.get(address))
    form = {**WORDS, "nominations": [second.pk], "version": "0", "body": "Lời đã gõ."}
    refused = client.post(address, form)
    told = said(refused)
    client.post(address, form | {f"reason_{second.pk}": "Hai thành tích khác nhau."})

    assert "Đã trình hệ kia, phải ghi lý do" in listed
    assert "Ghi lý do trình cả hai hệ cho: Hoàng Văn Em" in told
    assert "tờ trình số 03/TTr-SNgV" in told
    assert "Lời đã gõ." in told
    assert AwardLetter.objects.get(track="ministry").lines.get().twice_reason == "Hai thành tích khác nhau."


def test_an_answer_by_form_reaches_the_record_only_when_it_was_checked(cast: Cast, client_for: ClientFor) -> None:
    letter = make_letter(cast)
    client, line = client_for("standing"), letter.lines.get()
    form = {
        "lines": [line.pk],
        "answer": "granted",
        "answered_on": "20/03/2026",
        "answer_number": "345/QĐ-UBND",
        "version": letter.version,
    }

    refused = client.post(url("letter_answer", letter.pk), form)
    done = client.post(url("letter_answer", letter.pk), form | {"checked": "on"}, follow=True)
    line.refresh_from_db()

    assert "Đối chiếu với quyết định rồi đánh dấu" in said(refused)
    assert "Số 345/QĐ-UBND ngày 20/03/2026" in said(done)
    assert (line.answer, line.award.number) == (Answer.GRANTED, "345/QĐ-UBND")


def test_a_deadline_goes_to_the_bin_by_its_button(cast: Cast, client_for: ClientFor) -> None:
    deadline = make_deadline()

    client_for("standing").post(url("deadline_remove", deadline.pk))

    assert not TrackDeadline.objects.kept().exists()


def test_lists_are_filtered_and_printed(cast: Cast, client_for: ClientFor) -> None:
    make_letter(cast, [make_ready(cast)], number=3)
    make_letter(cast, [make_ready(cast, "BK_BO", person=cast.clerk.person)], track=Track.MINISTRY, number=4)
    client = client_for("standing")

    rows = table(client.get(url("line_list"), {"he": "ministry"}))
    printed = pdf_text(client.get(url("line_list_print"), {"he": "ministry"}))
    deadlines = pdf_text(client.get(url("deadline_list_print")))

    assert [row[1:4] for row in rows] == [
        [
            "Vi Thị Chi Phòng HTQT - VP",
            "Bằng khen của Bộ trưởng Bộ Ngoại giao năm 2025",
            "Bộ Ngoại giao",
        ]
    ]
    assert "Vi Thị Chi" in printed
    assert "Hoàng Văn Em" not in printed
    assert "Chưa biết, hỏi Sở Nội vụ" in deadlines


def test_who_has_no_part_in_letters_sees_only_what_is_issued_about_oneself(cast: Cast, client_for: ClientFor) -> None:
    make_letter(cast, [make_ready(cast)], number=3)
    make_letter(cast, [make_ready(cast, person=cast.leader.person)], number=4)
    make_letter(cast, [make_ready(cast, person=cast.clerk.person)], state=LetterState.DRAFT)

    own = said(client_for("member").get(url("line_list")))
    stranger = said(client_for("stranger").get(url("line_list")))

    assert "Hoàng Văn Em" in own
    assert "Nông Đức Dũng" not in own
    assert "Vi Thị Chi" not in own
    assert "Chưa có hồ sơ nào trình cấp trên" in stranger


def test_letters_wait_for_who_acts_next_and_stand_in_the_calendar_and_search(
    cast: Cast, client_for: ClientFor, plan: Plan
) -> None:
    make_letter(cast, [make_ready(cast)], state=LetterState.SUBMITTED)
    make_letter(cast, [make_ready(cast, person=cast.clerk.person)], number=5)
    make_ready(cast, person=cast.contact.person)
    make_deadline(due_on=dt.date(2026, 4, 3))

    leader, standing = said(client_for("leader").get("/")), said(client_for("standing").get("/"))
    calendar = said(client_for("standing").get(reverse("plans:calendar_month", args=[2026, 4]), follow=True))
    found = {group.kind for group in find(user=cast.standing, typed="de nghi tang Bang khen")}

    assert "Duyệt tờ trình" in leader
    assert "Ghi ngày gửi tờ trình số 05/TTr-SNgV" in standing
    assert "Trình hồ sơ: Khen thưởng công trạng hằng năm" in standing
    assert "Hạn nhận hồ sơ: Khen thưởng công trạng hằng năm" in calendar
    assert "Văn bản về khen thưởng" in found


def test_the_tasks_of_the_plan_lead_to_their_letters(cast: Cast, client_for: ClientFor, plan: Plan) -> None:
    third = make_task(plan, "Trình khen thưởng cho cá nhân đạt thành tích 02 năm liên tục hoàn thành xuất sắc nhiệm vụ")
    last = make_task(plan, "Hướng dẫn các tập thể, cá nhân hoàn thiện hồ sơ đề nghị các cấp khen thưởng.")
    make_letter(cast, [make_ready(cast)], task=third, number=3)
    client = client_for("standing")

    pages = [client.get(reverse("plans:task", args=[task.pk])) for task in (third, last)]

    assert "số 03/TTr-SNgV ngày 02/02/2026 · 1 hồ sơ" in said(pages[0])
    assert f"{url('letter_new')}?nhiem-vu={third.pk}" in pages[0].content.decode()
    assert f"{url('guidance_new')}?nhiem-vu={last.pk}" in pages[1].content.decode()


def test_the_pack_layout_is_ordered_renamed_and_kept(cast: Cast, client_for: ClientFor) -> None:
    letter = make_letter(cast)
    client, address = client_for("standing"), url("pack_layout_edit", "province")

    unknown = said(client.get(address))
    client.post(
        address,
        {
            "version": "0",
            "source": "Mẫu của Sở Nội vụ",
            "place_name": "2",
            "head_name": "=HYPERLINK(1)",
            "place_unit": "1",
        },
    )
    page = client.get(url("pack", letter.pk))
    book = client.get(url("pack_xlsx", letter.pk))

    assert "Chưa có mẫu nhập của hệ thống cấp trên" in unknown
    assert table_heads(page) == ["Đơn vị", "=HYPERLINK(1)"]
    assert "Mẫu theo: Mẫu của Sở Nội vụ" in said(page)
    assert sheet_of(book.content) == [
        [("Đơn vị", "s"), ("=HYPERLINK(1)", "s")],
        [("Phòng Lãnh sự - Biên giới", "s"), ("Hoàng Văn Em", "s")],
    ]


def table_heads(page: Any) -> list[str]:
    return list(page.context["heads"])


def sheet_of(data: bytes) -> list[list[tuple[Any, str]]]:
    """The cells of the first page of a book with the type of each."""
    import openpyxl  # noqa: PLC0415

    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()
    return [[(cell.value, cell.data_type) for cell in row] for row in rows]


@pytest.mark.parametrize(
    "name", ["letter_list", "line_list", "deadline_list", "letter_new", "letter", "letter_submit", "pack"]
)
def test_queries_stay_the_same_for_one_and_many(cast: Cast, client_for: ClientFor, name: str) -> None:
    client = client_for("standing")
    found = {}
    for rows in (1, 3, 60):
        people = [make_person(unit=cast.division) for _ in range(rows)]
        ready = [make_ready(cast, person=person) for person in people]
        if name == "letter_submit":
            letter = make_letter(cast, ready, state=LetterState.DRAFT)
        elif name != "letter_new":
            letter = make_letter(cast, ready, number=20 + rows)
        if name == "deadline_list":
            [make_deadline(what=f"Loại {rows}.{place}") for place in range(rows)]
        args = [letter.pk] if name in ("letter", "letter_submit", "pack") else []
        found[rows] = count(client, url(name, *args))

    numbers = {rows: number for rows, (number, _) in found.items()}
    most = MOST_OF_LETTER if name in ("letter_submit", "pack") else MOST
    assert max(numbers.values()) <= most, (numbers, "\n".join(found[60][1]))
    assert numbers[3] == numbers[60], (numbers, "\n".join(found[60][1]))


def test_issued_guidance_is_for_everybody(cast: Cast, client_for: ClientFor) -> None:
    letter = make_letter(cast, kind=LetterKind.GUIDANCE)

    assert "hướng dẫn hoàn thiện hồ sơ" in said(client_for("stranger").get(url("letter", letter.pk)))
    assert client_for("stranger").get(url("letter_pdf", letter.pk)).status_code == 200


@pytest.mark.parametrize(("role", "opens"), [("standing", True), ("leader", True), ("clerk", False), ("admin", False)])
def test_a_dossier_is_a_link_only_for_who_may_open_it(
    cast: Cast, client_for: ClientFor, role: str, *, opens: bool
) -> None:
    one = make_ready(cast)
    letter = make_letter(cast, [one])
    address = url("nomination", one.pk)

    pages = [client_for(role).get(page) for page in (url("letter_list"), url("line_list"), url("letter", letter.pk))]

    assert all("Hoàng Văn Em" in said(page) for page in pages)
    assert [f'href="{address}"' in page.content.decode() for page in pages] == [opens] * 3


def test_every_file_of_a_letter_is_recorded(cast: Cast, client_for: ClientFor) -> None:
    letter = make_letter(cast, state=LetterState.DRAFT)
    client = client_for("leader")

    client.get(url("letter_pdf", letter.pk))
    client.get(url("letter_docx", letter.pk))

    fetched = AuditEntry.objects.filter(act="award_letter.fetch").order_by("number")
    assert list(fetched.values_list("actor__username", "object_id", "note")) == [
        (cast.leader.username, str(letter.pk), "PDF"),
        (cast.leader.username, str(letter.pk), "Word"),
    ]
