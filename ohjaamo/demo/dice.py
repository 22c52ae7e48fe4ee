"""Chance with a fixed seed: the demo is the same on every machine, but for the days near today."""

from datetime import date, time, timedelta
from random import Random

from faker import Faker

SEED = 20210217


class Dice(Random):
    """A seeded random source that also knows Finnish names and working days."""

    def __init__(self):
        super().__init__(SEED)
        self.faker = Faker("fi_FI")
        self.faker.seed_instance(SEED)

    def name(self, gender: str) -> tuple[str, str]:
        """An invented first and last name."""
        first = {"female": self.faker.first_name_female, "male": self.faker.first_name_male}.get(
            gender, self.faker.first_name
        )
        return first(), self.faker.last_name()

    def weighted(self, weights: dict):
        """One key, as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]

    def working_day(self, first: date, last: date) -> date:
        """A day from Monday to Friday between two days; July is quiet."""
        while True:
            day = first + timedelta(self.randrange((last - first).days + 1))
            if day.weekday() < 5 and (day.month != 7 or self.random() < 0.15):
                return day

    def opening_time(self) -> time:
        return time(self.choice([12, 12, 13, 13, 14, 14, 15]), self.choice(range(0, 60, 5)))

    def share_out(self, total: int, parts: int, least: int) -> list[int]:
        """`parts` whole numbers of at least `least`, uneven as life is, whose sum is exactly `total`."""
        spare = total - parts * least
        cuts = sorted(self.randrange(spare + 1) for _ in range(parts - 1))
        return [least + high - low for low, high in zip([0, *cuts], [*cuts, spare], strict=True)]
