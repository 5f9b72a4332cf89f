"""The page of what was found, and of where the words do occur when nothing was."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.http import OfficeRequest
from plans.services.search import LONGEST, SHOWN, find, where_words_occur


@require_safe
def search_page(request: OfficeRequest) -> HttpResponse:
    """Finds for ``?q=``, by kind."""
    typed = " ".join(request.GET.get("q", "").split())[:LONGEST]
    groups = find(user=request.user, typed=typed)
    context = {
        "typed": typed,
        "groups": groups,
        "total": sum(len(group.hits) for group in groups),
        "cut": any(group.more for group in groups),
        "shown": SHOWN,
        "occurrences": where_words_occur(user=request.user, typed=typed) if typed and not groups else [],
    }
    return render(request, "plans/search.html", context)
