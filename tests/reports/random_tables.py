"""Random but valid spreadsheets of an Ohjaamo, from a seed: small, and dense in the corners where counting errs."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.reports import recount

SITES = ["akaa", "urjala", "valkeakoski"]
MUNICIPALITIES = ["020", "887", "908", "297"]
PLACEMENTS = [
    "open_job",
    "entrepreneur",
    "subsidised_job",
    "apprenticeship",
    "education",
    "job_seeking",
    "work_trial",
    "rehabilitative_work",
    "workshop",
    "service",
    "military",
    "family_leave",
    "pension",
    "moved",
    "dropped_out",
    "unknown",
    "",
]


class RandomTables:
    """Builds all eleven tables as lists of rows of strings."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.programme = self.random.choice(["esr2007", "esr2014", "esfplus2021", "other"])

    def day(self, first=date(2019, 6, 1), last=date(2023, 6, 30)) -> str:
        """A day, often the last of a month, for that is where calendar months err."""
        found = first + timedelta(self.random.randrange((last - first).days + 1))
        if self.random.random() < 0.25:
            found = (found.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
        return min(found, last).isoformat()

    def maybe(self, text: str, chance: float = 0.7) -> str:
        return text if self.random.random() < chance else ""

    def some(self, codes: list[str], least: int = 0, most: int = 3) -> str:
        return "|".join(self.random.sample(codes, self.random.randint(least, min(most, len(codes)))))

    def tables(self) -> dict[str, list[dict]]:
        pick = self.random.choice
        agencies = [
            {
                "key": f"a{n}",
                "name_fi": f"Toimija {n}",
                "sector": "ngo",
                "valid_from": self.maybe(self.day(), 0.3),
                "valid_to": "",
            }
            for n in range(6)
        ]
        for row in agencies:
            row["valid_to"] = self.maybe(self.day(date.fromisoformat(row["valid_from"] or "2019-01-01")), 0.3)
        experts = [
            {
                "key": f"e{n}",
                "first_name": "Aino",
                "last_name": f"Ala {n}",
                "agency": pick(agencies)["key"],
                "sites": self.some(SITES, 1),
                "languages": "fi",
                "valid_from": "",
                "valid_to": self.maybe(self.day(), 0.4),
            }
            for n in range(12)
        ]
        clients = [
            {
                "key": f"c{n:02}",
                "first_name": "Veera",
                "last_name": f"Nuori {n}",
                "birth_date": self.maybe(
                    self.day(date(1960, 1, 1), date(2008, 12, 31)) if n % 4 else "2000-02-29", 0.85
                ),
                "gender": pick(recount.GENDERS),
                "foreign_background": pick(["yes", "no", ""]),
                "home_site": self.maybe(pick(SITES), 0.5),
                "municipality": self.maybe(pick(MUNICIPALITIES)),
            }
            for n in range(25)
        ]
        return {
            "sites": [{"key": key, "name": f"Ohjaamo {key}", "municipality": "908", "age_limit": ""} for key in SITES],
            "agencies": agencies,
            "experts": experts,
            "projects": self.projects(),
            "areas": [
                {"project": "MAIN", "area": "Kuopio", "municipalities": "297|908"},
                {"project": "MAIN", "area": "Sisä-Savo", "municipalities": "020"},
                {"project": "SUB1", "area": "Kuopio", "municipalities": "297"},
            ],
            "targets": self.targets(),
            "clients": clients,
            "visits": [self.visit(n, clients, experts) for n in range(120)],
            "gatherings": [self.gathering(n) for n in range(30)],
            "referrals": [self.referral(n, clients) for n in range(60)],
            "participations": [self.participation(n, clients) for n in range(50)],
        }

    def projects(self) -> list[dict]:
        dates = {"start_date": "2020-01-01", "end_date": "2022-11-30"}
        sub_dates = {"start_date": "2020-06-01", "end_date": "2022-06-30"}
        base = {"programme": self.programme, "name": "Hanke"}
        return [
            base | dates | {"code": "MAIN", "parent": "", "sites": self.random.choice(["", "akaa|valkeakoski"])},
            base | sub_dates | {"code": "SUB1", "parent": "MAIN", "sites": "akaa"},
            base | sub_dates | {"code": "SUB2", "parent": "MAIN", "sites": "valkeakoski"},
            base | sub_dates | {"code": "SUBSUB", "parent": "SUB1", "sites": ""},
            base | dates | {"code": "STRANGE", "parent": "", "sites": "urjala"},
        ]

    def targets(self) -> list[dict]:
        rows = []
        for project, area in [
            ("MAIN", ""),
            ("MAIN", "Kuopio"),
            ("MAIN", "Sisä-Savo"),
            ("SUB1", "Kuopio"),
            ("SUB2", ""),
        ]:
            for period, first, last in [("2020", "2020-01-01", "2020-12-31"), ("2021–22", "2021-01-01", "2022-11-30")]:
                rows += [
                    {
                        "project": project,
                        "period": period,
                        "period_start": first,
                        "period_end": last,
                        "area": area,
                        "measure": measure,
                        "target": str(self.random.randint(0, 90)),
                        "included_in_parent": self.random.choice(["yes", "no", ""]),
                    }
                    for measure in ["intake", *recount.CATEGORIES]
                ]
        return rows

    def visit(self, number: int, clients: list[dict], experts: list[dict]) -> dict:
        pick = self.random.choice
        client = self.maybe(pick(clients)["key"], 0.6)
        on = self.day()
        if client:
            born = next(row["birth_date"] for row in clients if row["key"] == client)
            # A birthday now and then: the age band changes that very day.
            if born and self.random.random() < 0.3 and born[5:] != "02-29":
                on = f"2021-{born[5:]}"
        return {
            "key": f"v{number}",
            "date": on,
            "site": pick(SITES),
            "contact_type": pick(recount.CONTACT_TYPES),
            "client": client,
            "age_band": "" if client else self.maybe(pick(recount.AGE_BANDS)),
            "gender": "" if client else self.maybe(pick(recount.GENDERS)),
            "met_before": "" if client else pick(["yes", "no", ""]),
            "themes": self.some(recount.THEMES, 1),
            "minutes": self.maybe(str(self.random.randint(0, 120))),
            "experts": self.some([row["key"] for row in experts], 0, 2),
            "language": "fi",
        }

    def gathering(self, number: int) -> dict:
        return {
            "key": f"g{number}",
            "date": self.day(),
            "site": self.random.choice(SITES),
            "kind": self.random.choice(recount.KINDS),
            "event_type": self.maybe(self.random.choice(recount.EVENT_TYPES)),
            "title": "Tapahtuma",
            "headcount": str(self.random.randint(0, 60)),
            "joint": self.random.choice(["yes", "no"]),
        }

    def referral(self, number: int, clients: list[dict]) -> dict:
        result = self.random.choice(["attached", "not_attached", "unreached", ""])
        return {
            "key": f"r{number}",
            "client": self.random.choice(clients)["key"],
            "date": self.day(),
            "target": self.random.choice(recount.TARGETS),
            "accompanied": self.random.choice(["yes", "no", ""]),
            "status": "sent",
            "followup_date": "2023-12-01" if result else "",
            "followup_result": result,
        }

    def participation(self, number: int, clients: list[dict]) -> dict:
        pick = self.random.choice
        project = pick(["MAIN", "SUB1", "SUB1", "SUB2", "SUBSUB", "STRANGE"])
        start = self.day(date(2019, 12, 1), date(2022, 12, 31))
        since = recount.plus_months(date.fromisoformat(start), -pick([5, 6, 11, 12, 13])) + timedelta(
            pick([0, 0, 1, -1])
        )
        end = self.maybe(self.day(date.fromisoformat(start), date(2023, 3, 31)), 0.75)
        return {
            "key": f"p{number:03}",
            "project": project,
            "client": pick(clients[:18])["key"],
            "start_date": start,
            "labour_start": pick(["unemployed", "unemployed", "inactive_in_education", "inactive", "employed"]),
            "unemployed_since": self.maybe(since.isoformat()),
            "education_isced": pick([*"012345678", ""]),
            "municipality": self.maybe(pick(MUNICIPALITIES)),
            "end_date": end,
            "placement": pick(PLACEMENTS) if end else "",
            "labour_end": pick(["jobseeker", "in_education", "employed", "entrepreneur", "none", ""]) if end else "",
            "qualification": pick(["yes", "no", ""]) if end else "",
            "status_6m": pick(["employed", "improved", "not_employed", "unreached", ""]) if end else "",
        }


def write(tables: dict[str, list[dict]], folder: Path) -> Path:
    """Write the tables as CSV files into `folder`, as a municipality would send them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder
