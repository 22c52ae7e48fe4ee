"""Which issue of a report a printout is: its number, its day, and what it corrects."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Issue:
    """corrects: the number of the issue before and its day, of which `changes` tells what is other now."""

    number: int
    day: date
    corrects: int = 0
    corrected_day: date | None = None
    changes: str = ""

    @property
    def sentence(self) -> str:
        """What the first page says, in the active language (the report's own while it is printed)."""
        here = {"number": self.number, "day": date_format(self.day, "DATE_FORMAT")}
        if not self.corrects:
            return _("Issue %(number)s, %(day)s") % here
        before = {"before": self.corrects, "earlier": date_format(self.corrected_day, "DATE_FORMAT")}
        told = _("Issue %(number)s, %(day)s. Corrects issue %(before)s of %(earlier)s: %(changes)s")
        return told % {**here, **before, "changes": self.changes}
