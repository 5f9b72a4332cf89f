"""The settings under test: ``config.settings`` as shipped, in an environment of its own.

No variable and no ``.env`` of the machine reaches a test but ``DATABASE_URL``, which chooses the database, and
``TDKT_TEST_READY``, a data folder with the fonts and a migrated database that ``.ci/test`` made for all processes.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="tdkt-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
_ready = os.environ.get("TDKT_TEST_READY")
for _name in [name for name in os.environ if name.startswith("TDKT_") or name == "EMAIL_URL"]:
    if _name != "TDKT_TEST_READY":
        del os.environ[_name]
os.environ |= {"TDKT_ENV_FILE": os.devnull, "TDKT_DATA_DIR": _folder, "TDKT_BACKUP_DIR": ""}

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a real one takes most of a test's time
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # nothing is collected first
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

READY_DATABASE = None  # a migrated SQLite file
if _ready:
    Path(_folder, "fonts").symlink_to(Path(_ready, "fonts"))
    READY_DATABASE = Path(_ready, "tdkt.sqlite3")
    if "postgresql" in DATABASES["default"]["ENGINE"]:  # noqa: F405
        DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}  # noqa: F405
