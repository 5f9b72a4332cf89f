"""The words of a decision or of a review report of a campaign."""

from __future__ import annotations

from typing import Any

from django import forms

from emulation.models import PaperKind
from emulation.services.campaign_paper import OF_DECISION, WORDS
from plans.forms.plan import LinesField, VersionForm


def _text(label: str, rows: int, **values: Any) -> LinesField:
    widget = forms.Textarea(attrs={"rows": rows})
    return LinesField(label=label, required=False, max_length=20_000, widget=widget, **values)


class CampaignPaperForm(VersionForm):
    """A decision has căn cứ and articles; a report results, what was lacking, lessons and what follows."""

    basis = _text("Căn cứ", 4, help_text="Mỗi dòng một căn cứ.")
    results = _text(
        "Kết quả đạt được", 7, help_text="Số liệu đăng ký, xếp hạng, điển hình được lấy tự động, in sau phần này."
    )
    shortcomings = _text("Tồn tại, nguyên nhân", 4)
    lessons = _text("Bài học kinh nghiệm", 3)
    direction = _text("Phương hướng, đề xuất", 4)
    recipients = _text("Nơi nhận", 3, help_text="Mỗi dòng một nơi.")
    symbol = forms.CharField(label="Ký hiệu văn bản", required=False, max_length=40)
    signer_title = _text("Chức vụ người ký", 2)
    signer_name = forms.CharField(label="Người ký", required=False, max_length=100)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == PaperKind.DECISION:
            for name in set(WORDS) - set(OF_DECISION):
                del self.fields[name]
            articles = self.fields["results"]
            articles.label, articles.help_text = "Các điều của quyết định", "Mỗi điều một đoạn, mở đầu bằng “Điều 1.”."

    @property
    def words(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
