"""Sample of certificates: one stock with a printer and the first lines of its register."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from awards.models import CertificateStock, PrinterOffset, StockEntry
from awards.rules.certificate import first_places
from emulation.models import Commendation
from plans.models import User

_WRITER = "thuongtruc"
NAME = "Phôi giấy khen A4 (mẫu)"
RECEIVED = dt.date(2026, 1, 12)


@transaction.atomic
def load_sample_certificates() -> None:
    """A stock of giấy khen, where there is none. Nothing twice."""
    writer = User.objects.filter(username=_WRITER, is_sample=True).first()
    if writer is None or CertificateStock.objects.filter(is_sample=True).exists():
        return
    form = Commendation.objects.filter(code="GK").first()
    stock = CertificateStock.objects.create(name=NAME, commendation=form, places=first_places(), is_sample=True)
    PrinterOffset.objects.create(stock=stock, printer="Máy in văn thư (mẫu)", right=10, down=-5)
    for way, on, sheets, reason in (
        (StockEntry.Way.IN, RECEIVED, 50, "Nhập đầu năm (mẫu)"),
        (StockEntry.Way.SPOILED, RECEIVED + dt.timedelta(days=2), 2, "In lệch khi cân chỉnh (mẫu)"),
    ):
        StockEntry.objects.create(
            stock=stock, way=way, on=on, sheets=sheets, reason=reason, entered_by=writer, is_sample=True
        )
