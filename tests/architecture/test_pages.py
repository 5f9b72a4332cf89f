"""What no page may carry: inline scripts and styles, and anything from outside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.tree import files, place

INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
OUTSIDE = re.compile(
    r"""(?:src|href|action|poster)\s*=\s*["']?(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""", re.IGNORECASE
)
FETCHING = re.compile(r"""(?:fetch|import|open)\(\s*["'`](?:https?:)?//|new (?:WebSocket|EventSource)\b""")
COMMENT = re.compile(r"{#.*?#}|{% comment .*?%}.*?{% endcomment %}", re.DOTALL)


def lines_with(pattern: re.Pattern[str], paths: Iterable[Path]) -> list[str]:
    """Where ``pattern`` stands, template comments left out."""
    found = []
    for path in paths:
        text = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), path.read_text())
        found += [place(path, n) for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    return found


def test_no_template_has_inline_scripts_styles_or_handlers() -> None:
    """The papers' own sheet is inlined into the document that WeasyPrint reads, never into a page."""
    pages = [path for path in files(".html", under=("templates",)) if "print" not in path.parts]
    assert lines_with(INLINE, pages) == []


def test_nothing_is_loaded_from_outside() -> None:
    assert lines_with(OUTSIDE, files(".html", ".css", ".js", ".svg", under=("templates", "static"))) == []


def test_no_script_reaches_outside() -> None:
    assert lines_with(FETCHING, files(".js", under=("static",))) == []


def test_every_posting_form_is_guarded() -> None:
    """A form that posts carries the token against forgery, itself or through the shared form component."""
    token = re.compile(r"csrf_token|{% include [\"']components/form|{% crispy ")
    unguarded = [
        place(path)
        for path in files(".html", under=("templates",))
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL)
        if re.match(r"<form[^>]*method=[\"']?post", form, re.IGNORECASE) and not token.search(form)
    ]
    assert unguarded == []
