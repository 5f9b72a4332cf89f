"""The audit chain: what it writes, that nobody changes it unseen, and who is written down in it."""

from __future__ import annotations

import ast
import datetime as dt
import importlib
import re
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client

from plans.errors import DomainError
from plans.models import AuditEntry, AuditHead, Event, IssuedPaper, Plan, PlanState, ProgressEntry
from plans.rules.acts import ACT_WORDS, act_words
from plans.services import audit
from plans.services.audit_check import verify_chain
from plans.services.files import store_file
from tests.factory import PASSWORD, Cast, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(cast: Cast) -> list[AuditEntry]:
    """Six rows about a unit, as services write them."""
    return [
        audit.record(actor=cast.standing, act="unit.change", obj=cast.division, note=f"Lần {n}", detail={"lần": n})
        for n in range(1, 7)
    ]


@pytest.fixture
def unguarded(db: None) -> None:
    """The database lets its rows be changed, as for somebody who broke into it."""
    guards = importlib.import_module("plans.migrations.0002_guards")
    guards.lift_guards(None, SimpleNamespace(connection=connection))


def test_each_row_is_sealed_with_the_one_before(chain: list[AuditEntry], cast: Cast) -> None:
    rows = list(AuditEntry.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.previous for row in rows] == ["0" * 64, *(row.hash for row in rows[:-1])]
    assert all(audit.seal(row) == row.hash for row in rows)
    assert (rows[0].actor, rows[0].actor_name, rows[0].object_label) == (
        cast.standing,
        "thuongtruc",
        str(cast.division),
    )
    head = AuditHead.objects.get()
    assert (head.number, head.hash) == (6, rows[-1].hash)


def test_what_is_sealed_reads_back_the_same(cast: Cast) -> None:
    """Floats, dates, NUL and over-long text would come back otherwise from one of the databases."""
    detail = {"ngày": dt.date(2026, 1, 5), "tỷ lệ": 1.50, 3: ("a", None, True), "chữ": "a\x00b"}
    audit.record(actor=None, act="x" * 90, note="một\x00hai", state_to="y" * 90, detail=detail)

    row = AuditEntry.objects.get()

    assert row.detail == {"ngày": "2026-01-05", "tỷ lệ": "1.5", "3": ["a", None, True], "chữ": "ab"}
    assert (row.note, len(row.act), len(row.state_to)) == ("mộthai", 60, 40)
    assert verify_chain().findings == []


def test_a_refused_act_leaves_no_row(cast: Cast) -> None:
    @transaction.atomic
    def act() -> None:
        audit.record(actor=cast.standing, act="unit.change")
        raise DomainError("Không được")

    with pytest.raises(DomainError):
        act()

    assert (AuditEntry.objects.count(), verify_chain().findings) == (0, [])


def test_a_whole_chain_is_said_to_be_whole(chain: list[AuditEntry]) -> None:
    out = StringIO()
    call_command("verify_audit", expect=[chain[2].hash[:12].upper(), chain[5].hash], stdout=out)
    assert out.getvalue() == f"Nhật ký kiểm toán nguyên vẹn: 6 dòng, mã dòng cuối {chain[5].hash}\n"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", dt.datetime(2026, 1, 1, tzinfo=dt.UTC)),
        ("actor_id", None),
        ("actor_name", "khac"),
        ("act", "unit.create"),
        ("object_type", "plans.person"),
        ("object_id", "0"),
        ("object_label", "Phòng khác"),
        ("state_from", "draft"),
        ("state_to", "issued"),
        ("note", "Lần ba"),
        ("address", "10.0.0.9"),
        ("detail", {"lần": 9}),
        ("previous", "1" * 64),
        ("hash", "2" * 64),
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_an_altered_column_is_found(chain: list[AuditEntry], column: str, value: Any) -> None:
    AuditEntry.objects.filter(number=3).update(**{column: value})

    findings = verify_chain().findings

    assert "Dòng 3: nội dung đã bị sửa sau khi ghi." in findings
    broken_link = {"previous": "Dòng 3: không nối", "hash": "Dòng 4: không nối"}.get(column)
    assert [text[:16] for text in findings if "không nối" in text] == ([broken_link[:16]] if broken_link else [])


@pytest.mark.usefixtures("unguarded")
def test_an_altered_row_with_a_fresh_seal_breaks_the_link_to_the_next(chain: list[AuditEntry]) -> None:
    row = AuditEntry.objects.get(number=3)
    row.note = "Chưa từng xảy ra"
    row.hash = audit.seal(row)
    row.save()

    assert verify_chain().findings == ["Dòng 4: không nối với dòng 3; một trong hai dòng đã bị thay hoặc đổi chỗ."]


@pytest.mark.parametrize(
    ("gone", "finding"),
    [
        ([3], "Dòng 3: đã bị xoá."),
        ([1], "Dòng 1: đã bị xoá."),
        ([2, 3, 4], "Dòng 2 đến dòng 4: đã bị xoá."),
        ([6], "Dòng 6: đuôi chuỗi đã bị cắt."),
        ([4, 5, 6], "Dòng 4 đến dòng 6: đuôi chuỗi đã bị cắt."),
        ([1, 2, 3, 4, 5, 6], "Dòng 1 đến dòng 6: đuôi chuỗi đã bị cắt."),
    ],
)
@pytest.mark.usefixtures("unguarded")
def test_removed_rows_are_named(chain: list[AuditEntry], gone: list[int], finding: str) -> None:
    AuditEntry.objects.filter(number__in=gone).delete()
    assert verify_chain().findings == [finding]


@pytest.mark.usefixtures("unguarded")
def test_two_rows_that_changed_places_are_found(chain: list[AuditEntry]) -> None:
    first, second = AuditEntry.objects.get(number=3), AuditEntry.objects.get(number=4)
    AuditEntry.objects.filter(pk=first.pk).update(number=99)
    AuditEntry.objects.filter(pk=second.pk).update(number=3)
    AuditEntry.objects.filter(pk=first.pk).update(number=4)

    findings = verify_chain().findings

    assert {text.split(":")[0] for text in findings} == {"Dòng 3", "Dòng 4", "Dòng 5"}


def test_a_row_put_in_by_hand_is_found(chain: list[AuditEntry]) -> None:
    row = AuditEntry(number=7, at=chain[-1].at, act="login", previous=chain[-1].hash)
    row.hash = audit.seal(row)
    row.save()

    assert verify_chain().findings == ["Dòng 7: được chèn thêm ngoài phần mềm."]


def _paper(hash_: str) -> IssuedPaper:
    day = dt.date(2026, 1, 14)
    facts = {"series": "KH", "year": 2026, "number": 5, "symbol": "KH-SNgV", "issued_on": day, "kind": "Kế hoạch"}
    return IssuedPaper.objects.create(abstract="Công tác thi đua", audit_hash=hash_, **facts)


def _cut_after(number: int) -> None:
    """What somebody with the whole database in hand would do: cut the tail and set the head back."""
    AuditEntry.objects.filter(number__gt=number).delete()
    last = AuditEntry.objects.get(number=number)
    AuditHead.objects.update(number=number, hash=last.hash)


@pytest.mark.usefixtures("unguarded")
def test_a_tail_cut_with_its_head_is_found_by_the_hash_on_an_issued_paper(chain: list[AuditEntry]) -> None:
    _paper(chain[4].hash)

    _cut_after(5)
    assert verify_chain().findings == []  # the cut lies after the paper: nothing printed contradicts it
    _cut_after(4)

    hash_ = chain[4].hash[:16]
    finding = (
        f"Mã in trên “Kế hoạch 05/KH-SNgV” ({hash_}…) không còn trong chuỗi: từ đó trở đi đã bị sửa hoặc bị cắt bỏ."
    )
    assert verify_chain().findings == [finding]


def test_a_hash_wiped_from_the_register_is_found(chain: list[AuditEntry], cast: Cast) -> None:
    paper = _paper("")
    assert verify_chain().findings == []  # nothing was frozen yet
    paper.pdf = store_file(data=b"%PDF-1.7", name="a.pdf", user=cast.clerk)
    paper.save()

    wiped = "Mã kiểm toán của “Kế hoạch 05/KH-SNgV” đã bị xoá khỏi sổ"
    assert verify_chain().findings == [f"{wiped}: đối chiếu chuỗi với mã in trong tệp PDF của văn bản."]


@pytest.mark.usefixtures("unguarded")
def test_a_chain_rewritten_with_fresh_seals_is_found_by_the_printed_hash(chain: list[AuditEntry]) -> None:
    printed = chain[4].hash
    previous = "0" * 64
    for row in AuditEntry.objects.order_by("number"):
        row.previous, row.note = previous, f"viết lại {row.number}"
        previous = row.hash = audit.seal(row)
        row.save()
    AuditHead.objects.update(hash=previous)
    assert verify_chain().findings == []

    with pytest.raises(CommandError, match="KHÔNG nguyên vẹn: 1 chỗ sai") as refused:
        call_command("verify_audit", expect=[printed], stderr=(said := StringIO()))

    assert refused.value.returncode == 1
    assert said.getvalue().strip() == (
        f"Mã {printed[:16]}… chép từ bản in không có trong chuỗi: chuỗi đã bị sửa hoặc bị cắt trước dòng ấy."
    )


def test_a_beginning_too_short_to_prove_anything_is_refused(chain: list[AuditEntry]) -> None:
    findings = verify_chain(expected=[chain[0].hash[:11]]).findings
    assert findings == [f"Mã “{chain[0].hash[:11]}” quá ngắn để đối chiếu: nhập ít nhất 12 ký tự đầu in trên văn bản."]


@pytest.mark.parametrize("change", [lambda rows: rows.update(note="khác"), lambda rows: rows.delete()])
def test_the_database_itself_refuses_to_change_a_row(chain: list[AuditEntry], change: Any) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change(AuditEntry.objects.filter(number=2))
    assert verify_chain().findings == []


def test_logins_failures_and_logouts_are_written_down(cast: Cast, client: Client) -> None:
    address = {"REMOTE_ADDR": "10.20.0.7"}
    for name, password in (("thuongtruc", "sai-mat-khau"), ("mat-khau-go-nham", "x"), ("thuongtruc", PASSWORD)):
        client.post("/tai-khoan/dang-nhap/", {"login": name, "password": password}, **address)
    client.post("/tai-khoan/dang-xuat/", **address)

    rows = AuditEntry.objects.order_by("number").values_list("act", "actor_name", "object_label", "note", "address")

    name = cast.standing.get_full_name()
    assert list(rows) == [
        ("login.fail", "", name, "", "10.20.0.7"),
        ("login.fail", "", "", "Tên đăng nhập không có trong danh sách", "10.20.0.7"),
        ("login", "thuongtruc", name, "", "10.20.0.7"),
        ("logout", "thuongtruc", name, "", "10.20.0.7"),
    ]


def test_states_are_shown_in_the_words_of_their_record(cast: Cast, client_for: Any) -> None:
    for obj in (make_plan(2027, PlanState.DRAFT), Event(pk=1)):
        states = [str(value) for value, _ in obj._meta.get_field("state").flatchoices[:2]]
        audit.record(actor=cast.standing, act="unit.change", obj=obj, state_from=states[0], state_to=states[1])

    page = client_for("admin").get("/nhat-ky/").content.decode()

    moves = re.findall(r"[^<>]* → [^<>]*", page)
    words = [[str(label) for _, label in kind._meta.get_field("state").flatchoices[:2]] for kind in (Event, Plan)]
    assert [move.strip().split(" → ") for move in moves] == words


def test_a_refused_right_is_written_down(client_for: Any) -> None:
    client = client_for("member")
    response = client.get("/nhat-ky/?nguoi=quantri")

    row = AuditEntry.objects.get(act="right.refuse")
    assert response.status_code == 403
    assert (row.actor_name, row.detail) == ("canhan", {"method": "GET", "path": "/nhat-ky/"})
    assert row.note.startswith("/nhat-ky/: Chỉ quản trị")
    assert row.note.removeprefix("/nhat-ky/: ") in response.content.decode()


def _acts_in_code() -> set[str]:
    """Every text of the services that has the shape of an act, and the acts of the progress log."""
    texts = {
        node.value
        for path in Path(settings.BASE_DIR, "plans", "services").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    acts = {
        text for text in texts if re.fullmatch(r"[a-z]+\.[a-z_]+", text) and not text.startswith(("plans.", "manage."))
    }
    return acts | {f"task.{act}" for act in ProgressEntry.Act.values}


def test_every_act_has_words() -> None:
    assert _acts_in_code() - set(ACT_WORDS) == set()
    assert act_words("login") == "Đăng nhập"


def test_the_audit_page_shows_filters_and_hides(client_for: Any, cast: Cast, chain: list[AuditEntry]) -> None:
    client = client_for("admin")

    page = client.get("/nhat-ky/", {"viec": "unit.change", "tim": "lần 3"}).content.decode()

    assert page.count("<tr>") == 2  # the head and one row
    assert "Sửa đơn vị" in page
    assert str(cast.division) in page


@pytest.mark.parametrize(
    ("query", "said"),
    [({"tu": "32/01/2026"}, "Enter a valid date"), ({"tu": "5/2/2026", "den": "4/2/2026"}, "Nhập ngày từ 05/02/2026")],
)
def test_a_wrong_filter_keeps_what_was_typed(client_for: Any, query: dict[str, str], said: str) -> None:
    page = client_for("admin").get("/nhat-ky/", query).content.decode()

    assert all(f'value="{typed}"' in page for typed in query.values())
    assert "invalid-feedback" in page
    if said.startswith("Nhập"):
        assert said in page


def test_the_audit_list_prints_what_is_filtered(client_for: Any, chain: list[AuditEntry]) -> None:
    response = client_for("admin").get("/nhat-ky/in/?viec=unit.change")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    row = AuditEntry.objects.get(act="audit.print")
    assert row.detail == {"filter": "viec=unit.change", "rows": 6}


def test_only_the_administrator_reads_the_chain(client_for: Any) -> None:
    answers = {role: client_for(role).get("/nhat-ky/").status_code for role in ("admin", "standing", "leader", "clerk")}
    assert answers == {"admin": 200, "standing": 403, "leader": 403, "clerk": 403}


def test_a_user_with_audited_acts_is_never_deleted(cast: Cast, chain: list[AuditEntry]) -> None:
    with pytest.raises(ProtectedError):
        cast.standing.delete()
