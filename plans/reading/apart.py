"""Reading a file that came from outside in a process of its own: what a hostile file costs ends with that process.

A PDF of a thousand bytes can unpack to gigabytes, or draw so many rules that finding its tables takes hours. Text and
our own JSON of a plan's size are read at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from plans.reading import read_file
from plans.reading.results import Reading, Refused
from plans.reading.sniff import sniff

SECONDS = 20  # a web worker waits; the longest plan that is let in takes a few
MEMORY = 1024 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_AT_ONCE = ("text", "json")
_LONG = 200_000  # bytes: the plan of 2026 has 6,600; columns set by spaces take seconds beyond this


def read_apart(
    data: bytes, filename: str, known_units: Sequence[str] = (), *, seconds: int = SECONDS, memory: int = MEMORY
) -> Reading:
    """``read_file`` for an upload. Raises Refused, also for a file that takes too long or too much memory."""
    if sniff(data) in _AT_ONCE and len(data) <= _LONG:
        return read_file(data, filename, known_units)
    told = json.dumps({"name": filename, "known_units": list(known_units), "seconds": seconds, "memory": memory})
    try:
        child = subprocess.run(
            [sys.executable, "-m", "plans.reading"],
            input=told.encode() + b"\n" + data,
            capture_output=True,
            cwd=_ROOT,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_heavy() from error
    if child.returncode:
        raise _too_heavy()
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise Refused(*answer["refused"])
    return Reading.from_json(answer)


def _too_heavy() -> Refused:
    return Refused(
        "too_heavy",
        "Tệp này quá nặng, đọc mãi không xong. Hãy mở bằng Word, chỉ giữ phần kế hoạch, lưu thành .docx rồi tải lên "
        "lại.",
    )
