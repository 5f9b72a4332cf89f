"""The entry of emulation in the left menu."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.urls import reverse

from plans.models import Plan, User
from plans.sockets import MenuEntry

# label, address of its page, the other addresses under it
_CHILDREN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Phong trào",
        "emulation:campaign_list",
        tuple(
            f"emulation:campaign{page}"
            for page in (
                *("", "_new", "_edit", "_phases", "_preview", "_submit", "_withdraw", "_approve", "_return", "_launch"),
                *("_close", "_cancel", "_complete", "_file_add", "_paper", "_paper_edit", "_paper_submit"),
                *("_paper_withdraw", "_paper_approve", "_paper_return", "_paper_issue", "_statistics", "_report"),
            )
        ),
    ),
    (
        "Đăng ký thi đua",
        "emulation:round",
        tuple(
            f"emulation:{page}"
            for page in (
                *("round_edit", "registration", "registration_mine", "registration_new", "registration_edit"),
                *("registration_return", "registration_results", "registration_list", "registration_missing"),
                *("registration_summary", "registration_initiatives"),
            )
        ),
    ),
    (
        "Giao ước thi đua",
        "emulation:pledge_list",
        tuple(f"emulation:pledge{page}" for page in ("", "_new", "_edit", "_sign")),
    ),
    ("Đăng ký và kết quả", "emulation:promise", ()),
    (
        "Chấm điểm, xếp hạng",
        "emulation:scoring",
        tuple(
            f"emulation:{page}"
            for page in (
                *("table", "cluster_table", "criterion_add", "criterion_edit", "table_copy", "table_import"),
                *("sheet_list", "scores_close", "ranking", "sheet", "sheet_score", "sheet_send", "sheet_withdraw"),
                *("sheet_return", "sheet_appraise", "sheet_object", "sheet_answer", "proof_add"),
            )
        ),
    ),
    (
        "Cụm, khối",
        "emulation:cluster_list",
        (
            *(f"emulation:cluster{page}" for page in ("", "_new", "_edit", "_year_new", "_year", "_rules", "_members")),
            *("emulation:cluster_result", "emulation:cluster_events"),
            *(f"emulation:proposal_{page}" for page in ("list", "new", "edit", "send", "answer")),
        ),
    ),
    (
        "Điển hình",
        "emulation:example_list",
        (*(f"emulation:example{page}" for page in ("", "_new", "_edit", "_file_add")), "emulation:publicity_add"),
    ),
    ("Danh hiệu thi đua", "emulation:title_list", ("emulation:title", "emulation:title_edit")),
    (
        "Hình thức khen thưởng",
        "emulation:commendation_list",
        ("emulation:commendation", "emulation:commendation_edit"),
    ),
)


def emulation(_user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    """Thi đua: campaigns, registrations, clusters, model examples, catalogues."""
    yield _entry()


@functools.cache
def _entry() -> MenuEntry:
    """The same for everybody, so it is made once in a process."""
    children = tuple(MenuEntry(label, reverse(name), icon="", match=(name, *more)) for label, name, more in _CHILDREN)
    return MenuEntry(
        "Thi đua",
        children[0].url,
        icon="flag",
        order=40,
        match=tuple(name for child in children for name in child.match),
        children=children,
    )
