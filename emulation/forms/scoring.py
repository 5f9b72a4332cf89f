"""Forms of scoring: a criterion, who scores, copying a table, a whole sheet scored or appraised, proofs, closing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from emulation.models import Criterion, ScoreTable, SheetState
from emulation.papers.scoring import SheetLine
from emulation.rules.scoring import (
    DEEPEST,
    GROUP,
    MOST_POINTS,
    MOST_TARGET,
    NUMBER,
    YES_NO,
    Placed,
    bound_fault,
    parse_points,
    show_points,
)
from emulation.services.appraisal import Verdict, needs_reason
from emulation.services.self_score import OwnLine
from plans.forms.evidence import FilesField
from plans.forms.listing import ListFilter, SearchField
from plans.forms.plan import LinesField, VersionForm

MOST_NOTE, MOST_REASON = 2000, 2000
POINTS = {"inputmode": "decimal", "autocomplete": "off", "class": "short-field"}


class PointsField(forms.CharField):
    """Points or a quantity typed as 12,5; its value is in hundredths, None where nothing was typed."""

    def __init__(self, *, most: int = MOST_POINTS, bound: int | None = None, **kwargs: Any) -> None:
        self.most, self.bound = most, bound
        kwargs.setdefault("widget", forms.TextInput(attrs=POINTS))
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            points = parse_points(text, most=self.most)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if self.bound is not None and (fault := bound_fault(points, self.bound)):
            raise forms.ValidationError(fault)
        return points

    def prepare_value(self, value: Any) -> Any:
        return show_points(value) if isinstance(value, int) else value


class WhoForm(forms.Form):
    """Ai tự chấm theo bảng này."""

    who = forms.ChoiceField(
        label="Ai tự chấm", choices=ScoreTable.Who.choices, widget=forms.RadioSelect, initial=ScoreTable.Who.UNIT
    )


class CriterionForm(VersionForm):
    """Một tiêu chí hoặc một nhóm."""

    parent = forms.TypedChoiceField(label="Thuộc nhóm", required=False, coerce=int, empty_value=None)
    text = forms.CharField(
        label="Tiêu chí",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi nội dung tiêu chí hoặc tên nhóm."},
    )
    kind = forms.ChoiceField(label="Cách chấm", choices=Criterion.Kind.choices, initial=Criterion.Kind.NUMBER)
    nature = forms.ChoiceField(label="Loại điểm", choices=Criterion.Nature.choices, initial=Criterion.Nature.PLAIN)
    maximum = PointsField(label="Điểm tối đa", required=False, help_text="Ví dụ 12,5. Nhóm để trống, tự cộng.")
    target = PointsField(
        label="Chỉ tiêu", required=False, most=MOST_TARGET, help_text="Có chỉ tiêu thì điểm tính theo kết quả đạt."
    )
    measure = forms.CharField(label="Đơn vị tính", required=False, max_length=60, help_text="Ví dụ %, lượt, bài.")
    wants_proof = forms.BooleanField(label="Cần minh chứng", required=False)
    guidance = forms.CharField(
        label="Hướng dẫn chấm", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, placed: Sequence[Placed], own: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [one for one in placed if one.node.kind == GROUP and one.node.pk != own and one.depth < DEEPEST - 1]
        choices = [("", "Cấp cao nhất của bảng"), *((one.node.pk, f"{one.no}. {one.node.text}") for one in groups)]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        third = "col-md-4"
        self.helper.layout = Layout(
            "version",
            "parent",
            "text",
            Row(*(Column(name, css_class=third) for name in ("kind", "nature", "maximum"))),
            Row(*(Column(name, css_class="col-md-6") for name in ("target", "measure"))),
            "wants_proof",
            "guidance",
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" not in cleaned:
            return cleaned
        kind = cleaned["kind"]
        if kind == GROUP:
            cleaned["maximum"] = 0
        elif not cleaned.get("maximum") and "maximum" not in self.errors:
            self.add_error("maximum", "Ghi điểm tối đa lớn hơn 0.")
        if cleaned.get("target") is not None and kind != NUMBER:
            self.add_error("target", "Chỉ tiêu chí chấm theo điểm có chỉ tiêu. Để trống, hoặc đổi cách chấm.")
        elif cleaned.get("target") == 0:
            self.add_error("target", "Chỉ tiêu lớn hơn 0, hoặc để trống.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CopyForm(forms.Form):
    """Chép bảng điểm khác."""

    source = forms.TypedChoiceField(
        label="Bảng điểm để chép", coerce=int, error_messages={"required": "Chọn bảng điểm để chép."}
    )
    replace = forms.BooleanField(label="Thay toàn bộ tiêu chí đang có", required=False)

    def __init__(self, *args: Any, choices: list[tuple[int, str]], filled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "Chọn một bảng"), *choices]  # type: ignore[attr-defined]
        if not filled:
            del self.fields["replace"]


class LineForm(VersionForm):
    """What all forms of a whole sheet share: fields of each criterion, with an error beside its line."""

    def __init__(self, *args: Any, lines: Sequence[SheetLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines

    def scored(self) -> Iterable[SheetLine]:
        return (line for line in self.lines if line.placed.node.kind != GROUP)

    def add_points(self, name: str, line: SheetLine, points: int | None) -> None:
        """A field for the points of a line: typed, or chosen where it is yes or no."""
        node, label = line.placed.node, f"{line.placed.no} {line.placed.node.text[:80]}"
        if node.kind == YES_NO:
            chosen = "" if points is None else str(points)
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", "chưa chấm"), (str(node.maximum), "Đạt"), ("0", "Không đạt")],
                initial=chosen,
            )
        else:
            self.fields[name] = PointsField(label=label, required=False, bound=node.maximum, initial=points)


class OwnForm(LineForm):
    """Phiếu tự chấm, all lines at once. A line with a target takes what was achieved. ``locked`` asks for a reason."""

    def __init__(self, *args: Any, locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in self.scored():
            self._add_line(line)
        if locked:
            self.fields["reason"] = reason_field("Lý do sửa phiếu đã khoá")

    def _add_line(self, line: SheetLine) -> None:
        node = line.placed.node
        if node.target:
            self.fields[f"achieved-{node.pk}"] = PointsField(
                label=f"{line.placed.no} {node.text[:80]}", required=False, most=MOST_TARGET, initial=line.achieved
            )
        else:
            self.add_points(f"own-{node.pk}", line, line.own)
        self.fields[f"note-{node.pk}"] = LinesField(
            label=f"Diễn giải {line.placed.no}", required=False, max_length=MOST_NOTE, initial=line.note
        )

    def values(self) -> dict[int, OwnLine]:
        """What was typed, by criterion."""
        found = {}
        for line in self.scored():
            pk = line.placed.node.pk
            own, achieved = self.cleaned_data.get(f"own-{pk}"), self.cleaned_data.get(f"achieved-{pk}")
            found[pk] = OwnLine(own, achieved, self.cleaned_data[f"note-{pk}"])
        return found


class AppraiseForm(LineForm):
    """Phiếu thẩm định: a point for each line, and the reason wherever it departs."""

    def __init__(self, *args: Any, objected: bool, finish: bool = False, answer: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finish = finish or objected
        for line in self.scored():
            self._add_line(line)
        if objected:
            self.fields["answer"] = LinesField(
                label="Trả lời ý kiến của đơn vị",
                max_length=4000,
                initial=answer,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text="Nêu điều chỉnh hay giữ nguyên điểm nào, vì sao. Đơn vị đọc được.",
                error_messages={"required": "Ghi trả lời, kể cả khi giữ nguyên điểm."},
            )

    def _add_line(self, line: SheetLine) -> None:
        pk = line.placed.node.pk
        points = line.final if line.final is not None else (line.own or 0)
        self.add_points(f"final-{pk}", line, points)
        self.fields[f"reason-{pk}"] = LinesField(
            label=f"Lý do {line.placed.no}", required=False, max_length=MOST_REASON, initial=line.reason
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.scored():
            pk = line.placed.node.pk
            if f"final-{pk}" not in cleaned:
                continue
            final = cleaned[f"final-{pk}"]
            if final is None:
                if self.finish:
                    self.add_error(f"final-{pk}", "Ghi điểm thẩm định, kể cả 0 điểm.")
            elif needs_reason(line.own, line.final, final) and not cleaned.get(f"reason-{pk}", "").strip():
                self.add_error(f"reason-{pk}", "Ghi lý do điều chỉnh.")
        return cleaned

    def values(self) -> dict[int, Verdict]:
        """What was typed, by criterion."""
        pks = (line.placed.node.pk for line in self.scored())
        return {pk: Verdict(self.cleaned_data[f"final-{pk}"], self.cleaned_data[f"reason-{pk}"]) for pk in pks}


class SendForm(VersionForm):
    """Gửi thẩm định; ``locked`` asks the standing office for a reason."""

    def __init__(self, *args: Any, locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if locked:
            self.fields["reason"] = reason_field("Lý do gửi thay đơn vị")


class ObjectForm(VersionForm):
    """Ý kiến của đơn vị, one time."""

    words = LinesField(
        label="Ý kiến của đơn vị",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Nêu tiêu chí, điểm đề nghị và căn cứ, ví dụ: Tiêu chí 1.2 đề nghị giữ 10 điểm vì …",
        error_messages={"required": "Ghi ý kiến: tiêu chí nào, vì sao."},
    )


class ProofForm(forms.Form):
    """Minh chứng của một dòng."""

    proof = FilesField(label="Tệp", error_messages={"required": "Chọn ít nhất một tệp."})

    def __init__(self, *args: Any, locked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if locked:
            self.fields["reason"] = reason_field("Lý do thêm vào phiếu đã khoá")


class CloseForm(forms.Form):
    """Chốt điểm: which sheets are left out, and what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    left_out = forms.TypedMultipleChoiceField(
        label="Không xếp hạng", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, others: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["left_out"].choices = list(others.items())  # type: ignore[attr-defined]
        else:
            del self.fields["left_out"]


class SheetFilter(ListFilter):
    """Danh sách phiếu thu hẹp theo gì."""

    search = SearchField("Đơn vị, cá nhân")
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Mọi tình trạng"), *SheetState.choices])


def reason_field(label: str) -> forms.CharField:
    return LinesField(
        label=label,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi vào nhật ký cùng điểm trước và sau.",
        error_messages={"required": "Ghi lý do; lý do được giữ trong nhật ký."},
    )
