"""Báo cáo sơ kết, tổng kết of a campaign, and the section on campaigns in a report of any time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emulation.papers.campaign import Letterhead, called, paper_of, paragraphs
from plans.papers.content import Align, Basis, Block, Column, GroupRow, Header, Heading, Paper, Paragraph, Row, Table
from plans.rules.official import place_and_date, short_date

REPORT = "BÁO CÁO"


@dataclass(frozen=True)
class Aimed:
    """How many registered one title or commendation (two lists of the law, never mixed)."""

    name: str
    is_title: bool
    people: int
    units: int


@dataclass(frozen=True)
class Ranked:
    """One line of the ranking; points are words such as "92,5"."""

    rank: str
    name: str
    own: str
    final: str


@dataclass(frozen=True)
class Example:
    """A model example."""

    name: str
    field: str
    where: str


@dataclass(frozen=True)
class ReviewFigures:
    """What the records know of a campaign on the day the report is printed."""

    launched_by: str  # "Kế hoạch số 12/KH-SNgV ngày 10/02/2026"
    starts_on: dt.date
    ends_on: dt.date
    taking_part: int
    registered_people: int
    registered_units: int
    aims: tuple[Aimed, ...]
    targets: int
    ranking: tuple[Ranked, ...]
    sheets: int
    closed_sheets: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class ReviewWords:
    """The parts of the report that people write."""

    basis: tuple[str, ...]
    results: str
    shortcomings: str
    lessons: str
    direction: str


def review_report(
    head: Letterhead, *, name: str, final: bool, words: ReviewWords, figures: ReviewFigures, at: dt.date
) -> Paper:
    """Báo cáo sơ kết or tổng kết: what was done, figures as of ``at``, what was lacking, what follows."""
    kind = "Tổng kết" if final else "Sơ kết"
    body: list[Block] = [Basis(words.basis)] if words.basis else []
    body.append(Paragraph(f"{head.issuer} báo cáo {kind.lower()} {called(name)} như sau:"))
    body += [Heading("I. TÌNH HÌNH TRIỂN KHAI"), *_course(head.issuer, figures)]
    body += [Heading("II. KẾT QUẢ ĐẠT ĐƯỢC"), *paragraphs(words.results), *_figures(figures, at)]
    for number, title, text in (
        ("III", "TỒN TẠI, NGUYÊN NHÂN", words.shortcomings),
        ("IV", "BÀI HỌC KINH NGHIỆM", words.lessons),
        ("V", "PHƯƠNG HƯỚNG, ĐỀ XUẤT", words.direction),
    ):
        body += [Heading(f"{number}. {title}"), *(paragraphs(text) or [Paragraph("Không có.")])]
    body.append(Paragraph(f"Trên đây là Báo cáo {kind.lower()} {called(name)} của {head.issuer}./."))
    return paper_of(head, kind=REPORT, subject=f"{kind} {called(name)}", body=body)


def _course(issuer: str, figures: ReviewFigures) -> list[Block]:
    by = f" theo {figures.launched_by}" if figures.launched_by else ""
    time = f"từ ngày {short_date(figures.starts_on)} đến ngày {short_date(figures.ends_on)}"
    return [
        Paragraph(f"{issuer} tổ chức phong trào{by}, thời gian {time}."),
        Paragraph(f"Số phòng, đơn vị tham gia: {figures.taking_part:02}."),
    ]


def _figures(figures: ReviewFigures, at: dt.date) -> list[Block]:
    """Registrations, ranking and examples, as the records have them."""
    blocks: list[Block] = [Heading("1. Đăng ký thi đua", 2)]
    if figures.aims or figures.registered_people or figures.registered_units:
        said = f"{figures.registered_units} tập thể và {figures.registered_people} cá nhân đã đăng ký"
        targets = f", {figures.targets} chỉ tiêu" if figures.targets else ""
        blocks.append(Paragraph(f"Tính đến ngày {short_date(at)}: {said}{targets}."))
        if figures.aims:
            blocks.append(_aims_table(figures.aims))
    else:
        blocks.append(Paragraph(f"Tính đến ngày {short_date(at)} chưa có bản đăng ký nào của phong trào này."))
    blocks.append(Heading("2. Chấm điểm, xếp hạng", 2))
    blocks += _ranking(figures)
    blocks.append(Heading("3. Điển hình tiên tiến", 2))
    blocks += [_example(one) for one in figures.examples] or [Paragraph("Chưa ghi điển hình nào của phong trào này.")]
    return blocks


def _aims_table(aims: Sequence[Aimed]) -> Table:
    rows: list[Row | GroupRow] = []
    for group, is_title in (("Danh hiệu thi đua", True), ("Hình thức khen thưởng", False)):
        of_list = [one for one in aims if one.is_title is is_title]
        if of_list:
            rows.append(GroupRow(group))
        rows += [Row((str(place), one.name, str(one.units), str(one.people))) for place, one in enumerate(of_list, 1)]
    columns = (
        Column("TT", 8, Align.CENTER),
        Column("Nội dung đăng ký", 56),
        Column("Tập thể", 18, Align.CENTER),
        Column("Cá nhân", 18, Align.CENTER),
    )
    return Table(columns, tuple(rows))


def _ranking(figures: ReviewFigures) -> list[Block]:
    if not figures.sheets:
        return [Paragraph("Phong trào không chấm điểm, hoặc chưa có phiếu chấm nào.")]
    said = f"{figures.sheets} phiếu chấm điểm, đã chốt {figures.closed_sheets} phiếu."
    if not figures.ranking:
        return [Paragraph(f"{said} Kết quả xếp hạng có khi chốt điểm.")]
    columns = (
        Column("Hạng", 10, Align.CENTER),
        Column("Đơn vị, cá nhân", 52),
        Column("Điểm tự chấm", 19, Align.CENTER),
        Column("Điểm thẩm định", 19, Align.CENTER),
    )
    rows = tuple(Row((one.rank, one.name, one.own, one.final)) for one in figures.ranking)
    return [Paragraph(said), Table(columns, rows)]


def _example(example: Example) -> Paragraph:
    more = "; ".join(part for part in (example.field, example.where) if part)
    return Paragraph(f"- {example.name}{f' ({more})' if more else ''}.")


# -- The section of a report of any time -----------------------------------------------------------------------------


@dataclass(frozen=True)
class CampaignLine:
    """One campaign in the section."""

    name: str
    launcher: str
    kind: str
    time: str
    paper: str
    state: str


@dataclass(frozen=True)
class SpanFigures:
    """What happened with campaigns between two days."""

    campaigns: tuple[CampaignLine, ...]
    launched: int
    closed: int
    regular: int
    thematic: int
    registered_people: int
    registered_units: int
    closed_sheets: int
    examples: tuple[Example, ...]


def campaign_blocks(figures: SpanFigures) -> tuple[Block, ...]:
    """Kết quả phong trào thi đua: figures in words, the campaigns as a table, the examples as a list."""
    count = len(figures.campaigns)
    if not count:
        return (Paragraph("Trong kỳ không có phong trào thi đua nào đang thực hiện."),)
    blocks: list[Block] = [
        Paragraph(
            f"Trong kỳ có {count} phong trào thi đua được thực hiện ({figures.regular} thường xuyên, "
            f"{figures.thematic} theo chuyên đề); phát động mới {figures.launched}, đã tổng kết {figures.closed}."
        ),
        Paragraph(
            f"Đăng ký thi đua: {figures.registered_units} tập thể, {figures.registered_people} cá nhân. "
            f"Phiếu chấm điểm đã chốt: {figures.closed_sheets}."
        ),
        _campaign_table(figures.campaigns),
    ]
    if figures.examples:
        blocks += [Paragraph("Điển hình tiên tiến:"), *(_example(one) for one in figures.examples)]
    return tuple(blocks)


def _campaign_table(lines: Iterable[CampaignLine]) -> Table:
    columns = (
        Column("TT", 6, Align.CENTER),
        Column("Phong trào", 32),
        Column("Cấp phát động, hình thức", 20),
        Column("Thời gian", 17, Align.CENTER),
        Column("Văn bản của Sở", 25),
    )
    rows = tuple(
        Row(
            (
                str(place),
                one.name,
                f"{one.launcher}\n{one.kind}",
                one.time,
                "\n".join(filter(None, (one.paper, one.state))),
            )
        )
        for place, one in enumerate(lines, 1)
    )
    return Table(columns, rows)


def span_report(
    *,
    agency: str,
    parent_agency: str,
    town: str,
    first: dt.date,
    last: dt.date,
    sections: Sequence[tuple[str, Sequence[Block]]],
    at: dt.datetime,
    printed_by: str,
) -> Paper:
    """The sections on a paper of their own: an inner report without a number."""
    body: list[Block] = []
    for place, (title, blocks) in enumerate(sections, 1):
        if len(sections) > 1:
            body.append(Heading(f"{place}. {title}", 2))
        body += blocks
    return Paper(
        header=Header(agency.upper(), parent_agency.upper(), place_date=place_and_date(town, at.date(), at.year)),
        kind=REPORT,
        subject=f"Kết quả phong trào thi đua từ ngày {short_date(first)} đến ngày {short_date(last)}",
        body=tuple(body),
        foot=f"In lúc {at:%H:%M} ngày {short_date(at.date())} · {printed_by}",
    )
