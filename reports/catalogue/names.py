"""What the parts of a path are called that are no codes of a list: Ohjaamos, municipalities, projects, profiles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.codes import language_name
from network.models import Municipality
from reports.figures import Scope

NOWHERE = "none"  # stands in a path where the figures have an empty name
NOT_GIVEN = "not_given"


@dataclass(frozen=True)
class Names:
    """Names by what stands in the figures: sites by key, towns and projects by code; without one it is shown as it is.

    profiles: client profiles by number, which the figures themselves name.
    """

    sites: Mapping[str, str] = field(default_factory=dict)
    municipalities: Mapping[str, str] = field(default_factory=dict)
    projects: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, scope: Scope) -> "Names":
        """The names of a scope; one query."""
        return cls(
            sites={site.key: site.name for site in scope.sites},
            municipalities={town.code: town.name for town in Municipality.objects.all()},
            projects={project.code: project.name for project in scope.projects},
        )

    def of_kind(self, kind: str) -> Callable[[str], str]:
        """What a part of a path of this kind is called, by a function of it."""
        return getattr(self, f"_{kind}")

    def _site(self, key: str) -> str:
        return self.sites.get(key, key)

    def _municipality(self, code: str) -> str:
        return self.municipalities.get(code, code) or _("Not given")

    def _area(self, name: str) -> str:
        return name or _("Outside the areas")

    def _month(self, key: str) -> str:
        year, month = map(int, key.split("-"))
        return date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")

    def _language(self, code: str) -> str:
        return _("Not given") if code == NOT_GIVEN else language_name(code)

    def _profile(self, key: str) -> str:
        return self.profiles.get(key, key) or _("Without a profile")

    def _text(self, words: str) -> str:
        return words or "–"
