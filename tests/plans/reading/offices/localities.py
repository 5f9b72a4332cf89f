"""Plans of districts, towns, communes and their divisions."""

# ruff: noqa: E501 - the documents keep their own line lengths
from __future__ import annotations

from tests.plans.reading.offices.case import Case

CASES = [
    Case(
        "ubnd_huyen_tm_tabs",
        """ỦY BAN NHÂN DÂN
HUYỆN LŨNG KHÊ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:277    /KH-UBND
Lũng Khê, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Tổ chức các phong trào thi đua yêu nước
và công tác khen thưởng trên địa bàn huyện năm 2026

Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022;
UBND huyện ban hành Kế hoạch như sau:
I. MỤC TIÊU
Thi đua hoàn thành nhiệm vụ năm 2026.
II. NHIỆM VỤ CỤ THỂ
TT\tNhiệm vụ\tĐơn vị thực hiện\tThời hạn\tSản phẩm\tGhi chú
I\tCông tác chỉ đạo\t\t\t\t
1\tBan hành kế hoạch\tPhòng Nội vụ\tQuý I\tKế hoạch\t
2\tKiểm tra công tác thi đua tại cơ sở (nếu cần thiết)\tPhòng Nội vụ; UBND các xã, thị trấn\tTháng 5 - tháng 6\tBiên bản\t
II\tCông tác khen thưởng\t\t\t\t
3\tXét khen thưởng đột xuất\tHội đồng TĐKT huyện\tKhi có yêu cầu\tQuyết định\t
4\tTổng kết năm\tPhòng Nội vụ\tQuý IV (trước ngày 05/12)\tBáo cáo\tGửi Sở Nội vụ
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, tham mưu triển khai.

Nơi nhận:
- Sở Nội vụ (b/c);
- TT Huyện ủy, HĐND huyện;
- Các phòng, ban, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lý Văn Cường
""",
        number="277/KH-UBND",
        issued_on="2026-02-05",
        agency="ỦY BAN NHÂN DÂN HUYỆN LŨNG KHÊ",
        title="Tổ chức các phong trào thi đua yêu nước và công tác khen thưởng trên địa bàn huyện năm 2026",
        tasks=[
            ("1", "Q1", None, "Ban hành kế hoạch", "P:Phòng Nội vụ"),
            (
                "2",
                None,
                None,
                "Kiểm tra công tác thi đua tại cơ sở (nếu cần thiết)",
                "P:Phòng Nội vụ|P:UBND các xã, thị trấn",
                True,
            ),
            ("3", None, None, "Xét khen thưởng đột xuất", "P:Hội đồng TĐKT huyện", True),
            ("4", "Q4", "2026-12-05", "Tổng kết năm", "P:Phòng Nội vụ"),
        ],
        recipients=["Sở Nội vụ (b/c)", "TT Huyện ủy, HĐND huyện", "Các phòng, ban, ngành", "Lưu: VT"],
        signer_title="TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        signer="Lý Văn Cường",
        remainder=("Kế hoạch",),
    ),
    Case(
        "annex_after_signature",
        """ỦY BAN NHÂN DÂN
THÀNH PHỐ BÌNH MINH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 88/KH-UBND
Bình Minh, ngày 30 tháng 01 năm 2026

KẾ HOẠCH
Thi đua, khen thưởng năm 2026

Căn cứ Luật Thi đua, khen thưởng;
UBND thành phố ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Đổi mới công tác thi đua.
II. NỘI DUNG
1. Tuyên truyền pháp luật về thi đua, khen thưởng.
2. Tổ chức các phong trào thi đua.
(Nhiệm vụ cụ thể tại Phụ lục kèm theo)
III. TỔ CHỨC THỰC HIỆN
1. Các đơn vị căn cứ kế hoạch này triển khai.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT, NV.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Đỗ Văn Giang

PHỤ LỤC
NHIỆM VỤ THI ĐUA, KHEN THƯỞNG NĂM 2026
(Kèm theo Kế hoạch số  88 /KH-UBND ngày 30 tháng 01 năm 2026 của UBND thành phố)
STT\tNội dung\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
1\tBan hành kế hoạch\tPhòng Nội vụ\t\tTháng 1
2\tTổng kết\tPhòng Nội vụ\tVăn phòng HĐND và UBND; các phòng, ban\tTrước ngày 10/12/2026
""",
        number="88/KH-UBND",
        issued_on="2026-01-30",
        agency="ỦY BAN NHÂN DÂN THÀNH PHỐ BÌNH MINH",
        title="Thi đua, khen thưởng năm 2026",
        tasks=[
            ("1", "M01", None, "Ban hành kế hoạch", "L:Phòng Nội vụ"),
            ("2", None, "2026-12-10", "Tổng kết", "L:Phòng Nội vụ|C:Văn phòng HĐND và UBND|C:các phòng, ban"),
        ],
        recipients=["UBND tỉnh", "Lưu: VT, NV"],
        signer_title="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        signer="Đỗ Văn Giang",
    ),
    Case(
        "xa_two_recipient_groups",
        """UBND XÃ TÂN PHONG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:      /KH-UBND
Tân Phong, ngày     tháng 01 năm 2026
KẾ HOẠCH
Thi đua, khen thưởng năm 2026
Thực hiện Kế hoạch số 15/KH-UBND ngày 12/01/2026 của UBND tỉnh, UBND xã Tân Phong xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Thi đua.
II. NỘI DUNG
TT NỘI DUNG THỜI GIAN ĐƠN VỊ THỰC HIỆN
1 Phát động thi đua
Quý I
- Công chức Văn hóa - Xã hội
- Các thôn
2 Sơ kết 6 tháng đầu năm
Tháng 6
- Văn phòng HĐND và UBND xã
3 Tổng kết
Trước 10/12
- Hội đồng TĐKT xã
III. TỔ CHỨC THỰC HIỆN
Các thôn thực hiện nghiêm túc.
Nơi nhận:
- Sở Nội vụ (b/c);
- VPUB: CVP, các PCVP,
các phòng, đơn vị: KT, VH;
Bản điện tử:
- Các thôn;
- Lưu: VT.
CHỦ TỊCH
Giàng A Sử
""",
        agency="UBND XÃ TÂN PHONG",
        title="Thi đua, khen thưởng năm 2026",
        tasks=[
            ("1", "Q1", None, "Phát động thi đua", "P:Công chức Văn hóa - Xã hội|P:Các thôn"),
            ("2", "M06", None, "Sơ kết 6 tháng đầu năm", "P:Văn phòng HĐND và UBND xã"),
            ("3", None, "2026-12-10", "Tổng kết", "P:Hội đồng TĐKT xã"),
        ],
        recipients=["Sở Nội vụ (b/c)", "VPUB: CVP, các PCVP, các phòng, đơn vị: KT, VH", "Các thôn", "Lưu: VT"],
        signer_title="CHỦ TỊCH",
        signer="Giàng A Sử",
    ),
    Case(
        "phong_gd_sections_without_roman",
        """UBND QUẬN NAM THÀNH
PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 25

/KH-PGD&ĐT
Nam Thành, ngày 30 tháng 9 năm 2025
KẾ HOẠCH
Công tác thi đua, khen thưởng năm học 2025-2026
Căn cứ hướng dẫn của Sở GDĐT, Phòng GD&ĐT xây dựng kế hoạch:
1. Mục đích
Đẩy mạnh thi đua.
2. Nội dung
TT\tNội dung\tThời gian\tThực hiện
1\tTriển khai các văn bản về thi đua\tTháng 9-10/2025\tPhòng GD&ĐT
2\tĐăng ký danh hiệu thi đua\tTrước 15/10\tCác trường
3\tSơ kết học kỳ I\t15/01/2026\tCác cụm thi đua
4\tXét sáng kiến\tTháng 4\tHội đồng sáng kiến
5\tTổng kết năm học\tTrước ngày 10/6\tPhòng GD&ĐT, các trường
3. Tổ chức thực hiện
3.1. Phòng GD&ĐT - Chỉ đạo các trường.
3.2. Các trường: báo cáo về Phòng GD&ĐT.
Nơi nhận:
- Sở GD &ĐT(B/c);
-Các trường;
-Lưu VT.
TRƯỞNG PHÒNG

Ngô Thị Quỳnh
""",
        year=2025,
        number="25/KH-PGD&ĐT",
        issued_on="2025-09-30",
        agency="PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
        parent="UBND QUẬN NAM THÀNH",
        title="Công tác thi đua, khen thưởng năm học 2025-2026",
        tasks=[
            ("1", None, None, "Triển khai các văn bản về thi đua", "P:Phòng GD&ĐT"),
            ("2", None, "2025-10-15", "Đăng ký danh hiệu thi đua", "P:Các trường"),
            ("3", None, "2026-01-15", "Sơ kết học kỳ I", "P:Các cụm thi đua"),
            ("4", "M04", None, "Xét sáng kiến", "P:Hội đồng sáng kiến"),
            ("5", None, "2026-06-10", "Tổng kết năm học", "P:Phòng GD&ĐT|P:các trường"),
        ],
        recipients=["Sở GD &ĐT(B/c)", "Các trường", "Lưu VT"],
        signer_title="TRƯỞNG PHÒNG",
        signer="Ngô Thị Quỳnh",
    ),
]
