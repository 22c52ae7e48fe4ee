"""The EURA preparation list: what to enter, what stands in the way, the steps there and back, whose people."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clients.codes import LabourEnd
from clients.eura import EXIT_WORDS, entry_of
from clients.lacking import LACKS, lacking, lacks_of
from clients.models import AccessRecord, Participation
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.factories import make_client, make_expert, make_participation, make_project, make_site, make_user
from tests.forms import text_of
from tests.path_factories import make_case_worker

pytestmark = pytest.mark.django_db
LIST = reverse("clients:eura_list")
TODAY = timezone.localdate()


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def project(site):
    days = {"start_date": TODAY - timedelta(700), "end_date": TODAY + timedelta(300)}
    return make_project(sites=[site], **days)


@pytest.fixture
def ended(site, project):
    """Somebody who left 40 days ago, with all that EURA asks."""
    person = make_client(last_name="Lähtijä", home_site=site, gender="female")
    return make_participation(
        client=person, project=project, start_date=TODAY - timedelta(200), education_isced=3,
        end_date=TODAY - timedelta(40), labour_end="none", qualification=False,
    )  # fmt: skip


def step(client, row, side, was, to, **more):
    return client.post(reverse("clients:eura_step", args=[row.pk, side]), {"was": was, "to": to} | more, follow=True)


def state(row) -> tuple:
    with acting_as_system("test"):
        row = Participation.objects.get(pk=row.pk)
    return row.eura_start, row.eura_start_on, row.eura_end, row.eura_end_on


def test_a_step_on_and_back_again(client, kaisa, ended):
    page = step(client, ended, "start", "", "given", next=f"{LIST}?state=start_none")
    assert state(ended) == ("given", TODAY, "", None)
    # No longer on the list as it is filtered, yet in sight to be taken back.
    assert [entry.participation.pk for entry in page.context["entries"]] == []
    assert [entry.participation.pk for entry in page.context["moved"]] == [ended.pk]
    step(client, ended, "start", "given", "accepted")
    step(client, ended, "end", "", "given")
    assert state(ended) == ("accepted", TODAY, "given", TODAY)
    late = step(client, ended, "start", "", "given")
    assert "Somebody else has moved this already. It stays as it is now." in text_of(late)
    step(client, ended, "start", "accepted", "given")
    step(client, ended, "end", "given", "")
    assert state(ended) == ("given", TODAY, "", None)
    for side, was, to in (("start", "", "accepted"), ("middle", "", "given"), ("end", "", "")):
        assert "This step cannot be taken." in text_of(step(client, ended, side, was, to))
    assert state(ended) == ("given", TODAY, "", None)
    with acting_as_system("test"):
        assert AccessRecord.objects.filter(client_id=ended.client_id, what="EURA preparation").count() == 9


@override("en")
def test_what_cannot_be_entered_yet_says_why_and_where(client, kaisa, site, project):
    person = make_client(last_name="Puuttuva", home_site=site, birth_date=None)
    row = make_participation(client=person, project=project, start_date=TODAY - timedelta(90))
    entry = entry_of(row, TODAY)
    assert [lack.url for lack in entry.start.lacks] == [
        reverse("clients:participation_edit", args=[row.pk]) + "#id_education_isced"
    ]
    assert [lack.code for lack in entry.others] == ["gender", "birth_date", "unemployed_since", "municipality"]
    assert (entry.start.next, entry.end.next, entry.end.why_not) == ("", "", "Still in the project.")
    refused = "It cannot be entered yet: An answer is missing."
    assert refused in text_of(step(client, row, "start", "", "given"))
    assert "It cannot be entered yet: Still in the project." in text_of(step(client, row, "end", "", "given"))
    text = text_of(client.get(LIST))
    assert "Cannot be entered yet. Missing: highest education completed at start" in text


def test_each_filter_finds_its_own(client, kaisa, site, project, ended):
    mine = make_expert(user=kaisa, sites=[site])
    other = make_expert(sites=[site], user=make_user(Role.COUNSELLOR, site=site))
    make_case_worker(ended.client, other, since=TODAY - timedelta(50))
    going = make_participation(
        client=make_client(last_name="Menijä", home_site=site), project=project,
        start_date=TODAY - timedelta(20), education_isced=2, eura_start="accepted",
    )  # fmt: skip
    lame = make_participation(client=make_client(home_site=site), project=project, start_date=TODAY - timedelta(9))
    make_case_worker(lame.client, mine, since=TODAY - timedelta(9))
    make_participation(client=make_client(home_site=make_site()), project=project)

    def found(**query) -> set[int]:
        return {entry.participation.pk for entry in client.get(LIST, query).context["entries"]}

    assert found() == {ended.pk, lame.pk}
    assert found(state="") == {ended.pk, going.pk, lame.pk}
    assert found(state="missing") == {lame.pk}
    assert found(state="end_none") == {ended.pk}
    assert found(state="", counsellor=other.pk) == {ended.pk}
    assert found(state="", mine="on") == {going.pk, lame.pk}
    assert found(deadline="late") == {ended.pk}
    assert found(project=make_project(sites=[site]).pk) == set()
    assert "Nothing to do in EURA here" in text_of(client.get(LIST, {"project": make_project(sites=[site]).pk}))


def test_the_words_of_the_exit_form_and_the_queries(client, kaisa, site, project, ended):
    with override("fi"):
        assert [str(EXIT_WORDS[status]) for status in LabourEnd] == [
            "Työtön työnhakija",
            "Opiskelemassa tai koulutuksessa",
            "Työssä (sisältää myös oppisopimuksen)",
            "Yrittäjänä (sisältää kaikki itsenäiset ammatinharjoittajat)",
            "Ei missään edellä mainituista",
        ]
        answers = [one.answer for one in entry_of(ended, TODAY).end.answers]
        assert answers[1:] == ["Ei missään edellä mainituista", "En"]
    assert client.get(LIST).context["entries"][0].came_back is False
    again = make_participation(client=ended.client, project=project, start_date=TODAY - timedelta(5))
    assert [entry.came_back for entry in client.get(LIST).context["entries"]] == [False, True]
    assert "EURA keeps the start data of the first start" in text_of(client.get(LIST))
    found = client.get(reverse("clients:participation_list"), {"lacking": "education_isced", "project": project.pk})
    assert [line.participation.pk for line in found.context["lines"]] == [again.pk]
    assert f"/participations/{again.pk}/#id_education_isced" in found.content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(5):
        make_participation(client=make_client(home_site=site), project=project)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) <= len(few) + 1


def test_the_list_and_the_filter_lack_the_same(kaisa, site, project, ended):
    for fields in ({}, {"labour_start": "employed"}, {"end_date": TODAY - timedelta(250)}):
        person = make_client(home_site=site, birth_date=None)
        make_participation(client=person, project=project, start_date=TODAY - timedelta(300), **fields)
    with acting_as(kaisa):
        rows = Participation.objects.select_related("client", "project")
        by_row = {row.pk: {lack.code for lack in lacks_of(row, TODAY)} for row in rows}
        for code in LACKS:
            wanted = {pk for pk, codes in by_row.items() if code in codes}
            assert set(lacking(rows.all(), code, TODAY).values_list("pk", flat=True)) == wanted, code
