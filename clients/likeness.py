"""How alike two people are by name and date of birth, worked out by the database: for one newcomer, and for all pairs.

Names are compared folded (w = v, å = a, ö = o), doubled letters as one, in either order. A word is alike by the share
of its letters that need no change; two people by the mean of first and last name.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from clients.models import Client
from network.access import Permission, sites_for

# How alike names must be for a likely pair: born the same day (or day and month swapped); a digit of the date wrong;
# hardly anything in common but the name (two of day, month and year, or a date not known).
SAME_DAY, ONE_DIGIT, NAME_ALONE = 0.7, 0.76, 0.93
ONE_NAME = 0.8
# Names all but the same: what may be said of somebody at another Ohjaamo.
ALL_BUT_SAME = 0.85
MOST_PAIRS = 200


def _folded(column: str) -> str:
    """A name as it is compared."""
    return rf"regexp_replace(translate(network_fold({column}), '-', ' '), '(.)\1+', '\1', 'g')"


def _same(one: str, other: str) -> str:
    """The share of letters of the longer word that need no change, 0–1."""
    longer = f"greatest(length({one}), length({other}), 1)"
    return f"(1 - levenshtein(left({one}, 60), left({other}, 60))::real / {longer})"


def _alike(one: str, other: str) -> str:
    """How alike the names of two rows are, 0–1; first and last name may have changed places."""
    first, last = (_same(f"{one}.{name}", f"{other}.{name}") for name in ("first", "last"))
    # Of somebody known by one name only, that name decides, but never alone (SAME_DAY and ONE_DIGIT let it through).
    straight = f"""CASE WHEN '' IN ({one}.last, {other}.last) THEN {ONE_NAME} * {first}
        WHEN '' IN ({one}.first, {other}.first) THEN {ONE_NAME} * {last} ELSE ({first} + {last}) / 2 END"""
    swapped = f"({_same(f'{one}.first', f'{other}.last')} + {_same(f'{one}.last', f'{other}.first')}) / 2"
    return f"greatest({straight}, {swapped}, {_same(f'{one}.whole', f'{other}.whole')})"


# Only our own texts are put together here; whatever was typed goes in as a parameter.
PEOPLE = f"""
    SELECT id, birth_date, {_folded("first_name")} AS first, {_folded("last_name")} AS last,
        {_folded("first_name || ' ' || last_name")} AS whole
    FROM clients_client
    WHERE merged_into_id IS NULL
"""  # noqa: S608
KNOWN = "SELECT client_id FROM clients_clientsite WHERE site_id = ANY(%(sites)s)"
TYPED = f"""
    SELECT {_folded("%(first)s::text")} AS first, {_folded("%(last)s::text")} AS last,
        {_folded("%(first)s::text || ' ' || %(last)s::text")} AS whole
"""
# Names are worked out once per row: left to itself the planner would write them out again in every comparison.
ONE = f"""
    WITH person AS MATERIALIZED (
        {PEOPLE} AND (birth_date = ANY(%(days)s) OR (%(undated)s AND birth_date IS NULL))
        AND (id IN ({KNOWN})) = %(known)s
    ),
    typed AS MATERIALIZED ({TYPED}),
    scored AS MATERIALIZED (SELECT id, {_alike("person", "typed")} AS score, birth_date FROM person, typed)
    SELECT id, score, birth_date FROM scored WHERE score >= %(least)s ORDER BY score DESC, id
"""  # noqa: S608
# Pairs are looked for only where something agrees: the day of birth; its day and month swapped; a name and all digits
# of the day but one; a name, where a day is not known; the whole name. What comes by several ways counts by the best.
PAIRS = f"""
    WITH people AS MATERIALIZED ({PEOPLE} AND id IN ({KNOWN})),
    words AS MATERIALIZED (
        SELECT id, birth_date, word FROM people, LATERAL (VALUES (first), (last)) AS names (word)
        WHERE length(word) > 1
    ),
    digits AS MATERIALIZED (
        SELECT id, birth_date, place, word || overlay(to_char(birth_date, 'YYYYMMDD') PLACING '?' FROM place) AS block
        FROM words, generate_series(3, 8) AS place WHERE birth_date IS NOT NULL
    ),
    met (one, other, least) AS (
        SELECT a.id, b.id, {SAME_DAY} FROM people AS a JOIN people AS b ON a.birth_date = b.birth_date AND a.id < b.id
        UNION ALL
        SELECT least(a.id, b.id), greatest(a.id, b.id), {SAME_DAY} FROM people AS a JOIN people AS b
            ON extract(day FROM a.birth_date) <= 12
            AND extract(day FROM a.birth_date) > extract(month FROM a.birth_date)
            AND b.birth_date = make_date(
                extract(year FROM a.birth_date)::int,
                least(extract(day FROM a.birth_date)::int, 12), extract(month FROM a.birth_date)::int
            )
        UNION ALL
        SELECT a.id, b.id, {ONE_DIGIT} FROM digits AS a
            JOIN digits AS b ON a.block = b.block AND a.id < b.id AND a.birth_date <> b.birth_date
        UNION ALL
        SELECT least(a.id, b.id), greatest(a.id, b.id), {NAME_ALONE} FROM words AS a
            JOIN words AS b ON a.word = b.word AND a.id <> b.id AND a.birth_date IS NULL
        UNION ALL
        SELECT a.id, b.id, {NAME_ALONE} FROM people AS a
            JOIN people AS b ON a.whole = b.whole AND a.id < b.id AND (
                (extract(year FROM a.birth_date) = extract(year FROM b.birth_date))::int
                + (extract(month FROM a.birth_date) = extract(month FROM b.birth_date))::int
                + (extract(day FROM a.birth_date) = extract(day FROM b.birth_date))::int >= 2
            )
    ),
    candidates AS MATERIALIZED (SELECT one, other, min(least) AS least FROM met GROUP BY one, other),
    scored AS MATERIALIZED (
        SELECT one, other, least, {_alike("a", "b")} AS score
        FROM candidates JOIN people AS a ON a.id = one JOIN people AS b ON b.id = other
    )
    SELECT one, other FROM scored
    WHERE score >= least
    AND NOT EXISTS (
        SELECT 1 FROM clients_notsameperson AS decided WHERE decided.one_id = one AND decided.other_id = other
    )
    ORDER BY score - (least - {SAME_DAY}) DESC, one, other
    LIMIT %(most)s
"""  # noqa: S608


@dataclass(frozen=True)
class Pair:
    """Two people who may be one; `one` was added first."""

    one: Client
    other: Client


def near_days(day: date) -> list[date]:
    """The dates that a slip of the hand makes of `day`: itself, day and month swapped, one digit wrong."""
    text = day.strftime("%Y%m%d")
    spelt = {text, text[:4] + text[6:] + text[4:6]}
    spelt |= {text[:at] + digit + text[at + 1 :] for at in range(2, 8) for digit in "0123456789"}
    return sorted(filter(None, map(_date, spelt)))


def _date(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def alike_at_my_sites(user, *, first_name: str, last_name: str, birth_date: date) -> dict[int, float]:
    """How alike they are, by number: people known at the user's sites whose names are as alike as their dates ask for.

    Names may differ most where the days agree, less where a digit is wrong; where hardly more than the name agrees
    (two of day, month and year, or one date is not known) they are all but the same.
    """
    near = set(near_days(birth_date))
    same = {birth_date, _date(f"{birth_date:%Y%d%m}")}
    days = sorted(near | set(kindred_days(birth_date)))
    found = _alike_to(user, first_name, last_name, days, SAME_DAY, known=True, undated=True)
    needed = {pk: SAME_DAY if born in same else ONE_DIGIT if born in near else ALL_BUT_SAME for pk, _s, born in found}
    return {pk: score for pk, score, _born in found if score >= needed[pk]}


def kindred_days(day: date) -> list[date]:
    """The dates that share two of day, month and year with `day`, of people young enough to come."""
    texts = [f"{day:%Y%m}{other:02}" for other in range(1, 32)]
    texts += [f"{day:%Y}{other:02}{day:%d}" for other in range(1, 13)]
    texts += [f"{day.year + other}{day:%m%d}" for other in range(-40, 41)]
    return list(filter(None, map(_date, texts)))


def alike_elsewhere(user, *, first_name: str, last_name: str, birth_date: date) -> list[int]:
    """The numbers of people of all but the same name, born on that very day, not known at the user's sites.

    Only for the system scope (callers say nothing of it but yes or no).
    """
    found = _alike_to(user, first_name, last_name, [birth_date], ALL_BUT_SAME, known=False)
    return [pk for pk, _score, _born in found]


def _alike_to(
    user, first: str, last: str, days: list[date], least: float, *, known: bool, undated: bool = False
) -> list[tuple]:
    """(number, how alike, birth date) of people born on one of `days`, known at the user's sites or not.

    undated: those without a birth date too.
    """
    values = {"first": first, "last": last, "days": days, "least": least, "known": known, "undated": undated}
    values["sites"] = _sites(user)
    with connection.cursor() as cursor:
        cursor.execute(ONE, values)
        return cursor.fetchall()


def likely_pairs(user, most: int = MOST_PAIRS) -> list[Pair]:
    """The pairs of people known at the user's sites who may be one person, the likeliest first; at most `most`.

    Pairs that somebody has looked at and found to be two people are left out. Two queries and the user's sites.
    """
    sites = _sites(user)
    with connection.cursor() as cursor:
        # The planner cannot know how many people there are at the sites; row by row this would take minutes.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(PAIRS, {"sites": sites, "most": most})
        numbers = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = on")
    wanted = {number for pair in numbers for number in pair}
    people = Client.objects.known_to(user).select_related("home_site").in_bulk(wanted)
    return [Pair(people[one], people[other]) for one, other in numbers if one in people and other in people]


def _sites(user) -> list[int]:
    return list(sites_for(user, Permission.SEE_CLIENTS).order_by().values_list("pk", flat=True))
