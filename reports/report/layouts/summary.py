"""One page for the steering group: six key figures, the targets, one chart, three short texts."""

from django.utils.translation import gettext_lazy as _

from reports.report.layouts.base import Chapter, Layout

CHAPTERS = (
    Chapter(
        "situation", "Missä mennään", "Läget just nu", "Where we are",
        _("Two or three sentences, 40 words at most: the report has to fit on one page."),
        live=("six_figures",), numbered=False,
    ),
    Chapter(
        "targets", "Tavoitteet ja tulokset", "Mål och resultat", "Targets and results",
        _("What is on the way and what is not, in one or two sentences."),
        live=("targets_at_a_glance", "visits_by_month"), numbered=False,
    ),
    Chapter(
        "next", "Mitä seuraavaksi", "Vad händer härnäst", "What next",
        _("What is done next, and what the steering group has to decide. 40 words at most."), numbered=False,
    ),
)  # fmt: skip

LAYOUT = Layout(
    label=_("One-page summary"),
    titles={
        "fi": "Tilannekatsaus ohjausryhmälle",
        "sv": "Lägesöversikt för styrgruppen",
        "en": "Summary for the steering group",
    },
    description=_("One page for the steering group: six key figures, targets, one chart, three short texts."),
    chapters=CHAPTERS,
    order=50,
    covers_project=False,
    cover=False,
    contents=False,
    pages=1,
)
