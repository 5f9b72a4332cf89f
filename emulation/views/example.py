"""Điển hình tiên tiến: the register, one example's page, its files and where it was told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from emulation.forms.example import ExampleFilesForm, ExampleFilter, ExampleForm, PublicityForm
from emulation.models import Campaign, ModelExample, Publicity
from emulation.services import example as service
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import User
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.sockets import SearchHit, SearchSource
from plans.views.acting import act_by_button, require
from plans.views.files import send_file
from plans.views.listing import Listing, page_of, send_listing
from plans.views.record_history import steps_of

PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("NĂM", 7, Align.CENTER),
    Column("ĐIỂN HÌNH", 22),
    Column("NGƯỜI, ĐƠN VỊ", 18),
    Column("VIỆC LÀM, THÀNH TÍCH", 36),
    Column("PHONG TRÀO", 18),
    Column("TUYÊN TRUYỀN", 13, Align.CENTER),
)
COMPARED = ("year", "name", "field", "story")


class Line(NamedTuple):
    """An example in the register, its cells ready to show."""

    pk: int
    year: int
    name: str
    whose: str
    field: str
    story: str
    campaign_pk: int | None
    campaign: str
    told: int
    is_sample: bool


@require_safe
def example_list(request: OfficeRequest) -> HttpResponse:
    """Sổ điển hình tiên tiến."""
    chosen = _filter(request)
    page = page_of(request, _found(chosen))
    context = {
        "rows": list(enumerate(_lines(request.user, page.object_list), start=page.start_index())),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} điển hình",
        "keeps": request.user.has_perm("emulation.keep_examples"),
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/example_list.html", context)


@require_safe
def example_print(request: OfficeRequest) -> HttpResponse:
    """The register on A4, or as a sheet."""
    chosen = _filter(request)
    rows = [
        PrintRow(
            (
                str(number),
                str(line.year),
                "\n".join(part for part in (line.name, line.field) if part),
                line.whose,
                line.story,
                line.campaign,
                f"{line.told} lần" if line.told else "chưa",
            )
        )
        for number, line in enumerate(_lines(request.user, _found(chosen)), start=1)
    ]
    total = f"Cộng: {len(rows)} điển hình."
    listing = Listing("SỔ THEO DÕI", "Điển hình tiên tiến", PRINTED, rows, chosen.criteria, total, names_people=True)
    return send_listing(request, listing, name="dien-hinh-tien-tien.pdf")


@require_safe
def example(request: OfficeRequest, pk: int) -> HttpResponse:
    """One example: whose, the story, its files, where it was told."""
    found = get_object_or_404(_kept().select_related("person__unit", "unit", "campaign", "made_by__person"), pk=pk)
    context = {
        "example": found,
        "campaign": found.campaign if found.campaign and _sees(request.user, found.campaign) else None,
        "files": list(found.files.order_by("pk")),
        "told": list(found.publicities.all()),
        "steps": steps_of(found, COMPARED),
        "keeps": request.user.has_perm("emulation.keep_examples"),
    }
    return render(request, "emulation/example.html", context)


def example_new(request: OfficeRequest) -> HttpResponse:
    """Enter an example."""
    require(request.user, "emulation.keep_examples", who=service.WHO_KEEPS)
    campaigns = Campaign.objects.visible_to(request.user)
    asked = whole_number(request.GET.get("phong-trao", ""))
    form = ExampleForm(initial={"year": year_in_view(request), "campaign": asked}, campaigns=campaigns)
    if request.method == "POST":
        form = ExampleForm(request.POST, campaigns=campaigns)
    return record_form(
        request,
        form,
        lambda: _save(request, form, None),
        template="emulation/example_form.html",
        context={},
        title="Thêm điển hình tiên tiến",
        done="Đã ghi vào sổ. Thêm tệp và nơi tuyên truyền ở dưới.",
        back=reverse("emulation:example_list"),
        then=lambda made: reverse("emulation:example", args=[made.pk]),
    )


def example_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct an example."""
    found = _own(request, pk)
    campaigns = Campaign.objects.visible_to(request.user)
    form = ExampleForm(instance=found, initial={"version": found.version}, campaigns=campaigns)
    if request.method == "POST":
        form = ExampleForm(request.POST, instance=_own(request, pk), campaigns=campaigns)
    return record_form(
        request,
        form,
        lambda: _save(request, form, found),
        template="emulation/example_form.html",
        context={"example": found},
        title=f"Sửa {found.name}",
        done="Đã lưu điển hình.",
        back=reverse("emulation:example", args=[pk]),
    )


@require_POST
def example_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    found, key = _own(request, pk), submit_key(request)
    removed = act_by_button(
        request,
        lambda: service.remove_example(actor=request.user, example=found, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("emulation:example_list") if removed else redirect("emulation:example", pk)


def example_file_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thêm tệp."""
    found = _own(request, pk)
    form = ExampleFilesForm(request.POST, request.FILES) if request.method == "POST" else ExampleFilesForm()

    def act() -> object:
        files, key = form.cleaned_data["attached"], submit_key(request)
        return service.add_files(actor=request.user, example=found, files=files, key=key)

    return _part_form(request, found, form, act, title="Thêm tệp", done="Đã lưu tệp.")


@require_safe
def example_file(_request: OfficeRequest, pk: int, file_pk: int) -> HttpResponse:
    """A file of the example, always an attachment."""
    found = get_object_or_404(_kept(), pk=pk)
    return send_file(get_object_or_404(found.files, pk=file_pk))


@require_POST
def example_file_remove(request: OfficeRequest, pk: int, file_pk: int) -> HttpResponse:
    """Take a file off."""
    found, key = _own(request, pk), submit_key(request)
    file = get_object_or_404(found.files, pk=file_pk)
    act_by_button(
        request,
        lambda: service.remove_file(actor=request.user, example=found, file=file, key=key),
        done=f"Đã bỏ tệp “{file.name}”.",
    )
    return redirect("emulation:example", pk)


def publicity_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi nơi tuyên truyền."""
    found = _own(request, pk)
    form = PublicityForm(request.POST) if request.method == "POST" else PublicityForm()

    def act() -> object:
        return service.add_publicity(actor=request.user, example=found, **form.cleaned_data, key=submit_key(request))

    return _part_form(request, found, form, act, title="Ghi nơi tuyên truyền", done="Đã ghi nơi tuyên truyền.")


@require_POST
def publicity_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Written down by mistake."""
    require(request.user, "emulation.keep_examples", who=service.WHO_KEEPS)
    kept = Publicity.objects.filter(example__removed_at=None).select_related("example")
    told, key = get_object_or_404(kept, pk=pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_publicity(actor=request.user, told=told, key=key),
        done="Đã bỏ dòng tuyên truyền.",
    )
    return redirect("emulation:example", told.example_id)


def _part_form(
    request: OfficeRequest, found: ModelExample, form: Any, act: Any, *, title: str, done: str
) -> HttpResponse:
    return record_form(
        request,
        form,
        act,
        template="emulation/example_form.html",
        context={"example": found},
        title=title,
        done=done,
        back=reverse("emulation:example", args=[found.pk]),
    )


def _save(request: OfficeRequest, form: ExampleForm, found: ModelExample | None) -> ModelExample:
    seen, key = form.cleaned_data["version"] or 0, submit_key(request)
    return service.save_example(actor=request.user, example=found, values=form.values, seen=seen, key=key)


def _kept() -> QuerySet[ModelExample]:
    """Examples are for the whole office to see; those in the bin for nobody."""
    return ModelExample.objects.filter(removed_at=None)


def _own(request: OfficeRequest, pk: int) -> ModelExample:
    require(request.user, "emulation.keep_examples", who=service.WHO_KEEPS)
    return get_object_or_404(_kept(), pk=pk)


def _sees(user: User, campaign: Campaign) -> bool:
    return Campaign.objects.visible_to(user).filter(pk=campaign.pk).exists()


def _filter(request: OfficeRequest) -> ExampleFilter:
    years = _kept().order_by("-year").values_list("year", flat=True).distinct()
    campaigns = Campaign.objects.visible_to(request.user).filter(examples__removed_at=None, examples__isnull=False)
    names = campaigns.order_by("-starts_on").values_list("pk", "name").distinct()
    return ExampleFilter(
        request.GET,
        year=[("", "Mọi năm"), *((str(year), str(year)) for year in years)],
        campaign=[("", "Mọi phong trào"), *((str(pk), name) for pk, name in names)],
    )


def _found(chosen: ExampleFilter) -> QuerySet[ModelExample]:
    examples = _kept()
    for word in chosen.key.split():
        examples = examples.filter(search_key__contains=word)
    if year := chosen.value("year"):
        examples = examples.filter(year=int(year))
    if campaign := chosen.value("campaign"):
        examples = examples.filter(campaign=int(campaign))
    return examples.order_by("-year", "name", "pk")


def _lines(user: User, examples: Any) -> Iterable[Line]:
    """One query, and one for the campaigns the person may see."""
    seen = set(Campaign.objects.visible_to(user).filter(examples__isnull=False).values_list("pk", flat=True))
    rows = examples.annotate(told=Count("publicities")).values_list(
        *("pk", "year", "name", "person__full_name", "unit__name", "field", "story"),
        *("campaign_id", "campaign__name", "told", "is_sample"),
    )
    for pk, year, name, person, unit, field, story, campaign_pk, campaign, told, sample in rows:
        known = campaign_pk if campaign_pk in seen else None
        words = campaign if known else ""
        yield Line(pk, year, name, person or unit or "", field, story, known, words, told, sample)


def examples_to_search(user: User) -> Iterable[SearchSource]:  # noqa: ARG001 - everybody sees them
    """Model examples by name, field and story."""
    yield SearchSource(
        kind="Điển hình tiên tiến",
        icon="user-star",
        rows=_kept(),
        text="name",
        columns=("year", "name", "field"),
        hit=_hit,
        order=("-year", "name"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["name"],
        url=reverse("emulation:example", args=[row["pk"]]),
        detail=" · ".join(part for part in (f"năm {row['year']}", row["field"]) if part),
    )
