"""Client profiles, a change measure with what some have answered, and three people who are there twice."""

from datetime import date, timedelta
from random import Random

from clients.codes import Answerer
from clients.models import (
    Client,
    ClientProfile,
    Measure,
    MeasureArea,
    Measurement,
    MeasurementAnswer,
    Profile,
    ProfileSet,
)
from network.models import User

SEED = 4_2026
PROFILES = [
    ("Omin voimin", "På egen hand", 3, 1, "uraohjaaja, TE-palvelut"),
    ("Suunnan etsijä", "Söker riktning", 2, 2, "nuorisotyöntekijä, opinto-ohjaaja"),
    ("Rinnalla kulkien", "Sida vid sida", 1, 3, "etsivä nuorisotyö, sosiaaliohjaaja"),
]
AREAS = [
    ("Arki", "Vardag"),
    ("Asuminen", "Boende"),
    ("Työ ja opiskelu", "Arbete och studier"),
    ("Raha", "Pengar"),
    ("Ihmissuhteet", "Relationer"),
    ("Usko tulevaan", "Framtidstro"),
]
MEASURED, MEASURED_TWICE = 12, 9


def make_guidance(sites: dict, this_day: date, by: User) -> None:
    dice = Random(SEED)
    home = Client.objects.filter(key__startswith="client-now", home_site=sites["V"], birth_date__isnull=False)
    people = list(home.order_by("key")[:40])
    make_profiles(dice, people[:30], this_day, by)
    make_measurements(dice, people[:MEASURED], this_day, by)
    make_twins(people[-3:], by)


def make_profiles(dice: Random, people: list[Client], this_day: date, by: User) -> None:
    """A set in force since the year before last; some have changed from one profile to another."""
    first_day = this_day.replace(year=this_day.year - 1, month=1, day=1)
    chosen = ProfileSet.objects.create(
        name_fi="Ohjaamon asiakasprofiilit", name_sv="Navigatorns klientprofiler", valid_from=first_day
    )
    profiles = [
        Profile.objects.create(
            profile_set=chosen, name_fi=fi, name_sv=sv, motivation=motivation, need=need, core_roles=roles
        )
        for fi, sv, motivation, need, roles in PROFILES
    ]
    rows = []
    for person in people:
        since = max(first_day, this_day - timedelta(days=dice.randrange(60, 200)))
        level = dice.randrange(3)
        rows.append(ClientProfile(client=person, profile=profiles[level], since=since, set_by=by))
        if level and dice.random() < 0.4:
            later = since + timedelta(days=dice.randrange(20, 55))
            rows.append(ClientProfile(client=person, profile=profiles[level - 1], since=later, set_by=by))
    ClientProfile.objects.bulk_create(rows)


def make_measurements(dice: Random, people: list[Client], this_day: date, by: User) -> None:
    """Twelve people answered, most of them twice; the counsellor does not always see it alike."""
    measure = Measure.objects.create(
        name_fi="Muutosmittari", name_sv="Förändringsmätaren", valid_from=this_day.replace(year=this_day.year - 1)
    )
    areas = MeasureArea.objects.bulk_create(
        MeasureArea(measure=measure, name_fi=fi, name_sv=sv, position=place) for place, (fi, sv) in enumerate(AREAS)
    )
    for number, person in enumerate(people):
        values = [dice.randrange(2, 7) for _area in areas]
        start = this_day - timedelta(days=dice.randrange(100, 190))
        answered_by = Answerer.CLIENT if number % 4 == 3 else Answerer.TOGETHER
        _measure(dice, person, measure, areas, values, start, answered_by, by)
        if number < MEASURED_TWICE:
            later = [min(10, max(1, value + dice.choice([-1, 0, 1, 2, 2, 3]))) for value in values]
            day = this_day - timedelta(days=dice.randrange(3, 40))
            _measure(dice, person, measure, areas, later, day, answered_by, by)


def _measure(dice: Random, person: Client, measure: Measure, areas: list, values: list, day: date, how, by) -> None:
    row = Measurement.objects.create(client=person, measure=measure, date=day, answered_by=how, made_by=by)
    alone = how == Answerer.CLIENT
    MeasurementAnswer.objects.bulk_create(
        MeasurementAnswer(
            measurement=row,
            area=area,
            client_value=value,
            counsellor_value=None if alone else min(10, max(1, value + dice.choice([-2, -1, 0, 0, 0, 1]))),
        )
        for area, value in zip(areas, values, strict=True)
    )


def make_twins(people: list[Client], by: User) -> None:
    """Three people added a second time: a doubled letter, names in the wrong order, a digit of the date wrong."""
    first, second, third = people
    written = [
        (first, first.first_name, first.last_name[0] + first.last_name[1] * 2 + first.last_name[2:], first.birth_date),
        (second, second.last_name, second.first_name, second.birth_date),
        (third, third.first_name, third.last_name, third.birth_date.replace(year=third.birth_date.year - 1)),
    ]
    for number, (person, first_name, last_name, born) in enumerate(written, start=1):
        Client.objects.create(
            key=f"client-twice-{number}", first_name=first_name, last_name=last_name, birth_date=born,
            home_site=person.home_site, created_by=by,
        )  # fmt: skip
