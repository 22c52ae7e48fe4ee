"""What has happened with one person, newest first: visits, notes, referrals, meetings held."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.access import Sight
from clients.codes import ConsentScope
from clients.models import Meeting, Note, Referral, Visit
from network.codes import Theme

SHOWN = 20
# What these visits were about is told to those who know the person; who sees by consent reads "other matter".
SENSITIVE = frozenset({Theme.WELLBEING, Theme.HEALTH, Theme.SUBSTANCES})


@dataclass(frozen=True)
class Entry:
    """One thing that happened: `row` is a visit, a note, a referral or a meeting, drawn by `template`."""

    date: date
    clock: time | None
    row: Visit | Note | Referral | Meeting
    themes: tuple[str, ...] = ()
    is_mine: bool = False

    @property
    def template(self) -> str:
        return f"clients/_entry_{self.row._meta.model_name}.html"


def theme_words(visit: Visit, *, known: bool) -> tuple[str, ...]:
    """The visit's themes in words, the main one first; sensitive ones are "other matter" to who sees by consent."""
    words = [_("other matter") if code in SENSITIVE and not known else str(Theme(code).label) for code in visit.themes]
    return tuple(dict.fromkeys(words))


def timeline_part(sight: Sight) -> dict:
    """The timeline, as far as `sight` goes; the newest unless all is asked for."""
    most = None if sight.everything else SHOWN
    entries = [entry for kind in (_visits, _notes, _referrals, _meetings) for entry in kind(sight, most)]
    entries.sort(key=lambda entry: (entry.date, entry.clock or time.min), reverse=True)
    more = most is not None and len(entries) > most
    return {"entries": entries[:most], "more": more, "shows_notes": sight.sees(ConsentScope.NOTES)}


def _newest(rows, most: int | None) -> Iterable:
    """The first `most` rows and one more, so that it is known whether there are more."""
    return rows if most is None else rows[: most + 1]


def _visits(sight: Sight, most: int | None) -> Iterator[Entry]:
    rows = Visit.objects.visible_to(sight.user).standing().filter(client=sight.client)
    rows = rows.select_related("site").prefetch_related("visit_experts__expert")
    for visit in _newest(rows.order_by("-date", F("time").desc(nulls_last=True), "-pk"), most):
        yield Entry(visit.date, visit.time, visit, themes=theme_words(visit, known=sight.known))


def _notes(sight: Sight, most: int | None) -> Iterator[Entry]:
    rows = Note.objects.visible_to(sight.user).standing().filter(client=sight.client).select_related("author", "agency")
    # The history of a note is its author's: others read that it was mended, not when.
    mended = Note.events.rel.related_model.objects.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_created_at")
    rows = rows.annotate(mended_at=Subquery(mended.values("pgh_created_at")[:1]))
    for note in _newest(rows, most):
        yield _at(note.created_at, note, is_mine=note.author_id == sight.user.pk)


def _referrals(sight: Sight, most: int | None) -> Iterator[Entry]:
    rows = Referral.objects.visible_to(sight.user).filter(client=sight.client)
    for referral in _newest(rows.select_related("to_agency").order_by("-date", "-pk"), most):
        yield Entry(referral.date, None, referral)


def _meetings(sight: Sight, most: int | None) -> Iterator[Entry]:
    rows = Meeting.objects.visible_to(sight.user).standing().filter(client=sight.client, held_on__isnull=False)
    for meeting in _newest(rows.prefetch_related("experts").order_by("-held_on", "-pk"), most):
        yield Entry(meeting.held_on, None, meeting)


def _at(moment: datetime, row, **more) -> Entry:
    here = timezone.localtime(moment)
    return Entry(here.date(), here.time(), row, **more)
