"""What the network itself plugs into its registries; read once when the app is ready."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from network import checking, handover
from network.entries import (
    agencies_in_use,
    agency_address,
    agency_facts,
    agency_owners,
    expert_address,
    expert_facts,
    expert_owners,
    experts_in_use,
)
from network.models import Agency, Expert
from network.scopes import agencies_edited_by, experts_edited_by


def count_duty(expert: Expert, day: date) -> int:
    return int(expert.is_agency_contact)


def move_duty(expert: Expert, to: Expert, day: date) -> None:
    """Contact persons keep up their own agency, so the duty moves within it, or on to the agency that continues it.

    There the old row keeps it until it ends by itself: the new name may begin on a day to come.
    """
    if not expert.is_agency_contact:
        return
    goes_on = to.agency_id == expert.agency.successor_id
    if goes_on or to.agency_id == expert.agency_id:
        Expert.objects.filter(pk=to.pk).update(is_agency_contact=True)
    if not goes_on:
        Expert.objects.filter(pk=expert.pk).update(is_agency_contact=False)


checking.register(
    Agency,
    current=agencies_in_use,
    edited_by=agencies_edited_by,
    address=agency_address,
    owners=agency_owners,
    facts=agency_facts,
)
checking.register(
    Expert,
    current=experts_in_use,
    edited_by=experts_edited_by,
    address=expert_address,
    owners=expert_owners,
    facts=expert_facts,
)
handover.register(_("Contact person of the agency"), count=count_duty, move=move_duty)
