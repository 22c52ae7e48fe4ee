from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import OpeningException, OpeningHours, Role, Site, SiteAddress
from tests.factories import make_site, make_user
from tests.forms import errors, posted, row_errors, rows_data

pytestmark = pytest.mark.django_db
OLD = {"street": "Asema", "postal_code": "37600", "city": "Valkeakoski", "valid_to": "2022-12-31"}
NEW = {"street": "Sääksmäentie 2 B", "postal_code": "37600", "city": "Valkeakoski", "valid_from": "2023-01-01"}


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def admin(client, site):
    client.force_login(make_user(Role.ADMIN, site=site, language="en"))
    return client


def send(client, site, page, prefix, *rows, initial=0, **more):
    site.refresh_from_db()
    data = rows_data(prefix, *rows, initial=initial) | {"version": site.version} | more
    return client.post(reverse(f"network:{page}", args=[site.pk]), data)


def test_edit(admin, site):
    address = reverse("network:site_edit", args=[site.pk])
    data = posted(admin.get(address).context["form"])
    data |= {"name": "Ohjaamo Akaa", "municipality": "020", "age_limit": "", "languages": ["fi", "sv"]}
    assert admin.post(address, data).status_code == 302
    site = Site.objects.get(pk=site.pk)
    assert (site.name, site.municipality_id, site.age_limit, site.languages) == (
        "Ohjaamo Akaa",
        "020",
        None,
        ["fi", "sv"],
    )
    assert site.version == 2


def test_what_the_public_page_tells(admin, site):
    address = reverse("network:site_edit", args=[site.pk])
    data = posted(admin.get(address).context["form"])
    data |= {"slug": "akaa", "intro_fi": "<b>Tule</b> käymään<script>alert(1)</script>", "controller": "Akaan kaupunki"}
    assert admin.post(address, data | {"privacy_email": "tietosuoja@example.org"}).status_code == 302
    site = Site.objects.get(pk=site.pk)
    assert (site.slug, site.intro_fi, site.controller, site.privacy_email, site.is_public) == (
        "akaa",
        "Tule käymään",
        "Akaan kaupunki",
        "tietosuoja@example.org",
        True,
    )
    assert (
        reverse("public:site", kwargs={"slug": "akaa", "language": "fi"})
        in admin.get(reverse("network:site_detail", args=[site.pk])).content.decode()
    )


def test_a_taken_web_address_is_refused_and_an_empty_one_is_made_from_the_name(admin, site):
    make_site(slug="akaa")
    address = reverse("network:site_edit", args=[site.pk])
    data = posted(admin.get(address).context["form"]) | {"name": "Ohjaamo Äkäslompolo"}
    assert errors(admin.post(address, data | {"slug": "akaa"})) == {
        "slug": ["Ohjaamo with this Web address already exists."]
    }
    assert errors(admin.post(address, data | {"slug": "ä/kä"})).keys() == {"slug"}
    assert admin.post(address, data | {"slug": ""}).status_code == 302
    assert Site.objects.get(pk=site.pk).slug == "akaslompolo"


def test_every_municipality_can_be_chosen(admin, site):
    form = admin.get(reverse("network:site_edit", args=[site.pk])).context["form"]
    names = [name for code, name in form.fields["municipality"].choices if code]
    assert len(names) == 308
    assert names[0] == "Akaa"
    assert names[-1] == "Äänekoski"


def test_closing_before_opening_is_refused(admin, site):
    address = reverse("network:site_edit", args=[site.pk])
    data = posted(admin.get(address).context["form"]) | {"opened": "2024-02-01", "closed": "2024-01-31"}
    assert errors(admin.post(address, data)) == {"closed": ["The closing day is before the opening day."]}


def test_which_sites_an_admin_edits(admin, site):
    other = make_site()
    for page in ("site_edit", "site_addresses", "site_hours", "site_exceptions"):
        statuses = [
            admin.get(reverse(f"network:{page}", args=[pk])).status_code for pk in (site.pk, other.pk, other.pk + 1000)
        ]
        assert (page, statuses) == (page, [200, 403, 404])


def test_a_move_keeps_both_addresses(admin, site):
    assert send(admin, site, "site_addresses", "addresses", OLD, NEW).status_code == 302
    assert str(site.address_on(date(2022, 12, 31))) == "Asema, 37600 Valkeakoski"
    assert str(site.address_on(date(2023, 1, 1))) == "Sääksmäentie 2 B, 37600 Valkeakoski"


def test_addresses_at_the_same_time_are_refused(admin, site):
    response = send(admin, site, "site_addresses", "addresses", OLD, NEW | {"valid_from": "2022-12-31"})
    message = "This address and Asema are valid at the same time. End one before the other begins."
    assert row_errors(response) == [{}, {"valid_from": [message]}]
    assert 'href="#id_addresses-1-valid_from"' in response.content.decode()
    assert SiteAddress.objects.count() == 0


def test_a_removed_address_is_in_nobodys_way(admin, site):
    stored = SiteAddress.objects.create(site=site, street="Asema", postal_code="37600", city="Valkeakoski")
    gone = OLD | {"id": stored.pk, "valid_to": "", "DELETE": "on"}
    assert send(admin, site, "site_addresses", "addresses", gone, NEW, initial=1).status_code == 302
    assert [row.street for row in site.addresses.all()] == ["Sääksmäentie 2 B"]


def test_another_sites_address_is_out_of_reach(admin, site):
    foreign = SiteAddress.objects.create(site=make_site(), street="Muu", postal_code="00100", city="Helsinki")
    send(admin, site, "site_addresses", "addresses", NEW | {"id": foreign.pk}, initial=1)
    send(admin, site, "site_addresses", "addresses", NEW | {"id": foreign.pk, "DELETE": "on"}, initial=1)
    assert [(row.street, row.site) for row in SiteAddress.objects.all()] == [("Muu", foreign.site)]


def test_bad_rows_tell_why(admin, site):
    row = OLD | {"postal_code": "3760", "valid_from": "2023-01-01"}
    assert row_errors(send(admin, site, "site_addresses", "addresses", row)) == [
        {
            "postal_code": ["A postal code has five digits."],
            "valid_to": ["The last day of validity is before the first."],
        }
    ]


def test_another_row_keeps_what_was_typed_and_judges_nothing(admin, site):
    response = send(admin, site, "site_addresses", "addresses", {"street": "Kesken", "valid_to": "x"}, add_row="1")
    page = response.content.decode()
    assert response.context["formset"].total_form_count() == 2
    assert 'value="Kesken"' in page
    assert "error-summary" not in page
    assert "field-error" not in page
    assert SiteAddress.objects.count() == 0


def test_two_admins_at_once(admin, site):
    send(admin, site, "site_addresses", "addresses", OLD)
    response = send(
        admin, site, "site_hours", "opening_hours", {"weekday": "2", "opens": "12:00", "closes": "16:00"}, version=1
    )
    assert list(errors(response)) == [""]
    assert OpeningHours.objects.count() == 0


WED = {"weekday": "2", "opens": "12:00", "closes": "16:00"}


def test_hours(admin, site):
    later = WED | {"opens": "16:00", "closes": "18:00"}
    changed = WED | {"opens": "10:00", "valid_from": "2025-01-01"}
    response = send(admin, site, "site_hours", "opening_hours", WED | {"valid_to": "2024-12-31"}, changed, later)
    assert response.status_code == 302
    assert site.opening_on(date(2024, 12, 18)) == [(time(12), time(16)), (time(16), time(18))]
    assert site.opening_on(date(2025, 1, 8)) == [(time(10), time(16)), (time(16), time(18))]


def test_public_holidays_are_closed_unless_an_exception_says_otherwise(admin, site):
    send(admin, site, "site_hours", "opening_hours", WED)
    assert date(2024, 12, 25).weekday() == 2
    assert site.opening_on(date(2024, 12, 25)) == []
    send(
        admin,
        site,
        "site_exceptions",
        "opening_exceptions",
        {"date": "2024-12-25", "opens": "09:00", "closes": "12:00"},
    )
    assert Site.objects.get(pk=site.pk).opening_on(date(2024, 12, 25)) == [(time(9), time(12))]


def test_hours_that_cross_are_refused(admin, site):
    response = send(admin, site, "site_hours", "opening_hours", WED, WED | {"opens": "15:59", "closes": "18:00"})
    assert row_errors(response) == [{}, {"opens": ["These hours cross with another row of the same day."]}]


def test_hours_backwards_are_refused(admin, site):
    response = send(admin, site, "site_hours", "opening_hours", WED | {"closes": "12:00"})
    assert row_errors(response) == [{"closes": ["The closing time is before the opening time."]}]


def test_exceptional_days(admin, site):
    rows = [
        {"date": "2025-12-06", "reason": "Itsenäisyyspäivä"},
        {"date": "2025-12-05", "opens": "09:00", "closes": "12:00"},
    ]
    assert send(admin, site, "site_exceptions", "opening_exceptions", *rows).status_code == 302
    assert site.opening_on(date(2025, 12, 5)) == [(time(9), time(12))]
    assert OpeningException.objects.count() == 2


def test_exceptional_days_at_odds_are_refused(admin, site):
    closed, open_ = {"date": "2025-12-05"}, {"date": "2025-12-05", "opens": "09:00", "closes": "12:00"}
    message = "There is another row for this day that does not fit with this one."
    response = send(admin, site, "site_exceptions", "opening_exceptions", closed, open_)
    assert row_errors(response) == [{}, {"date": [message]}]
    half = send(admin, site, "site_exceptions", "opening_exceptions", {"date": "2025-12-05", "opens": "09:00"})
    assert row_errors(half) == [{"closes": ["Give both times in order, or neither to close the whole day."]}]


def test_queries_of_the_list_do_not_grow(admin, django_assert_num_queries):
    for _number in range(2):
        make_site()
    with CaptureQueriesContext(connection) as few:
        admin.get(reverse("network:site_list"))
    for _number in range(297):
        make_site()
    with django_assert_num_queries(len(few)):
        assert len(admin.get(reverse("network:site_list")).context["rows"]) == 300


def test_switching_to_ones_own_site_only(client):
    first, second, foreign = make_site(name="A"), make_site(name="B"), make_site(name="C")
    person = make_user(Role.COUNSELLOR, site=first)
    person.roles.create(role=Role.COUNSELLOR, site=second)
    client.force_login(person)
    address = reverse("network:switch_site")
    assert client.get(address).status_code == 405
    response = client.post(address, {"site": second.pk, "next": "/network/"})
    assert response["Location"] == "/network/"
    assert client.session["site"] == str(second.pk)
    assert client.post(address, {"site": foreign.pk}).status_code == 404
    assert client.post(address, {"site": "x"}).status_code == 404
    assert client.session["site"] == str(second.pk)
    assert client.post(address, {"site": first.pk, "next": "https://evil.example/"})["Location"] == "/"
