"""On what grounds a decision is annulled, by whom and on whose proposal: each with its source and how sure it is."""

from __future__ import annotations

from typing import NamedTuple

LAW, INITIATIVES = "Luật Thi đua, khen thưởng 2022", "Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP)"
READ, MEMORY = "A", "C"  # as in plans.models.Confidence


class Ground(NamedTuple):
    """A ground: its code, its words, where it stands, how sure that is."""

    code: str
    words: str
    citation: str
    confidence: str
    of_initiatives: bool = False

    @property
    def source(self) -> str:
        """Where it stands; said to be unchecked where nobody read it."""
        return f"{self.citation}{_sure(self.confidence)}"


GROUNDS = (
    Ground("fraud", "Gian dối trong kê khai công trạng, thành tích", f"{LAW}, Điều 93 khoản 2 điểm a", READ),
    Ground(
        "false_papers",
        "Cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ",
        f"{LAW}, Điều 93 khoản 2 điểm b",
        READ,
    ),
    Ground(
        "against_law",
        "Thẩm định, xét, duyệt, đề nghị khen thưởng trái quy định của pháp luật",
        f"{LAW}, Điều 93 khoản 2 điểm c",
        READ,
    ),
    Ground(
        "later_violation",
        "Kết luận, quyết định, bản án sau đó cho thấy có vi phạm trong thời gian tính thành tích",
        f"{LAW}, Điều 93 khoản 2 điểm d",
        READ,
    ),
    Ground(
        "not_author",
        "Người được công nhận không phải là tác giả, đồng tác giả",
        INITIATIVES,
        MEMORY,
        of_initiatives=True,
    ),
    Ground("not_fulfilled", "Giải pháp không bảo đảm điều kiện công nhận", INITIATIVES, MEMORY, of_initiatives=True),
)
WHO_ANNULS = (f"Người đã tặng thì hủy bỏ ({LAW}, Điều 93 khoản 8)", READ)
WHO_PROPOSES = ("Cơ quan, đơn vị đã trình khen thưởng đề nghị bằng văn bản, nêu rõ lý do", MEMORY)


def ground_of(code: str) -> Ground | None:
    """The ground of a code."""
    return next((ground for ground in GROUNDS if ground.code == code), None)


def grounds_for(*, of_initiatives: bool) -> list[tuple[str, str]]:
    """The grounds from which one is chosen, of awards or of recognised initiatives."""
    return [(one.code, one.words) for one in GROUNDS if one.of_initiatives == of_initiatives]


def sources_of(*, of_initiatives: bool) -> str:
    """Where the grounds stand, who annuls and who proposes, with how sure each is, for the form."""
    if of_initiatives:
        return f"Căn cứ: {INITIATIVES}; Hội đồng sáng kiến đề nghị, người đã công nhận quyết định{_sure(MEMORY)}."
    return f"Căn cứ: {LAW}, Điều 93 khoản 2. {_told(WHO_ANNULS)} {_told(WHO_PROPOSES)}"


def _told(said: tuple[str, str]) -> str:
    words, confidence = said
    return f"{words}{_sure(confidence)}."


def _sure(confidence: str) -> str:
    return "" if confidence == READ else " (chưa kiểm chứng)"
