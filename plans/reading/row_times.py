"""The time of one table row: its time cells, its month columns, the period row above it, a date in its title."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.reading.cell_text import title_deadline
from plans.reading.columns import Column, period_of_head
from plans.reading.families import Entry
from plans.reading.layout import Cell, to_para
from plans.reading.normalise import squeeze
from plans.reading.periods import When, Years, named_by_head, parse_time
from plans.reading.results import ReadWarning


@dataclass(frozen=True)
class RowTimes:
    """Reads times by the columns of one table and the words of its head."""

    kinds: Sequence[Column]
    heads: Sequence[str]
    years: Years

    def when(self, entry: Entry) -> When:
        """What the cells of the row say by themselves."""
        months = self._marked_months(entry)
        if months:
            return self._month_columns(months)
        words = " ".join(self._time_words(entry))
        return parse_time(words, self.years) if words else When()

    def of_task(self, entry: Entry, title: str, doubts: list[ReadWarning]) -> tuple[When, str]:
        """The time of the row's task with what is above and in its title, and the words it was read from."""
        words = "; ".join(self._time_words(entry) or [cell.text for _, cell in self._marked_months(entry)])
        when = self.when(entry)
        if not words and entry.inherited is not None:
            when = entry.inherited
        if when.doubt:
            doubts.append(ReadWarning("time", f"Thời gian «{words}»: {when.doubt}.", "period", words=words))
        if entry.period and when.period is None:
            above = parse_time(entry.period, self.years)
            when = dataclasses.replace(when, period=above.period)
            words = words or entry.period
            if above.period is None:
                remark = f"Thời gian «{entry.period}» ở dòng trên: {above.doubt or 'chưa hiểu thời gian này'}."
                doubts.append(ReadWarning("time", remark, "period", words=entry.period))
        if when.due and self.years.first and not self._due_fits(when.due):
            doubts.append(
                ReadWarning("due_year", f"Ngày {when.due:%d/%m/%Y} không thuộc năm của kế hoạch.", "due", words=words)
            )
        if when.due is None and (not words or Column.TIME not in self.kinds):
            when = dataclasses.replace(when, due=title_deadline(title, self.years))
        return when, words

    def _due_fits(self, due: dt.date) -> bool:
        return self.years.holds(due.year) or (due.year == (self.years.first or 0) + 1 and due.month <= 3)

    def _filled(self, entry: Entry, kind: Column) -> Iterator[tuple[int, Cell]]:
        seen: set[int] = set()
        for k, cell in entry.cells.items():
            if self.kinds[k] is kind and cell.text and id(cell) not in seen:
                seen.add(id(cell))
                yield k, cell

    def _time_words(self, entry: Entry) -> list[str]:
        """The words of the time cells; a bare number takes the word of its head («Tháng» over «01»)."""
        return [named_by_head(to_para(cell.lines).text, self.heads[k]) for k, cell in self._filled(entry, Column.TIME)]

    def _marked_months(self, entry: Entry) -> list[tuple[int, Cell]]:
        return list(self._filled(entry, Column.MONTH))

    def _month_columns(self, marked: Sequence[tuple[int, Cell]]) -> When:
        codes = [period_of_head(self.heads[k]) or "" for k, _ in marked]
        if len(codes) > 1 and len(codes) == sum(kind is Column.MONTH for kind in self.kinds):
            return When("YEAR")
        if len(codes) > 1:
            named = ", ".join(squeeze(self.heads[k]) for k, _ in marked)
            return When(doubt=f"đánh dấu ở nhiều cột: {named}")
        text = marked[0][1].text
        day = re.fullmatch(r"\d{1,2}", text.strip()) if codes[0].startswith("M") else None
        due = parse_time(text, self.years).due
        return When(codes[0], due or (_date(self.years, int(codes[0][1:]), int(day.group())) if day else None))


def _date(years: Years, month: int, day: int) -> dt.date | None:
    year = years.of_month(month)
    try:
        return dt.date(year, month, day) if year else None
    except ValueError:
        return None
