"""What the administrator looks for in the audit chain."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.forms.plan import DayField
from plans.models import AuditEntry
from plans.rules.acts import ACT_WORDS
from plans.rules.text import nfc

DAY = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off", "size": "10"}


class AuditFilter(forms.Form):
    """All fields may stay empty. Names are the address's own, in Vietnamese without accents."""

    nguoi = forms.CharField(label="Người làm (tên đăng nhập)", max_length=150, required=False)
    viec = forms.ChoiceField(label="Việc", required=False)
    tim = forms.CharField(label="Đối tượng, ghi chú", max_length=200, required=False)
    tu = DayField(label="Từ ngày", required=False, widget=forms.DateInput(attrs=DAY))
    den = DayField(label="Đến ngày", required=False, widget=forms.DateInput(attrs=DAY))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        words = sorted(ACT_WORDS.items(), key=lambda pair: pair[1])
        self.fields["viec"].choices = [("", "Mọi việc"), *words]  # type: ignore[attr-defined]
        for field in self.fields.values():
            kind = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = kind

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("tu"), values.get("den")
        if first and last and last < first:
            self.add_error("den", f"Nhập ngày từ {first:%d/%m/%Y} trở đi.")
        return values

    def entries(self) -> QuerySet[AuditEntry]:
        """The rows looked for, newest first; all rows while a field is wrong."""
        rows = AuditEntry.objects.all()
        if not self.is_valid():
            return rows
        values = self.cleaned_data
        if values["nguoi"]:
            rows = rows.filter(actor_name__icontains=values["nguoi"])
        if values["viec"]:
            rows = rows.filter(act=values["viec"])
        if words := nfc(values["tim"]).strip():
            written = {words, words.lower(), words[:1].upper() + words[1:]}
            for_any = Q()
            for text in written:
                for_any |= Q(object_label__contains=text) | Q(note__contains=text)
            rows = rows.filter(for_any)
        if values["tu"]:
            rows = rows.filter(at__gte=_start(values["tu"]))
        if values["den"]:
            rows = rows.filter(at__lt=_start(values["den"] + dt.timedelta(days=1)))
        return rows

    def words(self) -> list[str]:
        """The filter in words, for the chips and for the print."""
        if not self.is_valid():
            return []
        values = self.cleaned_data
        said = {
            "nguoi": f"người làm: {values['nguoi']}",
            "viec": f"việc: {ACT_WORDS.get(values['viec'], '')}",
            "tim": f"có chữ “{values['tim']}”",
            "tu": f"từ {values['tu']:%d/%m/%Y}" if values["tu"] else "",
            "den": f"đến {values['den']:%d/%m/%Y}" if values["den"] else "",
        }
        return [text for name, text in said.items() if values[name]]


def _start(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
