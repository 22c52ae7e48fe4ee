"""Client profiles and change measures: set up, chosen, answered, and what they add up to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.client_profiles import work_by_profile
from clients.models import ClientProfile, Measure, Measurement, MeasurementAnswer, Profile, ProfileSet, Visit
from network.access import acting_as_system, counting
from network.models import Role
from tests.factories import make_agency, make_client, make_site, make_user, make_visit
from tests.path_factories import (
    make_client_profile,
    make_consent,
    make_measure,
    make_measurement,
    make_partner,
    make_profile,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOOLS = reverse("clients:guidance_tools")


def rows(prefix: str, *given: dict) -> dict:
    """Posted formset rows."""
    data = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{place}-{name}": value for place, row in enumerate(given) for name, value in row.items()}


def test_managers_set_up_profiles_and_measures(client, site, django_assert_num_queries):
    client.force_login(make_user(Role.MANAGER, site=site))
    old = make_profile().profile_set
    used = make_client_profile(make_client(home_site=site), make_profile(profile_set=old)).profile
    assert client.get(reverse("clients:profile_set_edit", args=[old.pk]))["Location"] == TOOLS
    address = reverse("clients:profile_set_create")
    head = {"name_fi": "Uudet", "name_sv": "", "name_en": "", "valid_from": TODAY, "version": 1}
    profile = {"name_fi": "Etsijä", "motivation": 3, "need": 1, "core_roles": "Kela"}
    assert client.post(address, head | rows("profiles")).context["formset"].non_form_errors()
    sent = head | rows("profiles", profile, {"name_fi": "", "motivation": "", "need": ""})
    grown = client.post(address, sent | {"add_row": "1"}).context["formset"]
    assert (len(grown.forms), grown.forms[0]["name_fi"].value()) == (3, "Etsijä")
    assert client.post(address, sent)["Location"] == TOOLS
    new = ProfileSet.objects.get(name_fi="Uudet")
    assert [(one.name, one.motivation, one.need) for one in new.profiles.all()] == [("Etsijä", 3, 1)]
    old.refresh_from_db()
    assert (old.valid_to, new.valid_to) == (TODAY - timedelta(days=1), None)
    page = client.get(TOOLS)
    assert [(one.pk, one.in_force, one.used) for one in page.context["sets"]] == [
        (new.pk, True, False),
        (old.pk, False, True),
    ]
    assert used.name in page.content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get(TOOLS)
    make_profile()
    with django_assert_num_queries(len(few)):
        client.get(TOOLS)

    address = reverse("clients:measure_create")
    sent = {"name_fi": "Mittari", "valid_from": TODAY, "scale_min": 5, "scale_max": 5, "version": 1}
    areas = rows("areas", {"name_fi": "Arki"}, {"name_fi": "Raha"})
    assert set(client.post(address, sent | areas).context["form"].errors) == {"__all__"}
    assert set(client.post(address, sent | {"scale_max": 21} | areas).context["form"].errors) == {"scale_max"}
    client.post(address, sent | {"scale_min": 0} | areas)
    measure = Measure.objects.get()
    assert [(area.name, area.position) for area in measure.areas.all()] == [("Arki", 0), ("Raha", 1)]
    client.post(reverse("clients:measure_end", args=[measure.pk]))
    measure.refresh_from_db()
    assert measure.valid_to == TODAY


def test_the_profile_of_a_person_and_minutes_by_profile(client, kaisa, veera, site):
    profiles = [make_profile(name_fi="Kulkija", motivation=1, need=3)]
    profiles.append(make_profile(name_fi="Kulkija", motivation=3, need=1, profile_set=profiles[0].profile_set))
    address = reverse("clients:client_profile", args=[veera.pk])
    key = client.get(address).context["form"]["submission_key"].value()
    sent = {"submission_key": key, "profile": profiles[1].pk, "since": TODAY + timedelta(days=1)}
    assert set(client.post(address, sent).context["form"].errors) == {"since"}
    stranger = make_profile()
    ProfileSet.objects.filter(pk=stranger.profile_set_id).update(valid_to=TODAY - timedelta(days=1))
    assert set(client.post(address, sent | {"since": TODAY, "profile": stranger.pk}).context["form"].errors)
    stranger.profile_set.delete()
    for _twice in range(2):
        client.post(address, sent | {"since": TODAY})
    make_client_profile(veera, profiles[0], since=TODAY - timedelta(days=30))
    with acting_as_system("test"):
        assert ClientProfile.objects.filter(client=veera).count() == 2
    part = next(part for part in client.get(reverse("clients:client_detail", args=[veera.pk])).context["parts"]
                if part.template == "clients/_client_profile.html")  # fmt: skip
    assert (part.content["current"].profile_id, part.content["earlier"]) == (profiles[1].pk, 1)
    assert [[cell.chosen for cell in row.cells] for row in part.content["grid"]] == [
        [True, False, False],
        [False, False, False],
        [False, False, False],
    ]

    other = make_client(home_site=site)
    make_client_profile(other, profiles[0], since=TODAY - timedelta(days=9))
    for person, ago, minutes in (
        (veera, 0, 30),
        (veera, 5, 45),
        (veera, 40, 20),
        (other, 1, 15),
        (other, 1, None),
        (None, 1, 60),
    ):
        make_visit(client=person, site=site, date=TODAY - timedelta(days=ago), minutes=minutes)
    make_visit(client=veera, site=make_site(), minutes=99)
    make_visit(client=veera, site=site, minutes=99, withdrawn_at=timezone.now(), withdrawn_by=kaisa)
    with counting():
        found = work_by_profile(Visit.objects.filter(site=site))
    expected = [(profiles[1], 1, 1, 30), (profiles[0], 2, 2, 60), (None, 1, 1, 20)]
    assert [(one.profile, one.people, one.visits, one.minutes) for one in found] == expected
    assert (found[1].per_person, found[1].per_visit) == (30, 30)
    client.force_login(make_user(Role.MANAGER, site=site))
    page = client.get(reverse("clients:profile_minutes"), {"date_from": TODAY - timedelta(days=6), "date_to": TODAY})
    assert [row.minutes for row in page.context["rows"]] == [30, 60]
    assert page.context["total"] == {"visits": 3, "minutes": 90}
    assert veera.last_name not in page.content.decode()


def test_measures_are_answered_alone_together_and_compared(client, kaisa, veera):
    measure = make_measure("Arki", "Työ", scale_min=0, scale_max=10)
    arki, work = measure.areas.all()
    address = reverse("clients:measure_fill", args=[veera.pk])
    assert "measure_choose" in client.get(address).templates[0].name
    alone = f"{address}?measure={measure.pk}&by=client"
    page = client.get(alone)
    assert veera.last_name not in page.content.decode()
    key = page.context["form"]["submission_key"].value()
    assert client.post(alone, {"submission_key": key, "version": 1}).context["form"].non_field_errors()
    sent = {"submission_key": key, "version": 1, f"own_{arki.pk}": "0"}
    assert set(client.post(alone, sent | {f"own_{work.pk}": "11"}).context["form"].errors) == {f"own_{work.pk}"}
    for _twice in range(2):
        answer = client.post(alone, sent)
    assert answer["Location"] == reverse("clients:measure_thanks", args=[veera.pk])
    assert veera.last_name not in client.get(answer["Location"]).content.decode()
    with acting_as_system("test"):
        row = Measurement.objects.get(client=veera)
        Measurement.objects.update(date=TODAY - timedelta(days=90))
    edit = reverse("clients:measurement_edit", args=[row.pk])
    form = client.get(edit).context["form"]
    assert [name for name in form.fields if "_" in name and name[-1].isdigit()] == [
        f"counsellor_{arki.pk}",
        f"counsellor_{work.pk}",
    ]
    more = {"version": 1, "date": TODAY - timedelta(days=90), f"counsellor_{arki.pk}": "4", "outside_total": "41,5"}
    client.post(edit, more)
    assert client.post(edit, more).context["form"].non_field_errors()  # somebody else was first
    with acting_as_system("test"):
        row.refresh_from_db()
        given = MeasurementAnswer.objects.values_list("area", "client_value", "counsellor_value")
        assert list(given) == [(arki.pk, 0, 4)]
    assert (row.answered_by, row.version, str(row.outside_total)) == ("together", 2, "41.5")
    make_measurement(veera, measure, values=[(5, 4), (7, None)], outside_total=45)
    page = client.get(reverse("clients:measurement_list", args=[veera.pk]))
    part = page.context["part"]
    assert [(line.name, line.own.change, line.counsellor.change, line.disagreement) for line in part["lines"]] == [
        ("Arki", 5, 0, 1),
        ("Työ", None, None, None),
    ]
    assert (part["has_both"], str(part["total_change"])) == (True, "3.5")
    chart = part["chart"]
    assert [chart.count(mark) for mark in ("<circle", "<rect", "change-way", "<title", "<desc")] == [3, 1, 1, 1, 1]
    assert 'cx="14.0"' in chart
    assert 'style="' not in chart

    agency = make_agency()
    client.force_login(make_partner(agency=agency, sites=[make_site()]))
    consent = make_consent(veera, agency=agency, scopes=["basic"])
    assert client.get(address).status_code == 404
    with acting_as_system("test"):
        type(consent).objects.update(scopes=["basic", "plan"])
    assert client.get(address).status_code == 200
    assert Profile.objects.count() == 0
