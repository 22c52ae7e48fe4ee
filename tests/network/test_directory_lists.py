"""The directory's filters of theme, agency and presence, its list for the wall and its Excel file."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from network.models import Absence, Role
from services.models import Shift
from tests.factories import make_agency, make_expert, make_site, make_user
from tests.forms import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def manager(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    return client


def found(client, **query):
    groups = client.get(reverse("network:directory"), query).context["groups"]
    return [expert for _agency, experts in groups for expert in experts]


def here(expert, site, day=None):
    Shift.objects.create(site=site, expert=expert, date=day or timezone.localdate(), starts="00:00", ends="23:59")


def test_by_theme_and_agency(manager, site):
    agency = make_agency()
    money = make_expert(agency=agency, sites=[site], themes=["money", "housing"])
    work = make_expert(agency=agency, sites=[site], themes=["work"])
    other = make_expert(sites=[site])
    assert found(manager, theme="housing") == [money]
    assert found(manager, agency=agency.pk) == [money, work]
    assert found(manager, agency=other.agency_id) == [other]
    groups = manager.get(reverse("network:directory"), {"theme": "housing"}).context["groups"]
    assert [row for row, _experts in groups] == [agency]


def test_who_is_here_today(manager, site):
    today, there = timezone.localdate(), make_site()
    one, away, elsewhere, yesterday = (make_expert(sites=[site]) for _number in range(4))
    here(one, site)
    here(away, site)
    here(elsewhere, there)
    here(yesterday, site, today - timedelta(days=1))
    Absence.objects.create(expert=away, starts=today, ends=today)
    assert set(found(manager, here="today")) == {one, elsewhere}
    assert found(manager, here="today", site=site.pk) == [one]


def test_the_wall_by_agency_and_by_theme(manager, site):
    agency = make_agency(name_fi="Kela", sector="kela")
    make_agency(name_fi="Tyhjä")
    expert = make_expert(agency=agency, sites=[site], first_name="Aino", last_name="Aalto", themes=["money", "housing"])
    plain = make_expert(agency=agency, sites=[site], first_name="Bo", last_name="Berg", title="Ohjaaja")
    page = manager.get(reverse("network:directory_print"))
    assert page.context["groups"] == [(agency, [expert, plain])]
    assert "Money, benefits and debts, Housing and home" in text_of(page)
    page = manager.post(reverse("network:directory_print") + "?by=theme", {"site": site.pk})
    assert page.context["groups"] == [
        ("Housing and home", [expert]),
        ("Money, benefits and debts", [expert]),
        ("Other help", [plain]),
    ]
    assert "Ohjaamo Akaa ·" in text_of(page)
    assert "Nobody fits" in text_of(manager.post(reverse("network:directory_print"), {"q": "ei ketään"}))


def sheet(response):
    book = load_workbook(BytesIO(response.content))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_excel(manager, site):
    agency = make_agency(name_fi="=HYPERLINK(0)", sector="kela")
    today = timezone.localdate()
    make_expert(
        agency=agency, sites=[site], first_name="Aino", last_name="@Aalto", themes=["money"], languages=["fi", "sv"],
        phone="+358401234567", email="aino@example.org", title="Neuvoja", field="Velat", checked_on=today,
    )  # fmt: skip
    make_expert(valid_to=today - timedelta(days=1))
    response = manager.post(reverse("network:directory_xlsx"), {"q": "aalto"})
    assert response["Content-Disposition"] == 'attachment; filename="Network.xlsx"'
    heading, row = sheet(response)
    assert len(heading) == len(row) == 14
    assert row[:11] == [
        "=HYPERLINK(0)", "Kela", "@Aalto", "Aino", "Neuvoja", "Velat", "Money, benefits and debts", "Ohjaamo Akaa",
        "Finnish, Swedish", "aino@example.org", "+358 40 1234567",
    ]  # fmt: skip
    assert row[11:13] == [None, None]
    assert row[13].date() == today
    book = load_workbook(BytesIO(response.content))
    assert {cell.data_type for cell in book.active[2]} == {"s", "n", "d"}  # no formula among them
