"""What the letters on awards say, taken from nominations, records, the office and the law; and their first wordings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils import timezone

from awards.models import AwardLetter, LetterKind, Nomination, RuleVersion, Track
from awards.papers.letter import LetterWords, addressees_of, guidance_letter, submission_letter
from awards.rules.nominee import Nominee
from awards.services.dossier_gaps import lacking_of, needed_for
from awards.services.nominee import nominees_of
from emulation.papers.campaign import lines_of
from emulation.services.campaign_document import letterhead
from plans.models import LegalText, Office, Plan
from plans.papers.content import Paper
from plans.rules.legal import Force, cites, force_on
from plans.rules.official import format_date, short_date
from plans.services.legal_basis import cited, legal_basis

FORMAT = "awards.letter.1"
SERIES: Mapping[str, str] = {LetterKind.SUBMISSION: "TTr", LetterKind.GUIDANCE: "CV"}
KINDS: Mapping[str, str] = {LetterKind.SUBMISSION: "Tờ trình", LetterKind.GUIDANCE: "Công văn"}
WORDS = (
    *("abstract", "addressee", "basis", "body", "closing"),
    *("recipients", "symbol", "signer_title", "signer_name"),
)
WORK_CODES = ("ND_13_2012", "TT_18_2013_BKHCN")
NO_WORK_LAW = "Căn cứ chưa dẫn văn bản nào về sáng kiến. Bổ sung văn bản còn hiệu lực trước khi trình."
_FORCE_WORDS = {Force.LAPSED: "đã hết hiệu lực từ ngày {day}", Force.TO_COME: "chưa có hiệu lực"}


def printed_letter(letter: AwardLetter, *, number: int | None = None, issued_on: dt.date | None = None) -> Paper:
    """The letter as it is printed now; a draft leaves number and day open, records count as of today."""
    chosen = list(letter.lines.order_by("order", "pk").values_list("nomination", flat=True))
    return printed_with(letter, chosen, number=number, issued_on=issued_on)


def printed_with(
    letter: AwardLetter,
    nominations: Collection[int],
    *,
    number: int | None = None,
    issued_on: dt.date | None = None,
) -> Paper:
    """The same for a letter that is not saved, with these nominations."""
    office, today = Office.objects.first() or Office(), timezone.localdate()
    head = letterhead(letter, office, year=(issued_on or today).year, number=number, issued_on=issued_on)
    words = LetterWords(
        abstract=" ".join(letter.abstract.split()),
        addressees=addressees_of(letter.addressee),
        basis=tuple(lines_of(letter.basis)),
        body=letter.body,
        closing=letter.closing,
        due_on=letter.due_on,
    )
    if letter.kind == LetterKind.SUBMISSION:
        return submission_letter(head, words, nominees_of(nominations))
    lacking = lacking_of(nominations)
    return guidance_letter(head, words, lacking, needed_for(nominations))


def first_words(*, kind: str, track: str, nominations: Collection[int], plan: Plan | None, year: int) -> dict[str, Any]:
    """What a new letter starts with: whom it goes to, the law in force today, what is asked, the plan's signer."""
    office, nominees = Office.objects.first() or Office(), nominees_of(nominations, records=False)
    words: dict[str, Any] = {
        "symbol": f"TTr-{office.symbol}" if kind == LetterKind.SUBMISSION else office.symbol,
        "signer_title": plan.signer_title if plan else "",
        "signer_name": plan.signer_name if plan else "",
    }
    if kind == LetterKind.SUBMISSION:
        return words | _first_submission(office, track, nominees, year)
    return words | _first_guidance(office, plan, year)


def _first_submission(office: Office, track: str, nominees: list[Nominee], year: int) -> dict[str, Any]:
    province = track == Track.PROVINCE
    to = f"Chủ tịch Ủy ban nhân dân tỉnh {office.place}".strip() if province else "Bộ trưởng Bộ Ngoại giao"
    through = f"Sở Nội vụ tỉnh {office.place}".strip() if province else ""
    years = sorted({one.year for one in nominees}) or [year]
    told = ", ".join(map(str, years))
    honours = list(dict.fromkeys(one.honour for one in nominees))
    asked = honours[0] if len(honours) == 1 else "danh hiệu thi đua, hình thức khen thưởng"
    return {
        "abstract": f"Về việc đề nghị tặng {asked} (thành tích năm {told})",
        "addressee": "\n".join(filter(None, (to, through))),
        "basis": "\n".join(basis_for({one.code for one in nominees}, timezone.localdate())),
        "body": (
            f"Sau khi xem xét thành tích, kiểm tra điều kiện, tiêu chuẩn và hồ sơ của các tập thể, cá nhân, "
            f"{office.name} kính trình {to} xem xét, tặng danh hiệu thi đua, hình thức khen thưởng như sau:"
        ),
        "closing": f"{office.name} kính trình {to} xem xét, quyết định./.",
        "recipients": "\n".join(filter(None, ("Như trên", "Ban Giám đốc Sở", "Lưu: VT"))),
    }


def _first_guidance(office: Office, plan: Plan | None, year: int) -> dict[str, Any]:
    ground = ""
    if plan and plan.number and plan.issued_on:
        dated = format_date(plan.issued_on.day, plan.issued_on.month, plan.issued_on.year)
        ground = f"Thực hiện Kế hoạch số {plan.number} {dated} về công tác thi đua, khen thưởng năm {plan.year}, "
    return {
        "abstract": f"hướng dẫn hoàn thiện hồ sơ đề nghị khen thưởng năm {year}",
        "addressee": f"Các phòng, đơn vị thuộc {office.name}",
        "basis": "",
        "body": (
            f"{ground}{office.name} đề nghị các tập thể, cá nhân có tên trong danh sách kèm theo bổ sung, "
            "hoàn thiện hồ sơ đề nghị khen thưởng theo thành phần nêu tại Phụ lục.\n"
            "Báo cáo thành tích viết trên phần mềm, nêu rõ kết quả, sản phẩm cụ thể; các văn bản khác gửi bản chụp "
            "đủ trang, rõ chữ."
        ),
        "closing": "Trong quá trình thực hiện, có vướng mắc đề nghị liên hệ thường trực thi đua, khen thưởng./.",
        "recipients": "Như trên\nBan Giám đốc Sở\nLưu: VT",
    }


def basis_for(codes: Iterable[str], day: dt.date) -> list[str]:
    """The căn cứ of a letter of ``day``: the texts on emulation in force, and those the rules of its honours cite."""
    general = legal_basis(day)
    texts = LegalText.objects.in_force(day).filter(
        pk__in=RuleVersion.objects.in_force(day).filter(rule__code__in=list(codes)).values("legal_text")
    )
    return list(dict.fromkeys([*general, *(cited(text) for text in texts.order_by("kind", "issued_on", "pk"))]))


def basis_for_works(day: dt.date) -> list[str]:
    """The căn cứ of a decision on initiatives: the texts on initiatives of the law shelf, in force on ``day``."""
    texts = {text.code: text for text in LegalText.objects.in_force(day).filter(code__in=WORK_CODES)}
    return [cited(texts[code]) for code in WORK_CODES if code in texts]


def works_not_cited(said: str) -> list[str]:
    """What is to be looked at where the căn cứ of a decision on initiatives name no text on them. One query."""
    numbers = LegalText.objects.filter(code__in=WORK_CODES).exclude(number="").values_list("number", flat=True)
    return [] if any(cites(said, number) for number in numbers) else [NO_WORK_LAW]


def stale_basis(said: str, day: dt.date) -> list[str]:
    """The texts cited in what is ``said`` and not in force on ``day``, each as a sentence. One query."""
    found = []
    for text in LegalText.objects.exclude(number=""):
        force = force_on(day, begins=text.effective_from, ends=text.effective_to)
        if force in _FORCE_WORDS and cites(said, text.number):
            ends = short_date(text.effective_to + dt.timedelta(days=1)) if text.effective_to else ""
            found.append(f"{text} {_FORCE_WORDS[force].format(day=ends)}. Xem lại căn cứ.")
    return found


def record_of(letter: AwardLetter) -> dict[str, Any]:
    """The plain data that the issued PDF carries."""
    rows = Nomination.objects.filter(submissions__letter=letter).order_by("submissions__order", "pk")
    return {
        "format": FORMAT,
        "kind": letter.kind,
        "track": letter.track,
        "year": letter.year,
        **{name: getattr(letter, name) for name in WORDS},
        "due_on": letter.due_on.isoformat() if letter.due_on else "",
        "nominations": list(rows.values_list("pk", flat=True)),
    }
