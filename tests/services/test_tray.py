import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from network.checking import kind_named
from network.codes import HelpTheme, Theme
from network.models import Role
from services.codes import ServiceStatus
from services.models import Service
from tests.factories import make_agency, make_expert, make_service, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("services:service_list"), reverse("services:service_create")


def page(name: str, service: Service) -> str:
    return reverse(f"services:service_{name}", args=[service.pk])


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def admin(client, site):
    user = make_user(Role.ADMIN, site=site, language="en")
    client.force_login(user)
    client.user = user
    return client


def typed(agency, **more) -> dict:
    """A filled form."""
    data = {
        "agency": agency.pk,
        "name_fi": "Asumisneuvonta",
        "summary_fi": "Apua ensimmäiseen kotiin.",
        "topics": [Theme.DEBTS, Theme.HOUSING],
        "languages": ["fi", "sv"],
        "status": ServiceStatus.ACTIVE,
        "check_every": 6,
    }
    return data | more


def test_a_service_is_written_down_and_marked_as_checked(admin, site):
    agency = make_agency()
    data = typed(agency, sites=[site.pk], min_age=18, phone="03 000 0001", website="example.org/asuminen")
    response = admin.post(NEW, data | {"description_fi": "<script>alert(1)</script><b>Vuokra</b> & sopimus"})
    service = Service.objects.get()
    assert response["Location"] == page("detail", service)
    assert (service.name_fi, service.min_age, service.phone.as_e164) == ("Asumisneuvonta", 18, "+35830000001")
    assert (service.description_fi, service.website) == ("Vuokra & sopimus", "https://example.org/asuminen")
    # In the order of the doors, whatever the browser sent.
    assert (service.topics, service.languages, list(service.sites.all())) == (
        ["housing", "debts"],
        ["fi", "sv"],
        [site],
    )
    assert (service.checked_on, service.checked_by) == (timezone.localdate(), admin.user)


def test_refusals_stand_beside_their_fields(admin):
    agency = make_agency()
    make_service(agency=agency, name_fi="asumisneuvonta")
    bad = {
        "summary_fi": "x" * 151,
        "description_fi": "x" * 5001,
        "min_age": 30,
        "max_age": 15,
        "phone": "123",
        "website": "http://example.org",
        "topics": ["nothing"],
        "name_sv": "Boenderådgivning",
    }
    response = admin.post(NEW, typed(agency, **bad))
    found = errors(response)
    assert found.keys() == {
        *("name_fi", "summary_fi", "summary_sv", "description_fi", "max_age", "phone", "website", "topics"),
    }
    assert found["max_age"] == ["The highest age is below the lowest."]
    assert found["name_fi"] == ["The agency has a service of this name already."]
    assert "At most 150 characters. Now 151." in text_of(response)
    assert response.context["form"]["summary_fi"].value() == "x" * 151
    assert Service.objects.count() == 1


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://example.org"])
def test_addresses_that_are_no_web_pages(admin, website):
    response = admin.post(NEW, typed(make_agency(), website=website))
    assert errors(response).keys() == {"website"}


def test_an_older_form_does_not_write_over_a_newer_version(admin):
    service = make_service(min_age=15)
    form = admin.get(page("edit", service)).context["form"]
    data = posted(form)
    assert admin.post(page("edit", service), data | {"cost": "5 €"}).status_code == 302
    response = admin.post(page("edit", service), data | {"cost": "6 €"})
    assert errors(response).keys() == {""}
    service.refresh_from_db()
    assert (service.cost, service.min_age, service.version) == ("5 €", 15, 2)


def test_states_follow_the_steps(admin):
    service = make_service()

    def press(state: str) -> str:
        admin.post(page("state", service), {"state": state})
        service.refresh_from_db()
        return service.status

    steps = ["paused", "ended", "paused", "draft", "active", ""]
    assert [press(state) for state in steps] == ["paused", "ended", "ended", "ended", "active", "active"]


def test_only_a_draft_is_removed(admin):
    draft, used = make_service(status=ServiceStatus.DRAFT), make_service()
    assert "End it instead" in text_of(admin.get(page("delete", used)))
    for service in (draft, used):
        admin.post(page("delete", service))
    assert list(Service.objects.all()) == [used]


def test_the_agencys_own_contact_person_keeps_its_services(client, site):
    agency = make_agency()
    user = make_user(Role.EXPERT, site=site)
    person = make_expert(agency=agency, sites=[site], user=user, is_agency_contact=True)
    own, draft, other = make_service(agency=agency), make_service(status=ServiceStatus.DRAFT), make_service()
    make_expert(agency=other.agency, sites=[site])
    client.force_login(user)
    assert [client.get(page("edit", service)).status_code for service in (own, other, draft)] == [200, 403, 404]
    form = client.get(NEW).context["form"]
    assert (list(form.fields["agency"].queryset), form["agency"].value()) == ([agency], agency.pk)
    assert errors(client.post(NEW, typed(other.agency))).keys() == {"agency"}
    person.is_agency_contact = False
    person.save()
    assert [client.get(address).status_code for address in (page("edit", own), NEW, LIST)] == [403, 403, 200]


def test_the_list_groups_by_help_theme_and_filters(admin, site):
    home = make_service(name_fi="Koti", topics=[Theme.HOUSING, Theme.DEBTS], sites=[site], languages=["fi", "so"])
    work = make_service(name_fi="Työ", topics=[Theme.SUMMER_JOB], summary_fi="Sääksmäen kesätyöt")
    ended = make_service(name_fi="Vanha", status=ServiceStatus.ENDED)

    def groups(**query) -> list:
        return [(door, rows) for door, rows in admin.get(LIST, query).context["groups"]]

    assert groups() == [(HelpTheme.WORK, [work]), (HelpTheme.HOUSING, [home]), (HelpTheme.MONEY, [home])]
    assert groups(theme="money") == [(HelpTheme.MONEY, [home])]
    assert groups(topic="summer_job") == groups(q="saaksmaen KESÄ") == [(HelpTheme.WORK, [work])]
    assert groups(q=work.agency.name_fi, site=site.pk) == []
    assert groups(language="so", site=site.pk, agency=home.agency.pk, theme="housing") == [(HelpTheme.HOUSING, [home])]
    assert groups(state="ended") == [(HelpTheme.HOUSING, [ended])]
    assert "Nothing fits" in text_of(admin.get(LIST, {"q": "xyzzy"}))


def test_an_agencys_page_shows_its_services(client, admin):
    service = make_service(name_fi="Oma", agency=make_agency())
    make_service(name_fi="Päättynyt", agency=service.agency, status=ServiceStatus.ENDED)
    address = reverse("network:agency_detail", args=[service.agency.pk])
    assert "Päättynyt" in text_of(admin.get(address))
    client.force_login(make_user(Role.EXPERT, site=make_site(), language="en"))
    text = text_of(client.get(address))
    assert ("Oma" in text, "Päättynyt" in text) == (True, False)


def test_services_are_kept_fresh_with_the_directory(admin):
    service, _draft = make_service(), make_service(status=ServiceStatus.DRAFT)
    today, kind = timezone.localdate(), kind_named("services.service")
    person = make_expert(agency=service.agency, email="yhteys@example.org", is_agency_contact=True)
    make_service(agency=make_agency(valid_to=today.replace(year=today.year - 1)))
    assert list(kind.stale(today)) == [service]
    assert [owner.email for owner in kind.owners(kind.stale(today), today)[service.pk]] == [person.email]
    with translation.override("en"):
        assert dict(kind.facts(service))["Service"] == service.name_fi


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_in_every_language_with_constant_queries(client, site, language, django_assert_num_queries):
    client.force_login(make_user(Role.ADMIN, site=site, language=language))
    service = make_service(name_sv="Boende", summary_sv="Hjälp", sites=[site], max_age=29)
    for address in (LIST, NEW, page("detail", service), page("edit", service), reverse("services:open_data")):
        text = client.get(address).content.decode()
        assert (address, text.count("<h1>"), f'<html lang="{language}">' in text) == (address, 1, True)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(2):
        make_service(sites=[site, make_site()])
    with django_assert_num_queries(len(few)):
        assert client.get(LIST).context["count"] == 3
