"""The filter of the list of nominations."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from awards.models import NominationState, Round
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

    def add_prefix(self, field_name: str) -> str:
        return {"round": "dot", "hold": "tam-dung"}.get(field_name) or super().add_prefix(field_name)


class DecidersFilter(NominationFilter):
    """With what only those who decide may know."""

    hold = forms.ChoiceField(
        label="Tạm dừng xét", required=False, choices=[("", "Tất cả"), (HELD, "Đang tạm dừng xét")]
    )


def read_nomination_filter(
    data: QueryDict, index: UnitIndex, *, holds: bool
) -> tuple[NominationFilter, dict[str, Round]]:
    """The filter of an address, and the rounds that it offers by their key, the newest first. One query.

    ``holds``: the reader may know what is held.
    """
    rows, titles, commendations = together(
        [
            Round.objects.order_by("-opens_on", "-pk").values_list("pk", "name", "achievement_year"),
            Title.objects.values_list("pk", "name"),
            Commendation.objects.values_list("pk", "name"),
        ]
    )
    rounds = {str(pk): Round(pk=pk, name=name, achievement_year=year) for pk, name, year in rows}
    chosen = (DecidersFilter if holds else NominationFilter)(
        data,
        round=[("", "Mọi đợt"), *((key, one.name) for key, one in rounds.items())],
        unit=unit_choices(index),
        title=[("", "Mọi hồ sơ"), (ANY, "Đề nghị danh hiệu"), *((str(pk), name) for pk, name in titles)],
        commendation=[("", "Mọi hồ sơ"), (ANY, "Đề nghị hình thức"), *((str(pk), name) for pk, name in commendations)],
    )
    return chosen, rounds
