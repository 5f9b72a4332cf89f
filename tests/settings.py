"""The settings under test: ``config.settings`` as shipped, in an environment of its own.

No variable and no ``.env`` of the machine reaches a test but ``DATABASE_URL``, which chooses the database.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="tdkt-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("TDKT_") or name == "EMAIL_URL"]:
    del os.environ[_name]
os.environ |= {"TDKT_ENV_FILE": os.devnull, "TDKT_DATA_DIR": _folder}

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a real one takes most of a test's time
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # nothing is collected first
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
