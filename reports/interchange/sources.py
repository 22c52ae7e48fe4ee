"""Opening whatever the sender has: a folder, a .zip or an .xlsx."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext_noop as _

from .problems import SourceError
from .readers import Source, open_archive, open_folder, open_zip
from .sheets import open_workbook


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """The tables at `path`. Raises SourceError, whose reason is for the sender."""
    if path.is_dir():
        yield open_folder(path)
    elif not path.is_file():
        raise SourceError(_("there is no such file or folder"))
    elif path.suffix.lower() == ".zip":
        with open_archive(path) as archive:
            yield open_zip(archive)
    elif path.suffix.lower() == ".xlsx":
        with open_workbook(path) as source:
            yield source
    else:
        raise SourceError(_("it is neither a folder nor a .zip nor an .xlsx"))
