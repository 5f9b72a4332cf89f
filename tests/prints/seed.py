"""The real 2026 plan as data, word for word as issued (its slips too), and a plan that uses every Vietnamese letter."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata

from plans.rules.document import AssignmentRole, PlanDocument, PlanSection, PlanTask, PlanUnit

OFFICE = "Phòng Hợp tác quốc tế - Văn phòng"

OPENING = (
    "Thực hiện Kế hoạch số 01/KH-UBND ngày 04/01/2026 của UBND tỉnh về công tác thi đua, khen thưởng năm 2026, Sở "
    "Ngoại vụ xây dựng Kế hoạch công tác thi đua, khen thưởng năm 2026, như sau:"
)
PURPOSE = "\n".join(
    (
        (
            "Đẩy mạnh các phong trào thi đua yêu nước gắn với nhiệm vụ chính trị thiết thực lập thành tích chào "
            "mừng các ngày lễ, kỷ niệm trong năm 2026; quyết tâm phấn đấu khắc phục khó khăn, góp phần thực hiện "
            "thắng lợi các chỉ tiêu kinh tế - xã hội năm 2026 của tỉnh gắn với công tác tham mưu đối ngoại của "
            "ngành."
        ),
        (
            "Tổ chức thực hiện tốt công tác thi đua, khen thưởng; nâng cao chất lượng, hiệu quả các phong trào thi "
            "đua; bảo đảm thực hiện đồng bộ và có hiệu quả các nội dung quản lý nhà nước về công tác thi đua, khen "
            "thưởng của Sở."
        ),
        (
            "Thực hiện tốt Luật Thi đua, khen thưởng và các văn bản hướng dẫn thi hành. Nâng cao chất lượng công "
            "tác khen thưởng và công tác đào tạo, bồi dưỡng, nhân rộng điển hình tiên tiến."
        ),
    )
)
REQUIREMENTS = (
    "Các phong trào thi đua phải đảm bảo thiết thực, chất lượng và hiệu quả; có sức lan tỏa và thu hút đông đảo "
    "công chức, viên chức, người lao động tham gia; công tác khen thưởng bảo đảm chính xác, công khai, minh bạch, "
    "kịp thời, đúng thành tích, đúng đối tượng."
)
ORGANISATION = "\n".join(
    (
        (
            "1. Căn cứ Kế hoạch này, Phòng Hợp tác quốc tế - Văn phòng chủ trì, tổ chức triển khai các Phát động "
            "phong trào thi đua chuyên đề cụ thể trong năm. Theo dõi, đôn đốc, tổng hợp, báo cáo Lãnh đạo Sở về "
            "kết quả triển khai thực hiện kế hoạch của các phòng và đơn vị trực thuộc Sở."
        ),
        (
            "2. Các phòng, đơn vị trực thuộc Sở quán triệt, cụ thể hóa các nhiệm vụ tới toàn thể CCVCNLĐ phấn đấu "
            "hoàn thành các chỉ tiêu thi đua và tích cực tham gia các phong trào thi đua gắn với nhiệm vụ được "
            "giao. Tổ chức đánh giá, bình xét và đề nghị Giám đốc Sở xem xét khen thưởng, biểu dương đối cá nhân "
            "có thành tích."
        ),
    )
)
CLOSING = (
    "Trên đây là Kế hoạch tổ chức triển khai thực hiện công tác thi đua, khen thưởng năm 2026 của Sở Ngoại vụ, đề "
    "nghị các phòng, đơn vị thuộc Sở nghiêm túc triển khai thực hiện. Trong quá trình tổ chức thực hiện nếu có "
    "vướng mắc, phát sinh các đơn vị phản ánh qua phòng Hợp tác quốc tế - Văn phòng để tổng hợp báo cáo Lãnh đạo "
    "Sở xem xét, điều chỉnh cho phù hợp./."
)


def unit(written: str) -> PlanUnit:
    """A unit line as written in the seed: "… chủ trì." leads, a stop belongs to the line and not to the name."""
    name = written.rstrip(".;")
    role = AssignmentRole.LEAD if name.endswith(" chủ trì") else AssignmentRole.PERFORM
    return PlanUnit(name.removesuffix(" chủ trì"), role, written)


def task(no: int, period: str, title: str, *units: str, conditional: bool = False) -> PlanTask:
    """A task of a quarter."""
    roman = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}[period]
    parts = tuple(unit(line) for line in units)
    return PlanTask(str(no), title, period, f"QUÝ {roman}", conditional=conditional, units=parts)


TASKS = (
    task(1, "Q1", "Xây dựng Kế hoạch công tác thi đua, khen thưởng của Sở năm 2026.", OFFICE),
    task(2, "Q1", "Phát động phong trào thi đua năm 2026.", OFFICE),
    task(
        3,
        "Q1",
        "Trình khen thưởng cho cá nhân đạt thành tích 02 năm liên tục hoàn thành xuất sắc nhiệm vụ",
        OFFICE,
    ),
    task(
        4,
        "Q1",
        (
            "Tham gia Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025, triển khai nhiệm vụ năm 2026 của "
            "Cụm thi đua (Bộ Ngoại giao)"
        ),
        "Lãnh đạo Sở",
        OFFICE,
        "Các phòng, đơn vị.",
    ),
    task(
        5,
        "Q1",
        (
            "Tham dự Hội nghị tổng kết phong trào thi đua, công tác khen thưởng năm 2025 và triển khai nhiệm vụ "
            "năm 2026 trên địa bàn tỉnh Lạng Sơn"
        ),
        "Lãnh đạo Sở",
        OFFICE,
    ),
    task(
        6,
        "Q2",
        "Tham gia Lớp bồi dưỡng nghiệp vụ công tác thi đua khen thưởng năm 2026",
        "Lãnh đạo Sở",
        "Các phòng, đơn vị",
    ),
    task(
        7,
        "Q2",
        "Phát động các phong trào thi đua theo chuyên đề do tỉnh và Bộ Ngoại giao phát động, triển khai",
        OFFICE,
    ),
    task(
        8,
        "Q2",
        "Xây dựng báo cáo kết quả sơ kết 06 tháng công tác TĐKT, triển khai nhiệm vụ 06 tháng cuối năm 2026 của Sở",
        f"{OFFICE} chủ trì.",
        "Các phòng, đơn vị.",
    ),
    task(
        9,
        "Q3",
        "Báo cáo đánh giá kết quả thực hiện công tác thi đua, khen thưởng phục vụ đoàn kiểm tra của tỉnh (Nếu có).",
        f"{OFFICE} chủ trì.",
        "Hội đồng TĐKT Sở;",
        "Các phòng, đơn vị.",
        conditional=True,
    ),
    task(
        10,
        "Q3",
        (
            "Tham dự Hội nghị sơ kết công tác thi đua khen thưởng 6 tháng đầu năm 2025 của Khối thi đua cơ quan "
            "tham mưu tổng hợp."
        ),
        "Lãnh đạo Sở;",
        OFFICE,
    ),
    task(
        11,
        "Q4",
        (
            "Xây dựng báo cáo tổng kết công tác thi đua, khen thưởng năm 2026, triển khai nhiệm vụ công tác thi "
            "đua, khen thưởng năm 2027 của Sở."
        ),
        f"{OFFICE} chủ trì.",
        "Các phòng, đơn vị.",
    ),
    task(
        12,
        "Q4",
        "Hội đồng sáng kiến Sở tổ chức chấm điểm, đánh giá, công nhận sáng kiến năm 2026.",
        f"{OFFICE}.",
        "Hội đồng sáng kiến Sở.",
    ),
    task(
        13,
        "Q4",
        "Tổ chức bình xét danh hiệu thi đua, hình thức khen thưởng năm 2026.",
        f"{OFFICE} chủ trì.",
        "Hội đồng TĐKT Sở.",
        "Các phòng CMNV.",
    ),
    task(
        14,
        "Q4",
        (
            "- Quyết định công nhận danh hiệu thi đua, hình thức khen năm 2026.\n"
            "- Hướng dẫn các tập thể, cá nhân hoàn thiện hồ sơ đề nghị các cấp khen thưởng."
        ),
        "Lãnh đạo Sở.",
        f"{OFFICE}.",
    ),
)

PLAN_2026 = PlanDocument(
    year=2026,
    title="Công tác thi đua, khen thưởng năm 2026",
    place="Lạng Sơn",
    agency="Sở Ngoại vụ",
    parent_agency="UBND tỉnh Lạng Sơn",
    opening=OPENING,
    sections=(
        PlanSection("I. MỤC ĐÍCH, YÊU CẦU"),
        PlanSection("1. Mục đích", 2, PURPOSE),
        PlanSection("2. Yêu cầu", 2, REQUIREMENTS),
        PlanSection("II. NỘI DUNG, THỜI GIAN THỰC HIỆN", holds_tasks=True),
        PlanSection("III. TỔ CHỨC THỰC HIỆN", body=ORGANISATION),
    ),
    tasks=TASKS,
    closing=CLOSING,
    recipients=(
        "Sở Nội vụ",
        "Khối thi đua TMTH",
        "Lãnh đạo Sở",
        "Hội đồng TĐKT Sở",
        "Các phòng CM, NV",
        "TT TTDVĐN",
        "Trang TTĐT Sở",
        "Lưu: VT",
    ),
    signer_title="GIÁM ĐỐC",
    signer_name="Trịnh Tuyết Mai",
)

ISSUED_2026 = dataclasses.replace(PLAN_2026, number="8", issued_on=dt.date(2026, 2, 5))


def alphabet() -> str:
    """Every letter of Vietnamese in both cases, in words of six."""
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    vowels = [unicodedata.normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in tones]
    letters = [*vowels, *"đbcdghklmnpqrstvxfjwz"]
    every = [*letters, *(letter.upper() for letter in letters)]
    return " ".join("".join(every[start : start + 6]) for start in range(0, len(every), 6))
