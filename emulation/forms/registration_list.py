"""The filters of the lists of registrations and of promises."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from emulation.models import Commendation, RegistrationState, Title
from emulation.rules.registration import OUTCOME_WORDS
from plans.forms.listing import ListFilter, SearchField
from plans.models import UnitKind
from plans.models.unit_index import UnitIndex

COLLECTIVE, INDIVIDUAL = "tap-the", "ca-nhan"
KINDS = [("", "Tập thể và cá nhân"), (COLLECTIVE, "Tập thể"), (INDIVIDUAL, "Cá nhân")]
SENT_WORD, LATE_WORD, ANY = "da-gui", "nop-muon", "co"
STATES = [("", "Mọi tình trạng"), (SENT_WORD, "Đã gửi"), (LATE_WORD, "Nộp muộn"), *RegistrationState.choices]


class RegistrationFilter(ListFilter):
    """Bản đăng ký of a year."""

    search = SearchField("Tìm tên")
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    kind = forms.ChoiceField(label="Đối tượng", required=False, choices=KINDS)
    title = forms.ChoiceField(label="Danh hiệu", required=False)
    commendation = forms.ChoiceField(label="Hình thức", required=False)
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)


class MissingFilter(ListFilter):
    """Who has sent nothing."""

    unit = forms.ChoiceField(label="Đơn vị", required=False)
    kind = forms.ChoiceField(label="Đối tượng", required=False, choices=KINDS)


class PromiseFilter(MissingFilter):
    """What was registered, beside what came of it."""

    search = SearchField("Tìm tên")
    field_order = ("search", "unit", "kind")


class TargetFilter(PromiseFilter):
    """Targets, whose results are written here."""

    outcome = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[("", "Mọi kết quả"), *((one.value, words) for one, words in OUTCOME_WORDS.items())],
    )


def unit_choices(index: UnitIndex) -> list[tuple[str, str]]:
    """The units of the office that people belong to."""
    without = (UnitKind.EXTERNAL, UnitKind.GROUP, UnitKind.COUNCIL)
    units = [(str(unit.pk), unit.label) for unit in index if unit.is_active and unit.kind not in without]
    return [("", "Mọi đơn vị"), *units]


def read_registration_filter(data: QueryDict, index: UnitIndex) -> RegistrationFilter:
    """The filter of an address; the two catalogues cost a query each."""
    titles = [(str(pk), name) for pk, name in Title.objects.values_list("pk", "name")]
    commendations = [(str(pk), name) for pk, name in Commendation.objects.values_list("pk", "name")]
    return RegistrationFilter(
        data,
        unit=unit_choices(index),
        title=[("", "Mọi bản"), (ANY, "Có đăng ký danh hiệu"), *titles],
        commendation=[("", "Mọi bản"), (ANY, "Có đăng ký hình thức"), *commendations],
    )
