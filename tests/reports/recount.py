"""The contract's figures once more, in plain Python over the rows of the spreadsheets, knowing nothing of our code.

Written from the public definitions (docs/figures.md) alone: if the product and this disagree, one of them misreads.
"""

import calendar
from collections import Counter, defaultdict
from datetime import date

GENDERS = ["female", "male", "other", "unknown"]
AGE_BANDS = ["under_18", "18_24", "25_29", "30_plus", "unknown"]
CONTACT_TYPES = ["walk_in", "booked", "phone", "online", "message", "network_meeting", "outreach"]
KINDS = ["group", "popup", "outreach", "event"]
EVENT_TYPES = [
    "recruitment",
    "job_info",
    "employer_meeting",
    "mentoring",
    "workshop",
    "webinar",
    "fair",
    "participation",
    "other",
]
THEMES = [
    "employment",
    "entrepreneurship",
    "summer_job",
    "education",
    "housing",
    "finances",
    "debts",
    "everyday_life",
    "wellbeing",
    "health",
    "substances",
    "relationships",
    "independence",
    "leisure",
    "legal",
    "immigration",
    "other",
]
TARGETS = [
    "work",
    "wage_subsidy",
    "summer_job",
    "education",
    "apprenticeship",
    "work_trial",
    "education_trial",
    "wellbeing",
    "housing",
    "workshop",
    "project",
    "finances",
    "other",
]
CATEGORIES = ["open_labour_market", "wage_subsidy", "education", "continues_job_search", "other"]
CATEGORY = {
    "open_job": "open_labour_market",
    "entrepreneur": "open_labour_market",
    "subsidised_job": "wage_subsidy",
    "apprenticeship": "education",
    "education": "education",
    "job_seeking": "continues_job_search",
}
FACET = {"female": "women", "male": "men", "other": "nonbinary", "unknown": "unknown"}


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def plus_months(start: date, months: int) -> date:
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def band(age: int | None) -> str:
    if age is None:
        return "unknown"
    return "under_18" if age < 18 else "18_24" if age < 25 else "25_29" if age < 30 else "30_plus"


def items(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


class Recount:
    """The figures of one project over `tables` (name → rows of strings, as in the files)."""

    def __init__(self, tables: dict, project: str, first: date | None = None, last: date | None = None, sites=None):
        self.tables = tables
        self.projects = {row["code"]: row for row in tables["projects"]}
        self.project = self.projects[project]
        self.first = first or day(self.project["start_date"])
        self.last = last or day(self.project["end_date"])
        self.family = self.family_of(project)
        own = items(self.project["sites"])
        all_sites = own or {key for code in self.family for key in items(self.projects[code]["sites"])}
        self.sites = sorted(set(all_sites) & set(sites) if sites else set(all_sites))
        self.clients = {row["key"]: row for row in tables["clients"]}

    def family_of(self, code: str) -> set[str]:
        found = {code}
        while True:
            more = {c for c, row in self.projects.items() if row["parent"] in found} - found
            if not more:
                return found
            found |= more

    def inside(self, text: str) -> bool:
        return bool(text) and self.first <= day(text) <= self.last

    def figures(self) -> dict:
        return {
            "scope": {
                "project": self.project["code"],
                "from": self.first.isoformat(),
                "to": self.last.isoformat(),
                "sites": self.sites,
            },
            "visits": self.visits(),
            "clients": self.distinct_clients(),
            "gatherings": self.gatherings(),
            "network": self.network(),
            "referrals": self.referrals(),
            "participants": self.participants(),
            "placements": self.placements(),
            "targets": self.targets(),
        }

    def visits_in_scope(self) -> list[dict]:
        return [row for row in self.tables["visits"] if row["site"] in self.sites and self.inside(row["date"])]

    def visits(self) -> dict:
        rows = self.visits_in_scope()
        themes = Counter(theme for row in rows for theme in items(row["themes"]))
        channels = Counter(row["contact_type"] for row in rows)
        places = Counter(row["site"] for row in rows)
        return {
            "total": len(rows),
            "anonymous": sum(not row["client"] for row in rows),
            "minutes": sum(int(row["minutes"] or 0) for row in rows),
            "by_contact_type": {code: channels[code] for code in CONTACT_TYPES},
            "by_theme": {code: themes[code] for code in THEMES},
            "by_site": {key: places[key] for key in self.sites},
            "by_month": dict(Counter(row["date"][:7] for row in rows)),
        }

    def distinct_clients(self) -> dict:
        first_visit: dict[str, date] = {}
        for row in self.visits_in_scope():
            if row["client"]:
                on = day(row["date"])
                first_visit[row["client"]] = min(on, first_visit.get(row["client"], on))
        genders, bands = Counter(), Counter()
        for key, on in first_visit.items():
            client = self.clients[key]
            genders[client["gender"]] += 1
            born = day(client["birth_date"])
            bands[band(years(born, on) if born else None)] += 1
        return {
            "distinct": len(first_visit),
            "by_gender": {code: genders[code] for code in GENDERS},
            "by_age_band": {code: bands[code] for code in AGE_BANDS},
        }

    def gatherings(self) -> dict:
        rows = [r for r in self.tables["gatherings"] if r["site"] in self.sites and self.inside(r["date"])]

        def count(column: str, code: str) -> dict:
            heads = [int(row["headcount"]) for row in rows if row[column] == code]
            return {"events": len(heads), "headcount": sum(heads)}

        return {
            "events": len(rows),
            "headcount": sum(int(row["headcount"]) for row in rows),
            "by_kind": {code: count("kind", code) for code in KINDS},
            "by_event_type": {code: count("event_type", code) for code in EVENT_TYPES},
        }

    def valid(self, row: dict) -> bool:
        start, end = day(row["valid_from"]), day(row["valid_to"])
        return (start is None or start <= self.last) and (end is None or end >= self.last)

    def network(self) -> dict:
        experts = [r for r in self.tables["experts"] if self.valid(r) and set(items(r["sites"])) & set(self.sites)]
        agencies = {row["key"] for row in self.tables["agencies"] if self.valid(row)}
        return {"agencies": len({row["agency"] for row in experts} & agencies), "experts": len(experts)}

    def referrals(self) -> dict:
        known = {row["client"] for row in self.tables["visits"] if row["client"] and row["site"] in self.sites}
        known |= {key for key, row in self.clients.items() if row["home_site"] in self.sites}
        rows = [row for row in self.tables["referrals"] if self.inside(row["date"]) and row["client"] in known]
        due = [row for row in rows if plus_months(day(row["date"]), 3) <= self.last]
        results = Counter(row["followup_result"] for row in due)
        targets = Counter(row["target"] for row in rows)
        people = defaultdict(set)
        for row in rows:
            people[row["target"]].add(row["client"])
        return {
            "total": len(rows),
            "accompanied": sum(row["accompanied"] == "yes" for row in rows),
            "by_target": {code: targets[code] for code in TARGETS},
            "clients_by_target": {code: len(people[code]) for code in TARGETS},
            "attachment": {
                "due": len(due),
                "followed_up": results["attached"] + results["not_attached"],
                "attached": results["attached"],
                "unreached": results["unreached"],
            },
        }

    def merged(self, project: str, last: date) -> list[dict]:
        """One entry per person of a project with its sub-projects: start data, and exit data when all has ended."""
        family = self.family_of(project)
        by_client = defaultdict(list)
        for row in self.tables["participations"]:
            if row["project"] in family:
                by_client[row["client"]].append(row)
        people = []
        for client, rows in by_client.items():
            start = min(rows, key=lambda row: (row["start_date"], row["key"]))
            is_open = any(not row["end_date"] or day(row["end_date"]) > last for row in rows)
            exit_row = None if is_open else max(rows, key=lambda row: (row["end_date"], row["key"]))
            people.append({"client": self.clients[client], "start": start, "exit": exit_row})
        return people

    def started_in_scope(self) -> list[dict]:
        people = self.merged(self.project["code"], self.last)
        return [person for person in people if self.inside(person["start"]["start_date"])]

    def participants(self) -> dict:
        people = self.started_in_scope()
        rules = self.rules()
        indicators = {}
        for code, rule in rules.items():
            facets = Counter(FACET[person["client"]["gender"]] for person in people if rule(person))
            indicators[code] = {"total": sum(facets.values())} | {name: facets[name] for name in FACET.values()}
        complete = sum(
            person["client"]["gender"] != "unknown"
            and bool(person["client"]["birth_date"])
            and bool(person["start"]["labour_start"])
            and person["start"]["education_isced"] != ""
            for person in people
        )
        return {"total": len(people), "complete": complete, "indicators": indicators}

    def rules(self) -> dict:
        def age(person):
            born = day(person["client"]["birth_date"])
            return years(born, day(person["start"]["start_date"])) if born else None

        def is_aged(low, high):
            return lambda person: age(person) is not None and low <= age(person) <= high

        def started_as(*codes):
            return lambda person: person["start"]["labour_start"] in codes

        def educated(low, high):
            return lambda p: p["start"]["education_isced"] != "" and low <= int(p["start"]["education_isced"]) <= high

        def without_work(person, months):
            since = day(person["start"]["unemployed_since"])
            if person["start"]["labour_start"] != "unemployed" or since is None:
                return False
            return plus_months(since, months) <= day(person["start"]["start_date"])

        def exit_of(person, column):
            return person["exit"][column] if person["exit"] else ""

        def start_of(person):
            return person["start"]["labour_start"]

        inactive = ("inactive", "inactive_in_education")
        results = {
            "01": lambda p: exit_of(p, "labour_end") == "jobseeker" and start_of(p) in inactive,
            "02": lambda p: exit_of(p, "labour_end") == "in_education" and start_of(p) != "inactive_in_education",
            "03": lambda p: exit_of(p, "qualification") == "yes",
            "04": lambda p: exit_of(p, "labour_end") in ("employed", "entrepreneur") and start_of(p) != "employed",
            "05": lambda p: exit_of(p, "status_6m") == "employed" and start_of(p) != "employed",
            "06": lambda p: exit_of(p, "status_6m") == "improved" and start_of(p) == "employed",
        }
        if self.project["programme"] in ("esfplus2021", "other"):
            return {
                "EECO01": lambda p: True,
                "EECO02": started_as("unemployed"),
                "EECO03": lambda p: without_work(p, 12),
                "EECO04": started_as(*inactive),
                "EECO05": started_as("employed"),
                "EECO06": is_aged(0, 17),
                "EECO07": is_aged(18, 29),
                "EECO08": is_aged(55, 200),
                "EECO09": educated(0, 2),
                "EECO10": educated(3, 4),
                "EECO11": educated(5, 8),
                "EECO14": lambda p: p["client"]["foreign_background"] == "yes",
            } | {f"EECR{number}": rule for number, rule in results.items()}
        young = is_aged(0, 24)
        return {
            "CO01": started_as("unemployed"),
            "CO02": lambda p: without_work(p, 12) or (young(p) and without_work(p, 6)),
            "CO03": started_as(*inactive),
            "CO04": started_as("inactive"),
            "CO05": started_as("employed"),
            "CO06": young,
            "CO07": is_aged(55, 200),
            "CO09": educated(1, 2),
            "CO10": educated(3, 4),
            "CO11": educated(5, 8),
            "CO15": lambda p: p["client"]["foreign_background"] == "yes",
            "CR01": results["01"],
            "CR02": results["02"],
            "CR03": results["03"],
            "CR04": results["04"],
            "CR06": results["05"],
            "CR07": results["06"],
        }

    def exits(self, project: str, first: date, last: date) -> list[tuple[str, str]]:
        """(municipality at start, category) of each exit in a period."""
        found = []
        for person in self.merged(project, last):
            if person["exit"] and first <= day(person["exit"]["end_date"]) <= last:
                placement = person["exit"]["placement"] or "unknown"
                found.append((person["start"]["municipality"], CATEGORY.get(placement, "other")))
        return found

    def area_of(self, project: str, municipality: str) -> str:
        for row in self.tables["areas"]:
            if row["project"] == project and municipality in items(row["municipalities"]):
                return row["area"]
        return ""

    def placements(self) -> dict:
        exits = self.exits(self.project["code"], self.first, self.last)
        by_category = Counter(category for _municipality, category in exits)
        by_area, by_municipality = defaultdict(Counter), defaultdict(Counter)
        for municipality, category in exits:
            by_area[self.area_of(self.project["code"], municipality)][category] += 1
            by_municipality[municipality][category] += 1
        return {
            "ended": len(exits),
            "by_category": {code: by_category[code] for code in CATEGORIES},
            "by_area": {area: {code: n[code] for code in CATEGORIES} for area, n in by_area.items()},
            "by_municipality": {place: {code: n[code] for code in CATEGORIES} for place, n in by_municipality.items()},
        }

    def targets(self) -> list[dict]:
        rows = []
        for row in self.tables["targets"]:
            if row["project"] not in self.family:
                continue
            first, last = day(row["period_start"]), day(row["period_end"])
            if row["measure"] == "intake":
                starts = [p["start"] for p in self.merged(row["project"], last)]
                found = [s["municipality"] for s in starts if first <= day(s["start_date"]) <= last]
            else:
                found = [m for m, category in self.exits(row["project"], first, last) if category == row["measure"]]
            if row["area"]:
                found = [m for m in found if self.area_of(row["project"], m) == row["area"]]
            rows.append(
                {name: row[name] for name in ("project", "period", "area", "measure")}
                | {"target": int(row["target"]), "actual": len(found)}
            )
        return rows
