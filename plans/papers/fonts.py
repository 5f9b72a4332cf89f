"""The one type face of the papers: Tinos from Debian's fonts-croscore, or the office's own Times New Roman.

Both have the same widths, so a paper breaks its lines alike with either (and with Word's Times New Roman).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from plans.errors import DomainError

DEBIAN_FOLDER = Path("/usr/share/fonts/truetype/croscore")
Style = tuple[str, str]  # CSS font-weight, font-style
_STYLES: tuple[Style, ...] = (("normal", "normal"), ("bold", "normal"), ("normal", "italic"), ("bold", "italic"))
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "Times New Roman": ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
    "Tinos": ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"),
}


class FontMissingError(DomainError):
    """The face of the papers is not on this machine; printing with another would shift every line."""


@dataclass(frozen=True, eq=False)  # one per folder, so its identity will do as a key
class Face:
    """A family under its true name, one file per style."""

    family: str
    files: Mapping[Style, Path]
    letters: frozenset[int]

    @property
    def folder(self) -> Path:
        return self.files[_STYLES[0]].parent

    def css(self) -> str:
        """``@font-face`` rules and the choice of the family for the whole paper."""
        rules = [
            f"@font-face{{font-family:'{self.family}';font-weight:{weight};font-style:{style};"
            f"src:url('{path.as_uri()}')}}"
            for (weight, style), path in self.files.items()
        ]
        return "\n".join([*rules, f"html,.paper{{font-family:'{self.family}'}}"])


def paper_face() -> Face:
    """The face to print with: from ``TDKT_FONT_DIR`` when set, else Debian's. FontMissingError says what to do."""
    return _face_in(Path(settings.FONT_DIR) if settings.FONT_DIR else DEBIAN_FOLDER)


@functools.lru_cache(maxsize=2)
def _face_in(folder: Path) -> Face:
    for family, names in _KNOWN.items():
        files = {style: folder.resolve() / name for style, name in zip(_STYLES, names, strict=True)}
        if all(path.is_file() for path in files.values()):
            return Face(family, files, _shared_letters(list(files.values())))
    if folder == DEBIAN_FOLDER:
        raise FontMissingError("Máy chủ thiếu phông chữ Tinos nên không in được. Cài gói: apt install fonts-croscore.")
    raise FontMissingError(
        f"Thư mục phông chữ {folder} (TDKT_FONT_DIR) phải có đủ {', '.join(_KNOWN['Times New Roman'])}, "
        "hoặc bỏ cài đặt này và cài gói: apt install fonts-croscore."
    )


def _shared_letters(files: list[Path]) -> frozenset[int]:
    """Code points that every style of the family can draw."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (comes with WeasyPrint, a third of a second: only when printing)

    maps = []
    for path in files:
        with TTFont(path, lazy=True) as font:
            maps.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*maps)
