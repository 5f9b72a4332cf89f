"""Forms of a pledge: its words and the rows of its parties, and the day on which it was signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from emulation.models import ClusterYear, Pledge, PledgeParty
from emulation.services.pledge import Party
from plans.forms.draft import area, in_rows, row_select, row_text
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.forms.rows import RowGroup
from plans.models import Unit

PARTIES = RowGroup(("unit", "party", "signer_title", "signer_name"), "ben-ky")


class PledgeForm(VersionForm):
    """Giao ước: name, points, parties. A row without a unit and without a name is not there."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label="Tên giao ước",
        max_length=300,
        help_text="In dưới chữ GIAO ƯỚC THI ĐUA, ví dụ: Các phòng, đơn vị thuộc Sở năm 2026.",
        error_messages={"required": "Nhập tên giao ước."},
    )
    cluster_year = forms.ModelChoiceField(
        label="Của cụm, khối",
        queryset=ClusterYear.objects.none(),
        required=False,
        empty_label="Không, giữa các đơn vị của Sở",
    )
    text = LinesField(
        label="Nội dung giao ước",
        widget=area(10),
        help_text="Mỗi dòng một điều, ghi cả số thứ tự.",
        error_messages={"required": "Ghi nội dung giao ước."},
    )

    def __init__(self, *args: Any, year: int, units: Sequence[Unit], rows: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clusters = ClusterYear.objects.filter(year=year).select_related("cluster")
        self.fields["cluster_year"].queryset = clusters  # type: ignore[attr-defined]
        self.units = {str(unit.pk): unit for unit in units}
        self.rows = max(rows, PARTIES.count(self.data) if self.is_bound else 0)
        choices = [("", "Cơ quan ngoài"), *((pk, unit.name) for pk, unit in self.units.items())]
        for place in range(self.rows):
            no = place + 1
            self.fields[f"unit_{place}"] = row_select(f"Đơn vị của bên {no}", choices)
            self.fields[f"party_{place}"] = row_text(f"Tên bên {no}", 200)
            self.fields[f"signer_title_{place}"] = row_text(f"Chức vụ người ký của bên {no}", 100)
            self.fields[f"signer_name_{place}"] = row_text(f"Người ký của bên {no}", 100)

    def party_rows(self) -> list[tuple[list[forms.BoundField], str]]:
        """The rows as the template shows them: fields, value of the button that removes the row."""
        return [
            ([self[f"{name}_{place}"] for name in PARTIES.fields], PARTIES.removes(place)) for place in range(self.rows)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(self.rows):
            named = cleaned.get(f"unit_{place}") or cleaned.get(f"party_{place}")
            if not named and (cleaned.get(f"signer_title_{place}") or cleaned.get(f"signer_name_{place}")):
                self.add_error(f"party_{place}", "Chọn đơn vị, hoặc ghi tên cơ quan của người ký này.")
        return cleaned

    @property
    def parties(self) -> list[Party]:
        found = []
        for place in range(self.rows):
            key, name, title, signer = (self.cleaned_data[f"{field}_{place}"] for field in PARTIES.fields)
            unit = self.units.get(key)
            if unit or name:
                found.append(Party(name or str(unit), title, signer, unit))
        return found


def pledge_values(pledge: Pledge, parties: Sequence[PledgeParty]) -> dict[str, Any]:
    """A pledge as its form shows it."""
    values: dict[str, Any] = {"version": pledge.version, "name": pledge.name, "text": pledge.text}
    values["cluster_year"] = pledge.cluster_year_id
    return values | row_values(
        {"unit": one.unit_id, "party": one.name, "signer_title": one.signer_title, "signer_name": one.signer_name}
        for one in parties
    )


def row_values(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Mappings of a row's fields, with each name made that of its row."""
    found: dict[str, Any] = {}
    for place, row in enumerate(rows):
        found |= {f"{name}_{place}": "" if value is None else str(value) for name, value in row.items()}
    return found


class SignForm(VersionForm):
    """Ngày ký, nơi ký, bản ký."""

    helper = in_rows("version", ("signed_on", "place"), "file")

    signed_on = DayField(label="Ngày ký", required=False, help_text="Ghi nhầm thì để trống rồi lưu để xoá.")
    place = forms.CharField(label="Nơi ký", required=False, max_length=200)
    file = forms.FileField(
        label="Bản đã ký (PDF)",
        required=False,
        help_text="Không quá 20 MB; giữ đúng từng byte. Tải bản mới thì bản mới thay, bản cũ vẫn còn trong lịch sử.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"empty": "Tệp trống. Chọn lại tệp."},
    )
