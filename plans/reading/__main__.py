"""The child of ``apart``: one line of JSON says how, the file follows; answers in JSON, or dies at its limits."""

from __future__ import annotations

import json
import resource
import sys

from plans.reading import read_file
from plans.reading.results import Refused


def main() -> None:
    """Read what stands on standard input, within the limits of its first line, and write the reading out."""
    told = json.loads(sys.stdin.buffer.readline())
    for kind, most in (
        (resource.RLIMIT_AS, told["memory"]),
        (resource.RLIMIT_CPU, told["seconds"]),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    try:
        answer = read_file(sys.stdin.buffer.read(), told["name"], told["known_units"]).to_json()
    except Refused as refusal:
        answer = {"refused": [refusal.code, str(refusal)]}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
