"""Whether a comma or an «và» stands inside one name: fields of work, kinds of units, people with their posts."""

from __future__ import annotations

import re

from plans.reading.normalise import fold
from plans.reading.unit_words import PLURAL, starts_like_unit, strip_dash

# Fields of work that are spelt like people or offices: «Phòng Tài chính, Kế toán», «Phòng Tổ chức và Cán bộ».
_SAID_ROLE = re.compile(r"^[^:]{2,40}:\s*")
_FIELD_OF_WORK = re.compile(
    r"^(?:cán bộ|kế toán|văn thư|học sinh|sinh viên|công chức|viên chức|giáo viên|ngân hàng|người lao động|bảo tàng"
    r"|thư viện)(?= và |[\s.;,]*$)"
)
_NAMED_BY_FIELD = re.compile(r"^(?:sở|phòng|vụ|cục|chi cục|khoa|trung tâm|bộ phận) \S+")
# Nouns that name nothing by themselves: what follows «và» belongs to them («Báo và Đài Phát thanh, Truyền hình»).
_BARE_NOUN = re.compile(
    r"^(?:chủ trì|báo|sở|phòng|ban|hội|cục|chi cục|trung tâm|trường|bộ|đài|viện|khoa|vụ|hội đồng|ủy ban|uỷ ban)$"
)
_PERSON = re.compile(r"^(?:đồng chí|đ/c|ông|bà|thầy|cô) \S+")
_POST_HELD = re.compile(
    r"^(?:phó|trưởng|chánh|hiệu|giám đốc|tổng giám đốc|chủ tịch|bí thư|ủy viên|uỷ viên|tổ trưởng|tổ phó|đội trưởng"
    r"|kế toán|văn thư|chuyên viên|công chức|cán bộ|nhân viên|thủ trưởng|cục trưởng|chi cục|tổng phụ trách|thư ký)\b"
)


def is_one_name(before: str, after: str) -> bool:
    """Whether the words on both sides of a comma or an «và» are of one name."""
    name = _SAID_ROLE.sub("", strip_dash(before.strip())).strip().lower()
    following = after.strip().lower()
    if _PERSON.match(name) and _POST_HELD.match(following) and "," not in name:
        return True
    if _BARE_NOUN.match(name):
        return True
    if _NAMED_BY_FIELD.match(name) and (_FIELD_OF_WORK.match(following) or _is_field_pair(after)):
        return True
    return _open_list(before, after)


def _is_field_pair(words: str) -> bool:
    """«Thanh tra và Thi đua khen thưởng»: two fields of work; the second is no unit, so neither is the first."""
    pair = re.match(r"\s*Thanh tra và (\S.*)", words)
    return pair is not None and not starts_like_unit(pair[1])


# «Các cụm, khối thi đua»: a kind of unit after a kind of unit, with no name of its own.
_KINDS_TEXT = "cụm khối phòng ban ngành khoa tổ đội xã phường thôn xóm trạm nhóm hội khu bản chi cơ đơn xí trung sở"
_KINDS = frozenset(_KINDS_TEXT.split())


def _is_kind(name: str) -> bool:
    """Whether the words name a kind of unit and no unit: small letters after the first word."""
    words = re.sub(r"\s+(?:trực )?thuộc .*$", "", name).split()
    return bool(words) and words[0].lower() in _KINDS and all(word.islower() for word in words[1:])


def _open_list(before: str, after: str) -> bool:
    """«Các Sở, Ban, ngành», «Hội đồng TĐKT và Sáng kiến»: the words after go on with one listed name."""
    first = fold(strip_dash(before.strip()))
    if re.search(r"\b(?:hdnd|dbqh)$", first):
        return True
    following = re.split(r"[,;.(]| va ", after.strip(), maxsplit=1)[0]
    short = len(following.split()) == 1 or (len(first.split()) == 2 and _is_kind(following))
    return PLURAL.match(first) is not None and short and not re.match(r"(?:cac|nhung)\b", fold(after.strip()))
