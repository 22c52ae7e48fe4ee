"""Gunicorn's configuration (`gunicorn -c python:ohjaamo.web_server ohjaamo.wsgi`)."""

import os

from ohjaamo.supervisor import end_with_parent

bind = f"{os.environ.get('OHJAAMO_BIND') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = 2
threads = 4
# The workers share what is read once; each reading all pages by itself takes seconds of every start.
preload_app = True
timeout = 120  # seconds; a report as PDF or a large import may take a while
graceful_timeout = 5
# No access log: addresses may tell more than they should. Errors go to standard error.
accesslog = None
loglevel = "warning"
control_socket_disable = True


def on_starting(server) -> None:
    """Ends with `manage.py serve` even when that is killed (Linux)."""
    end_with_parent()
