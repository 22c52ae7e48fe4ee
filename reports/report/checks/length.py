"""Whether a report that has to fit on so many pages does."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.checks.base import Finding, Material, Severity
from reports.report.context import report_context
from reports.report.html import report_html
from reports.report.pdf import page_count


def pages(material: Material) -> Iterator[Finding]:
    """Too many pages for the layout; only then is it laid out, which takes a moment."""
    most = material.layout.pages
    if not most:
        return
    printout = report_context(material.report, material.language, material.data)
    count = page_count(report_html(replace(printout, attached=())))
    if count > most:
        numbers = {"count": count, "most": most}
        title = ngettext("The report takes %(count)d page", "The report takes %(count)d pages", count) % numbers
        why = _("Pages allowed in this layout: %(most)d. Shorten the texts.") % numbers
        places = [material.place(one) for one in material.with_text]
        yield Finding("pages", Severity.ERROR, title, why, places)
