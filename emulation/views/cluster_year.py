"""One year of a cluster: its page, and what the standing office writes down of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from emulation.forms.cluster import EventsForm, MembersForm, ResultForm, RulesForm
from emulation.models import ClusterMember, ClusterYear, ScoreTable
from emulation.services import cluster as service
from emulation.views.cluster_rows import CYCLE, points_words, proposal_lines, proposal_pill, rank_words
from emulation.views.record_form import record_form
from plans.forms.event import new_file
from plans.http import OfficeRequest, submit_key
from plans.models import Event
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.views.acting import require
from plans.views.event_rows import days_words, state_pill
from plans.views.files import send_file
from plans.views.listing import Listing, send_listing

Role = ClusterMember.Role
FILES = {"quy-che": "rules_file", "ket-qua": "result_file"}
PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("THÀNH VIÊN", 48),
    Column("VAI TRÒ", 17),
    Column("ĐIỂM", 14, Align.CENTER),
    Column("XẾP HẠNG", 14, Align.CENTER),
)


def seen_year(pk: int) -> ClusterYear:
    """The year of an address with its cluster and files, or 404. Everybody of the office sees it."""
    return get_object_or_404(ClusterYear.objects.select_related("cluster", "rules_file", "result_file"), pk=pk)


@require_safe
def cluster_year(request: OfficeRequest, pk: int) -> HttpResponse:
    """Members, rules, score table, result, proposals and conferences of a year."""
    record, user = seen_year(pk), request.user
    members = list(record.members.all())
    own = next((member for member in members if member.is_us), None)
    events = Event.objects.visible_to(user).filter(cluster_years=record).order_by("starts_on", "pk")
    context = {
        "year": record,
        "cluster": record.cluster,
        "members": [(place, one, points_words(one.score)) for place, one in enumerate(members, start=1)],
        "lacks_head": bool(members) and all(one.role != Role.HEAD for one in members),
        "rank": rank_words(own.rank, len(members)) if own else "",
        "score": points_words(own.score) if own else "",
        "proposals": [
            (line, proposal_pill(line.state)) for line in proposal_lines(record.proposals.filter(removed_at=None))
        ],
        "events": [(one, days_words(one.starts_on, one.ends_on), state_pill(one.state)) for one in events],
        "has_table": ScoreTable.objects.filter(cluster_year=record).exists(),
        "cycle": CYCLE,
        "keeps": user.has_perm("emulation.keep_cluster"),
    }
    return render(request, "emulation/cluster_year.html", context)


@require_safe
def cluster_year_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Members and result on A4, or as a sheet."""
    record = seen_year(pk)
    members = list(record.members.all())
    rows = [
        PrintRow(
            (
                str(place),
                one.name,
                str(one.get_role_display()),
                points_words(one.score),
                str(one.rank or ""),
            )
        )
        for place, one in enumerate(members, start=1)
    ]
    told = record.result_number or "chưa ghi"
    if record.result_date:
        told = f"{told}, ngày {record.result_date:%d/%m/%Y}"
    total = f"Cộng: {len(rows)} thành viên. Văn bản công bố kết quả: {told}."
    subject = f"Thành viên và kết quả thi đua năm {record.year}, {record.cluster}"
    listing = Listing("BẢNG TỔNG HỢP", subject, PRINTED, rows, f"năm {record.year}", total)
    return send_listing(request, listing, name=f"cum-khoi-{record.year}.pdf")


@require_safe
def cluster_file(_request: OfficeRequest, pk: int, what: str) -> HttpResponse:
    """The rules or the result as a file, always an attachment."""
    stored = getattr(seen_year(pk), FILES.get(what, ""), None)
    if stored is None:
        raise Http404
    return send_file(stored)


def cluster_rules(request: OfficeRequest, pk: int) -> HttpResponse:
    """Quy chế của năm."""
    record = _kept_year(request, pk)
    form = RulesForm(request.POST, request.FILES) if request.method == "POST" else RulesForm(initial=_rules(record))

    def act() -> object:
        values = form.cleaned_data
        return service.change_rules(
            actor=request.user,
            record=record,
            rules=values["rules"],
            number=values["number"],
            day=values["day"],
            file=new_file(values["file"]),
            seen=values["version"],
            key=submit_key(request),
        )

    words = {"submit": "Lưu quy chế", "held": record.rules_file}
    title, done = "Quy chế của năm", "Đã lưu quy chế."
    return _form(request, record, form, act, title=title, done=done, theirs=_rules, words=words)


def cluster_members(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thành viên, trưởng và phó."""
    record = _kept_year(request, pk)
    members = list(record.members.all())
    form = MembersForm(members=members, initial={"version": record.version})
    if request.method == "POST":
        form = MembersForm(request.POST, members=members)

    def act() -> object:
        seen, key = form.cleaned_data["version"], submit_key(request)
        return service.save_members(actor=request.user, record=record, rows=form.members, seen=seen, key=key)

    return _form(
        request,
        record,
        form,
        act,
        title="Thành viên của năm",
        done="Đã lưu thành viên.",
        theirs=lambda _saved: MembersForm.saved_values(members),
        words={"template": "emulation/cluster_members.html"},
    )


def cluster_result(request: OfficeRequest, pk: int) -> HttpResponse:
    """Kết quả của cụm, khối."""
    record = _kept_year(request, pk)
    members = list(record.members.all())
    names = ("result_number", "result_date", "result_note", "version")
    form = ResultForm(members=members, initial={name: getattr(record, name) for name in names})
    if request.method == "POST":
        form = ResultForm(request.POST, request.FILES, members=members)

    def act() -> object:
        values = form.cleaned_data
        return service.record_result(
            actor=request.user,
            record=record,
            rows=form.rows,
            values=values,
            file=new_file(values["file"]),
            seen=values["version"],
            key=submit_key(request),
        )

    return _form(
        request,
        record,
        form,
        act,
        title="Kết quả của cụm, khối",
        done="Đã ghi kết quả.",
        theirs=lambda _saved: ResultForm.saved_values(members),
        words={"template": "emulation/cluster_result.html", "held": record.result_file},
    )


def cluster_events(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hội nghị: chosen among the events of the plan of that year."""
    record = _kept_year(request, pk)
    chosen = {event.pk for event in record.events.all()}
    of_year = Q(task__plan__year=record.year, task__dropped=False) | Q(pk__in=chosen)
    offered = list(Event.objects.visible_to(request.user).filter(of_year).order_by("starts_on", "pk").distinct())
    form = EventsForm(initial={"events": sorted(chosen), "version": record.version}, offered=offered)
    if request.method == "POST":
        form = EventsForm(request.POST, offered=offered)

    def act() -> object:
        wanted = set(form.cleaned_data["events"])
        return service.choose_events(
            actor=request.user,
            record=record,
            events=[event for event in offered if event.pk in wanted],
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    words = {"submit": "Lưu hội nghị", "none": not offered}
    return _form(
        request,
        record,
        form,
        act,
        title="Hội nghị của cụm, khối",
        done="Đã lưu hội nghị của năm.",
        theirs=lambda saved: {"events": [event.pk for event in saved.events.all()]},
        words=words,
    )


def _kept_year(request: OfficeRequest, pk: int) -> ClusterYear:
    require(request.user, "emulation.keep_cluster", who=service.WHO_KEEPS)
    return seen_year(pk)


def _form(
    request: OfficeRequest,
    record: ClusterYear,
    form: Any,
    act: Any,
    *,
    title: str,
    done: str,
    theirs: Any,
    words: dict[str, Any],
) -> HttpResponse:
    return record_form(
        request,
        form,
        act,
        template=words.get("template", "emulation/cluster_year_form.html"),
        context={"year": record, "cluster": record.cluster, **words},
        title=title,
        done=done,
        back=reverse("emulation:cluster_year", args=[record.pk]),
        theirs=theirs,
    )


def _rules(record: ClusterYear) -> dict[str, Any]:
    """The rules as their form names them."""
    return {
        "number": record.rules_number,
        "day": record.rules_date,
        "rules": record.rules,
        "version": record.version,
    }
