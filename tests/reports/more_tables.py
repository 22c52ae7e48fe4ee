"""Random rows of what the spreadsheets do not hold (services, outcomes, screenings, events …), beside RandomTables."""

from datetime import date, timedelta
from random import Random

from tests.reports.random_tables import PLACEMENTS, SITES, RandomTables

KINDS = [
    "card_training", "coaching", "course", "group", "mentoring", "micro_job", "trial", "summer_job_coaching", "other",
]  # fmt: skip
CARDS = [
    "hygiene", "alcohol", "first_aid", "work_safety", "hot_work", "road_safety", "electrical_safety",
    "security_steward", "forklift", "other",
]  # fmt: skip
EMPLOYERS = ["company", "association", "municipality"]
PROJECTS = ["MAIN", "SUB1", "SUB2", "SUBSUB", "STRANGE"]
QUESTIONS = ["grade", "got_help", "was_heard", "took_part", "plans_cleared"]
DEVELOPMENTS = ["workshop", "purchase", "product", "practice", "other"]


class MoreTables:
    """Rows as plain values; clients and sites are told by key, projects by code."""

    def __init__(self, seed: int, tables: dict):
        self.random, self.tables = Random(seed), tables
        self.clients = [row["key"] for row in tables["clients"]]
        self.contract = RandomTables(seed)

    def day(self) -> date:
        return date.fromisoformat(self.contract.day())

    def later(self, start: date, chance: float = 0.7) -> date | None:
        return start + timedelta(self.random.randrange(400)) if self.random.random() < chance else None

    def rows(self) -> dict[str, list[dict]]:
        many = {"uses": 70, "periods": 50, "subsidies": 40, "housing": 40, "events": 15, "contacts": 15, "posts": 20}
        many |= {"screenings": 4, "cases": 50, "profiles": 40, "measurements": 50, "feedback": 40}
        many |= {"developments": 15, "pilots": 12, "staff": 8, "campaigns": 3}
        return {name: [getattr(self, f"_{name}")(number) for number in range(n)] for name, n in many.items()}

    def _uses(self, number: int) -> dict:
        kind = self.random.choice([*KINDS, "card_training", "summer_job_coaching"])
        return (
            self._of_client()
            | self._at_site()
            | {
                "kind": kind,
                "card": self.random.choice(CARDS) if kind == "card_training" else "",
                "date": self.day(),
                "withdrawn": self.random.random() < 0.1,
            }
        )

    def _of_client(self) -> dict:
        return {"client": self.random.choice(self.clients)}

    def _at_site(self) -> dict:
        return {"site": self.random.choice(SITES)}

    def _in_project(self) -> dict:
        return {"project": self.random.choice([*PROJECTS, None])}

    def _periods(self, number: int) -> dict:
        placement = self.random.choice([code for code in PLACEMENTS if code])
        return self._of_client() | {"placement": placement, "started_on": self.day()}

    def _subsidies(self, number: int) -> dict:
        start = self.day()
        return (
            self._of_client()
            | self._in_project()
            | {
                "employer_type": self.random.choice(EMPLOYERS),
                "started_on": start,
                "ended_on": self.later(start),
                "money_eur": self.random.choice([None, *range(100, 9000, 250)]),
                "continued": self.random.choice([True, False, None]),
            }
        )

    def _housing(self, number: int) -> dict:
        start = self.day()
        outcome = self.random.choice(["", "got_home", "got_home", "kept_home", "ended"])
        until = self.later(start, 1) if outcome else None
        return self._of_client() | self._at_site() | {"started_on": start, "outcome": outcome, "outcome_on": until}

    def _events(self, number: int) -> dict:
        return self._at_site() | {
            "date": self.day(),
            "event_type": self.random.choice(["recruitment", "recruitment", "workshop"]),
            "candidates": self.random.choice([None, *range(3, 30)]),
            "status": self.random.choice(["published", "published", "draft", "cancelled"]),
        }

    def _contacts(self, number: int) -> dict:
        return self._at_site() | {"date": self.day(), "need_count": self.random.choice([None, 1, 2, 5, 8, 10])}

    def _campaigns(self, number: int) -> dict:
        start = self.day()
        sites = self.random.sample(SITES, self.random.randint(1, 2))
        visitors = self.random.choice([None, 800, 4930])
        return {"sites": sites, "starts": start, "ends": self.later(start, 1), "visitors": visitors}

    def _posts(self, number: int) -> dict:
        return self._at_site() | {
            "campaign": self.random.choice([None, 0, 1, 2]),
            "kind": self.random.choice(["summer_job", "summer_job", "summer_job", "job"]),
            "places": self.random.randint(1, 9),
            "employer": f"Työnantaja {self.random.randint(1, 6)}",
            "approved": self.random.choice([None, self.day(), self.day(), self.day()]),
            "rejected": self.random.random() < 0.15,
        }

    def _screenings(self, number: int) -> dict:
        targets = {
            f"target_{step}": self.random.choice([None, 90, 150]) for step in ("screened", "invited", "forwarded")
        }
        return self._at_site() | self._in_project() | targets | {"started_on": self.day()}

    def _cases(self, number: int) -> dict:
        reached = self.random.randint(0, 5)
        steps = [self.day() if step < reached else None for step in range(5)]
        decision = "" if not reached else "invite" if reached > 1 else self.random.choice(["invite", "not_invited"])
        interviews = self.random.choice([None, 1, 2, 3]) if reached > 2 else None
        return {
            "screening": self.random.randrange(4),
            "decision": decision,
            "invited_on": steps[1],
            "interviewed_on": steps[2],
            "plan_made_on": steps[3],
            "forwarded_on": steps[4],
            "interviews": interviews,
            "minutes": self.random.choice([None, 45, 90, 130]) if interviews else None,
        }

    def _profiles(self, number: int) -> dict:
        return self._of_client() | {"profile": self.random.randrange(3), "since": self.day()}

    def _measurements(self, number: int) -> dict:
        values = [self.random.choice([None, 2, 3, 5]) for _area in range(2)]
        return {"client": self.random.choice(self.clients[:15]), "date": self.day(), "values": values}

    def _feedback(self, number: int) -> dict:
        answers = {name: self.random.choice([None, 4, 5, 5]) for name in QUESTIONS}
        return self._at_site() | {"date": self.day(), "answers": answers}

    def _developments(self, number: int) -> dict:
        days = self.random.choice([None, 0.5, 12, 20.5])
        return {"project": self.random.choice(PROJECTS), "date": self.day(), "kind": self.random.choice(DEVELOPMENTS),
                "person_days": days}  # fmt: skip

    def _pilots(self, number: int) -> dict:
        heads = self.random.choice([None, 4, 12])
        return self._at_site() | self._in_project() | {"started": self.day(), "headcount": heads}

    def _staff(self, number: int) -> dict:
        start = self.day()
        return {
            "project": self.random.choice(PROJECTS),
            "expert": f"e{number % 5}",
            "role": ["Ohjaaja", "ohjaaja ", "Projektipäällikkö", "Suunnittelija"][number // 2],
            "funding": ["", "Hanke", "hanke ", "Vakiinnuttaminen"][number % 4],
            "valid_from": self.random.choice([None, start]),
            "valid_to": self.later(start, 0.5),
        }


def extended(seed: int) -> dict[str, list[dict]]:
    """The tables of the spreadsheets with languages, campaigns and education in them, and the further rows."""
    random, tables = Random(seed), RandomTables(seed).tables()
    for row in tables["visits"]:
        row["language"] = random.choice(["fi", "fi", "sv", "en", "xx", ""])
    for row in tables["gatherings"]:
        row["campaign"] = random.choice(["", "Duunia kesäksi"])
    for row in tables["clients"]:
        row["education_isced"] = random.choice([*"012345678", *"222", ""])
    return tables | MoreTables(seed, tables).rows()
