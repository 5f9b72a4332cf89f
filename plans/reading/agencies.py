"""The agencies of a head: what lines name them, which lines go together, and the one the opening sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plans.reading.normalise import fold, squeeze

_BODIES = (
    "ỦY BAN|UỶ BAN|UBND|UBMTTQ|HỘI ĐỒNG|HĐND|SỞ|PHÒNG|TRƯỜNG|BAN|CÔNG ĐOÀN|LIÊN ĐOÀN|TỔNG LIÊN ĐOÀN|HỘI|BỆNH "
    "VIỆN|TRUNG TÂM|CỤC|CHI CỤC"
    "|TỔNG CỤC|BỘ|VĂN PHÒNG|ĐẢNG ỦY|ĐẢNG UỶ|ĐẢNG BỘ|HUYỆN ỦY|HUYỆN UỶ|TỈNH ỦY|TỈNH UỶ|THÀNH ỦY|THÀNH UỶ|QUẬN "
    "ỦY|THỊ ỦY|ĐOÀN|TỈNH ĐOÀN"
    "|HUYỆN ĐOÀN|BCH|BTV|CHI BỘ|VIỆN|ĐẠI HỌC|HỌC VIỆN|THANH TRA|BẢO HIỂM|KHO BẠC|TÒA ÁN|TOÀ ÁN|CÔNG TY|TỔNG CÔNG "
    "TY|TẬP ĐOÀN|LIÊN HIỆP"
    "|LIÊN ĐỘI|CHI ĐOÀN|NGÂN HÀNG|CÔNG AN|BỘ CHỈ HUY|BỘ TƯ LỆNH|ĐÀI|BÁO|TRẠM|KHỐI THI ĐUA|CỤM THI ĐUA|MẶT "
    "TRẬN|THƯ VIỆN|BẢO TÀNG|NHÀ|CHI NHÁNH"
    "|HẢI QUAN|VIỆN KIỂM SÁT|KIỂM TOÁN|BƯU ĐIỆN|ĐIỆN LỰC"
    "|TỔ|KHOA|HẠT|VƯỜN|QUỸ|ĐỘI|THƯỜNG TRỰC|CƠ QUAN|THUẾ|TTYT|TTGDTX|TTGDNN"
)
BODY_START = re.compile(rf"^(?:{_BODIES})(?!\w)", re.IGNORECASE)
_PLACES = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ XÃ|THỊ TRẤN|VÀ|THÔN)\b(?! (?:ỦY|UỶ|ĐOÀN))")
_INCOMPLETE = re.compile(r"(?:,|(?:^|\s)(?:VÀ|-|–|CỦA|CỤC))$")
PLAN_WORD = re.compile(r"^(?:du thao\s*)?ke hoach\b")
BOX = re.compile(
    r"^(?:so hieu|loai van ban|co quan ban hanh|noi ban hanh|nguoi ky|ngay ban hanh|ngay hieu luc"
    r"|ngay het hieu luc|tinh trang|trich yeu"
    r"|linh vuc|ngay dang|so cong bao|ngay cong bao|tai ve|thuoc tinh|noi dung toan van|toan van|mo ta|ten van ban)\b"
)
# Second syllables that open no agency: «… MÔI» / «TRƯỜNG», «TRỤ» / «SỞ»; and words that only look like a body.
_SPLIT_WORD = re.compile(
    r"(?:^|\s)(?:(?:MÔI|THỊ|CÔNG|NÔNG|LÂM|NHÀ) TRƯỜNG|(?:XÃ|QUỐC|ĐẠI) HỘI|(?:CƠ|TRỤ) SỞ|(?:ỦY|UỶ) BAN"
    r"|(?:CÁN|NỘI|ĐẢNG) BỘ|(?:BỆNH|THƯ|HỌC) VIỆN|(?:VĂN|QUỐC|DỰ) PHÒNG|(?:LIÊN|CÔNG|TẬP|LỮ|TRUNG|SƯ|BINH) ĐOÀN"
    r"|(?:BỘ|QUÂN) ĐỘI|(?:THÔNG|DỰ|CẢNH|TÌNH) BÁO|TRUNG TÂM|LÂU ĐÀI|QUỐC KHOA|NGÂN QUỸ)\b"
)
_NO_BODY = re.compile(r"^(?:TỔ QUỐC|NHÀ NƯỚC|NHÀ Ở|NHÀ ĐẤT|HỘI NHẬP|BỘ ĐỘI|ĐỘI NGŨ|BAN ĐẦU|TỔ CHỨC|BÁO CHÍ|KHOA HỌC)\b")
_OTHER_PAPER = re.compile(
    r"^(?:mat|hoa toc|thuong khan|khan|toi mat|tuyet mat|du thao|bieu mau|mau so|ban sao|nhiem vu|trang chu|bien ban"
    r"|quyet dinh|thong bao|bao cao|to trinh|giay moi|cong van|nghi quyet|chuong trinh|danh sach|hop dong|huong dan)\b"
)


def is_agency_line(text: str) -> bool:
    """Whether a line of the head may name an agency: short, no box of a legal site, no kind of paper."""
    key = fold(text)
    if len(text) < 2 or len(text) > 90 or re.search(r"\d{3,}", key):
        return False
    return not any(pattern.match(key) for pattern in (BOX, PLAN_WORD, _OTHER_PAPER))


def join_agencies(lines: Sequence[str]) -> list[str]:
    """The agencies the lines name, outermost first: wrapped names put together."""
    bodies: list[str] = []
    for text in lines:
        if bodies and goes_on(bodies[-1], text):
            bodies[-1] = f"{bodies[-1]} {text}"
        else:
            bodies.append(text)
    return [body.rstrip(" ,") for body in bodies]


def goes_on(before: str, text: str) -> bool:
    """Whether a line goes on with the agency above it («ỦY BAN NHÂN DÂN» / «TỈNH ĐÔNG HẢI»)."""
    if _INCOMPLETE.search(before) or _PLACES.match(text):
        return True
    if re.fullmatch(
        r"(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|ĐẢNG ỦY|CÔNG ĐOÀN CƠ SỞ|BAN CHẤP HÀNH|BCH|BAN THƯỜNG VỤ", before
    ):
        return not re.match(r"^(?:SỞ|PHÒNG|BAN QUẢN LÝ|TRUNG TÂM|VĂN PHÒNG)\b", text) or before in {
            "BAN CHẤP HÀNH",
            "BCH",
            "CÔNG ĐOÀN CƠ SỞ",
        }
    if _is_branch(before, text):
        return False
    return BODY_START.match(text) is None or _NO_BODY.match(text) is not None or _breaks_word(before, text)


def _is_branch(before: str, text: str) -> bool:
    """«CỤC THUẾ» / «THUẾ TỈNH …», «TỔNG CÔNG TY VIỄN THÔNG» / «VIỄN THÔNG …»: the same branch one level below."""
    branch = re.match(r"(?:TỔNG )?CỤC (.+)", before)
    if branch and text.startswith(f"{branch[1]} "):
        return True
    words = text.split()
    return any(before.endswith(" " + " ".join(words[:count])) for count in range(2, len(words) + 1))


def _breaks_word(before: str, text: str) -> bool:
    """Whether the line break stands inside a word («… VÀ MÔI» / «TRƯỜNG»)."""
    last, first = before.rsplit(maxsplit=1)[-1], text.split(maxsplit=1)[0]
    return _SPLIT_WORD.fullmatch(f"{last} {first}".upper()) is not None


_SAYS = re.compile(
    r"(?:^|[,;:.]\s+)(?P<name>[^,;:.]{3,120}?)\s+(?:xay dung|ban hanh|trien khai|de ra|lap|to chuc"
    r"|xay dung va ban hanh|dua ra|thong nhat)"
    r"(?: va (?:ban hanh|trien khai|thuc hien|to chuc thuc hien))?\s+(?:thuc hien\s+)?ke hoach\b"
)


def agency_of_opening(opening: str) -> str | None:
    """«…, Sở Ngoại vụ xây dựng Kế hoạch …»: the agency where there is no header."""
    for match in _SAYS.finditer(fold(opening).replace("\n", " ")):
        name = squeeze(opening[match.start("name") : match.end("name")])
        body = re.search(rf"(?:^|\s)((?:{_BODIES})\b.*)$", name, re.IGNORECASE)
        if BODY_START.match(name):
            return name
        if body and body[1][:1].isupper():
            return body[1]
    return None
