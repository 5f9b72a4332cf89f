"""What gunicorn and its two workers hold after they have served every measured page."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from plans.models import Plan
from tests.bench.pages import session_of
from tests.bench.seed import first_task

ROUNDS = 15


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kilobytes(pid: int) -> tuple[int, int]:
    """PSS and RSS of a process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    pss, rss = (re.search(rf"^{name}:\s+(\d+)", rollup, re.MULTILINE) for name in ("Pss", "Rss"))
    assert pss
    assert rss
    return int(pss[1]), int(rss[1])


def two_workers(plans: list[Plan]) -> tuple[str, str, str]:
    """PSS of the three processes together, started as ``.ci/serve`` starts them; their RSS in the note."""
    port = free_port()
    urls = [
        url
        for plan in plans
        for url in (
            reverse("plans:plan", args=[plan.pk]),
            reverse("plans:task", args=[first_task(plan).pk]),
            reverse("plans:home"),
        )
    ]
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of('thuongtruc', plans[0].year)}"
    command = ["config.wsgi", "--preload", "--workers", "2", "--no-control-socket", "--log-level", "error"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *command, "--bind", f"127.0.0.1:{port}"], env=os.environ.copy()
    )
    try:
        wait_for(port)
        for _ in range(ROUNDS):
            for url in urls:
                request = urllib.request.Request(f"http://127.0.0.1:{port}{url}", headers={"Cookie": cookie})
                urllib.request.urlopen(request, timeout=30).read()
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        sizes = [kilobytes(pid) for pid in (server.pid, *map(int, children))]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
    pss, rss = (sum(column) / 1024 for column in zip(*sizes, strict=True))
    return f"{pss:.0f} MB", "", f"PSS of {len(sizes)} processes, RSS {rss:.0f} MB; at most 200 MB"


def wait_for(port: int) -> None:
    """Until the server answers, ten seconds at most."""
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server does not answer")
