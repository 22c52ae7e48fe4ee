"""What each figure beyond the contract counts (reports.figures.more)."""

from django.utils.translation import gettext_lazy as _

VISITORS = {
    "visit_order": _(
        "Visits of clients known by name, by how many they had already had at these Ohjaamos on any day: their first,"
        " their second and third, and later ones."
    ),
    "visit_languages": _("Visits by the language in which the young person was served."),
    "background.basic_education": _(
        "Different clients with a visit in the period whose highest completed education is basic education or less,"
        " of those whose education is known."
    ),
    "background.basic_education.women": _("Women among the clients with basic education at most."),
    "background.basic_education.women_share": _("Women among the clients with basic education at most."),
    "background.foreign": _(
        "Different clients with a visit in the period who have a foreign background, of those for whom it is known"
        " whether they have."
    ),
    "background.foreign.women": _("Women among the clients with a foreign background."),
    "background.foreign.women_share": _("Women among the clients with a foreign background."),
    "profiles.in_force": _("Client profiles of the set that is in force on the last day of the period."),
    "profiles.by_profile": _(
        "Minutes of visits by the profile that the client had on the day of the visit. Only visits of clients known by"
        " name whose minutes are written down. A client whose profile changed is a person in both."
    ),
    "change": _(
        "Clients who valued their own situation with a change measure. Repeated: who did so at least twice, the last"
        " time in the period; then their last values are set against their first ones, in the areas of life that they"
        " valued both times. Higher is better."
    ),
    "feedback.answers": _(
        "Answers to the feedback form at the chosen Ohjaamos in the period. One person may give many."
    ),
    "feedback": _(
        "Mean of the answers: the school grade is from 4 to 10, the statements from 1 to 5. Who left a question empty"
        " is not in its n."
    ),
}
SERVICES = {
    "services.times": _(
        "Services used at the chosen Ohjaamos in the period, as times: somebody who comes three times counts three"
        " times. Withdrawn entries do not count."
    ),
    "services.people": _("Different clients who used some service, each once."),
    "services.by_kind": _(
        "Services used, as times and as different people. Somebody who used two kinds is a person in both."
    ),
    "services.by_card": _("Card trainings, passed or not, as times and as different people, by card."),
    "housing.clients_asking": _(
        "Different clients known by name with at least one visit in the period that had housing among its themes."
    ),
    "housing.guided": _("Guidance on the way to a home that began in the period, as times."),
    "housing.guided_people": _("Different clients whose guidance on the way to a home began in the period."),
    "housing.housed": _(
        "Times that guidance led to a home in the period, by the day of the outcome, also where it began earlier. No"
        " share of those guided."
    ),
    "housing.housed_people": _("Different clients who got a home in the period."),
    "summer_jobs.coached": _("Summer job coachings used in the period, as times and as different people."),
    "summer_jobs.infos": _(
        "Infos for job seekers that belong to a campaign, and the heads counted at them. Nobody is named, so these are"
        " encounters, not different people."
    ),
    "summer_jobs.posted": _(
        "Summer jobs posted in campaigns, by the day when the post was approved: posts, places in them, and employers,"
        " each once."
    ),
    "summer_jobs.campaigns": _("Campaigns of the chosen Ohjaamos whose dates touch the period."),
    "summer_jobs.web_visitors": _(
        "Visitors of the web pages of those campaigns, as somebody wrote them down from an outside counter with its"
        " source."
    ),
}
PATHS = {
    "work.referred": _(
        "Different clients referred to work in the period, with wage subsidy or without. Summer jobs, apprenticeships"
        " and trials are not in it."
    ),
    "work.with_subsidy": _(
        "Of the different clients referred to work, those with a wage subsidy that began in the period or a"
        " wage-subsidised job as a placement in it."
    ),
    "work.subsidy_share": _(
        "Of the different clients referred to work, those with a wage subsidy that began in the period or a"
        " wage-subsidised job as a placement in it."
    ),
    "education.applied": _("Different clients referred to education in the period. It does not tell who got in."),
    "education.admitted": _(
        "Different clients who began in education or as apprentices in the period, as their placements tell."
    ),
    "education.either": _(
        "Different clients who were referred to education, or began in it, or both, each once. So it is less than the"
        " two together."
    ),
    "apprenticeships.referred": _("Different clients referred to an apprenticeship in the period."),
    "apprenticeships.begun": _("Different clients who began an apprenticeship in the period."),
    "wellbeing.referred": _("Different clients referred to wellbeing services in the period."),
    "trials.referrals": _("Referrals to work trials and education trials. Somebody referred twice counts twice."),
    "trials.people": _("Different clients referred to a work trial or an education trial, each once."),
    "trials.of": _("All referrals of the period, whatever they aim at."),
    "trials.share": _("Referrals to work trials and education trials, of all referrals of the period."),
    "exits.ended": _(
        "Participants whose last participation ended in the period and who have none left open on its last day."
    ),
    "exits.by_placement": _(
        "Where participants went when their last participation ended, by single placement. The share is of all who"
        " left."
    ),
    "exits.to_work": _(
        "Participants who left for a job in the open labour market, as entrepreneurs or with wage subsidy, of all who"
        " left."
    ),
    "exits.trials": _("Participants who left for a work trial or rehabilitative work activity, of all who left."),
    "subsidies.times": _("Wage subsidies that began in the period. The project's own, and those of no project."),
    "subsidies.people": _("Different clients whose wage subsidy began in the period."),
    "subsidies.euros": _(
        "Euros of the wage subsidies that began in the period. The whole sum belongs to the day on which it began;"
        " where it is not known it adds none."
    ),
    "subsidies.by_employer_type": _(
        "Wage subsidies that began in the period by type of employer: periods, different people and euros. The share is"
        " of all their euros."
    ),
    "subsidies.continued": _(
        "Wage subsidies that ended in the period by today, and those after which the work went on. The share is of"
        " those where this is known."
    ),
    "screening": _(
        "People on the lists of the screenings that began in the period, and how far they came. Each step is a part of"
        " the one before it. Somebody on two lists counts in both."
    ),
    "screening.of_previous": _("Share of the step before; of the first step: of all on the lists."),
    "screening.of_screened": _("Share of those screened."),
    "screening.interviews": _("Interviews of those whose minutes and number of interviews are both known."),
    "screening.minutes_per_interview": _(
        "Minutes of those whose minutes and number of interviews are both known, per interview."
    ),
}
WORK = {
    "joint": _(
        "Gatherings held together with other Ohjaamos, and the heads counted at them. The heads are those of the whole"
        " event: nobody can tell how many of them came from this Ohjaamo."
    ),
    "recruiting.candidates": _(
        "Candidates per recruiting event of the programme: in how many events they were counted, the mean, the least"
        " and the most."
    ),
    "recruiting.heads": _(
        "Heads per recruiting event where heads were counted: in how many events, the mean, the least and the most."
    ),
    "recruiting.employers_need": _(
        "How many people employers need, for each contact where they said so: how many contacts, the mean, the least"
        " and the most."
    ),
    "developments": _(
        "Development work as it was logged in the period, and its person-days. An entry without person-days adds none."
    ),
    "pilots.number": _("Ways of working tried together with young people that began in the period."),
    "pilots.headcount": _("Young people who took part in those pilots. One may have been in many."),
    "staff.experts": _("Experts with a role in the project on some day of the period, each once."),
    "staff.by_role": _("Experts with a role in the project on some day of the period, once in each of their roles."),
    "staff.by_funding": _(
        "Experts with a role in the project on some day of the period, by who pays for the role; once in each."
    ),
}
MORE = VISITORS | SERVICES | PATHS | WORK
