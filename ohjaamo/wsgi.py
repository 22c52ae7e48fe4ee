"""The web application for a WSGI server; without `manage.py serve` it gets the database ready itself."""

import os

from django.core.wsgi import get_wsgi_application

from ohjaamo import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohjaamo.settings")
if not os.environ.get("OHJAAMO_DATABASE_READY"):
    database.ensure()
application = get_wsgi_application()
