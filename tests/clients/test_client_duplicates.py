"""Nobody is added twice: a thousand seeded Finnish misspellings, and additions at the same moment."""

import random
from datetime import date, timedelta

import pytest

from clients.models import Client
from clients.search import possible_duplicates
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.factories import make_site, make_user

pytestmark = pytest.mark.django_db

NEWCOMERS = 200
FIRST = """
    Aada Aino Akseli Aleksi Anni Antti Armas Eetu Eino Elias Elina Ella Emilia Emma Erkki Hanna Heikki Helmi
    Hilla Iida Iiro Inkeri Jaakko Jani Jere Joona Juho Jukka Kaisa Kalle Katja Lauri Leevi Lotta Maija Matias
    Mikko Minna Niilo Noora Olli Oona Otso Paavo Pekka Petra Pihla Pyry Reino Riikka Roosa Saara Sami Sanna
    Siiri Sofia Teemu Tuuli Väinö Valtteri Veera Ville Viljami Ässä
""".split()  # noqa: SIM905
LAST = """
    Aalto Ahonen Anttila Eronen Haapala Hakala Halonen Hämäläinen Harju Heikkilä Heikkinen Heino Hiltunen
    Hirvonen Huttunen Hyvärinen Jääskeläinen Järvinen Jokinen Kallio Karjalainen Karppinen Kettunen Kinnunen
    Korhonen Koskinen Laakso Lahtinen Laine Laitinen Lehtinen Lehtonen Leppänen Mäkelä Mäkinen Manninen
    Mattila Miettinen Mustonen Nieminen Niskanen Nurmi Oksanen Peltonen Pesonen Pitkänen Räsänen Rantanen
    Saarinen Salminen Salo Savolainen Seppälä Tuominen Turunen Väisänen Virtanen Wallenius Öhman Åberg
""".split()  # noqa: SIM905


def swap(name: str, dice) -> str:
    at = dice.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def drop(name: str, dice) -> str:
    at = dice.randrange(1, len(name))
    return name[:at] + name[at + 1 :]


def double(name: str, dice) -> str:
    at = dice.randrange(len(name))
    return name[:at] + name[at] + name[at:]


def wrong(name: str, dice) -> str:
    at = dice.randrange(1, len(name))
    return name[:at] + dice.choice("aeiouyntslr") + name[at + 1 :]


def undot(name: str, dice) -> str:
    return name.translate(str.maketrans("äöåÄÖÅ", "aoaAOA"))


def old_spelling(name: str, dice) -> str:
    return name.replace("V", "W").replace("v", "w")


SLIPS = [swap, drop, double, wrong, undot, old_spelling]


def misspelt(first: str, last: str, dice) -> tuple[str, str]:
    """A slip in one of the names, sometimes in both, sometimes the names change places."""
    if dice.random() < 0.5:
        first = dice.choice(SLIPS)(first, dice)
    else:
        last = dice.choice(SLIPS)(last, dice)
    if dice.random() < 0.2:
        last = dice.choice(SLIPS)(last, dice) if len(last) > 4 else last
    return (last, first) if dice.random() < 0.1 else (first, last)


def someone(dice) -> tuple[str, str, date]:
    born = date(1997, 1, 1) + timedelta(days=dice.randrange(4700))
    return dice.choice(FIRST), dice.choice(LAST), born


def test_a_thousand_misspellings_are_noticed_and_newcomers_let_through():
    """Recall at least 95 %, precision at least 80 %, as docs and design promise."""
    dice = random.Random(2026)
    site = make_site()
    user = make_user(Role.COUNSELLOR, site=site)
    known = list(dict.fromkeys(someone(dice) for _number in range(1100)))[:1000]
    with acting_as_system("test"):
        Client.objects.bulk_create(
            Client(first_name=first, last_name=last, birth_date=born, home_site=site) for first, last, born in known
        )
    noticed = false_alarms = 0
    with acting_as(user):
        for first, last, born in known:
            typed_first, typed_last = misspelt(first, last, dice)
            alike = possible_duplicates(user, first_name=typed_first, last_name=typed_last, birth_date=born)
            noticed += any((one.first_name, one.last_name, one.birth_date) == (first, last, born) for one in alike)
        newcomers = [someone(dice) for _number in range(NEWCOMERS)]
        for first, last, born in newcomers:
            alike = possible_duplicates(user, first_name=first, last_name=last, birth_date=born)
            false_alarms += bool(alike) and (first, last, born) not in known
    assert noticed >= 950
    # As if as many newcomers came as misspelt people.
    assert noticed / (noticed + false_alarms * len(known) / NEWCOMERS) >= 0.8
