"""Finding people by name and date of birth, as they are typed at the counter: misspelt, in any order, half a date."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from clients.likeness import alike_at_my_sites
from clients.models import Client

SHOWN = 8
# Fetched from the finder, so that of equally good names those who came last stand first.
FETCHED = 40
SHORTEST_WORD = 2
MOST_WORDS = 5
# Hits this much fainter than the best are noise.
FAINTEST = 0.7
# How alike two names must be for one person when a date of birth is not known.
ALMOST_SAME = 0.85
# A personal identity code is never kept: of it, only the date of birth is used.
IDENTITY_CODE = re.compile(r"^(\d{2})(\d{2})(\d{2})([-+A-FU-Y])\w{0,4}$", re.IGNORECASE)
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)


@dataclass(frozen=True)
class Query:
    """What somebody looks for: words of a name, and the days between which the person was born."""

    words: tuple[str, ...] = ()
    born_from: date | None = None
    born_to: date | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there is enough to look for."""
        return bool(self.born_from) or any(len(word) >= SHORTEST_WORD for word in self.words)

    @property
    def birth_date(self) -> date | None:
        """The date of birth when a whole one was typed."""
        return self.born_from if self.born_from == self.born_to else None


@dataclass(frozen=True)
class Hits:
    """The people found, the best first, and whether there were more than are shown."""

    people: list[Client]
    more: bool = False


def parse(text: str) -> Query:
    """Typed text as names and a date of birth; "vir 2004", "17.2.2004 virta", "170204", "2004-02-17"."""
    words, born = [], None
    for part in text.replace(",", " ").split():
        days = _days(part)
        if days and not born:
            born = days
        elif not any(character.isdigit() for character in part):
            words.append(part)
    return Query(tuple(words[:MOST_WORDS]), *(born or ()))


def _days(part: str) -> tuple[date, date] | None:
    """The first and last day that a piece of text may mean; None when it is no date."""
    if match := IDENTITY_CODE.match(part):
        day, month, year, mark = match.groups()
        return _day(CENTURIES[mark.upper()] + int(year), month, day)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", part):
        return _day(*match.groups())
    if match := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})", part):
        day, month, year = match.groups()
        return _day(_year(year), month, day)
    if match := re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", part):
        return _day(*match.groups())
    if match := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", part):
        day, month, year = match.groups()
        return _day(_year(year), month, day)
    if match := re.fullmatch(r"(?:(\d{1,2})[./])?((?:19|20)\d{2})", part):
        month, year = match.groups()
        return _month(int(year), int(month)) if month else (date(int(year), 1, 1), date(int(year), 12, 31))
    return None


def _year(text: str) -> int:
    """A year of two digits is the latest that is not in the future."""
    if len(text) == 4:
        return int(text)
    this_year = timezone.localdate().year
    return this_year - (this_year - int(text)) % 100


def _day(year, month, day) -> tuple[date, date] | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found, found


def _month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _find(query: Query, most: int) -> dict[int, float]:
    """Numbers of clients with how well they match, from the database's finder (clients/migrations/0002)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT client_id, score FROM clients_find(%s::text[], %s, %s, %s)",
            [list(query.words), query.born_from, query.born_to, most],
        )
        return dict(cursor.fetchall())


def _people(user, numbers) -> list[Client]:
    """The clients of these numbers whom `user` may see, each with the date of the last visit that `user` may see."""
    return _with_last_visit(Client.objects.known_to(user).filter(pk__in=numbers))


def _with_last_visit(clients) -> list[Client]:
    last_visit = Max("visits__date", filter=Q(visits__withdrawn_at__isnull=True))
    return list(clients.select_related("home_site").annotate(last_visit=last_visit))


def find_clients(user, query: Query) -> Hits:
    """The people `user` may mean; two queries. Equally good names: who came last stands first."""
    if not query.is_enough:
        return Hits([])
    scores = _find(query, FETCHED)
    best = max(scores.values(), default=0)
    people = _people(user, [number for number, score in scores.items() if score >= FAINTEST * best])
    # Scores a hair apart are the same to a reader, so they count in tenths.
    people.sort(key=lambda one: (-round(scores[one.pk], 1), -(one.last_visit or date.min).toordinal(), one.sort_name))
    return Hits(people[:SHOWN], more=len(people) > SHOWN)


def picked(user, numbers: list[str]) -> list[Client]:
    """The clients whose numbers a form sent, in that order, without those that `user` may not see."""
    told = (number for number in dict.fromkeys(numbers) if number.isascii() and number.isdigit() and len(number) < 20)
    wanted = [number for number in map(int, told) if number < 2**63]
    found = {client.pk: client for client in _people(user, wanted)} if wanted else {}
    return [found[number] for number in wanted if number in found]


def possible_duplicates(user, *, first_name: str, last_name: str, birth_date: date | None) -> list[Client]:
    """Known people who may be the one about to be added, the likeliest first.

    Either the names are alike and the dates of birth agree (equal, swapped, one digit wrong), or the names are all but
    the same and the dates share two of day, month and year, or one date is not known (clients/likeness.py). Without a
    date of birth only names all but the same count, as the search box finds them.
    """
    words = tuple(f"{first_name} {last_name}".split())[:MOST_WORDS]
    if not words:
        return []
    if birth_date:
        scores = alike_at_my_sites(user, first_name=first_name, last_name=last_name, birth_date=birth_date)
    else:
        scores = {pk: score for pk, score in _find(Query(words), FETCHED).items() if score >= ALMOST_SAME}
    # Both finders look at the user's own sites only.
    people = _with_last_visit(Client.objects.filter(pk__in=scores)) if scores else []
    people.sort(key=lambda one: (one.birth_date != birth_date, -scores[one.pk], one.sort_name))
    return people[:SHOWN]
