"""The form of an agenda: which dossiers, in which order, initiatives with the level of effect that is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from awards.models import AgendaItem, Recognition
from awards.services.meeting_agenda import Candidate
from plans.forms.plan import VersionForm

TICKED, PLACE, SCOPE = "ho-so", "stt_", "pham-vi_"
SCOPES = Recognition.Scope.choices
GONE = "hồ sơ không còn xét được"


class AgendaForm(VersionForm):
    """Chương trình: a tick and a place for every dossier that may stand on it."""

    def __init__(self, *args: Any, candidates: Iterable[Candidate], of_initiatives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(one.pk): ", ".join(filter(None, (one.name, one.honour))) for one in candidates}
        gone = [(pk, GONE) for pk in self._ticked if pk.isdecimal() and pk not in known]
        self.fields[TICKED] = forms.MultipleChoiceField(
            label="Nội dung xét", choices=[*known.items(), *gone], required=False
        )
        for pk, name in known.items():
            self.fields[f"{PLACE}{pk}"] = forms.IntegerField(
                label=f"Thứ tự của {name}",
                min_value=1,
                max_value=999,
                required=False,
                widget=forms.TextInput,
                error_messages={"invalid": "Nhập một số."},
            )
            if of_initiatives:
                self.fields[f"{SCOPE}{pk}"] = forms.ChoiceField(
                    label=f"Phạm vi của {name}", choices=SCOPES, required=False
                )

    @property
    def chosen(self) -> list[int]:
        """The ticked ones by the numbers beside them; those without one after them, as they stood on the page."""
        told = self.cleaned_data
        ticked = list(dict.fromkeys(told[TICKED]))
        places = {pk: told.get(f"{PLACE}{pk}") or len(ticked) + 1 for pk in ticked}
        return [int(pk) for pk in sorted(ticked, key=lambda pk: (places[pk], ticked.index(pk)))]

    @property
    def scopes(self) -> dict[int, str]:
        """The level of effect proposed for each ticked initiative."""
        told = self.cleaned_data
        return {int(pk): scope for pk in told[TICKED] if (scope := told.get(f"{SCOPE}{pk}"))}

    def is_ticked(self, pk: int) -> bool:
        """Whether a dossier was ticked, good or not."""
        return str(pk) in self._ticked

    @property
    def _ticked(self) -> list[str]:
        return self.data.getlist(TICKED) if isinstance(self.data, QueryDict) else []

    def typed(self, name: str, pk: int) -> str:
        """What was typed beside a dossier, good or not."""
        return str(self.data.get(f"{name}{pk}", ""))

    def keep_apart(self, saved: dict[str, Any]) -> None:
        """Leave only what was chosen otherwise than ``saved``, for the two to be compared."""
        for name in [name for name in self.fields if name not in (TICKED, "version")]:
            told = self.cleaned_data.get(name)
            if told in (None, "", saved.get(name)) or name not in saved:
                del self.fields[name]


def saved_agenda(items: Iterable[AgendaItem]) -> dict[str, Any]:
    """The agenda as it is saved, by the names of the form."""
    found: dict[str, Any] = {TICKED: []}
    for item in items:
        pk = item.initiative_id or item.nomination_id
        found[TICKED].append(str(pk))
        found |= {f"{PLACE}{pk}": item.order, f"{SCOPE}{pk}": item.scope}
    return found
