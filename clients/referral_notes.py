"""What a young person is told of their referral: short enough for a text message, naming nobody but the agency."""

from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from clients.codes import ReferralClosing, ReferralStatus
from clients.models import Meeting, Referral


def note_of(referral: Referral, meetings: list[Meeting], language: str) -> str:
    """The state of the referral in plain words of `language`, with how to reach the Ohjaamo."""
    with translation.override(language):
        agency = referral.to_agency.name if referral.to_agency else str(referral.get_target_display())
        return " ".join(part for part in (_state(referral, meetings, agency), _reach(referral)) if part)


def _state(referral: Referral, meetings: list[Meeting], agency: str) -> str:
    names = {"agency": agency}
    if referral.sent_at is None and referral.status == ReferralStatus.SENT:
        return _("Hi! We agreed that you get in touch with this place: %(agency)s.") % names
    if referral.status == ReferralStatus.SENT:
        if referral.proposed_at:
            names["time"] = _moment(referral.proposed_at)
            return _("Hi! %(agency)s proposes a time for you: %(time)s. Does it suit you? Tell us.") % names
        return _("Hi! We have asked %(agency)s to receive you. We tell you when they answer.") % names
    if referral.status == ReferralStatus.ACCEPTED:
        return _accepted(referral, meetings, names)
    if referral.status == ReferralStatus.ARRIVED:
        return _("Hi! Great that you have got started: %(agency)s. We ask you in a while how it is going.") % names
    if referral.status == ReferralStatus.DECLINED:
        return _("Hi! %(agency)s cannot receive you now. Come by and we look for another way together.") % names
    if referral.closing == ReferralClosing.UNANSWERED:
        return _("Hi! %(agency)s has not answered us yet. Come by and we look for another way together.") % names
    return _("Hi! %(agency)s: this did not work out this time. Come by and we look at it together.") % names


def _accepted(referral: Referral, meetings: list[Meeting], names: dict) -> str:
    coming = [meeting for meeting in meetings if meeting.starts_at > timezone.now() and not meeting.held_on]
    text = _("Hi! You are welcome: %(agency)s.") % names
    if coming:
        meeting = coming[0]
        time = {"time": _moment(meeting.starts_at), "place": meeting.place}
        together = _("We go together: %(time)s, %(place)s.") if meeting.place else _("We go together: %(time)s.")
        return f"{text} {together % time}"
    if referral.proposed_at and referral.proposed_at > timezone.now():
        return f"{text} " + _("Your time is %(time)s.") % {"time": _moment(referral.proposed_at)}
    return text


def _moment(moment) -> str:
    local = timezone.localtime(moment)
    words = {"day": date_format(local, "SHORT_DATE_FORMAT"), "time": time_format(local, "TIME_FORMAT")}
    return _("%(day)s at %(time)s") % words


def _reach(referral: Referral) -> str:
    site = referral.site or referral.client.home_site
    if site is None:
        return ""
    return f"{site.name}, {site.phone}" if site.phone else site.name
