"""Several processes at once, and processes killed in the middle: nothing doubled, nothing half done."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from django.core.management import execute_from_command_line

from tests.plans.processes import Processes, copy_of, finish, new_office
from tests.prints.look import flow

LETTERS = 60
INVARIANTS = """
from plans.services.audit_check import verify_chain
people = Person.objects.filter(full_name__startswith="Người thử").count()
print(
    people == AuditEntry.objects.filter(act="person.create").count()
    == Person.history.filter(full_name__startswith="Người thử").count()
    == SubmitKey.objects.count(),
    verify_chain().findings,
    people > 0,
)
"""
ADD_PEOPLE = """
import uuid
from plans.services.person import save_person
actor, unit = User.objects.get(username="thuongtruc"), Unit.objects.order_by("pk").first()
def add(n):
    save_person(actor=actor, person=None, values={"full_name": f"Người thử {n} {uuid.uuid4()}", "unit": unit},
                key=uuid.uuid4().hex)
"""
ISSUE = """
import time
from django.db import transaction
from django.utils import timezone
from plans.services.lifecycle import issue_plan
def issue(then):
    plan, clerk = Plan.objects.get(), User.objects.get(username="vanthu")
    with transaction.atomic():
        transaction.on_commit(then)
        issue_plan(actor=clerk, plan=plan, number=7, issued_on=timezone.localdate(), seen=plan.version, key="một")
"""
ISSUED = """
from plans.services.audit_check import verify_chain
paper = IssuedPaper.objects.select_related("plan").get()
print(paper.plan.state, paper.plan.number, paper.is_being_made, SubmitKey.objects.filter(key="một").exists())
print(AuditEntry.objects.filter(act="paper.print").count(), StoredFile.objects.count(), verify_chain().findings)
"""


@pytest.fixture(scope="module")
def first_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    with new_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture
def office(first_office: Processes, tmp_path: Path) -> Iterator[Processes]:
    with copy_of(first_office, tmp_path) as copy:
        yield copy


def test_three_timers_at_once_send_each_letter_once(office: Processes) -> None:
    office.output(f"""
        from django.utils import timezone
        from plans.services.outbox import Letter, queue_letters
        letters = [Letter(f"thư {{n}}", "a@b.vn", f"Thư {{n}}", "Kính gửi") for n in range({LETTERS})]
        queue_letters(letters, now=timezone.now())
        """)

    for timer in [office.manage("run_scheduled") for _ in range(3)]:
        finish(timer)

    sent = [line for path in office.letters.iterdir() for line in path.read_text().splitlines()]
    names = [line for line in sent if line.startswith("Message-ID")]
    assert (len(names), len(set(names))) == (LETTERS, LETTERS)
    states = 'print(set(OutboxMessage.objects.values_list("state", "attempts")))'
    assert office.output(states) == "{('done', 1)}"


def test_two_timers_at_once_make_each_print_once_in_a_child(office: Processes) -> None:
    office.output("""
        from plans.services.print_jobs import queue_print
        admin = User.objects.get(username="quantri")
        for n in range(2):
            queue_print(user=admin, kind="audit", params={"query": f"tim={n}"}, title=f"Nhật ký {n}")
        """)

    for timer in [office.manage("run_scheduled") for _ in range(2)]:
        finish(timer)

    made = office.output("""
        from plans.services.files import read_bytes
        jobs = PrintJob.objects.select_related("file").order_by("pk")
        print([(job.state, job.attempts, job.file.name, read_bytes(job.file)[:5]) for job in jobs])
        print(StoredFile.objects.count(), list(Notice.objects.values_list("text", flat=True).order_by("text")))
        """)
    assert made.splitlines() == [
        "[('done', 1, 'Nhật ký 0.pdf', b'%PDF-'), ('done', 1, 'Nhật ký 1.pdf', b'%PDF-')]",
        "2 ['Bản in “Nhật ký 0” đã xong, có thể tải về.', 'Bản in “Nhật ký 1” đã xong, có thể tải về.']",
    ]


def test_a_print_that_cannot_be_made_is_tried_again_later(office: Processes) -> None:
    office.output("""
        from plans.services.print_jobs import queue_print
        queue_print(user=User.objects.get(username="quantri"), kind="khong-co", params={}, title="Hỏng")
        """)

    finish(office.manage("run_scheduled"))

    code = 'job = PrintJob.objects.get(); print(job.state, job.attempts, "khong-co" in job.last_error, job.claimed_at)'
    assert office.output(code) == "pending 1 True None"


def test_acts_at_once_take_different_places_in_the_chain(office: Processes) -> None:
    writers = [office.python(f"{ADD_PEOPLE}\nfor n in range(15): add(n)") for _ in range(3)]
    for writer in writers:
        finish(writer)

    assert office.output(f"{INVARIANTS}\nprint(people)") == "True [] True\n45"


def test_a_process_killed_inside_an_act_leaves_nothing_of_it(office: Processes) -> None:
    office.output(f"{ADD_PEOPLE}\nadd(0)")
    child = office.python(f"""
{ADD_PEOPLE}
import time
from django.db import transaction
from plans.services.files import store_file
with transaction.atomic():
    add(1)
    store_file(data=b"bytes of a killed act", name="minh-chung.pdf", user=actor)
    print("inside", flush=True)
    time.sleep(60)
""")
    assert child.stdout is not None
    assert child.stdout.readline() == "inside\n"

    child.kill()
    child.wait()

    left = "print(people, StoredFile.objects.count(), AuditHead.objects.get().number)"
    assert office.output(f"{INVARIANTS}\n{left}") == "True [] True\n1 0 1"
    orphans = """
        import time
        from plans.services.files import remove_orphans
        tomorrow = time.time() + 90_000
        print(remove_orphans(), remove_orphans(now=tomorrow), remove_orphans(now=tomorrow))
        """
    assert office.output(orphans) == "0 1 0"


def test_processes_killed_at_any_moment_leave_no_half_act(office: Processes) -> None:
    office.output(f"{ADD_PEOPLE}\nadd(0)")
    chance = random.Random(2026)
    for _ in range(3):
        child = office.python(f"{ADD_PEOPLE}\nprint('begun', flush=True)\nfor n in range(10_000): add(n)")
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0.05, 0.4))
        child.kill()
        child.wait()

    assert office.output(INVARIANTS) == "True [] True"
    finish(office.manage("verify_audit"))


def test_a_process_killed_between_issuing_and_its_pdf_leaves_a_whole_paper(office: Processes) -> None:
    plan = "plan = make_plan(2027, PlanState.APPROVED)\nmake_task(plan, 'Phát động phong trào', units=[make_unit()])"
    office.output(plan)
    child = office.python(f"{ISSUE}\nissue(then=lambda: (print('issued', flush=True), time.sleep(60)))")
    assert child.stdout is not None
    assert child.stdout.readline() == "issued\n"
    office.output(f"{ADD_PEOPLE}\nadd(0)")  # where the PDF would be rendered nothing is locked

    child.kill()
    child.wait()

    assert office.output(ISSUED) == "issued 07/KH-SNgV True True\n0 0 []"
    office.output('Office.objects.update(heading="ĐỔI TÊN"); Plan.objects.update(title="Đổi")')
    for timer in [office.manage("run_scheduled") for _ in range(2)]:
        finish(timer)
    assert office.output(ISSUED) == "issued 07/KH-SNgV False True\n1 1 []"
    (address,) = office.output(
        "print(StoredFile.objects.get(sha256=IssuedPaper.objects.get().sha256).file.path)"
    ).split()
    data = Path(address).read_bytes()
    shown = flow(data)
    assert ("SỞ NGOẠI VỤ" in shown, "Phát động phong trào" in shown, "ĐỔI" in shown.upper()) == (True, True, False)
    with pikepdf.open(io.BytesIO(data)) as opened:
        pinned = opened.attachments["ma-kiem-toan.txt"].get_file().read_bytes().decode()
    assert office.output('print(AuditEntry.objects.get(act="plan.issue").hash)') in pinned


def test_the_loop_stops_when_asked_after_its_round(office: Processes) -> None:
    office.output("""
        from django.utils import timezone
        from plans.services.outbox import Letter, queue_letters
        queue_letters([Letter("1", "a@b.vn", "Thư", "Kính gửi")], now=timezone.now())
        """)
    loop = office.manage("run_scheduled", "--every", "3600")
    deadline = time.monotonic() + 60
    while not any(office.letters.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)

    loop.terminate()

    assert loop.wait(timeout=60) == 0
    assert office.output("print(ScheduledRun.objects.filter(finished_at__isnull=False).exists())") == "True"


@pytest.mark.parametrize(
    ("command", "code", "sentence"),
    [
        (("read_plan", "anh.png"), 2, "Đây là tệp ảnh"),
        (("import_plan", "anh.png"), 2, "Đây là tệp ảnh"),
        (("import_plan", "khong-co.txt"), 2, "Không mở được tệp"),
        (("print_plan", "2031", "--json", "x.json"), 2, "Chưa có kế hoạch nào của năm 2031."),
        (("print_plan", "2031"), 2, "Chọn ít nhất một tệp ra"),
        (("load_sample",), 2, "Dữ liệu mẫu chỉ nạp được khi chạy thử"),
        (("run_scheduled", "--every", "0"), 2, "--every phải là số giây lớn hơn 0."),
        (("verify_audit", "--expect", "0" * 64), 1, "Mã 0000000000000000… chép từ bản in không có trong chuỗi"),
    ],
)
def test_commands_refuse_with_the_bare_sentence_and_a_code(
    command: tuple[str, ...],
    code: int,
    sentence: str,
    db: None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    words = [str(tmp_path / word) if "." in word else word for word in command]

    with pytest.raises(SystemExit) as left:
        execute_from_command_line(["manage.py", *words])

    out, said = capsys.readouterr()
    assert (left.value.code, out) == (code, "")
    assert said.startswith(sentence)
    assert "Error" not in said
