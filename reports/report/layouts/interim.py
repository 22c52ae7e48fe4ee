"""The report on a part of a project's time: what was done, how far the targets are, what changed, what comes next."""

from django.utils.translation import gettext_lazy as _

from reports.report.layouts.base import Chapter, Layout, Repeat

CHAPTERS = (
    Chapter(
        "summary", "Tiivistelmä", "Sammandrag", "Summary",
        _("The period in half a page: what was done, what came of it, what it means for the rest of the project."),
        live=("key_figures",), numbered=False, new_page=True,
    ),
    Chapter(
        "done", "Toteutus raportointikaudella", "Genomförande under perioden", "What was done in the period",
        new_page=True,
        children=(
            Chapter(
                "activities", "Toiminta", "Verksamhet", "Activities",
                _("What was done in the period, in the order in which a young person meets it."),
                live=("visits_by_month", "visits_by_channel", "visits_by_theme", "gatherings"), repeat=Repeat.BELOW,
                repeated=(("fi", "Toiminta osahankkeittain"), ("sv", "Verksamhet per delprojekt"),
                          ("en", "Activities, per sub-project")),
            ),
            Chapter(
                "participants", "Ketä toiminta tavoitti", "Vilka verksamheten nådde", "Who was reached",
                _("Who came, who was hard to reach, and what was done about it."),
                live=("clients_by_age", "clients_by_gender"),
            ),
            Chapter(
                "cooperation", "Yhteistyö ja verkosto", "Samarbete och nätverk", "Cooperation and network",
                _("New partners, how the network worked together, how young people were handed over."),
                live=("network", "referrals"),
            ),
            Chapter(
                "publicity", "Viestintä", "Kommunikation", "Communication",
                _("Where the project was seen in the period, and how the funder was shown."), live=("publicity",),
            ),
        ),
    ),
    Chapter(
        "results", "Tulokset suhteessa tavoitteisiin", "Resultat i förhållande till målen",
        "Results against the targets", new_page=True,
        children=(
            Chapter(
                "quantitative", "Määrälliset tavoitteet", "Kvantitativa mål", "Quantitative targets",
                _("Explain the numbers: what is ahead of the targets, what is behind, and why."),
                live=("intake_targets", "placements", "ways", "indicators"),
            ),
            Chapter(
                "development", "Kehittämistavoitteet", "Utvecklingsmål", "Development goals",
                _("Goal by goal: how far it is, and what was tried."), live=("developments", "pilots", "feedback"),
            ),
        ),
    ),
    Chapter(
        "deviations", "Poikkeamat suunnitelmasta", "Avvikelser från planen", "Deviations from the plan",
        _("What did not go as planned in time, costs or content, why, and what is done about it."),
        live=("problems",),
    ),
    Chapter(
        "next-steps", "Seuraavan kauden toimenpiteet", "Åtgärder under nästa period", "Next steps",
        _("What is done next, by whom and by when; what the steering group has to decide."),
    ),
)  # fmt: skip

LAYOUT = Layout(
    label=_("Interim report"),
    titles={"fi": "Väliraportti", "sv": "Mellanrapport", "en": "Interim report"},
    description=_("A part of the project's time: what was done, results so far against the targets, next steps."),
    chapters=CHAPTERS,
    order=30,
    covers_project=False,
)
