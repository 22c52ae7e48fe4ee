"""What the public pages tell of the demo's Ohjaamos: invented introductions, contacts and exceptional days."""

from datetime import date, time, timedelta

from network.holidays import is_holiday
from network.models import OpeningException, Site

INTROS = {
    "intro_fi": (
        "Tule sellaisena kuin olet. Ohjaamossa jutellaan siitä, mikä juuri nyt painaa tai kiinnostaa: työ, opinnot,"
        " raha, koti tai oma vointi. Et tarvitse aikaa etkä papereita."
    ),
    "intro_sv": (
        "Kom som du är. På Ohjaamo pratar vi om det som tynger eller intresserar just nu: jobb, studier, pengar, hem"
        " eller hur du mår. Du behöver varken tid eller papper."
    ),
    "intro_en": (
        "Come as you are. At the Ohjaamo we talk about what weighs on you or interests you right now: work, studies,"
        " money, a home or how you feel. You need no appointment and no papers."
    ),
}
DIRECTIONS = {
    "V": "Sisäänkäynti pihan puolelta, keltainen ovi. Bussit pysähtyvät kulman takana.",
}
DAYS_TO_STAFF_DAY = 12


def make_public_site(sites: dict[str, Site], this_day: date) -> None:
    """Introductions, directions, the controller, and a staff day some two weeks from `this_day`."""
    for letter, site in sites.items():
        for field, text in INTROS.items():
            setattr(site, field, text)
        site.controller = f"{site.municipality.name_fi}, nuorisopalvelut"
        site.privacy_email = "tietosuoja@example.org"
        site.save()
        if letter in DIRECTIONS:
            site.addresses.filter(valid_to=None).update(directions=DIRECTIONS[letter])
        day = this_day + timedelta(days=DAYS_TO_STAFF_DAY)
        while is_holiday(day) or day.weekday() > 4:
            day += timedelta(days=1)
        OpeningException.objects.create(
            site=site, date=day, opens=time(14), closes=time(16), reason="Henkilöstön koulutuspäivä"
        )
