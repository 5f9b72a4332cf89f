"""What `make run` does to the data before the app starts, in one process so that a second start is quick.

Migrations, the cache's table, the screen font and, with ``--sample``, the sample office: each does nothing when it is
already there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
call_command("migrate", interactive=False, verbosity=0)
call_command("createcachetable", verbosity=0)
finders.find("fonts/OFL.txt")  # makes the font files, so that the first page need not wait for them
if "--sample" in sys.argv:
    try:
        call_command("load_sample")
    except CommandError as refusal:
        sys.exit(str(refusal))
