"""Accounts: the filter of their list, and the roles an account holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator

from plans.forms.boxes import BoxesField
from plans.forms.listing import ListFilter, SearchField
from plans.forms.unit import WITH_MEMBERS
from plans.models import Person, Role, Unit, User
from plans.rules.text import nfc

STATES = (("", "Đang dùng"), ("ngung", "Đã ngừng dùng"), ("tat-ca", "Tất cả"))
# Without accents no two names look alike, and every keyboard sends the same letters
USERNAME_RULE = "Chỉ dùng chữ không dấu, số và các dấu @ . + - _ , không có dấu cách."
ROLE_WORDS = {
    Role.ADMIN: "Quản trị: cơ quan, đơn vị, nhân sự, tài khoản, nhật ký",
    Role.STANDING: "Thường trực TĐKT: soạn, trình kế hoạch; xác nhận tiến độ",
    Role.LEADER: "Lãnh đạo Sở: duyệt, trả lại; xem tất cả",
    Role.CONTACT: "Đầu mối đơn vị: ghi tiến độ cho đơn vị chọn dưới đây",
    Role.CLERK: "Văn thư: ghi số, ban hành; giữ sổ văn bản",
    Role.MEMBER: "Cá nhân: xem kế hoạch và hồ sơ của mình",
}


class AccountFilter(ListFilter):
    search = SearchField("Tên đăng nhập, họ tên")
    role = forms.ChoiceField(label="Vai trò", required=False, choices=[("", "Mọi vai trò"), *Role.choices])
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=STATES)


class AccountForm(forms.Form):
    """Whose account it is and what it may do. ``user`` is the account being changed, None for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        help_text="Viết liền, không dấu, ví dụ: nguyenvana",
        validators=[ASCIIUsernameValidator(message=USERNAME_RULE)],
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Người dùng",
        required=False,
        empty_label="Không gắn với người nào",
        help_text="Chỉ những người đang công tác chưa có tài khoản",
    )
    roles = forms.MultipleChoiceField(
        label="Vai trò", choices=list(ROLE_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    contact_units = BoxesField(
        Unit.objects.none(), label="Làm đầu mối của", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, user: User | None = None) -> None:
        super().__init__(data, initial=account_facts(user) if user else None)
        people = Person.objects.active().filter(user=None)
        if user:
            del self.fields["username"]
            people |= Person.objects.filter(user=user)
        self.fields["person"].queryset = people.select_related("unit")  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = _person_words  # type: ignore[attr-defined]
        units = Unit.objects.active().filter(kind__in=WITH_MEMBERS)
        if user:
            units |= Unit.objects.filter(holdings__user=user)
        self.fields["contact_units"].queryset = units.distinct()  # type: ignore[attr-defined]

    def clean_username(self) -> str:
        return nfc(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if Role.CONTACT in data.get("roles", []) and not data.get("contact_units"):
            self.add_error("contact_units", "Đầu mối phải gắn với đơn vị. Chọn ít nhất một đơn vị.")
        return data


def _person_words(person: Any) -> str:
    return f"{person.full_name} ({person.unit.label})"


def account_facts(user: User) -> dict[str, Any]:
    """What the account holds now, as the form's first values and as the other side of a conflict."""
    holdings = list(user.holdings.select_related("unit"))
    return {
        "version": user.version,
        "person": user.person,
        "roles": sorted({holding.role for holding in holdings}),
        "contact_units": [holding.unit for holding in holdings if holding.unit],
    }
