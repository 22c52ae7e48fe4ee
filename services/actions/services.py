from django.db import transaction

from network.checking import look_at
from services.codes import ServiceStatus
from services.models import Service

# From which state a service goes to which: by its buttons, one step at a time.
STEPS: dict[str, tuple[str, ...]] = {
    ServiceStatus.DRAFT: (ServiceStatus.ACTIVE,),
    ServiceStatus.ACTIVE: (ServiceStatus.PAUSED, ServiceStatus.ENDED),
    ServiceStatus.PAUSED: (ServiceStatus.ACTIVE, ServiceStatus.ENDED),
    ServiceStatus.ENDED: (ServiceStatus.ACTIVE,),
}


@transaction.atomic
def set_state(*, service: Service, state: str, by) -> bool:
    """Move the service to `state`; False when there is no such step from where it is now (somebody was first)."""
    stored = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if state not in STEPS[stored.status]:
        return False
    stored.status = state
    stored.version += 1
    look_at(stored, by=by)
    stored.save(update_fields=["status", "version", "checked_on", "checked_by"])
    return True
