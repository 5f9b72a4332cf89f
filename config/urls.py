"""Every address of the site."""

from django.urls import include, path, re_path

from plans.views import errors

urlpatterns = [
    path("tai-khoan/", include("config.account_urls")),
    path("thi-dua/", include("emulation.urls")),
    path("khen-thuong/", include("awards.urls")),
    path("", include("plans.urls")),
    re_path(r"^(?P<path>.*)$", errors.unknown_address),
]

handler403 = "plans.views.errors.forbidden"
handler404 = "plans.views.errors.not_found"
handler500 = "plans.views.errors.server_error"
handler400 = "plans.views.errors.bad_request"
