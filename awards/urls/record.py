"""Addresses of the records of people and units."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import URLPattern, path

from awards.views import past_initiative, people_merge, praise, record, record_entry, record_import


class _Kind(NamedTuple):
    """How a kind of entry is called in addresses; whether units have it as well."""

    slug: str
    words: str
    of_units: bool = False


_KINDS = (
    _Kind("rating", "xep-loai", of_units=True),
    _Kind("award", "khen", of_units=True),
    _Kind("hold", "tam-dung", of_units=True),
    _Kind("praise", "bieu-duong", of_units=True),
    _Kind("discipline", "ky-luat"),
    _Kind("absence", "thoi-gian-nghi"),
    _Kind("transfer", "chuyen-cong-tac"),
)


def _entry(kind: _Kind) -> list[URLPattern]:
    """Adding to the record of a person or a unit, correcting, taking out."""
    slug, words, view = kind.slug, kind.words, record_entry
    found = [
        path(f"ca-nhan/<int:pk>/ghi/{words}/", view.entry_add, {"slug": slug}, name=f"{slug}_add"),
        path(f"muc/{words}/<int:pk>/sua/", view.entry_edit, {"slug": slug}, name=f"{slug}_edit"),
        path(f"muc/{words}/<int:pk>/xoa/", view.entry_remove, {"slug": slug}, name=f"{slug}_remove"),
    ]
    if kind.of_units:
        extra = {"slug": slug, "unit": True}
        found.append(path(f"tap-the/<int:pk>/ghi/{words}/", view.entry_add, extra, name=f"{slug}_add_unit"))
    return found


urlpatterns: list[URLPattern] = [
    path("ho-so-ca-nhan/", record.record_list, name="record_list"),
    path("ho-so-ca-nhan/in/", record.record_list_print, name="record_list_print"),
    path("cua-toi/", record.my_record, name="my_record"),
    path("ca-nhan/<int:pk>/", record.person_record, name="person_record"),
    path("ca-nhan/<int:pk>/in/", record.person_record_print, name="person_record_print"),
    path("tap-the/<int:pk>/", record.unit_record, name="unit_record"),
    path("tap-the/<int:pk>/in/", record.unit_record_print, name="unit_record_print"),
    *(address for kind in _KINDS for address in _entry(kind)),
    path("muc/tam-dung/<int:pk>/ket-thuc/", record_entry.hold_release, name="hold_release"),
    path("ca-nhan/<int:pk>/ghi/sang-kien/", past_initiative.past_initiative_add, name="past_initiative_add"),
    path("muc/sang-kien/<int:pk>/sua/", past_initiative.past_initiative_edit, name="past_initiative_edit"),
    path("muc/sang-kien/<int:pk>/xoa/", past_initiative.past_initiative_remove, name="past_initiative_remove"),
    path("nhap/", record_import.record_import, name="record_import"),
    path("nhap/mau/", record_import.record_import_sample, name="record_import_sample"),
    path("gop-nhan-su/", people_merge.people_merge, name="people_merge"),
    path("gop-nhan-su/<int:first>/<int:second>/", people_merge.people_pair, name="people_pair"),
    path("gop-nhan-su/<int:first>/<int:second>/gop/", people_merge.people_join, name="people_join"),
    path("gop-nhan-su/<int:first>/<int:second>/khac-nguoi/", people_merge.people_apart, name="people_apart"),
    path("bieu-duong/", praise.praise_list, name="praise_list"),
    path("bieu-duong/in/", praise.praise_print, name="praise_print"),
    path("bieu-duong/them/", praise.praise_new, name="praise_new"),
]
