"""Logging a visit at the counter: what is saved, by whom and where, and what the form offers first."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import AccessRecord, Client
from network.access import acting_as_system
from network.models import Role
from tests.clients.counter_form import URL, form_data, named, refused, stored
from tests.factories import make_client, make_expert, make_site, make_user, make_visit

pytestmark = pytest.mark.django_db
# Saving


def test_an_anonymous_visit_is_saved_with_all_that_was_given(client, kaisa, site):
    expert = make_expert(sites=[site])
    data = form_data(
        site,
        themes=["housing", "employment"],
        main_theme="housing",
        contact_type="phone",
        minutes=25,
        experts=[expert.pk],
        language="sv",
        note="Palaa maanantaina.\r\nSoitetaan.",
        met_before="true",
        age_band="18_24",
        gender="female",
    )
    response = client.post(URL, data, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    [visit] = stored()
    assert (visit.site, visit.client, visit.created_by, visit.batch) == (site, None, kaisa, None)
    assert (visit.date, visit.time) == (timezone.localdate(), time(0, 0))
    assert (visit.themes, visit.contact_type, visit.minutes) == (["housing", "employment"], "phone", 25)
    assert (visit.language, visit.note) == ("sv", "Palaa maanantaina.\nSoitetaan.")
    assert (visit.met_before, visit.age_band, visit.gender) == (True, "18_24", "female")
    with acting_as_system("test"):
        assert list(visit.experts.all()) == [expert]


def test_the_notice_tells_the_time_and_links_to_mending_and_names_nobody(client, kaisa, site, veera):
    response = client.post(URL, named(site, veera), follow=True)
    [message] = response.context["messages"]
    [visit] = stored()
    clock = timezone.localtime().strftime("%H.%M").lstrip("0")
    assert clock[:2] in str(message)
    assert f'href="{reverse("clients:visit_mend", args=[visit.pk])}"' in str(message)
    assert "Veera" not in str(message)
    assert 'role="status"' in response.content.decode()


def test_one_visit_for_each_person_picked_in_one_batch(client, kaisa, site, veera):
    eino = make_client(first_name="Eino", home_site=site)
    client.post(URL, named(site, veera, eino, met_before="true", age_band="18_24", gender="male"))
    visits = stored()
    assert [visit.client for visit in visits] == [veera, eino]
    assert len({visit.batch for visit in visits}) == 1
    assert visits[0].batch is not None
    assert {(visit.met_before, visit.age_band, visit.gender) for visit in visits} == {(None, "", "")}


def test_saving_records_once_for_each_person_that_they_were_opened(client, kaisa, site, veera):
    client.post(URL, named(site, veera))
    with acting_as_system("test"):
        rows = list(AccessRecord.objects.values_list("user", "client_id", "what", "reason"))
    assert rows == [(kaisa.pk, veera.pk, "visit logged", "role")]


def test_left_as_it_was_the_time_is_that_of_saving(client, kaisa, site):
    data = form_data(site, date="2026-01-05", time="09:05", shown_at="2026-01-05 09:05")
    before = timezone.localtime().replace(second=0, microsecond=0)
    client.post(URL, data)
    [visit] = stored()
    assert visit.date == before.date()
    assert before.time() <= visit.time <= timezone.localtime().time()


def test_a_past_day_is_fine(client, kaisa, site):
    day = timezone.localdate() - timedelta(days=40)
    client.post(URL, form_data(site, date=day.isoformat(), time="23:59"))
    [visit] = stored()
    assert (visit.date, visit.time) == (day, time(23, 59))


def test_the_main_theme_may_be_chosen_in_the_menu_alone(client, kaisa, site):
    client.post(URL, form_data(site, themes=["employment"], main_theme="debts"))
    assert [visit.themes for visit in stored()] == [["debts", "employment"]]


def test_tapped_minutes_count_and_typed_ones_go_first(client, kaisa, site):
    client.post(URL, form_data(site, minutes_usual=30))
    client.post(URL, form_data(site, minutes_usual=30, minutes=20))
    assert [visit.minutes for visit in stored()] == [30, 20]


def test_ticking_minutes_that_are_no_longer_offered_is_no_error(client, kaisa, site):
    client.post(URL, form_data(site, minutes_usual=37))
    assert [visit.minutes for visit in stored()] == [37]


# Rights


def test_another_site_s_person_or_expert_cannot_be_sent(client, kaisa, site):
    elsewhere = make_site()
    stranger, expert = make_client(home_site=elsewhere), make_expert(sites=[elsewhere])
    assert list(refused(client, named(site, stranger))) == ["people"]
    assert list(refused(client, form_data(site, experts=[expert.pk]))) == ["experts"]


def test_another_site_s_number_in_the_form_is_an_error(client, kaisa):
    elsewhere = make_site()
    assert list(refused(client, form_data(elsewhere))) == ["site_shown"]


def test_a_visit_goes_to_the_site_that_the_page_was_opened_for(client, kaisa, site):
    """Though the user has switched to another site in another tab meanwhile."""
    other = make_site(name="Ohjaamo Zeta")
    kaisa.roles.create(role=Role.COUNSELLOR, site=other)
    assert client.get(URL).context["form"].site == site
    client.post(URL, form_data(other))
    assert [visit.site for visit in stored()] == [other]


def test_where_one_only_manages_one_logs_nothing(client, site):
    managed, counselled = make_site(name="A"), make_site(name="B")
    user = make_user(Role.MANAGER, site=managed)
    user.roles.create(role=Role.COUNSELLOR, site=counselled)
    client.force_login(user)
    assert client.get(URL).context["form"].site == counselled
    assert list(refused(client, form_data(managed))) == ["site_shown"]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN, Role.DPO, Role.EXPERT, Role.REPORT_READER])
def test_the_counter_is_closed_to_other_roles(client, site, role):
    client.force_login(make_user(role, site=site))
    for name in ("counter", "client_search", "client_create", "counter_today", "visit_today"):
        assert client.get(reverse(f"clients:{name}")).status_code == 403
    assert client.post(URL, form_data(site)).status_code == 403
    assert stored() == []


def test_strangers_are_sent_to_log_in(client, site):
    response = client.post(URL, form_data(site))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert stored() == []


# Same again, and habits


def test_same_again_fills_in_all_but_the_person(client, kaisa, site, veera):
    expert = make_expert(sites=[site])
    make_visit(
        site=site,
        client=veera,
        created_by=kaisa,
        themes=["debts", "employment"],
        contact_type="phone",
        minutes=25,
        language="ru",
        note="Veeran asia",
        experts=[expert],
    )
    page = client.post(reverse("clients:client_search"), form_data(site, again="1", themes=["legal"], note="Oma"))
    form = page.context["form"]
    assert form["themes"].value() == ["debts", "employment"]
    assert (form["main_theme"].value(), form["contact_type"].value(), form["language"].value()) == (
        "debts",
        "phone",
        "ru",
    )
    assert form["minutes_usual"].value() == 25
    assert form["experts"].value() == [expert.pk]
    assert form["note"].value() == "Oma"
    assert page.context["picker"].people == []
    assert stored()[0].client == veera


def test_same_again_keeps_who_was_picked_and_is_offered_only_after_a_visit_of_one_s_own_today(
    client, kaisa, site, veera
):
    make_visit(site=site, created_by=make_user(Role.COUNSELLOR, site=site))
    make_visit(site=site, created_by=kaisa, created_at=timezone.now() - timedelta(days=2))
    assert client.get(URL).context["can_repeat"] is False
    make_visit(site=site, created_by=kaisa, themes=["debts"])
    assert client.get(URL).context["can_repeat"] is True
    page = client.post(reverse("clients:client_search"), named(site, veera, again="1"))
    assert page.context["picker"].people == [veera]


def test_own_usual_minutes_and_language_come_first(client, kaisa, site):
    other = make_user(Role.COUNSELLOR, site=site)
    for minutes, language, by in [(20, "sv", kaisa)] * 3 + [(50, "fi", kaisa)] * 2 + [(99, "ru", other)] * 5:
        make_visit(site=site, created_by=by, minutes=minutes, language=language)
    form = client.get(URL).context["form"]
    assert form.minute_choices == [20, 50, 15, 30]
    assert form["language"].value() == "sv"


def test_a_newcomer_is_offered_common_minutes_and_the_own_language(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="sv"))
    form = client.get(URL).context["form"]
    assert (form.minute_choices, form["language"].value()) == ([15, 30, 45, 60], "sv")


def test_nothing_personal_is_in_an_address_or_stays_in_the_page_after_saving(client, kaisa, site, veera):
    response = client.post(URL, named(site, veera))
    assert response["Location"] == URL
    with acting_as_system("test"):
        assert Client.objects.count() == 1
