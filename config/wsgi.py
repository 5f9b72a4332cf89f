"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What stands after the start stays: full collections need not look at it again, ten milliseconds each time
gc.collect()
gc.freeze()
