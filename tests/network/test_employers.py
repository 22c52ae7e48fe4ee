from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Employer, EmployerContact, Role
from services.models import Event
from tests.factories import make_employer, make_employer_contact, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def names(client, **query):
    return [row.name for row in client.get(reverse("network:employer_list"), query).context["page"]]


def test_the_register_is_searched_and_filtered(counsellor):
    make_employer(name="Wäinön Leipomo", industry="restaurant", size="micro", municipality_id="908")
    make_employer(name="Rakennus Oy", industry="building", sector="private", business_id="0201256-6")
    assert names(counsellor) == ["Rakennus Oy", "Wäinön Leipomo"]
    assert names(counsellor, q="vaino leip") == ["Wäinön Leipomo"]
    assert names(counsellor, q="0201256-6") == ["Rakennus Oy"]
    assert names(counsellor, industry="building") == ["Rakennus Oy"]
    assert names(counsellor, size="micro", municipality="908") == ["Wäinön Leipomo"]
    assert "No employer fits" in text_of(counsellor.get(reverse("network:employer_list"), {"q": "zzz"}))


def test_a_business_id_is_checked_and_is_nobody_elses(counsellor):
    address = reverse("network:employer_create")
    wrong = errors(counsellor.post(address, {"name": "Oy", "business_id": "0201256-7"}))
    assert wrong == {"business_id": ["This is not a business ID: the check digit does not match. Check each digit."]}
    assert counsellor.post(address, {"name": "Oy", "business_id": "201256-6"}).status_code == 302
    assert Employer.objects.get().business_id == "0201256-6"
    again = errors(counsellor.post(address, {"name": "Toinen", "business_id": "02012566"}))
    assert again == {"business_id": ["Oy has this business ID already."]}


def test_the_same_name_is_asked_about_once(counsellor):
    make_employer(name="Leipomo Väre", municipality_id="908")
    address = reverse("network:employer_create")
    asked = counsellor.post(address, {"name": "leipomo vare"})
    message = "In the register already: Leipomo Väre (Valkeakoski). If this is another workplace, save again."
    assert errors(asked) == {"name": [message]}
    assert Employer.objects.count() == 1
    assert counsellor.post(address, posted(asked.context["form"])).status_code == 302
    assert Employer.objects.count() == 2
    employer = Employer.objects.get(name="leipomo vare")
    edit = reverse("network:employer_edit", args=[employer.pk])
    sent = counsellor.post(edit, posted(counsellor.get(edit).context["form"]) | {"size": "micro"})
    assert sent.status_code == 302


def test_an_employer_named_elsewhere_stays(counsellor, site):
    employer = make_employer(name="Leipomo")
    make_employer_contact(employer=employer)
    event = Event.objects.create(site=site, title_fi="Täsmärekry", date=date(2025, 3, 1), starts="12:00")
    event.employers.add(employer)
    address = reverse("network:employer_delete", args=[employer.pk])
    assert "It is still named elsewhere, so it stays: events 1." in text_of(counsellor.post(address))
    assert Employer.objects.count() == 1
    event.employers.clear()
    assert "The contacts logged with it go too." in text_of(counsellor.get(address))
    counsellor.post(address)
    assert (Employer.objects.count(), EmployerContact.objects.count()) == (0, 0)


def test_a_contact_is_logged_and_the_next_one_is_due_until_a_newer(counsellor, site):
    employer = make_employer(name="Leipomo")
    address = reverse("network:employer_contact_create", args=[employer.pk])
    today = timezone.localdate()
    yesterday, tomorrow = today - timedelta(1), today + timedelta(1)
    talk = {"channel": "visit", "site": site.pk, "summary": "Kaksi <b>kesätyöntekijää</b>", "need_count": "2"}
    sent = counsellor.post(address, talk | {"date": yesterday.isoformat(), "next_on": today.isoformat()})
    assert sent.url == reverse("network:employer_detail", args=[employer.pk])
    contact = EmployerContact.objects.get()
    assert (contact.summary, contact.need_count, contact.created_by.email) == (
        "Kaksi kesätyöntekijää",
        2,
        counsellor.get(sent.url).context["user"].email,
    )
    due = counsellor.get(reverse("network:employer_due"))
    assert list(due.context["page"]) == [contact]
    counsellor.post(address, talk | {"date": today.isoformat()})
    assert list(counsellor.get(reverse("network:employer_due")).context["page"]) == []
    wrong = counsellor.post(address, talk | {"date": tomorrow.isoformat(), "next_on": ""})
    assert errors(wrong) == {"date": ["This day is still to come. Put it into the next contact."]}
    assert list(errors(counsellor.post(address, talk | {"date": today.isoformat(), "next_on": today.isoformat()}))) == [
        "next_on"
    ]


def test_queries_do_not_grow(counsellor, site, django_assert_num_queries):
    def more(count):
        for _number in range(count):
            row = make_employer(municipality_id="908")
            for _time in range(count):
                make_employer_contact(employer=row, site=site, next_on=date(2025, 4, 1))
        return reverse("network:employer_detail", args=[row.pk])

    pages = [reverse("network:employer_list"), reverse("network:employer_due"), more(1)]
    counts = []
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            counsellor.get(page)
        counts.append(len(queries))
    pages[2] = more(3)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            assert counsellor.get(page).status_code == 200
