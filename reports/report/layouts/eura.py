"""The headings of the public description of a project that has ended (the structural funds' own form)."""

from django.utils.translation import gettext_lazy as _

from reports.report.layouts.base import Chapter, Layout

CHAPTERS = (
    Chapter(
        "general", "Yleistiedot hankkeesta", "Allmän information", "General information", new_page=True,
        children=(
            Chapter(
                "team", "Projektitiimi", "Projektteam", "Project team",
                _("Roles with their shares of working time and years. No names are needed."), live=("project_team",),
            ),
            Chapter("facts", "Tietoja hankkeesta", "Information om projektet", "About the project", live=("facts",)),
        ),
    ),
    Chapter(
        "short-description", "Lyhyt selostus hankkeesta", "Kort beskrivning", "Short description",
        _("The project in half a page, for somebody who has never heard of it."), live=("key_figures",),
    ),
    Chapter(
        "outcomes", "Tulokset", "Resultat", "Results",
        _("What was reached, with numbers. The figures stand beside your text and are printed after it."),
        live=("visits_by_month", "clients_by_age", "clients_by_gender", "background", "intake_targets", "placements",
              "exits", "ways", "screening", "feedback", "change", "indicators", "ended_by_municipality", "series"),
    ),
    Chapter(
        "solution", "Ratkaisun kuvaus", "Beskrivning av lösningen", "Description of the solution",
        _("What the solution consists of: place, people, way of working."),
    ),
    Chapter(
        "practices", "Hyvät käytännöt", "God praxis", "Good practices",
        _("Practices that work, described so that another town can use them."),
    ),
    Chapter(
        "transfer", "Hyvän käytännön siirtotapa", "Sätt att sprida god praxis", "How the practice is transferred",
        _("How others can take it over: materials, training, visits."),
    ),
    Chapter(
        "transferred", "Onko malli siirretty?", "Har modellen spridits?", "Has the model been transferred?",
        _("Yes or no, and where to."),
    ),
    Chapter(
        "room", "Kehittymisen paikat", "Utvecklingsbehov", "Room for development",
        children=(
            Chapter("before", "Ennen hanketta", "Före projektet", "Before the project",
                    _("What was lacking before the project.")),
            Chapter("after", "Hankkeen jälkeen", "Efter projektet", "After the project",
                    _("What still has to be developed.")),
        ),
    ),
    Chapter(
        "ways", "Toimintatavat", "Arbetssätt", "Ways of working",
        _("Channels, groups, events and themes of the daily work."),
        live=("visits_by_channel", "gatherings", "visits_by_theme", "services", "summer_jobs", "housing", "profiles",
              "pilots", "development_days"),
    ),
    Chapter(
        "parties", "Eri tahojen merkitys", "Parternas betydelse", "Meaning of each party",
        children=(
            Chapter("party-team", "Projektitiimi", "Projektteam", "Team", _("What the team meant for the result."),
                    live=("project_team",)),
            Chapter("party-implementer", "Hankkeen toteuttajaorganisaatio", "Projektets genomförande organisation",
                    "Implementer", _("What the implementing organisation meant for the result.")),
            Chapter("party-partners", "Kumppanit", "Partner", "Partners",
                    _("What the partners meant for the result."),
                    live=("network", "referrals", "joint_events", "recruiting", "subsidies")),
            Chapter("party-funder", "Rahoittaja", "Finansiär", "Funder", _("What the funder meant for the result.")),
            Chapter("party-steering", "Ohjausryhmä", "Styrgrupp", "Steering group",
                    _("What the steering group meant for the result."), live=("steering",)),
        ),
    ),
)  # fmt: skip

LAYOUT = Layout(
    label=_("EURA description"),
    titles={"fi": "Hankkeen loppukuvaus", "sv": "Slutbeskrivning av projektet", "en": "Final project description"},
    description=_("The short public description that the funder's form asks for."),
    chapters=CHAPTERS,
    order=20,
)
