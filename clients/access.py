"""Opening a person: found only among those one may see, and logged in the same transaction."""

from django.http import Http404

from clients.models import AccessReason, AccessRecord, Client, Visit


def get_client_or_404(user, pk: int) -> Client:
    """The client if `user` may see them; a stranger's is as good as none (404)."""
    client = Client.objects.visible_to(user).filter(pk=pk).first()
    if client is None:
        raise Http404
    return client


def open_client(user, pk: int, *, what: str) -> Client:
    """The client, with the opening recorded; when it cannot be recorded the page is not shown.

    `what` names the page in a word or two (for the report of who saw what), never its content.
    """
    client = get_client_or_404(user, pk)
    record_access(user, client, what=what)
    return client


def record_access(user, client: Client, *, what: str, reason: AccessReason = AccessReason.ROLE) -> AccessRecord:
    """Record that `user` saw `client`, by the one way there is."""
    return AccessRecord.objects.create(user=user, client_id=client.pk, what=what, reason=reason)


def get_visit_or_404(user, pk: int) -> Visit:
    """The visit, with its person, if it was at a site where `user` counsels; a stranger's is as good as none (404)."""
    visit = Visit.objects.visible_to(user).select_related("site", "client").filter(pk=pk).first()
    if visit is None:
        raise Http404
    return visit
