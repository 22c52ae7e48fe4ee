"""People of ended projects, many at a time, with a given number of each trait."""

from collections.abc import Sequence
from datetime import date, timedelta

from clients.codes import Gender, Isced
from clients.models import Client
from network.models import Site
from ohjaamo.demo.dice import Dice


def seeded(seed: int) -> Dice:
    """Dice of one's own, so that nobody else's fall otherwise."""
    dice = Dice()
    dice.seed(seed)
    dice.faker.seed_instance(seed)
    return dice


def make_people(dice: Dice, prefix: str, site: Site, genders: dict[str, int], born: tuple[date, date]) -> list[Client]:
    """Unsaved people of a site, so many of each gender, in a mixed order; all of them with a degree."""
    rows = []
    order = [gender for gender, number in genders.items() for _one in range(number)]
    dice.shuffle(order)
    for index, gender in enumerate(order):
        first_name, last_name = dice.name(gender)
        rows.append(
            Client(
                key=f"{prefix}-{index}",
                first_name=first_name,
                last_name=last_name,
                gender=gender,
                home_site=site,
                birth_date=born[0] + timedelta(dice.randrange((born[1] - born[0]).days)),
                municipality_id=site.municipality_id,
                mother_tongue="fi",
                life_situation=dice.weighted({"unemployed": 60, "student": 25, "employed": 9, "outside": 6}),
                education_isced=dice.weighted({Isced.LEVEL_3: 88, Isced.LEVEL_6: 12}),
                foreign_background=False,
            )
        )
    return rows


def some(dice: Dice, people: Sequence[Client], **of_each: int) -> list[Client]:
    """So many people of each gender, taken by chance: some(…, female=212, male=272)."""
    return [
        one
        for gender, number in of_each.items()
        for one in dice.sample([client for client in people if client.gender == Gender(gender)], number)
    ]


def days(dice: Dice, number: int, first: date, last: date) -> list[date]:
    """So many working days between two days, in order."""
    return sorted(dice.working_day(first, last) for _one in range(number))
