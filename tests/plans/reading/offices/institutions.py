"""Plans of a school, a hospital and offices below a department."""

# ruff: noqa: E501 - the documents keep their own line lengths
from __future__ import annotations

from tests.plans.reading.offices.case import Case

CASES = [
    Case(
        "truong_hoc_nam_hoc_prose",
        """PHÒNG GD&ĐT HUYỆN THANH BA
TRƯỜNG THCS LÊ LỢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 48/KH-THCSLL
Thanh Ba, ngày 10 tháng 9 năm 2025

KẾ HOẠCH
Công tác thi đua, khen thưởng năm học 2025 - 2026

Thực hiện nhiệm vụ năm học, trường THCS Lê Lợi xây dựng kế hoạch như sau:
I. MỤC ĐÍCH
Thi đua dạy tốt, học tốt.
II. NỘI DUNG
1. Phát động phong trào thi đua đầu năm học.
- Thời gian: Tháng 9/2025.
- Đơn vị chủ trì: Ban giám hiệu.
- Đơn vị phối hợp: Công đoàn trường; Liên đội.
2. Tổ chức Hội giảng chào mừng ngày Nhà giáo Việt Nam 20/11.
- Thời gian: trước ngày 15/11.
- Người thực hiện: Các tổ chuyên môn.
3. Sơ kết thi đua học kỳ I.
- Thời gian thực hiện: trước ngày 10/01.
- Đơn vị thực hiện: Ban giám hiệu, Hội đồng thi đua khen thưởng.
III. TỔ CHỨC THỰC HIỆN
Ban giám hiệu chỉ đạo chung.

Nơi nhận:
- Phòng GD&ĐT (b/c);
- Các tổ CM (th/h);
- Lưu VT.
HIỆU TRƯỞNG
Hoàng Thị Dung
""",
        year=2025,
        number="48/KH-THCSLL",
        issued_on="2025-09-10",
        agency="TRƯỜNG THCS LÊ LỢI",
        parent="PHÒNG GD&ĐT HUYỆN THANH BA",
        title="Công tác thi đua, khen thưởng năm học 2025 - 2026",
        tasks=[
            (
                "1",
                "M09",
                None,
                "Phát động phong trào thi đua đầu năm học.",
                "L:Ban giám hiệu|C:Công đoàn trường|C:Liên đội",
            ),
            (
                "2",
                None,
                "2025-11-15",
                "Tổ chức Hội giảng chào mừng ngày Nhà giáo Việt Nam 20/11.",
                "P:Các tổ chuyên môn",
            ),
            ("3", None, "2026-01-10", "Sơ kết thi đua học kỳ I.", "P:Ban giám hiệu|P:Hội đồng thi đua khen thưởng"),
        ],
        recipients=["Phòng GD&ĐT (b/c)", "Các tổ CM (th/h)", "Lưu VT"],
        signer_title="HIỆU TRƯỞNG",
        signer="Hoàng Thị Dung",
    ),
    Case(
        "hierarchy_parent_children",
        """SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
CHI CỤC KIỂM LÂM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 301/KH-CCKL
Hà Sơn, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
Công tác thi đua, khen thưởng năm 2026
Chi cục Kiểm lâm ban hành Kế hoạch như sau:
I. NỘI DUNG
STT\tNội dung\tĐơn vị thực hiện\tThời gian
I\tPHONG TRÀO THI ĐUA\t\t
1\tPhát động thi đua\tPhòng Hành chính - Tổng hợp\tQuý I
2\tTổ chức các hội nghị, bao gồm:\t\t
a)\tHội nghị sơ kết\tPhòng Hành chính - Tổng hợp\tTháng 7
b)\tHội nghị tổng kết\tHạt Kiểm lâm các huyện\tTháng 12
II\tKHEN THƯỞNG\t\t
1\tXét danh hiệu\tHội đồng TĐKT Chi cục\tThường xuyên
II. TỔ CHỨC THỰC HIỆN
Các đơn vị thực hiện.
Nơi nhận:
- Sở NN&MT;
- Lưu: VT.
KT. CHI CỤC TRƯỞNG
PHÓ CHI CỤC TRƯỞNG
Lò Văn Minh
""",
        number="301/KH-CCKL",
        issued_on="2026-01-15",
        agency="CHI CỤC KIỂM LÂM",
        parent="SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        title="Công tác thi đua, khen thưởng năm 2026",
        tasks=[
            ("1", "Q1", None, "Phát động thi đua", "P:Phòng Hành chính - Tổng hợp"),
            ("2a", "M07", None, "Hội nghị sơ kết", "P:Phòng Hành chính - Tổng hợp"),
            ("2b", "M12", None, "Hội nghị tổng kết", "P:Hạt Kiểm lâm các huyện"),
            ("1", "YEAR", None, "Xét danh hiệu", "P:Hội đồng TĐKT Chi cục"),
        ],
        recipients=["Sở NN&MT", "Lưu: VT"],
        signer_title="KT. CHI CỤC TRƯỞNG\nPHÓ CHI CỤC TRƯỞNG",
        signer="Lò Văn Minh",
        remainder=("PHONG TRÀO THI ĐUA", "Tổ chức các hội nghị, bao gồm:"),
    ),
    Case(
        "benh_vien_four_columns_months",
        """SỞ Y TẾ TỈNH AN BÌNH
BỆNH VIỆN ĐA KHOA
TỈNH AN BÌNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1245/KH-BVĐK
An Bình, ngày 07 tháng 01 năm 2026

KẾ HOẠCH
Thi đua, khen thưởng năm 2026

Căn cứ Quyết định số 10/QĐ-SYT ngày 02/01/2026 của Giám đốc Sở Y tế;
Bệnh viện Đa khoa tỉnh An Bình xây dựng Kế hoạch như sau:
I. MỤC TIÊU
Nâng cao y đức.
II. KẾ HOẠCH CỤ THỂ
STT\tNội dung công việc\tThời gian thực hiện\tNgười phụ trách\tBộ phận phối hợp
1\tHội nghị viên chức, phát động thi đua\tTháng 02/2026\tBan Giám đốc\tCông đoàn, Phòng Tổ chức cán bộ
2\tKiểm tra chéo các khoa, phòng\tTừ tháng 4 đến tháng 12 năm 2026\tPhòng Kế hoạch tổng hợp\tCác khoa, phòng
3\tBình xét lao động tiên tiến\tTrong tháng 11/2026\tHội đồng Thi đua - Khen thưởng\tCác khoa, phòng
4\tKhen thưởng đột xuất\tThường xuyên\tPhòng Tổ chức cán bộ\t
5\tĐón Huân chương Lao động (nếu được Chủ tịch nước tặng thưởng)\tTheo kế hoạch của tỉnh\tBan Giám đốc\tVăn phòng/Phòng Hành chính quản trị
III. TỔ CHỨC THỰC HIỆN
Các khoa, phòng thực hiện.

Nơi nhận:
- Sở Y tế (để b/cáo);
- Ban Giám đốc;
- Các khoa, phòng;
- Lưu: VT, TCCB.

GIÁM ĐỐC


BSCKII. Nguyễn Hữu Phước
""",
        number="1245/KH-BVĐK",
        issued_on="2026-01-07",
        agency="BỆNH VIỆN ĐA KHOA TỈNH AN BÌNH",
        parent="SỞ Y TẾ TỈNH AN BÌNH",
        title="Thi đua, khen thưởng năm 2026",
        tasks=[
            (
                "1",
                "M02",
                None,
                "Hội nghị viên chức, phát động thi đua",
                "P:Ban Giám đốc|C:Công đoàn|C:Phòng Tổ chức cán bộ",
            ),
            ("2", None, None, "Kiểm tra chéo các khoa, phòng", "P:Phòng Kế hoạch tổng hợp|C:Các khoa, phòng"),
            ("3", "M11", None, "Bình xét lao động tiên tiến", "P:Hội đồng Thi đua - Khen thưởng|C:Các khoa, phòng"),
            ("4", "YEAR", None, "Khen thưởng đột xuất", "P:Phòng Tổ chức cán bộ"),
            (
                "5",
                None,
                None,
                "Đón Huân chương Lao động (nếu được Chủ tịch nước tặng thưởng)",
                "P:Ban Giám đốc|C:Văn phòng|C:Phòng Hành chính quản trị",
                True,
            ),
        ],
        recipients=["Sở Y tế (để b/cáo)", "Ban Giám đốc", "Các khoa, phòng", "Lưu: VT, TCCB"],
        signer_title="GIÁM ĐỐC",
        signer="BSCKII. Nguyễn Hữu Phước",
    ),
    Case(
        "ban_quan_ly_no_dash_layout_quarters",
        """   UBND TỈNH ĐỨC HẢI             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
     BAN QUẢN LÝ                      Độc lập - Tự do - Hạnh phúc
   KHU KINH TẾ
   Số: 09/KH-BQL                Đức Hải, ngày 09 tháng 01 năm 2026

                           KẾ HOẠCH
          Công tác thi đua, khen thưởng năm 2026

      Ban Quản lý Khu kinh tế ban hành Kế hoạch thi đua năm 2026 như sau:
I. NỘI DUNG
 TT           NỘI DUNG                          ĐƠN VỊ THỰC HIỆN
                           QUÝ I
 1     Xây dựng Kế hoạch công tác          - Văn phòng Ban chủ trì;
       thi đua, khen thưởng                - Các phòng chuyên môn.
 2     Phát động thi đua                   - Lãnh đạo Ban
                           QUÝ IV
 3     - Tổng kết phong trào thi đua;      - Văn phòng Ban chủ trì;
       - Hoàn thiện hồ sơ trình khen       - Phòng Quản lý quy hoạch -
       thưởng.                             Xây dựng;
                                           - Các đơn vị trực thuộc.
                                                                          2
II. TỔ CHỨC THỰC HIỆN
      Văn phòng Ban theo dõi, đôn đốc.
      Trên đây là Kế hoạch công tác thi đua năm 2026./.

Nơi nhận:                                       TRƯỞNG BAN
- Sở Nội vụ;
- Lưu: VT.
                                             Phạm Minh Quân
""",
        number="09/KH-BQL",
        issued_on="2026-01-09",
        agency="BAN QUẢN LÝ KHU KINH TẾ",
        parent="UBND TỈNH ĐỨC HẢI",
        title="Công tác thi đua, khen thưởng năm 2026",
        tasks=[
            (
                "1",
                "Q1",
                None,
                "Xây dựng Kế hoạch công tác thi đua, khen thưởng",
                "L:Văn phòng Ban|P:Các phòng chuyên môn",
            ),
            ("2", "Q1", None, "Phát động thi đua", "P:Lãnh đạo Ban"),
            (
                "3",
                "Q4",
                None,
                "- Tổng kết phong trào thi đua;\n- Hoàn thiện hồ sơ trình khen thưởng.",
                "L:Văn phòng Ban|P:Phòng Quản lý quy hoạch - Xây dựng|P:Các đơn vị trực thuộc",
            ),
        ],
        recipients=["Sở Nội vụ", "Lưu: VT"],
        signer_title="TRƯỞNG BAN",
        signer="Phạm Minh Quân",
    ),
]
