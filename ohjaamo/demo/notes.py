"""Notes, caseloads and openings of the demo: who works with a dozen invented young people, and what they wrote down."""

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from clients.codes import NoteAudience, WorkRole
from clients.models import AccessReason, CaseWorker, Client, Note
from network.models import Expert, Site, User

# of whom (number) | days ago | by whom: o = the counsellor, a = Kela's expert | who reads: shared or agency | text
NOTES = """
0 | 2 | o | shared | Sovittiin, että soitetaan asuntotoimistoon yhdessä torstaina. Todistus löytyi.
0 | 9 | a | agency | Asumistuen hakemus odottaa vuokrasopimusta. Palataan, kun asunto on selvillä.
0 | 16 | o | shared | Kertoi, että haluaa ensin omaan kotiin ja vasta sitten kouluun. Edetään siinä järjestyksessä.
0 | 33 | o | agency | Muistettava tiimissä: ensi viikolla sijainen.
0 | 48 | o | shared | Ensimmäinen pidempi keskustelu. Tykkää keittiötöistä, kokemusta kesätöistä kahdesta paikasta.
1 | 5 | o | shared | Työpajan tutustumiskäynti sovittu ensi maanantaille klo 9.
2 | 12 | a | shared | Etuusasiat kunnossa vuoden loppuun, uusi tarkistus tammikuussa.
3 | 7 | o | shared | Hygieniapassi tehty! Seuraavaksi ansioluettelo.
4 | 20 | o | shared | Toivoo yhteydenottoa tekstiviestillä, ei soittoa.
"""
# of whom | who (e = an expert of the Ohjaamo) | role | days ago | until (days ago) | why | handed over from the row
WORKERS = """
0 | e | own | 120 | 49 | ohjausjakso |
0 | o | own | 48 | | edellinen ohjaaja siirtyi toiseen työhön | 0
0 | a | partner | 20 | | toimeentulo ja asuminen |
1 | o | own | 60 | | |
2 | o | own | 90 | | |
2 | a | support | 40 | | etuudet |
3 | o | own | 30 | | |
4 | o | support | 25 | | työnhaku |
4 | e | own | 200 | | |
5 | a | partner | 15 | | etuudet |
7 | o | own | 75 | | |
"""
# who | days ago | what; of the first young person
OPENINGS = """
o | 48 | page of the person
o | 33 | note
a | 20 | page of the person
o | 16 | note
a | 9 | page of the person
a | 9 | note
o | 2 | page of the person
o | 2 | mending the details
"""
REASONS = {"o": AccessReason.ROLE.value, "a": AccessReason.CONSENT.value}


def make_notes(sites: dict[str, Site], today: date, by: User) -> None:
    """Notes of both kinds, who works with whom with one handover behind, and who has seen the first one's data."""
    people = list(Client.objects.filter(key__startswith="client-now-", home_site=sites["V"]).order_by("pk")[:12])
    kela = Expert.objects.select_related("user", "agency").get(email="asiantuntija@example.org")
    own = Expert.objects.get(user=by)
    other = Expert.objects.filter(sites=sites["V"], user=None).valid_on(today).order_by("pk").first()
    users, experts = {"o": by, "a": kela.user}, {"o": own, "a": kela, "e": other}
    for number, ago, who, audience, body in _lines(NOTES):
        Note.objects.create(
            client=people[int(number)],
            author=users[who],
            audience=audience,
            agency=experts[who].agency if audience == NoteAudience.AGENCY else None,
            body=body,
            created_at=_afternoon(today, ago),
        )
    _make_workers(people, experts, today)
    _make_openings(people[0], users, {"o": sites["V"].name, "a": kela.agency.name_fi}, today)


def _make_workers(people: list[Client], experts: dict[str, Expert], today: date) -> None:
    made: list[CaseWorker] = []
    for number, who, role, ago, until, why, before in _lines(WORKERS):
        made.append(
            CaseWorker.objects.create(
                client=people[int(number)],
                expert=experts[who],
                role=WorkRole(role),
                since=today - timedelta(int(ago)),
                until=today - timedelta(int(until)) if until else None,
                reason=why,
                handed_from=made[int(before)] if before else None,
            )
        )


def _make_openings(client: Client, users: dict[str, User], names: dict[str, str], today: date) -> None:
    """Straight into the table: the model's records are always of this moment, and never changed afterwards."""
    rows = [
        (_afternoon(today, ago), users[who].pk, names[who], client.pk, what, REASONS[who])
        for who, ago, what in _lines(OPENINGS)
    ]
    with connection.cursor() as cursor:
        for row in rows:
            cursor.execute(
                "INSERT INTO clients_accessrecord (at, user_id, via, client_id, what, reason, explanation)"
                " VALUES (%s, %s, %s, %s, %s, %s, '')",
                row,
            )


def _lines(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]


def _afternoon(today: date, ago: str) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(int(ago)), time(14, 10)))
