"""Referrals on their way, for the tests of sending, answering and following up."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clients.models import Consent, Referral
from tests.factories import make_client, make_referral
from tests.path_factories import make_consent


def send_form(**fields) -> dict:
    """The form for sending a referral as a browser would send it, with a spoken consent."""
    whole = {
        "submission_key": "a",
        "target": "finances",
        "reason": "Rahat loppu",
        "urgency": "normal",
        "accompanied": "true",
        "consent": "now",
        "given": "spoken",
        "witness": "Aino Ohjaaja",
    }
    return whole | fields


def sent(site, to, by, **fields) -> Referral:
    """A referral sent from `site` by the user `by` to the agency of `to` (a user with an expert, or an agency)."""
    agency = to.expert.agency if hasattr(to, "expert") else to
    defaults = {
        "to_agency": agency,
        "site": site,
        "date": timezone.localdate(),
        "reason": "Syy lähettää",
        "sent_at": timezone.now(),
        "sent_by": by,
        "reminded_on": timezone.localdate(),
    }
    if "client" not in fields:
        fields["client"] = make_client(home_site=site)
    referral = make_referral(**defaults | fields)
    consent_to(referral)
    return referral


def consent_to(referral) -> Consent:
    """The young person's consent to the receiver of one referral, basic data only, from the day of the referral."""
    return make_consent(referral.client, referral=referral, scopes=["basic"], valid_from=referral.date)


def open_as(client, address: str) -> int:
    """Open a page; how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
