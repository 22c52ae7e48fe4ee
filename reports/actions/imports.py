"""Imports in the browser: upload, confirm, cancel. The work itself is done in reports/interchange/background.py."""

import os
import uuid
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from network.models import User
from reports.interchange import background
from reports.models import OPEN, ImportRun, ImportState

KEPT = timedelta(days=7)  # an upload that nobody confirms


@transaction.atomic
def upload(*, by: User, file: UploadedFile) -> ImportRun:
    """Keep the file where only the service can read it, and have it checked in the background."""
    forget_old()
    run = ImportRun.objects.create(user=by, file_name=file.name[:200], path=str(_keep(file)))
    transaction.on_commit(partial(background.start, run))
    return run


@transaction.atomic
def confirm(*, run: ImportRun) -> bool:
    """Have a checked upload written. A second confirmation does nothing; says whether this one did something."""
    return _begin(run, {ImportState.CHECKED}, ImportState.IMPORTING)


@transaction.atomic
def begin_again(*, run: ImportRun) -> bool:
    """Check anew an upload whose process was stopped or failed; says whether there was one to begin again."""
    stopped = {run.state} if background.is_interrupted(run) else {ImportState.FAILED}
    return _begin(run, stopped, ImportState.CHECKING)


@transaction.atomic
def cancel(*, run: ImportRun) -> bool:
    """End an open run and delete its file; a process that is working on it stops and writes nothing."""
    fields = {"state": ImportState.CANCELLED, "finished_at": timezone.now()}
    ended = ImportRun.objects.filter(pk=run.pk, state__in=OPEN).update(**fields)
    if ended:
        transaction.on_commit(partial(Path(run.path).unlink, missing_ok=True))
    return bool(ended)


def forget_old() -> None:
    """Cancel uploads that nobody has come back to."""
    for run in ImportRun.objects.filter(state__in=OPEN, started_at__lt=timezone.now() - KEPT):
        cancel(run=run)


def _begin(run: ImportRun, states: set[str], state: ImportState) -> bool:
    """Bring the run from one of `states` to `state` and start its process, once."""
    fields = {"state": state, "started_at": timezone.now(), "done_rows": 0}
    begun = ImportRun.objects.filter(pk=run.pk, state__in=states).update(**fields)
    if begun:
        transaction.on_commit(partial(background.start, run))
    return bool(begun)


def _keep(file: UploadedFile) -> Path:
    folder = settings.DATA_DIR / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{uuid.uuid4().hex}{Path(file.name).suffix.lower()}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    return path
