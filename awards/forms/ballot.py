"""Forms of a vote: the own ballot, ballots printed, what was counted, a row counted again, a choice among equals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from awards.models import AgendaItem, Choice
from awards.services.ballot_count import WHY_AGAIN, Counted
from plans.forms.draft import area
from plans.forms.plan import LinesField, VersionForm

PARTS = (("yes", "đồng ý"), ("no", "không đồng ý"), ("spoiled", "hỏng"))
MOST = 999


def number_field(label: str, *, css: str = "") -> forms.IntegerField:
    """A count of ballots in a row of a table."""
    attrs = {"class": f"form-control num {css}".strip(), "inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={**attrs, "aria-label": label}),
        error_messages={
            "required": "Nhập số, không có thì nhập 0.",
            "invalid": "Nhập một số.",
            "min_value": "Nhập số từ 0 trở lên.",
            "max_value": f"Nhập số không quá {MOST}.",
        },
    )


class BallotForm(forms.Form):
    """The own ballot: one choice for each item before the voter."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"choice_{item.pk}"] = forms.ChoiceField(
                label=str(item),
                choices=Choice.choices,
                widget=forms.RadioSelect,
                error_messages={"required": "Chọn một ý kiến.", "invalid_choice": "Chọn một trong ba ý kiến."},
            )

    @property
    def choices(self) -> dict[int, str]:
        """As the service takes them."""
        return {item.pk: self.cleaned_data[f"choice_{item.pk}"] for item in self.items}


class PrintForm(VersionForm):
    """In phiếu; ``again`` asks why."""

    reason = LinesField(label="Lý do in lại", widget=area(2), required=False)

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if again:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages = {"required": "Ghi lý do in lại."}
        else:
            del self.fields["reason"]


class CountForm(forms.Form):
    """Số phiếu of one turn, a line an item; ballots out and back only where ballots are handed out."""

    given_out = number_field("Phát ra")
    given_back = number_field("Thu về")

    def __init__(self, *args: Any, items: Sequence[AgendaItem], voters: int, by_hand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.voters, self.by_hand = items, voters, by_hand
        if by_hand:
            del self.fields["given_out"], self.fields["given_back"]
        for item in items:
            for name, label in PARTS:
                said = "không có ý kiến" if by_hand and name == "spoiled" else label
                self.fields[f"{name}_{item.pk}"] = number_field(f"{item}: {said}")

    @property
    def rows(self) -> Iterable[tuple[AgendaItem, Any, Any, Any]]:
        """An item with its three fields."""
        for item in self.items:
            yes, no, spoiled = (self[f"{name}_{item.pk}"] for name, _ in PARTS)
            yield item, yes, no, spoiled

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        told = self.cleaned_data
        lines = {item.pk: Counted(*(told[f"{name}_{item.pk}"] for name, _ in PARTS)) for item in self.items}
        out, back = (self.voters, self.voters) if self.by_hand else (told["given_out"], told["given_back"])
        return {"given_out": out, "given_back": back, "lines": lines}


class AgainForm(VersionForm):
    """One row that differed, counted again: both turns as they now stand, and why they differed.

    The fields stand in the cells of a table, where no form can be; they name theirs by ``form_id``.
    """

    reason = forms.CharField(
        label="Lý do lệch",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": WHY_AGAIN},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, form_id: str = "", **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{form_id}-%s", **kwargs)
        self.fields["reason"].widget.attrs["form"] = form_id
        for turn in (1, 2):
            for name, label in PARTS:
                field = number_field(f"lần {turn}, {label}")
                field.widget.attrs["form"] = form_id
                self.fields[f"{name}_{turn}"] = field

    @property
    def typed(self) -> str:
        """What was typed, in words, where it could not be kept."""
        turns = "; ".join(f"lần {turn}: {' - '.join(map(str, self.counted(turn)))}" for turn in (1, 2))
        return f"{turns}; lý do: {self.cleaned_data['reason']}"

    def counted(self, turn: int) -> Counted:
        """The numbers of one turn."""
        return Counted(*(self.cleaned_data[f"{name}_{turn}"] for name, _ in PARTS))


class PickForm(VersionForm):
    """Kết luận of the chair on one that passed: proposed or not, and why."""

    picked = forms.TypedChoiceField(
        label="Kết luận",
        choices=[("co", "Đề nghị khen thưởng"), ("khong", "Không đề nghị lần này")],
        coerce=lambda value: value == "co",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kết luận."},
    )
    reason = LinesField(
        label="Lý do",
        widget=area(3),
        help_text="Ghi vào biên bản. Ví dụ: bằng phiếu, ưu tiên nữ theo quy định.",
        error_messages={"required": "Ghi lý do."},
    )


class PickWorkForm(PickForm):
    """The same on an initiative."""

    picked = forms.TypedChoiceField(
        label="Kết luận",
        choices=[("co", "Đề nghị công nhận"), ("khong", "Không đề nghị lần này")],
        coerce=lambda value: value == "co",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kết luận."},
    )
    reason = LinesField(
        label="Lý do",
        widget=area(3),
        help_text="Ghi vào biên bản. Ví dụ: trùng nội dung với sáng kiến khác.",
        error_messages={"required": "Ghi lý do."},
    )
