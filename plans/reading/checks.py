"""Is the text readable Vietnamese at all? Decided before anything is parsed (plan-variations.md §7)."""

from __future__ import annotations

from plans.reading.normalise import clean, convert_legacy, is_vni, vietnamese_share
from plans.reading.results import ReadWarning, Refused

MIN_SHARE = 0.04  # real prose has about 0.3; OCR by a foreign engine leaves a few letters
THIN_SHARE = 0.15
ENOUGH_LETTERS = 120


def check_letters(text: str, *, guessed: bool = False) -> list[ReadWarning]:
    """Raises Refused for empty text, VNI, or text without Vietnamese letters; warns when some seem lost."""
    if not any(letter.isalpha() for letter in text):
        raise Refused("empty", "Văn bản trống, không có chữ nào. Hãy chọn đúng tệp kế hoạch hoặc dán lại nội dung.")
    if is_vni(text):
        raise Refused(
            "vni",
            "Văn bản viết bằng bảng mã VNI nên không đọc được. Hãy chuyển sang Unicode (bằng Unikey hoặc EVKey) "
            "rồi tải lên lại.",
        )
    plain, converted = convert_legacy(text)
    if guessed and not converted:
        raise Refused(
            "encoding",
            "Không đọc được bảng mã của tệp văn bản. Hãy lưu tệp với mã UTF-8, hoặc dán nội dung vào ô nhập văn bản.",
        )
    plain = clean(plain)
    letters = sum(c.isalpha() for c in plain)
    share = vietnamese_share(plain)
    if letters >= ENOUGH_LETTERS and share < MIN_SHARE:
        raise Refused(
            "no_diacritics",
            "Văn bản hầu như không có dấu tiếng Việt (thường do máy quét nhận dạng chữ). Hãy dùng tệp Word gốc "
            "hoặc PDF xuất từ Word.",
        )
    if letters >= ENOUGH_LETTERS and share < THIN_SHARE:
        return [
            ReadWarning("thin_letters", "Chữ có dấu ít hơn thường lệ, có thể văn bản bị mất chữ; hãy đối chiếu kỹ.")
        ]
    return []
