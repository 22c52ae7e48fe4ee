"""The message that goes with an invitation: ready to be sent from a phone, without reasons, without word of a list."""

from datetime import date, time

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from clients.models import ScreeningCase
from network.models import Site


def invitation_message(case: ScreeningCase, site: Site, day: date | None, clock: time | None, language: str) -> str:
    """One text message in `language`; with the time offered when there is one."""
    with translation.override(language):
        words = {"name": case.first_name or case.last_name, "site": site.name, "phone": site.phone}
        parts = [
            _("Hi %(name)s! This is %(site)s. We would like to meet you and think together what could help you on.")
            % words,
            _("It costs nothing and is voluntary."),
        ]
        if day:
            offered = date_format(day, "SHORT_DATE_FORMAT")
            if clock:
                words |= {"day": offered, "time": time_format(clock, "TIME_FORMAT")}
                parts.append(_("We have kept a time for you: %(day)s at %(time)s.") % words)
            else:
                parts.append(_("We have kept a time for you: %(day)s.") % {"day": offered})
        if site.phone:
            parts.append(_("Call us: %(phone)s") % words)
        return " ".join(parts)
