"""Consents of the demo: a dozen invented young people and what they let other agencies see."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from clients.codes import ConsentGiven
from clients.models import Client, Consent
from network.models import Agency, Expert, Site, User
from ohjaamo.demo.agencies import TE_OFFICE

KELA = "Kela"
LEGAL_AID, SCHOOL = "Oikeusaputoimisto", "Valkeakosken ammattiopisto"
HEALTH, WORKSHOP = "Mielenterveys- ja päihdepalvelut", "Nuorten työpaja Valkeakoski"
ALL = "basic plan visits notes"
# to whom | what | given so many days ago | for so many days | how | witness or place | withdrawn so many days ago
CONSENTS = f"""
{KELA}; {LEGAL_AID} | {ALL} | 20 | 365 | tablet | |
{KELA} | basic plan | 45 | 365 | spoken | Ville Vastaanotto |
{KELA}; {HEALTH} | basic plan visits | 90 | 365 | paper | Lukittu kaappi, mappi 2 |
{KELA} | basic | 335 | 365 | spoken | Ville Vastaanotto |
{KELA}; {SCHOOL} | basic plan | 320 | 365 | paper | Lukittu kaappi, mappi 1 |
{KELA} | basic visits | 200 | 365 | spoken | Oona Ohjaaja | 3
{LEGAL_AID} | basic notes | 150 | 365 | paper | Lukittu kaappi, mappi 2 | 60
{WORKSHOP} | basic plan visits | 60 | 180 | spoken | Oona Ohjaaja |
{SCHOOL}; {WORKSHOP} | {ALL} | 12 | 365 | spoken | Ville Vastaanotto |
{LEGAL_AID} | basic | 420 | 365 | paper | Lukittu kaappi, mappi 1 |
{TE_OFFICE} | basic plan | 730 | 1095 | paper | Lukittu kaappi, mappi 1 |
{HEALTH}; {KELA} | basic plan | 5 | 365 | spoken | Oona Ohjaaja |
"""
# A scribble, as a finger draws it on the tablet.
SIGNATURE = (
    "M62 132L70 88L82 54L96 50L100 72L92 108L96 134L112 122L128 98L138 92L136 116L146 124L164 102L176 "
    "92L178 118L192 122L214 96L224 90L222 114L236 122L262 100M286 60L282 96L280 132L288 140M252 78L296 "
    "74L330 78M330 118L352 96L362 98L358 122L372 124L396 98L410 92L408 118L424 122L460 96L520 84"
)


def make_consents(sites: dict[str, Site], today: date, by: User) -> None:
    """Twelve acts: in force, running out, ended, withdrawn, to an agency that is gone; one signed by hand."""
    people = Client.objects.filter(key__startswith="client-now-", home_site=sites["V"]).order_by("pk")
    agencies = {agency.name_fi: agency for agency in Agency.objects.all()}
    agencies[KELA] = Expert.objects.get(email="asiantuntija@example.org").agency
    lines = [[part.strip() for part in line.split("|")] for line in CONSENTS.strip().splitlines()]
    rows = []
    for client, (receivers, scopes, ago, days, given, witness, *withdrawn) in zip(people, lines, strict=False):
        first = today - timedelta(int(ago))
        act = {
            "client": client,
            "scopes": scopes.split(),
            "valid_from": first,
            "valid_to": first + timedelta(int(days)),
            "given": given,
            "witness": witness,
            "recorded_at": _noon(first),
            "recorded_by": by,
            "site": sites["V"],
            "batch": uuid4(),
        }
        if given == ConsentGiven.TABLET:
            act |= {"signature": SIGNATURE, "signature_name": client.full_name, "language": "fi-easy"}
        if withdrawn and withdrawn[0]:
            act |= {"withdrawn_at": _noon(today - timedelta(int(withdrawn[0]))), "withdrawn_by": by}
        rows += [Consent(**act, agency=agencies[name.strip()]) for name in receivers.split(";")]
    Consent.objects.bulk_create(rows)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12, 30)))
