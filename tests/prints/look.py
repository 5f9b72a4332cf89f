"""Looks at a finished PDF with poppler's tools and pdfplumber, never with the code that made it."""

from __future__ import annotations

import html
import io
import re
import subprocess
from dataclasses import dataclass

import pdfplumber

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 190 * MM, 20 * MM, 277 * MM


@dataclass(frozen=True)
class Word:
    """A word and its box in points from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def tool(name: str, *options: str, pdf: bytes) -> str:
    """Run a poppler tool on a PDF given at standard input."""
    done = subprocess.run([name, *options], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def info(pdf: bytes) -> dict[str, str]:
    """What pdfinfo says."""
    pairs = (line.split(":", 1) for line in tool("pdfinfo", "-", pdf=pdf).splitlines() if ":" in line)
    return {key: value.strip() for key, value in pairs}


def fonts(pdf: bytes) -> list[tuple[str, str, str]]:
    """(name without the subset's tag, embedded, maps to Unicode) of every font."""
    rows = [line.split() for line in tool("pdffonts", "-", pdf=pdf).splitlines()[2:]]
    return sorted((row[0].split("+")[-1], row[-5], row[-3]) for row in rows)


def pages(pdf: bytes) -> list[list[str]]:
    """The lines of every page as they stand, blank ones left out."""
    text = tool("pdftotext", "-layout", "-", "-", pdf=pdf)
    return [[line for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]


def flow(pdf: bytes) -> str:
    """All words in the order in which they were written, one space apart."""
    return " ".join(tool("pdftotext", "-raw", "-", "-", pdf=pdf).split())


def words(pdf: bytes) -> list[list[Word]]:
    """Every word of every page with its box."""
    found = []
    for page in tool("pdftotext", "-bbox", "-", "-", pdf=pdf).split("<page ")[1:]:
        boxes = re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', page)
        found.append(
            [Word(html.unescape(t), float(x0), float(y0), float(x1), float(y1)) for x0, y0, x1, y1, t in boxes]
        )
    return found


def rows(pdf: bytes) -> list[list[str]]:
    """The rows of all tables, cells with their line breaks."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        tables = [table for page in opened.pages for table in page.extract_tables()]
    return [[cell or "" for cell in row] for table in tables for row in table]


def one_line(text: str) -> str:
    """Words one space apart."""
    return " ".join(text.split())
