"""Every kind of error, told by table, row and column; nothing is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.interchange.tables import TABLES

from .tables import SOUND, write_folder

LATER = str(timezone.localdate() + timedelta(days=7))  # also when midnight passes during the run
NOTHING = dict.fromkeys((table.name for table in TABLES), 0)

# (table, text in the sound table, what it is changed to, the lines that must be said)
CASES = [
    # required
    ("sites", "valk,Ohjaamo Valkeakoski", "valk,", ["sites:2:name: is required"]),
    ("visits", "v2,2021-02-18,,akaa,phone", "v2,,,,", [
        "visits:3:date: is required", "visits:3:site: is required", "visits:3:contact_type: is required",
    ]),
    ("visits", "housing|debts", "", ["visits:2:themes: is required"]),
    # types
    ("visits", "2021-02-17", "17.2.2021", ["visits:2:date: “17.2.2021” is not a date such as 2021-02-17"]),
    ("visits", "2021-02-17", "20210217", ["visits:2:date: “20210217” is not a date such as 2021-02-17"]),
    ("visits", "2021-02-17", "2021-02-30", ["visits:2:date: there is no such day as 2021-02-30"]),
    ("visits", "09:30", "9.30", ["visits:2:time: “9.30” is not a time such as 09:30"]),
    ("visits", "09:30", "24:00", ["visits:2:time: “24:00” is not a time such as 09:30"]),
    ("visits", ",30,", ",half,", ["visits:2:minutes: “half” is not a whole number"]),
    ("visits", ",30,", ",-1,", ["visits:2:minutes: -1 is less than 0"]),
    ("visits", ",30,", ",1441,", ["visits:2:minutes: 1441 is more than 1440"]),
    ("visits", ",yes,", ",kyllä,", ["visits:3:met_before: “kyllä” is not yes or no"]),
    ("gatherings", ",12,", ",99999999999999999999,", [
        "gatherings:2:headcount: “99999999999999999999” is not a whole number",
    ]),
    ("gatherings", ",12,", ",2147483648,", ["gatherings:2:headcount: 2147483648 is more than 2147483647"]),
    ("clients", ",2,student", ",9,student", ["clients:2:education_isced: 9 is more than 8"]),
    ("clients", ",fi,", ",suomi,", [
        "clients:2:mother_tongue: “suomi” is not a two-letter language code or “other”",
    ]),
    ("clients", "2001-05-17", "1899-12-31", ["clients:2:birth_date: 1899-12-31 is too far in the past"]),
    ("projects", "2020-03-01", "0202-03-01", ["projects:2:start_date: 0202-03-01 is too far in the past"]),
    ("projects", "2022-12-31", "9999-12-31", ["projects:2:end_date: 9999-12-31 is too far in the future"]),
    ("experts", "Äyräs,,", "Äyräs,aino(at)kela,", ["experts:2:email: “aino(at)kela” is not an e-mail address"]),
    ("projects", "350000", "350000.505", [
        "projects:2:budget_eur: “350000.505” is not a sum such as 1500 or 1500.50",
    ]),
    ("projects", "350000", "-1", ["projects:2:budget_eur: -1 is less than 0"]),
    ("projects", "350000", "1000000000000", [
        "projects:2:budget_eur: 1000000000000 is more than 999999999999.99",
    ]),
    ("clients", "Veera", "V" * 61, ["clients:2:first_name: is longer than 60 characters"]),
    ("clients", "Veera", "Vee\x00ra", ["clients:2:first_name: has characters that cannot be read"]),
    ("agencies", "kela,Kela", f"{'k' * 65},Kela", [
        "agencies:2:key: is longer than 64 characters", "experts:2:agency: there is no “kela” among agencies",
        "referrals:2:to_agency: there is no “kela” among agencies",
    ]),
    # lists
    ("visits", "housing|debts", "housing|", ["visits:2:themes: has an empty place in the list"]),
    ("visits", "housing|debts", "debts|debts", ["visits:2:themes: has “debts” twice in the list"]),
    # codes
    ("agencies", ",kela,,", ",kirkko,,", [
        "agencies:2:sector: “kirkko” is not one of municipality, employment, wellbeing_county, kela, education, parish,"
        " ngo, enforcement, legal_aid, business_service, company, project, other",
    ]),
    ("gatherings", ",event,", ",Event,", ["gatherings:2:kind: “Event” is not one of group, popup, outreach, event"]),
    ("targets", "Etelä,intake", "Etelä,people", [
        "targets:2:measure: “people” is not one of intake, open_labour_market, wage_subsidy, education,"
        " continues_job_search, other",
    ]),
    ("participations", "employed,no", "job,no", [
        "participations:2:labour_end: “job” is not one of jobseeker, in_education, employed, entrepreneur, none",
    ]),
    ("sites", ",908,", ",999,", ["sites:2:municipality: there is no “999” among municipalities"]),
    ("sites", ",020,", ",20,", ["sites:3:municipality: there is no “20” among municipalities"]),
    ("projects", ",06,", ",99,", ["projects:2:region: there is no “99” among regions"]),
    # references
    ("visits", "valk,walk_in", "tampere,walk_in", ["visits:2:site: there is no “tampere” among sites"]),
    ("visits", ",aino,", ",aino|anna,", ["visits:2:experts: there is no “anna” among experts"]),
    ("targets", "Etelä", "Pohjoinen", ["targets:2:area: there is no “Pohjoinen” among areas"]),
    ("targets", "S1,2020,2020-01-01,2020-12-31,Etelä", "S2,2020,2020-01-01,2020-12-31,Etelä", [
        "targets:2:area: there is no “Etelä” among areas",
    ]),
    ("projects", "esr2014,S1", "esr2014,S9", ["projects:3:parent: there is no “S9” among projects"]),
    ("projects", "esr2014,S1", "esr2014,S2", ["projects:3:parent: a project cannot be its own sub-project"]),
    ("projects", "PoVer,esr2014,", "PoVer,esr2014,S2", [
        "projects:2:parent: the parents go round in a circle", "projects:3:parent: the parents go round in a circle",
    ]),
    # the same row twice
    ("visits", "v2,2021-02-18", "v1,2021-02-18", ["visits:3:key: the same row is on line 2 already"]),
    ("areas", "S1,Etelä,908|020\n", "S1,Etelä,908\nS1,Etelä,020\n", [
        "areas:3:area: the same row is on line 2 already",
    ]),
    ("targets", "Etelä,intake", ",intake", ["targets:3:measure: the same row is on line 2 already"]),
    # between cells
    ("sites", "2020-03-01,", "2020-03-01,2020-02-01", ["sites:2:closed: 2020-02-01 is before opened, 2020-03-01"]),
    ("agencies", "kela,,\n", "kela,2021-01-02,2021-01-01\n", [
        "agencies:2:valid_to: 2021-01-01 is before valid_from, 2021-01-02",
    ]),
    ("projects", "2020-03-01,2022-12-31,valk", "2020-03-01,2019-12-31,valk", [
        "projects:2:end_date: 2019-12-31 is before start_date, 2020-03-01",
    ]),
    ("targets", "2020-12-31,Etelä", "2019-12-31,Etelä", [
        "targets:2:period_end: 2019-12-31 is before period_start, 2020-01-01",
    ]),
    ("referrals", "2021-06-01", "2021-02-28", ["referrals:2:followup_date: 2021-02-28 is before date, 2021-03-01"]),
    ("participations", "2021-09-01", "2021-02-28", [
        "participations:2:end_date: 2021-02-28 is before start_date, 2021-03-01",
    ]),
    ("participations", "2020-01-15", "2021-03-02", [
        "participations:2:unemployed_since: 2021-03-02 is after the start date, 2021-03-01",
    ]),
    ("gatherings", ",12,7,5,", ",11,7,5,", [
        "gatherings:2:headcount: women, men, other add up to 12, which is more than the head count 11",
        "gatherings:2:headcount: under_18, age_18_24, age_25_29, age_30_plus add up to 12, which is more than the head"
        " count 11",
    ]),
    ("visits", "veera,,,,", "veera,18_24,female,no,", [
        f"visits:2:{name}: is given only for an anonymous visit, and this one names a client"
        for name in ("age_band", "gender", "met_before")
    ]),
    # the future
    ("visits", "2021-02-17", LATER, [f"visits:2:date: {LATER} is in the future"]),
    ("gatherings", "2021-03-01", LATER, [f"gatherings:2:date: {LATER} is in the future"]),
    ("clients", "2001-05-17", LATER, [f"clients:2:birth_date: {LATER} is in the future"]),
    ("referrals", "2021-06-01", LATER, [f"referrals:2:followup_date: {LATER} is in the future"]),
    ("participations", "2021-09-01", LATER, [f"participations:2:end_date: {LATER} is in the future"]),
    # the file itself
    ("visits", "key,date", "key,päivä", [
        "visits:1:päivä: there is no such column", "visits:1:date: the required column is missing",
    ]),

    ("visits", "other,,,\n", "other,,,,x\n", ["visits:3:: the row has more cells than there are columns"]),
    ("visits", "v2,", '"v2,', [
        "visits:3:: a quotation mark is misplaced or not closed, so the rows from here on cannot be told apart",
    ]),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "old", "new", "said"), CASES)
def test_error_is_told_and_nothing_written(table, old, new, said, tmp_path, run_import, count_rows):
    assert old in SOUND[table]
    folder = write_folder(tmp_path / "in", SOUND | {table: SOUND[table].replace(old, new, 1)})

    code, out, _warnings = run_import(folder)

    assert (code, out) == (1, said)
    assert count_rows() == NOTHING


@pytest.mark.django_db
def test_all_errors_are_listed_by_table_and_row(tmp_path, run_import):
    wrong = {
        "visits": SOUND["visits"].replace("09:30", "x").replace("2021-02-18", "y").replace(",30,", ",z,"),
        "sites": SOUND["sites"].replace("908", "999"),
    }
    code, out, errors = run_import(write_folder(tmp_path / "in", SOUND | wrong | {"koe": "key\n"}))

    assert code == 1
    assert out == [
        "sites:2:municipality: there is no “999” among municipalities",
        "visits:2:time: “x” is not a time such as 09:30",
        "visits:2:minutes: “z” is not a whole number",
        "visits:3:date: “y” is not a date such as 2021-02-17",
        "koe:1:: there is no such table; the tables are sites, agencies, experts, projects, areas, targets, clients,"
        " visits, gatherings, referrals, participations",
    ]
    assert errors == ["5 error(s); nothing was written."]


@pytest.mark.django_db
def test_line_is_where_the_record_starts(tmp_path, run_import):
    sites = 'key,name,municipality\n\nvalk,"Ohjaamo\nValkeakoski",908\n;;\nakaa,Akaa,999\n'.replace(";;", ",,")

    _code, out, _warnings = run_import(write_folder(tmp_path / "in", {"sites": sites}))

    assert out == ["sites:6:municipality: there is no “999” among municipalities"]


@pytest.mark.django_db
def test_wrong_encoding_is_told_with_its_line(tmp_path, run_import):
    sites = b"key,name,municipality\nvalk,Valkeakoski,908\nakaa,\xc4htari,989\n"

    code, out, _warnings = run_import(write_folder(tmp_path / "in", {"sites": sites}))

    assert (code, out) == (1, ["sites:3:: the file is not UTF-8; save it as “CSV UTF-8”"])


@pytest.mark.django_db
def test_huge_note_is_an_error(tmp_path, run_import):
    sites = f"key,name,municipality\nvalk,{'x' * 10_000_000},908\n"

    code, out, _warnings = run_import(write_folder(tmp_path / "in", {"sites": sites}))

    assert (code, out) == (1, ["sites:2:: the line is far too long"])


@pytest.mark.django_db
def test_client_over_the_age_limit_is_a_warning(tmp_path, run_import, count_rows):
    clients = SOUND["clients"].replace("2001-05-17", "1991-02-17")

    code, _out, warnings = run_import(write_folder(tmp_path / "in", SOUND | {"clients": clients}))

    assert code == 0
    assert warnings == ["warning: visits:2:client: the client is 30 on the day of the visit; the age limit is 30"]
    assert count_rows()["visits"] == 2
