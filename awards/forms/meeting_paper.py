"""What people write in the papers of a meeting; everything else in them is drawn from the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from awards.forms.meeting import HourField
from awards.models import AgendaItem, MeetingPaper, PaperOfMeeting
from plans.forms.draft import area, in_rows
from plans.forms.plan import LinesField, VersionForm

MOST_ITEMS = 60  # beyond, what was said is written in one field for all


def words_field(label: str, rows: int, help_text: str = "") -> LinesField:
    return LinesField(label=label, required=False, widget=area(rows), help_text=help_text)


def name_field(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False, help_text=help_text)


DRAWN = "Để trống thì lấy từ điểm danh."
PARTS: dict[str, dict[str, tuple[str, int, str]]] = {
    PaperOfMeeting.INVITATION: {
        "subject": ("Trích yếu", 0, "Để trống thì ghi: Dự họp và tên hội đồng."),
        "invited": ("Kính mời", 3, "Mỗi dòng một người hoặc một nhóm. Để trống thì mời các thành viên Hội đồng."),
        "content": ("Nội dung, tài liệu kèm theo", 3, ""),
        "notes": ("Lưu ý", 2, "Để trống thì đề nghị đến dự đúng thành phần, thời gian."),
        "chair": ("Chủ trì, người ký", 0, "Để trống thì lấy Chủ tịch Hội đồng."),
        "office_title": ("Chức vụ trong Sở của người ký", 0, "Ghi trên tên khi dùng con dấu của Sở. Ví dụ: GIÁM ĐỐC"),
    },
    PaperOfMeeting.MINUTES: {
        "chair": ("Chủ tọa", 0, DRAWN),
        "secretary": ("Thư ký", 0, DRAWN),
        "opening": ("Khai mạc, báo cáo", 3, ""),
        "discussion": ("Thảo luận chung", 4, ""),
        "conclusion": ("Kết luận của chủ tọa", 3, ""),
    },
    PaperOfMeeting.TALLY: {
        "chair": ("Chủ tọa", 0, DRAWN),
        "secretary": ("Thư ký", 0, DRAWN),
        "remarks": ("Ghi thêm về kiểm phiếu", 3, ""),
    },
    PaperOfMeeting.ADJOURNED: {
        "chair": ("Chủ tọa", 0, DRAWN),
        "secretary": ("Thư ký", 0, DRAWN),
        "again": ("Họp lại", 2, "Để trống thì ghi ngày đã chọn khi hoãn, hoặc: do Chủ tịch Hội đồng thông báo."),
        "remarks": ("Ghi thêm", 3, ""),
    },
}
LABELS = {name: label.lower() for kind in PARTS.values() for name, (label, _, _) in kind.items()}


class MeetingPaperForm(VersionForm):
    """The written parts of one paper."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    recipients = LinesField(
        label="Nơi nhận", required=False, widget=area(2), help_text="Mỗi dòng một nơi. Để trống thì ghi Lưu: VT, Hồ sơ."
    )

    def __init__(self, *args: Any, kind: str, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(PARTS[kind])
        for name, (label, rows, told) in PARTS[kind].items():
            self.fields[name] = words_field(label, rows, told) if rows else name_field(label, told)
        minutes = kind == PaperOfMeeting.MINUTES
        if minutes:
            self.fields["ends_at"] = HourField(label="Kết thúc lúc")
        if minutes and len(items) <= MOST_ITEMS:
            for item in items:
                self.fields[f"item_{item.pk}"] = words_field(f"Ý kiến về {item}", 2)
                self.names.append(f"item_{item.pk}")
        if kind == PaperOfMeeting.TALLY:
            del self.fields["recipients"]
        others = [name for name in self.names if name not in ("chair", "secretary")]
        pair = [("chair", "secretary")] if "secretary" in self.names else ["chair"]
        more = [name for name in ("ends_at", "recipients") if name in self.fields]
        self.helper = in_rows("version", *pair, *others, *more)

    @property
    def parts(self) -> dict[str, str]:
        """As the service takes them."""
        return {name: self.cleaned_data.get(name) or "" for name in self.names}

    @staticmethod
    def values_of(paper: MeetingPaper) -> dict[str, Any]:
        """What the form starts with."""
        ends_at = paper.meeting.ends_at
        return {**paper.parts, "recipients": paper.recipients, "ends_at": ends_at, "version": paper.version}
