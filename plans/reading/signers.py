"""The posts and the names of those who sign."""

from __future__ import annotations

import re

from plans.reading.labels import is_loud
from plans.reading.normalise import fold
from plans.reading.unit_words import starts_like_unit

_POSTS = (
    "giam doc|pho giam doc|tong giam doc|pho tong giam doc|truong phong|pho truong phong|chu tich|pho chu "
    "tich|hieu truong|pho hieu truong"
    "|bi thu|pho bi thu|bo truong|thu truong|cuc truong|pho cuc truong|chi cuc truong|pho chi cuc truong|chanh "
    "van phong|pho chanh van phong"
    "|tong phu trach(?: doi)?|truong ban|pho truong ban|vien truong|pho vien truong|tong cuc truong|chanh thanh "
    "tra|pho chanh thanh tra"
    "|thu truong (?:co quan|don vi)|to truong|pho to truong|nguoi lap(?: ke hoach)?|truong tram|khoi truong|cum "
    "truong|tong bien tap|hat truong"
    "|nguoi (?:viet|xay dung|lam) ke hoach|doi truong|truong khoa|phu trach|quyen giam doc|tu lenh|chi huy "
    "truong|chanh an|kiem toan truong"
    "|tong thu ky|vu truong|trung doan truong|truong doan|truong doi|chi huy|quan doc|giam hieu|uy vien|pho "
    "truong doan|truong cong an|chinh uy|pho chinh uy|chinh tri vien|tham muu truong|chu nhiem|pho chu nhiem"
    "|tong thanh tra|pho tong|tong cong trinh su|kiem soat truong|truong bo phan|truong van phong|doan truong"
)
_POST = re.compile(rf"^(?:{_POSTS})\b")
ON_BEHALF = re.compile(
    r"^(?:kt|tm|tl|tuq|t/m|k/t|t/l|q|tm ban|thua lenh|thay mat|thua uy quyen|ky thay)\s*[./]?\s+\S|^(?:kt|tm|tl|tuq)\."
)
_SURNAMES_TEXT = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly trinh dinh mai dao truong lam luong "
    "ha ta chu la nong hua trieu be ma luu cao thai to doan quach tang vi ninh kieu chau mac ton giang dam tong "
    "diep quan bach khuc phung thach lo ban sung giap nghiem khong chuong hau than lieu han kim lu lau mua vang "
    "a y bo au ong dau mong lanh luc hoa cu nhu van thi vuong"
)
_SURNAMES = frozenset(_SURNAMES_TEXT.split())
_RANK = re.compile(
    r"^(?:(?:ts|ths|bs|pgs|gs|cn|ks|ds|kts|ths ?bs|bs ?ck ?i+|bsck\w*|bs ?cc|thac si|tien si|bac si|luat su|ky su"
    r"|(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si)|dai tuong|dong chi|ong|ba|bs ?cki+|nha giao(?: uu tu| nhan dan)?"
    r"|nghe si(?: uu tu| nhan dan)|thay thuoc(?: uu tu| nhan dan)|ngut|nsut|ttut)(?![a-z])\s*[.:,\-]?\s*)+"
)


def is_signer_title(text: str) -> bool:
    """A line of a signature block above the name: a post or «KT.», «TM.», in capitals."""
    key = fold(text).strip(" .,:;")
    if len(text) > 80 or not (is_loud(text) or ON_BEHALF.match(fold(text))):
        return False
    return ON_BEHALF.match(fold(text)) is not None or _POST.match(key) is not None


def looks_like_name(text: str) -> bool:
    """A person's name: two to six capital words, the first a family name (after titles such as «TS.»)."""
    words = _name_words(text)
    return bool(words) and words[0] in _SURNAMES and not _POST.match(" ".join(words))


def could_be_name(text: str) -> bool:
    """The shape of a name whatever the family name: enough right below the title of a signer."""
    words = _name_words(text)
    return looks_like_name(text) or (bool(words) and not starts_like_unit(text) and not _POST.match(" ".join(words)))


def _name_words(text: str) -> list[str]:
    """The folded words of what has the shape of a name, without «TS.» and the like; empty otherwise."""
    rank = _RANK.match(fold(text))
    bare = text[rank.end() :] if rank else text
    words = fold(bare).strip(" .,;").split()
    shown = bare.split()
    if not 2 <= len(words) <= 6 or re.search(r"[\d:;/()]", text) or len(text) > 50:
        return []
    return words if all(word[:1].isupper() for word in shown if word[:1].isalpha()) else []
