from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.actions.assessments import SignedError, save_assessment
from clients.models import Assessment
from network.access import acting_as, acting_as_system
from tests.factories import make_agency
from tests.path_factories import make_assessment, make_consent, make_partner

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def partner(site, veera):
    agency = make_agency()
    make_consent(veera, agency=agency, scopes=["basic", "plan"])
    user = make_partner(sites=[site], agency=agency)
    user.browser = Browser()
    user.browser.force_login(user)
    return user


def test_each_profession_signs_its_own_and_they_stand_side_by_side(client, kaisa, veera, partner):
    add, table = (reverse(f"clients:assessment_{name}", args=[veera.pk]) for name in ("create", "list"))
    typed = {"profession": "nuorisotyöntekijä", "date": TODAY.isoformat(), "work": "much", "housing": "fine"}
    empty = {"submission_key": "a", "profession": "etuuskäsittelijä", "date": TODAY.isoformat()}
    refused = partner.browser.post(add, empty | {"sign": "1"})
    assert refused.context["form"].non_field_errors() == [
        "Allekirjoitettavaa ei vielä ole: sano jotain ainakin yhdestä elämänalueesta."
    ]
    future = partner.browser.post(add, empty | {"date": "2125-01-01"})
    assert list(future.context["form"].errors) == ["date"]
    for _time in range(2):
        assert partner.browser.post(add, empty | {"work": "some", "summary": "Hakee <i>tukea</i>"}).url == table
    client.post(add, {"submission_key": "b", "sign": "1"} | typed)

    # Not signed yet: seen by its author alone.
    (line, *_more) = client.get(table).context["lines"]
    assert [cell.words for cell in line.cells] == ["Paljon tukea"]
    (line, *_more) = partner.browser.get(table).context["lines"]
    assert ([cell.level for cell in line.cells], line.differ) == (["much", "some"], True)
    with acting_as_system("test"):
        signed, draft = Assessment.objects.order_by("signed_at")
    assert (draft.summary, draft.author, draft.expert) == ("Hakee tukea", partner, partner.expert)
    edit = reverse("clients:assessment_edit", args=[draft.pk])
    assert client.get(edit).status_code == 404
    partner.browser.post(edit, empty | {"version": 1, "work": "some", "sign": "1"})
    with acting_as_system("test"):
        draft.refresh_from_db()
    assert draft.signed_at is not None
    assert [cell.level for cell in client.get(table).context["lines"][0].cells] == ["much", "some"]

    # Signed, it changes no more, neither by its page nor past it.
    assert partner.browser.post(edit, empty | {"version": 2, "work": "fine"}).url == table
    with acting_as(partner), pytest.raises(SignedError):
        save_assessment(assessment=draft, by=partner)
    with acting_as_system("test"):
        draft.refresh_from_db()
    assert (draft.work, client.get(reverse("clients:assessment_edit", args=[signed.pk])).url) == ("some", table)


def test_newest_of_each_profession_with_constant_queries(client, kaisa, veera, django_assert_max_num_queries):
    table = reverse("clients:assessment_list", args=[veera.pk])
    now = timezone.now()
    counts = []
    for days in (60, 30, 10):
        make_assessment(veera, kaisa, date=TODAY - timedelta(days=days), signed_at=now)
        with django_assert_max_num_queries(40) as captured:
            page = client.get(table)
        counts.append(len(captured))
    assert (len(page.context["assessments"]), page.context["hidden"], len(set(counts))) == (1, 2, 1)
    assert len(client.get(table, {"all": "1"}).context["assessments"]) == 3
    assert page.content.decode().count("Paljon tukea") == 1
