"""The time of one table row: its time cells, its month columns, the period row above it, a date in its title."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.reading.cell_text import title_deadline
from plans.reading.columns import Column, month_of
from plans.reading.families import Entry
from plans.reading.layout import Cell, to_para
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
            when = dataclasses.replace(when, period=parse_time(entry.period, self.years).period)
            words = words or entry.period
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

    def _month_columns(self, months: Sequence[tuple[int, Cell]]) -> When:
        numbers = [month_of(self.heads[k]) or 0 for k, _ in months]
        if len(numbers) > 1:
            return When(doubt="đánh dấu ở nhiều tháng: " + ", ".join(f"{number:02}" for number in numbers))
        text = months[0][1].text
        day = re.fullmatch(r"\d{1,2}", text.strip())
        due = parse_time(text, self.years).due
        return When(f"M{numbers[0]:02}", due or (_date(self.years, numbers[0], int(day.group())) if day else None))


def _date(years: Years, month: int, day: int) -> dt.date | None:
    year = years.of_month(month)
    try:
        return dt.date(year, month, day) if year else None
    except ValueError:
        return None
