"""Forms of a round: its days and lists, its suất."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.models import AwardKind, Quota, Round
from awards.rules.quota import BASES, parse_share
from awards.services.round import NewQuota
from emulation.models import Commendation, Title
from plans.forms.boxes import BoxesField
from plans.forms.draft import area, in_rows, row_select, row_text
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.forms.rows import RowGroup
from plans.models import Task
from plans.rules.document import FIRST_YEAR, LAST_YEAR

QUOTAS = RowGroup(("honour", "number", "share", "base", "source"))
FIRST_QUOTAS = 2
OF_TITLE, OF_FORM = "danh-hieu", "hinh-thuc"
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def honour_key(honour: Title | Commendation) -> str:
    """How a choice names an honour of either list."""
    return f"{OF_TITLE if isinstance(honour, Title) else OF_FORM}-{honour.pk}"


def honour_choices(titles: Sequence[Title], commendations: Sequence[Commendation]) -> list[tuple[str, Any]]:
    """Both lists of the law, each under its own head."""
    groups: list[tuple[str, Any]] = [("", "Chọn")]
    if titles:
        groups.append(("Danh hiệu thi đua", [(honour_key(one), one.name) for one in titles]))
    if commendations:
        groups.append(("Hình thức khen thưởng", [(honour_key(one), one.name) for one in commendations]))
    return groups


def honours_by_key(titles: Sequence[Title], commendations: Sequence[Commendation]) -> dict[str, Title | Commendation]:
    """The same, to be looked up."""
    honours: list[Title | Commendation] = [*titles, *commendations]
    return {honour_key(one): one for one in honours}


def year_field(label: str, **values: Any) -> forms.IntegerField:
    """A year of four digits."""
    widget = forms.TextInput(attrs={**NUMBER, "class": "short-field"})
    return forms.IntegerField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=widget, **values)


class RoundForm(VersionForm):
    """Đợt xét."""

    helper = in_rows(
        "version",
        "name",
        ("year", "achievement_year", "kind"),
        "task",
        "titles",
        "commendations",
        ("opens_on", "closes_on"),
        ("comment_from", "comment_to"),
        "guidance",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Tên đợt", max_length=200, help_text="Ví dụ: Xét thi đua, khen thưởng năm 2026")
    year = year_field("Năm mở đợt")
    achievement_year = year_field("Xét thành tích năm")
    kind = forms.ChoiceField(label="Loại khen", choices=AwardKind.choices)
    task = forms.ModelChoiceField(
        label="Thuộc nhiệm vụ của kế hoạch",
        queryset=Task.objects.none(),
        required=False,
        empty_label="Không gắn nhiệm vụ",
    )
    titles = BoxesField(
        label="Danh hiệu thi đua xét trong đợt",
        queryset=Title.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    commendations = BoxesField(
        label="Hình thức khen thưởng xét trong đợt",
        queryset=Commendation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens_on = DayField(label="Nhận hồ sơ từ ngày")
    closes_on = DayField(label="Đến hết ngày")
    comment_from = DayField(
        label="Lấy ý kiến từ ngày",
        required=False,
        help_text="Trong những ngày này mọi tài khoản thấy danh sách đề nghị.",
    )
    comment_to = DayField(label="Lấy ý kiến đến hết ngày", required=False)
    guidance = LinesField(label="Hướng dẫn", required=False, widget=area(4))

    def __init__(self, *args: Any, tasks: Any, chosen: Round | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["task"].queryset = tasks
        fields["task"].label_from_instance = lambda task: f"Nhiệm vụ {task.no}: {task.title[:90]}"
        kept_titles = list(chosen.titles.values_list("pk", flat=True)) if chosen else []
        kept_forms = list(chosen.commendations.values_list("pk", flat=True)) if chosen else []
        fields["titles"].queryset = Title.objects.filter(in_use=True) | Title.objects.filter(pk__in=kept_titles)
        fields["commendations"].queryset = Commendation.objects.filter(in_use=True) | Commendation.objects.filter(
            pk__in=kept_forms
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "Ở trước ngày mở. Sửa một trong hai.")
        first, last = cleaned.get("comment_from"), cleaned.get("comment_to")
        if bool(first) != bool(last):
            self.add_error(
                "comment_to" if first else "comment_from", "Ghi cả hai ngày lấy ý kiến, hoặc để trống cả hai."
            )
        if first and last and last < first:
            self.add_error("comment_to", "Ở trước ngày bắt đầu lấy ý kiến. Sửa một trong hai.")
        if not cleaned.get("titles") and not cleaned.get("commendations"):
            self.add_error("titles", "Chọn ít nhất một danh hiệu hoặc một hình thức khen thưởng.")
        return cleaned


def round_values(found: Round) -> dict[str, Any]:
    """A round as its form shows it."""
    names = (
        *("version", "name", "year", "achievement_year", "kind", "opens_on", "closes_on", "comment_from", "comment_to"),
        "guidance",
    )
    values = {name: getattr(found, name) for name in names}
    lists = {"titles": list(found.titles.all()), "commendations": list(found.commendations.all())}
    return {**values, **lists, "task": found.task_id}


class QuotaForm(VersionForm):
    """Số suất of a round, a row for each honour; a row left without an honour is not there."""

    def __init__(
        self, *args: Any, titles: Sequence[Title], commendations: Sequence[Commendation], rows: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.honours = honours_by_key(titles, commendations)
        self.rows = max(rows, QUOTAS.count(self.data) if self.is_bound else 0)
        choices = honour_choices(titles, commendations)
        bases = [("", "Chọn"), *((key, f"trên số {words}") for key, words in BASES.items())]
        for n in range(self.rows):
            self.fields[f"honour_{n}"] = row_select(f"Danh hiệu, hình thức {n + 1}", choices)
            self.fields[f"number_{n}"] = row_number(f"Số suất {n + 1}")
            self.fields[f"share_{n}"] = row_text(f"Tỷ lệ {n + 1}", 20)
            self.fields[f"base_{n}"] = row_select(f"Tính trên {n + 1}", bases)
            self.fields[f"source_{n}"] = row_text(f"Căn cứ {n + 1}", 500)

    def lines(self) -> list[tuple[int, list[forms.BoundField], str]]:
        """The rows as the template shows them."""
        return [(n, [self[f"{name}_{n}"] for name in QUOTAS.fields], QUOTAS.removes(n)) for n in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(self.rows):
            honour, number, share, base, source = (cleaned.get(f"{name}_{n}") for name in QUOTAS.fields)
            if not honour:
                if number is not None or share or source:
                    self.add_error(f"honour_{n}", "Chọn danh hiệu hoặc hình thức của dòng này, hoặc bỏ dòng.")
                continue
            if (number is None) == (not share):
                self.add_error(f"number_{n}", "Ghi số suất, hoặc tỷ lệ; đúng một trong hai.")
            if share:
                self._check_share(n, share, base)
            if not source:
                self.add_error(f"source_{n}", "Ghi căn cứ, ví dụ công văn của Sở Nội vụ.")
        return cleaned

    def _check_share(self, n: int, share: str, base: str | None) -> None:
        try:
            parse_share(share)
        except ValueError as wrong:
            self.add_error(f"share_{n}", str(wrong))
        if not base:
            self.add_error(f"base_{n}", "Chọn tỷ lệ tính trên số nào.")

    @property
    def quotas(self) -> list[NewQuota]:
        found = []
        for n in range(self.rows):
            key, number, share, base, source = (self.cleaned_data[f"{name}_{n}"] for name in QUOTAS.fields)
            if key:
                found.append(NewQuota(self.honours[key], number, share, base if share else "", source))
        return found


def quota_values(quotas: Sequence[Quota]) -> dict[str, Any]:
    """The suất of a round as its form shows them."""
    values: dict[str, Any] = {}
    for n, one in enumerate(quotas):
        values |= {
            f"honour_{n}": honour_key(one.honour),
            f"number_{n}": one.number,
            f"share_{n}": one.share,
            f"base_{n}": one.base,
            f"source_{n}": one.source,
        }
    return values


def row_number(label: str) -> forms.IntegerField:
    """A whole number in a row of its own kind, named for screen readers instead of a label above."""
    widget = forms.TextInput(attrs={**NUMBER, "class": "form-control", "aria-label": label})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=9999, widget=widget)
