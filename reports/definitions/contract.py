"""What each figure of the interchange contract counts."""

from django.utils.translation import gettext_lazy as _

CONTRACT = {
    "visits.total": _(
        "Every recorded visit at the chosen Ohjaamos in the period. One person may have many. Withdrawn entries do"
        " not count."
    ),
    "visits.anonymous": _("Visits recorded without a client's name."),
    "visits.minutes": _("The minutes recorded for visits, added up. A visit without minutes adds none."),
    "visits.walk_in": _("Visits whose channel is a walk-in: nobody had booked. These are times, not people."),
    "visits.booked": _("Visits whose channel is booked guidance. These are times, not people."),
    "visits.by_contact_type": _("How the young person and the Ohjaamo met. Every visit has one channel."),
    "visits.by_theme": _(
        "A visit counts once under each of its themes, so the themes add up to more than the visits. The share is of"
        " all visits."
    ),
    "visits.by_site": _("Where the visit was recorded. Every visit has one Ohjaamo."),
    "visits.by_month": _("Visits by calendar month. The first and the last month may be partial."),
    "clients.distinct": _(
        "Clients known by name with at least one visit in the period, each once. Anonymous visits add nobody."
    ),
    "clients.by_gender": _("The different clients by the gender recorded for them."),
    "clients.by_age_band": _(
        "The different clients by their age in full years on the day of their first visit in the period. Without a"
        " date of birth the age is not known."
    ),
    "gatherings.events": _("Groups, pop-ups, outreach and events whose heads were counted in the period."),
    "gatherings.headcount": _(
        "Heads counted at groups, pop-ups, outreach and events. Nobody is named, so whoever came twice counts twice:"
        " these are encounters, not different people."
    ),
    "gatherings.by_kind": _("Gatherings and the encounters at them, by kind."),
    "gatherings.by_event_type": _("Gatherings that have a type of event, and the encounters at them."),
    "network.agencies": _(
        "Agencies valid on the last day of the period, with at least one valid expert at the chosen Ohjaamos. Each"
        " counts once."
    ),
    "network.experts": _(
        "Experts valid on the last day of the period who belong to at least one of the chosen Ohjaamos. Somebody at"
        " two Ohjaamos counts once."
    ),
    "referrals.total": _(
        "Referrals dated in the period, of clients who have visited one of the chosen Ohjaamos at any time or whose"
        " home Ohjaamo is one of them."
    ),
    "referrals.accompanied": _("Referrals where the young person was taken along to the new service."),
    "referrals.by_target": _(
        "Referrals by what they aim at. Different clients: each person once under each target they were referred to."
    ),
    "referrals.clients_by_target": _("Each person once under each target they were referred to."),
    "referrals.attachment": _(
        "Due are the referrals of the period made at least three calendar months before its last day. Followed up are"
        " those of them where it is known whether the young person is still in the service."
    ),
    "participants.total": _(
        "People whose first start in the project, or in one of its sub-projects, lies in the period. Each counts once,"
        " even after coming back. No visit makes a participant, and the choice of Ohjaamos does not narrow them."
    ),
    "participants.complete": _(
        "Participants whose gender, date of birth, labour-market status and education at start are all known."
    ),
    "participants.indicators": _(
        "The programme's common indicators. Start data are from the first start, results from the last end, once all"
        " participations have ended. What is not known counts in the total only."
    ),
    "placements.ended": _(
        "Participants whose last participation ended in the period and who have none left open on its last day."
    ),
    "placements.by_category": _(
        "Where participants went when their last participation ended. Without a recorded placement it is “Other”."
    ),
    "placements.by_area": _(
        "Participants who left, by the area of their home municipality at start. The share is of those who left in"
        " the area."
    ),
    "placements.by_municipality": _("Participants who left, by their home municipality at start."),
    "targets": _(
        "Each promise with its result in its own period and area, whatever period is chosen above. Results count each"
        " person once. No target is added up from others."
    ),
}
