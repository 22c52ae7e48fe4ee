"""Giving and withdrawing consents; what opens by them is in clients/access.py and in the database (ADR 12)."""

import zlib
from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import ConsentGiven, ConsentScope
from clients.models import Client, Consent, Referral
from clients.signatures import clean_signature
from network.access import Permission, acting_as_system, require
from network.dates import a_year_from_today, months_after
from network.models import Agency, Site

MOST_YEARS = 5


@transaction.atomic
def give_consents(
    *,
    by,
    client: Client,
    site: Site | None,
    agencies: Iterable[Agency] = (),
    referral: Referral | None = None,
    scopes: Iterable[str],
    valid_from: date | None = None,
    valid_to: date | None = None,
    given: str,
    witness: str = "",
    signature_name: str = "",
    signature: str = "",
    guardian_name: str = "",
    guardian_given: str = "",
    language: str,
) -> list[Consent]:
    """Record that `client` lets `agencies`, or the receiver of one `referral`, see `scopes`; one row for each.

    `site` is where it was asked; its age limit decides about the guardian. From today for twelve months unless told
    otherwise. A consent that the same receiver has already gives way (`_give_way`). Raises ValidationError by field
    for a period, a guardian's part or a signature that cannot be; the database refuses people not known to `by`.
    """
    require(by, Permission.SEE_CLIENTS)
    first, last, wanted = valid_from or timezone.localdate(), valid_to or a_year_from_today(), set(scopes)
    check_period(first, last)
    check_guardian(client, site, guardian_name, guardian_given)
    wanted = [scope.value for scope in ConsentScope if scope == ConsentScope.BASIC or scope in wanted]
    act = Consent(client=client, site=site, recorded_by=by, scopes=wanted, valid_from=first, valid_to=last)
    act.given, act.witness, act.language = ConsentGiven(given), witness, language
    act.signature_name, act.signature = signature_name, clean_signature(signature)
    act.guardian_name, act.guardian_given = guardian_name, guardian_given
    return _record(act, [{"agency": agency} for agency in agencies] or [{"referral": referral}])


def _record(act: Consent, receivers: list[dict]) -> list[Consent]:
    """A row like `act` for each receiver, of one batch; what each had before gives way."""
    with connection.cursor() as cursor:
        # Two consents of one person recorded at once wait for each other, so that the second sees the first.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(f"consents of {act.client_id}".encode())])
    for receiver in receivers:
        _give_way(act, Consent.objects.filter(client=act.client_id, **receiver))
    rows = [copy(act) for _receiver in receivers]
    for row, receiver in zip(rows, receivers, strict=True):
        for name, value in receiver.items():
            setattr(row, name, value)
        row.save(force_insert=True)
    return rows


def check_period(first: date, last: date) -> None:
    """Pass silently, or raise ValidationError (field `valid_to`): backwards, over already, or too long."""
    if last < first:
        raise ValidationError({"valid_to": _("The last day of the consent is before the first.")})
    if last < timezone.localdate():
        raise ValidationError({"valid_to": _("The last day of the consent has passed already.")})
    if last > months_after(first, 12 * MOST_YEARS):
        raise ValidationError(
            {"valid_to": _("A consent holds for five years at most. Ask again when it runs out.")},
        )


def needs_guardian(client: Client, site: Site | None) -> bool:
    """Whether a consent given at `site` today needs a guardian's word; not when the age is not known."""
    age = client.age_on(timezone.localdate())
    return bool(site and site.guardian_under and age is not None and age < site.guardian_under)


def check_guardian(client: Client, site: Site | None, name: str, given: str) -> None:
    """Pass silently, or raise ValidationError by field when a guardian's word is missing or only half there."""
    needed = needs_guardian(client, site)
    errors = {}
    if not name and (needed or given):
        errors["guardian_name"] = _("Give the guardian's name.")
    if not given and (needed or name):
        errors["guardian_given"] = _("Choose how the guardian agreed.")
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def withdraw_consent(*, by, consent: Consent) -> Consent:
    """End `consent` now, everywhere; a second time changes nothing."""
    require(by, Permission.SEE_CLIENTS)
    return _withdraw(consent, withdrawn_by=by)


@transaction.atomic
def withdraw_all(*, by, client: Client) -> list[Consent]:
    """End every consent of `client` that has not ended, for referrals as well; those that this ended."""
    require(by, Permission.SEE_CLIENTS)
    return [_withdraw(consent, withdrawn_by=by) for consent in standing(client.consents.all(), timezone.localdate())]


@transaction.atomic
def withdraw_on_own_page(*, consent: Consent) -> Consent:
    """The young person ends `consent` on their own page; inside `acting_as_client`, which finds only their own."""
    return _withdraw(consent, withdrawn_on_own_page=True)


def standing(consents: QuerySet[Consent], today: date) -> QuerySet[Consent]:
    """Those in force today or later on: what can still be withdrawn."""
    return consents.filter(withdrawn_at__isnull=True, valid_to__gte=today)


def _withdraw(consent: Consent, **how) -> Consent:
    """Mark the row as it is now in the database (whoever is first wins)."""
    row = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if row.withdrawn_at is None:
        for name, value in {"withdrawn_at": timezone.now(), "version": row.version + 1, **how}.items():
            setattr(row, name, value)
        row.save(update_fields=["withdrawn_at", "version", *how])
    return row


def _give_way(act: Consent, consents: QuerySet[Consent]) -> None:
    """Earlier consents to one receiver end on the day before the new one, which alone says what may be seen.

    One that begins on the same day or later is withdrawn, at the very moment the new one was recorded.
    """
    earlier = consents.select_for_update(of=("self",)).filter(withdrawn_at__isnull=True, valid_to__gte=act.valid_from)
    for row in earlier:
        if row.valid_from < act.valid_from:
            row.valid_to = act.valid_from - timedelta(days=1)
        else:
            row.withdrawn_at, row.withdrawn_by = act.recorded_at, act.recorded_by
        row.version += 1
        row.save(update_fields=["valid_to", "withdrawn_at", "withdrawn_by", "version"])


def take_consents(agency: Agency, successor: Agency) -> int:
    """Consents to an agency that goes on as the same body under another name hold for it; how many.

    The same body = the same business ID. To any other successor the young person has not consented: those stay where
    they are, open nothing any more, and are listed to be asked for again (ADR 12).
    """
    if not agency.business_id or agency.business_id != successor.business_id:
        return 0
    first = agency.valid_to + timedelta(days=1)
    with acting_as_system("consents follow a new name"):
        rows = Consent.objects.filter(agency=agency, withdrawn_at__isnull=True, valid_to__gte=first)
        asked_anew = Consent.objects.filter(agency=successor).values("client")
        rows = list(rows.select_for_update(of=("self",)).exclude(client__in=asked_anew))
        for row in rows:
            _go_on(row, successor, first)
    return len(rows)


def _go_on(consent: Consent, successor: Agency, first: date) -> None:
    """The consent ends with the old name; a row of the same act goes on under the new one."""
    if consent.valid_from < first:
        again = copy(consent)
        again.pk, again._state.adding, again.agency, again.valid_from = None, True, successor, first
        again.save(force_insert=True)
        consent.valid_to = first - timedelta(days=1)
    else:
        consent.agency = successor
    consent.version += 1
    consent.save(update_fields=["agency", "valid_to", "version"])
