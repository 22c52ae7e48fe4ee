"""What the cover shows: funder, project code, logos."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from network.codes import Programme
from reports.models import LogoSlot
from reports.report.checks.base import Finding, Material, Severity, page

# The funder's register numbers projects of the structural funds so: S20125, S12345.
_EURA = re.compile(r"[A-Z]\d{5,6}", re.IGNORECASE)


def funder(material: Material) -> Iterator[Finding]:
    """A project without the name of who pays it."""
    project = material.data.project
    if not project.funder.strip() and material.layout.cover:
        places = [page(project.name, "network:project_edit", project.pk)]
        why = _("The cover names who has paid for the project. Add it to the project's details.")
        yield Finding("funder", Severity.NOTICE, _("The funder is not named"), why, places)


def eura_code(material: Material) -> Iterator[Finding]:
    """A project of the structural funds whose code is not one of their register."""
    project = material.data.project
    if project.programme != Programme.OTHER and not _EURA.search(project.code):
        places = [page(project.name, "network:project_edit", project.pk, detail=project.code)]
        why = _("The funder knows the project by its code in EURA, such as S20125. Use it as the project's code.")
        yield Finding("eura_code", Severity.NOTICE, _("The project's code is not one of EURA"), why, places)


def logos(material: Material) -> Iterator[Finding]:
    """Empty places for logos on the cover."""
    missing = [slot for slot in LogoSlot if slot.value not in material.logos]
    if missing and material.layout.cover:
        project = material.data.project
        places = [page(slot.label, "reports:logo_edit", project.pk) for slot in missing]
        why = _("The cover has a place for it. Leave it empty only if there is none.")
        yield Finding("logos", Severity.NOTICE, _("A logo is missing on the cover"), why, places)
