"""Absences: who enters whose, what they cut, and what is refused."""

from datetime import date

import pytest
from django.urls import reverse

from network.models import Absence, Role
from services.rota import occurrences_between
from tests.factories import make_absence, make_expert, make_shift, make_shift_series, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
LIST = reverse("services:absence_list")
NEW = reverse("services:absence_create")
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def site():
    return make_site(name="Akaa")


@pytest.fixture
def own(client, site):
    """An expert with a login, in whose browser we are."""
    user = make_user(Role.EXPERT, site=site, language="fi")
    client.force_login(user)
    return make_expert(sites=[site], user=user)


def data(of, **changes):
    return {"expert": of.pk, "starts": "2026-03-09", "ends": "2026-03-22"} | changes


def test_an_absence_tells_which_shifts_it_cuts_before_it_is_saved(client, own, site):
    make_shift_series(expert=own, site=site)
    make_shift(expert=own, site=make_site(name="Urjala"), date=date(2026, 3, 13))
    page = client.post(NEW, data(own))
    assert "Poissaolo peruu 3 vuoroa: 12.3.2026, 13.3.2026, 19.3.2026." in text_of(page)
    assert Absence.objects.count() == 0
    again = posted(page.context["form"])
    # Other days are another absence: they are told anew.
    assert client.post(NEW, again | {"ends": "2026-03-15"}).status_code == 200
    saved = client.post(NEW, again, follow=True)
    assert "Poissaolo peruu 3 vuoroa: 12.3.2026, 13.3.2026, 19.3.2026." in text_of(saved)
    assert [one.date.day for one in occurrences_between(*MARCH, experts=[own])] == [5, 26]
    absence = Absence.objects.get()
    assert (absence.expert, absence.created_by) == (own, own.user)
    delete = reverse("services:absence_delete", args=[absence.pk])
    assert "12.3.2026" in text_of(client.get(delete))
    assert client.post(delete)["Location"] == LIST
    assert len(occurrences_between(*MARCH, experts=[own])) == 5


def test_one_that_cuts_nothing_is_saved_at_once_and_can_be_mended(client, own):
    assert client.post(NEW, data(own))["Location"] == LIST
    absence = Absence.objects.get()
    edit = reverse("services:absence_edit", args=[absence.pk])
    form = posted(client.get(edit).context["form"])
    assert client.post(edit, form | {"ends": "2026-03-10"})["Location"] == LIST
    absence.refresh_from_db()
    assert (absence.starts.day, absence.ends.day) == (9, 10)


def test_what_cannot_be_is_said_beside_the_field(client, own):
    make_absence(expert=own)
    twice = {"ends": ["Asiantuntija on jo merkitty poissaolevaksi osalle näistä päivistä."]}
    assert errors(client.post(NEW, data(own, ends="2026-03-16"))) == twice
    backwards = {"ends": ["Viimeinen poissaolopäivä on ennen ensimmäistä."]}
    assert errors(client.post(NEW, data(own, ends="2026-03-08"))) == backwards
    assert errors(client.post(NEW, data(own, ends="9999-12-31"))) == {"ends": ["Tarkista vuosi."]}
    assert list(errors(client.post(NEW, {"seen": ""}))) == ["expert", "starts", "ends"]
    assert Absence.objects.count() == 1


def test_an_expert_enters_their_own_and_staff_those_of_their_ohjaamo(client, own, site):
    colleague, stranger = make_expert(sites=[site]), make_expert(sites=[make_site()])
    theirs = make_absence(expert=colleague, ends=date(2999, 1, 1))
    far = make_absence(expert=stranger, ends=date(2999, 1, 1))
    edit = "services:absence_edit"
    assert list(errors(client.post(NEW, data(colleague)))) == ["expert"]
    assert client.get(reverse(edit, args=[theirs.pk])).status_code == 403
    assert list(client.get(LIST).context["page"]) == []
    for role in (Role.COUNSELLOR, Role.ADMIN):
        client.force_login(make_user(role, site=site))
        assert list(client.get(LIST).context["page"]) == [theirs]
        assert client.get(reverse(edit, args=[theirs.pk])).status_code == 200
        assert client.get(reverse(edit, args=[far.pk])).status_code == 404
        assert list(errors(client.post(NEW, data(stranger)))) == ["expert"]


def test_a_past_absence_has_ended_by_itself(client, own, django_assert_num_queries):
    past = make_absence(expert=own)
    assert list(client.get(LIST).context["page"]) == []
    assert list(client.get(LIST, {"when": "past"}).context["page"]) == [past]
