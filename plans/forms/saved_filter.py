"""The forms of a saved filter."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.forms.plan import VersionForm
from plans.models import SavedFilter

NAME_LENGTH = SavedFilter._meta.get_field("name").max_length
SHARED_HELP = "Mọi người trong cơ quan thấy và dùng được; người lập và thường trực sửa được."


class FilterForm(forms.Form):
    """Lưu bộ lọc. The box "dùng chung" stands only where the person may share."""

    name = forms.CharField(
        label="Tên bộ lọc",
        max_length=NAME_LENGTH,
        help_text="Ngắn gọn, ví dụ: Quá hạn của phòng tôi.",
        error_messages={"required": "Đặt tên cho bộ lọc."},
    )
    shared = forms.BooleanField(label="Dùng chung cho cả cơ quan", required=False, help_text=SHARED_HELP)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]

    def clean_name(self) -> str:
        return SavedFilter._meta.get_field("name").to_python(self.cleaned_data["name"]) or self._unnamed()

    def _unnamed(self) -> str:
        raise forms.ValidationError(self.fields["name"].error_messages["required"])


class FilterEditForm(FilterForm, VersionForm):
    """Sửa bộ lọc: its name, and whether it is shared."""
