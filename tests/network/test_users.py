import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Role, RoleAssignment, User
from tests.factories import PASSWORD, make_site, make_user
from tests.forms import errors, posted, rows_data, text_of
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
WHO = {"email": "Uusi@Example.org", "first_name": "Uusi", "last_name": "Ohjaaja", "language": "fi"}


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def chief(client):
    """An admin of the whole installation, and their browser."""
    client.user = make_user(Role.ADMIN, language="en", first_name="Pirjo", last_name="Pää")
    client.force_login(client.user)
    return client


@pytest.fixture
def admin(client, site):
    """An admin of one Ohjaamo."""
    client.user = make_user(Role.ADMIN, site=site, language="en")
    client.force_login(client.user)
    return client


def create(client, *roles, **more):
    return client.post(reverse("network:user_create"), WHO | rows_data("roles", *roles) | more)


def at(role, site):
    return {"role": role, "site": site.pk if site else "all"}


def edit(client, person, *roles, **more):
    address = reverse("network:user_edit", args=[person.pk])
    form = client.get(address).context["form"]
    data = (posted(form) if form else {}) | rows_data("roles", *roles, initial=0) | more
    return client.post(address, data)


def held(person) -> set:
    return {(row.role, row.site) for row in RoleAssignment.objects.filter(user=person)}


def complaint(response) -> list[str]:
    return list(response.context["formset"].non_form_errors())


def test_a_new_user_gets_a_link_by_mail_and_sets_a_password(chief, site, settings):
    with mail_server(settings) as server:
        response = create(chief, at("counsellor", site), at("manager", site))
    user = User.objects.get(email="uusi@example.org")
    assert response["Location"] == reverse("network:user_edit", args=[user.pk])
    assert held(user) == {("counsellor", site), ("manager", site)}
    assert not user.has_usable_password()
    [mail] = server.messages
    assert mail["To"] == "uusi@example.org"
    assert mail["Subject"] == "Tunnuksesi Ohjaamoon"
    text = mail.get_content()
    assert "Hei Uusi Ohjaaja," in text
    assert "Pirjo Pää on tehnyt sinulle tunnuksen" in text
    link = re.search(r"http://testserver(/invitation/\S+)", text)[1]
    browser = Client()
    assert "Welcome to Ohjaamo" in text_of(browser.get(link, headers={"accept-language": "en"}))
    assert browser.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD})["Location"] == reverse("home")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert browser.get(reverse("network:directory")).status_code == 200  # logged in
    assert Client().get(link).status_code == 410


def test_the_mail_speaks_the_new_users_language(chief, site, settings):
    with mail_server(settings) as server:
        create(chief, at("counsellor", site), language="sv")
    assert server.messages[0]["Subject"] == "Din inloggning till Navigatorn"
    assert "Hej Uusi Ohjaaja," in server.messages[0].get_content()


def test_a_mail_server_that_refuses_leaves_nothing_behind(chief, site, settings):
    with mail_server(settings, refusal="550 no such box"):
        response = create(chief, at("counsellor", site))
    message = "The mail with the link could not be sent, so nothing was saved. Try again later."
    assert errors(response) == {"email": [message]}
    assert 'value="Uusi"' in response.content.decode()
    assert not User.objects.filter(email="uusi@example.org").exists()


def test_a_mail_server_that_is_down_leaves_nothing_behind(chief, site, settings):
    with mail_server(settings):
        pass  # its port is closed from here on
    assert list(errors(create(chief, at("counsellor", site)))) == ["email"]
    assert User.objects.count() == 1


def test_an_address_is_used_once(chief, site):
    make_user(email="uusi@example.org")
    assert list(errors(create(chief, at("counsellor", site)))) == ["email"]


def test_another_row_keeps_what_was_typed(chief, site):
    response = create(chief, at("counsellor", site), add_row="1", email="kesken")
    page = response.content.decode()
    assert 'value="kesken"' in page
    assert response.context["formset"].total_form_count() == 2
    assert "error-summary" not in page
    assert User.objects.count() == 1


def test_a_role_twice_is_refused(chief, site):
    response = create(chief, at("counsellor", site), at("counsellor", site))
    assert response.context["formset"].errors == [{}, {"role": ["The user has this role already."]}]


def test_all_sites_must_be_said_not_left(chief):
    response = create(chief, {"role": "counsellor", "site": ""})
    assert list(response.context["formset"].errors[0]) == ["site"]


def test_an_admin_of_one_site_gives_roles_there_only(admin, site):
    other = make_site()
    for foreign in (at("counsellor", other), at("admin", None)):
        response = create(admin, foreign)
        assert list(response.context["formset"].errors[0]) == ["site"]
    assert User.objects.filter(email="uusi@example.org").count() == 0


def test_roles_elsewhere_stay_untouched(admin, site):
    other = make_site(name="Ohjaamo Urjala")
    person = make_user(Role.COUNSELLOR, site=site)
    person.roles.create(role=Role.MANAGER, site=other)
    person.roles.create(role=Role.DPO, site=None)
    page = admin.get(reverse("network:user_edit", args=[person.pk]))
    assert "Manager · Ohjaamo Urjala" in text_of(page)
    edit(admin, person, at("expert", site))
    assert held(person) == {("expert", site), ("manager", other), ("dpo", None)}


def test_who_works_elsewhere_too_keeps_their_login(admin, site):
    """Whoever could change the address of an admin of all could take that login over by a password reset."""
    person = make_user(Role.ADMIN)
    person.roles.create(role=Role.COUNSELLOR, site=site)
    page = admin.get(reverse("network:user_edit", args=[person.pk]))
    assert page.context["form"] is None
    edit(admin, person, at("counsellor", site), email="thief@example.org")
    before = person.email
    person.refresh_from_db()
    assert person.email == before
    for name in ("user_set_active", "user_send_link"):
        assert admin.post(reverse(f"network:{name}", args=[person.pk]), {"active": "no"}).status_code == 404
    person.refresh_from_db()
    assert person.is_active


def test_which_users_an_admin_of_one_site_sees(admin, site):
    mine, roleless = make_user(Role.COUNSELLOR, site=site), make_user()
    elsewhere, everywhere = make_user(Role.COUNSELLOR, site=make_site()), make_user(Role.ADMIN)
    listed = set(admin.get(reverse("network:user_list")).context["page"].object_list)
    assert listed == {admin.user, mine, roleless}
    for person in (elsewhere, everywhere):
        assert admin.get(reverse("network:user_edit", args=[person.pk])).status_code == 404
        assert admin.post(reverse("network:user_edit", args=[person.pk]), {}).status_code == 404


def test_a_closed_login_is_out_at_its_next_request(chief, site):
    person = make_user(Role.COUNSELLOR, site=site)
    browser = Client()
    browser.force_login(person)
    assert browser.get(reverse("network:directory")).status_code == 200
    chief.post(reverse("network:user_set_active", args=[person.pk]), {"active": "no"})
    response = browser.get(reverse("network:directory"))
    assert response["Location"].startswith(reverse("account_login"))
    chief.post(reverse("network:user_set_active", args=[person.pk]), {"active": "yes"})
    person.refresh_from_db()
    assert person.is_active


def test_a_lost_role_is_lost_at_the_next_request(chief, site):
    person = make_user(Role.COUNSELLOR, site=site)
    browser = Client()
    browser.force_login(person)
    assert browser.get(reverse("network:directory")).status_code == 200
    edit(chief, person)
    assert held(person) == set()
    assert browser.get(reverse("network:directory")).status_code == 403


def test_the_last_admin_of_all_keeps_the_role_and_the_login(chief, site):
    last = "There must be at least one open login that is admin of all Ohjaamos. Make another one first."
    make_user(Role.ADMIN, site=site)  # of one site only: not enough
    make_user(Role.ADMIN, is_active=False)  # closed: not enough
    response = edit(chief, chief.user, at("counsellor", site))
    assert complaint(response) == [last]
    assert held(chief.user) == {("admin", None)}
    page = chief.post(reverse("network:user_set_active", args=[chief.user.pk]), {"active": "no"}, follow=True)
    assert last in text_of(page)
    assert User.objects.get(pk=chief.user.pk).is_active


def test_one_of_two_admins_of_all_may_go(chief):
    other = make_user(Role.ADMIN)
    chief.post(reverse("network:user_set_active", args=[other.pk]), {"active": "no"})
    assert not User.objects.get(pk=other.pk).is_active


def test_a_new_link(chief, site, settings):
    """Who has a password gets a way to a new one; who has none yet is invited again."""
    known, new = make_user(Role.COUNSELLOR, site=site, password=PASSWORD), make_user(Role.COUNSELLOR, site=site)
    with mail_server(settings) as server:
        for person in (known, new):
            chief.post(reverse("network:user_send_link", args=[person.pk]))
    assert [mail["To"] for mail in server.messages] == [known.email, new.email]
    assert "/accounts/password/reset/key/" in server.messages[0].get_content()
    assert "/invitation/" in server.messages[1].get_content()
    person = new
    assert chief.get(reverse("network:user_send_link", args=[person.pk])).status_code == 405


def test_filters(chief, site):
    counsellor = make_user(Role.COUNSELLOR, Role.MANAGER, site=site)
    closed = make_user(Role.DPO, site=make_site(), is_active=False)

    def found(**query):
        return list(chief.get(reverse("network:user_list"), query).context["page"].object_list)

    assert found(role="manager") == [counsellor]
    assert found(is_active="no") == [closed]
    assert set(found(site=site.pk)) == {counsellor, chief.user}


def test_queries_of_the_list_do_not_grow(chief, site, django_assert_num_queries):
    for _number in range(2):
        make_user(Role.COUNSELLOR, Role.MANAGER, site=site)
    with CaptureQueriesContext(connection) as few:
        chief.get(reverse("network:user_list"))
    for _number in range(297):
        make_user(Role.COUNSELLOR, site=site)
    with django_assert_num_queries(len(few)):
        page = chief.get(reverse("network:user_list")).context["page"]
    assert (page.paginator.count, len(page.object_list)) == (300, 50)
