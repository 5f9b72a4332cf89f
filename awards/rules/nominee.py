"""A nominee as letters, lists and packs show it: who, for what, and what the records hold. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Given:
    """A title or commendation in the record."""

    year: int
    name: str
    is_title: bool
    number: str = ""
    decided_on: dt.date | None = None

    @property
    def words(self) -> str:
        """ "Chiến sĩ thi đua cơ sở năm 2024 (Quyết định số 12/QĐ-SNgV)"."""
        decision = f" (số {self.number})" if self.number else ""
        return f"{self.name} năm {self.year}{decision}"


@dataclass(frozen=True, slots=True)
class Work:
    """A recognised initiative or accepted research in the record."""

    year: int
    name: str
    number: str = ""

    @property
    def words(self) -> str:
        decision = f" (công nhận: số {self.number})" if self.number else ""
        return f"“{self.name}”, năm {self.year}{decision}"


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nomination with the record of its person or unit. ``pk`` is the nomination's."""

    pk: int
    name: str
    is_unit: bool
    position: str
    unit: str
    honour: str
    code: str
    is_title: bool
    year: int
    kind: str
    achievement: str
    sex: str = ""
    birth_date: dt.date | None = None
    ratings: tuple[tuple[int, str], ...] = ()
    awards: tuple[Given, ...] = ()
    works: tuple[Work, ...] = ()
    received_on: dt.date | None = None  # for appraisal: whose day decides which law asks for what

    @property
    def who(self) -> str:
        """ "Nguyễn Văn A, Chuyên viên, Phòng Lãnh sự"."""
        return ", ".join(part for part in (self.name, self.position, "" if self.is_unit else self.unit) if part)

    @property
    def titles(self) -> tuple[Given, ...]:
        return tuple(one for one in self.awards if one.is_title)

    @property
    def commendations(self) -> tuple[Given, ...]:
        return tuple(one for one in self.awards if not one.is_title)

    @property
    def rating_words(self) -> str:
        """ "2024: Hoàn thành xuất sắc nhiệm vụ; 2025: …", the oldest first; empty where none is on file."""
        return "; ".join(f"{year}: {level}" for year, level in self.ratings)
