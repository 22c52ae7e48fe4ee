"""The figures beyond the contract once more, in plain Python over rows, knowing nothing of our code.

Written from docs/figures.md alone, like tests.reports.recount.
"""

from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.reports.more_tables import CARDS, DEVELOPMENTS, EMPLOYERS, KINDS, QUESTIONS
from tests.reports.random_tables import PLACEMENTS
from tests.reports.recount import EVENT_TYPES, Recount, day, items

LANGUAGES = [
    "fi", "sv", "en", "se", "ru", "et", "ar", "so", "ku", "fa", "uk", "sq", "vi", "th", "zh", "tr", "es", "fr", "de",
    "pl", "ro", "bn", "ne", "tl", "ti", "other",
]  # fmt: skip
STEPS = ["screened", "invited", "interviewed", "plan", "forward"]


def percent(part, whole) -> int | None:
    """Half up."""
    if not whole:
        return None
    return int((Decimal(100) * Decimal(part) / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP))


def mean(values) -> Decimal | None:
    values = list(values)
    return (Decimal(sum(values)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP) if values else None


def spread(values) -> dict:
    values = [value for value in values if value is not None]
    least, most = (min(values), max(values)) if values else (None, None)
    return {"n": len(values), "mean": mean(values), "least": least, "most": most}


def counted(rows) -> dict:
    rows = list(rows)
    return {"times": len(rows), "people": len({row["client"] for row in rows})}


class RecountMore(Recount):
    """The further figures; `profiles`: what the profiles are called in the figures, by their number in the rows."""

    def __init__(self, tables: dict, profiles: list[str], *scope):
        super().__init__(tables, *scope)
        self.profiles = profiles
        self.known = {row["client"] for row in tables["visits"] if row["client"] and row["site"] in self.sites}
        self.known |= {key for key, row in self.clients.items() if row["home_site"] in self.sites}

    def within(self, on: date | None) -> bool:
        return on is not None and self.first <= on <= self.last

    def here(self, row: dict) -> bool:
        """At a site of the scope; where rows have projects, of its own or of none."""
        return row["site"] in self.sites and (row.get("project") is None or row["project"] in self.family)

    def more(self) -> dict:
        return {
            "visit_order": self.visit_order(),
            "visit_languages": self.languages(),
            "background": self.background(),
            "services": self.services(),
            **self.paths(),
            "summer_jobs": self.summer_jobs(),
            "housing": self.housing(),
            "subsidies": self.subsidies(),
            "exits": self.exits_one_by_one(),
            "joint": self.joint(),
            "recruiting": self.recruiting(),
            "screening": self.screening(),
            "profiles": self.work(),
            "change": self.change(),
            "feedback": self.feedback(),
            "developments": self.developments(),
            "pilots": self.pilots(),
            "staff": self.staff(),
        }

    def visit_order(self) -> dict:
        own = defaultdict(list)
        for row in self.tables["visits"]:
            if row["client"] and row["site"] in self.sites and day(row["date"]) <= self.last:
                own[row["client"]].append(row["date"])
        numbers = [
            number for days in own.values() for number, on in enumerate(sorted(days), start=1) if self.inside(on)
        ]
        return {
            "named": len(numbers),
            "first": sum(number == 1 for number in numbers),
            "second_third": sum(number in (2, 3) for number in numbers),
            "fourth_on": sum(number > 3 for number in numbers),
        }

    def languages(self) -> dict:
        found = Counter(row["language"] or "not_given" for row in self.visits_in_scope())
        others = sorted(set(found) - {*LANGUAGES, "not_given"})
        return {code: found[code] for code in [*LANGUAGES, *others, "not_given"]}

    def background(self) -> dict:
        visitors = {row["client"] for row in self.visits_in_scope() if row["client"]}
        people = [self.clients[key] for key in visitors]

        def group(known, meant) -> dict:
            known, meant = [p for p in people if known(p)], [p for p in people if meant(p)]
            women = sum(p["gender"] == "female" for p in meant)
            return {
                "known": len(known), "number": len(meant), "women": women,
                "share": percent(len(meant), len(known)), "women_share": percent(women, len(meant)),
            }  # fmt: skip

        return {
            "basic_education": group(lambda p: p["education_isced"], lambda p: p["education_isced"] in list("012")),
            "foreign": group(lambda p: p["foreign_background"], lambda p: p["foreign_background"] == "yes"),
        }

    def _uses(self) -> list[dict]:
        return [
            row for row in self.tables["uses"] if self.here(row) and self.within(row["date"]) and not row["withdrawn"]
        ]

    def services(self) -> dict:
        rows = self._uses()
        return {
            **counted(rows),
            "by_kind": {kind: counted(row for row in rows if row["kind"] == kind) for kind in KINDS},
            "by_card": {card: counted(row for row in rows if row["card"] == card) for card in CARDS},
        }

    def _subsidies(self) -> list[dict]:
        return [
            row
            for row in self.tables["subsidies"]
            if (row["project"] in self.family if row["project"] else row["client"] in self.known)
        ]

    def paths(self) -> dict:
        referred = [r for r in self.tables["referrals"] if self.inside(r["date"]) and r["client"] in self.known]
        placed = {
            (row["client"], row["placement"])
            for row in self.tables["periods"]
            if self.within(row["started_on"]) and row["client"] in self.known
        }
        placed |= {
            (row["client"], row["placement"])
            for row in self.tables["participations"]
            if row["project"] in self.family and self.inside(row["end_date"]) and row["placement"]
        }

        def to(*targets) -> set:
            return {row["client"] for row in referred if row["target"] in targets}

        def got(*codes) -> set:
            return {client for client, code in placed if code in codes}

        work, applied, admitted = to("work", "wage_subsidy"), to("education"), got("education", "apprenticeship")
        begun = {row["client"] for row in self._subsidies() if self.within(row["started_on"])}
        helped = [client for client in work if client in begun or client in got("subsidised_job")]
        trials = sum(row["target"] in ("work_trial", "education_trial") for row in referred)
        return {
            "work": {
                "referred": len(work), "with_subsidy": len(helped), "subsidy_share": percent(len(helped), len(work)),
            },
            "education": {"applied": len(applied), "admitted": len(admitted), "either": len(applied | admitted)},
            "apprenticeships": {"referred": len(to("apprenticeship")), "begun": len(got("apprenticeship"))},
            "wellbeing": {"referred": len(to("wellbeing"))},
            "trials": {
                "referrals": trials, "people": len(to("work_trial", "education_trial")), "of": len(referred),
                "share": percent(trials, len(referred)),
            },
        }  # fmt: skip

    def _gatherings(self) -> list[dict]:
        return [row for row in self.tables["gatherings"] if row["site"] in self.sites and self.inside(row["date"])]

    def summer_jobs(self) -> dict:
        infos = [r for r in self._gatherings() if r["event_type"] == "job_info" and r["campaign"]]
        posts = [
            row
            for row in self.tables["posts"]
            if row["site"] in self.sites
            and row["campaign"] is not None
            and row["kind"] == "summer_job"
            and self.within(row["approved"])
            and not row["rejected"]
        ]
        campaigns = [
            row
            for row in self.tables["campaigns"]
            if set(row["sites"]) & set(self.sites) and row["starts"] <= self.last and row["ends"] >= self.first
        ]
        return {
            "coached": counted(row for row in self._uses() if row["kind"] == "summer_job_coaching"),
            "infos": {"events": len(infos), "headcount": sum(int(row["headcount"]) for row in infos)},
            "posted": {
                "posts": len(posts), "places": sum(row["places"] for row in posts),
                "employers": len({row["employer"] for row in posts}),
            },
            "campaigns": len(campaigns),
            "web_visitors": sum(row["visitors"] or 0 for row in campaigns),
        }  # fmt: skip

    def housing(self) -> dict:
        asking = {r["client"] for r in self.visits_in_scope() if r["client"] and "housing" in items(r["themes"])}
        rows = [row for row in self.tables["housing"] if self.here(row)]
        guided = counted(row for row in rows if self.within(row["started_on"]))
        housed = counted(row for row in rows if row["outcome"] == "got_home" and self.within(row["outcome_on"]))
        return {
            "clients_asking": len(asking), "guided": guided["times"], "guided_people": guided["people"],
            "housed": housed["times"], "housed_people": housed["people"],
        }  # fmt: skip

    def subsidies(self) -> dict:
        rows = [row for row in self._subsidies() if self.within(row["started_on"])]
        total = sum(row["money_eur"] or 0 for row in rows)

        def kind(code: str) -> dict:
            own = [row for row in rows if row["employer_type"] == code]
            euros = sum(row["money_eur"] or 0 for row in own)
            return counted(own) | {"euros": euros, "share": percent(euros, total)}

        ended = [row for row in self._subsidies() if self.within(row["ended_on"])]
        known = [row for row in ended if row["continued"] is not None]
        yes = sum(row["continued"] for row in known)
        return {
            **counted(rows), "euros": total, "by_employer_type": {code: kind(code) for code in EMPLOYERS},
            "continued": {"ended": len(ended), "known": len(known), "yes": yes, "share": percent(yes, len(known))},
        }  # fmt: skip

    def exits_one_by_one(self) -> dict:
        found = Counter(
            person["exit"]["placement"] or "unknown"
            for person in self.merged(self.project["code"], self.last)
            if person["exit"] and self.inside(person["exit"]["end_date"])
        )
        ended = sum(found.values())

        def group(*codes) -> dict:
            number = sum(found[code] for code in codes)
            return {"number": number, "share": percent(number, ended)}

        return {
            "ended": ended,
            "by_placement": {code: found[code] for code in PLACEMENTS if code},
            "to_work": group("open_job", "entrepreneur", "subsidised_job"),
            "trials": group("work_trial", "rehabilitative_work"),
        }

    def joint(self) -> dict:
        rows = [row for row in self._gatherings() if row["joint"] == "yes"]

        def held(own: list[dict]) -> dict:
            return {"events": len(own), "headcount": sum(int(row["headcount"]) for row in own)}

        by_type = {code: held([row for row in rows if row["event_type"] == code]) for code in EVENT_TYPES}
        return held(rows) | {"mean": mean(int(row["headcount"]) for row in rows), "by_event_type": by_type}

    def recruiting(self) -> dict:
        events = [row for row in self.tables["events"] if self.here(row) and self.within(row["date"])]
        contacts = [row for row in self.tables["contacts"] if self.here(row) and self.within(row["date"])]
        return {
            "candidates": spread(
                row["candidates"]
                for row in events
                if row["event_type"] == "recruitment" and row["status"] != "cancelled"
            ),
            "heads": spread(int(r["headcount"]) for r in self._gatherings() if r["event_type"] == "recruitment"),
            "employers_need": spread(row["need_count"] for row in contacts),
        }

    def screening(self) -> dict:
        chosen = {
            number: row
            for number, row in enumerate(self.tables["screenings"])
            if self.here(row) and self.within(row["started_on"])
        }
        cases = [row for row in self.tables["cases"] if row["screening"] in chosen]
        fields = ["decision", "invited_on", "interviewed_on", "plan_made_on", "forwarded_on"]
        steps = {step: sum(bool(row[field]) for row in cases) for step, field in zip(STEPS, fields, strict=True)}
        before = dict(zip(STEPS, [len(cases), *steps.values()], strict=False))
        set_for = {"screened": "target_screened", "invited": "target_invited", "forward": "target_forwarded"}
        targets = {step: [r[f] for r in chosen.values() if r[f] is not None] for step, f in set_for.items()}
        timed = [row for row in cases if row["interviews"] and row["minutes"] is not None]
        interviews, minutes = sum(row["interviews"] for row in timed), sum(row["minutes"] for row in timed)
        each = (Decimal(minutes) / interviews).quantize(Decimal(1), ROUND_HALF_UP) if interviews else None
        return {
            "screenings": len(chosen),
            "listed": len(cases),
            "steps": steps,
            "of_previous": {step: percent(steps[step], before[step]) for step in STEPS},
            "of_screened": {step: percent(steps[step], steps["screened"]) for step in STEPS},
            "targets": {step: sum(numbers) for step, numbers in targets.items() if numbers},
            "not_invited": sum(row["decision"] == "not_invited" for row in cases),
            "interviews": interviews,
            "minutes_per_interview": each,
        }

    def work(self) -> dict:
        groups = defaultdict(list)
        for row in self.visits_in_scope():
            if row["client"] and row["minutes"]:
                groups[self._profile(row)].append(row)
        found = {}
        for key, rows in groups.items():
            minutes, people = sum(int(row["minutes"]) for row in rows), len({row["client"] for row in rows})
            each = (Decimal(minutes) / people).quantize(Decimal(1), ROUND_HALF_UP)
            found[key] = {"people": people, "visits": len(rows), "minutes": minutes, "per_person": each}
        return {"in_force": 3, "by_profile": found}

    def _profile(self, visit: dict) -> str:
        """The profile given last by the day; of two given on one day the later row."""
        mine = [
            (row["since"], number, row["profile"])
            for number, row in enumerate(self.tables["profiles"])
            if row["client"] == visit["client"] and row["since"] <= day(visit["date"])
        ]
        return self.profiles[max(mine)[2]] if mine else "none"

    def change(self) -> dict:
        values = defaultdict(list)
        for number, row in enumerate(self.tables["measurements"]):
            for area, value in enumerate(row["values"]):
                if value is not None and row["client"] in self.known and row["date"] <= self.last:
                    values[row["client"], area].append((row["date"], number, value))
        measured, sums = set(), defaultdict(list)
        for (client, _area), rows in values.items():
            rows.sort()
            if rows[-1][0] >= self.first:
                measured.add(client)
                if len(rows) > 1:
                    sums[client].append(rows[-1][2] - rows[0][2])
        changes = [sum(numbers) for numbers in sums.values()]
        return {
            "measured": len(measured),
            "repeated": len(changes),
            "higher": sum(number > 0 for number in changes),
            "same": sum(number == 0 for number in changes),
            "lower": sum(number < 0 for number in changes),
        }

    def feedback(self) -> dict:
        rows = [row["answers"] for row in self.tables["feedback"] if self.here(row) and self.within(row["date"])]
        found: dict = {"answers": len(rows)}
        for name in QUESTIONS:
            given = [row[name] for row in rows if row[name] is not None]
            found[name] = {"n": len(given), "mean": mean(given)}
        return found

    def developments(self) -> dict:
        rows = [r for r in self.tables["developments"] if r["project"] in self.family and self.within(r["date"])]

        def logged(own: list[dict]) -> dict:
            return {"entries": len(own), "person_days": sum(row["person_days"] or 0 for row in own)}

        by_kind = {kind: logged([row for row in rows if row["kind"] == kind]) for kind in DEVELOPMENTS}
        return logged(rows) | {"by_kind": by_kind}

    def pilots(self) -> dict:
        rows = [row for row in self.tables["pilots"] if self.here(row) and self.within(row["started"])]
        return {"number": len(rows), "headcount": sum(row["headcount"] or 0 for row in rows)}

    def staff(self) -> dict:
        rows = [
            row
            for row in self.tables["staff"]
            if row["project"] in self.family
            and (row["valid_from"] is None or row["valid_from"] <= self.last)
            and (row["valid_to"] is None or row["valid_to"] >= self.first)
        ]
        names = {
            row[field].strip().casefold(): row[field].strip() for row in rows[::-1] for field in ("role", "funding")
        }

        def spelt(row: dict, field: str) -> str:
            return names[row[field].strip().casefold()]

        roles, paid = defaultdict(set), defaultdict(lambda: defaultdict(set))
        for row in rows:
            roles[spelt(row, "role")].add(row["expert"])
            paid[spelt(row, "funding")][spelt(row, "role")].add(row["expert"])
        return {
            "experts": len({row["expert"] for row in rows}),
            "by_role": {role: len(experts) for role, experts in roles.items()},
            "by_funding": {
                payer: {role: len(people) for role, people in found.items()} for payer, found in paid.items()
            },
        }
