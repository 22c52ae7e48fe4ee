from datetime import date

import pytest
from django.urls import reverse

from network.models import Expert, Role
from tests.factories import make_agency, make_expert, make_site, make_user
from tests.forms import errors, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def admin(client, site):
    client.force_login(make_user(Role.ADMIN, site=site, language="en"))
    return client


def edit(client, expert, **changes):
    address = reverse("network:expert_edit", args=[expert.pk])
    return client.post(address, posted(client.get(address).context["form"]) | changes)


def create(client, **data):
    data = {"first_name": "Aino", "last_name": "Aalto", "check_every": "6", "presence": "role"} | data
    return client.post(reverse("network:expert_create"), data)


def test_create(admin, site):
    agency, person = make_agency(), make_user(Role.EXPERT, site=site)
    create(
        admin, agency=agency.pk, title="Ohjaaja", field="Velat", sites=[site.pk], languages=["fi", "so"], user=person.pk
    )  # fmt: skip
    expert = Expert.objects.get()
    assert (expert.full_name, expert.agency, expert.title, expert.field) == ("Aino Aalto", agency, "Ohjaaja", "Velat")
    assert (list(expert.sites.all()), expert.languages, expert.user) == ([site], ["fi", "so"], person)


def test_somewhere_they_must_be(admin):
    response = create(admin, agency=make_agency().pk)
    assert errors(response) == {"sites": ["Choose at least one Ohjaamo."]}


def test_only_ones_own_sites_are_given_and_others_stay(admin, site):
    other, third = make_site(), make_site()
    expert = make_expert(sites=[site, other])
    assert list(errors(create(admin, agency=make_agency().pk, sites=[other.pk]))) == ["sites"]
    edit(admin, expert, title="Uusi")
    assert set(Expert.objects.get(pk=expert.pk).sites.all()) == {site, other}
    assert list(errors(edit(admin, expert, sites=[site.pk, third.pk]))) == ["sites"]
    edit(admin, expert, sites=[])
    assert list(Expert.objects.get(pk=expert.pk).sites.all()) == [other]


def test_who_edits_whom(admin, site):
    own, foreign = make_expert(sites=[site]), make_expert(sites=[make_site()])
    statuses = [
        admin.get(reverse("network:expert_edit", args=[pk])).status_code
        for pk in (own.pk, foreign.pk, foreign.pk + 1000)
    ]
    assert statuses == [200, 403, 404]
    assert admin.post(reverse("network:expert_edit", args=[foreign.pk]), {}).status_code == 403
    assert admin.get(reverse("network:expert_detail", args=[foreign.pk])).status_code == 200


def test_an_expert_ends_with_the_agency_at_the_latest(admin, site):
    agency = make_agency(valid_to=date(2099, 12, 31))
    assert list(errors(create(admin, agency=agency.pk, sites=[site.pk]))) == ["valid_to"]
    late = create(admin, agency=agency.pk, sites=[site.pk], valid_to="2100-01-01")
    assert list(errors(late)) == ["valid_to"]
    create(admin, agency=agency.pk, sites=[site.pk], valid_to="2099-12-31")
    assert Expert.objects.get().valid_to == date(2099, 12, 31)


def test_ended_agencies_are_not_offered(admin, site):
    ended = make_agency(valid_to=date(2024, 12, 31))
    assert list(errors(create(admin, agency=ended.pk, sites=[site.pk]))) == ["agency"]


def test_validity_backwards_is_refused_once(admin, site):
    response = create(
        admin, agency=make_agency().pk, sites=[site.pk], valid_from="2025-02-01", valid_to="2025-01-31"
    )  # fmt: skip
    assert errors(response) == {"valid_to": ["The last day of validity is before the first."]}


def test_a_login_elsewhere_or_taken_is_not_offered(admin, site):
    elsewhere, taken = make_user(Role.EXPERT, site=make_site()), make_user(Role.EXPERT, site=site)
    expert = make_expert(sites=[site], user=taken)
    for person in (elsewhere, taken):
        response = create(admin, agency=make_agency().pk, sites=[site.pk], user=person.pk)
        assert list(errors(response)) == ["user"]
    edit(admin, expert, title="Uusi")
    assert Expert.objects.get(pk=expert.pk).user == taken


def test_a_rare_language_stays(admin, site):
    expert = make_expert(sites=[site], languages=["fi", "is"])
    edit(admin, expert, title="Uusi")
    assert Expert.objects.get(pk=expert.pk).languages == ["fi", "is"]


def test_a_form_sent_twice_makes_one_expert(admin, site):
    data = {"agency": make_agency().pk, "sites": [site.pk], "submission_key": "once"}
    first = create(admin, **data)
    assert first["Location"] == reverse("network:expert_detail", args=[Expert.objects.get().pk])
    assert create(admin, **data)["Location"] == reverse("network:directory")
    assert list(errors(create(admin, **data, title="Toinen"))) == [""]
    assert Expert.objects.count() == 1
