"""The filter of the list of nominations."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from awards.models import NominationState
from emulation.forms.registration_list import unit_choices
from emulation.models import Commendation, Title
from plans.forms.listing import ListFilter, SearchField
from plans.models.unit_index import UnitIndex
from plans.services.together import together

HELD, ANY = "dang-dung", "co"


class NominationFilter(ListFilter):
    """Hồ sơ đề nghị."""

    search = SearchField("Tìm tên")
    round = forms.ChoiceField(label="Đợt xét", required=False)
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    title = forms.ChoiceField(label="Danh hiệu", required=False)
    commendation = forms.ChoiceField(label="Hình thức", required=False)
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *NominationState.choices]
    )
    hold = forms.ChoiceField(
        label="Tạm dừng xét", required=False, choices=[("", "Tất cả"), (HELD, "Đang tạm dừng xét")]
    )

    def add_prefix(self, field_name: str) -> str:
        return {"round": "dot", "hold": "tam-dung"}.get(field_name) or super().add_prefix(field_name)


def read_nomination_filter(data: QueryDict, index: UnitIndex, rounds: list[tuple[str, str]]) -> NominationFilter:
    """The filter of an address; the two catalogues cost one query."""
    titles, commendations = together(
        [Title.objects.values_list("pk", "name"), Commendation.objects.values_list("pk", "name")]
    )
    return NominationFilter(
        data,
        round=[("", "Mọi đợt"), *rounds],
        unit=unit_choices(index),
        title=[("", "Mọi hồ sơ"), (ANY, "Đề nghị danh hiệu"), *((str(pk), name) for pk, name in titles)],
        commendation=[("", "Mọi hồ sơ"), (ANY, "Đề nghị hình thức"), *((str(pk), name) for pk, name in commendations)],
    )
