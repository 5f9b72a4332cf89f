"""The entries of awards in the left menu."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from django.urls import reverse

from plans.models import Plan, User
from plans.sockets import MenuEntry

_ENTRIES = ("rating", "award", "discipline", "hold", "absence", "transfer")  # kinds of entries of a record
Child = tuple[str, str, tuple[str, ...]]  # label, address of its page, the other addresses under it

_INITIATIVES: tuple[Child, ...] = (
    (
        "Hồ sơ sáng kiến",
        "awards:initiative_list",
        (
            *("awards:initiative_new", "awards:initiative", "awards:initiative_edit", "awards:initiative_file_add"),
            *("awards:initiative_submit", "awards:initiative_withdraw", "awards:initiative_return"),
            *("awards:initiative_recognise", "awards:initiative_refuse", "awards:recognition_edit"),
        ),
    ),
    (
        "Chấm điểm",
        "awards:scoring_board",
        (
            *("awards:scoring_assign", "awards:score", "awards:score_reopen", "awards:scoring_close"),
            *("awards:scoring_reopen", "awards:initiative_scores"),
        ),
    ),
    ("Đã công nhận", "awards:recognised_list", ()),
    (
        "Đợt nhận, bảng chấm",
        "awards:call_list",
        ("awards:call_new", "awards:call_edit", "awards:sheet_new", "awards:sheet_edit"),
    ),
)
_AWARDS: tuple[Child, ...] = (
    (
        "Ai đủ điều kiện",
        "awards:qualifies",
        ("awards:qualifies_award", "awards:ladder", "awards:ladder_unit", "awards:statement_add"),
    ),
    (
        "Hồ sơ đề nghị",
        "awards:nomination_list",
        (
            *("awards:nomination", "awards:nomination_new", "awards:nomination_edit", "awards:nomination_bulk"),
            *("awards:nomination_examine", "awards:nomination_submit", "awards:nomination_return"),
            *("awards:nomination_accept", "awards:nomination_unlock", "awards:nomination_file_add"),
            "awards:achievement_report",
        ),
    ),
    (
        "Hội đồng",
        "awards:council_list",
        (
            *("awards:council", "awards:council_new", "awards:council_edit", "awards:seat_new", "awards:seat_edit"),
            *("awards:working_rule_new", "awards:working_rule_edit", "awards:meeting_list", "awards:meeting"),
            *("awards:meeting_new", "awards:meeting_edit", "awards:meeting_roll", "awards:roll_save"),
            *("awards:interest_add", "awards:written_edit", "awards:meeting_adjourn", "awards:meeting_prepare_again"),
            *("awards:meeting_cancel", "awards:meeting_open", "awards:meeting_take_back"),
            *("awards:ballot_own", "awards:ballot_print", "awards:ballot_collect", "awards:ballot_count"),
            *("awards:meeting_seal", "awards:meeting_recount", "awards:meeting_pick"),
            *("awards:meeting_paper", "awards:meeting_paper_edit", "awards:meeting_paper_number"),
        ),
    ),
    (
        "Quyết định",
        "awards:decision_list",
        (
            *("awards:decision", "awards:decision_new", "awards:decision_edit", "awards:decision_line_edit"),
            *("awards:decision_amend", "awards:decision_revoke", "awards:decision_submit", "awards:decision_withdraw"),
            *("awards:decision_approve", "awards:decision_return", "awards:decision_issue", "awards:decision_post"),
            *("awards:decision_money", "awards:decision_pay", "awards:decision_pay_back"),
        ),
    ),
    (
        "Thông báo kết quả",
        "awards:outcome_list",
        (
            *("awards:outcome", "awards:outcome_edit", "awards:outcome_send", "awards:outcome_drop"),
            *("awards:outcome_decision", "awards:outcome_meeting"),
        ),
    ),
    ("Sổ khen thưởng", "awards:award_register", ()),
    ("Thống kê", "awards:award_statistics", ()),
    (
        "Đợt xét",
        "awards:round_list",
        (
            *("awards:round", "awards:round_new", "awards:round_edit", "awards:round_quotas", "awards:round_ties"),
            *("awards:review", "awards:review_new", "awards:review_edit", "awards:review_sign"),
            *("awards:round_statement", "awards:nomination_import"),
        ),
    ),
    ("Lấy ý kiến", "awards:comment_list", ("awards:comment_add", "awards:comment_answer")),
    (
        "Trình cấp trên",
        "awards:letter_list",
        (
            *("awards:line_list", "awards:letter_new", "awards:guidance_new", "awards:pack_layout_edit"),
            *("awards:letter", "awards:letter_edit", "awards:letter_submit", "awards:letter_withdraw"),
            *("awards:letter_approve", "awards:letter_return", "awards:letter_issue", "awards:letter_dispatch"),
            *("awards:letter_answer", "awards:pack", "awards:deadline_list", "awards:deadline_new"),
            "awards:deadline_edit",
        ),
    ),
    (
        "Quá trình khen thưởng",
        "awards:record_list",
        (
            *("awards:person_record", "awards:unit_record", "awards:record_import", "awards:people_merge"),
            *("awards:people_pair", "awards:past_initiative_add", "awards:past_initiative_edit", "awards:hold_release"),
            *(f"awards:{kind}_{act}" for kind in _ENTRIES for act in ("add", "add_unit", "edit", "remove")),
        ),
    ),
    ("Quá trình của tôi", "awards:my_record", ()),
    (
        "Quy định",
        "awards:rule_list",
        ("awards:rule", "awards:rule_version", "awards:rule_version_correct", "awards:rule_version_add"),
    ),
    ("Công khai", "awards:publicity", ()),
    ("Quỹ khen thưởng", "awards:fund", ("awards:fund_new", "awards:fund_edit")),
    (
        "Phôi, giấy chứng nhận",
        "awards:stock_list",
        (
            *("awards:stock", "awards:stock_new", "awards:stock_edit", "awards:stock_printer_new"),
            *("awards:stock_printer_edit", "awards:stock_entry_new", "awards:stock_entry_edit"),
            *("awards:certificate_design", "awards:certificates", "awards:certificates_used"),
        ),
    ),
    ("Biểu dương", "awards:praise_list", ("awards:praise_new", "awards:praise_edit")),
)


# what a page asks for, where not everybody may open it
_ASKED = {
    "awards:qualifies": "awards.assess_office",
    "awards:fund": "awards.see_money",
    "awards:stock_list": "awards.print_certificates",
}


def awards(user: User, _plan: Plan | None) -> Iterable[MenuEntry]:
    """Sáng kiến and Khen thưởng."""
    return _entries(frozenset(name for name, right in _ASKED.items() if not user.has_perm(right)))


@functools.cache
def _entries(hidden: frozenset[str]) -> tuple[MenuEntry, ...]:
    """Made once in a process for all who see the same."""
    groups = (("Sáng kiến", "lightbulb", 50, _INITIATIVES), ("Khen thưởng", "award", 60, _AWARDS))
    entries = []
    for label, icon, order, pages in groups:
        if shown := tuple(page for page in pages if page[1] not in hidden):
            entries.append(_entry(label, icon, order, shown))
    return tuple(entries)


def _entry(label: str, icon: str, order: int, pages: tuple[Child, ...]) -> MenuEntry:
    children = tuple(MenuEntry(words, reverse(name), icon="", match=(name, *more)) for words, name, more in pages)
    match = tuple(name for child in children for name in child.match)
    return MenuEntry(label, children[0].url, icon=icon, order=order, match=match, children=children)
