"""What narrows the list of who qualifies; the year and the day of a ladder; what may be supposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from awards.rules.standing import GROUPS
from awards.rules.what_if import Supposition
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField

RECEIVED = "Ngày nhận hồ sơ"
NAMES = {
    "excellent": "xuat-sac",
    "unit_work": "sk-co-so",
    "province_work": "sk-tinh",
    "title": "danh-hieu",
    "released": "het-tam-dung",
}
TITLES = {"person": ("CSTDCS", "Chiến sĩ thi đua cơ sở"), "unit": ("TTLDXS", "Tập thể lao động xuất sắc")}


class LadderFilter(ListFilter):
    """Of which year's achievements, and received when."""

    year = forms.ChoiceField(label="Thành tích năm", required=False)
    day = DayField(label=RECEIVED, required=False)

    def __init__(self, data: QueryDict, **choices: Any) -> None:
        super().__init__(data, **choices)
        self.fields["day"].widget.attrs["class"] = "form-control"


class QualifyFilter(LadderFilter):
    """Ai đủ điều kiện thu hẹp theo gì."""

    field_order = ("search", "unit", "group", "year", "day")
    search = SearchField("Tên")
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    group = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[("", "Mọi kết quả"), *((key.value, word) for key, word in GROUPS.items())],
    )


class WhatIfForm(forms.Form):
    """What may be supposed of ``year``; read from the address, never saved."""

    excellent = forms.BooleanField(required=False)
    unit_work = forms.BooleanField(label="thêm 1 sáng kiến cấp cơ sở", required=False)
    province_work = forms.BooleanField(label="thêm 1 sáng kiến có hiệu quả trong tỉnh", required=False)
    title = forms.BooleanField(required=False)
    released = forms.BooleanField(label="không còn việc đang xem xét, tạm dừng", required=False)

    def __init__(self, data: QueryDict, *, year: int, kind: str) -> None:
        super().__init__(data)
        self.year, (self.code, name) = year, TITLES[kind]
        self.fields["excellent"].label = f"năm {year} xếp loại Hoàn thành xuất sắc nhiệm vụ"
        self.fields["title"].label = f"được {name} năm {year}"
        if kind == "unit":
            del self.fields["unit_work"], self.fields["province_work"]
        self.full_clean()

    def add_prefix(self, field_name: str) -> str:
        return NAMES.get(field_name, field_name)

    def _ticked(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name))

    @property
    def supposed(self) -> Supposition:
        return Supposition(
            self.year,
            excellent=self._ticked("excellent"),
            unit_works=int(self._ticked("unit_work")),
            province_works=int(self._ticked("province_work")),
            title=self.code if self._ticked("title") else "",
            released=self._ticked("released"),
        )

    @property
    def words(self) -> str:
        """ "năm 2026 xếp loại …; thêm 1 sáng kiến …"."""
        return "; ".join(str(field.label) for name, field in self.fields.items() if self._ticked(name))

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """Name, words and state of each tick, for a row of boxes."""
        return [
            {"name": self.add_prefix(name), "words": field.label, "on": self._ticked(name)}
            for name, field in self.fields.items()
        ]
