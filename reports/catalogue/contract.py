"""The names of the contract's figures."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from clients.codes import AgeBand, ContactType, Gender, ReferralTarget
from network.codes import PlacementCategory, Theme
from reports.catalogue.naming import Named
from reports.figures.indicators import SETS
from services.codes import EventType, GatheringKind

GENDERS = {
    "total": _("In all"),
    "women": _("Women"),
    "men": _("Men"),
    "nonbinary": _("Non-binary"),
    "unknown": _("Gender not known"),
}
INDICATORS = {one.code: format_lazy("{} {}", one.code, one.label) for indicators in SETS.values() for one in indicators}
ATTACHMENT = _("Attachment after three months")

NAMES = {
    "visits.total": Named(_("Visits")),
    "visits.anonymous": Named(_("Anonymous visits"), whole="visits.total", shared=True),
    "visits.minutes": Named(_("Minutes of visits"), unit="minutes"),
    "visits.by_contact_type.*": Named(_("Visits by channel"), (ContactType,), whole="visits.total", shared=True),
    "visits.by_theme.*": Named(_("Visits by theme"), (Theme,), whole="visits.total", shared=True),
    "visits.by_site.*": Named(_("Visits by Ohjaamo"), ("site",), whole="visits.total", shared=True),
    "visits.by_month.*": Named(_("Visits by month"), ("month",)),
    "clients.distinct": Named(_("Different clients")),
    "clients.by_gender.*": Named(_("Different clients by gender"), (Gender,), whole="clients.distinct", shared=True),
    "clients.by_age_band.*": Named(_("Different clients by age"), (AgeBand,), whole="clients.distinct", shared=True),
    "gatherings.events": Named(_("Gatherings")),
    "gatherings.headcount": Named(_("Encounters in groups and events, not different people")),
    "gatherings.by_kind.*.events": Named(_("Gatherings by kind"), (GatheringKind,), _("gatherings")),
    "gatherings.by_kind.*.headcount": Named(_("Gatherings by kind"), (GatheringKind,), _("encounters")),
    "gatherings.by_event_type.*.events": Named(_("Gatherings by type of event"), (EventType,), _("gatherings")),
    "gatherings.by_event_type.*.headcount": Named(_("Gatherings by type of event"), (EventType,), _("encounters")),
    "network.agencies": Named(_("Agencies")),
    "network.experts": Named(_("Experts")),
    "referrals.total": Named(_("Referrals")),
    "referrals.accompanied": Named(_("Accompanied handovers"), whole="referrals.total", shared=True),
    "referrals.by_target.*": Named(_("Referrals by target"), (ReferralTarget,), whole="referrals.total", shared=True),
    "referrals.clients_by_target.*": Named(_("Different clients by target of referral"), (ReferralTarget,)),
    "referrals.attachment.due": Named(ATTACHMENT, last=_("referrals due")),
    "referrals.attachment.followed_up": Named(
        ATTACHMENT, last=_("followed up"), whole="referrals.attachment.due", shared=True
    ),
    "referrals.attachment.attached": Named(
        ATTACHMENT, last=_("still in the service"), whole="referrals.attachment.followed_up", shared=True
    ),
    "referrals.attachment.unreached": Named(
        ATTACHMENT, last=_("not reached"), whole="referrals.attachment.due", shared=True
    ),
    "participants.total": Named(_("Project participants")),
    "participants.complete": Named(
        _("Project participants with complete data"), whole="participants.total", shared=True
    ),
    "participants.indicators.*.*": Named(_("Indicators"), (INDICATORS, GENDERS)),
    "placements.ended": Named(_("Participants who left")),
    "placements.by_category.*": Named(_("Placements"), (PlacementCategory,), whole="placements.ended", shared=True),
    "placements.by_area.*.*": Named(_("Placements by area"), ("area", PlacementCategory), whole="+", shared=True),
    "placements.by_municipality.*.*": Named(_("Those who left, by municipality"), ("municipality", PlacementCategory)),
}
