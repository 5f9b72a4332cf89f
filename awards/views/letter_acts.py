"""The acts on a letter on awards: its way through the office, its dispatch, the answers from above, into the bin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.forms.letter import AnswerForm, DispatchForm
from awards.models import AwardLetter, LetterState
from awards.rules.upward import tallies
from awards.services import letter as writing
from awards.services import letter_answer as above
from awards.services import letter_way as way
from awards.services.letter import WHO_WRITES
from awards.services.letter_document import KINDS
from awards.services.letter_doubts import what_to_look_at
from awards.services.nominee import nominees_of
from awards.views.letter import WHO_DECIDES, WHO_ISSUES, frame_of, seen_letter
from awards.views.upward_rows import answer_words
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.rules.official import short_date
from plans.views.acting import act_by_button, require
from plans.views.paper_acts import PaperActs

MOST_NAMED = 12


def _carried(letter: AwardLetter) -> list[str]:
    """Who goes up for what: the counts of each honour, and the names as far as they can be read at a glance."""
    if not letter.is_submission:
        return []
    nominees = nominees_of(letter.lines.values("nomination"), records=False)
    counted = tallies([(one.honour, one.is_title, one.is_unit) for one in nominees])
    said = [f"{'Danh hiệu' if one.is_title else 'Hình thức'}: {one.honour}, {one.words}." for one in counted]
    names = "; ".join(one.name for one in nominees[:MOST_NAMED])
    more = f" và {len(nominees) - MOST_NAMED} hồ sơ khác" if len(nominees) > MOST_NAMED else ""
    return [f"{letter.get_track_display()}: trình {len(nominees)} hồ sơ.", *said, f"Gồm: {names}{more}."]


def _frozen(letter: AwardLetter) -> list[str]:
    said = ["Nội dung, danh sách và bản PDF được đóng băng kèm mã SHA-256."]
    if not letter.is_submission:
        said.append("Người có tên trong danh sách và đầu mối các đơn vị nhận thông báo; mọi người xem được công văn.")
    return said


_PAGES = PaperActs[AwardLetter](
    way.PAPERS,
    frame_of,
    name=lambda letter: KINDS[letter.kind].lower(),
    edit=lambda letter: reverse("awards:letter_edit", args=[letter.pk]),
    frozen=_frozen,
    example="bổ sung căn cứ, bỏ hồ sơ chưa đủ",
    carries=_carried,
    doubts=what_to_look_at,
    title=lambda letter: KINDS[letter.kind],
)


def letter_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.submit_page(request, _acted(request, pk, "awards.send_up", WHO_WRITES))


def letter_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.withdraw_page(request, _acted(request, pk, "awards.send_up", WHO_WRITES))


def letter_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.approve_page(request, _acted(request, pk, "awards.approve_letter", WHO_DECIDES))


def letter_return(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.return_page(request, _acted(request, pk, "awards.approve_letter", WHO_DECIDES))


def letter_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.issue_page(request, _acted(request, pk, "awards.issue_letter", WHO_ISSUES))


def letter_dispatch(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi ngày gửi, số phiếu nhận, ngày cấp trên nhận."""
    letter = _acted(request, pk, "awards.send_up", WHO_WRITES)
    if refused := _not_issued(request, letter):
        return refused
    names = ("sent_on", "receipt_number", "received_on", "version")
    form = DispatchForm(initial={name: getattr(letter, name) for name in names})
    if request.method == "POST":
        form = DispatchForm(request.POST)

    def act() -> object:
        values = {name: form.cleaned_data[name] for name in names[:3]}
        seen, key = form.cleaned_data["version"], submit_key(request)
        return above.record_dispatch(actor=request.user, letter=letter, values=values, seen=seen, key=key)

    context = {**frame_of(letter).context, "submit": "Lưu", "icon": "save"}
    return record_form(
        request,
        form,
        act,
        template="awards/letter_form.html",
        context=context,
        title="Ghi gửi, tiếp nhận",
        done="Đã ghi việc gửi, tiếp nhận.",
        back=frame_of(letter).own_page,
    )


def letter_answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi trả lời của cấp trên for one dossier or for several at once."""
    letter = _acted(request, pk, "awards.send_up", WHO_WRITES)
    if refused := _not_issued(request, letter):
        return refused
    offered = _offered(letter)
    form = AnswerForm(initial={"version": letter.version}, offered=offered)
    if request.method == "POST":
        form = AnswerForm(request.POST, offered=offered)

    def act() -> object:
        return above.record_answers(
            actor=request.user,
            letter=letter,
            lines=form.cleaned_data["lines"],
            values=form.values,
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    context = {**frame_of(letter).context, "submit": "Ghi trả lời", "icon": "reply"}
    return record_form(
        request,
        form,
        act,
        template="awards/letter_form.html",
        context=context,
        title="Ghi trả lời của cấp trên",
        done="Đã ghi trả lời; người lập hồ sơ và người được đề nghị nhận thông báo.",
        back=frame_of(letter).own_page,
    )


@require_POST
def letter_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    letter = _acted(request, pk, "awards.send_up", WHO_WRITES)
    key = submit_key(request)
    removed = act_by_button(
        request,
        lambda: writing.remove_letter(actor=request.user, letter=letter, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:letter_list") if removed else redirect("awards:letter", pk)


def _acted(request: OfficeRequest, pk: int, right: str, who: str) -> AwardLetter:
    letter = seen_letter(request, pk)
    require(request.user, right, letter, who=who)
    return letter


def _not_issued(request: OfficeRequest, letter: AwardLetter) -> HttpResponse | None:
    """Back to the letter with the reason where nothing can have been sent or answered."""
    if letter.is_submission and letter.state == LetterState.ISSUED:
        return None
    messages.info(request, above.NOT_ISSUED if letter.is_submission else above.ONLY_SUBMISSIONS)
    return redirect("awards:letter", letter.pk)


def _offered(letter: AwardLetter) -> list[tuple[int, str]]:
    """The lines of the letter as the form names them, with the answer they have."""
    names = {
        one.pk: f"{one.who}: {one.honour}" for one in nominees_of(letter.lines.values("nomination"), records=False)
    }
    lines = letter.lines.order_by("order", "pk").values_list("pk", "nomination", "answer", "answered_on")
    found = []
    for pk, nomination, answer, day in lines:
        told = answer_words(answer, LetterState.ISSUED).lower()
        found.append((pk, f"{names[nomination]} ({told}{f' ngày {short_date(day)}' if day else ''})"))
    return found
