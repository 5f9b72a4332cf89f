"""The page of one act that moves a record on: it says what will happen, and repeats the verb on its button."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from plans.errors import EditConflict
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_on

M = TypeVar("M", bound=Model)
CHANGED = "Nội dung vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại, rồi bấm lần nữa nếu vẫn đúng."
NOT_TYPED = frozenset({"version", "early_ok"})  # fields that only the form itself looks at


@dataclass(frozen=True)
class ActPage:
    """The words of one act's page."""

    title: str
    will: tuple[str, ...]  # what happens, a sentence each
    submit: str
    icon: str
    done: str
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # to look at first; they stop nothing
    mend: str = "Soạn tiếp"  # the way out where something is missing


class Verb(NamedTuple):
    """What the button of an act says, its icon, and what is said when it is done."""

    submit: str
    icon: str
    done: str

    def page(self, title: str, *will: str, missing: Iterable[str] = (), doubts: Iterable[str] = ()) -> ActPage:
        """The page of this act on one record."""
        return ActPage(title, will, *self, tuple(missing), tuple(doubts))


SUBMIT = Verb("Trình duyệt", "send", "Đã trình Lãnh đạo Sở duyệt.")
WITHDRAW = Verb("Thu hồi", "undo-2", "Đã thu hồi về dự thảo.")
APPROVE = Verb("Duyệt", "check", "Đã duyệt. Văn thư ghi số và ngày để ban hành.")
RETURN = Verb("Trả lại", "rotate-ccw", "Đã trả lại thường trực kèm lý do.")


@dataclass(frozen=True)
class Frame:
    """Where the acts of one record are shown: its template, what stands around the form, and its own page."""

    template: str
    context: Mapping[str, Any]
    own_page: str


def refusal_page(request: OfficeRequest, frame: Frame, *, title: str, sentence: str) -> HttpResponse:
    """The sentence in place of the form, where the act is not possible now."""
    context = {**frame.context, "title": title, "refusal": sentence, "back": frame.own_page}
    return render(request, frame.template, context)


def act_page(
    request: OfficeRequest,
    frame: Frame,
    page: ActPage,
    act: Callable[..., object],
    *,
    version: int,
    form_class: type[VersionForm] = VersionForm,
    form_facts: Mapping[str, Any] | None = None,
    initial: Mapping[str, Any] | None = None,
    back: str = "",
    then: str = "",
) -> HttpResponse:
    """Show the page of one act; on POST call ``act`` with who acts, what was typed and the version that was seen.

    ``back`` is where "Quay lại" leads and ``then`` where one goes after the act; both are the record's own page unless
    said otherwise.
    """
    facts = form_facts or {}
    form: forms.Form
    if request.method == "POST":
        form = form_class(request.POST, **facts)
        if form.is_valid():
            typed = {name: form.cleaned_data[name] for name in form.fields if name not in NOT_TYPED}
            seen, key = form.cleaned_data["version"], submit_key(request)
            try:
                if act_on(form, lambda: act(actor=request.user, seen=seen, key=key, **typed)):
                    messages.success(request, page.done)
                    return redirect(then or frame.own_page)
            except EditConflict:
                typed_again = request.POST.copy()
                typed_again["version"] = str(version)
                form = form_class(typed_again, **facts)
                form.add_error(None, CHANGED)
    else:
        form = form_class(initial={**(initial or {}), "version": version}, **facts)
    context = {**frame.context, "page": page, "title": page.title, "form": form, "back": back or frame.own_page}
    return render(request, frame.template, context)


@dataclass(frozen=True)
class Acts(Generic[M]):
    """The act pages of one kind of record.

    ``name`` is the keyword by which its services take it. ``why_not`` has a sentence for each of its states, ``frame``
    gives where its acts are shown, ``title`` what the page is called where an act is refused.
    """

    name: str
    why_not: Mapping[Any, str]
    frame: Callable[[M], Frame]
    title: Callable[[M], str] = str

    def refused(self, request: OfficeRequest, record: M, *states: str) -> HttpResponse | None:
        """The sentence in place of the form while ``record`` is in none of ``states``."""
        found: Any = record
        if found.state in states:
            return None
        sentence = self.why_not[found.state]
        return refusal_page(request, self.frame(record), title=self.title(record), sentence=sentence)

    def show(
        self, request: OfficeRequest, record: M, page: ActPage, service: Callable[..., object], **options: Any
    ) -> HttpResponse:
        """The page of one act on ``record``; ``options`` are those of ``act_page``."""
        found: Any = record
        act = partial(service, **{self.name: record})
        return act_page(request, self.frame(record), page, act, version=found.version, **options)
