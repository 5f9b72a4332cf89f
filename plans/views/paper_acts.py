"""The pages on which an official paper goes its way: submitted, withdrawn, approved, returned, issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from plans.forms.plan import IssueForm, ReturnForm
from plans.http import OfficeRequest
from plans.models import OfficialPaper, PaperState
from plans.services.paper import next_number
from plans.services.paper_way import PaperWay
from plans.views.act_page import APPROVE, RETURN, SUBMIT, WITHDRAW, ActPage, Acts, Frame
from plans.views.cells import choice_pill
from plans.views.steps import StepFor

P = TypeVar("P", bound=OfficialPaper)
_LOOK = {
    PaperState.DRAFT: "idle",
    PaperState.SUBMITTED: "await",
    PaperState.APPROVED: "await",
    PaperState.ISSUED: "done",
}


def paper_pill(state: str) -> SafeString:
    """State of an official paper."""
    return choice_pill(PaperState(state), _LOOK)


def paper_steps(address: str, *, writes: str, decides: str, numbers: str) -> Mapping[PaperState, Sequence[StepFor]]:
    """The steps of each state before issuing, for who has the right; ``address`` begins the names of their pages."""
    send_back = StepFor(decides, "Trả lại", f"{address}_return", "rotate-ccw", False)
    return {
        PaperState.DRAFT: (
            StepFor(writes, "Soạn tiếp", f"{address}_edit", "square-pen", False),
            StepFor(writes, "Trình duyệt", f"{address}_submit", "send", True),
        ),
        PaperState.SUBMITTED: (
            StepFor(writes, "Thu hồi", f"{address}_withdraw", "undo-2", False),
            send_back,
            StepFor(decides, "Duyệt", f"{address}_approve", "check", True),
        ),
        PaperState.APPROVED: (
            send_back,
            StepFor(numbers, "Ghi số, ban hành", f"{address}_issue", "stamp", True),
        ),
    }


def _nothing(_record: object) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class PaperActs(Generic[P]):
    """The act pages of one kind of paper. Each takes a record that its view has fetched, with the right checked.

    ``name`` is what titles call it ("tờ trình"), ``noun`` what sentences do. ``edit`` gives the page on which a draft
    is mended. ``carries`` says once more what is sent on, ``doubts`` what to look at first, ``frozen`` what issuing
    does beside giving the number. ``example`` is a reason for which one may be returned, ``title`` heads a refusal.
    """

    way: PaperWay[P]
    frame: Callable[[P], Frame]
    name: Callable[[P], str]
    edit: Callable[[P], str]
    frozen: Callable[[P], Sequence[str]]
    example: str
    noun: str = "văn bản"
    carries: Callable[[P], Sequence[str]] = _nothing
    doubts: Callable[[P], Sequence[str]] = _nothing
    title: Callable[[P], str] = str

    @property
    def _acts(self) -> Acts[P]:
        return Acts("record", self.way.way.why_not, self.frame, self.title)

    def submit_page(self, request: OfficeRequest, record: P) -> HttpResponse:
        """Trình duyệt, with what it carries said once more."""
        if refused := self._acts.refused(request, record, PaperState.DRAFT):
            return refused
        page = SUBMIT.page(
            f"Trình duyệt {self.name(record)}",
            *self.carries(record),
            "Lãnh đạo Sở nhận thông báo và xem để duyệt hoặc trả lại.",
            f"Trong khi chờ, {self.noun} không sửa được; cần sửa thì thu hồi.",
            missing=self.way.missing(record),
            doubts=self.doubts(record),
        )
        back = self.edit(record) if page.missing else ""
        return self._acts.show(request, record, page, self.way.submit, back=back)

    def withdraw_page(self, request: OfficeRequest, record: P) -> HttpResponse:
        """Thu hồi về dự thảo."""
        if refused := self._acts.refused(request, record, PaperState.SUBMITTED):
            return refused
        page = WITHDRAW.page(
            f"Thu hồi {self.name(record)}",
            f"{capfirst(self.noun)} trở về dự thảo, sửa được; Lãnh đạo Sở nhận thông báo.",
        )
        return self._acts.show(request, record, page, self.way.withdraw)

    def approve_page(self, request: OfficeRequest, record: P) -> HttpResponse:
        """Duyệt."""
        if refused := self._acts.refused(request, record, PaperState.SUBMITTED):
            return refused
        page = APPROVE.page(
            f"Duyệt {self.name(record)}",
            *self.carries(record),
            "Nội dung không sửa nữa; văn thư ghi số, ngày để ban hành.",
            "Chưa đồng ý thì trả lại kèm lý do.",
            missing=self.way.missing(record),
            doubts=self.doubts(record),
        )
        return self._acts.show(request, record, page, self.way.approve)

    def return_page(self, request: OfficeRequest, record: P) -> HttpResponse:
        """Trả lại kèm lý do."""
        if refused := self._acts.refused(request, record, PaperState.SUBMITTED, PaperState.APPROVED):
            return refused
        will = f"{capfirst(self.noun)} trở về dự thảo để thường trực sửa theo lý do dưới đây rồi trình lại."
        page = RETURN.page(
            f"Trả lại {self.name(record)}",
            will,
        )
        facts = {"example": self.example}
        return self._acts.show(request, record, page, self.way.send_back, form_class=ReturnForm, form_facts=facts)

    def issue_page(self, request: OfficeRequest, record: P) -> HttpResponse:
        """Ghi số, ban hành: the next free number and today are proposed."""
        if refused := self._acts.refused(request, record, PaperState.APPROVED):
            return refused
        today = timezone.localdate()
        number = f"Số và ngày được ghi vào sổ; ký hiệu là {record.symbol}. Số đã cấp không đổi và không cấp lại được."
        page = ActPage(
            title=f"Ghi số, ban hành {self.name(record)}",
            will=(number, *self.frozen(record)),
            submit="Ban hành",
            icon="stamp",
            done="Đã ban hành, vào sổ văn bản.",
            doubts=tuple(self.doubts(record)),
        )
        initial = {"number": next_number(self.way.entry(record).series, today.year), "issued_on": today}
        return self._acts.show(request, record, page, self.way.issue, form_class=IssueForm, initial=initial)
