"""The page of working days: the table of a year, a change shown back before it is done, who may change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from plans.models import Plan, SpecialDay, Task
from plans.services.special_days import seed_special_days
from tests.factory import Cast, make_special_days, make_task
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[str], Client]
TYPED = {"date": "31/12/2026", "kind": "off", "name": "Nghỉ hoán đổi", "reason": "Thông báo số 1.", "version": "0"}
ADD, LIST = reverse("plans:special_day_add"), reverse("plans:special_days")


def test_the_table_of_a_year_on_screen_and_paper(cast: Cast, client_for: ClientFor) -> None:
    make_special_days()

    page = client_for("member").get(f"{LIST}?nam=2026")

    assert table(page) == [
        ["30/04/2026 Thứ Năm", "Ngày Chiến thắng", "Nghỉ"],
        ["01/05/2026 Thứ Sáu", "Ngày Quốc tế Lao động", "Nghỉ"],
        ["22/08/2026 Thứ Bảy", "Làm bù cho ngày 31/8", "Làm bù"],
        ["31/08/2026 Thứ Hai", "Nghỉ hoán đổi dịp Quốc khánh", "Nghỉ"],
        ["02/09/2026 Thứ Tư", "Quốc khánh", "Nghỉ"],
    ]
    assert "Thêm ngày" not in said(page)
    text = pdf_text(client_for("leader").get(reverse("plans:special_days_print") + "?nam=2026"))
    assert "BẢNG NGÀY NGHỈ, NGÀY LÀM BÙ" in text
    assert "TT NGÀY THỨ LOẠI TÊN GHI CHÚ" in text
    assert "Cộng: 5 ngày." in text


def test_a_year_without_announcement_says_so(cast: Cast, client_for: ClientFor) -> None:
    seed_special_days(2027)

    assert "Ước tính, chờ thông báo." in said(client_for("standing").get(f"{LIST}?nam=2027"))
    text = pdf_text(client_for("standing").get(reverse("plans:special_days_print") + "?nam=2027"))
    assert "ước tính, chờ" in text


def test_a_change_is_shown_back_before_it_is_done(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_task(plan, "Báo cáo tổng kết", units=[cast.division])
    client = client_for("standing")

    shown = client.post(ADD, TYPED)

    assert [row for row in table(shown) if "Báo cáo" in row[0]] == [
        ["1, kế hoạch 2026 Báo cáo tổng kết", "31/12/2026, Thứ Năm", "30/12/2026, Thứ Tư"]
    ]
    assert (SpecialDay.objects.count(), Task.objects.get().deadline) == (0, dt.date(2026, 12, 31))
    mend = client.post(ADD, {**TYPED, "sua": "1"})
    assert mend.context["form"].initial["name"] == "Nghỉ hoán đổi"

    done = client.post(ADD, {**TYPED, "luu": "1", "shown": shown.context["shown"]}, follow=True)

    assert "1 thời hạn đã chuyển theo." in said(done)
    assert (SpecialDay.objects.get().name, Task.objects.get().deadline) == ("Nghỉ hoán đổi", dt.date(2026, 12, 30))


def test_what_came_between_is_shown_again(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    shown = client.post(ADD, TYPED).context["shown"]
    make_task(plan, "Thêm sau", units=[cast.division])

    page = client.post(ADD, {**TYPED, "luu": "1", "shown": shown})

    assert "đã khác lúc trước" in said(page)
    assert "Thêm sau" in said(page)
    assert SpecialDay.objects.count() == 0


def test_a_day_is_changed_and_taken_out(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_special_days()
    day = SpecialDay.objects.get(date=dt.date(2026, 9, 2))
    client, edit = client_for("admin"), reverse("plans:special_day", args=[day.pk])
    typed = {**TYPED, "date": "02/09/2026", "name": "Tết Độc lập", "version": "1"}
    shown = client.post(edit, typed).context["shown"]
    client.post(edit, {**typed, "luu": "1", "shown": shown})
    stale = client.post(edit, {**typed, "luu": "1", "shown": shown})
    assert "vừa được người khác sửa thành: 02/09/2026 Tết Độc lập" in said(stale)

    remove = reverse("plans:special_day_remove", args=[day.pk])
    shown = client.get(remove).context["shown"]
    client.post(remove, {"luu": "1", "shown": shown, "reason": "Ghi nhầm."})

    assert not SpecialDay.objects.filter(pk=day.pk).exists()


def test_a_year_is_filled_from_the_published_calendar(cast: Cast, client_for: ClientFor) -> None:
    client, fill = client_for("standing"), reverse("plans:special_days_fill", args=[2026])
    shown = client.get(fill)

    client.post(fill, {"luu": "1", "shown": shown.context["shown"], "reason": "Thông báo của Bộ Nội vụ."})

    assert SpecialDay.objects.count() == len(shown.context["edits"]) == 15
    assert "đã đủ các ngày" in said(client.get(fill, follow=True))
