"""The web application for a WSGI server; without `manage.py serve` it gets the database ready itself."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from ohjaamo import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohjaamo.settings")
if not os.environ.get("OHJAAMO_DATABASE_READY"):
    database.ensure()
application = get_wsgi_application()
# All pages are read now, not by the first visitor.
pages = get_resolver().url_patterns
