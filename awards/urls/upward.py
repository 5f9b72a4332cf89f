"""Addresses of what goes up."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import deadline, letter, letter_acts, letter_edit, pack, upward, upward_lines

_UP = "trinh-cap-tren/"
_LETTER = f"{_UP}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(_UP, upward.letter_list, name="letter_list"),
    path(f"{_UP}ho-so/", upward_lines.line_list, name="line_list"),
    path(f"{_UP}ho-so/in/", upward_lines.line_list_print, name="line_list_print"),
    path(f"{_UP}lap/", letter_edit.letter_new, name="letter_new"),
    path(f"{_UP}huong-dan/lap/", letter_edit.guidance_new, name="guidance_new"),
    path(f"{_UP}mau-ban-giao/<slug:track>/", pack.pack_layout_edit, name="pack_layout_edit"),
    path(_LETTER, letter.letter, name="letter"),
    path(f"{_LETTER}sua/", letter_edit.letter_edit, name="letter_edit"),
    path(f"{_LETTER}trinh/", letter_acts.letter_submit, name="letter_submit"),
    path(f"{_LETTER}thu-hoi/", letter_acts.letter_withdraw, name="letter_withdraw"),
    path(f"{_LETTER}duyet/", letter_acts.letter_approve, name="letter_approve"),
    path(f"{_LETTER}tra-lai/", letter_acts.letter_return, name="letter_return"),
    path(f"{_LETTER}ban-hanh/", letter_acts.letter_issue, name="letter_issue"),
    path(f"{_LETTER}gui/", letter_acts.letter_dispatch, name="letter_dispatch"),
    path(f"{_LETTER}tra-loi/", letter_acts.letter_answer, name="letter_answer"),
    path(f"{_LETTER}bo/", letter_acts.letter_remove, name="letter_remove"),
    path(f"{_LETTER}pdf/", letter.letter_pdf, name="letter_pdf"),
    path(f"{_LETTER}docx/", letter.letter_docx, name="letter_docx"),
    path(f"{_LETTER}ban-giao/", pack.pack, name="pack"),
    path(f"{_LETTER}ban-giao/xlsx/", pack.pack_xlsx, name="pack_xlsx"),
    path(f"{_LETTER}ban-giao/zip/", pack.pack_zip, name="pack_zip"),
    path("han-nop/", deadline.deadline_list, name="deadline_list"),
    path("han-nop/in/", deadline.deadline_list_print, name="deadline_list_print"),
    path("han-nop/them/", deadline.deadline_new, name="deadline_new"),
    path("han-nop/<int:pk>/", deadline.deadline_edit, name="deadline_edit"),
    path("han-nop/<int:pk>/bo/", deadline.deadline_remove, name="deadline_remove"),
]
