"""The field for files of evidence, several at once, and the form that adds them to a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from plans.rules.sniff import MAX_UPLOAD
from plans.services.evidence import MOST_FILES, NewFile

HELP = (
    f"PDF, Word, Excel, PowerPoint (.docx, .xlsx, .pptx) hoặc ảnh JPEG, PNG; mỗi tệp không quá 20 MB, "
    f"mỗi lần nhiều nhất {MOST_FILES} tệp. Tệp có macro hoặc mật khẩu không được nhận."
)
ACCEPT = ".pdf,.docx,.xlsx,.pptx,.jpg,.jpeg,.png"


class FilesInput(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as ``NewFile``; at most one byte more than the limit is read of each, so that the refusal can say so."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HELP)
        kwargs.setdefault("widget", FilesInput(attrs={"accept": ACCEPT}))
        kwargs.setdefault("allow_empty_file", True)  # refused in words by what reads its content
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:  # type: ignore[override]
        sent: list[UploadedFile[Any]] = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not sent:
            super().clean(None, initial)
            return []
        return [NewFile(str(super(FilesField, self).clean(file).name), file.read(MAX_UPLOAD + 1)) for file in sent]


class EvidenceForm(forms.Form):
    """Thêm tệp minh chứng."""

    evidence = FilesField(label="Tệp", error_messages={"required": "Chọn ít nhất một tệp."})
    part = forms.ChoiceField(
        label="Phần việc của",
        required=False,
        help_text="Chọn đơn vị nếu tệp chứng minh cho phần việc của một đơn vị.",
    )
    caption = forms.CharField(label="Chú thích", required=False, max_length=300)

    def __init__(self, *args: Any, parts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", "Cả nhiệm vụ"), *((str(pk), name) for pk, name in parts)]  # type: ignore[attr-defined]
        if not parts:
            del self.fields["part"]

    @property
    def part_id(self) -> int | None:
        chosen = self.cleaned_data.get("part")
        return int(chosen) if chosen else None
