"""The two plans given as examples of other offices: rows of quarters, and the time in a column."""

# ruff: noqa: E501 - the documents keep their own line lengths
from __future__ import annotations

from tests.plans.reading.offices.case import Case

CASES = [
    Case(
        "so_tu_phap_quarter_rows",
        """UBND TỈNH BÌNH AN
SỞ TƯ PHÁP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 05/KH-STP
Bình An, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Công tác thi đua, khen thưởng năm 2026

Thực hiện Kế hoạch số 03/KH-UBND ngày 05/01/2026 của UBND tỉnh Bình An về công tác thi đua, khen thưởng năm 2026, Sở Tư pháp xây dựng Kế hoạch công tác thi đua, khen thưởng năm 2026 như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Tạo không khí thi đua sôi nổi trong toàn cơ quan, phấn đấu hoàn thành các chỉ tiêu, nhiệm vụ được giao năm 2026.
2. Yêu cầu
Việc bình xét bảo đảm công khai, đúng người, đúng việc; ưu tiên người trực tiếp làm nhiệm vụ.
II. NỘI DUNG, THỜI GIAN THỰC HIỆN
TT NỘI DUNG
ĐƠN VỊ THỰC HIỆN
QUÝ I
1 Xây dựng, ban hành Kế hoạch công tác thi đua, khen thưởng năm 2026 của Sở.
- Văn phòng Sở chủ trì.
- Các phòng, đơn vị thuộc Sở.
2 Tổ chức ký giao ước thi đua và phát động phong trào thi đua năm 2026.
- Lãnh đạo Sở
- Văn phòng Sở
- Các phòng, đơn vị thuộc Sở
3 Hướng dẫn các phòng, đơn vị đăng ký danh hiệu thi đua năm 2026.
- Văn phòng Sở
QUÝ II
4 Sơ kết phong trào thi đua 6 tháng đầu năm, báo cáo Sở Nội vụ.
- Văn phòng Sở chủ trì.
- Các phòng, đơn vị thuộc Sở.
5 Rà soát, giới thiệu điển hình tiên tiến đợt 1 năm 2026.
- Công đoàn Sở
- Văn phòng Sở
QUÝ III
6 Tham gia kiểm tra chéo công tác thi đua, khen thưởng trong Khối thi đua.
- Hội đồng TĐKT Sở
7 Xét, công nhận sáng kiến cấp cơ sở năm 2026.
- Hội đồng sáng kiến Sở chủ trì.
- Phòng Phổ biến, giáo dục pháp luật.
QUÝ IV
8 Tổng kết công tác thi đua, khen thưởng năm 2026.
- Văn phòng Sở chủ trì.
- Các phòng, đơn vị thuộc Sở.
9 Bình xét danh hiệu thi đua, hình thức khen thưởng năm 2026.
- Hội đồng TĐKT Sở
- Các phòng, đơn vị thuộc Sở
10 Hoàn thiện, gửi hồ sơ đề nghị khen thưởng cấp tỉnh.
- Văn phòng Sở
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch, báo cáo Lãnh đạo Sở.
2. Các phòng, đơn vị thuộc Sở chủ động triển khai các nội dung được phân công.
Trên đây là Kế hoạch công tác thi đua, khen thưởng năm 2026 của Sở Tư pháp./.

Nơi nhận:
- Sở Nội vụ;
- Lãnh đạo Sở;
- Hội đồng TĐKT Sở;
- Các phòng, đơn vị thuộc Sở;
- Lưu: VT.

GIÁM ĐỐC



Nguyễn Văn A
""",
        number="05/KH-STP",
        issued_on="2026-01-12",
        agency="SỞ TƯ PHÁP",
        parent="UBND TỈNH BÌNH AN",
        title="Công tác thi đua, khen thưởng năm 2026",
        tasks=[
            (
                "1",
                "Q1",
                None,
                "Xây dựng, ban hành Kế hoạch công tác thi đua, khen thưởng năm 2026 của Sở.",
                "L:Văn phòng Sở|P:Các phòng, đơn vị thuộc Sở",
            ),
            (
                "2",
                "Q1",
                None,
                "Tổ chức ký giao ước thi đua và phát động phong trào thi đua năm 2026.",
                "P:Lãnh đạo Sở|P:Văn phòng Sở|P:Các phòng, đơn vị thuộc Sở",
            ),
            ("3", "Q1", None, "Hướng dẫn các phòng, đơn vị đăng ký danh hiệu thi đua năm 2026.", "P:Văn phòng Sở"),
            (
                "4",
                "Q2",
                None,
                "Sơ kết phong trào thi đua 6 tháng đầu năm, báo cáo Sở Nội vụ.",
                "L:Văn phòng Sở|P:Các phòng, đơn vị thuộc Sở",
            ),
            (
                "5",
                "Q2",
                None,
                "Rà soát, giới thiệu điển hình tiên tiến đợt 1 năm 2026.",
                "P:Công đoàn Sở|P:Văn phòng Sở",
            ),
            (
                "6",
                "Q3",
                None,
                "Tham gia kiểm tra chéo công tác thi đua, khen thưởng trong Khối thi đua.",
                "P:Hội đồng TĐKT Sở",
            ),
            (
                "7",
                "Q3",
                None,
                "Xét, công nhận sáng kiến cấp cơ sở năm 2026.",
                "L:Hội đồng sáng kiến Sở|P:Phòng Phổ biến, giáo dục pháp luật",
            ),
            (
                "8",
                "Q4",
                None,
                "Tổng kết công tác thi đua, khen thưởng năm 2026.",
                "L:Văn phòng Sở|P:Các phòng, đơn vị thuộc Sở",
            ),
            (
                "9",
                "Q4",
                None,
                "Bình xét danh hiệu thi đua, hình thức khen thưởng năm 2026.",
                "P:Hội đồng TĐKT Sở|P:Các phòng, đơn vị thuộc Sở",
            ),
            ("10", "Q4", None, "Hoàn thiện, gửi hồ sơ đề nghị khen thưởng cấp tỉnh.", "P:Văn phòng Sở"),
        ],
        recipients=["Sở Nội vụ", "Lãnh đạo Sở", "Hội đồng TĐKT Sở", "Các phòng, đơn vị thuộc Sở", "Lưu: VT"],
        signer_title="GIÁM ĐỐC",
        signer="Nguyễn Văn A",
    ),
    Case(
        "so_xay_dung_time_column",
        """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG HẢI
SỞ XÂY DỰNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 18/KH-SXD
Đông Hải, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Thực hiện công tác thi đua, khen thưởng năm 2026

Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
Căn cứ Kế hoạch số 11/KH-UBND ngày 08 tháng 01 năm 2026 của UBND tỉnh Đông Hải về công tác thi đua, khen thưởng năm 2026;
Sở Xây dựng ban hành Kế hoạch thực hiện công tác thi đua, khen thưởng năm 2026 như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích: động viên công chức, viên chức, người lao động thi đua hoàn thành nhiệm vụ năm 2026.
2. Yêu cầu: nội dung thi đua thiết thực, có người chịu trách nhiệm, có thời hạn rõ ràng.
II. NỘI DUNG CÔNG VIỆC
STT	Nội dung công việc	Đơn vị chủ trì	Đơn vị phối hợp	Thời gian thực hiện
1	Ban hành Kế hoạch công tác thi đua, khen thưởng năm 2026	Văn phòng Sở	Các phòng chuyên môn	Quý I
2	Phát động phong trào thi đua “Nâng cao chất lượng phục vụ người dân, doanh nghiệp”	Văn phòng Sở	Công đoàn Sở	Quý I
3	Giới thiệu gương người tốt, việc tốt trên Cổng thông tin điện tử của Sở	Phòng Quản lý nhà và thị trường bất động sản	Văn phòng Sở	Cả năm
4	Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm	Văn phòng Sở	Các phòng, đơn vị thuộc Sở	Tháng 6
5	Tập huấn nghiệp vụ lập hồ sơ khen thưởng	Văn phòng Sở		Quý III
6	Tham gia kiểm tra, giám sát của Cụm thi đua số 3	Hội đồng TĐKT Sở	Văn phòng Sở	Quý III
7	Thẩm định, công nhận sáng kiến năm 2026	Hội đồng sáng kiến Sở	Các phòng chuyên môn; Trung tâm Quy hoạch xây dựng	Tháng 10
8	Họp Hội đồng xét thi đua, khen thưởng cuối năm	Hội đồng TĐKT Sở	Các phòng, đơn vị thuộc Sở	Tháng 11
9	Báo cáo tổng kết năm 2026, phương hướng năm 2027	Văn phòng Sở	Các phòng, đơn vị thuộc Sở	Quý IV
III. TỔ CHỨC THỰC HIỆN
Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị triển khai Kế hoạch; định kỳ hằng quý báo cáo Lãnh đạo Sở./.

Nơi nhận:
- UBND tỉnh (b/c);
- Sở Nội vụ;
- Lãnh đạo Sở;
- Các phòng, đơn vị thuộc Sở;
- Lưu: VT, VP.

GIÁM ĐỐC



Nguyễn Văn A
""",
        number="18/KH-SXD",
        issued_on="2026-01-20",
        agency="SỞ XÂY DỰNG",
        parent="ỦY BAN NHÂN DÂN TỈNH ĐÔNG HẢI",
        title="Thực hiện công tác thi đua, khen thưởng năm 2026",
        tasks=[
            (
                "1",
                "Q1",
                None,
                "Ban hành Kế hoạch công tác thi đua, khen thưởng năm 2026",
                "L:Văn phòng Sở|C:Các phòng chuyên môn",
            ),
            (
                "2",
                "Q1",
                None,
                "Phát động phong trào thi đua “Nâng cao chất lượng phục vụ người dân, doanh nghiệp”",
                "L:Văn phòng Sở|C:Công đoàn Sở",
            ),
            (
                "3",
                "YEAR",
                None,
                "Giới thiệu gương người tốt, việc tốt trên Cổng thông tin điện tử của Sở",
                "L:Phòng Quản lý nhà và thị trường bất động sản|C:Văn phòng Sở",
            ),
            (
                "4",
                "M06",
                None,
                "Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm",
                "L:Văn phòng Sở|C:Các phòng, đơn vị thuộc Sở",
            ),
            ("5", "Q3", None, "Tập huấn nghiệp vụ lập hồ sơ khen thưởng", "L:Văn phòng Sở"),
            ("6", "Q3", None, "Tham gia kiểm tra, giám sát của Cụm thi đua số 3", "L:Hội đồng TĐKT Sở|C:Văn phòng Sở"),
            (
                "7",
                "M10",
                None,
                "Thẩm định, công nhận sáng kiến năm 2026",
                "L:Hội đồng sáng kiến Sở|C:Các phòng chuyên môn|C:Trung tâm Quy hoạch xây dựng",
            ),
            (
                "8",
                "M11",
                None,
                "Họp Hội đồng xét thi đua, khen thưởng cuối năm",
                "L:Hội đồng TĐKT Sở|C:Các phòng, đơn vị thuộc Sở",
            ),
            (
                "9",
                "Q4",
                None,
                "Báo cáo tổng kết năm 2026, phương hướng năm 2027",
                "L:Văn phòng Sở|C:Các phòng, đơn vị thuộc Sở",
            ),
        ],
        recipients=["UBND tỉnh (b/c)", "Sở Nội vụ", "Lãnh đạo Sở", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, VP"],
        signer_title="GIÁM ĐỐC",
        signer="Nguyễn Văn A",
    ),
]
