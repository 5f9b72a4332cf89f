"""The style sheets, the script and the fonts as they go over the wire."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from fontTools.ttLib import TTFont
from pytest_django.fixtures import Settings as SettingsWrapper

from config.finders import BOOTSTRAP_FILES, FIGURE_FACES, SCREEN_FACES, BootstrapFinder, FontFinder

ROOT = Path(__file__).resolve().parents[2]
# sha384 of version 5.3.8 as its makers publish it
BOOTSTRAP = "sRIl4kxILFvY47J16cr9ZwB07vP4J8+LH7qKQnuqkuIAvNWLzeN8tE5YBujZqJLB"
PAGE_BUDGET = 80 * 1024
SHEETS = [path for path in sorted((ROOT / "static" / "css").glob("*.css")) if path.name != "paper.css"]
OWN_SHEETS = [path for path in SHEETS if path.name != "tokens.css"]
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
MARKS = "0123456789.,:;!?()/%+-–“”‘’…§°²·"


def found(path: str) -> Path:
    place = finders.find(path)
    assert place, path
    return Path(place)


def rules(sheet: Path) -> list[tuple[str, str]]:
    """Selector and declarations of every innermost rule."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    return [(selector.strip(), body) for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text)]


def test_bootstrap_is_the_published_file() -> None:
    digest = hashlib.sha384(found("bootstrap/css/bootstrap.min.css").read_bytes()).digest()
    assert base64.b64encode(digest).decode() == BOOTSTRAP


def test_finders_give_only_their_own_files() -> None:
    assert [name for name, _ in BootstrapFinder().list([])] == list(BOOTSTRAP_FILES)
    assert {name for name, _ in FontFinder().list(["*.txt"])} == {*SCREEN_FACES, *FIGURE_FACES}
    assert finders.find("bootstrap/js/bootstrap.bundle.min.js") is None
    assert finders.find("fonts/../secret-key") is None


@pytest.mark.parametrize("name", SCREEN_FACES)
def test_screen_faces_have_every_vietnamese_letter(name: str) -> None:
    with TTFont(found(f"fonts/{name}")) as font:
        letters = {ord(letter) for letter in VIETNAMESE + VIETNAMESE.upper() + MARKS}
        assert letters - set(font.getBestCmap()) == set()
        assert font.flavor == "woff2"


@pytest.mark.parametrize("name", FIGURE_FACES)
def test_figures_are_all_of_one_width(name: str) -> None:
    with TTFont(found(f"fonts/{name}")) as font:
        glyphs = font.getBestCmap()
        assert sorted(map(chr, glyphs)) == list("0123456789")
        assert {font["hmtx"][glyph][0] for glyph in glyphs.values()} == {660}
        assert {"GPOS", "GSUB", "kern"} & set(font.keys()) == set()


def test_the_licence_stands_beside_the_fonts() -> None:
    assert "SIL Open Font License" in found("fonts/OFL.txt").read_text()


def test_everything_named_in_a_style_sheet_can_be_collected(settings: SettingsWrapper, tmp_path: Path) -> None:
    """The manifest storage refuses a url() that leads nowhere."""
    settings.STATIC_ROOT = tmp_path
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}
    call_command("collectstatic", interactive=False, verbosity=0)
    collected = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"staticfiles.json", "css/app.css", "fonts/OFL.txt", "bootstrap/css/bootstrap.min.css"} <= collected


@pytest.mark.parametrize("path", ["/tai-khoan/", "/khong-co-trang-nay/"])
def test_sheets_and_scripts_of_a_page_fit_the_budget(client_for: Callable[[str], Client], path: str) -> None:
    html = client_for("standing").get(path).content.decode()
    names = re.findall(r'(?:<link rel="stylesheet" href|<script src)="/static/([^"?]+)', html)
    sizes = {name: len(gzip.compress(found(name).read_bytes(), 9)) for name in names}
    assert len(sizes) == 7
    assert sum(sizes.values()) <= PAGE_BUDGET, sizes


def test_red_is_overdue_and_nothing_else() -> None:
    astray = [
        f"{sheet.name}: {selector}"
        for sheet in OWN_SHEETS
        for selector, body in rules(sheet)
        if re.search(r"--(red|overdue)|\bred\b|--bs-(red|danger)", body) and "late" not in selector
    ]
    assert astray == []


def test_components_use_tokens_and_no_colours_of_their_own() -> None:
    raw = re.compile(r"#(?!(?:fff|000)\b)[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?)\((?!255 255 255|31 103 189)")
    astray = [
        f"{sheet.name}: {selector}" for sheet in OWN_SHEETS for selector, body in rules(sheet) if raw.search(body)
    ]
    assert astray == []


def tokens() -> dict[str, str]:
    """Every token with its colour, references followed."""
    text = (ROOT / "static" / "css" / "tokens.css").read_text()
    root = text[text.index(":root") : text.index("--font-screen")]
    values = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6}|var\(--[\w-]+\))", root))
    while any(value.startswith("var") for value in values.values()):
        values = {name: values.get(value[6:-1], value) for name, value in values.items()}
    return values


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


TEXT_PAIRS = [
    *(
        (text, ground)
        for text in ("ink-900", "ink-700", "ink-600", "ink-500")
        for ground in ("surface", "sunken", "ground")
    ),
    *(("work", ground) for ground in ("surface", "ground", "blue-50", "orange-50", "sunken")),
    ("work-strong", "work-soft"),
    ("await", "await-soft"),
    ("done", "done-soft"),
    ("attend", "attend-soft"),
    ("attend", "orange-50"),
    ("honour-ink", "honour-soft"),
    ("idle", "idle-soft"),
    ("overdue", "surface"),
    ("overdue", "ground"),
    ("overdue", "blue-50"),
    ("blue-200", "blue-900"),
    ("surface", "work"),
    ("surface", "ink-700"),
    ("blue-900", "surface"),
]
SHAPE_PAIRS = [
    *(("line-control", ground) for ground in ("surface", "sunken", "ground")),
    ("focus", "surface"),
    ("attend-fill", "surface"),
    ("overdue-fill", "surface"),
    ("done-fill", "surface"),
    ("honour-mark", "honour-soft"),
    ("ink-400", "surface"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out(text: str, ground: str) -> None:
    colours = tokens() | {"focus": tokens()["blue-600"]}
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_stand_out(shape: str, ground: str) -> None:
    colours = tokens() | {"focus": tokens()["blue-600"]}
    assert contrast(colours[shape], colours[ground]) >= 3
