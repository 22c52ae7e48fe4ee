"""Reading requests of one's own data: which are open, and by when they must be answered."""

from datetime import date

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from clients.access import record_access
from clients.models import AccessReason, AccessRecord, Client, DataRequest
from network.access import acting_as_system
from network.dates import months_after

# GDPR, article 12(3): without undue delay and in any event within one month.
MONTHS_TO_ANSWER = 1
FOR_THE_REQUEST = gettext_noop("To answer a request of one's own data")


def due_on(data_request: DataRequest) -> date:
    """The last day to answer."""
    return months_after(timezone.localdate(data_request.made_at), MONTHS_TO_ANSWER)


def requests_for(user) -> QuerySet[DataRequest]:
    """What `user` may see: open ones first, the oldest on top; then the handled ones, the newest on top.

    Not joined with the client: a data protection officer sees requests of all, but no names in a list.
    """
    rows = DataRequest.objects.visible_to(user).select_related("handled_by")
    return rows.order_by(F("handled_at").desc(nulls_first=True), "made_at", "pk")


def data_requests_to_do(user, today: date) -> QuerySet[DataRequest]:
    """The open requests that `user` may see, the oldest first; each is due a month after `made_at` (`due_on`)."""
    return DataRequest.objects.visible_to(user).open().order_by("made_at", "pk")


def open_request(user, data_request: DataRequest, *, what: str) -> str:
    """The name of whose request it is, with the opening recorded.

    A data protection officer sees no clients, but whose request they answer they must know: that one name.
    """
    client = Client.objects.known_to(user).filter(pk=data_request.client_id).first()
    if client:
        record_access(user, client, what=what)
        return client.full_name
    AccessRecord.objects.create(
        user=user, client_id=data_request.client_id, what=what, reason=AccessReason.ROLE, explanation=FOR_THE_REQUEST
    )
    with acting_as_system("request of one's own data: whose it is"):
        return Client.objects.get(pk=data_request.client_id).full_name
