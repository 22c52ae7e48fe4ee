"""Own pages of the demo: three young people, one of whom writes; and a request of one's own data."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from clients.codes import DataRequestKind
from clients.models import Client, DataRequest, Message, OwnPage
from network.actions.invitations import fingerprint
from network.models import Site, User

# The one link that is known beforehand, in the demo alone; codes for it are given by the counsellor.
SECRET = "demo-oma-sivu-jonka-linkki-on-kaikkien-tiedossa"  # noqa: S105
# Who writes (True = the young person), how many hours ago, what; the last one waits to be read.
MESSAGES = [
    (True, 170, "Moi! Pitääkö mun ottaa todistukset mukaan ens viikolla?"),
    (False, 165, "Moi! Ota peruskoulun todistus, jos löydät sen helposti. Ilmankin pärjätään."),
    (True, 52, "Löysin sen. Soitin myös sinne asuntotoimistoon, jonossa ollaan."),
    (False, 48, "Hienoa, että soitit! Merkitään se tehdyksi suunnitelmaan."),
    (True, 5, "Voiko tapaamisen pitää etänä? Mulla on flunssa."),
]
# e-mail for codes, opened so many days ago, used so many days ago (None = never)
PAGES = [("nuori@example.org", 40, 0), ("", 2, None), ("toinen.nuori@example.org", 200, 20)]


def make_own_pages(sites: dict[str, Site], now: datetime, by: User) -> None:
    """Pages of the first three young people of the running project's Ohjaamo."""
    people = Client.objects.filter(key__startswith="client-now-", home_site=sites["V"]).order_by("pk")[: len(PAGES)]
    first, _second, third = people
    for number, (client, (email, opened, seen)) in enumerate(zip(people, PAGES, strict=True)):
        OwnPage.objects.create(
            client=client,
            secret_hash=fingerprint(SECRET if number == 0 else token_urlsafe(32)),
            email=email,
            opened_at=now - timedelta(days=opened),
            opened_by=by,
            seen_at=None if seen is None else now - timedelta(days=seen, hours=5),
        )
    Message.objects.bulk_create(
        Message(
            client=first,
            author=None if is_own else by,
            body=body,
            sent_at=now - timedelta(hours=hours),
            read_at=None if body == MESSAGES[-1][2] else now - timedelta(hours=hours - 1),
        )
        for is_own, hours, body in MESSAGES
    )
    DataRequest.objects.create(
        client=third,
        kind=DataRequestKind.CORRECT,
        text="Koulutus on väärin: kävin lukion loppuun viime keväänä.",
        made_at=now - timedelta(days=20),
    )
    DataRequest.objects.create(
        client=first,
        kind=DataRequestKind.COPY,
        made_at=now - timedelta(days=33),
        handled_at=now - timedelta(days=30),
        handled_by=by,
        answer="Tulosteet annettiin tapaamisessa.",
    )
