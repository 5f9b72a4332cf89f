"""The form of an initiative of past years: itself, its decision, its authors in rows, what it was used for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from awards.models import Initiative, Recognition, WorkKind
from awards.services.past_initiative import AuthorRow, UsedFor
from emulation.models import AppliesTo, Commendation, Title
from plans.forms.event import text_line
from plans.forms.plan import DayField
from plans.forms.rows import RowGroup
from plans.models import Person

AUTHORS = RowGroup(("author", "outside", "share", "used", "used_year"))
FIRST_ROWS = 1


class AuthorLine(NamedTuple):
    """The fields of one author."""

    place: int
    author: BoundField
    outside: BoundField
    share: BoundField
    used: BoundField
    used_year: BoundField
    removes: str


class PastInitiativeForm(forms.Form):
    """Sáng kiến, đề tài của các năm trước."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = text_line("Tên sáng kiến, đề tài", required=True, length=500, error_messages={"required": "Nhập tên."})
    kind = forms.ChoiceField(label="Loại", choices=WorkKind.choices)
    year = forms.IntegerField(
        label="Năm",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        error_messages={"required": "Nhập năm.", "invalid": "Nhập năm bằng bốn chữ số."},
    )
    field = text_line("Lĩnh vực")
    scope = forms.ChoiceField(label="Phạm vi hiệu quả được công nhận", choices=Recognition.Scope.choices)
    number = text_line(
        "Số quyết định công nhận", required=True, length=100, error_messages={"required": "Nhập số quyết định."}
    )
    decided_on = DayField(label="Ngày quyết định")
    decided_by = text_line("Người quyết định")

    def __init__(self, *args: Any, rows: int = FIRST_ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [("", "Người ngoài cơ quan"), *Person.objects.order_by("sort_key").values_list("pk", "full_name")]
        honours = _honours()
        for place in range(max(rows, 1)):
            self.fields[f"author_{place}"] = forms.ChoiceField(label="Tác giả", choices=people, required=False)
            self.fields[f"outside_{place}"] = text_line("Tên tác giả ngoài cơ quan")
            self.fields[f"share_{place}"] = forms.IntegerField(
                label="Đóng góp (%)",
                required=False,
                min_value=1,
                max_value=100,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "invalid": "Nhập số nguyên.",
                    "min_value": "Nhập từ 1 đến 100.",
                    "max_value": "Nhập từ 1 đến 100.",
                },
            )
            self.fields[f"used_{place}"] = forms.ChoiceField(
                label="Đã dùng để xét", choices=[("", "Chưa dùng"), *honours], required=False
            )
            self.fields[f"used_year_{place}"] = forms.IntegerField(
                label="Năm dùng",
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={"invalid": "Nhập năm bằng bốn chữ số."},
            )
        self.count = max(rows, 1)
        for name in (name for name in self.fields if AUTHORS.owns(name)):
            field = self.fields[name]
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    @property
    def main_fields(self) -> Iterable[BoundField]:
        return [self[name] for name in ("name", "kind", "year", "field", "scope", "number", "decided_on", "decided_by")]

    @property
    def lines(self) -> list[AuthorLine]:
        return [
            AuthorLine(
                place,
                author=self[f"author_{place}"],
                outside=self[f"outside_{place}"],
                share=self[f"share_{place}"],
                used=self[f"used_{place}"],
                used_year=self[f"used_year_{place}"],
                removes=AUTHORS.removes(place),
            )
            for place in range(self.count)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(self.count):
            author, outside = cleaned.get(f"author_{place}"), cleaned.get(f"outside_{place}")
            share = cleaned.get(f"share_{place}")
            if author and outside:
                self.add_error(f"outside_{place}", "Đã chọn người của cơ quan; bỏ tên này.")
            if (author or outside) and share is None and f"share_{place}" not in self.errors:
                self.add_error(f"share_{place}", "Nhập tỷ lệ.")
            if share and not author and not outside:
                self.add_error(f"author_{place}", "Chọn tác giả hoặc ghi tên người ngoài cơ quan.")
            if cleaned.get(f"used_{place}") and not cleaned.get(f"used_year_{place}"):
                self.add_error(f"used_year_{place}", "Nhập năm.")
            if cleaned.get(f"used_{place}") and not author:
                self.add_error(f"used_{place}", "Chỉ ghi cho người của cơ quan.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        names = ("name", "kind", "year", "field", "scope", "number", "decided_on", "decided_by")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def authors(self) -> list[AuthorRow]:
        """Rows somebody filled in."""
        people = Person.objects.in_bulk([int(pk) for pk in self._typed("author") if pk])
        rows = []
        for author, outside, share in zip(
            self._typed("author"), self._typed("outside"), self._typed("share"), strict=True
        ):
            if author or outside:
                rows.append(AuthorRow(people[int(author)] if author else None, outside, share))
        return rows

    @property
    def uses(self) -> list[UsedFor]:
        people = Person.objects.in_bulk([int(pk) for pk in self._typed("author") if pk])
        titles = {title.code: title for title in Title.objects.all()}
        commendations = {one.code: one for one in Commendation.objects.all()}
        found = []
        for author, used, year in zip(
            self._typed("author"), self._typed("used"), self._typed("used_year"), strict=True
        ):
            if author and used:
                kind, _, code = used.partition(":")
                honour = titles[code] if kind == "title" else commendations[code]
                found.append(UsedFor(people[int(author)], honour, year))
        return found

    def _typed(self, name: str) -> list[Any]:
        return [self.cleaned_data[f"{name}_{place}"] for place in range(self.count)]


def initial_of(record: Initiative) -> tuple[dict[str, Any], int]:
    """What the form shows of a stored one, and how many rows of authors it has."""
    recognition = record.recognitions.first()
    initial: dict[str, Any] = {name: getattr(record, name) for name in ("version", "name", "kind", "year", "field")}
    if recognition:
        initial |= {name: getattr(recognition, name) for name in ("scope", "number", "decided_on", "decided_by")}
    uses = {use.person_id: use for use in record.uses.filter(nomination=None).select_related("title", "commendation")}
    authors = list(record.authors.all())
    for place, author in enumerate(authors):
        use = uses.get(author.person_id)  # type: ignore[arg-type]
        initial |= {
            f"author_{place}": author.person_id or "",
            f"outside_{place}": author.name,
            f"share_{place}": author.share,
            f"used_{place}": f"{'title' if use.title_id else 'commendation'}:{use.honour.code}" if use else "",
            f"used_year_{place}": use.year if use else None,
        }
    return initial, len(authors)


def _honours() -> list[tuple[str, list[tuple[str, str]]]]:
    """Titles and commendations of people, in two groups: two lists, never one."""
    groups = []
    for words, prefix, model in (
        ("Danh hiệu", "title", Title),
        ("Hình thức khen thưởng", "commendation", Commendation),
    ):
        entries = model.objects.exclude(applies_to=AppliesTo.COLLECTIVE).values_list("code", "name")
        groups.append((words, [(f"{prefix}:{code}", name) for code, name in entries]))
    return groups
