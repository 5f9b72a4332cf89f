"""The office's own name, and the first page of an empty installation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from plans.models import Office, User
from plans.services.first_run import FirstAccount, FirstOffice


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Office
        fields = ("name", "heading", "parent_heading", "place", "symbol", "soon_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soon_days"].help_text = "Từ 1 đến 30 ngày trước thời hạn"
        self.fields["soon_days"].widget.attrs |= {"inputmode": "numeric", "class": "short-field"}

    def clean_soon_days(self) -> int:
        days: int = self.cleaned_data["soon_days"]
        if not 1 <= days <= 30:
            raise ValidationError("Nhập số ngày từ 1 đến 30.")
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
        validators=[UnicodeUsernameValidator(message="Chỉ dùng chữ, số và các dấu @ . + - _ , không có dấu cách.")],
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
