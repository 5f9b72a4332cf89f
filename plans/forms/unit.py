"""Units: the filter of their list, and a unit's own form."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from plans.forms.boxes import BoxesField
from plans.forms.listing import ListFilter, SearchField
from plans.models import Unit, UnitKind

STATES = (("", "Đang dùng"), ("ngung", "Đã ngừng dùng"), ("tat-ca", "Tất cả"))
WITH_MEMBERS = (UnitKind.LEADERSHIP, UnitKind.DIVISION, UnitKind.SUBORDINATE, UnitKind.COUNCIL)


class UnitFilter(ListFilter):
    search = SearchField("Tên đơn vị")
    kind = forms.ChoiceField(label="Loại", required=False, choices=[("", "Mọi loại"), *UnitKind.choices])
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A unit or group. The members count for a group that lists them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Unit
        fields = ("name", "short_name", "kind", "parent", "order", "aliases", "is_standing", "group_scope", "members")
        field_classes: ClassVar = {"members": BoxesField}
        widgets: ClassVar = {"members": forms.CheckboxSelectMultiple, "aliases": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {
            "name": "Ghi đủ như trong kế hoạch, ví dụ: Phòng Hợp tác quốc tế - Văn phòng",
            "short_name": "Dùng trong bảng hẹp, ví dụ: Phòng HTQT - VP",
            "order": "Số nhỏ đứng trước",
            "is_standing": "Chỉ một đơn vị; chuẩn bị và trình kế hoạch, xác nhận tiến độ",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance.pk or 0
        choosable = Unit.objects.active().filter(kind__in=WITH_MEMBERS).exclude(pk=own)
        self._limit("parent", choosable | Unit.objects.filter(pk=self.instance.parent_id or 0))
        self._limit("members", choosable | Unit.objects.filter(groups=own))
        self.fields["parent"].empty_label = "Không thuộc đơn vị nào"  # type: ignore[attr-defined]
        self.fields["members"].help_text = "Chỉ tính khi chọn «Các đơn vị chọn dưới đây»"
        self.fields["order"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        self.fields["group_scope"].required = False
        self.fields["group_scope"].help_text = "Chỉ dùng khi loại là nhóm đơn vị"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "version",
            "name",
            Row(Column("short_name", css_class="col-md-6"), Column("kind", css_class="col-md-6")),
            Row(Column("parent", css_class="col-md-9"), Column("order", css_class="col-md-3")),
            "aliases",
            "is_standing",
            "group_scope",
            "members",
        )

    def _limit(self, name: str, units: Any) -> None:
        self.fields[name].queryset = units.distinct().order_by("order", "name")  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name != "members"}
