"""The office's own name, and the first page of an empty installation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError

from plans.forms.account import USERNAME_RULE
from plans.models import Office, User
from plans.rules.reminding import reminder_levels
from plans.services.first_run import FirstAccount, FirstOffice


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Office
        fields = ("name", "heading", "parent_heading", "place", "symbol", "soon_days", "reminder_days", "silent_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soon_days"].help_text = "Từ 1 đến 30 ngày trước thời hạn"
        self.fields["reminder_days"].help_text = "Các số ngày trước thời hạn, cách nhau dấu phẩy, ví dụ: 7, 3, 1"
        self.fields["reminder_days"].widget.attrs |= {"class": "short-field", "autocomplete": "off"}
        self.fields[
            "silent_days"
        ].help_text = "Từ 1 đến 365 ngày; đơn vị đang có việc mà quá số ngày này không báo thì được nêu tên"
        for name in ("soon_days", "silent_days"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short-field"}

    def clean_soon_days(self) -> int:
        days: int = self.cleaned_data["soon_days"]
        if not 1 <= days <= 30:
            raise ValidationError("Nhập số ngày từ 1 đến 30.")
        return days

    def clean_reminder_days(self) -> str:
        try:
            levels = reminder_levels(self.cleaned_data["reminder_days"])
        except ValueError as refused:
            raise ValidationError(str(refused)) from None
        return ", ".join(map(str, levels))

    def clean_silent_days(self) -> int:
        days: int = self.cleaned_data["silent_days"]
        if not 1 <= days <= 365:
            raise ValidationError("Nhập số ngày từ 1 đến 365.")
        return days

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class FirstRunForm(forms.Form):
    """The office and its first account, on one page."""

    name = forms.CharField(
        label="Tên cơ quan", max_length=200, help_text="Viết như trong câu, ví dụ: Sở Ngoại vụ tỉnh Lạng Sơn"
    )
    heading = forms.CharField(label="Tên in trên văn bản", max_length=200, help_text="Chữ in hoa, ví dụ: SỞ NGOẠI VỤ")
    parent_heading = forms.CharField(
        label="Cơ quan chủ quản", max_length=200, required=False, help_text="Ví dụ: UBND TỈNH LẠNG SƠN"
    )
    place = forms.CharField(label="Địa danh", max_length=100, help_text="Ghi trước ngày tháng, ví dụ: Lạng Sơn")
    symbol = forms.CharField(
        label="Ký hiệu cơ quan", max_length=30, help_text="Phần sau dấu gạch trong số, ký hiệu, ví dụ: SNgV"
    )
    standing_unit = forms.CharField(
        label="Đơn vị thường trực thi đua, khen thưởng",
        max_length=200,
        help_text="Ví dụ: Phòng Hợp tác quốc tế - Văn phòng",
    )
    full_name = forms.CharField(label="Họ và tên người quản trị", max_length=100)
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        validators=[ASCIIUsernameValidator(message=USERNAME_RULE)],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=" ".join(password_validators_help_texts()),
    )
    password_again = forms.CharField(
        label="Nhập lại mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    OFFICE = ("name", "heading", "parent_heading", "place", "symbol", "standing_unit")
    ACCOUNT = ("full_name", "username", "password", "password_again")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        password, again = data.get("password"), data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", "Hai lần nhập mật khẩu khác nhau. Nhập lại.")
        elif password:
            try:
                validate_password(password, User(username=data.get("username", "")))
            except ValidationError as refused:
                self.add_error("password", refused)
        return data

    @property
    def office(self) -> FirstOffice:
        return FirstOffice(**{name: " ".join(self.cleaned_data[name].split()) for name in self.OFFICE})

    @property
    def account(self) -> FirstAccount:
        data = self.cleaned_data
        full_name = " ".join(data["full_name"].split())
        return FirstAccount(full_name=full_name, username=data["username"], password=data["password"])

    @property
    def office_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.OFFICE]

    @property
    def account_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ACCOUNT]
