from datetime import date

import pytest
from django.urls import reverse

from network.models import Agency, Expert, Role
from tests.factories import make_agency, make_expert, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
END = date(2024, 12, 31)


@pytest.fixture
def admin(client):
    client.force_login(make_user(Role.ADMIN, language="en"))
    return client


def edit(client, agency, page="agency_edit", **changes):
    address = reverse(f"network:{page}", args=[agency.pk])
    data = posted(client.get(address).context["form"]) | changes
    return client.post(address, {name: value for name, value in data.items() if value is not None})


def test_create(admin):
    response = admin.post(
        reverse("network:agency_create"),
        {"name_fi": "Kela", "name_sv": "FPA", "sector": "kela", "business_id": "0246246 0", "valid_from": "2020-01-01"}
        | {"check_every": "6"},
    )
    agency = Agency.objects.get()
    assert response["Location"] == reverse("network:agency_detail", args=[agency.pk])
    kept = (agency.name_fi, agency.name_sv, agency.sector, agency.business_id, agency.valid_from)
    assert kept == ("Kela", "FPA", "kela", "0246246-0", date(2020, 1, 1))


def test_errors_beside_their_fields_and_nothing_lost(admin):
    response = admin.post(
        reverse("network:agency_create"),
        {"name_fi": "Kela", "name_sv": "FPA", "business_id": "0246246-1", "check_every": "6"},
    )
    assert set(errors(response)) == {"sector", "business_id"}
    page = response.content.decode()
    assert 'href="#id_business_id"' in page
    assert 'id="id_business_id_error"' in page
    assert 'value="0246246-1"' in page
    assert 'value="FPA"' in page
    assert Agency.objects.count() == 0


def test_a_change_over_somebody_elses_is_refused(admin):
    agency = make_agency()
    Agency.objects.filter(pk=agency.pk).update(name_fi="Muuttunut", version=2)
    data = {"name_fi": "Minun", "sector": "kela", "version": "1", "check_every": "6"}
    response = admin.post(reverse("network:agency_edit", args=[agency.pk]), data)
    assert list(errors(response)) == [""]
    assert Agency.objects.get(pk=agency.pk).name_fi == "Muuttunut"
    assert 'value="Minun"' in response.content.decode()


def test_valid_from_after_the_end_is_refused(admin):
    agency = make_agency(valid_to=END)
    assert set(errors(edit(admin, agency, valid_from="2025-01-01"))) == {"valid_from"}


def test_an_end_needs_a_choice_for_the_experts(admin):
    agency = make_agency()
    make_expert(agency=agency, first_name="Aino", last_name="Aalto")
    make_expert(agency=agency, first_name="Vanha", last_name="Väinö", valid_to=date(2020, 1, 1))
    response = edit(admin, agency, "agency_end", valid_to="2024-12-31")
    assert errors(response) == {
        "experts": ["Choose what happens to those who are in the network after that day: Aino Aalto."]
    }
    assert Agency.objects.get(pk=agency.pk).valid_to is None


def test_many_experts_are_named_in_short(admin):
    agency = make_agency()
    for number in range(7):
        make_expert(agency=agency, first_name="Aino", last_name=f"A{number}")
    message = errors(edit(admin, agency, "agency_end", valid_to="2024-12-31"))["experts"][0]
    assert message.endswith(": Aino A0, Aino A1, Aino A2, Aino A3, Aino A4 and 2 others.")


def test_experts_end_with_the_agency(admin):
    agency = make_agency()
    expert = make_expert(agency=agency, user=make_user())
    edit(admin, agency, "agency_end", valid_to="2024-12-31", experts="end")
    expert.refresh_from_db()
    assert (expert.valid_to, expert.agency, expert.version) == (END, agency, 2)
    assert Agency.objects.get(pk=agency.pk).valid_to == END


def test_a_renamed_agency_keeps_its_past(admin):
    site = make_site()
    old, new = make_agency(name_fi="TE-toimisto"), make_agency(name_fi="Työllisyyspalvelut", valid_from="2025-01-01")
    person = make_user()
    make_expert(agency=old, sites=[site], first_name="Aino", last_name="Aalto", languages=["fi"], user=person)
    edit(admin, old, "agency_end", valid_to="2024-12-31", successor=str(new.pk), experts="stay_on")

    def there(day):
        return [(str(expert.agency), expert.user) for expert in Expert.objects.valid_on(day).filter(sites=site)]

    assert there(END) == [("TE-toimisto", None)]
    assert there(date(2025, 1, 1)) == [("Työllisyyspalvelut", person)]
    again = Expert.objects.get(agency=new)
    assert (again.full_name, again.languages, again.valid_to) == ("Aino Aalto", ["fi"], None)
    page = text_of(admin.get(reverse("network:agency_detail", args=[old.pk])))
    assert "Continues under the name Työllisyyspalvelut" in page
    page = text_of(admin.get(reverse("network:agency_detail", args=[new.pk])))
    assert "Formerly TE-toimisto until 31 Dec 2024" in page


def test_an_expert_who_begins_later_goes_straight_to_the_successor(admin):
    old, new = make_agency(), make_agency()
    late = make_expert(agency=old, valid_from=date(2025, 3, 1))
    assert "experts" in errors(edit(admin, old, "agency_end", valid_to="2024-12-31", experts="end"))
    edit(admin, old, "agency_end", valid_to="2024-12-31", successor=str(new.pk), experts="stay_on")
    assert [(row.pk, row.agency, row.valid_to) for row in Expert.objects.all()] == [(late.pk, new, None)]


@pytest.mark.parametrize(
    "dates", [{"valid_to": date(2024, 6, 30)}, {"valid_to": END}, {"valid_from": date(2025, 2, 1)}]
)
def test_experts_go_on_only_in_an_agency_that_is_there(admin, dates):
    old, new = make_agency(), make_agency(**dates)
    make_expert(agency=old)
    response = edit(admin, old, "agency_end", valid_to="2024-12-31", successor=str(new.pk), experts="stay_on")
    assert set(errors(response)) == {"successor"}


def test_going_on_needs_a_successor(admin):
    agency = make_agency()
    make_expert(agency=agency)
    response = edit(admin, agency, "agency_end", valid_to="2024-12-31", experts="stay_on")
    assert errors(response) == {"successor": ["Choose the agency in which the experts go on."]}


def test_a_circle_of_successors_is_refused(admin):
    first = make_agency(name_fi="Yksi")
    second = make_agency(name_fi="Kaksi", successor=first, valid_to=END)
    third = make_agency(name_fi="Kolme", successor=second, valid_to=END)
    response = edit(admin, first, "agency_end", valid_to="2025-12-31", successor=str(third.pk))
    assert list(errors(response)) == ["successor"]
    assert (
        "circle"
        in errors(edit(admin, first, "agency_end", valid_to="2025-12-31", successor=str(second.pk)))["successor"][0]
    )
    own = edit(admin, first, "agency_end", valid_to="2025-12-31", successor=str(first.pk))
    assert list(errors(own)) == ["successor"]


def test_a_successor_without_a_last_day_is_refused(admin):
    response = edit(admin, make_agency(), "agency_end", successor=str(make_agency().pk))
    assert set(errors(response)) == {"valid_to"}


def test_an_end_before_the_beginning_is_refused(admin):
    agency = make_agency(valid_from=date(2025, 1, 1))
    assert errors(edit(admin, agency, "agency_end", valid_to="2024-12-31")) == {
        "valid_to": ["The last day of validity is before the first."]
    }


def test_an_admin_of_one_site_ends_nobody_elsewhere(client):
    here, there = make_site(), make_site()
    agency = make_agency()
    make_expert(agency=agency, sites=[here])
    make_expert(agency=agency, sites=[there], first_name="Muu", last_name="Muualta")
    client.force_login(make_user(Role.ADMIN, site=here, language="en"))
    response = edit(client, agency, "agency_end", valid_to="2024-12-31", experts="end")
    assert errors(response) == {
        "experts": ["Of other Ohjaamos, so an admin of the whole installation does this: Muu Muualta."]
    }


def test_which_agencies_an_admin_of_one_site_edits(client):
    here, there = make_site(), make_site()
    own, foreign, empty = make_agency(), make_agency(), make_agency()
    make_expert(agency=own, sites=[here])
    make_expert(agency=foreign, sites=[there])
    client.force_login(make_user(Role.ADMIN, site=here))

    def statuses(page):
        return [client.get(reverse(f"network:{page}", args=[row.pk])).status_code for row in (own, foreign, empty)]

    assert statuses("agency_detail") == [200, 200, 200]
    assert statuses("agency_edit") == [200, 403, 200]
    assert statuses("agency_end") == [200, 403, 200]
    assert client.get(reverse("network:agency_edit", args=[empty.pk + 1000])).status_code == 404


def test_a_form_sent_twice_makes_one_agency(admin):
    data = {"name_fi": "Kela", "sector": "kela", "check_every": "6", "submission_key": "once"}
    for _time in range(2):
        assert admin.post(reverse("network:agency_create"), data).status_code == 302
    assert Agency.objects.count() == 1
