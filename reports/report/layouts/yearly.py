"""The yearly report of an Ohjaamo to its city: a year of visits, people, groups, referrals and what was heard."""

from django.utils.translation import gettext_lazy as _

from reports.report.layouts.base import Chapter, Layout

CHAPTERS = (
    Chapter(
        "year", "Vuosi lyhyesti", "Året i korthet", "The year in short",
        _("The year in half a page, for a councillor who reads nothing else."), live=("key_figures",), new_page=True,
    ),
    Chapter(
        "visits", "Käynnit", "Besök", "Visits",
        _("When and how young people came, and what changed from the year before."),
        live=("visits_by_month", "visits_by_channel", "visits_by_site"), new_page=True,
    ),
    Chapter(
        "people", "Nuoret", "De unga", "Young people",
        _("Who came, who was not reached, and what was done about it."),
        live=("clients_by_age", "clients_by_gender", "background", "visit_order"),
    ),
    Chapter(
        "themes", "Mistä puhuttiin", "Samtalens teman", "What was talked about",
        _("Which matters young people came with, and what they tell of the town."), live=("visits_by_theme",),
    ),
    Chapter(
        "groups", "Ryhmät, tapahtumat ja jalkautuminen", "Grupper, evenemang och uppsökande arbete",
        "Groups, events and outreach",
        _("Groups, events and outreach: for whom, with whom, what came of them."),
        live=("gatherings", "joint_events", "services", "pilots"),
    ),
    Chapter(
        "onwards", "Jatko-ohjaus ja kiinnittyminen", "Vidareslussning och förankring", "Referrals and attachment",
        _("Where young people were guided to, and whether they are still there three months later."),
        live=("referrals", "ways", "housing"),
    ),
    Chapter(
        "feedback", "Palaute", "Respons", "Feedback",
        _("What young people and partners said, and what was changed because of it."),
        live=("feedback", "change"),
    ),
    Chapter(
        "network", "Verkosto ja henkilöstö", "Nätverk och personal", "Network and staff",
        _("Who worked at the Ohjaamo, from which agencies, and how the network was led."),
        live=("network", "project_team", "steering"),
    ),
    Chapter(
        "publicity", "Viestintä", "Kommunikation", "Communication",
        _("Where the Ohjaamo was seen during the year."), live=("publicity",),
    ),
    Chapter(
        "next-year", "Mitä seuraavaksi", "Vad händer härnäst", "What next",
        _("What the next year is for, and what is needed from the city and the partners."),
    ),
)  # fmt: skip

LAYOUT = Layout(
    label=_("Yearly report"),
    titles={"fi": "Vuosiraportti", "sv": "Årsrapport", "en": "Yearly report"},
    description=_("A year of the Ohjaamo for the city: visits, young people, groups, referrals, feedback, network."),
    chapters=CHAPTERS,
    order=40,
    covers_project=False,
)
