"""WSGI entry point for any server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccgdash.settings")

site = get_wsgi_application()

from ccgdash.http.front import Front  # noqa: E402 -- it needs the settings

application = Front(site)
