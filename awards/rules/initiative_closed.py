"""Who sees points of an initiative while it is being scored, and after. Pure."""

from __future__ import annotations

from typing import NamedTuple

CLOSED_OWN = "Anh, chị là tác giả hoặc người lập hồ sơ này nên không xem điểm từng phiếu."
CLOSED_FIRST = "Điểm của người khác mở ra sau khi anh, chị nộp phiếu của mình."
CLOSED_ALL = "Điểm còn khép kín: chênh lệch xem được khi mọi phiếu đã nộp hoặc đã chốt điểm."
CLOSED_TO = "Điểm từng phiếu chỉ người chấm, thường trực TĐKT và Lãnh đạo Sở xem được."


class Viewer(NamedTuple):
    """Who looks: ``own`` wrote the dossier or is among its authors; ``handed_in`` is None for who does not score it."""

    own: bool
    follows: bool
    handed_in: bool | None = None


def why_closed(viewer: Viewer, *, all_in: bool, decided: bool) -> str:
    """Why the points that others handed in are closed to ``viewer``; empty where they are open.

    ``all_in``: every sheet given out is handed in; ``decided``: scoring is closed. One's own sheet is always open.

    >>> why_closed(Viewer(own=False, follows=True), all_in=True, decided=False)
    ''
    """
    if viewer.own:
        return CLOSED_OWN
    if viewer.handed_in:
        return ""
    if viewer.handed_in is False and not decided:
        return CLOSED_FIRST
    if viewer.handed_in is None and not viewer.follows:
        return CLOSED_TO
    return "" if decided or all_in else CLOSED_ALL
