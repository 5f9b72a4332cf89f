"""Rules: the form of one version: confirmed, corrected, or added beside others; its conditions as rows.

Rows of conditions are added, removed and copied by buttons that post the form: nothing is saved, all that was typed
stays (``changed``). Without JavaScript it is the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from awards.forms.rule_content import Known, content_fields, content_of
from awards.forms.rule_fields import value_field
from awards.models import Aspect, Enforcement, VersionStatus
from awards.rules.condition_kinds import DOUBT, KINDS, assemble, condition, flatten, kind_of, values_of
from awards.rules.words import route_words
from awards.services.rule import UNDATED
from emulation.models import AppliesTo
from plans.forms.plan import DayField, LinesField
from plans.http import whole_number
from plans.models import Confidence, LegalText

PLAIN = (
    *("effective_from", "effective_to", "status", "enforcement", "confidence", "citation"),
    *("legal_text", "note", "source", "checked_on"),
)
COUNT, MOST_ROWS, MOST_WAYS, ALONE = "dk_so", 40, 8, "-"
GROUPS = (
    (ALONE, "Phải đạt"),
    *((letter, f"Chỉ cần một trong nhóm {letter.upper()}") for letter in "abcd"),
)


class ConditionRow(NamedTuple):
    """One condition as the template shows it: its kind, its fields, and the value of the button that takes it away."""

    words: str
    fields: tuple[forms.BoundField, ...]
    hidden: forms.BoundField
    remove: str


class Row(NamedTuple):
    """One condition of the form: its kind and what stands in its fields."""

    kind: str
    values: Mapping[str, Any]


class RuleVersionForm(forms.Form):
    """Một phiên bản của quy định."""

    effective_from = DayField(label="Có hiệu lực từ", required=False)
    effective_to = DayField(label="Đến hết ngày", required=False)
    status = forms.ChoiceField(label="Trạng thái", choices=VersionStatus.choices)
    confidence = forms.ChoiceField(label="Độ tin cậy", choices=Confidence.choices)
    enforcement = forms.ChoiceField(
        label="Khi không đạt thì",
        choices=Enforcement.choices,
        help_text="Chỉ nội dung đã xác nhận nguyên văn mới được chặn.",
    )
    legal_text = forms.ModelChoiceField(
        label="Văn bản", queryset=LegalText.objects.all(), required=False, empty_label="Chưa rõ văn bản"
    )
    citation = LinesField(
        label="Căn cứ, điều, khoản", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    source = LinesField(
        label="Nguồn đã đối chiếu",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bản đã đọc và chỗ đã đọc.",
    )
    checked_on = DayField(label="Ngày đối chiếu")
    note = LinesField(label="Ghi chú", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        known: Known,
        initial: Mapping[str, Any] | None = None,
        rows: list[Row] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.known, self.has_conditions = known, known.aspect == Aspect.STANDARD
        if known.begins:
            self.fields["effective_from"] = DayField(label="Có hiệu lực từ")
            self.fields["effective_from"].error_messages["required"] = UNDATED
        if known.whom:
            self.fields["applies_to"] = forms.ChoiceField(label="Đối tượng", choices=known.whom)
        self.content_names = []
        for name, (field, value) in content_fields(known).items():
            self.fields[name] = field
            self.initial.setdefault(name, value)
            self.content_names.append(name)
        self.rows: list[Row] = []
        if self.has_conditions:
            self.rows = _posted_rows(data) if data is not None else rows if rows is not None else rows_of(known.content)
            self._add_rows()

    def _add_rows(self) -> None:
        old = enumerate(_old_ways(self.known.content), start=1)
        names = {number: str(part["route"]) for number, part in old if part.get("route")}
        ways = [
            *((str(n), f"Cách {n}" + (f": {route_words(names[n])}" if n in names else "")) for n in _ways()),
            (str(DOUBT), "Lưu ý, chỉ cảnh báo"),
        ]
        fields: dict[str, forms.Field] = {COUNT: forms.CharField(widget=forms.HiddenInput)}
        self.initial[COUNT] = len(self.rows)
        for place, row in enumerate(self.rows):
            kind, head = KINDS[row.kind], f"dk_{place}_"
            fields[f"{head}kind"] = forms.CharField(widget=forms.HiddenInput)
            fields[f"{head}route"] = forms.ChoiceField(label="Thuộc cách", choices=ways)
            fields[f"{head}group"] = forms.ChoiceField(label="Trong cách ấy", choices=GROUPS)
            for one in kind.values:
                fields[f"{head}{one.name}"] = value_field(
                    one.kind, one.label, required=one.required, choices=one.choices, awards=self.known.awards
                )
            self.initial.update({f"{head}{name}": value for name, value in row.values.items()})
            self.initial[f"{head}kind"] = row.kind
        self.fields.update(fields)

    @property
    def plain_names(self) -> tuple[str, ...]:
        return PLAIN

    def content_bound(self) -> list[forms.BoundField]:
        """The fields of what the version says, beside its conditions."""
        return [self[name] for name in self.content_names]

    def condition_rows(self) -> list[ConditionRow]:
        """The conditions as the template shows them."""
        return [
            ConditionRow(
                KINDS[row.kind].words,
                tuple(self[f"dk_{n}_{name}"] for name in self._names(row)),
                self[f"dk_{n}_kind"],
                f"bo-{n}",
            )
            for n, row in enumerate(self.rows)
        ]

    def kind_choices(self) -> list[tuple[str, str]]:
        """The kinds of conditions that the engine knows."""
        return [(key, kind.words) for key, kind in KINDS.items()]

    @staticmethod
    def _names(row: Row) -> list[str]:
        return [*(one.name for one in KINDS[row.kind].values), "route", "group"]

    def changed(self, asked: str, *, kind: str, previous: Mapping[str, Any]) -> RuleVersionForm:
        """The form after a button of its rows: everything typed stays, nothing is checked yet."""
        typed = {name: self[name].data for name in self.fields if not name.startswith("dk_")}
        rows = [
            Row(row.kind, {name: self[f"dk_{n}_{name}"].data for name in self._names(row)})
            for n, row in enumerate(self.rows)
        ]
        gone = whole_number(asked.removeprefix("bo-"))
        if asked == "them" and kind in KINDS and len(rows) < MOST_ROWS:
            rows.append(Row(kind, {"route": rows[-1].values["route"] if rows else "1", "group": ALONE}))
        elif asked == "chep":
            rows = rows_of(previous)
        elif gone is not None and gone < len(rows):
            del rows[gone]
        return RuleVersionForm(known=self.known, initial=typed, rows=rows)

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes: the plain fields, and the content with what was typed."""
        return {name: self.cleaned_data[name] for name in PLAIN} | {"content": self._content()}

    def _content(self) -> dict[str, Any]:
        if not self.has_conditions:
            return content_of(self.known, self.cleaned_data)
        whom = self.cleaned_data.get("applies_to") or self.known.applies_to
        made = []
        for n, row in enumerate(self.rows):
            values = {name: self.cleaned_data[f"dk_{n}_{name}"] for name in self._names(row)}
            way, group = int(values["route"]), "" if values["group"] == ALONE else values["group"]
            made.append(condition(way, group, row.kind, values, collective=whom == AppliesTo.COLLECTIVE))
        return assemble(made, self.known.content)


def rows_of(content: Mapping[str, Any]) -> list[Row]:
    """The conditions of a version as rows."""
    return [
        Row(kind_of(one), values_of(one) | {"route": str(one.route), "group": one.group or ALONE})
        for one in flatten(content)
    ]


def _ways() -> range:
    return range(1, MOST_WAYS + 1)


def _old_ways(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    told = content.get("prerequisites") or {}
    return list(told.get("any_of", ()))


def _posted_rows(data: QueryDict) -> list[Row]:
    """The kinds that were posted; one that the engine does not know is left out with all that follows."""
    found: list[Row] = []
    for place in range(min(whole_number(str(data.get(COUNT, ""))) or 0, MOST_ROWS)):
        kind = str(data.get(f"dk_{place}_kind", ""))
        if kind not in KINDS:
            break
        found.append(Row(kind, {}))
    return found
