"""Static files that are not in the project: Bootstrap from its package, and the screen font made of its package."""

from __future__ import annotations

import abc
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bootstrap_wrapper
import fontpkg_be_vietnam_pro
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

# The style sheet's .map stays: the manifest storage fails on a sourceMappingURL that leads nowhere
BOOTSTRAP_FILES = ("css/bootstrap.min.css", "css/bootstrap.min.css.map")

LICENCE = "OFL.txt"
SCREEN_FACES = {  # made file: the package's file
    "be-vietnam-pro-400.woff2": "BeVietnamPro-Regular.ttf",
    "be-vietnam-pro-400-italic.woff2": "BeVietnamPro-Italic.ttf",
    "be-vietnam-pro-600.woff2": "BeVietnamPro-SemiBold.ttf",
    "be-vietnam-pro-700.woff2": "BeVietnamPro-Bold.ttf",
}
FIGURE_FACES = {
    "tdkt-figures-400.woff2": "BeVietnamPro-Regular.ttf",
    "tdkt-figures-600.woff2": "BeVietnamPro-SemiBold.ttf",
    "tdkt-figures-700.woff2": "BeVietnamPro-Bold.ttf",
}
FIGURE_ADVANCE = 660  # of 1000; the widest figure of the font is 676 with its side bearings


class FolderFinder(BaseFinder, abc.ABC):
    """The named ``files`` of one folder, under ``prefix``."""

    prefix: str
    files: Iterable[str]

    @abc.abstractmethod
    def folder(self) -> Path:
        """Where the files stand, made first when they have to be."""

    def storage(self) -> FileSystemStorage:
        storage = FileSystemStorage(location=self.folder())
        storage.prefix = self.prefix  # type: ignore[attr-defined]  # read by collectstatic
        return storage

    def check(self, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG002 (Django's signature)
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: ARG002 (Django's signature)
        name = path.removeprefix(f"{self.prefix}/")
        found = [str(self.folder() / name)] if name != path and name in self.files else []
        return found[0] if found and not find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        storage = self.storage()
        return [(name, storage) for name in self.files if not matches_patterns(name, list(ignore_patterns or ()))]


class BootstrapFinder(FolderFinder):
    """Bootstrap's style sheet. Its script is left out: ``details`` does what this product needs."""

    prefix = "bootstrap"
    files = BOOTSTRAP_FILES

    def folder(self) -> Path:
        return Path(bootstrap_wrapper.get_bootstrap_dir())


class FontFinder(FolderFinder):
    """Be Vietnam Pro as WOFF2, and a face of its figures alone, all of one width (the font itself has none)."""

    prefix = "fonts"
    files = (*SCREEN_FACES, *FIGURE_FACES, LICENCE)

    def folder(self) -> Path:
        folder = Path(settings.DATA_DIR) / "fonts"
        if not all((folder / name).is_file() for name in self.files):
            make_fonts(folder)
        return folder


def make_fonts(folder: Path) -> None:
    """Write the faces and their licence into ``folder``; each file appears whole or not at all."""
    package = Path(fontpkg_be_vietnam_pro.__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        bench = Path(name)
        for made, source in SCREEN_FACES.items():
            _write_screen_face(package / "files" / source, bench / made)
        for made, source in FIGURE_FACES.items():
            _write_figure_face(package / "files" / source, bench / made)
        shutil.copyfile(package / "LICENSE", bench / LICENCE)
        for path in bench.iterdir():
            os.replace(path, folder / path.name)


def _write_screen_face(source: Path, target: Path) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (a third of a second, only when the faces are made)

    with TTFont(source) as font:
        font.flavor = "woff2"
        font.save(target)


def _write_figure_face(source: Path, target: Path) -> None:
    """Keep 0–9 of ``source``, each in the middle of one advance; kerning would undo it and is dropped."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 (as above)
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (as above)

    with TTFont(source) as font:
        subsetter = Subsetter(Options(hinting=False, notdef_outline=True, drop_tables=["GPOS", "GSUB", "GDEF", "DSIG"]))
        subsetter.populate(text="0123456789")
        subsetter.subset(font)
        cmap, glyphs, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
        advance = FIGURE_ADVANCE * font["head"].unitsPerEm // 1000
        for code in range(ord("0"), ord("9") + 1):
            name = cmap[code]
            glyph = glyphs[name]
            shift = (advance - (glyph.xMax - glyph.xMin)) // 2 - glyph.xMin
            glyph.coordinates.translate((shift, 0))
            glyph.recalcBounds(glyphs)
            metrics[name] = (advance, glyph.xMin)
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                record.string = "TDKT Figures"
        font.flavor = "woff2"
        font.save(target)
