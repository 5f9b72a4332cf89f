"""Pledges: written, signed, kept; and the sample of registrations with its pledge."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from emulation.models import Pledge, Registration, RegistrationRound
from emulation.services import pledge as pledges
from emulation.services.sample_registration import load_sample_registrations
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry
from plans.services.evidence import NewFile
from plans.services.files import read_bytes
from plans.services.sample import load_sample_office
from plans.services.sample_plan import load_sample_plan
from tests.emulation.catalogue_factory import make_title
from tests.emulation.registration_factory import PDF, make_pledge
from tests.factory import Cast

LATE = dt.date(2026, 3, 2)
WORDS = {"name": "Các phòng năm 2026", "text": "1. Đúng hạn.", "cluster_year": None}


def test_a_pledge_is_written_signed_and_then_kept(cast: Cast) -> None:
    parties = [
        pledges.Party("Phòng A", "Trưởng phòng", "Nguyễn Văn A", cast.division),
        pledges.Party("Sở Nội vụ"),
    ]
    with pytest.raises(DomainError, match="từ hai bên"):
        pledges.make_pledge(year=2026, actor=cast.standing, values=WORDS, parties=parties[:1])
    made = pledges.make_pledge(year=2026, actor=cast.standing, values=WORDS, parties=parties)
    made = pledges.change_pledge(
        pledge=made, actor=cast.standing, values={**WORDS, "text": "1. Sớm."}, parties=parties[::-1], seen=1
    )
    assert list(made.parties.values_list("name", "unit", "signer_name")) == [
        ("Sở Nội vụ", None, ""),
        ("Phòng A", cast.division.pk, "Nguyễn Văn A"),
    ]
    signing = {"actor": cast.standing, "place": "Hội trường", "today": LATE}
    with pytest.raises(DomainError, match="ở sau hôm nay"):
        pledges.sign_pledge(pledge=made, signed_on=LATE + dt.timedelta(days=1), seen=2, **signing)
    with pytest.raises(DomainError, match="không phải PDF"):
        pledges.sign_pledge(pledge=made, signed_on=LATE, seen=2, file=NewFile("a.pdf", b"\x89PNG\r\n\x1a\n"), **signing)
    signed = pledges.sign_pledge(pledge=made, signed_on=LATE, seen=2, file=NewFile("Giao ước.pdf", PDF), **signing)
    assert signed.signed_file is not None
    assert read_bytes(signed.signed_file) == PDF
    with pytest.raises(DomainError, match="đã ký ngày 02/03/2026"):
        pledges.change_pledge(pledge=made, actor=cast.standing, values=WORDS, parties=parties, seen=3)
    with pytest.raises(DomainError, match="phải ghi ngày ký"):
        pledges.sign_pledge(pledge=made, signed_on=None, seen=3, **signing)


def test_a_day_written_by_mistake_is_taken_back(cast: Cast) -> None:
    made = make_pledge(cast.standing, signed_on=LATE, place="Nhầm")
    pledges.sign_pledge(pledge=made, actor=cast.standing, signed_on=None, place="", today=LATE, seen=1)
    assert Pledge.objects.values_list("signed_on", "place").get() == (None, "")
    assert AuditEntry.objects.latest("number").act == "pledge.unsign"
    for by in (cast.leader, cast.contact, cast.admin):
        with pytest.raises(NotAllowed):
            pledges.change_pledge(pledge=made, actor=by, values=WORDS, parties=[], seen=2)


def test_the_sample_is_loaded_once(db: None, settings: Any) -> None:
    settings.DEBUG = True
    for code in ("LDTT", "CSTDCS", "TTLDTT"):
        make_title(code)
    load_sample_office()
    load_sample_plan()
    for _ in range(2):
        load_sample_registrations()

    assert RegistrationRound.objects.get().is_sample
    found = Registration.objects.order_by("pk").values_list("state", "late", "direct")
    assert list(found) == [
        ("received", False, False),
        ("confirmed", False, True),
        ("received", False, True),
        ("draft", False, False),
        ("confirmed", True, True),
        ("draft", False, False),
    ]
    assert Pledge.objects.get().parties.count() == 5
