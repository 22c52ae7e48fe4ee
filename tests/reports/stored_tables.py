"""Rows of spreadsheets and further rows put straight into the database: for tests that try many data sets."""

from datetime import UTC, date, datetime, time

from clients import models as path
from network.access import acting_as_system
from network.models import (
    Agency,
    Area,
    Development,
    Employer,
    EmployerContact,
    Expert,
    Project,
    Site,
    StaffAssignment,
    Target,
)
from services.models import Campaign, Event, Feedback, JobPost, Pilot
from tests.reports.recount import items

NOON = datetime(2025, 1, 1, 10, tzinfo=UTC)
BOOLEAN = {"yes": True, "no": False, "": None}


def store(tables: dict) -> "Stored":
    """All tables; further ones where there are any."""
    with acting_as_system("test"):
        stored = Stored()
        stored.contract(tables)
        if "uses" in tables:
            stored.further(tables)
    return stored


def _many(model, rows) -> list:
    return model.objects.bulk_create(list(rows))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


class Stored:
    """What was stored by its key."""

    def contract(self, tables: dict) -> None:
        self._places(tables)
        self._experts(tables)
        self._clients(tables)
        visits = [
            path.Visit(
                key=row["key"], date=_day(row["date"]), site=self.sites[row["site"]], contact_type=row["contact_type"],
                client=self.clients.get(row["client"]), age_band=row["age_band"], gender=row["gender"],
                met_before=BOOLEAN[row["met_before"]], themes=items(row["themes"]), minutes=_number(row["minutes"]),
                language=row["language"],
            )
            for row in tables["visits"]
        ]  # fmt: skip
        _many(path.Visit, visits)
        _many(
            path.Gathering,
            (
                path.Gathering(
                    key=row["key"], date=_day(row["date"]), site=self.sites[row["site"]], kind=row["kind"],
                    event_type=row["event_type"], title=row["title"], headcount=int(row["headcount"]),
                    joint=BOOLEAN[row["joint"]], campaign=row.get("campaign", ""),
                )
                for row in tables["gatherings"]
            ),
        )  # fmt: skip
        _many(
            path.Referral,
            (
                path.Referral(
                    key=row["key"], client=self.clients[row["client"]], date=_day(row["date"]), target=row["target"],
                    accompanied=BOOLEAN[row["accompanied"]], status=row["status"],
                    followup_date=_day(row["followup_date"]), followup_result=row["followup_result"],
                )
                for row in tables["referrals"]
            ),
        )  # fmt: skip
        _many(path.Participation, map(self._participation, tables["participations"]))

    def _places(self, tables: dict) -> None:
        sites = _many(Site, (Site(key=row["key"], name=row["name"], municipality_id="908") for row in tables["sites"]))
        self.sites = {site.key: site for site in sites}
        self.projects: dict[str, Project] = {}
        for row in tables["projects"]:
            project = Project.objects.create(
                code=row["code"], name=row["name"], programme=row["programme"], start_date=row["start_date"],
                end_date=row["end_date"], parent=self.projects.get(row["parent"]),
            )  # fmt: skip
            project.sites.set([self.sites[key] for key in items(row["sites"])])
            self.projects[row["code"]] = project
        areas = {}
        for row in tables["areas"]:
            area = Area.objects.create(project=self.projects[row["project"]], name=row["area"])
            area.municipalities.set(items(row["municipalities"]))
            areas[row["project"], row["area"]] = area
        _many(
            Target,
            (
                Target(
                    project=self.projects[row["project"]], period=row["period"], period_start=row["period_start"],
                    period_end=row["period_end"], area=areas.get((row["project"], row["area"])),
                    measure=row["measure"], target=int(row["target"]),
                    included_in_parent=BOOLEAN[row["included_in_parent"]],
                )
                for row in tables["targets"]
            ),
        )  # fmt: skip

    def _experts(self, tables: dict) -> None:
        agencies = _many(
            Agency,
            (
                Agency(
                    key=row["key"], name_fi=row["name_fi"], sector=row["sector"], valid_from=_day(row["valid_from"]),
                    valid_to=_day(row["valid_to"]),
                )
                for row in tables["agencies"]
            ),
        )  # fmt: skip
        by_key = {agency.key: agency for agency in agencies}
        experts = _many(
            Expert,
            (
                Expert(
                    key=row["key"], first_name=row["first_name"], last_name=row["last_name"],
                    agency=by_key[row["agency"]], valid_from=_day(row["valid_from"]), valid_to=_day(row["valid_to"]),
                )
                for row in tables["experts"]
            ),
        )  # fmt: skip
        self.experts = {expert.key: expert for expert in experts}
        Link = Expert.sites.through
        pairs = ((self.experts[row["key"]], key) for row in tables["experts"] for key in items(row["sites"]))
        _many(Link, (Link(expert=expert, site=self.sites[key]) for expert, key in pairs))

    def _clients(self, tables: dict) -> None:
        rows = _many(
            path.Client,
            (
                path.Client(
                    key=row["key"], first_name=row["first_name"], last_name=row["last_name"],
                    birth_date=_day(row["birth_date"]), gender=row["gender"],
                    education_isced=_number(row.get("education_isced", "")),
                    foreign_background=BOOLEAN[row["foreign_background"]], home_site=self.sites.get(row["home_site"]),
                    municipality_id=row["municipality"] or None,
                )
                for row in tables["clients"]
            ),
        )  # fmt: skip
        self.clients = {client.key: client for client in rows}

    def _participation(self, row: dict) -> path.Participation:
        return path.Participation(
            key=row["key"], project=self.projects[row["project"]], client=self.clients[row["client"]],
            start_date=_day(row["start_date"]), labour_start=row["labour_start"],
            unemployed_since=_day(row["unemployed_since"]), education_isced=_number(row["education_isced"]),
            municipality_id=row["municipality"] or None, end_date=_day(row["end_date"]), placement=row["placement"],
            labour_end=row["labour_end"], qualification=BOOLEAN[row["qualification"]], status_6m=row["status_6m"],
        )  # fmt: skip

    def _linked(self, row: dict, *without: str) -> dict:
        """The row with models in the place of keys."""
        found = {name: value for name, value in row.items() if name not in without}
        for name, rows in (("client", self.clients), ("site", self.sites), ("expert", self.experts)):
            if name in found:
                found[name] = rows[found[name]]
        if "project" in found:
            found["project"] = self.projects.get(found["project"])
        return found

    def further(self, tables: dict) -> None:
        _many(
            path.ServiceUse,
            (
                path.ServiceUse(**self._linked(row, "withdrawn"), withdrawn_at=NOON if row["withdrawn"] else None)
                for row in tables["uses"]
            ),
        )
        _many(
            path.PlacementPeriod,
            (path.PlacementPeriod(**self._linked(row), source="client") for row in tables["periods"]),
        )
        _many(path.WageSubsidy, (path.WageSubsidy(**self._linked(row)) for row in tables["subsidies"]))
        _many(
            path.HousingGuidance, (path.HousingGuidance(**self._linked(row), need="other") for row in tables["housing"])
        )
        _many(Development, (Development(**self._linked(row), title="Työpaja") for row in tables["developments"]))
        _many(Pilot, (Pilot(**self._linked(row), title="Kokeilu") for row in tables["pilots"]))
        _many(StaffAssignment, (StaffAssignment(**self._linked(row)) for row in tables["staff"]))
        _many(Feedback, (Feedback(**self._linked(row, "answers"), **row["answers"]) for row in tables["feedback"]))
        self._screenings(tables)
        self._guidance(tables)
        self._jobs(tables)

    def _screenings(self, tables: dict) -> None:
        found = _many(
            path.Screening, (path.Screening(**self._linked(row), name="Seulonta") for row in tables["screenings"])
        )
        _many(
            path.ScreeningCase,
            (
                path.ScreeningCase(
                    **row | {"screening": found[row["screening"]]}, last_name="Esimerkki", source="social"
                )
                for row in tables["cases"]
            ),
        )

    def _guidance(self, tables: dict) -> None:
        profile_set = path.ProfileSet.objects.create(name_fi="Profiilit")
        profiles = _many(
            path.Profile,
            (
                path.Profile(profile_set=profile_set, name_fi=f"Profiili {n}", motivation=n + 1, need=2)
                for n in range(3)
            ),
        )
        self.profiles = [str(profile.pk) for profile in profiles]
        rows = (self._linked(row) | {"profile": profiles[row["profile"]]} for row in tables["profiles"])
        _many(path.ClientProfile, (path.ClientProfile(**row) for row in rows))
        measure = path.Measure.objects.create(name_fi="Mittari")
        areas = _many(path.MeasureArea, (path.MeasureArea(measure=measure, name_fi=name) for name in ("Arki", "Työ")))
        measurements = _many(
            path.Measurement,
            (
                path.Measurement(**self._linked(row, "values"), measure=measure, answered_by="client")
                for row in tables["measurements"]
            ),
        )
        _many(
            path.MeasurementAnswer,
            (
                path.MeasurementAnswer(measurement=one, area=area, client_value=value, counsellor_value=3)
                for one, row in zip(measurements, tables["measurements"], strict=True)
                for area, value in zip(areas, row["values"], strict=True)
            ),
        )

    def _jobs(self, tables: dict) -> None:
        _many(
            Event,
            (Event(**self._linked(row), title_fi="Rekry", starts=time(12), kind="event") for row in tables["events"]),
        )
        employer = Employer.objects.create(name="Työnantaja")
        _many(
            EmployerContact,
            (EmployerContact(**self._linked(row), employer=employer, channel="phone") for row in tables["contacts"]),
        )
        campaigns = []
        for number, row in enumerate(tables["campaigns"]):
            source = {"visitors_source": "Laskuri"} if row["visitors"] else {}
            fields = {name: row[name] for name in ("starts", "ends", "visitors")} | source
            campaigns.append(Campaign.objects.create(name=f"Kampanja {number}", slug=f"kampanja-{number}", **fields))
            campaigns[-1].sites.set([self.sites[key] for key in row["sites"]])
        _many(JobPost, (self._post(row, campaigns) for row in tables["posts"]))

    def _post(self, row: dict, campaigns: list) -> JobPost:
        approved = row["approved"] and datetime.combine(row["approved"], time(10), UTC)
        status = "rejected" if row["rejected"] else "approved" if approved else "submitted"
        return JobPost(
            site=self.sites[row["site"]], kind=row["kind"], places=row["places"], employer_name=row["employer"],
            campaign=None if row["campaign"] is None else campaigns[row["campaign"]], title="Kesätyö",
            how_to_apply="soita", apply_by=date(2030, 1, 1), approved_at=approved, status=status,
        )  # fmt: skip
