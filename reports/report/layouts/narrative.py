"""The table of contents of a Finnish final report of an employment project (Välke, 2011): ten parts and annexes."""

from django.utils.translation import gettext_lazy as _

from reports.report.layouts.base import Chapter, Layout, Repeat

SUMMARY = Chapter(
    "summary", "Tiivistelmä", "Sammandrag", "Summary", live=("key_figures",), numbered=False, new_page=True,
    children=(
        Chapter(
            "summary-goals", "Hankkeen tavoitteet", "Projektets mål", "Goals of the project",
            _("What the project set out to do, for whom, where and when. Half a page at most."), numbered=False,
        ),
        Chapter(
            "summary-activities", "Hankkeen toiminta", "Projektets verksamhet", "Activities of the project",
            _("What was done, in the order in which a young person meets it."), numbered=False,
        ),
        Chapter(
            "summary-added-value", "Hankkeen strateginen lisäarvo", "Projektets strategiska mervärde",
            "Strategic added value of the project",
            _("What the project brought that the basic services would not have brought."), numbered=False,
        ),
        Chapter(
            "summary-results", "Hankkeen tulokset ja jatkuvuus", "Projektets resultat och kontinuitet",
            "Results and continuity of the project",
            _("The main results with their numbers, and what goes on after the project."), numbered=False,
        ),
    ),
)  # fmt: skip
STARTING_POINT = Chapter(
    "starting-point", "Projektin lähtökohta, tavoitteet ja kohderyhmä", "Utgångspunkt, mål och målgrupp",
    "Starting point, goals, target group", new_page=True,
    children=(
        Chapter(
            "background", "Lähtökohta ja tavoitteet", "Utgångspunkt och mål", "Starting point and goals",
            _("The situation before the project, with figures and their sources, and the goals of the plan."),
            live=("series",),
        ),
        Chapter(
            "target-group", "Projektin kohderyhmä", "Målgrupp", "Target group",
            _("Whom the project was for, and who came. The ages of those who came stand beside your text."),
            live=("clients_by_age", "background"),
        ),
        Chapter(
            "sub-project", "Osahanke", "Delprojekt", "Sub-project",
            _("The sub-project: its task in the whole, its partners, its period."), repeat=Repeat.BESIDE,
        ),
    ),
)  # fmt: skip
IMPLEMENTATION = Chapter(
    "implementation", "Projektin toteutus ja yhteistyö", "Genomförande och samarbete",
    "Implementation and cooperation", new_page=True,
    children=(
        Chapter(
            "carrying-out", "Toteutus", "Genomförande", "Implementation",
            _("How the work was done: sites, opening hours, staff, methods, what changed on the way."),
            live=("visits_by_channel", "visits_by_site", "visits_by_month", "visits_by_theme", "visit_order",
                  "gatherings", "services", "summer_jobs", "housing", "profiles"),
            repeat=Repeat.BELOW,
            repeated=(("sv", "Genomförande per delprojekt"), ("en", "Implementation, per sub-project")),
        ),
        Chapter(
            "cooperation", "Yhteistyö", "Samarbete", "Cooperation",
            _("Who took part, how the network worked together, how young people were handed over between services."),
            live=("network", "referrals", "joint_events", "recruiting"), repeat=Repeat.BELOW,
            repeated=(("en", "Cooperation, per sub-project"),),
        ),
    ),
)  # fmt: skip
RESULTS = Chapter(
    "results", "Projektin tulokset", "Resultat", "Results", new_page=True,
    children=(
        Chapter(
            "quantitative", "Määrällisten tavoitteiden saavuttaminen", "Uppnådda kvantitativa mål",
            "Reaching of the quantitative targets",
            _("Explain the numbers: why a target was passed or missed, and what was done about it."),
            live=("intake_targets", "placements", "exits", "ways", "screening", "indicators"),
        ),
        Chapter(
            "development", "Kehittämistavoitteiden saavuttaminen", "Uppnådda utvecklingsmål",
            "Reaching of the development goals",
            _("Goal by goal: what was developed, tried, kept and dropped."),
            live=("developments", "development_days", "pilots", "feedback", "change"),
        ),
        Chapter(
            "costs", "Kustannukset ja palkkatuen käyttö", "Kostnader och lönesubvention",
            "Costs and use of wage subsidy",
            _("Costs by type against the budget, and how wage subsidy was used."), live=("subsidies",),
        ),
    ),
)  # fmt: skip
ANNEXES = tuple(
    Chapter(slug, fi, sv, en, guidance, live=live, annex=True, optional=not live, new_page=bool(live))
    for slug, fi, sv, en, guidance, live in (
        ("client-process", "Asiakasprosessi", "Klientprocess", "Client process",
         _("The young person's way through the service, step by step."), ()),
        ("cases", "Asiakas-caset ja työnantajayhteistyö", "Fall och arbetsgivare", "Cases and employers",
         _("Cases told so that nobody can be recognised, and work with employers."), ()),
        ("health-statistics", "Terveystilastoja", "Hälsostatistik", "Health statistics",
         _("Published statistics only, with their source; nothing of single persons."), ()),
        ("process-picture", "Asiakasprosessikuva", "Processbild", "Process picture",
         _("The way through the service as a picture, described in words for those who do not see it."), ()),
        ("ended-by-municipality", "Hankkeen päättäneet kunnittain", "Avslutade per kommun",
         "Those who ended, per municipality", _("The table is made by itself; add what the reader must know of it."),
         ("ended_by_municipality",)),
        ("group-coaching", "Ryhmävalmennus", "Gruppträning", "Group coaching",
         _("Programmes of the groups."), ()),
        ("model-example", "Toimintamalliesimerkki", "Modellexempel", "Model example",
         _("One model described so that others can take it up."), ()),
        ("forms", "Lomakkeita", "Blanketter", "Forms", _("Which forms were used, and for what."), ()),
        ("final-evaluation", "Loppuarviointi", "Slututvärdering", "Final evaluation",
         _("What the evaluation found."), ()),
    )
)  # fmt: skip

CHAPTERS = (
    SUMMARY,
    STARTING_POINT,
    IMPLEMENTATION,
    Chapter(
        "publicity", "Julkisuus ja tiedottaminen", "Offentlighet och information", "Publicity and communication",
        _("Where the project was seen: media, events, channels, materials, and how the funder was shown."),
        live=("publicity",),
    ),
    Chapter(
        "problems", "Ongelmat ja suositukset", "Problem och rekommendationer", "Problems and recommendations",
        _("What was difficult, how it was solved, and what you advise the next ones to do."), live=("problems",),
        repeat=Repeat.BELOW,
    ),
    RESULTS,
    Chapter(
        "innovation", "Projektin innovatiivisuus", "Innovativitet", "Innovativeness",
        _("What was new, and for whom."),
    ),
    Chapter(
        "equality", "Projektin tasa-arvovaikutukset", "Jämställdhetseffekter", "Gender-equality effects",
        _("Effects on equality. The genders of those who came stand beside your text."), live=("clients_by_gender",),
    ),
    Chapter(
        "good-practices", "Hyvät käytännöt", "God praxis", "Good practices",
        _("Practices that work, described so that another town can use them."),
    ),
    Chapter(
        "continuity", "Toiminnan jatkuvuus", "Verksamhetens kontinuitet", "Continuity",
        _("Who goes on with what, with which money and people."),
    ),
    *ANNEXES,
)  # fmt: skip

LAYOUT = Layout(
    label=_("Narrative report"),
    titles={"fi": "Loppuraportti", "sv": "Slutrapport", "en": "Final report"},
    description=_("The end-of-project report in ten chapters with annexes, sub-projects told apart."),
    chapters=CHAPTERS,
    order=10,
)
