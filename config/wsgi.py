"""The web server's way in."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Every page is loaded now, not with the first request: under gunicorn's --preload the workers then share it
_ = get_resolver().url_patterns

# What stands after the start stays: full collections need not look at it again, ten milliseconds each time
gc.collect()
gc.freeze()
