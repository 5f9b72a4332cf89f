"""Sentences of reports about emulation and awards as they are read, from plain facts."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from awards.papers.report_awards import AwardsTold, AwardTold, SentTold, award_sentences
from awards.papers.report_councils import (
    CouncilsTold,
    FundTold,
    MeetingTold,
    RecognitionTold,
    WorkTold,
    council_sentences,
)
from awards.papers.report_promises import AimTold, PromisesTold, TargetTold, promise_sentences
from emulation.papers.report_facts import CampaignTold, ClusterTold, EmulationTold, Noted, ProposalTold
from emulation.papers.report_honours import OfHonour
from emulation.papers.report_words import emulation_sentences
from plans.rules.staff_form import StaffTold, count_staff, staff_forms

AS_OF = dt.date(2026, 11, 20)


def title(pk: int, name: str = "Lao động tiên tiến", *, unit: bool = False, order: int = 1) -> OfHonour:
    return OfHonour(pk, True, unit, order, name)


def form(pk: int, name: str = "Giấy khen của Giám đốc Sở", *, unit: bool = False) -> OfHonour:
    return OfHonour(pk, False, unit, 1, name)


def test_awards_proposed_granted_and_gone_up() -> None:
    fighter = title(3, "Chiến sĩ thi đua cơ sở", order=2)
    facts = AwardsTold(
        2026,
        AS_OF,
        proposed=(title(1), title(2), fighter, form(4, unit=True)),
        granted=(AwardTold(title(5), 1, "female", "specialist"), AwardTold(fighter, 1, "", ""), AwardTold(form(6), 2)),
        granted_before=(title(7),),
        sent=(SentTold(form(8), "granted"), SentTold(form(9), "waiting"), SentTold(title(10), "refused", earlier=True)),
    )

    assert [one.text for one in award_sentences(facts)] == [
        (
            "Tiếp nhận 03 hồ sơ đề nghị tặng danh hiệu thi đua cho cá nhân, gồm 02 hồ sơ đề nghị “Lao động tiên tiến” "
            "và 01 hồ sơ đề nghị “Chiến sĩ thi đua cơ sở”."
        ),
        "Tiếp nhận 01 hồ sơ đề nghị tặng Giấy khen của Giám đốc Sở cho tập thể.",
        "Chưa có số liệu đề nghị khen thưởng cùng kỳ năm 2025 nên không tính được tăng, giảm.",
        (
            "Đã có quyết định tặng danh hiệu thi đua cho 02 lượt cá nhân (01 người), gồm 01 lượt cá nhân được tặng "
            "“Lao động tiên tiến” và 01 lượt cá nhân được tặng “Chiến sĩ thi đua cơ sở”; số lượt cá nhân tăng 01 "
            "(100%) so với cùng kỳ năm 2025."
        ),
        (
            "Trong số cá nhân được tặng danh hiệu thi đua: nữ có 01 lượt (01 lượt chưa ghi giới tính); người trực "
            "tiếp công tác, không giữ chức vụ lãnh đạo, quản lý có 01 lượt (01 lượt chưa ghi nhóm chức vụ)."
        ),
        (
            "Đã có quyết định tặng Giấy khen của Giám đốc Sở cho 01 cá nhân; cùng kỳ năm 2025 không có nên không tính "
            "được tỷ lệ tăng."
        ),
        (
            "Người được tặng Giấy khen của Giám đốc Sở chưa được ghi giới tính, nhóm chức vụ nên chưa tính được số nữ, "
            "số người trực tiếp công tác."
        ),
        (
            "Trình cấp trên 02 hồ sơ đề nghị tặng Giấy khen của Giám đốc Sở cho cá nhân: 01 hồ sơ được tặng và 01 hồ "
            "sơ chưa có trả lời."
        ),
        (
            "Cấp trên trả lời 01 hồ sơ đề nghị tặng danh hiệu “Lao động tiên tiến” cho cá nhân đã trình trước thời "
            "gian báo cáo: 01 hồ sơ không được tặng."
        ),
    ]


def test_councils_initiatives_and_the_fund() -> None:
    facts = CouncilsTold(
        2026,
        AS_OF,
        meetings=(MeetingTold(1, "Hội đồng TĐKT Sở", AS_OF), MeetingTold(2, "Hội đồng TĐKT Sở", AS_OF)),
        received=(WorkTold(1, is_scored=False),),
        recognised=(RecognitionTold(2, "unit"), RecognitionTold(3, "unit"), RecognitionTold(3, "province")),
        recognised_before=1,
        fund=(FundTold(1, True, 500, True), FundTold(2, True, 2_000, False), FundTold(3, False, 2_600, False)),
    )

    assert [one.text for one in council_sentences(facts)] == [
        "Hội đồng Thi đua - Khen thưởng Sở họp 02 phiên (ngày 20/11/2026).",
        "Tiếp nhận 01 hồ sơ sáng kiến, chưa chấm xong hồ sơ nào.",
        (
            "Công nhận 02 sáng kiến, trong đó 02 sáng kiến có phạm vi hiệu quả ở cơ sở và 01 sáng kiến có phạm vi hiệu "
            "quả trong tỉnh; số sáng kiến được công nhận tăng 01 (100%) so với cùng kỳ năm 2025."
        ),
        "Công nhận 02 sáng kiến, tăng 01 (100%) so với cùng kỳ năm 2025.",
        (
            "Quỹ thi đua, khen thưởng đến ngày 20/11/2026: số dư mang sang 500 đồng, thu 2.000 đồng (01 khoản), chi "
            "2.600 đồng (01 khoản), chi vượt số dư 100 đồng."
        ),
    ]


def test_promises_and_what_speaks_for_and_against_the_year() -> None:
    facts = PromisesTold(
        2026,
        aims=(
            AimTold(title(1), is_proposed=True, is_granted=True, is_missed=False),
            AimTold(form(1), is_proposed=True, is_granted=False, is_missed=True),
        ),
        targets=(TargetTold(5, 1, True), TargetTold(6, 1, False), TargetTold(7, 1, None)),
    )

    assert {one.key: one.text for one in promise_sentences(facts)} == {
        "promises.titles.people.1.Lao động tiên tiến": "- “Lao động tiên tiến”: 01 cá nhân đăng ký, trong đó 01 cá "
        "nhân đã được đề nghị và 01 cá nhân đã được tặng.",
        "promises.commendations.people.1.Giấy khen của Giám đốc Sở": "- Giấy khen của Giám đốc Sở: 01 cá nhân đăng ký, "
        "trong đó 01 cá nhân đã được đề nghị.",
        "promises.targets": "01 bản đăng ký nêu 03 chỉ tiêu: 01 chỉ tiêu đạt, 01 chỉ tiêu không đạt và 01 chỉ tiêu "
        "chưa ghi kết quả.",
        "shortcomings.targets": "Còn 01 chỉ tiêu đăng ký không đạt, thuộc 01 bản đăng ký.",
        "strengths.promises.titles.people": "Toàn bộ 01 lượt đăng ký danh hiệu thi đua của cá nhân đều đã được tặng.",
        "shortcomings.promises.commendations.people": "Còn 01 lượt đăng ký hình thức khen thưởng của cá nhân "
        "không đạt.",
    }


def test_campaigns_examples_and_clusters() -> None:
    facts = EmulationTold(
        2026,
        AS_OF,
        campaigns=(
            CampaignTold(1, "Thi đua năm 2026", True, "office", "Kế hoạch số 01/KH-SNgV", dt.date(2026, 2, 10), "over"),
            CampaignTold(2, "Cải cách hành chính", True, "province", "", None, "past"),
        ),
        campaigns_before=2,
        units=(1,),
        people=(2, 3),
        aims=(title(2), title(3), title(1, "Tập thể lao động tiên tiến", unit=True)),
        pledges=(Noted(1, "Các phòng năm 2026 (ký ngày 02/03/2026)"),),
        example_people=(Noted(1, "Lương Thị K"),),
        clusters=(ClusterTold(1, "Khối thi đua số 1", "do Ủy ban nhân dân tỉnh tổ chức", 5, 2, ""),),
        proposals=(ProposalTold(1, "“Cờ thi đua” cho Sở Ngoại vụ", None),),
    )

    assert [one.text for one in emulation_sentences(facts)] == [
        "Cơ quan thực hiện 02 phong trào thi đua thường xuyên; số phong trào bằng cùng kỳ năm 2025.",
        "Theo cấp phát động: 01 phong trào do tỉnh phát động, cơ quan hưởng ứng; 01 phong trào do cơ quan phát động.",
        "Phát động, hưởng ứng 01 phong trào mới: Thi đua năm 2026 (Kế hoạch số 01/KH-SNgV ngày 10/02/2026).",
        "Đến ngày 20/11/2026, đã tổng kết 01 phong trào và hết thời gian nhưng chưa tổng kết 01 phong trào.",
        "Có 01 tập thể và 02 cá nhân gửi bản đăng ký thi đua.",
        "Về danh hiệu thi đua: 01 tập thể đăng ký “Tập thể lao động tiên tiến”.",
        "Về danh hiệu thi đua: 02 cá nhân đăng ký “Lao động tiên tiến”.",
        "Tổ chức ký 01 giao ước thi đua: Các phòng năm 2026 (ký ngày 02/03/2026).",
        "Ghi nhận 01 cá nhân là điển hình tiên tiến: Lương Thị K.",
        "Cơ quan tham gia 01 cụm, khối thi đua: Khối thi đua số 1, do Ủy ban nhân dân tỉnh tổ chức, có 05 thành viên.",
        "Kết quả thi đua tại Khối thi đua số 1: cơ quan xếp thứ hai trong 05 thành viên.",
        "Từ kết quả của cụm, khối đã gửi 01 đề nghị khen thưởng (“Cờ thi đua” cho Sở Ngoại vụ); chưa có trả lời.",
    ]


@pytest.mark.parametrize("number", [1, 9, 10, 100])
def test_nothing_is_said_with_two_noughts_and_nothing_of_nothing(number: int) -> None:
    facts = AwardsTold(
        2026, AS_OF, granted=tuple(AwardTold(title(pk), pk, "male", "unit_leader") for pk in range(number))
    )
    said = [one.text for one in award_sentences(facts)]

    assert said
    assert not [text for text in said if re.search(r"\b0?0 ", text)]
    assert list(award_sentences(AwardsTold(2026, AS_OF))) == list(council_sentences(CouncilsTold(2026, AS_OF))) == []
    assert list(emulation_sentences(EmulationTold(2026, AS_OF))) == list(promise_sentences(PromisesTold(2026))) == []


def test_form_0605_counts_whom_the_staff_list_knows_and_says_of_whom_it_does_not() -> None:
    staff = [
        StaffTold("female", dt.date(1985, 11, 21), "master"),
        StaffTold("", dt.date(1996, 11, 20), ""),
        StaffTold("male", None, "other"),
    ]
    rows = {row.code: [cell.words for cell in row.cells] for row in count_staff(staff_forms()["0605"], staff, AS_OF)}

    assert rows["01"] == ["3", "1 (chưa rõ: 1)"]
    assert rows["02"] == ["1 (chưa rõ: 1)", "0 (chưa rõ: 1)"]
    assert rows["03"] == ["1 (chưa rõ: 1)", "1"]
    assert rows["04"] == ["0 (chưa rõ: 1)", "–"]
    assert rows["12"] == ["1 (chưa rõ: 1)", "1 (chưa rõ: 1)"]
    assert rows["13"] == ["…", "…"]
