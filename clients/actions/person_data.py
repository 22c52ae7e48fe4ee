"""Handing somebody the data that are kept of them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from clients.access import record_access, sight_of
from clients.models import AccessReason, AccessRecord, Client
from clients.person_data import Section, data_of, language_for
from network.access import Permission, acting_as_system, sites_for

COPY = gettext_noop("copy of one's own data")


@dataclass(frozen=True)
class Copy:
    """Everything kept of `client`, told in `language`."""

    client: Client
    language: str
    sections: list[Section]


@transaction.atomic
def hand_out_data(*, by, client_id: int, language: str = "") -> Copy | None:
    """Everything kept of the person, recorded, in `language` ("" = their own); None when `by` may not hand it out.

    Those may who counsel where the person is known, and the data protection officer of the home Ohjaamo. What other
    Ohjaamos keep belongs to the copy too, so it is read beyond the user's own rights, after this check.
    """
    known = Client.objects.known_to(by).filter(pk=client_id).first()
    if known and sight_of(by, known):
        record_access(by, known, what=COPY)
    elif not _record_for_dpo(by, client_id):
        return None
    with acting_as_system("copy of one's own data"):
        client = Client.objects.get(pk=client_id)
        with translation.override(language or language_for(client)):
            return Copy(client, translation.get_language(), data_of(client_id, by))


def _record_for_dpo(by, client_id: int) -> bool:
    """Whether `by` is the data protection officer of the person's home Ohjaamo; then the opening is recorded."""
    sites = list(sites_for(by, Permission.EXPORT_PEOPLE))
    if not sites:
        return False
    with acting_as_system("copy of one's own data"):
        client = Client.objects.filter(pk=client_id, home_site__in=sites, merged_into=None).select_related("home_site")
        found = client.first()
    if found:
        AccessRecord.objects.create(
            user=by, client_id=client_id, what=COPY, reason=AccessReason.EXPORT, via=found.home_site.name
        )
    return found is not None
