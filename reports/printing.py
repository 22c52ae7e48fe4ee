"""The PDF of a long report that is still being written, made by a process of its own.

It lies in the data folder for a day, one for each report and language, and beside it a note of how far it is. Whoever
asks for it must have the right to the report at that moment.
"""

import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from network.access import acting_as, acting_as_system
from network.models import User
from reports import background
from reports.access import get_report_or_404
from reports.background import Watcher
from reports.models import LANGUAGE_CODES, FileKind
from reports.report.context import Printout, report_context
from reports.report.files import FILES
from reports.report.html import report_html

COMMAND = "report_pdf"
LOCK_CLASS = 1_846_203_119  # of the advisory locks; any number, but the same in every process
LONG = 45  # pages, about, from which nobody is kept waiting for the answer
KEPT = timedelta(days=1)
LETTERS = 7000  # of HTML on a page of a report, about
READ, LAID_OUT = 15, 65  # percent of the work
_INLINE = re.compile(r'src="data:[^"]*"')


@dataclass(frozen=True)
class Progress:
    """state: "none", "making", "ready", "failed". made_at: when a ready one was made."""

    state: str
    percent: int = 0
    made_at: datetime | None = None


@dataclass(frozen=True)
class DraftPdf:
    """The PDF of one report in one language, and where it lies."""

    report: int
    language: str

    @property
    def path(self) -> Path:
        return folder() / f"{self.report}-{self.language}.pdf"

    @property
    def note(self) -> Path:
        """How far it is; there is none before it is begun and after it is made."""
        return self.path.with_suffix(".json")

    @property
    def lock(self) -> int:
        return self.report * len(LANGUAGE_CODES) + LANGUAGE_CODES.index(self.language)

    @property
    def progress(self) -> Progress:
        try:
            note = json.loads(self.note.read_text())
        except FileNotFoundError:
            return self._made()
        gone = background.is_gone(LOCK_CLASS, self.lock, datetime.fromisoformat(note["begun"]))
        return Progress("failed" if note["failed"] or gone else "making", note["percent"])

    def _made(self) -> Progress:
        try:
            made = self.path.stat().st_mtime
        except FileNotFoundError:
            return Progress("none")
        return Progress("ready", 100, datetime.fromtimestamp(made, UTC))

    def tell(self, percent: int, *, failed: bool = False, begun: datetime | None = None) -> None:
        """Note how far it is; begun: when it is begun anew."""
        since = begun.isoformat() if begun else json.loads(self.note.read_text())["begun"]
        _write(self.note, json.dumps({"begun": since, "percent": percent, "failed": failed}).encode())

    def keep(self, content: bytes) -> None:
        """Store what was made."""
        _write(self.path, content)
        self.note.unlink(missing_ok=True)


def folder() -> Path:
    """Where the drafts' PDFs lie; nobody else on the machine may read them."""
    found = settings.DATA_DIR / "printed"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def about_pages(printout: Printout) -> int:
    """About how many pages of its own a report takes, without laying it out."""
    return len(_INLINE.sub("", report_html(printout))) // LETTERS


def start(draft: DraftPdf, by: User) -> None:
    """Begin to make it in a process of its own."""
    background.start(COMMAND, draft.report, draft.language, by.pk)


def work(report: int, language: str, user: int) -> None:
    """Make the PDF on behalf of who asked for it."""
    draft = DraftPdf(report, language)
    with Watcher(LOCK_CLASS, draft.lock) as watcher:
        if not watcher.alone or not draft.note.exists():
            return
        try:
            draft.keep(_made(draft, user))
        except Exception:
            draft.tell(0, failed=True)
            raise


def _made(draft: DraftPdf, user: int) -> bytes:
    with acting_as_system("draft as PDF"):
        by = User.objects.get(pk=user)
    with acting_as(by):
        printout = report_context(get_report_or_404(by, draft.report, draft.language), draft.language)
    draft.tell(READ)
    with override(draft.language), heard(draft.tell, about_pages(printout)):
        return FILES[FileKind.PDF](printout)


@contextmanager
def heard(tell: Callable[[int], None], pages: int) -> Iterator[None]:
    """Tells how many pages the PDF writer has laid out."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "Page" in record.msg and record.args:
                tell(READ + (LAID_OUT - READ) * min(record.args[0], pages) // max(pages, 1))

    ear, logger = Ear(), logging.getLogger("weasyprint.progress")
    before = logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.level, logger.propagate = before


def forget_old(now: datetime | None = None) -> int:
    """Delete what is older than KEPT; how many files that were."""
    before = ((now or timezone.now()) - KEPT).timestamp()
    old = [path for path in folder().iterdir() if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _write(path: Path, content: bytes) -> None:
    """Put a file there whole or not at all, readable for us alone."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    half.replace(path)
