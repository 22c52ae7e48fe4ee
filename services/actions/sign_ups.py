"""Signing up for an event and taking it back. The event's row is locked, so that the order of coming is the order."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from network.access import Permission, acting_as_system, require
from services.actions.public_forms import PRESSED_TWICE
from services.actions.sign_up_mail import Address, tell_later
from services.models import Event, SignUp
from services.models.sign_up import DAYS_KEPT
from services.places import line_of, lines_of


class ClosedError(Exception):
    """The event takes no sign-ups (any more)."""


class GoneError(Exception):
    """The link was used already, or names no sign-up."""


def _locked(event_id: int) -> Event:
    return Event.objects.select_for_update(of=("self",)).get(pk=event_id)


@transaction.atomic
def sign_up(*, event: Event, name: str, contact: str, language: str, address: Address) -> SignUp:
    """Put somebody at the end of the queue of a published event. Raises ClosedError.

    `address` makes whole addresses for the mail that confirms it, if `contact` is an e-mail address.
    """
    with acting_as_system("sign-up"):
        event = _locked(event.pk)
        now = timezone.now()
        if not event.takes_sign_ups(now):
            raise ClosedError
        same = event.sign_ups.standing().filter(name=name, contact=contact, created_at__gt=now - PRESSED_TWICE)
        if twin := same.first():
            return twin
        made = event.sign_ups.create(name=name, contact=contact, language=language, created_at=now)
        tell_later("signed_up", line_of(made), address)
    return made


@transaction.atomic
def add_by_hand(*, event: Event, name: str, contact: str, by) -> SignUp:
    """A counsellor puts somebody at the end of the queue. Raises ClosedError for an event that was called off."""
    require(by, Permission.LOG_VISITS, event.site)
    event = _locked(event.pk)
    if event.is_cancelled or not event.sign_up:
        raise ClosedError
    return event.sign_ups.create(name=name, contact=contact, created_at=timezone.now())


@transaction.atomic
def cancel(*, token: str, address: Address) -> Event:
    """Take back the sign-up with this secret; the first who waits gets the place and is told. Raises GoneError."""
    with acting_as_system("sign-up"):
        found = SignUp.objects.filter(token=token, cancelled_at__isnull=True).first()
        if found is None:
            raise GoneError
        return _leave(found, address)


@transaction.atomic
def cancel_by_staff(*, sign_up: SignUp, by, address: Address) -> Event:
    """A counsellor takes somebody off the list, as that person's own link would. Raises GoneError."""
    require(by, Permission.LOG_VISITS, sign_up.event.site)
    return _leave(sign_up, address)


def _leave(sign_up: SignUp, address: Address) -> Event:
    event = _locked(sign_up.event_id)
    before = {line.sign_up.pk for line in lines_of(event) if line.has_place}
    # What is not needed any more goes at once: a name and a way to reach somebody who does not come.
    left = SignUp.objects.filter(pk=sign_up.pk, cancelled_at__isnull=True)
    if not left.update(cancelled_at=timezone.now(), name="", contact=""):
        raise GoneError
    tell_risen(event, before, address)
    return event


def tell_risen(event: Event, before: set[int], address: Address) -> None:
    """Tell those who have a place now and are not among `before`, unless it is too late for the event."""
    if event.takes_sign_ups(timezone.now()):
        for line in lines_of(event):
            if line.has_place and line.sign_up.pk not in before:
                tell_later("got_place", line, address)


@transaction.atomic
def note_attendance(*, event: Event, came: dict[int, bool | None], by) -> None:
    """Note who of the list came: {sign-up's number: came, did not, not known}."""
    require(by, Permission.LOG_VISITS, event.site)
    for line in lines_of(event):
        row = line.sign_up
        if row.pk in came and row.attended != came[row.pk]:
            row.attended = came[row.pk]
            row.save(update_fields=["attended"])


def forget(*, now: datetime) -> int:
    """Erase the sign-ups of events that were a week ago or longer; how many there were."""
    last = timezone.localdate(now) - timedelta(days=DAYS_KEPT)
    return SignUp.objects.filter(event__date__lte=last).delete()[0]
