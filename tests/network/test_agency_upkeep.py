"""An agency's contacts, its new name, its deletion, and its own contact person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.actions.successions import follow_successors
from network.models import Absence, Agency, AgencyContact, Expert, Role
from network.scopes import contact_duties_of
from reports.figures.network import network
from reports.figures.scope import build_scope
from services.models import Event, Service, Shift, ShiftException, ShiftSeries
from tests.factories import make_agency, make_contact, make_expert, make_project, make_referral, make_site, make_user
from tests.forms import errors, posted, row_errors, rows_data, text_of

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 1)
EVE = DAY - timedelta(days=1)


@pytest.fixture
def admin(client):
    client.user = make_user(Role.ADMIN, language="en")
    client.force_login(client.user)
    return client


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def keeper(client, site):
    """The contact person of an agency, logged in as an expert."""
    client.user = make_user(Role.EXPERT, site=site, language="en")
    client.expert = make_expert(sites=[site], user=client.user, is_agency_contact=True)
    client.force_login(client.user)
    return client


def address(name, row):
    return reverse(f"network:{name}", args=[row.pk])


def rename(client, agency, **typed):
    page = client.get(address("agency_rename", agency))
    data = {"version": page.context["form"]["version"].value(), "name_fi": "Uusi", "day": "2025-01-01"} | typed
    return client.post(address("agency_rename", agency), data)


def contacts(client, agency, *rows, initial=0, **more):
    version = Agency.objects.get(pk=agency.pk).version
    data = rows_data("contacts", *rows, initial=initial) | {"version": version} | more
    return client.post(address("agency_contacts", agency), data)


def test_contacts_come_and_go(admin):
    agency = make_agency()
    contacts(admin, agency, {"name": "Vaihde", "phone": "03 123 4567"}, {"name": "Posti", "email": "a@b.fi"})
    first, second = agency.contacts.all()
    assert (first.name, str(first.phone), second.email, second.is_public) == (
        "Vaihde",
        "+358 3 1234567",
        "a@b.fi",
        False,
    )
    page = text_of(admin.get(address("agency_detail", agency)))
    assert "Vaihde +358 3 1234567" in page
    stored = {"id": first.pk, "name": "Vaihde", "phone": "+35831234567", "DELETE": "on"}
    contacts(admin, agency, stored, {"id": second.pk, "name": "Posti", "email": "a@b.fi", "is_public": "on"}, initial=2)
    assert list(agency.contacts.values_list("name", "is_public")) == [("Posti", True)]


def test_a_contact_without_a_way_to_reach_it_is_refused(admin):
    agency = make_agency()
    response = contacts(admin, agency, {"name": "Joku"}, {"name": "Vaihde", "phone": "12"})
    assert [sorted(row) for row in row_errors(response)] == [["__all__"], ["phone"]]
    assert 'value="Joku"' in response.content.decode()
    assert AgencyContact.objects.count() == 0


def test_another_contact_row_and_somebody_elses_change(admin):
    agency = make_agency()
    response = contacts(admin, agency, {"name": "Vaihde"}, add_row="1")
    assert response.context["formset"].total_form_count() == 2
    response = contacts(admin, agency, {"name": "Vaihde", "phone": "0401234567"}, version=0)
    assert "changed this while you were writing" in text_of(response)
    assert AgencyContact.objects.count() == 0


def test_rename_in_one_act(admin, site):
    """The figures of each day follow: one agency and one expert before, between and after."""
    old = make_agency(name_fi="TE-toimisto", sector="employment", business_id="0201256-6")
    make_contact(agency=old)
    login = make_user(Role.EXPERT, site=site)
    expert = make_expert(
        agency=old, sites=[site], user=login, phone="+358401234567", themes=["work"], presence="nothing"
    )
    project = make_project(sites=[site])
    response = rename(admin, old, name_sv="Ny")
    new = Agency.objects.exclude(pk=old.pk).get()
    old.refresh_from_db()
    assert response["Location"] == address("agency_detail", new)
    assert (old.valid_to, old.successor, old.name_fi) == (EVE, new, "TE-toimisto")
    kept = (new.name_fi, new.name_sv, new.sector, new.business_id, new.valid_from, new.contacts.get().name)
    assert kept == ("Uusi", "Ny", "employment", "0201256-6", DAY, "Vaihde")
    again = Expert.objects.get(agency=new)
    same = (again.user, str(again.phone), again.themes, again.presence, list(again.sites.all()), again.valid_from)
    assert same == (login, "+358 40 1234567", ["work"], "nothing", [site], DAY)
    expert.refresh_from_db()
    assert (expert.valid_to, expert.user) == (EVE, None)
    for day in (EVE - timedelta(days=30), EVE, DAY, DAY + timedelta(days=30)):
        assert figures_on(day, project) == {"agencies": 1, "experts": 1}


def figures_on(day, project):
    return network(build_scope(project, start=day, end=day))


def test_the_work_goes_on_under_the_new_name(admin, site):
    old = make_agency()
    expert = make_expert(agency=old, sites=[site])
    times = {"starts": "12:00", "ends": "16:00"}
    past = Shift.objects.create(site=site, expert=expert, date=EVE, **times)
    coming = Shift.objects.create(site=site, expert=expert, date=DAY, **times)
    # Every other Thursday from 5.12.2024: 5.12., 19.12., 2.1., 16.1.
    series = ShiftSeries.objects.create(
        site=site, expert=expert, weekdays=[3], interval=2, first_day=date(2024, 12, 5), **times
    )
    changed = ShiftException.objects.create(series=series, date=date(2025, 1, 16))
    event = Event.objects.create(site=site, title_fi="Kahvila", date=DAY, starts="12:00")
    event.experts.add(expert)
    Absence.objects.create(expert=expert, starts=date(2024, 12, 30), ends=date(2025, 1, 3))
    service = Service.objects.create(agency=old, name_fi="Neuvonta", summary_fi="Neuvoo", topics=["debts"])
    rename(admin, old)
    again = Expert.objects.exclude(pk=expert.pk).get()
    assert (owner(past), owner(coming), list(event.experts.all())) == (expert, again, [again])
    rest = ShiftSeries.objects.get(expert=again)
    series.refresh_from_db()
    span = date(2024, 12, 1), date(2025, 2, 1)
    assert series.days_between(*span) == [date(2024, 12, 5), date(2024, 12, 19)]
    assert rest.days_between(*span) == [date(2025, 1, 2), date(2025, 1, 16), date(2025, 1, 30)]
    changed.refresh_from_db()
    assert changed.series == rest
    away = Absence.objects.order_by("starts").values_list("expert", "starts", "ends")
    assert list(away) == [(expert.pk, date(2024, 12, 30), EVE), (again.pk, DAY, date(2025, 1, 3))]
    service.refresh_from_db()
    assert service.agency == again.agency


def test_a_new_name_on_a_day_to_come(admin, site):
    """Until then the login, the duty and the services stay where they are; the housekeeping moves them on the day."""
    day = timezone.localdate() + timedelta(days=10)
    old = make_agency()
    login = make_user(Role.EXPERT, site=site)
    expert = make_expert(agency=old, sites=[site], user=login, is_agency_contact=True)
    service = Service.objects.create(agency=old, name_fi="Neuvonta", summary_fi="Neuvoo", topics=["debts"])
    rename(admin, old, day=day.isoformat())
    again = Expert.objects.exclude(pk=expert.pk).get()
    assert where(service, expert, again) == (old, login, None)
    assert contact_duties_of(login).get() == expert
    assert follow_successors(now=timezone.now() + timedelta(days=9)) == 0
    assert follow_successors(now=timezone.now() + timedelta(days=10)) == 2
    assert where(service, expert, again) == (again.agency, None, login)
    assert again.is_agency_contact
    assert follow_successors(now=timezone.now() + timedelta(days=11)) == 0


def where(service, expert, again):
    for row in (service, expert, again):
        row.refresh_from_db()
    return service.agency, expert.user, again.user


def owner(shift):
    shift.refresh_from_db()
    return shift.expert


def test_a_rename_must_fit(admin):
    agency = make_agency(name_fi="Kela", valid_from=date(2024, 1, 1), valid_to=date(2025, 6, 30))
    assert set(errors(rename(admin, agency, name_fi="Kela"))) == {"name_fi"}
    assert set(errors(rename(admin, agency, day="2024-01-01"))) == {"day"}
    assert set(errors(rename(admin, agency, day="2025-07-01"))) == {"day"}
    assert set(errors(rename(admin, agency, day="", name_fi=""))) == {"day", "name_fi"}
    assert Agency.objects.count() == 1


def test_an_admin_of_one_site_renames_nobody_elsewhere(client, site):
    agency = make_agency()
    make_expert(agency=agency, sites=[site])
    make_expert(agency=agency, sites=[make_site()], first_name="Muu", last_name="Muualta")
    client.force_login(make_user(Role.ADMIN, site=site, language="en"))
    assert errors(rename(client, agency)) == {
        "day": ["Of other Ohjaamos, so an admin of the whole installation does this: Muu Muualta."]
    }


def test_delete_what_was_added_by_mistake(admin):
    agency = make_agency()
    make_contact(agency=agency)
    assert "Delete “" in text_of(admin.get(address("agency_delete", agency)))
    assert admin.post(address("agency_delete", agency))["Location"] == reverse("network:directory")
    assert Agency.objects.count() == 0


def test_an_agency_in_use_is_not_deleted_and_the_page_says_why(admin):
    agency = make_agency()
    make_expert(agency=agency)
    make_expert(agency=agency)
    make_referral(to_agency=agency)
    Service.objects.create(agency=agency, name_fi="Neuvonta", summary_fi="Neuvoo", topics=["debts"])
    response = admin.post(address("agency_delete", agency))
    assert response.status_code == 409
    assert response.context["reasons"] == {"experts": 2, "referrals": 1, "services": 1}
    assert Agency.objects.count() == 1


def test_the_contact_person_keeps_up_their_own_agency(keeper, site):
    own, foreign = keeper.expert.agency, make_agency()
    colleague = make_expert(agency=own, sites=[site])
    assert keeper.get(address("agency_edit", own)).status_code == 200
    contacts(keeper, own, {"name": "Vaihde", "phone": "0401234567"})
    assert own.contacts.count() == 1
    for name in ("agency_edit", "agency_contacts"):
        assert keeper.get(address(name, foreign)).status_code == 403
    for name in ("agency_end", "agency_rename", "agency_delete"):
        assert keeper.post(address(name, own), {}).status_code == 403
    page = keeper.get(address("expert_edit", colleague))
    fields = set(page.context["form"].fields)
    assert fields & {"user", "is_agency_contact"} == set()
    keeper.post(address("expert_edit", colleague), posted(page.context["form"]) | {"title": "Neuvoja", "user": "1"})
    colleague.refresh_from_db()
    assert (colleague.title, colleague.user, colleague.is_agency_contact) == ("Neuvoja", None, False)
    new = {"first_name": "Uusi", "last_name": "Tulija", "sites": [site.pk], "check_every": "6", "presence": "role"}
    response = keeper.post(reverse("network:expert_create"), new | {"agency": foreign.pk})
    assert list(errors(response)) == ["agency"]
    keeper.post(reverse("network:expert_create"), new | {"agency": own.pk})
    assert Expert.objects.get(last_name="Tulija").agency == own


def test_the_duty_counts_while_the_entry_is_in_force(keeper):
    agency = keeper.expert.agency
    Expert.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert keeper.get(address("agency_edit", agency)).status_code == 403
    assert keeper.get(reverse("network:expert_create")).status_code == 403


def test_an_expert_keeps_up_their_own_entry_only(client, site):
    user = make_user(Role.EXPERT, site=site, language="en")
    own, other = make_expert(sites=[site], user=user), make_expert(sites=[site])
    client.force_login(user)
    assert client.get(address("expert_edit", other)).status_code == 403
    form = client.get(address("expert_edit", own)).context["form"]
    assert list(form.fields) == [
        "email", "phone", "email_is_public", "phone_is_public", "presence", "themes", "languages", "check_every",
        "version",
    ]  # fmt: skip
    data = posted(form) | {"presence": "first_name", "themes": ["money"], "last_name": "Toinen"}
    client.post(address("expert_edit", own), data)
    before = own.last_name
    own.refresh_from_db()
    assert (own.presence, own.themes, own.last_name) == ("first_name", ["money"], before)
    assert (own.checked_on, own.checked_by) == (timezone.localdate(), user)
    response = client.post(address("expert_edit", own), posted(form) | {"version": 2, "phone_is_public": "on"})
    assert errors(response) == {"phone": ["There is nothing here to show to everybody."]}


def test_the_changes_of_an_entry(admin, site):
    agency = make_agency(name_fi="Kela")
    data = posted(admin.get(address("agency_edit", agency)).context["form"])
    admin.post(address("agency_edit", agency), data | {"name_sv": "FPA", "description_fi": "<b>Etuudet</b>"})
    agency.refresh_from_db()
    assert agency.description_fi == "Etuudet"
    admin.post(reverse("network:entry_confirm", args=[agency.pk, "network.agency"]))
    changes = admin.get(address("agency_detail", agency)).context["changes"]
    assert [change.by for change in changes] == ["Kaisa " + admin.user.last_name]
    assert changes[0].what == ["name in Swedish", "description in Finnish"]
    client = type(admin)()
    client.force_login(make_user(Role.COUNSELLOR, site=site))
    assert client.get(address("agency_detail", agency)).context["changes"] == []
