"""Bộ lọc đã lưu: offered on each list, saved there under a name, managed on a page of their own."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from plans.context import plan_in_view
from plans.errors import EditConflict
from plans.forms.saved_filter import FilterEditForm, FilterForm
from plans.http import OfficeRequest, submit_key
from plans.models import SavedFilter, User
from plans.rules.filter_pages import FILTER_PAGES, PLAN, FilterPage, conditions_of
from plans.rules.text import fold
from plans.services import saved_filter as service
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.filter_words import criteria
from plans.views.listing import page_of

WHO_SEES = "Danh sách này không thuộc việc của anh, chị. Cần xem thì hỏi thường trực TĐKT."
ORDER = {slug: place for place, slug in enumerate(FILTER_PAGES)}


class Line(NamedTuple):
    """A saved filter as a list shows it."""

    pk: int
    page: str
    name: str
    words: str
    url: str
    whose: str
    shared: bool
    editable: bool


@require_safe
def filters(request: OfficeRequest) -> HttpResponse:
    """Every filter the person may use; with ``?danh-sach=`` those of one list, for that list as a menu."""
    slug = request.GET.get("danh-sach", "")
    page = _page(request.user, slug) if slug else None
    lines = _lines(request, slug)
    query = conditions_of(request.GET.get("loc", ""))
    context = {
        "lines": lines,
        "chosen": page,
        "slug": slug,
        "query": query,
        "save_url": _save_url(slug, query) if page and query else "",
        "back_url": _list_url(request, slug, query) if page else "",
    }
    if request.htmx and page:  # type: ignore[attr-defined] # HtmxMiddleware
        form = FilterForm(may_share=request.user.has_perm("plans.share_filter"))
        answer = render(request, "plans/filter_menu.html", {**context, "form": form})
    else:
        chips = [("", "Tất cả", not slug), *((key, one.label, key == slug) for key, one in _pages(request.user))]
        listed = page_of(request, lines)
        answer = render(
            request, "plans/filter_list.html", {**context, "page": listed, "lines": list(listed), "chips": chips}
        )
    patch_vary_headers(answer, ("HX-Request",))
    return answer


def filter_save(request: OfficeRequest) -> HttpResponse:
    """Lưu bộ lọc: the conditions stand in the address (``?danh-sach=&loc=``), its name in the form."""
    slug, query = request.GET.get("danh-sach", ""), conditions_of(request.GET.get("loc", ""))
    page = _page(request.user, slug)
    may_share = request.user.has_perm("plans.share_filter")
    form = FilterForm(request.POST if request.method == "POST" else None, may_share=may_share)
    words = criteria(request, slug, query)
    back = _list_url(request, slug, query)

    def save() -> object:
        return service.save_filter(
            actor=request.user,
            page=slug,
            name=form.cleaned_data["name"],
            query=query,
            words=words,
            shared=form.cleaned_data.get("shared", False),
            key=submit_key(request),
        )

    if request.method == "POST" and form.is_valid() and act_on(form, save):
        messages.success(request, f"Đã lưu bộ lọc “{form.cleaned_data['name']}”. Dùng lại ở “Bộ lọc đã lưu”.")
        return redirect(back)
    context = {"form": form, "label": page.label, "words": words, "back_url": back, "record": None}
    return render(request, "plans/filter_form.html", context)


def filter_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa bộ lọc: its name, and whether it is shared."""
    record = _record(request.user, pk)
    require(request.user, "plans.edit_filter", record, who=service.WHO_EDITS)
    may_share = record.shared or request.user.has_perm("plans.share_filter")
    start = {"name": record.name, "shared": record.shared, "version": record.version}
    form = FilterEditForm(request.POST if request.method == "POST" else None, initial=start, may_share=may_share)
    back = _manage_url(record.page)

    def change() -> object:
        return service.change_filter(
            record=record,
            actor=request.user,
            name=form.cleaned_data["name"],
            shared=form.cleaned_data.get("shared", False),
            seen=form.cleaned_data["version"],
            key=submit_key(request),
        )

    try:
        if request.method == "POST" and form.is_valid() and act_on(form, change):
            messages.success(request, f"Đã sửa bộ lọc “{form.cleaned_data['name']}”.")
            return redirect(back)
    except EditConflict as conflict:
        title = f"Bộ lọc “{record.name}”"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back)
    label = FILTER_PAGES[record.page].label
    context = {"form": form, "label": label, "words": record.words, "back_url": back, "record": record}
    return render(request, "plans/filter_form.html", context)


@require_POST
def filter_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ vào thùng rác."""
    record = _record(request.user, pk)
    require(request.user, "plans.edit_filter", record, who=service.WHO_EDITS)
    act_by_button(
        request,
        lambda: service.remove_filter(record=record, actor=request.user, key=submit_key(request)),
        done=f"Đã bỏ bộ lọc “{record.name}” vào thùng rác.",
    )
    return redirect(_manage_url(record.page))


def _pages(user: User) -> list[tuple[str, FilterPage]]:
    """The lists that are the person's."""
    return [(slug, page) for slug, page in FILTER_PAGES.items() if not page.right or user.has_perm(page.right)]


def _page(user: User, slug: str) -> FilterPage:
    if slug not in FILTER_PAGES:
        raise Http404
    page = FILTER_PAGES[slug]
    if page.right:
        require(user, page.right, who=WHO_SEES)
    return page


def _record(user: User, pk: int) -> SavedFilter:
    known = [slug for slug, _ in _pages(user)]
    return get_object_or_404(SavedFilter.objects.visible_to(user).filter(page__in=known), pk=pk)


def _lines(request: OfficeRequest, slug: str) -> list[Line]:
    """The filters of one list or of all the person's, each list's own by name: one query."""
    user = request.user
    wanted = [slug] if slug else [key for key, _ in _pages(user)]
    found = SavedFilter.objects.visible_to(user).filter(page__in=wanted).select_related("user__person")
    ordered = sorted(found, key=lambda record: (ORDER[record.page], fold(record.name), record.pk))
    return [_line(request, record) for record in ordered]


def _line(request: OfficeRequest, record: SavedFilter) -> Line:
    own = record.user_id == request.user.pk
    return Line(
        pk=record.pk,
        page=FILTER_PAGES[record.page].label,
        name=record.name,
        words=record.words,
        url=_list_url(request, record.page, record.query),
        whose="của tôi" if own else record.user.get_full_name(),
        shared=record.shared,
        editable=request.user.has_perm("plans.edit_filter", record),
    )


def _list_url(request: OfficeRequest, slug: str, query: str) -> str:
    """The list with the conditions; the table of the plan is that of the year in view."""
    if slug == PLAN:
        plan = plan_in_view(request)
        if plan is None:
            return reverse("plans:plan_list")
        base = reverse("plans:plan", args=[plan.pk])
    else:
        base = reverse(FILTER_PAGES[slug].name)
    return f"{base}?{query}" if query else base


def _save_url(slug: str, query: str) -> str:
    return f"{reverse('plans:filter_save')}?{urlencode({'danh-sach': slug, 'loc': query})}"


def _manage_url(slug: str) -> str:
    return f"{reverse('plans:filters')}?{urlencode({'danh-sach': slug})}"
