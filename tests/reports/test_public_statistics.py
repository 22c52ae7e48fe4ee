import csv
import io
from datetime import date

import pytest
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.access import acting_as_system
from network.models import Role
from reports.masking import Masked
from reports.models import PublicStatistics
from reports.public_statistics import count_statistics
from reports.public_tables import tables
from tests.factories import make_client, make_gathering, make_site, make_user, make_visit
from tests.forms import errors, posted, text_of
from tests.report_factories import make_public_statistics

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year - 1


@pytest.fixture
def site():
    return make_site(key="akaa", name="Ohjaamo Akaa", slug="akaa", is_public=True)


def fill(site, number: int, *, channel: str = "walk_in") -> None:
    for _each in range(number):
        make_visit(site=site, client=make_client(gender="female"), date=date(YEAR, 3, 1), contact_type=channel)


def address(name: str = "statistics", language: str = "fi") -> str:
    return reverse(f"public:{name}", kwargs={"slug": "akaa", "language": language})


def numbers_of_csv(content: bytes) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return {row["figure"]: row["value"] for row in rows if row["year"] == str(YEAR)}


def numbers_of_json(found: dict, above: str = "") -> dict[str, str]:
    numbers = {}
    for name, value in found.items():
        if isinstance(value, dict):
            numbers |= numbers_of_json(value, f"{above}{name}.")
        elif name not in ("year", "until", "so_far"):
            numbers[f"{above}{name}"] = "" if value is None else str(value)
    return numbers


def numbers_by_year(response) -> dict[str, dict]:
    return {str(row["year"]): row for row in response.json()["years"]}


def test_the_page_is_there_only_while_it_is_on(client, site):
    fill(site, 6)
    addresses = [address(name) for name in ("statistics", "statistics_csv", "statistics_json")]
    assert [client.get(one).status_code for one in addresses] == [404, 404, 404]
    setting = make_public_statistics(site)
    found = [client.get(one) for one in addresses]
    assert [one.status_code for one in found] == [200, 200, 200]
    assert [one.cookies.output() for one in found] == ["", "", ""]
    assert address() in client.get(reverse("public:site", kwargs={"slug": "akaa", "language": "fi"})).content.decode()
    with acting_as_system("test"):
        PublicStatistics.objects.filter(pk=setting.pk).update(is_on=False)
        site.save()  # what pages show has changed
    assert [client.get(one).status_code for one in addresses] == [404, 404, 404]


def test_page_csv_and_json_show_the_same_masked_numbers(client, site):
    fill(site, 20)
    fill(site, 3, channel="phone")
    fill(site, 9, channel="online")
    make_gathering(site=site, date=date(YEAR, 5, 1), kind="group", headcount=12)
    make_public_statistics(site)
    known = numbers_of_csv(client.get(address("statistics_csv")).content)
    found = client.get(address("statistics_json", "sv")).json()
    assert numbers_of_json(next(row for row in found["years"] if row["year"] == YEAR)) == known
    parts = [known[f"visits.by_contact_type.{code}"] for code in ("walk_in", "phone", "online")]
    assert (known["visits.total"], parts) == ("32", ["20", "<5", "hidden"])
    assert (known["gatherings.headcount"], known["clients.distinct"]) == ("12", "32")
    page = client.get(address(language="en"))
    year = next(year for year in page.context["statistics"].years if year.year == YEAR)
    assert (year.at("visits", "by_contact_type", "phone"), year.at("visits", "total")) == (Masked.SMALL, 32)
    text = text_of(page)
    assert "Phone &lt;5" in text or "Phone <5" in text
    assert found["licence"]["name"] == "CC BY 4.0"
    assert "CC BY 4.0" in text


def test_the_running_year_is_counted_to_the_end_of_last_month(site):
    make_visit(site=site, date=date(2026, 4, 30))
    for day in range(1, 9):
        make_visit(site=site, date=date(2026, 5, day))
        make_visit(site=site, date=date(2025, 5, day))
    found = count_statistics(site, None, date(2026, 5, 20))
    assert [(year.year, year.until, year.so_far) for year in found.years] == [
        (2025, date(2025, 12, 31), False),
        (2026, date(2026, 4, 30), True),
    ]
    assert [year.at("visits", "total") for year in found.years] == [8, Masked.SMALL]
    assert [year.year for year in count_statistics(site, 2026, date(2026, 5, 20)).years] == [2026]
    assert [table.key for table in tables(found)] == [
        "years", "channel", "theme", "age", "gender", "gatherings", "feedback",
    ]  # fmt: skip


def test_the_manager_looks_and_turns_it_on(client, site):
    fill(site, 2)
    manager = make_user(Role.MANAGER, site=site, language="en")
    client.force_login(manager)
    edit = reverse("reports:public_statistics_edit", args=[site.pk])
    page = text_of(client.get(edit))
    assert "Nobody outside sees these numbers yet" in page
    assert "<5" in page.replace("&lt;", "<")
    assert client.post(edit, {"is_on": "on", "first_year": str(YEAR), "version": "1"}).status_code == 302
    setting = PublicStatistics.objects.get(site=site)
    assert (setting.is_on, setting.first_year, setting.changed_by) == (True, YEAR, manager)
    assert "Yes" in text_of(client.get(reverse("reports:public_statistics")))
    # Somebody else saved meanwhile: nothing is lost, and the page says what holds.
    late = client.post(edit, {"first_year": "", "version": "99"})
    assert list(errors(late)) == [""]
    assert "Everybody can see the numbers below" in text_of(late)
    assert PublicStatistics.objects.get(site=site).is_on
    # A year that is left out goes from the public page at once, though its numbers are kept for the day.
    assert str(YEAR) in numbers_by_year(client.get(address("statistics_json")))
    client.post(edit, {"is_on": "on", "first_year": str(YEAR + 1), "version": "1"})
    assert str(YEAR) not in numbers_by_year(client.get(address("statistics_json")))
    assert list(errors(client.post(edit, {"first_year": "", "version": "1"}))) == [""]
    stranger = make_site(key="muu")
    assert client.get(reverse("reports:public_statistics_edit", args=[stranger.pk])).status_code == 404


def test_two_first_settings_at_once_lose_nothing(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    edit = reverse("reports:public_statistics_edit", args=[site.pk])
    opened = posted(client.get(edit).context["form"])

    def be_first(**_known) -> None:
        PublicStatistics.objects.bulk_create([PublicStatistics(site=site, is_on=False)])

    pre_save.connect(be_first, sender=PublicStatistics)
    try:
        assert list(errors(client.post(edit, opened | {"is_on": "on"}))) == [""]
    finally:
        pre_save.disconnect(be_first, sender=PublicStatistics)
    make_public_statistics(site, is_on=False)
    assert list(errors(client.post(edit, opened | {"is_on": "on"}))) == [""]
    assert not PublicStatistics.objects.get(site=site).is_on


def test_more_visits_take_no_more_queries(client, site):
    make_public_statistics(site)
    fill(site, 1)
    with CaptureQueriesContext(connection) as few:
        client.get(address())
    fill(site, 5)
    with acting_as_system("test"):
        PublicStatistics.objects.filter(site=site).update(version=2)
        site.save()
    with CaptureQueriesContext(connection) as many:
        client.get(address())
    assert len(many) == len(few)
