"""Writing single events: save, publish, call off, remove."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.access import Permission, acting_as_system, counting, require
from network.dates import months_after
from network.models import Site
from services.actions.event_series import end, keep_beyond
from services.actions.sign_up_mail import Address, tell_later
from services.actions.sign_ups import tell_risen
from services.codes import EventStatus
from services.models import Event, EventSeries, SignUp
from services.places import lines_of


class InUseError(Exception):
    """The event has sign-ups or a head count, or is no draft, so that it cannot be removed."""


def has_traces(event: Event) -> bool:
    """Whether somebody has signed up for `event`, or its heads were counted."""
    with counting():
        return SignUp.objects.filter(event=event).exists() or event.gatherings.exists()


def with_place(event: Event) -> set[int]:
    """The numbers of the sign-ups that have a place, for telling afterwards who has got one."""
    with counting():
        return {line.sign_up.pk for line in lines_of(event) if line.has_place}


@transaction.atomic
def save_alone(*, form, event: Event, by, address: Address) -> Event:
    """Store the changed `event` of a valid ModelForm by itself; one of a series stands on its own from now on.

    Whoever gets a place because there are more of them now is told.
    """
    require(by, Permission.EDIT_PROGRAMME, event.site)
    stored = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    had_place = with_place(stored)
    if stored.series_id and not stored.is_detached:
        keep_beyond(stored)
        event.series_id = Event.objects.values_list("series_id", flat=True).get(pk=event.pk)
        event.is_detached = True
    form.save()
    with acting_as_system("sign-up"):
        tell_risen(event, had_place, address)
    return event


def _publish(drafts) -> int:
    return drafts.filter(status=EventStatus.DRAFT).update(
        status=EventStatus.PUBLISHED, version=F("version") + 1, updated_at=timezone.now()
    )


@transaction.atomic
def publish(*, event: Event, by) -> int:
    """Put a draft on the public pages; 1, or 0 when it was no draft any more."""
    require(by, Permission.EDIT_PROGRAMME, event.site)
    return _publish(Event.objects.filter(pk=event.pk))


@transaction.atomic
def publish_month(*, site: Site, first: date, by) -> int:
    """Put all drafts of the month that begins on `first` on the public pages; how many they were."""
    require(by, Permission.EDIT_PROGRAMME, site)
    return _publish(Event.objects.filter(site=site, date__gte=first, date__lt=months_after(first, 1)))


@transaction.atomic
def call_off(*, event: Event, by, address: Address) -> None:
    """Cancel an event: it stays on the programme as cancelled, and those who left an e-mail address are told."""
    require(by, Permission.EDIT_PROGRAMME, event.site)
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if row.is_cancelled:
        return
    if not row.is_over(timezone.now()):
        with acting_as_system("sign-up"):
            for line in lines_of(row):
                tell_later("called_off", line, address)
    row.status, row.version = EventStatus.CANCELLED, row.version + 1
    row.save(update_fields=["status", "version", "updated_at"])


@transaction.atomic
def end_series(*, series: EventSeries, day: date, by, address: Address) -> int:
    """End `series` so that `day` is the first without it; how many events that everybody knew of were called off."""
    known = end(series=series, day=day, by=by)
    for event in known:
        call_off(event=event, by=by, address=address)
    return len(known)


@transaction.atomic
def remove(*, event: Event, by) -> None:
    """Delete a draft that nobody has signed up for. Raises InUseError otherwise."""
    require(by, Permission.EDIT_PROGRAMME, event.site)
    row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if not row.is_draft or has_traces(row):
        raise InUseError
    if row.series_id and not row.is_detached:
        keep_beyond(row)
    Event.objects.filter(pk=row.pk).delete()
