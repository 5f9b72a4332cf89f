"""Addresses of certificates, designs, stocks and their register."""

from __future__ import annotations

from django.urls import URLPattern, path

from awards.views import certificate, certificate_design, certificate_stock, certificate_stock_edit

urlpatterns: list[URLPattern] = [
    path("quyet-dinh/<int:pk>/giay-chung-nhan/", certificate.certificates, name="certificates"),
    path("quyet-dinh/<int:pk>/giay-chung-nhan/pdf/", certificate.certificates_pdf, name="certificates_pdf"),
    path("quyet-dinh/<int:pk>/giay-chung-nhan/da-in/", certificate.certificates_used, name="certificates_used"),
    path("phoi/", certificate_stock.stock_list, name="stock_list"),
    path("phoi/in/", certificate_stock.stock_list_print, name="stock_list_print"),
    path("phoi/moi/", certificate_stock_edit.stock_new, name="stock_new"),
    path("phoi/<int:pk>/", certificate_stock.stock_page, name="stock"),
    path("phoi/<int:pk>/sua/", certificate_stock_edit.stock_edit, name="stock_edit"),
    path("phoi/<int:pk>/bo/", certificate_stock_edit.stock_remove, name="stock_remove"),
    path("phoi/<int:pk>/can-chinh/", certificate_stock.stock_calibration, name="stock_calibration"),
    path("phoi/<int:pk>/in-thu/", certificate_stock.stock_test, name="stock_test"),
    path("phoi/<int:pk>/so/in/", certificate_stock.stock_register, name="stock_register"),
    path("phoi/<int:pk>/so/ghi/", certificate_stock_edit.entry_new, name="stock_entry_new"),
    path("phoi/so/<int:pk>/sua/", certificate_stock_edit.entry_edit, name="stock_entry_edit"),
    path("phoi/so/<int:pk>/bo/", certificate_stock_edit.entry_remove, name="stock_entry_remove"),
    path("phoi/<int:pk>/may-in/them/", certificate_stock_edit.printer_new, name="stock_printer_new"),
    path("phoi/may-in/<int:pk>/sua/", certificate_stock_edit.printer_edit, name="stock_printer_edit"),
    path("phoi/may-in/<int:pk>/bo/", certificate_stock_edit.printer_remove, name="stock_printer_remove"),
    path("phoi/mau/<slug:key>/", certificate_design.design_edit, name="certificate_design"),
    path("phoi/mau/<slug:key>/xem-thu/", certificate_design.design_look, name="certificate_design_look"),
    path("phoi/mau/<slug:key>/hinh/", certificate_design.design_emblem, name="certificate_design_emblem"),
]
