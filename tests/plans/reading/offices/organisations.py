"""Plans of the party, unions and the youth."""

# ruff: noqa: E501 - the documents keep their own line lengths
from __future__ import annotations

from tests.plans.reading.offices.case import Case

CASES = [
    Case(
        "cong_doan_prose_inline",
        """LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC HÀ
CÔNG ĐOÀN NGÀNH Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số : 125 /KH-CĐN
Bắc Hà, ngày 21 tháng 12 năm 2025

KẾ HOẠCH
TỔ CHỨC PHONG TRÀO THI ĐUA TRONG ĐOÀN VIÊN NĂM 2026

Căn cứ Nghị quyết Đại hội Công đoàn ngành nhiệm kỳ 2023 - 2028;
Ban Thường vụ Công đoàn ngành xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
- Động viên đoàn viên thi đua.
II. NỘI DUNG, NHIỆM VỤ
1. Giao Ban Chính sách chủ trì, phối hợp với Ban Tuyên giáo tổ chức phát động phong trào thi đua trước ngày 28/02/2026.
2. Tổ chức Tháng Công nhân; thời gian: Tháng 5; đơn vị thực hiện: Các công đoàn cơ sở.
3. Phối hợp với Sở Y tế tổ chức Hội nghị điển hình tiên tiến trong quý III/2026.
III. TỔ CHỨC THỰC HIỆN
1. Các công đoàn cơ sở báo cáo kết quả trước ngày 15/11/2026.
Trên đây là Kế hoạch phong trào thi đua năm 2026./.

Nơi nhận:
- LĐLĐ tỉnh (báo cáo);
- CĐCS;
- Lưu CĐN.
TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH

( Đã ký)

Vũ Đức Em
""",
        number="125/KH-CĐN",
        issued_on="2025-12-21",
        agency="CÔNG ĐOÀN NGÀNH Y TẾ",
        parent="LIÊN ĐOÀN LAO ĐỘNG TỈNH BẮC HÀ",
        title="TỔ CHỨC PHONG TRÀO THI ĐUA TRONG ĐOÀN VIÊN NĂM 2026",
        tasks=[
            (
                "1",
                None,
                "2026-02-28",
                "Giao Ban Chính sách chủ trì, phối hợp với Ban Tuyên giáo tổ chức phát động phong trào thi đua trước ngày 28/02/2026.",
                "L:Ban Chính sách|C:Ban Tuyên giáo",
            ),
            ("2", "M05", None, "Tổ chức Tháng Công nhân", "P:Các công đoàn cơ sở"),
            (
                "3",
                "Q3",
                None,
                "Phối hợp với Sở Y tế tổ chức Hội nghị điển hình tiên tiến trong quý III/2026.",
                "C:Sở Y tế",
            ),
        ],
        recipients=["LĐLĐ tỉnh (báo cáo)", "CĐCS", "Lưu CĐN"],
        signer_title="TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH",
        signer="Vũ Đức Em",
    ),
    Case(
        "monthly_bullets_no_header",
        """KẾ HOẠCH HOẠT ĐỘNG CÔNG ĐOÀN NĂM 2026
Tháng 1:
- Tổ chức thăm hỏi, tặng quà Tết đoàn viên.
- Đăng ký thi đua.
Tháng 3:
- Kỷ niệm ngày Quốc tế Phụ nữ.
""",
        title="HOẠT ĐỘNG CÔNG ĐOÀN NĂM 2026",
        tasks=[
            ("", "M01", None, "Tổ chức thăm hỏi, tặng quà Tết đoàn viên.", ""),
            ("", "M01", None, "Đăng ký thi đua.", ""),
            ("", "M03", None, "Kỷ niệm ngày Quốc tế Phụ nữ.", ""),
        ],
    ),
    Case(
        "dang_uy_number_style",
        """ĐẢNG BỘ TỈNH CAO SƠN
ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG
ĐẢNG CỘNG SẢN VIỆT NAM
Số 71-KH/ĐU
Cao Sơn, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
công tác thi đua, khen thưởng trong Đảng bộ năm 2026
-----
Thực hiện Hướng dẫn số 56-HD/BTCTW ngày 08/10/2015 của Ban Tổ chức Trung ương, Đảng ủy ban hành Kế hoạch như sau:
I- MỤC ĐÍCH
Thi đua.
II- NỘI DUNG
1- Quý I
- Văn phòng Đảng ủy: ban hành Kế hoạch.
- Ban Tổ chức Đảng ủy chủ trì, phối hợp với Văn phòng Đảng ủy phát động thi đua.
2- Quý IV
- Hội đồng thi đua xét khen thưởng.
III- TỔ CHỨC THỰC HIỆN
Các chi bộ thực hiện.
Nơi nhận:
- Tỉnh ủy,
- Các chi bộ,
- Lưu Văn phòng.
T/M ĐẢNG ỦY
PHÓ BÍ THƯ
Nông Văn Kim
""",
        number="71-KH/ĐU",
        issued_on="2026-03-02",
        agency="ĐẢNG ỦY CÁC CƠ QUAN ĐẢNG",
        parent="ĐẢNG BỘ TỈNH CAO SƠN",
        title="công tác thi đua, khen thưởng trong Đảng bộ năm 2026",
        tasks=[
            ("", "Q1", None, "Văn phòng Đảng ủy: ban hành Kế hoạch.", "P:Văn phòng Đảng ủy"),
            (
                "",
                "Q1",
                None,
                "Ban Tổ chức Đảng ủy chủ trì, phối hợp với Văn phòng Đảng ủy phát động thi đua.",
                "L:Ban Tổ chức Đảng ủy|C:Văn phòng Đảng ủy",
            ),
            ("", "Q4", None, "Hội đồng thi đua xét khen thưởng.", "P:Hội đồng thi đua"),
        ],
        recipients=["Tỉnh ủy", "Các chi bộ", "Lưu Văn phòng"],
        signer_title="T/M ĐẢNG ỦY\nPHÓ BÍ THƯ",
        signer="Nông Văn Kim",
    ),
    Case(
        "unwrapped_single_lines_with_units_prose_paragraph_items",
        """HUYỆN ĐOÀN MƯỜNG LA
ĐOÀN TNCS HỒ CHÍ MINH
Số: 15-KH/ĐTN
Mường La, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Tổ chức thi đua trong thanh niên năm 2026
Ban Thường vụ Huyện Đoàn xây dựng Kế hoạch:
I. MỤC ĐÍCH
Thi đua.
II. NỘI DUNG
1. Tháng Thanh niên: tổ chức các hoạt động tình nguyện (tháng 3/2026).
2. Tết trồng cây; đơn vị thực hiện: các Đoàn xã; thời gian: Quý I.
3. Xây dựng nếp sống văn minh:
a) Tuyên truyền pháp luật;
b) Vận động đoàn viên.
III. TỔ CHỨC THỰC HIỆN
1. Các cơ sở đoàn thực hiện.
Nơi nhận:
- Tỉnh Đoàn;
- Lưu VP.
TM. BAN THƯỜNG VỤ
BÍ THƯ
Cầm Thị Lan
""",
        number="15-KH/ĐTN",
        issued_on="2026-01-10",
        agency="HUYỆN ĐOÀN MƯỜNG LA",
        title="Tổ chức thi đua trong thanh niên năm 2026",
        tasks=[
            ("1", "M03", None, "Tháng Thanh niên: tổ chức các hoạt động tình nguyện (tháng 3/2026).", ""),
            ("2", "Q1", None, "Tết trồng cây", "P:các Đoàn xã"),
        ],
        recipients=["Tỉnh Đoàn", "Lưu VP"],
        signer_title="TM. BAN THƯỜNG VỤ\nBÍ THƯ",
        signer="Cầm Thị Lan",
    ),
]
