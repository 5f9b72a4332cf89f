"""Plans of provincial departments (sở)."""

from __future__ import annotations

from tests.plans.reading.offices.case import Case

CASES = [
    Case(
        "so_tai_chinh_layout",
        """      UBND TỈNH HÀ SƠN                    CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
       SỞ TÀI CHÍNH                             Độc lập – Tự do – Hạnh phúc
     ---------------                            ---------------------------
    Số: 25   /KH-STC                       Hà Sơn, ngày14 tháng7 năm 2026

                                     KẾ HOẠCH
               Công tác thi đua, khen thưởng năm 2026
                     của Sở Tài chính

     Thực hiện Kế hoạch số 17/KH-UBND ngày 20/01/2026 của UBND tỉnh Hà Sơn, Sở Tài chính
ban hành Kế hoạch công tác thi đua, khen thưởng năm 2026 như sau:
     I. MỤC ĐÍCH, YÊU CẦU
     1. Mục đích
     Nâng cao hiệu quả các phong trào thi đua.
     II. NỘI DUNG
 STT              Nội dung                  Đơn vị chủ trì      Đơn vị phối hợp       Thời gian
        Xây dựng Kế hoạch thi đua,
  1                                        Văn phòng Sở        Các phòng, đơn vị     Quý I/2026
        khen thưởng năm 2026
        Ký giao ước thi đua
  2                                        Công đoàn Sở        Văn phòng Sở          Tháng 02/2026
  3     Nộp hồ sơ khen thưởng bậc cao      Văn phòng Sở        Thanh tra Sở          30/8/2026
     III. TỔ CHỨC THỰC HIỆN
     1. Văn phòng Sở theo dõi, đôn đốc.
     Trên đây là Kế hoạch công tác thi đua, khen thưởng năm 2026 của Sở Tài chính./.

Nơi nhận:                                              KT. GIÁM ĐỐC
- UBND tỉnh (b/c);                                     PHÓ GIÁM ĐỐC
- Sở Nội vụ (để c/đ);
- Lưu: VT, VP.
                                                          (Đã ký)

                                                       Trần Thị Bình
""",
        number="25/KH-STC",
        issued_on="2026-07-14",
        agency="SỞ TÀI CHÍNH",
        parent="UBND TỈNH HÀ SƠN",
        title="Công tác thi đua, khen thưởng năm 2026 của Sở Tài chính",
        tasks=[
            ("1", "Q1", None, "Xây dựng Kế hoạch thi đua, khen thưởng năm 2026", "L:Văn phòng Sở|C:Các phòng, đơn vị"),
            ("2", "M02", None, "Ký giao ước thi đua", "L:Công đoàn Sở|C:Văn phòng Sở"),
            ("3", None, "2026-08-30", "Nộp hồ sơ khen thưởng bậc cao", "L:Văn phòng Sở|C:Thanh tra Sở"),
        ],
        recipients=["UBND tỉnh (b/c)", "Sở Nội vụ (để c/đ)", "Lưu: VT, VP"],
        signer_title="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        signer="Trần Thị Bình",
    ),
    Case(
        "web_page_with_box",
        """Trang chủ
Văn bản
Kế hoạch công tác thi đua, khen thưởng năm 2026
Số hiệu: 12/KH-SYT
Loại văn bản: Kế hoạch
Người ký: Phan Văn Hải
Ngày ban hành: 08/01/2026

UBND TỈNH TRÀ LÂM
SỞ Y TẾ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 12/KH-SYT
Trà Lâm, ngày 08 tháng 01 năm 2026

KẾ HOẠCH
CÔNG TÁC THI ĐUA, KHEN THƯỞNG NĂM 2026

Thực hiện Chương trình công tác năm 2026, Sở Y tế ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Thi đua yêu nước.
II. NỘI DUNG
STT
Nội dung công việc
Thời gian
Đơn vị thực hiện
1
Xây dựng kế hoạch
Quý I
Văn phòng Sở
2
Tổ chức hội nghị điển hình tiên tiến
Quý III
Phòng Tổ chức cán bộ
III. TỔ CHỨC THỰC HIỆN
Giao Văn phòng Sở theo dõi.

Nơi nhận:
- Bộ Y tế (b/c);
- Lưu: VT, VP.

GIÁM ĐỐC
(Đã ký)
Phan Văn Hải
""",
        number="12/KH-SYT",
        issued_on="2026-01-08",
        agency="SỞ Y TẾ",
        parent="UBND TỈNH TRÀ LÂM",
        title="CÔNG TÁC THI ĐUA, KHEN THƯỞNG NĂM 2026",
        tasks=[
            ("1", "Q1", None, "Xây dựng kế hoạch", "P:Văn phòng Sở"),
            ("2", "Q3", None, "Tổ chức hội nghị điển hình tiên tiến", "P:Phòng Tổ chức cán bộ"),
        ],
        recipients=["Bộ Y tế (b/c)", "Lưu: VT, VP"],
        signer_title="GIÁM ĐỐC",
        signer="Phan Văn Hải",
        remainder=("Trang chủ", "Số hiệu: 12/KH-SYT"),
    ),
    Case(
        "so_van_hoa_prose_quarters_with_role_lines",
        """UBND TỈNH KIM BÔI
SỞ VĂN HÓA,
THỂ THAO VÀ DU LỊCH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 33/KH-SVHTTDL
Kim Bôi, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Thi đua, khen thưởng năm 2026

Căn cứ Kế hoạch số 08/KH-UBND ngày 10/01/2026, Sở Văn hóa, Thể thao và Du lịch xây dựng Kế hoạch:
I. MỤC ĐÍCH, YÊU CẦU
- Thiết thực, hiệu quả.
II. NỘI DUNG VÀ THỜI GIAN THỰC HIỆN
1. Quý I
a) Xây dựng Kế hoạch thi đua, khen thưởng (Văn phòng Sở chủ trì).
b) Tổ chức Lễ phát động thi đua (Công đoàn Sở, Văn phòng Sở).
2. Quý II
a) Sơ kết 6 tháng đầu năm; hoàn thành trước ngày 20/6/2026. Đơn vị thực hiện: Các phòng, đơn vị.
3. Quý IV
a) Tổng kết công tác năm. Đơn vị chủ trì: Văn phòng Sở. Đơn vị phối hợp: Thanh tra Sở, Phòng Quản lý văn hóa.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
- Theo dõi, tổng hợp kết quả.
2. Các phòng, đơn vị
- Báo cáo kết quả về Văn phòng Sở trước ngày 25/11/2026.
Nơi nhận:
- Như trên;
- Lưu: VT.
Q. GIÁM ĐỐC
Hà Thị Sen
""",
        number="33/KH-SVHTTDL",
        issued_on="2026-01-20",
        agency="SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        parent="UBND TỈNH KIM BÔI",
        title="Thi đua, khen thưởng năm 2026",
        tasks=[
            ("1a", "Q1", None, "Xây dựng Kế hoạch thi đua, khen thưởng (Văn phòng Sở chủ trì).", "L:Văn phòng Sở"),
            (
                "1b",
                "Q1",
                None,
                "Tổ chức Lễ phát động thi đua (Công đoàn Sở, Văn phòng Sở).",
                "P:Công đoàn Sở|P:Văn phòng Sở",
            ),
            (
                "2a",
                "Q2",
                "2026-06-20",
                "Sơ kết 6 tháng đầu năm; hoàn thành trước ngày 20/6/2026.",
                "P:Các phòng, đơn vị",
            ),
            ("3a", "Q4", None, "Tổng kết công tác năm.", "L:Văn phòng Sở|C:Thanh tra Sở|C:Phòng Quản lý văn hóa"),
        ],
        recipients=["Như trên", "Lưu: VT"],
        signer_title="Q. GIÁM ĐỐC",
        signer="Hà Thị Sen",
    ),
    Case(
        "tabs_without_lead_columns_multiline",
        """UBND TỈNH LAM SƠN
SỞ CÔNG THƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 02/KH-SCT
Lam Sơn, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Công tác thi đua, khen thưởng năm 2026
Sở Công Thương ban hành Kế hoạch như sau:
I. NỘI DUNG THỰC HIỆN
TT | NỘI DUNG | ĐƠN VỊ THỰC HIỆN
QUÝ I
1 | Ban hành Kế hoạch | Văn phòng Sở chủ trì; các phòng phối hợp
2 | Phát động thi đua | Chủ trì: Văn phòng Sở; phối hợp: Công đoàn Sở, Đoàn Thanh niên
QUÝ II
3 | Sơ kết | Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị
QUÝ III, QUÝ IV
4 | Kiểm tra | Thanh tra Sở
II. TỔ CHỨC THỰC HIỆN
Các phòng thực hiện.
Nơi nhận:
- Lưu: VT.
TUQ. GIÁM ĐỐC
CHÁNH VĂN PHÒNG
Lê Hoàng Anh
""",
        number="02/KH-SCT",
        issued_on="2026-01-05",
        agency="SỞ CÔNG THƯƠNG",
        parent="UBND TỈNH LAM SƠN",
        title="Công tác thi đua, khen thưởng năm 2026",
        tasks=[
            ("1", "Q1", None, "Ban hành Kế hoạch", "L:Văn phòng Sở|C:các phòng"),
            ("2", "Q1", None, "Phát động thi đua", "L:Văn phòng Sở|C:Công đoàn Sở|C:Đoàn Thanh niên"),
            ("3", "Q2", None, "Sơ kết", "L:Văn phòng Sở|C:các phòng, đơn vị"),
            ("4", None, None, "Kiểm tra", "P:Thanh tra Sở"),
        ],
        recipients=["Lưu: VT"],
        signer_title="TUQ. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG",
        signer="Lê Hoàng Anh",
    ),
    Case(
        "stamp_title_case_name_next_page",
        """UBND TỈNH PHÚ LỘC
SỞ GIÁO DỤC VÀ ĐÀO TẠO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số       25 /KH-SGDĐT
Phú Lộc, ngày 27 tháng 3 năm 2026
KẾ HOẠCH
Triển khai công tác thi đua, khen thưởng năm 2026
Sở Giáo dục và Đào tạo xây dựng Kế hoạch như sau:
I. NỘI DUNG
STT
Nội dung
Đơn vị chủ trì
Đơn vị phối hợp
Thời gian
1
Ban hành văn bản hướng dẫn
Văn phòng Sở
Các phòng chuyên môn
Tháng 4
2
Thẩm định hồ sơ khen thưởng
Phòng Tổ chức cán bộ
Thanh tra Sở
Trước ngày 30/7
- 2 -
3
Họp Hội đồng thi đua
Hội đồng TĐKT Sở
Các phòng chuyên môn
Tháng 8
II. TỔ CHỨC THỰC HIỆN
Các đơn vị thực hiện.
Nơi nhận:
- Bộ GDĐT (để b/c);
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Sở Giáo dục và Đào tạo
2026.03.27 14:26:14 +07:00
3
Đặng Quốc Tuấn
""",
        number="25/KH-SGDĐT",
        issued_on="2026-03-27",
        agency="SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        parent="UBND TỈNH PHÚ LỘC",
        title="Triển khai công tác thi đua, khen thưởng năm 2026",
        tasks=[
            ("1", "M04", None, "Ban hành văn bản hướng dẫn", "L:Văn phòng Sở|C:Các phòng chuyên môn"),
            ("2", None, "2026-07-30", "Thẩm định hồ sơ khen thưởng", "L:Phòng Tổ chức cán bộ|C:Thanh tra Sở"),
            ("3", "M08", None, "Họp Hội đồng thi đua", "L:Hội đồng TĐKT Sở|C:Các phòng chuyên môn"),
        ],
        recipients=["Bộ GDĐT (để b/c)", "Lưu: VT"],
        signer_title="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        signer="Đặng Quốc Tuấn",
    ),
]
