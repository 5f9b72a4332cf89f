"""Proposals that follow from a cluster's result: their list, and the acts on one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from emulation.forms.cluster import COMMENDATION, GRANTED, TITLE, AnswerForm, ProposalFilter, ProposalForm, SendForm
from emulation.models import AppliesTo, Cluster, ClusterProposal, ClusterYear, Commendation, Title
from emulation.services import proposal as service
from emulation.services.cluster import WHO_KEEPS
from emulation.views.cluster_rows import proposal_lines, proposal_pill
from emulation.views.cluster_year import seen_year
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Office
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.views.acting import act_by_button, require
from plans.views.listing import Listing, page_of, send_listing

PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("ĐỀ NGHỊ TẶNG", 24),
    Column("CHO AI", 20),
    Column("CỤM, KHỐI, NĂM", 22),
    Column("VĂN BẢN GỬI", 16),
    Column("KẾT QUẢ", 14),
    Column("TRẢ LỜI", 20),
)


@require_safe
def proposal_list(request: OfficeRequest) -> HttpResponse:
    """Đề nghị từ cụm, khối qua các năm."""
    chosen = _filter(request)
    page = page_of(request, _found(chosen))
    rows = [
        (number, line, proposal_pill(line.state))
        for number, line in enumerate(proposal_lines(page.object_list), start=page.start_index())
    ]
    context = {
        "rows": rows,
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} đề nghị",
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/proposal_list.html", context)


@require_safe
def proposal_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    chosen = _filter(request)
    rows = [
        PrintRow(
            (
                str(number),
                line.award,
                line.subject,
                f"{line.cluster}, năm {line.year}",
                line.sent or "chưa gửi",
                "\n".join(part for part in (line.state_words, line.answered) if part),
                line.answer,
            )
        )
        for number, line in enumerate(proposal_lines(_found(chosen)), start=1)
    ]
    listing = Listing(
        "DANH SÁCH", "Đề nghị từ cụm, khối thi đua", PRINTED, rows, chosen.criteria, f"Cộng: {len(rows)} đề nghị."
    )
    return send_listing(request, listing, name="de-nghi-cum-khoi.pdf")


def proposal_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Prepare a proposal of a year."""
    require(request.user, "emulation.keep_cluster", who=WHO_KEEPS)
    record, office = seen_year(pk), Office.objects.first()
    form = ProposalForm(initial={"version": 0, "subject": office.name if office else ""}, offered=_awards(record))
    if request.method == "POST":
        form = ProposalForm(request.POST, offered=_awards(record))
    return _form_page(request, record, form, None, title="Thêm đề nghị", done="Đã ghi đề nghị, đang chuẩn bị.")


def proposal_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct one that was not sent."""
    found = _kept_proposal(request, pk)
    record = found.cluster_year
    form = ProposalForm(initial=ProposalForm.initial_of(found), offered=_awards(record))
    if request.method == "POST":
        form = ProposalForm(request.POST, offered=_awards(record))
    return _form_page(request, record, form, found, title="Sửa đề nghị", done="Đã lưu đề nghị.")


def proposal_send(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi đã gửi."""
    found = _kept_proposal(request, pk)
    form = SendForm(request.POST) if request.method == "POST" else SendForm(initial={"version": found.version})

    def act() -> object:
        values = form.cleaned_data
        number, day, seen = values["number"], values["day"], values["version"]
        key = submit_key(request)
        return service.send_proposal(actor=request.user, proposal=found, number=number, day=day, seen=seen, key=key)

    return _act_page(request, found, form, act, title="Ghi đã gửi đề nghị", done="Đã ghi văn bản gửi.")


def proposal_answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi kết quả trả lời."""
    found = _kept_proposal(request, pk)
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial={"version": found.version})

    def act() -> object:
        values = form.cleaned_data
        return service.answer_proposal(
            actor=request.user,
            proposal=found,
            granted=values["outcome"] == GRANTED,
            answer=values["answer"],
            day=values["day"],
            seen=values["version"],
            key=submit_key(request),
        )

    return _act_page(request, found, form, act, title="Ghi kết quả đề nghị", done="Đã ghi kết quả.")


@require_POST
def proposal_undo(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi lại: written down by mistake."""
    found = _kept_proposal(request, pk)
    seen, key = whole_number(request.POST.get("version", "")) or 0, submit_key(request)
    act_by_button(
        request,
        lambda: service.step_back(actor=request.user, proposal=found, seen=seen, key=key),
        done="Đã đưa đề nghị về bước trước.",
    )
    return redirect("emulation:cluster_year", found.cluster_year_id)


@require_POST
def proposal_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    found, key = _kept_proposal(request, pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_proposal(actor=request.user, proposal=found, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("emulation:cluster_year", found.cluster_year_id)


def _form_page(
    request: OfficeRequest,
    record: ClusterYear,
    form: ProposalForm,
    found: ClusterProposal | None,
    *,
    title: str,
    done: str,
) -> HttpResponse:
    def act() -> object:
        which, pk = form.chosen
        values = {
            "title": Title.objects.get(pk=pk) if which == TITLE else None,
            "commendation": Commendation.objects.get(pk=pk) if which == COMMENDATION else None,
            "subject": form.cleaned_data["subject"],
            "reason": form.cleaned_data["reason"],
        }
        seen, key = form.cleaned_data["version"], submit_key(request)
        return service.save_proposal(
            actor=request.user, record=record, proposal=found, values=values, seen=seen, key=key
        )

    return record_form(
        request,
        form,
        act,
        template="emulation/cluster_year_form.html",
        context={"year": record, "cluster": record.cluster, "submit": "Lưu đề nghị"},
        title=title,
        done=done,
        back=reverse("emulation:cluster_year", args=[record.pk]),
        theirs=ProposalForm.initial_of,
    )


def _act_page(
    request: OfficeRequest, found: ClusterProposal, form: Any, act: Callable[[], object], *, title: str, done: str
) -> HttpResponse:
    record = found.cluster_year
    return record_form(
        request,
        form,
        act,
        template="emulation/cluster_year_form.html",
        context={"year": record, "cluster": record.cluster, "proposal": found, "submit": title},
        title=title,
        done=done,
        back=reverse("emulation:cluster_year", args=[record.pk]),
    )


def _kept_proposal(request: OfficeRequest, pk: int) -> ClusterProposal:
    require(request.user, "emulation.keep_cluster", who=WHO_KEEPS)
    kept = ClusterProposal.objects.kept().select_related("cluster_year__cluster", "title", "commendation")
    return get_object_or_404(kept, pk=pk)


def _awards(record: ClusterYear) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be proposed, the two catalogues apart; the flag that the cluster's organiser gives stands first."""
    flag = "CO_BO" if record.cluster.organiser == Cluster.Organiser.MINISTRY else "CO_TINH"
    titles = Title.objects.exclude(applies_to=AppliesTo.INDIVIDUAL)
    return [
        ("Danh hiệu thi đua", _choices(TITLE, titles, first=flag)),
        ("Hình thức khen thưởng", _choices(COMMENDATION, Commendation.objects.all())),
    ]


def _choices(which: str, entries: QuerySet[Any], first: str = "") -> list[tuple[str, str]]:
    rows = entries.order_by("order", "name").values_list("pk", "code", "name", "in_use")
    return [
        (f"{which}:{pk}", name if used else f"{name} (đang tắt trong danh mục)")
        for pk, code, name, used in sorted(rows, key=lambda row: row[1] != first)
    ]


def _filter(request: OfficeRequest) -> ProposalFilter:
    years = ClusterYear.objects.order_by("-year").values_list("year", flat=True).distinct()
    return ProposalFilter(request.GET, year=[("", "Mọi năm"), *((str(year), str(year)) for year in years)])


def _found(chosen: ProposalFilter) -> QuerySet[ClusterProposal]:
    proposals = ClusterProposal.objects.filter(removed_at=None)
    if state := chosen.value("state"):
        proposals = proposals.filter(state=state)
    if year := chosen.value("year"):
        proposals = proposals.filter(cluster_year__year=int(year))
    return proposals.order_by("-cluster_year__year", "pk")
