"""README.txt of a year's archive: what it is, how to check it, how to restore it, what is not in it."""

from __future__ import annotations

from plans.papers.archive_pages import ArchiveFacts
from plans.rules.official import short_date

PERSONAL = (
    "Tệp này có dữ liệu cá nhân của công chức, viên chức và người lao động (họ tên, ngày sinh, điện thoại, "
    "thư điện tử, kỷ luật, khen thưởng). Chỉ giữ ở nơi được phép; chỉ giao cho người có thẩm quyền; mỗi lần lập, "
    "tải đã ghi vào nhật ký kiểm toán."
)


def readme(facts: ArchiveFacts) -> str:
    """The text with the line ends that every Windows opens."""
    open_year = "" if facts.is_closed else " Năm CHƯA KẾT THÚC khi lập: số liệu còn có thể thay đổi."
    left_out = [f"- {names}: {why}." for names, why in facts.left_out]
    lines = [
        f"LƯU TRỮ THI ĐUA, KHEN THƯỞNG NĂM {facts.year}",
        facts.office,
        f"Lập lúc {facts.at:%H:%M} ngày {short_date(facts.at.date())}, người lập: {facts.maker}.{open_year}",
        f"{facts.rows} bản ghi, {facts.files} tệp.",
        "",
        "DỮ LIỆU CÁ NHÂN",
        PERSONAL,
        "",
        "XEM",
        "Giải nén rồi mở tệp index.html bằng trình duyệt. Không cần mạng, không cần máy chủ.",
        "- Các thư mục theo chương (ke-hoach, nhiem-vu, ..., van-ban): văn bản, biên bản, tệp đính kèm, sổ.",
        "- bang-bieu: mỗi danh sách một bảng tính.",
        "- du-lieu: toàn bộ bản ghi dạng JSON, mỗi loại một tệp, giữ nguyên khoá; ke-khai.json kê những gì đã lưu.",
        "",
        "KIỂM TRA",
        "Trong thư mục đã giải nén: sha256sum -c SHA256SUMS",
        "Mọi dòng phải ghi OK. Mã SHA-256 của cả tệp ZIP ghi ở trang Lưu trữ năm và trong nhật ký kiểm toán.",
        "",
        "KHÔI PHỤC",
        "Vào một bản cài đặt còn trống, cùng phiên bản hoặc mới hơn: python manage.py restore_archive TỆP.zip",
        "Lệnh kiểm tra mọi tệp trước, khôi phục tất cả hoặc không gì, rồi đối chiếu từng bản ghi.",
        "Mật khẩu không có trong lưu trữ. Đặt mật khẩu cho quản trị: python manage.py changepassword TÊN",
        "Quản trị đăng nhập rồi đặt mật khẩu cho từng người ở trang Tài khoản.",
        "",
        "NHỮNG GÌ KHÔNG CÓ TRONG LƯU TRỮ",
        "- mật khẩu, mã xác thực hai bước, phiên đăng nhập: bí mật, không bao giờ rời hệ thống.",
        *left_out,
        "- bản ghi của năm khác, trừ những gì bản ghi năm này dẫn đến.",
        "Phiếu kín lưu đúng như trong hệ thống: không có tên người bỏ, không thứ tự, không khoá, không giờ.",
    ]
    return "\r\n".join([*lines, ""])
