"""What the counter refuses: told beside the field, nothing written, nothing lost of what was typed."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.models import Role
from tests.clients.counter_form import URL, errors, form_data, named, refused, stored
from tests.factories import make_client, make_expert, make_site

pytestmark = pytest.mark.django_db
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"date": TOMORROW}, "date"),
        ({"date": "2026-02-31"}, "date"),
        ({"date": "eilen"}, "date"),
        ({"date": ""}, "date"),
        ({"date": "1999-12-31"}, "date"),
        ({"date": "0001-01-01"}, "date"),
        ({"time": "25:00"}, "time"),
        ({"time": "x"}, "time"),
        ({"themes": []}, "themes"),
        ({"themes": ["juggling"]}, "themes"),
        ({"main_theme": "juggling"}, "main_theme"),
        ({"contact_type": "pigeon"}, "contact_type"),
        ({"contact_type": ""}, "contact_type"),
        ({"minutes": "-5"}, "minutes"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "1441"}, "minutes"),
        ({"minutes": "9" * 30}, "minutes"),
        ({"minutes": "hetki"}, "minutes"),
        ({"minutes_usual": "x"}, "minutes_usual"),
        ({"minutes_usual": "9" * 5000}, "minutes_usual"),
        ({"language": "klingon"}, "language"),
        ({"age_band": "120_plus"}, "age_band"),
        ({"gender": "x"}, "gender"),
        ({"met_before": "maybe"}, "met_before"),
        ({"note": "a" * 1001}, "note"),
        ({"note": "a\0b"}, "note"),
        ({"experts": ["999999"]}, "experts"),
        ({"experts": ["x"]}, "experts"),
        ({"experts": ["9" * 30]}, "experts"),
        ({"people": ["999999"], "anonymous": ""}, "people"),
        ({"people": ["x"], "anonymous": ""}, "people"),
        ({"people": ["9" * 5000], "anonymous": ""}, "people"),
        ({"anonymous": None}, "people"),
        ({"site_shown": "999999"}, "site_shown"),
        ({"site_shown": "x"}, "site_shown"),
        ({"site_shown": ""}, "site_shown"),
        ({"key": ""}, "key"),
        ({"key": "k" * 65}, "key"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_written(client, kaisa, site, fields, field):
    assert list(refused(client, form_data(site, **fields))) == [field]


def test_a_time_later_today_is_refused(client, kaisa, site, freeze_noon):
    assert list(refused(client, form_data(site, time="12:01"))) == ["time"]


@pytest.fixture
def freeze_noon(monkeypatch):
    """Noon today, so that there is a later time today whenever the tests run."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr("clients.forms.visit.timezone.localtime", lambda *args: noon)


def test_a_note_of_a_thousand_characters_with_line_ends_fits(client, kaisa, site):
    note = "a\r\n" * 500
    client.post(URL, form_data(site, note=note))
    assert [visit.note for visit in stored()] == [note.replace("\r\n", "\n").strip()]


def test_nothing_typed_is_lost_when_something_is_wrong(client, kaisa, site, veera):
    expert = make_expert(sites=[site])
    data = named(
        site,
        veera,
        date=TOMORROW,
        themes=["debts", "housing"],
        main_theme="housing",
        contact_type="online",
        minutes=17,
        experts=[expert.pk],
        language="so",
        note="Tärkeä <muistiinpano> " + "x" * 1000,
    )
    page = client.post(URL, data)
    html = page.content.decode()
    assert set(errors(page)) == {"date", "note"}
    form = page.context["form"]
    for name in ("themes", "main_theme", "contact_type", "language", "note", "key"):
        assert form[name].value() == data[name]
    assert form["minutes"].value() == "17"
    assert form["experts"].value() == [str(expert.pk)]
    assert [client.full_name for client in page.context["picker"].people] == ["Veera Virta"]
    assert "Tärkeä &lt;muistiinpano&gt; xxx" in html
    assert f'value="{TOMORROW}"' in html
    chip = re.search(r'<input type="checkbox"\s+name="people"\s+value="(\d+)"\s+checked', html)
    assert chip.group(1) == str(veera.pk)


def test_a_name_typed_but_not_picked_comes_back_with_its_hits(client, kaisa, site, veera):
    page = client.post(URL, form_data(site, anonymous=None, q="virta"))
    assert list(errors(page)) == ["people"]
    assert page.context["picker"].query == "virta"
    assert [person.client for person in page.context["picker"].found] == [veera]


def test_a_note_of_ten_megabytes_gets_a_helpful_page(client, kaisa, site):
    response = client.post(URL, form_data(site, note="x" * 10_000_000))
    assert response.status_code == 400
    assert "muistiinpanossa on tilaa 1\xa0000 merkille" in response.content.decode()
    assert stored() == []


def test_people_and_anonymous_at_once_is_a_question(client, kaisa, site, veera):
    assert list(refused(client, named(site, veera) | {"anonymous": "on"})) == ["people"]


def test_too_many_people_at_once(client, kaisa, site):
    crowd = [make_client(home_site=site) for _number in range(31)]
    assert list(refused(client, named(site, *crowd))) == ["people"]


def test_a_visit_before_the_birth_is_refused(client, kaisa, site):
    baby = make_client(birth_date=date(2020, 1, 1), home_site=site)
    assert list(refused(client, named(site, baby, date="2019-12-31"))) == ["people"]


def test_the_site_must_have_been_open_on_the_day(client, kaisa):
    site = make_site(opened=date(2025, 1, 1), closed=date(2025, 6, 30), name="B")
    kaisa.roles.create(role=Role.COUNSELLOR, site=site)
    assert list(refused(client, form_data(site, date="2024-12-31"))) == ["date"]
    assert list(refused(client, form_data(site, date="2025-07-01"))) == ["date"]
    client.post(URL, form_data(site, date="2025-06-30"))
    assert [visit.site for visit in stored()] == [site]


# The age limit


def test_somebody_at_the_limit_is_served_for_a_reason(client, kaisa, site):
    day = timezone.localdate()
    thirty = make_client(birth_date=day.replace(year=day.year - 30, day=1), home_site=site)
    data = named(site, thirty, note="Tekstiä")
    page = client.post(URL, data)
    assert list(errors(page)) == ["age_reason"]
    html = page.content.decode()
    assert 'id="id_age_reason"' in html
    assert "Tekstiä" in html
    assert stored() == []
    client.post(URL, data | {"age_reason": "Työkokeilu kesken"})
    assert [visit.age_reason for visit in stored()] == ["Työkokeilu kesken"]


def test_the_age_that_counts_is_that_of_the_day_of_the_visit(client, kaisa, site):
    day = timezone.localdate()
    just_thirty = make_client(birth_date=day.replace(year=day.year - 30, day=1), home_site=site)
    before = day.replace(day=1) - timedelta(days=1)
    client.post(URL, named(site, just_thirty, date=before.isoformat()))
    assert [visit.age_reason for visit in stored()] == [""]


def test_the_reason_goes_only_to_those_it_concerns(client, kaisa, site, veera):
    older = make_client(birth_date=date(1980, 1, 1), home_site=site)
    client.post(URL, named(site, older, veera, age_reason="Isosisko mukana"))
    assert [visit.age_reason for visit in stored()] == ["Isosisko mukana", ""]


def test_a_reason_without_need_is_not_kept(client, kaisa, site, veera):
    client.post(URL, named(site, veera, age_reason="Turha"))
    assert [visit.age_reason for visit in stored()] == [""]


def test_an_anonymous_visitor_over_the_limit_needs_a_reason_too(client, kaisa, site):
    assert list(refused(client, form_data(site, age_band="30_plus"))) == ["age_reason"]
    client.post(URL, form_data(site, age_band="30_plus", age_reason="Kysyi puolesta"))
    assert [visit.age_reason for visit in stored()] == ["Kysyi puolesta"]


def test_a_site_open_to_all_asks_nothing(client, kaisa):
    site = make_site(age_limit=None)
    kaisa.roles.create(role=Role.COUNSELLOR, site=site)
    client.post(URL, named(site, make_client(birth_date=date(1950, 1, 1), home_site=site)))
    assert len(stored()) == 1
