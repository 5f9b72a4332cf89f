"""How a unit name begins, and how a task begins: nouns of offices and posts, verbs of titles.

Accents tell units from other words: «Sở» is a unit and «Số» none, «Mỗi trường» is one and «Môi trường» a field of work.
"""

from __future__ import annotations

import re

from plans.reading.normalise import fold

_NOUNS = (
    "van phong|phong(?! (?:trao|ngua|tranh|, ?chong|chong|ban dau))|so(?! (?:ket|tong "
    "ket|lieu|luong|bo|do|nhat|tay|theo|\\d))"
    "|ban(?! (?:hanh|giao|nhac|ve|than|tin|be|luan|cung))|hoi dong|uy ban|ubnd|ubmttq|mttq|mat tran|hdnd|trung tam|tttt"
    "|cong doan|lien doan|doan (?:thanh nien|tncs|tn|truong|kiem|xa|phuong|co so|vien|cong|khoi|the)|doan(?=$| so)"
    "|chi doan|chi bo|chi cuc|chi hoi|chi nhanh"
    "|dang uy|dang bo|bi thu|to(?! (?:chuc|kham|giac))|to chuc(?= (?:chinh tri|doan the|hoi|thanh vien|xa hoi|dang))"
    "|truong|lanh dao(?! (?:chi dao|, chi dao))|ban giam "
    "hieu|bgh|bgd|bch"
    "|btv|btc|bcd|don vi|co quan|bo phan|khoi|cum|khoa(?! (?:hoc|boi|dao tao))|cuc|vu|bo(?! "
    "(?:sung|tri|phieu|nhiem|qua))"
    "|tong cuc|thanh tra(?! ,)|thuong truc|thuong vu|hieu truong|hieu pho|giam doc|pho giam doc|pho|chanh|chu tich"
    "|thu truong|lien doi|tpt|gvcn|gvbm|giao vien|giang vien|cong chuc|vien chuc|can bo|nhan vien|hoi(?! "
    "(?:nghi|thi|thao|dien"
    "|truong|vien|y))|ke toan|van thu|cong ty|tong cong ty|tap doan|ngan hang|bao hiem|kho bac|toa an|vien(?! "
    "chuc)|hoc vien"
    "|dai(?! (?:hoi|bieu))"
    "|bao(?= (?!cao|chi|dong|dam|ve|quan|ton|mat|hanh|gom|luu)[a-z])|bao tang|thu vien|nha hat"
    "|toan the|tap the|ca nhan|cac ca nhan|cac tap the|doi(?! "
    "(?:moi|voi|chieu|ngoai))|tram"
    "|benh vien|cong an|quan su|bo chi huy|dong "
    "chi|d/c|ong|ba|ubkt|hdtdkt|hdtd|hdsk|cdcs|cd|gv|vp|p\\.|tt\\.|to\\.|pctpct"
    "|phu trach|chuyen vien|thu ky|phu huynh|hoc sinh|doan vien|hoi vien|nguoi lao dong|xa|phuong|thi "
    "tran|thon|ap|ban dan"
    "|huyen|thanh pho|thi xa|tinh|nha truong|nha may|xi nghiep|phan xuong|ho|lop|nhom|mang luoi|tong phu trach|cap uy"
    "|hat|tieu doan|dai doi|trung doan|lu doan|su doan|don (?:bien phong|cong an)|bo mon|phan vien|phan hieu"
    "|thue(?= (?:co so|tinh|thanh pho|khu vuc))|thong ke(?= (?:co so|tinh|thanh pho))|hai quan|buu dien|dien luc"
    "|vien thong|lam truong|nong truong|xuong|doan the|doanh nghiep|nha thau|hop tac xa|dia phuong|thanh vien"
    "|cong doan vien|ccvc|cbccvc|ccvcnld|cbgvnv|cb,|uy vien|ttcm|pgd|sgddt|sgd|ldld"
)
_QUANTITY = r"(?:cac|nhung|toan the|tat ca(?: cac)?|mot so|tung|moi|100%)"
_UNIT_START = re.compile(rf"^(?:{_QUANTITY}\s+)?(?P<noun>{_NOUNS})(?![a-z])")
# First syllables whose other spellings are other words: «số», «hồ sơ», «tình hình», «khóa học», «môi trường».
_SPELT_TEXT = (
    "sở phòng ban tổ hội bộ xã phường tỉnh huyện thôn ấp tổ trạm trại nhóm lớp hộ đội đài đại cụm cục vụ khối khoa viện"
    " viên trường trưởng chi đoàn đảng chánh phó bà ông báo bảo cán kế văn thủ thư phụ công toà tòa kho đơn lãnh hiệu"
    " thị mạng nhân nhà giáo giảng học cấp mỗi mọi từng các những hạt tiểu trung lữ sư đồn phân thuế thống"
    " hải bưu điện viễn lâm nông xưởng doanh hợp địa"
)
_SPELT: dict[str, set[str]] = {}
for _word in _SPELT_TEXT.split():
    _SPELT.setdefault(fold(_word), set()).add(_word)
# Spelt like the noun of a unit, and yet no unit.
_NO_UNIT = re.compile(
    r"^(?:xã hội|tổ quốc|tổ hợp|hội nhập|hội tụ|đội ngũ|đội hình|hộ tịch|hộ khẩu|hộ chiếu|trường hợp|trường kỳ"
    r"|viện trợ|viện phí|phòng (?:cháy|bệnh|dịch|hộ|vệ)|sở (?:hữu|thích|tại)|khối lượng|vụ (?:việc|mùa|án)|bộ (?:máy"
    r"|tiêu chí|chỉ số|công cụ|luật|quy tắc|câu hỏi|tài liệu|ảnh)|khoa giáo|nhân viên y tế|lớp học|ban đêm|chi (?:phí"
    r"|tiết|tiêu|trả|ngân sách)|báo (?:chí|cáo|động)|công (?:tác|việc|bố|khai|nhận|trình|văn|nghệ|nghiệp)|tỉnh táo)\b"
)
PLURAL = re.compile(r"^(?:cac|nhung|toan the|tat ca|100%)\b")
_VERBS = re.compile(
    r"^(?:quyet dinh|huong dan|to chuc|trinh|xay dung|ban hanh|phat dong|tham gia|tham du|tham muu|trien khai|bao cao"
    r"|tong hop|tong ket|so ket|xet|binh|hop|kiem tra|ra soat|dang ky|gui|hoan thien|tiep nhan|tham dinh"
    r"|cong nhan|de nghi"
    r"|thuc hien|phoi hop|tuyen truyen|gioi thieu|cu|lap|chuan bi|theo doi|don doc|danh gia|cham|ky|khen|tuyen duong"
    r"|nhan rong|boi duong|tap huan|giam sat|soan|nop|thong bao|cap nhat|duy tri|day manh|hoi nghi|hoi thi|hoi thao"
    r"|le |dai hoi|phong trao|bo sung|ho tro|chi dao|quan triet|pho bien|phan cong|thanh lap|kien toan|doi moi"
    r"|nang cao)\b"
)
_DASH = re.compile(r"^[-–—•●▪◦*+✓➢❖]+\s*")


def starts_like_unit(text: str) -> bool:
    """Whether a phrase opens with the noun of a unit («Phòng …», «Các đơn vị …»), not with a verb of a task."""
    bare = strip_dash(text)
    return _VERBS.match(fold(bare)) is None and opens_with_noun(bare)


def opens_with_noun(text: str) -> bool:
    """Whether the first words are the noun of a unit in its own spelling."""
    found = _UNIT_START.match(fold(text))
    if found is None:
        return False
    plain = text.lower()
    spoken = (plain.split(None, 1)[0], plain[found.start("noun") :].split(None, 1)[0])
    if any(word not in _SPELT.get(fold(word), {word}) for word in spoken):
        return False
    return _NO_UNIT.match(plain[found.start("noun") :]) is None


_STRONG = re.compile(
    r"^(?:(?:cac|toan the) \S+|phong|van phong|trung tam|ban|hoi dong|thanh tra|cong doan|doan thanh nien"
    r"|chi cuc|chi bo|dang uy|to|(?:pho )?hieu truong|doi|khoi|cum|trung doi|hat|lam truong|nong truong|xi nghiep"
    r"|phan xuong|nha may|tram|khoa|hoi (?:nong dan|cuu|lien hiep|lhpn|phu nu|chu thap|khuyen hoc)|tieu doan|dai doi"
    r"|trung doan|lien doi|bo phan|bo mon|doan tncs|thuong truc)\s+\S"
    r"|(?:van phong|trung tam|hoi dong|thanh tra|cong doan|chi cuc|dang uy|(?:pho )?hieu truong|ke toan)$"
)
_INSIDE = re.compile(
    r"(?<![,\-–(/])\s(?=(?:Các|Phòng|Văn phòng|Trung tâm|Ban|Hội đồng|Thanh tra|Công đoàn|Đoàn|Chi cục|Lãnh đạo"
    r"|UBND)\s)"
)
_WANTS_MORE = re.compile(
    r"(?:[-,/(:]|\b(?:va|cua|thuoc|cac|voi|lanh dao|thuong truc|(?<!hieu )(?<!to )(?<!doi )(?<!khoi )truong"
    r"|(?<!hieu )(?<!to )pho|chanh|giam doc|thu truong|chu tri|phoi hop"
    r"|toan the|chu tich|can bo|cong chuc|thanh vien))$"
)
# The noun of a unit alone at the end of a line: its name stands on the next.
_NOUN_ALONE = re.compile(
    r"(?:^|[;,]\s*)(?:Tổ|Phòng|Ban|Hội|Khoa|Đội|Viện|Sở|Cục|Chi cục|Trung tâm|Trường|Đoàn|Hội đồng|Ủy ban|Bộ|Hạt)$"
)


def unit_starts(text: str) -> list[int]:
    """Places inside a flattened line where the name of a unit begins with a capital after a finished word."""
    places = [0] if starts_like_unit(text) and text[:1].isupper() else []
    for match in _INSIDE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if starts_like_unit(after) and not _WANTS_MORE.search(fold(before).strip()):
            places.append(match.end())
    return places


# Parts that every body has, and the body that stands after them: «Ban Chấp hành» / «Công đoàn cơ sở».
_PART_OF_BODY = re.compile(
    r"(?:^|[;,]\s*)(?:(?P<steering>ban chap hanh|bch|ban thuong vu|btv|thuong truc|uy ban kiem tra|ubkt|ban kiem tra"
    r"|ban bien tap|hoi dong (?:thi dua,? ?-? ?khen thuong|tdkt|khoa hoc|sang kien)|ban chi dao)|van phong|lanh dao"
    r"|co quan|thu truong)$"
)
_BODY_AFTER = re.compile(
    r"^(?:(?:dang|huyen|tinh|thanh|quan|thi) uy|dang bo|hoi dong nhan dan|hdnd|ubnd|uy ban|mttq|hoi |lien doan"
    r"|(?:tinh|huyen|thanh) doan|so |chi cuc|cuc |tong cuc|ban quan ly|bo |doan dbqh)"
)
_STEERED = re.compile(r"^(?:cong doan|doan |truong|benh vien|trung tam|khoi|cum|cong ty|tong cong ty|dai )")


def is_part_of_body(before: str, after: str) -> bool:
    """Whether two lines name one unit: a part that every body has, and whose it is."""
    part = _PART_OF_BODY.search(fold(before).strip())
    if part is None:
        return False
    key = fold(after)
    return _BODY_AFTER.match(key) is not None or (part["steering"] is not None and _STEERED.match(key) is not None)


def opens_new_unit(before: str, after: str) -> bool:
    """Of two lines of a cell: the second is a unit by itself, though the first was too full to tell by its width."""
    if is_part_of_body(before, after):
        return False
    owned = before.strip().endswith(" Trường")  # «Hội đồng … Trường» is whole, «Trưởng» / «Phòng …» is not
    wants_more = _WANTS_MORE.search(fold(before).strip()) is not None and not owned
    if not after[:1].isupper() or wants_more or is_bare_noun(before):
        return False
    return _STRONG.match(fold(after)) is not None and starts_like_unit(after) and starts_like_unit(before)


def is_bare_noun(text: str) -> bool:
    """Whether words end in the noun of a unit whose name is still to come («…; Tổ»)."""
    return _NOUN_ALONE.search(text.strip()) is not None


def starts_like_verb(text: str) -> bool:
    """Whether a phrase opens with the verb of a task («Tổ chức …», «Ban hành …»)."""
    return _VERBS.match(fold(strip_dash(text))) is not None


def strip_dash(text: str) -> str:
    """The text without the list dash before it."""
    return _DASH.sub("", text, count=1)
