"""That a nominee is held, why and since when, only those who decide read: over every page, print and export."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, Round
from emulation.models import Commendation, Title
from plans.models import AuditEntry
from tests.awards.eligibility_factory import make_discipline, make_hold, make_years
from tests.awards.nomination_factory import make_nomination, make_nomination_file, make_report, make_review, make_round
from tests.factory import Cast

ClientFor = Callable[[str], Client]
TELLING = ("tạm dừng", "đơn thư", "khiếu nại", "kỷ luật", "thanh tra", "04/05/2026", "31/12/2027")
NEUTRAL = "đang được cơ quan thường trực xem xét"


@pytest.fixture
def award_round(cast: Cast) -> Round:
    """A round that takes nominations today, in the days of comment."""
    today = timezone.localdate()
    return make_round(
        cast.standing,
        year=today.year,
        titles=Title.objects.filter(code__in=("LDTT", "CSTDCS")),
        commendations=Commendation.objects.filter(code="GK"),
        **dict.fromkeys(("opens_on", "closes_on", "comment_from", "comment_to"), today),
    )


@pytest.fixture
def nominations(cast: Cast, award_round: Round) -> list[Nomination]:
    """A draft and a sent one of the member, whose unit held its review."""
    facts = {"award_round": award_round, "person": cast.member.person}
    make_review(award_round, cast.division, cast.contact)
    draft = make_nomination(cast.contact, **facts, title=Title.objects.get(code="LDTT"))
    make_report(draft, cast.member, results="Làm tốt.")
    make_nomination_file(draft, cast.contact)
    form = Commendation.objects.get(code="GK")
    return [draft, make_nomination(cast.contact, **facts, commendation=form, state="submitted")]


def hold(cast: Cast, award_round: Round) -> None:
    make_hold(cast.member.person, cast.standing)  # type: ignore[arg-type] # the member is a person


def discipline(cast: Cast, award_round: Round) -> None:
    make_years(cast.member.person, {award_round.achievement_year: "HTTNV"})  # type: ignore[arg-type]
    ends = timezone.localdate().replace(year=2027, month=12, day=31)
    make_discipline(cast.member.person, cast.standing, ends_on=ends)  # type: ignore[arg-type]


@pytest.mark.parametrize("burden", [hold, discipline])
def test_neither_the_contact_nor_the_nominee_reads_of_it_anywhere(
    cast: Cast,
    client_for: ClientFor,
    award_round: Round,
    nominations: list[Nomination],
    burden: Callable[[Cast, Round], None],
) -> None:
    burden(cast, award_round)

    for role in ("contact", "member"):
        client = client_for(role)
        for url in (*addresses(cast, award_round, nominations), *prints(nominations, role)):
            answer = client.get(url)
            if answer.status_code in (200, 302):
                assert told(text_of(answer)) == [], f"{role} {url}"
    contact = client_for("contact")
    for url, typed in attempts(cast, award_round, nominations):
        assert told(text_of(contact.post(url, typed, follow=True))) == [], url


def test_those_who_decide_read_it_and_others_that_the_dossier_is_looked_into(
    cast: Cast, client_for: ClientFor, award_round: Round, nominations: list[Nomination]
) -> None:
    url = reverse("awards:nomination", args=[nominations[0].pk])
    before = main_of(client_for("contact").get(url).content.decode())
    hold(cast, award_round)

    pages = {role: main_of(client_for(role).get(url).content.decode()) for role in ("standing", "leader", "contact")}

    assert all("04/05/2026" in pages[role] and "Đang tạm dừng xét" in pages[role] for role in ("standing", "leader"))
    assert NEUTRAL in pages["contact"]
    assert pages["contact"] == before, "a hold looks like what nobody has stated yet"


def test_the_filter_of_what_is_held_is_for_those_who_decide(
    cast: Cast, client_for: ClientFor, award_round: Round, nominations: list[Nomination]
) -> None:
    hold(cast, award_round)
    listed = f"{reverse('awards:nomination_list')}?tam-dung=dang-dung&tinh-trang=draft"
    make_nomination(cast.contact, award_round=award_round, person=cast.contact.person)

    pages = {role: client_for(role).get(listed).content.decode() for role in ("standing", "contact")}
    counted = {role: html.count('class="name"') for role, html in pages.items()}

    assert counted == {"standing": 1, "contact": 2}


def test_every_paper_that_leaves_the_system_is_recorded(
    cast: Cast, client_for: ClientFor, award_round: Round, nominations: list[Nomination]
) -> None:
    draft, client = nominations[0], client_for("contact")
    minutes = award_round.reviews.get()
    papers = {
        reverse("awards:nomination_print", args=[draft.pk]): "nomination.print",
        reverse("awards:nomination_file", args=[draft.files.get().pk]): "nomination.file_download",
        reverse("awards:achievement_report_docx", args=[draft.pk]): "nomination.report_download",
        reverse("awards:review_docx", args=[minutes.pk]): "award_review.download",
        reverse("awards:nomination_list_print"): "list.print",
        f"{reverse('awards:nomination_list_print')}?dang=xlsx": "list.download",
    }

    for url, act in papers.items():
        before = AuditEntry.objects.filter(act=act, actor=cast.contact).count()
        assert client.get(url).status_code == 200
        assert AuditEntry.objects.filter(act=act, actor=cast.contact).count() == before + 1, url


def test_reading_somebody_elses_years_in_a_dossier_is_kept_once_a_day(
    cast: Cast, client_for: ClientFor, award_round: Round, nominations: list[Nomination]
) -> None:
    draft = nominations[0]
    for role in ("contact", "member"):
        for name in ("nomination", "achievement_report", "nomination"):
            client_for(role).get(reverse(f"awards:{name}", args=[draft.pk]))

    read = AuditEntry.objects.filter(act="record.read")
    assert [(one.actor, one.object_id) for one in read] == [(cast.contact, str(cast.member.person_id))]


# -- What the tests share --------------------------------------------------------------------------------------------


def addresses(cast: Cast, award_round: Round, nominations: list[Nomination]) -> list[str]:
    """Every page, print and export on which a nomination of the member, or the member, stands."""
    draft, sent = nominations
    form = Commendation.objects.get(code="GK").pk
    asked = f"dot={award_round.pk}&doi-tuong=ca-nhan-{cast.member.person_id}"
    listed = reverse("awards:nomination_list_print")
    found = [
        reverse("plans:home"),
        f"{reverse('plans:search')}?q=hoang van",
        reverse("plans:notices"),
        reverse("awards:nomination_list"),
        f"{reverse('awards:nomination_list')}?dot={award_round.pk}&tam-dung=dang-dung",
        f"{listed}?dang=xlsx&tam-dung=dang-dung",
        reverse("awards:round", args=[award_round.pk]),
        reverse("awards:review", args=[award_round.reviews.get().pk]),
        reverse("awards:comment_list"),
        f"{reverse('awards:nomination_new')}?{asked}&hinh-thuc={form}",
    ]
    for one in (draft, sent):
        names = ("nomination", "nomination_edit", "nomination_submit", "achievement_report", "achievement_report_docx")
        found += [reverse(f"awards:{name}", args=[one.pk]) for name in names]
    return found


def prints(nominations: list[Nomination], role: str) -> list[str]:
    """The papers, a PDF each: they take long to make, so one reader has the one, the other the other."""
    if role == "contact":
        return [reverse("awards:nomination_print", args=[nominations[0].pk])]
    return [reverse("awards:nomination_list_print")]


def attempts(cast: Cast, award_round: Round, nominations: list[Nomination]) -> list[tuple[str, dict[str, object]]]:
    """What the contact may press: the refusals tell no more than the pages."""
    draft = nominations[0]
    bulk = {
        "dot": award_round.pk,
        "don-vi": "",
        "title": Title.objects.get(code="CSTDCS").pk,
        "kind": "cong_trang",
        "achievement": "Hoàn thành tốt.",
        "subjects": [cast.member.person_id],
    }
    return [
        (reverse("awards:nomination_submit", args=[draft.pk]), {"version": draft.version, "override_reason": "Gấp."}),
        (reverse("awards:nomination_bulk"), bulk),
    ]


def told(text: str) -> list[str]:
    return [words for words in TELLING if words in text.lower()]


def main_of(html: str) -> str:
    """The page between its frame, without what differs from one request to the next."""
    part = html.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'name="(csrfmiddlewaretoken|submit_key)" value="[^"]*"', "", part)


def text_of(answer: object) -> str:
    """A page, a PDF, a Word document or a sheet as text."""
    data: bytes = answer.content  # type: ignore[attr-defined]
    if data.startswith(b"%PDF"):
        with pdfplumber.open(io.BytesIO(data)) as paper:
            return "\n".join(page.extract_text() for page in paper.pages)
    if data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return main_of(data.decode())
