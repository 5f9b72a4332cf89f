"""Forms of a cluster: itself, a year's rules, members, result, conferences, and the proposals that follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils import timezone

from emulation.forms.scoring import PointsField
from emulation.models import Cluster, ClusterMember, ClusterProposal, ProposalState
from emulation.services.cluster import MemberRow, ResultRow
from plans.forms.event import document_file, text_line
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Event

Member = ClusterMember.Role
SPARE_ROWS = 4
LEAST_ROWS = 8
TITLE, COMMENDATION = "danh-hieu", "hinh-thuc"
GRANTED, REFUSED = "duoc", "khong"


def _area(label: str, *, rows: int = 3, required: bool = False, **values: Any) -> LinesField:
    widget = forms.Textarea(attrs={"rows": rows})
    return LinesField(label=label, required=required, max_length=10_000, widget=widget, **values)


class ClusterForm(forms.ModelForm):  # type: ignore[type-arg]
    """Cụm, khối thi đua."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Cluster
        fields = ("name", "kind", "organiser", "confidence", "note", "in_use")
        field_classes: ClassVar = {"note": LinesField}
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar = {
            "name": "Đúng như trong quyết định chia cụm, khối.",
            "in_use": "Bỏ đánh dấu khi Sở không còn thuộc cụm, khối này.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        third = "col-md-4"
        self.helper.layout = Layout(
            "version",
            "name",
            Row(*(Column(name, css_class=third) for name in ("kind", "organiser", "confidence"))),
            "note",
            "in_use",
        )

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class YearForm(forms.Form):
    """Thêm một năm."""

    year = forms.IntegerField(
        label="Năm",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}),
        error_messages={"required": "Nhập năm.", "invalid": "Nhập năm bằng bốn chữ số, ví dụ 2026."},
    )
    copies = forms.BooleanField(
        label="Chép thành viên của năm trước",
        required=False,
        help_text="Trưởng, phó chọn lại vì bầu hằng năm.",
    )


class RulesForm(VersionForm):
    """Quy chế, quy định của năm."""

    number = text_line("Số, ký hiệu văn bản", length=100, help_text="Quy chế hoạt động, hướng dẫn chấm điểm.")
    day = DayField(label="Ngày văn bản", required=False)
    rules = _area("Nội dung cần nhớ", rows=6, help_text="Cách chấm, mốc gửi hồ sơ, điều kiện suy tôn.")
    file = document_file("Tệp quy chế")


class MembersForm(VersionForm):
    """Thành viên: a row each, some empty ones to add; an emptied name takes the row away."""

    def __init__(self, data: Any = None, *, members: Sequence[ClusterMember], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = max(LEAST_ROWS, len(members) + SPARE_ROWS)
        self.rows = range(rows)
        for number in self.rows:
            member = members[number] if number < len(members) else None
            place = number + 1
            self.fields[f"pk-{number}"] = forms.IntegerField(
                required=False, initial=member.pk if member else None, widget=forms.HiddenInput
            )
            self.fields[f"name-{number}"] = _cell(f"Tên cơ quan, dòng {place}", member.name if member else "")
            self.fields[f"role-{number}"] = forms.ChoiceField(
                choices=Member.choices,
                required=False,
                initial=member.role if member else Member.MEMBER,
                label=f"Vai trò, dòng {place}",
                widget=forms.Select(attrs={"class": "form-select", "aria-label": f"Vai trò, dòng {place}"}),
            )
            self.fields[f"us-{number}"] = forms.BooleanField(
                required=False,
                initial=bool(member and member.is_us),
                label=f"Là Sở, dòng {place}",
                widget=forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": f"Là Sở, dòng {place}"}),
            )

    def shown_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Each row's hidden key, name, role and mark."""
        return [tuple(self[f"{what}-{number}"] for what in ("pk", "name", "role", "us")) for number in self.rows]

    @property
    def members(self) -> list[MemberRow]:
        """The rows that name somebody."""
        values = self.cleaned_data
        rows = (
            MemberRow(
                pk=values[f"pk-{n}"] or 0,
                name=values[f"name-{n}"],
                role=values[f"role-{n}"] or Member.MEMBER,
                is_us=values[f"us-{n}"],
            )
            for n in self.rows
        )
        return [row for row in rows if row.name]

    @staticmethod
    def saved_values(members: Sequence[ClusterMember]) -> dict[str, Any]:
        """What the rows hold now, for the page that compares two edits."""
        found: dict[str, Any] = {}
        for number, member in enumerate(members):
            found |= {f"name-{number}": member.name, f"role-{number}": member.role, f"us-{number}": member.is_us}
        return found


class ResultForm(VersionForm):
    """Kết quả: points and place of each member, and the paper that announced them."""

    result_number = text_line("Văn bản công bố", length=100, help_text="Số, ký hiệu quyết định, thông báo, biên bản.")
    result_date = DayField(label="Ngày công bố", required=False)
    result_note = _area("Nhận xét")
    file = document_file("Tệp kết quả")

    def __init__(self, data: Any = None, *args: Any, members: Sequence[ClusterMember], **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.members = list(members)
        for member in self.members:
            words = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control"}
            self.fields[f"score-{member.pk}"] = PointsField(
                label=f"Điểm của {member.name}",
                required=False,
                initial=member.score,
                widget=forms.TextInput(attrs={**words, "aria-label": f"Điểm của {member.name}"}),
            )
            self.fields[f"rank-{member.pk}"] = forms.IntegerField(
                label=f"Xếp hạng của {member.name}",
                required=False,
                min_value=1,
                max_value=1000,
                initial=member.rank,
                widget=forms.TextInput(
                    attrs={**words, "inputmode": "numeric", "aria-label": f"Xếp hạng của {member.name}"}
                ),
                error_messages={"invalid": "Ghi hạng bằng chữ số.", "min_value": "Hạng bắt đầu từ 1."},
            )

    def shown_rows(self) -> list[tuple[ClusterMember, forms.BoundField, forms.BoundField]]:
        """Each member with its two fields."""
        return [(one, self[f"score-{one.pk}"], self[f"rank-{one.pk}"]) for one in self.members]

    @property
    def rows(self) -> list[ResultRow]:
        values = self.cleaned_data
        return [ResultRow(one.pk, values[f"score-{one.pk}"], values[f"rank-{one.pk}"]) for one in self.members]

    @staticmethod
    def saved_values(members: Sequence[ClusterMember]) -> dict[str, Any]:
        """What the rows hold now, for the page that compares two edits."""
        found: dict[str, Any] = {}
        for member in members:
            found |= {f"score-{member.pk}": member.score, f"rank-{member.pk}": member.rank}
        return found


class EventsForm(VersionForm):
    """Hội nghị của cụm, khối trong năm."""

    events = forms.TypedMultipleChoiceField(
        label="Hội nghị của kế hoạch năm", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(one.pk, f"{one.name} ({one.starts_on:%d/%m/%Y})") for one in offered]  # type: ignore[attr-defined]


class ProposalForm(VersionForm):
    """Đề nghị từ kết quả của cụm, khối."""

    award = forms.ChoiceField(
        label="Đề nghị tặng",
        help_text="Danh hiệu và hình thức là hai danh mục riêng; mục đang tắt vẫn chọn được nếu cụm, khối yêu cầu.",
        error_messages={"required": "Chọn danh hiệu hoặc hình thức khen thưởng."},
    )
    subject = text_line(
        "Cho ai",
        required=True,
        help_text="Tập thể hoặc cá nhân được đề nghị.",
        error_messages={"required": "Ghi tên tập thể, cá nhân được đề nghị."},
    )
    reason = _area("Thành tích, lý do", rows=4)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [("", "Chọn"), *offered]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, int]:
        """Of which catalogue, and which line."""
        which, _, pk = str(self.cleaned_data["award"]).partition(":")
        return which, int(pk)

    @staticmethod
    def initial_of(proposal: ClusterProposal) -> dict[str, Any]:
        """What the form of an existing proposal starts with."""
        award = f"{TITLE}:{proposal.title_id}" if proposal.title_id else f"{COMMENDATION}:{proposal.commendation_id}"
        values = {"award": award, "subject": proposal.subject, "reason": proposal.reason}
        return {**values, "version": proposal.version}


class SendForm(VersionForm):
    """Đã gửi."""

    number = text_line(
        "Số, ký hiệu văn bản gửi",
        required=True,
        length=100,
        error_messages={"required": "Nhập số, ký hiệu văn bản gửi đề nghị."},
    )
    day = DayField(label="Ngày gửi")

    def clean_day(self) -> dt.date:
        return not_to_come(self.cleaned_data["day"])


class AnswerForm(VersionForm):
    """Trả lời."""

    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=[(GRANTED, "Được tặng"), (REFUSED, "Không được tặng")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn được tặng hoặc không."},
    )
    day = DayField(label="Ngày quyết định, trả lời")
    answer = _area("Quyết định, nội dung trả lời", help_text="Số quyết định; không được tặng thì ghi lý do.")

    def clean_day(self) -> dt.date:
        return not_to_come(self.cleaned_data["day"])


class ClusterFilter(ListFilter):
    """Danh sách cụm, khối thu hẹp theo gì."""

    search = SearchField("Tên cụm, khối")
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Cụm và khối"), *Cluster.Kind.choices])


class ProposalFilter(ListFilter):
    """Danh sách đề nghị thu hẹp theo gì."""

    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *ProposalState.choices]
    )
    year = forms.ChoiceField(label="Năm", required=False)


def not_to_come(day: dt.date) -> dt.date:
    """A day on which something happened is not after today."""
    if day > timezone.localdate():
        raise forms.ValidationError(f"{day:%d/%m/%Y} ở sau hôm nay. Nhập ngày thật.")
    return day


def _cell(label: str, value: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "aria-label": label, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=200, initial=value, widget=widget)
