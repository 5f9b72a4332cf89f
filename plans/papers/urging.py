"""Giấy nhắc as an A4 sheet: an inner paper without a number, one for a unit."""

from __future__ import annotations

from plans.papers.content import Addressees, Align, Column, Header, Paper, Paragraph, Row, Signature, Span, Table
from plans.rules.official import place_and_date, short_date
from plans.rules.urging import Urging, urging_text


def urging_paper(
    urging: Urging, *, agency: str, parent_agency: str, place: str, year: int, signed_by: str, printed_at: str
) -> Paper:
    """The sheet that goes to the unit: what is late in a table, the request in the words of the paragraph."""
    _, *said, asked, thanks = urging_text(urging).split("\n\n")
    body: list[Addressees | Paragraph | Table] = [Addressees((urging.unit,))]
    if len(urging.late) > 1:
        opening = said[0].split("\n", 1)[0]
        body += [Paragraph(opening), _table(urging), *map(Paragraph, said[1:])]
    else:
        body += map(Paragraph, said)
    body += [Paragraph(asked), Paragraph(thanks)]
    return Paper(
        header=Header(
            agency.upper(), parent_agency.upper(), place_date=place_and_date(place, urging.today, urging.today.year)
        ),
        kind="GIẤY NHẮC",
        subject=f"Thực hiện nhiệm vụ thi đua, khen thưởng năm {year}",
        body=tuple(body),
        signatures=(Signature(urging.standing.upper().replace(" - ", " -\n"), signed_by),),
        recipients=("Như trên", "Lưu: hồ sơ theo dõi"),
        foot=printed_at,
    )


def _table(urging: Urging) -> Table:
    columns = (
        Column("TT", 8, Align.CENTER),
        Column("NỘI DUNG", 56),
        Column("THỜI HẠN", 18, Align.CENTER),
        Column("QUÁ HẠN", 18, Align.CENTER),
    )
    rows = tuple(
        Row(
            (
                one.no,
                one.title if one.whole else f"Phần việc của đơn vị: {one.title}",
                short_date(one.due),
                (Span(f"{one.days} ngày", bold=True),),
            )
        )
        for one in urging.late
    )
    return Table(columns, rows)
