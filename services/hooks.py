"""What the programme and the rota plug into the network's registries; read once when the app is ready."""

from django.utils.translation import gettext_lazy as _

from network import checking, handover, presence
from services.entries import service_address, service_facts, service_owners, services_in_use
from services.handover import (
    count_events,
    count_series,
    count_shifts,
    move_events,
    move_series,
    move_shifts,
    take_services,
)
from services.models import Service
from services.rota import experts_here_on
from services.scopes import services_edited_by

handover.register(_("Shifts to come"), count=count_shifts, move=move_shifts)
handover.register(_("Recurring shifts"), count=count_series, move=move_series)
handover.register(_("Events to come"), count=count_events, move=move_events)
handover.register_agency(take_services)
presence.register(experts_here_on)
checking.register(
    Service,
    current=services_in_use,
    edited_by=services_edited_by,
    address=service_address,
    owners=service_owners,
    facts=service_facts,
)
