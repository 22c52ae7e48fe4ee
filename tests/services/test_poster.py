"""The month on the wall and in calendars, read back by other programs' eyes."""

import io
from datetime import date, time

import pikepdf
import pytest
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from network.models import Role
from services.codes import EventStatus
from tests.factories import make_event, make_site, make_user

pytestmark = pytest.mark.django_db
POSTER = reverse("services:poster_pdf")
POINTS = {"a4": (595, 842), "a3": (842, 1191)}


@pytest.fixture
def site():
    site = make_site(name="Ohjaamo Testilä", phone="03 123 456")
    site.addresses.create(street="Torikatu 1", postal_code="37600", city="Valkeakoski")
    for weekday in (0, 1, 2, 4):
        site.opening_hours.create(weekday=weekday, opens=time(12), closes=time(16))
    return site


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="fi"))
    return client


def publish(site, number):
    for day in range(1, number + 1):
        make_event(site, date=date(2030, 5, day), title_fi=f"Tapahtuma {day}", status=EventStatus.PUBLISHED)


def pdf(client, **query) -> bytes:
    answer = client.get(POSTER, {"month": "2030-05"} | query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer.content


@pytest.mark.parametrize(("size", "number"), [("a4", 20), ("a3", 4)])
def test_one_page_of_the_size_with_all_that_one_needs(counsellor, site, size, number):
    publish(site, number)
    make_event(site, date=date(2030, 5, 6), title_fi="Luonnos")
    make_event(site, date=date(2030, 5, 6), title_fi="Ei tulekaan", status=EventStatus.CANCELLED)
    reader = PdfReader(io.BytesIO(pdf(counsellor, size=size)))
    box = reader.pages[0].mediabox
    assert (len(reader.pages), (round(box.width), round(box.height))) == (1, POINTS[size])
    text = " ".join(reader.pages[0].extract_text().split())
    wanted = ["Ohjaamo Testilä", "Toukokuu", "2030", "Torikatu 1", "03 123 456", "maanantai–keskiviikko", "12.00–16.00"]
    wanted += ["perjantai", *(f"Tapahtuma {day}" for day in range(1, number + 1))]
    assert [word for word in wanted if word not in text] == []
    assert ("Luonnos" in text, "Ei tulekaan" in text) == (False, False)


def test_it_is_tagged_and_says_its_language_and_title(counsellor, site):
    publish(site, 2)
    with pikepdf.open(io.BytesIO(pdf(counsellor, language="sv"))) as document:
        root = document.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked), "/StructTreeRoot" in root) == ("sv", True, True)
        assert str(document.docinfo.Title) == "Ohjaamo Testilä: program, maj 2030"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_too_many_go_on_to_a_second_page_and_an_empty_month_is_inviting(counsellor, site):
    empty = PdfReader(io.BytesIO(pdf(counsellor, size="nonsense", language="xx")))
    assert "Tule vain sisään: ovi on auki." in " ".join(empty.pages[0].extract_text().split())
    for _time in range(2):
        publish(site, 28)
    assert len(PdfReader(io.BytesIO(pdf(counsellor))).pages) == 2


def test_the_month_and_an_event_as_calendars(counsellor, site):
    publish(site, 2)
    make_event(site, date=date(2030, 5, 7), title_fi="Luonnos")
    off = make_event(site, date=date(2030, 5, 8), title_fi="Peruttu", status=EventStatus.CANCELLED)
    month = Calendar.from_ical(counsellor.get(reverse("services:month_ics"), {"month": "2030-05"}).content)
    found = [(str(entry["summary"]), str(entry["status"])) for entry in month.walk("VEVENT")]
    assert found == [("Tapahtuma 1", "CONFIRMED"), ("Tapahtuma 2", "CONFIRMED"), ("Peruttu", "CANCELLED")]
    address = reverse("public:event_ics", kwargs={"language": "fi", "slug": site.slug, "uid": off.uid})
    single = Calendar.from_ical(counsellor.get(address).content)
    assert [str(entry["uid"]) for entry in single.walk("VEVENT")] == [str(off.uid)]
