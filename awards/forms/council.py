"""Forms of a council: its founding decision, a seat, a working rule."""

from __future__ import annotations

from typing import Any

from django import forms

from awards.forms.round import OF_TITLE, honour_choices, honours_by_key
from awards.models import Council, CouncilKind, CouncilSeat, RuleKind, SeatRole, VoteBase, WorkingRule
from emulation.models import Commendation, Title
from plans.forms.draft import area, in_rows
from plans.forms.event import document_file
from plans.forms.plan import DayField, LinesField, VersionForm
from plans.models import Confidence, Person, Unit, UnitKind

SHORT = {"inputmode": "numeric", "class": "short-field", "autocomplete": "off"}
YES_OR_NO = (("", "Không phải loại này"), ("yes", "Có"), ("no", "Không"))


class CouncilForm(VersionForm):
    """Hội đồng with its founding decision."""

    helper = in_rows(
        *("version", ("kind", "name"), ("unit", "symbol")),
        *(("number", "founded_on", "founded_by"), "file", ("term_from", "term_to")),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Loại", choices=CouncilKind.choices)
    name = forms.CharField(label="Tên hội đồng", max_length=200, error_messages={"required": "Ghi tên hội đồng."})
    unit = forms.ModelChoiceField(
        label="Đơn vị trong kế hoạch",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Không gắn",
        help_text="Tên mà kế hoạch dùng khi giao việc cho hội đồng.",
    )
    symbol = forms.CharField(
        label="Ký hiệu trong số văn bản",
        max_length=30,
        required=False,
        help_text="Ví dụ HĐTĐKT: biên bản của hội đồng có dãy số riêng.",
    )
    number = forms.CharField(label="Quyết định thành lập số", max_length=100, required=False)
    founded_on = DayField(label="Ngày quyết định", required=False)
    founded_by = forms.CharField(label="Người quyết định", max_length=200, required=False)
    file = document_file("Quyết định đã ký")
    term_from = DayField(label="Nhiệm kỳ từ ngày")
    term_to = DayField(label="Đến hết ngày", required=False, help_text="Để trống: chưa có hội đồng khác thay.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.active().filter(kind__in=(UnitKind.COUNCIL, UnitKind.GROUP)).order_by("order")

    @classmethod
    def initial_of(cls, council: Council) -> dict[str, Any]:
        return {name: getattr(council, name) for name in cls.base_fields if name != "file"}


class SeatForm(VersionForm):
    """Một thành viên, or who comes in a member's place."""

    helper = in_rows("version", ("person", "role"), ("order", "from_on", "to_on"), "stands_in_for")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    person = forms.ModelChoiceField(label="Người", queryset=Person.objects.none(), empty_label="Chọn người")
    role = forms.ChoiceField(
        label="Chức danh",
        choices=SeatRole.choices,
        initial=SeatRole.MEMBER,
        help_text="Thư ký giúp việc không biểu quyết; ủy viên thư ký có.",
    )
    order = forms.IntegerField(label="Thứ tự", min_value=0, max_value=999, initial=0, widget=forms.TextInput(SHORT))
    from_on = DayField(label="Từ ngày")
    to_on = DayField(label="Đến hết ngày", required=False)
    stands_in_for = forms.ModelChoiceField(
        label="Dự thay cho",
        queryset=CouncilSeat.objects.none(),
        required=False,
        empty_label="Không, là thành viên chính thức",
        help_text="Người dự thay chỉ được điểm danh, bỏ phiếu khi thành viên chính thức vắng.",
    )

    def __init__(self, *args: Any, council: Council, seat: CouncilSeat | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        kept = Person.objects.filter(pk=seat.person_id if seat else 0)
        fields["person"].queryset = (Person.objects.active() | kept).select_related("unit").order_by("sort_key", "pk")
        fields["person"].label_from_instance = lambda person: f"{person.full_name}, {person.unit.label}"
        members = council.seats.filter(stands_in_for=None).exclude(pk=seat.pk if seat else 0)
        fields["stands_in_for"].queryset = members.select_related("person").order_by("order", "pk")

    @classmethod
    def initial_of(cls, seat: CouncilSeat) -> dict[str, Any]:
        return {name: getattr(seat, name) for name in cls.base_fields}


class WorkingRuleForm(VersionForm):
    """Một điều của quy chế làm việc: a share of a base, or a yes or no."""

    helper = in_rows(
        *("version", ("kind", "honour"), "for_awards", ("numerator", "denominator", "base"), "is_more_than"),
        *("holds", "source", "confidence"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Nội dung", choices=RuleKind.choices)
    honour = forms.ChoiceField(
        label="Danh hiệu, hình thức",
        required=False,
        help_text="Chỉ dùng cho tỷ lệ đồng ý. Để trống: mọi danh hiệu, hình thức chưa có tỷ lệ riêng.",
    )
    for_awards = forms.BooleanField(
        label="Chỉ áp dụng khi xét danh hiệu, hình thức khen thưởng (dùng cho số phải có mặt)", required=False
    )
    numerator = forms.IntegerField(
        label="Tử số", min_value=1, max_value=1000, required=False, widget=forms.TextInput(SHORT)
    )
    denominator = forms.IntegerField(
        label="Mẫu số", min_value=1, max_value=1000, required=False, widget=forms.TextInput(SHORT)
    )
    base = forms.ChoiceField(label="Tính trên", choices=VoteBase.choices, initial=VoteBase.ALL)
    is_more_than = forms.BooleanField(label="Phải quá tỷ lệ này (ví dụ quá nửa), không chỉ từ", required=False)
    holds = forms.ChoiceField(
        label="Có áp dụng không",
        choices=YES_OR_NO,
        required=False,
        help_text="Dùng cho ý kiến bằng văn bản của người vắng, và việc tính người được xét vào mẫu số.",
    )
    source = LinesField(
        label="Căn cứ",
        widget=area(2),
        help_text="Quy chế làm việc nào, điều nào, ai ký, ngày nào.",
        error_messages={"required": "Ghi căn cứ của quy tắc này."},
    )
    confidence = forms.ChoiceField(label="Mức tin cậy", choices=Confidence.choices, initial=Confidence.READ)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles, commendations = list(Title.objects.filter(in_use=True)), list(Commendation.objects.filter(in_use=True))
        self._honours = honours_by_key(titles, commendations)
        choices = honour_choices(titles, commendations)
        fields: dict[str, Any] = self.fields
        fields["honour"].choices = [("", "Mọi danh hiệu, hình thức khác"), *choices[1:]]

    @property
    def values(self) -> dict[str, Any]:
        """As the service takes them."""
        typed = self.cleaned_data
        honour = self._honours.get(typed["honour"])
        told = {name: typed[name] for name in self.fields if name not in ("version", "honour", "holds")}
        return told | {
            "title": honour if isinstance(honour, Title) else None,
            "commendation": honour if isinstance(honour, Commendation) else None,
            "holds": {"yes": True, "no": False}.get(typed["holds"]),
        }

    @classmethod
    def initial_of(cls, rule: WorkingRule) -> dict[str, Any]:
        told = {name: getattr(rule, name) for name in cls.base_fields if name not in ("honour", "holds")}
        honour = f"{OF_TITLE}-{rule.title_id}" if rule.title_id else ""
        if rule.commendation_id:
            honour = f"hinh-thuc-{rule.commendation_id}"
        return told | {"honour": honour, "holds": {True: "yes", False: "no", None: ""}[rule.holds]}
