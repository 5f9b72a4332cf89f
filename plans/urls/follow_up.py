"""Addresses of the talk around a task: extensions, directions, comments, bulk change, the bin."""

from __future__ import annotations

from django.urls import URLPattern, path

from plans.views import bin as bin_views
from plans.views import bulk, comment, direction, extension

urlpatterns: list[URLPattern] = [
    path("nhiem-vu/<int:pk>/xin-gia-han/", extension.extension_ask, name="extension_ask"),
    path("gia-han/", extension.extension_list, name="extension_list"),
    path("gia-han/in/", extension.extension_list_print, name="extension_list_print"),
    path("gia-han/<int:pk>/", extension.extension, name="extension"),
    path("gia-han/<int:pk>/rut/", extension.extension_withdraw, name="extension_withdraw"),
    path("nhiem-vu/<int:pk>/chi-dao/", direction.direction_give, name="direction_give"),
    path("chi-dao/", direction.direction_list, name="direction_list"),
    path("chi-dao/in/", direction.direction_list_print, name="direction_list_print"),
    path("chi-dao/<int:pk>/", direction.direction, name="direction"),
    path("nhiem-vu/<int:pk>/trao-doi/", comment.comment_add, name="comment_add"),
    path("trao-doi/<int:pk>/bo/", comment.comment_remove, name="comment_remove"),
    path("ke-hoach/<int:pk>/doi-hang-loat/", bulk.bulk, name="bulk"),
    path("thung-rac/", bin_views.bin_page, name="bin"),
    path("thung-rac/in/", bin_views.bin_print, name="bin_print"),
    path("thung-rac/<slug:slug>/<int:pk>/khoi-phuc/", bin_views.bin_restore, name="bin_restore"),
]
