"""First wordings of what nominees are told: only what the record supports, and an open place where it says nothing."""

from __future__ import annotations

from awards.rules import outcome_words as words
from awards.rules.outcome_words import GAP, Nominee, counted, is_unfinished

TO = Nominee(
    office="Sở Ngoại vụ",
    name="Hoàng Văn Em",
    about="Chuyên viên, Phòng Lãnh sự",
    is_unit=False,
    asked="tặng danh hiệu Chiến sĩ thi đua cơ sở",
    year=2025,
)
SEALED = "cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt. Căn cứ: Quy chế làm việc, Điều 5"
HELD = {"council": "Hội đồng TĐKT Sở", "day": "05/6/2026"}


def test_the_numbers_stand_only_where_they_may_be_told() -> None:
    told = words.not_carried(TO, **HELD, result=counted(SEALED), numbers=True)
    untold = words.not_carried(TO, **HELD, result=counted(SEALED), numbers=False)

    assert "Lý do: cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt. Căn cứ: Quy chế làm việc, Điều 5." in told
    assert "chưa đạt tỷ lệ cần có (≥ 80 % tổng số thành viên). Căn cứ: Quy chế làm việc, Điều 5." in untold
    assert "7" not in untold.replace("05/6/2026", "")


def test_without_a_reason_on_file_a_place_stays_open() -> None:
    open_ones = (
        words.not_carried(TO, **HELD, result=counted("không có phiếu nào"), numbers=True),
        words.not_picked(TO, **HELD, reason=" ", places=""),
        words.left_out(TO, award_round="Đợt 1", findings=(), returned=""),
    )

    assert all(GAP in text and is_unfinished(text) for text in open_ones)


def test_the_reason_of_the_chair_and_the_places_used_up_are_told() -> None:
    text = words.not_picked(TO, **HELD, reason="Chọn người có sáng kiến.", places="Đợt xét có 01 suất, đã đề nghị đủ")

    assert "Lý do: Chọn người có sáng kiến. Đợt xét có 01 suất, đã đề nghị đủ." in text
    assert not is_unfinished(text)


def test_findings_carry_their_legal_text() -> None:
    text = words.left_out(
        TO, award_round="Đợt 1", findings=[("Cần 2 năm LĐTT, có 1.", "Luật TĐKT, Điều 23")], returned="Bổ sung"
    )

    assert "- Cần 2 năm LĐTT, có 1 (căn cứ: Luật TĐKT, Điều 23)." in text
    assert "Ý kiến thẩm định khi trả lại hồ sơ: Bổ sung." in text


def test_granted_names_the_decision_and_a_correction_the_one_it_corrects() -> None:
    decision = {"decision": "Quyết định số 16/QĐ-SNgV", "by": "Giám đốc Sở Ngoại vụ", "achievement": "Phục vụ 12 đoàn"}
    given, corrected = words.granted(TO, **decision), words.granted(TO, **decision, amends="Quyết định số 15/QĐ-SNgV")

    assert "đã tặng danh hiệu Chiến sĩ thi đua cơ sở năm 2025 tại Quyết định số 16/QĐ-SNgV." in given
    assert "chúc mừng" in given
    assert "sửa đổi Quyết định số 15/QĐ-SNgV" in corrected
    assert "chúc mừng" not in corrected
