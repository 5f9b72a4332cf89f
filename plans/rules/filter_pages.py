"""The lists whose filter can be saved under a name, and what of their address is a condition."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

PLAN = "ke-hoach"
MOST_FIELDS = 100
# What stands in the address beside the conditions: which page of the rows, which part of the table, which file
NO_CONDITION = frozenset({"trang", "phan", "dang"})


class FilterPage(NamedTuple):
    """One such list: its name, its url name, and the right it asks for (empty: everybody)."""

    label: str
    name: str
    right: str = ""


FILTER_PAGES: dict[str, FilterPage] = {
    PLAN: FilterPage("Bảng kế hoạch", "plans:plan"),
    "gia-han": FilterPage("Gia hạn", "plans:extension_list"),
    "chi-dao": FilterPage("Ý kiến chỉ đạo", "plans:direction_list"),
    "vuong-mac": FilterPage("Vướng mắc", "plans:obstacle_list"),
    "hoi-nghi": FilterPage("Hội nghị, lớp học", "plans:event_list"),
    "so-van-ban": FilterPage("Sổ văn bản", "plans:paper_list", "plans.see_register"),
    "don-vi": FilterPage("Đơn vị", "plans:unit_list"),
    "nhan-su": FilterPage("Nhân sự", "plans:person_list", "plans.see_staff"),
    "tai-khoan": FilterPage("Tài khoản", "plans:user_list", "plans.manage_accounts"),
    "nhat-ky": FilterPage("Nhật ký kiểm toán", "plans:audit", "plans.see_audit"),
}
SLUGS = {page.name: slug for slug, page in FILTER_PAGES.items()}


def conditions_of(query: str) -> str:
    """The conditions of an address, without empty fields and without what is none.

    >>> conditions_of("?tim=qu%C3%BD&don-vi=&trang=3&quy=1&quy=2")
    'tim=qu%C3%BD&quy=1&quy=2'
    """
    try:
        pairs = parse_qsl(query.lstrip("?"), keep_blank_values=False, max_num_fields=MOST_FIELDS)
    except ValueError:  # more fields than any list has: not an address of ours
        return ""
    return urlencode([(name, value) for name, value in pairs if name not in NO_CONDITION])
