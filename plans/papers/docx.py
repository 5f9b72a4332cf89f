"""A paper as a Word file. What writes it is loaded with the first one: most processes never write any."""

from __future__ import annotations

from plans.papers.content import Paper


def render_docx(paper: Paper) -> bytes:
    """The paper as DOCX, with the content of its PDF."""
    from plans.papers.docx_writer import write_docx  # noqa: PLC0415

    return write_docx(paper)
