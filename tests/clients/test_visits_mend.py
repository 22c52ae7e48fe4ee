"""Mending and withdrawing one's own visits of today, with the history kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import AccessRecord, Visit
from network.access import acting_as_system
from network.models import Role
from tests.clients.counter_form import form_data, named, stored
from tests.factories import make_client, make_expert, make_site, make_user, make_visit

pytestmark = pytest.mark.django_db
COUNTER = reverse("clients:counter")


def mend_url(visit) -> str:
    return reverse("clients:visit_mend", args=[visit.pk])


def withdraw_url(visit) -> str:
    return reverse("clients:visit_withdraw", args=[visit.pk])


@pytest.fixture
def visit(site, kaisa, veera):
    expert = make_expert(sites=[site])
    return make_visit(
        site=site,
        client=veera,
        created_by=kaisa,
        themes=["debts", "housing"],
        contact_type="phone",
        minutes=25,
        language="sv",
        note="Alku",
        experts=[expert],
    )


def history(visit) -> list[tuple]:
    with acting_as_system("test"):
        return list(visit.events.order_by("pgh_id").values_list("pgh_label", "note", "withdrawn_at"))


def test_the_form_opens_with_all_that_was_logged(client, site, visit, veera):
    page = client.get(mend_url(visit))
    form = page.context["form"]
    assert page.context["picker"].people == [veera]
    assert (form["themes"].value(), form["main_theme"].value()) == (["debts", "housing"], "debts")
    assert (form["contact_type"].value(), form["language"].value(), form["note"].value()) == ("phone", "sv", "Alku")
    assert 25 in (form["minutes"].value(), form["minutes_usual"].value())
    assert len(form["experts"].value()) == 1


def test_every_field_can_be_mended_the_person_and_the_experts_too(client, site, visit, kaisa):
    eino, other = make_client(first_name="Eino", home_site=site), make_expert(sites=[site])
    day = timezone.localdate() - timedelta(days=1)
    data = named(
        site,
        eino,
        version=1,
        themes=["legal"],
        main_theme="legal",
        contact_type="walk_in",
        minutes=50,
        language="fi",
        note="Loppu",
        experts=[other.pk],
        date=day.isoformat(),
        time="13:30",
    )
    response = client.post(mend_url(visit), data)
    assert (response.status_code, response["Location"]) == (302, COUNTER)
    [mended] = stored()
    assert (mended.client, mended.themes, mended.contact_type, mended.minutes) == (eino, ["legal"], "walk_in", 50)
    assert (mended.language, mended.note, mended.date, f"{mended.time:%H:%M}") == ("fi", "Loppu", day, "13:30")
    assert (mended.created_by, mended.key, mended.version) == (kaisa, visit.key, 2)
    with acting_as_system("test"):
        assert list(mended.experts.all()) == [other]
        assert list(AccessRecord.objects.values_list("client_id", "what")) == [(eino.pk, "visit mended")]


def test_the_history_keeps_what_it_was(client, site, visit, veera):
    assert history(visit) == []
    client.post(mend_url(visit), named(site, veera, version=1, note="Loppu"))
    assert history(visit) == [("update", "Alku", None)]


def test_a_named_visit_becomes_anonymous_and_back(client, site, visit, veera):
    client.post(mend_url(visit), form_data(site, version=1, met_before="false", age_band="18_24"))
    assert [(one.client, one.met_before, one.age_band) for one in stored()] == [(None, False, "18_24")]
    client.post(mend_url(visit), named(site, veera, version=2, met_before="false", age_band="18_24"))
    assert [(one.client, one.met_before, one.age_band) for one in stored()] == [(veera, None, "")]


def test_nobody_s_change_is_written_over_and_the_text_is_kept(client, site, visit, veera):
    client.post(mend_url(visit), named(site, veera, version=1, note="Ensimmäinen"))
    page = client.post(mend_url(visit), named(site, veera, version=1, note="Toinen"))
    assert page.context["form"].non_field_errors().as_data()[0].code == "changed_meanwhile"
    assert page.context["form"]["note"].value() == "Toinen"
    assert [one.note for one in stored()] == ["Ensimmäinen"]


def test_searching_on_the_way_keeps_the_version_and_all_that_was_typed(client, site, visit, veera):
    eino = make_client(first_name="Eino", last_name="Aalto", home_site=site)
    client.post(mend_url(visit), named(site, veera, version=1, note="Toisen muutos"))
    data = named(site, veera, version=1, note="Kesken", q="eino")
    page = client.post(mend_url(visit), data | {"do": "search"})
    assert [person.client for person in page.context["picker"].found] == [eino]
    assert (page.context["form"]["note"].value(), page.context["form"]["version"].value()) == ("Kesken", "1")
    page = client.post(mend_url(visit), data | {"pick": eino.pk})
    assert page.context["picker"].people == [eino]
    assert [one.note for one in stored()] == ["Toisen muutos"]


def test_only_one_person_fits(client, site, visit, veera):
    page = client.post(mend_url(visit), named(site, veera, make_client(home_site=site), version=1))
    assert list(page.context["form"].errors) == ["people"]


def test_bad_input_is_refused_when_mending_too(client, site, visit, veera):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page = client.post(mend_url(visit), named(site, veera, version=1, date=tomorrow, themes=[], note="a" * 1001))
    assert set(page.context["form"].errors) == {"date", "themes", "note"}
    assert [one.note for one in stored()] == ["Alku"]


def test_withdrawing_asks_first_then_the_visit_counts_no_more(client, kaisa, site, visit):
    assert client.get(withdraw_url(visit)).status_code == 200
    assert client.get(COUNTER).context["today"].counts["visits"] == 1
    response = client.post(withdraw_url(visit))
    assert (response.status_code, response["Location"]) == (302, COUNTER)
    [withdrawn] = stored()
    assert (withdrawn.withdrawn_by_id, withdrawn.withdrawn_at is None, withdrawn.version) == (kaisa.pk, False, 2)
    today = client.get(COUNTER).context["today"]
    assert (today.counts, today.visits) == ({"visits": 0, "anonymous": 0, "clients": 0, "minutes": 0}, [])
    assert history(visit) == [("update", "Alku", None)]


def test_a_withdrawn_visit_is_neither_mended_nor_withdrawn_again(client, site, visit, veera):
    client.post(withdraw_url(visit))
    for url in (mend_url(visit), withdraw_url(visit)):
        for response in (client.get(url), client.post(url, named(site, veera, version=2, note="X"))):
            assert response.status_code == 403
            assert "mitätöity" in response.content.decode()
    assert [one.note for one in stored()] == ["Alku"]


@pytest.mark.parametrize("url", [mend_url, withdraw_url])
def test_a_colleague_s_entry_is_refused_with_clear_words(client, kaisa, site, veera, url):
    visit = make_visit(site=site, client=veera, created_by=make_user(Role.COUNSELLOR, site=site), note="Oma")
    for response in (client.get(url(visit)), client.post(url(visit), named(site, veera, version=1, note="X"))):
        assert response.status_code == 403
        assert "kirjauspäivänä" in response.content.decode()
    assert [(one.note, one.withdrawn_at) for one in stored()] == [("Oma", None)]


@pytest.mark.parametrize("url", [mend_url, withdraw_url])
def test_yesterday_s_entry_is_closed_whatever_day_it_was_for(client, kaisa, site, veera, url):
    visit = make_visit(site=site, client=veera, created_by=kaisa, created_at=timezone.now() - timedelta(days=1))
    assert client.get(url(visit)).status_code == 403
    assert client.post(url(visit), named(site, veera, version=1)).status_code == 403


def test_an_entry_of_today_for_an_earlier_day_is_still_open(client, kaisa, site, veera):
    visit = make_visit(site=site, client=veera, created_by=kaisa, date=timezone.localdate() - timedelta(days=9))
    assert client.get(mend_url(visit)).status_code == 200
    rows = client.get(reverse("clients:visit_today")).context["others"]
    assert [row.visit for row in rows] == [visit]


@pytest.mark.parametrize("url", [mend_url, withdraw_url])
def test_another_site_s_visit_is_as_good_as_none(client, kaisa, url):
    visit = make_visit(site=make_site(), created_by=kaisa)
    assert client.get(url(visit)).status_code == 404
    assert client.post(url(visit)).status_code == 404
    with acting_as_system("test"):
        assert Visit.objects.get().withdrawn_at is None


def test_a_stranger_s_person_cannot_be_put_into_a_visit(client, site, visit, veera):
    page = client.post(mend_url(visit), named(site, make_client(home_site=make_site()), version=1))
    assert list(page.context["form"].errors) == ["people"]
    assert [one.client for one in stored()] == [veera]


def test_withdrawing_the_only_visit_at_a_site_lets_the_person_go(client, kaisa, site):
    """The site no longer knows somebody whose only visit there was a mistake."""
    guest = make_client(first_name="Vieras", home_site=None)
    visit = make_visit(site=site, client=guest, created_by=kaisa)
    assert b"Vieras" in client.get(COUNTER).content
    client.post(withdraw_url(visit))
    assert b"Vieras" not in client.post(reverse("clients:client_search"), {"q": "vieras"}).content.split(b"hits")[-1]
    assert client.get(mend_url(visit)).status_code == 403
