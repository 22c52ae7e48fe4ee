import json
import zipfile
from datetime import date, time
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.codes import Theme
from network.models import OpeningException, OpeningHours, Role, SiteAddress
from ohjaamo.demo.agencies import AGENCIES
from services.codes import ServiceStatus
from services.opendata import hsds, ptv
from services.opendata.schedules import schedules_of
from tests.factories import make_agency, make_expert, make_service, make_site, make_user
from tests.services.hsds_rules import broken_nested, broken_page, broken_rules

pytestmark = pytest.mark.django_db
WINTER = date(2026, 1, 15)


def make_network(services: int = 1) -> dict:
    """One of everything that is told, and of everything that is not."""
    site = make_site(key="v", name="Ohjaamo Valkeakoski", phone="03 000 0000", languages=["fi", "other"])
    SiteAddress.objects.create(site=site, street="Sääksmäentie 2", postal_code="37600", city="Valkeakoski")
    for weekday in (0, 1, 3):
        OpeningHours.objects.create(site=site, weekday=weekday, opens=time(12), closes=time(16))
    agency = make_agency(key="kela", name_fi="Kela", business_id="0246246-0", website="https://www.kela.fi")
    agency.contacts.create(name="Vaihde", phone="+35830000001", email="vaihde@example.org", is_public=True)
    agency.contacts.create(name="Salainen", phone="+35830000002")
    expert = make_expert(agency=agency, first_name="Aino", last_name="Salmela", sites=[site], email="aino@example.org")
    agency.contacts.create(name="Aino Salmela", email="nimi@example.org", is_public=True)
    made = [
        make_service(
            key=f"s{number}",
            agency=agency,
            sites=[site],
            topics=[Theme.FINANCES, Theme.HOUSING],
            languages=["fi", "other"],
            phone="+35830000003",
            website="https://example.org/kela",
            name_sv="FPA",
            summary_sv="Stöd",
            cost="" if number % 2 else "5 €",
            min_age=0,
            checked_on=WINTER,
        )
        for number in range(services)
    ]
    make_service(key="draft", name_fi="Luonnos", agency=agency, status=ServiceStatus.DRAFT)
    make_service(key="ended", name_fi="Päättynyt", agency=agency, status=ServiceStatus.ENDED)
    make_service(key="gone", agency=make_agency(key="te", name_fi="TE-toimisto", valid_to=date(2024, 12, 31)))
    return {"site": site, "agency": agency, "expert": expert, "services": made}


def test_hsds_is_valid_and_tells_no_more_than_it_may():
    make_network()
    make_service(key="paused", agency=make_agency(key="4h", name_fi="4H"), status=ServiceStatus.PAUSED)
    tables = hsds.tables(WINTER)
    assert broken_rules(tables) == []
    assert [row["name"] for row in tables["organization"]] == ["4H", "Kela"]
    assert [row["status"] for row in tables["service"]] == ["temporarily closed", "active"]
    assert [row["name"] for row in tables["contact"]] == ["Vaihde"]
    assert {row["number"] for row in tables["phone"]} == {"03 000 0000", "+358 300 00001", "+358 300 00003"}
    text = json.dumps(tables, ensure_ascii=False)
    for secret in (
        "Aino",
        "Salmela",
        "aino@example.org",
        "nimi@example.org",
        "Salainen",
        "Luonnos",
        "Päättynyt",
        "TE-t",
    ):
        assert secret not in text


def test_ids_stay_the_same_and_the_same_data_gives_the_same_bytes():
    make_network()
    first = hsds.tables(WINTER)
    assert first == hsds.tables(WINTER)
    assert first["organization"][0]["id"] == "a62a0583-b07c-524b-bbfe-d05548392aa5"


@pytest.mark.parametrize(
    ("spoil", "breach"),
    [
        (lambda tables: tables["service"][0].pop("name"), "name is missing"),
        (lambda tables: tables["service"][0].update(status="open"), "status: not one of"),
        (lambda tables: tables["service"][0].update(url="kela"), "url: no uri"),
        (lambda tables: tables["service"][0].update(colour="red"), "colour is not in the standard"),
        (lambda tables: tables["organization"].clear(), "organization_id points to no organization"),
        (lambda tables: tables["organization"][0].update(id="kela"), "id: no uuid"),
        (lambda tables: tables["schedule"][0].update(byday="MO,XX"), "byday XX"),
        (lambda tables: tables["schedule"][0].update(opens_at="12:00"), "opens_at: not like"),
        (lambda tables: tables["schedule"][0].update(valid_to="2020-02-30"), "valid_to: no date"),
        (lambda tables: tables["attribute"][0].update(link_entity="phone"), "link_id points to nothing"),
        (lambda tables: tables["language"][0].update(code="finnish"), "code: not like"),
        (lambda tables: tables["phone"].append(dict(tables["phone"][0])), "is the id of two things"),
    ],
)
def test_the_rules_notice_a_breach(spoil, breach):
    """The tests above can fail."""
    make_network()
    tables = hsds.tables(WINTER)
    spoil(tables)
    assert any(breach in fault for fault in broken_rules(tables)), broken_rules(tables)


def test_schedules_are_right_in_winter_and_summer_time():
    site = make_network()["site"]
    OpeningHours.objects.create(site=site, weekday=2, opens=time(14), closes=time(18), valid_from=date(2026, 5, 1))
    OpeningException.objects.create(site=site, date=date(2026, 2, 2))
    rows = [
        tuple(row[name] for name in ("byday", "opens_at", "closes_at", "valid_from", "valid_to", "timezone"))
        for row in schedules_of(site, WINTER)
    ]
    assert rows == [
        ("MO,TU,TH", "12:00+02:00", "16:00+02:00", "2025-10-26", "2026-03-28", 2),
        ("MO,TU,TH", "12:00+03:00", "16:00+03:00", "2026-03-29", "2026-10-24", 3),
        ("WE", "14:00+03:00", "18:00+03:00", "2026-05-01", "2026-10-24", 3),
    ]
    assert hsds.tables(WINTER)["schedule"][0]["notes"] == "Suljettu pyhäpäivinä. 2.2.2026 suljettu."


def test_ptv_has_its_shape_and_limits():
    service = make_network()["services"][0]
    service.name_fi, service.summary_fi, service.description_fi = "n" * 160, "s" * 150, "d" * 5000
    service.name_en = "Kela without a summary"
    service.save()
    found = ptv.catalogue(WINTER)
    item = found["services"][0]
    texts = [(row["language"], row["type"], len(row["value"])) for row in item["serviceDescriptions"]]
    assert texts[:4] == [
        ("fi", "Summary", 150),
        ("sv", "Summary", 4),
        ("fi", "Description", 5000),
        ("sv", "Description", 4),
    ]
    assert [(row["language"], len(row["value"])) for row in item["serviceNames"]] == [("fi", 100), ("sv", 3)]
    assert item["areas"][0]["municipalities"][0]["code"] == "908"
    assert (item["languages"], item["serviceChargeType"], item["publishingStatus"]) == (
        ["fi"],
        "Chargeable",
        "Published",
    )
    assert [(row["code"], row["name"][0]["value"]) for row in item["serviceClasses"]] == [
        ("ohjaamo:housing", "Asuminen ja koti"),
        ("ohjaamo:money", "Raha, tuet ja velat"),
        ("ohjaamo:topic:finances", "Talous ja etuudet"),
        ("ohjaamo:topic:housing", "Asuminen"),
    ]
    kinds = {channel["id"]: channel["serviceChannelType"] for channel in found["channels"]}
    assert sorted(kinds.values()) == ["Phone", "ServiceLocation", "WebPage"]
    assert {row["serviceChannel"]["id"] for row in item["serviceChannels"]} == set(kinds)
    place = found["channels"][0]
    assert place["addresses"][0]["streetAddress"]["postalCode"] == "37600"
    assert [row["dayFrom"] for row in place["serviceHours"][0]["openingHour"]] == ["Monday", "Tuesday", "Thursday"]
    assert len(found["services"]) == 1
    assert "Aino" not in json.dumps(found)


def test_public_endpoints(client, django_assert_num_queries):
    made = make_network(services=3)
    lists = {
        "hsds_services": "service",
        "hsds_organizations": "organization",
        "hsds_places": "service_at_location",
        "hsds_taxonomies": "taxonomy",
        "hsds_taxonomy_terms": "taxonomy_term",
    }
    for name, table in lists.items():
        for query in ({}, {"full": "true"}):
            data = client.get(reverse(f"services:{name}"), query).json()
            assert broken_page(data) == []
            assert [fault for row in data["contents"] for fault in broken_nested(table, row)] == []
    for name in ("services", "organizations", "service_at_locations"):
        one = client.get(f"/hsds/{name}").json()["contents"][0]
        whole = client.get(f"/hsds/{name}/{one['id']}").json()
        assert (whole["id"], broken_nested(name.removesuffix("s"), whole)) == (one["id"], [])
    assert client.get(f"/hsds/services/{'0' * 8}-0000-0000-0000-{'0' * 12}").status_code == 404
    meta = client.get("/hsds/").json()
    assert (meta["version"], set(meta)) == ("3.0", {"version", "profile", "openapi_url"})
    for name in ("services", "channels"):
        assert client.get(f"/ptv/{name}").json()["total_items"] == {"services": 3, "channels": 7}[name]
    with CaptureQueriesContext(connection) as few:
        client.get("/hsds/services?full=true")
    for number in range(3):
        make_service(key=f"more-{number}", agency=make_agency(), sites=[made["site"], make_site()])
    with django_assert_num_queries(len(few)):
        assert client.get("/hsds/services?full=true").json()["total_items"] == 6


def test_endpoints_are_for_any_origin_and_reading_only(client):
    make_network()
    response = client.get("/hsds/services")
    assert (response["Access-Control-Allow-Origin"], response["Cache-Control"]) == ("*", "public, max-age=300")
    assert (response["Content-Type"], response.cookies) == ("application/json; charset=utf-8", {})
    again = client.get("/hsds/services", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/hsds/services").status_code == 405
    # Somebody logged in gets the same, cacheable as for everybody.
    client.force_login(make_user(Role.ADMIN))
    assert client.get("/hsds/services")["Cache-Control"] == "public, max-age=300"


def test_paging_and_filters_of_the_api(client):
    make_network(services=3)
    make_service(key="z", name_fi="Zumba", agency=make_agency(key="liikunta"), topics=[Theme.LEISURE])

    def ask(query: str) -> tuple:
        data = client.get(f"/hsds/services?{query}").json()
        return data["total_items"], data["total_pages"], data["size"], data["last_page"], data["empty"]

    assert ask("per_page=3") == (4, 2, 3, False, False)
    assert ask("per_page=3&page=2") == (4, 2, 1, True, False)
    assert ask("per_page=3&page=9") == (4, 2, 0, True, True)
    assert ask("per_page=x&page=-1") == ask("per_page=0&page=0&per_page=100") == (4, 1, 4, True, False)
    terms = {row["code"]: row["id"] for row in client.get("/hsds/taxonomy_terms").json()["contents"]}
    assert ask(f"taxonomy_term_id={terms['topic.leisure']}")[0] == 1
    assert ask(f"taxonomy_term_id={terms['help.money']}")[0] == 3
    assert ask("search=ZUM")[0] == 1
    assert ask("organization_id=nobody")[0] == 0


def test_commands_and_downloads_write_the_same_files(client, tmp_path):
    make_network()
    call_command("export_hsds", tmp_path / "hsds")
    call_command("export_hsds", tmp_path / "hsds.zip")
    call_command("export_ptv", tmp_path / "ptv.zip")
    package = json.loads((tmp_path / "hsds/datapackage.json").read_text())
    files = {row["name"]: json.loads((tmp_path / "hsds" / row["path"]).read_text()) for row in package["resources"]}
    assert (files, broken_rules(files)) == (hsds.tables(timezone.localdate()), [])
    client.force_login(make_user(Role.ADMIN, site=make_site(is_public=False)))
    for name in ("hsds", "ptv"):
        content = client.get(reverse(f"services:open_data_{name}")).content
        assert content == (tmp_path / f"{name}.zip").read_bytes()
    assert zipfile.ZipFile(BytesIO(content)).namelist() == ["services.json", "channels.json"]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_ptv", tmp_path / "hsds/datapackage.json/under.zip")


def test_a_network_as_large_as_the_demos_is_valid():
    for number, line in enumerate(AGENCIES.strip().splitlines()):
        name, name_sv, sector, *_rest = (part.strip() for part in line.split("|"))
        make_service(agency=make_agency(key=f"agency-{number}", name_fi=name, name_sv=name_sv, sector=sector))
    tables = hsds.tables(WINTER)
    assert (len(tables["organization"]), len(tables["service"]), broken_rules(tables)) == (43, 43, [])


def test_the_real_demo_is_valid(live_app, tmp_path):
    done = live_app.manage("export_hsds", str(tmp_path / "hsds"))
    assert (done.returncode, done.stderr) == (0, "")
    package = json.loads((tmp_path / "hsds/datapackage.json").read_text())
    tables = {row["name"]: json.loads((tmp_path / "hsds" / row["path"]).read_text()) for row in package["resources"]}
    assert (len(tables["organization"]), broken_rules(tables)) == (43, [])
    assert len(tables["service"]) >= 45
