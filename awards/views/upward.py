"""Trình cấp trên: the two tracks of a year side by side."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.models import Answer, LetterKind, LetterState, Nomination, Track
from awards.rules.upward import ASK, DEADLINE_UNKNOWN, REMARKS, track_of
from awards.services.dossier_gaps import confidence_words
from awards.services.letter import ready_for
from awards.services.rulebook import current_rulebook
from awards.views.upward_rows import (
    DEADLINE,
    DeadlineLine,
    DossierLine,
    deadline_lines,
    deadlines_of,
    dossier_lines,
    in_line_order,
    letters_seen,
    line_rows,
    lines_seen,
)
from emulation.models import AppliesTo, Commendation, Title
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models import User
from plans.rules.official import short_date
from plans.services.together import together
from plans.views.paper_acts import paper_pill

MOST_LINES, MOST_LETTERS = 6, 5


class LetterLine(NamedTuple):
    """A letter in the panel of its track."""

    url: str
    name: str
    pill: SafeString
    facts: str


class HonourSet(NamedTuple):
    """What belongs into the dossier of one honour."""

    name: str
    documents: list[tuple[str, str, str]]


class TrackPanel(NamedTuple):
    """One track as the page shows it. ``figures``: number, words, address of the list that counts the same."""

    track: str
    name: str
    deadlines: list[DeadlineLine]
    unknown: str
    remark: str
    figures: list[tuple[int, str, str]]
    letters: list[LetterLine]
    lines: list[DossierLine]
    more: int
    lines_url: str
    sets: list[HonourSet]
    new_url: str
    layout_url: str


@require_safe
def letter_list(request: OfficeRequest) -> HttpResponse:
    """Hai hệ trình của năm: the deadline, what is ready, what was sent, what came back."""
    year, user = year_in_view(request), request.user
    read = _read(user, year)
    keeps = user.has_perm("awards.send_up")
    context = {
        "year": year,
        "tracks": [_panel(track, year, read, keeps=keeps) for track in Track],
        "guidance": _letters(read.letters, LetterKind.GUIDANCE, ""),
        "keeps": keeps,
        "drafts": user.has_perm("plans.see_drafts"),
    }
    return render(request, "awards/upward.html", context)


class _Read(NamedTuple):
    """What one query of the page gave, by question."""

    deadlines: list[tuple[Any, ...]]
    letters: list[tuple[Any, ...]]
    ready: dict[str, int]
    counted: dict[tuple[str, str, str], int]
    lines: dict[str, list[tuple[Any, ...]]]
    honours: list[tuple[Any, ...]]


def _read(user: User, year: int) -> _Read:
    """Everything of the page but the rules: one query."""
    seen = lines_seen(user).filter(letter__year=year)
    letters = letters_seen(user, year).annotate(held=Count("lines")).order_by("-created_at", "-pk")
    columns = ("pk", "kind", "track", "state", "abstract", "number", "issued_on", "sent_on", "receipt_number", "held")
    grouped = seen.order_by().values("letter__track", "letter__state", "answer").annotate(n=Count("pk"))
    questions: list[QuerySet[Any, Any]] = [
        deadlines_of(year).values_list(*DEADLINE),
        letters.values_list(*columns),
        *(
            _counted(ready_for(track) if user.has_perm("plans.see_drafts") else Nomination.objects.none())
            for track in Track
        ),
        grouped.values_list("letter__track", "letter__state", "answer", "n"),
        *(line_rows(in_line_order(seen.filter(letter__track=track)), user)[:MOST_LINES] for track in Track),
        *(_honours(model) for model in (Title, Commendation)),
    ]
    deadlines, found, province, ministry, counted, first, second, titles, forms = together(questions)
    return _Read(
        deadlines,
        found,
        {Track.PROVINCE: _number(province), Track.MINISTRY: _number(ministry)},
        {(track, state, answer): n for track, state, answer, n in counted},
        {Track.PROVINCE: first, Track.MINISTRY: second},
        [*titles, *forms],
    )


def _counted(rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    found: QuerySet[Any, Any] = whole.annotate(n=Count("pk", distinct=True)).values_list("n")
    return found


def _number(rows: list[tuple[Any, ...]]) -> int:
    return int(rows[0][0]) if rows else 0


def _honours(model: type[Title | Commendation]) -> QuerySet[Any, Any]:
    """The honours in use that somebody above decides, with their level."""
    rows = model._default_manager.filter(in_use=True).exclude(level="unit").order_by("order", "name")
    found: QuerySet[Any, Any] = rows.values_list("code", "name", "level", "applies_to")
    return found


def _panel(track: Track, year: int, read: _Read, *, keeps: bool) -> TrackPanel:
    deadlines = [row for row in read.deadlines if row[1] == track]
    total = sum(n for (of, _, _), n in read.counted.items() if of == track)
    lines = dossier_lines(read.lines[track])
    query: dict[str, str] = {"he": track.value, "nam": str(year)}
    return TrackPanel(
        track=track,
        name=str(track.label),
        deadlines=deadline_lines(deadlines, timezone.localdate()),
        unknown="" if deadlines else f"{DEADLINE_UNKNOWN}, {ASK[track]}.",
        remark=REMARKS[track],
        figures=_figures(track, read, query, keeps=keeps),
        letters=_letters(read.letters, LetterKind.SUBMISSION, track),
        lines=lines,
        more=total - len(lines),
        lines_url=f"{reverse('awards:line_list')}?{urlencode(query)}",
        sets=_sets(track, read.honours),
        new_url=f"{reverse('awards:letter_new')}?{urlencode({'he': track.value})}",
        layout_url=reverse("awards:pack_layout_edit", args=[track.value]),
    )


def _figures(track: Track, read: _Read, query: dict[str, str], *, keeps: bool) -> list[tuple[int, str, str]]:
    counted: Counter[str] = Counter()
    for (of, state, answer), n in read.counted.items():
        if of == track:
            counted[answer if state == LetterState.ISSUED else "made"] += n
    base = reverse("awards:line_list")

    def listed(answer: str) -> str:
        return f"{base}?{urlencode(query | {'ket-qua': answer})}"

    new = f"{reverse('awards:letter_new')}?{urlencode({'he': track.value})}" if keeps else ""
    return [
        (read.ready[track], "sẵn sàng, chưa trình", new),
        (counted["made"], "đang lập tờ trình", listed("dang-lap")),
        (counted[Answer.WAITING], "đã trình, chờ trả lời", listed(Answer.WAITING)),
        (counted[Answer.GRANTED], "được tặng", listed(Answer.GRANTED)),
        (counted[Answer.REFUSED] + counted[Answer.RETURNED], "không được, trả lại", listed("khong")),
    ]


def _letters(rows: list[tuple[Any, ...]], kind: str, track: str) -> list[LetterLine]:
    found: list[LetterLine] = []
    for pk, of_kind, of, state, abstract, number, issued, sent, receipt, held in rows:
        if (of_kind, of) != (kind, track) or len(found) == MOST_LETTERS:
            continue
        facts = (
            f"{held} hồ sơ" if held else "",
            f"số {number} ngày {short_date(issued)}" if number and issued else "",
            f"gửi {short_date(sent)}" if sent else "",
            f"phiếu nhận {receipt}" if receipt else "",
        )
        url = reverse("awards:letter", args=[pk])
        found.append(LetterLine(url, abstract, paper_pill(state), " · ".join(filter(None, facts))))
    return found


def _sets(track: Track, honours: list[tuple[Any, ...]]) -> list[HonourSet]:
    """The documents of each honour of the track, people's and collectives' apart where they differ."""
    book, today = current_rulebook(), timezone.localdate()
    found: list[HonourSet] = []
    for code, name, level, applies_to in honours:
        if track_of(level) != track:
            continue
        kinds = {AppliesTo.INDIVIDUAL: ["person"], AppliesTo.COLLECTIVE: ["unit"]}.get(applies_to, ["person", "unit"])
        for kind in kinds:
            documents = [(need.name, need.form, confidence_words(need)) for need in book.dossier(code, kind, today)]
            whom = f" ({'cá nhân' if kind == 'person' else 'tập thể'})" if len(kinds) > 1 else ""
            if documents:
                found.append(HonourSet(f"{name}{whom}", documents))
    return found
