"""`make lock`: resolve pyproject.toml anew and write uv.lock without the name of any registry.

uv writes into its lock the registry of the machine that locked. Ours says only which files, with their hashes; where
they come from is the business of the machine that installs. So every registry becomes the folder ``.wheelhouse``, and
every download address the bare name of its file.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = re.compile(r'(source = \{ registry = )"[^"]*"')
FILE = re.compile(r'\{ (?:url|path) = "[^"]*?([^/"]+)"')


def without_hosts(lock: str) -> str:
    """``lock`` with every registry and address replaced."""
    return FILE.sub(r'{ path = "\1"', REGISTRY.sub(r'\1".wheelhouse"', lock))


def main(upgrade: bool) -> None:
    """Lock in a folder aside; with ``upgrade`` take the newest versions that pyproject.toml allows."""
    kept = ROOT / "uv.lock"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "pyproject.toml", folder)
        if kept.exists() and not upgrade:
            shutil.copy(kept, folder)
        subprocess.run([ROOT / ".venv/bin/uv", "lock", "--directory", folder], check=True)  # noqa: S603 (our own uv)
        kept.write_text(without_hosts((Path(folder) / "uv.lock").read_text()))


if __name__ == "__main__":
    main(upgrade="--upgrade" in sys.argv)
