from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Body, BodyMember, Role
from tests.factories import make_agency, make_body, make_project, make_site, make_user
from tests.forms import errors, row_errors, rows_data, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def manager(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    return client


def send(client, *rows, body=None, **data):
    address = reverse("network:body_edit", args=[body.pk]) if body else reverse("network:body_create")
    return client.post(address, {"kind": "steering", "name": "Ohjausryhmä"} | rows_data("members", *rows) | data)


def test_a_group_with_its_members(manager, site):
    project, agency = make_project(sites=[site]), make_agency(name_fi="Kela")
    empty = {"role": "member"}
    send(
        manager,
        {"name": "Sihteeri Siiri", "role": "secretary", "represents": "Hanke"},
        {"name": "Pekka Puhe", "role": "chair", "agency": agency.pk},
        empty,
        {"name": "Vanha Väinö", "role": "member", "represents": "ELY", "valid_to": "2021-05-31"},
        project=project.pk,
    )
    body = Body.objects.get()
    page = manager.get(reverse("network:body_detail", args=[body.pk]))
    assert [str(row) for row in page.context["body"].current] == ["Pekka Puhe", "Sihteeri Siiri"]
    assert [str(row) for row in page.context["body"].former] == ["Vanha Väinö"]
    assert "Pekka Puhe Chair Kela until further notice" in text_of(page)
    assert "Vanha Väinö Member ELY –31 May 2021" in text_of(page).split("Former members")[-1]
    assert text_of(manager.get(reverse("network:body_print", args=[body.pk]))).count("Vanha Väinö") == 1
    assert "Ohjausryhmä" in text_of(manager.get(reverse("network:project_detail", args=[project.pk])))


def test_a_group_is_of_a_project_or_of_an_ohjaamo(manager, site):
    project = make_project(sites=[site])
    message = {"project": ["Choose either a project or an Ohjaamo."]}
    assert errors(send(manager)) == message
    assert errors(send(manager, project=project.pk, site=site.pk)) == message
    assert list(errors(send(manager, site=make_site().pk))) == ["site"]
    assert send(manager, site=site.pk).status_code == 302


def test_bad_rows_tell_why(manager, site):
    row = {"name": "Pekka", "role": "member"}
    answer = send(
        manager, row, row | {"represents": "ELY", "valid_from": "2022-01-01", "valid_to": "2021-01-01"}, site=site.pk
    )
    assert row_errors(answer) == [
        {"agency": ["Choose an agency, or write whom the member speaks for."]},
        {"valid_to": ["The last day of validity is before the first."]},
    ]
    assert Body.objects.count() == 0


def test_another_row_keeps_what_was_typed(manager, site):
    page = send(manager, {"name": "Kesken", "role": "member"}, add_row="1").content.decode()
    assert ('value="Kesken"' in page, "error-summary" in page, page.count('name="members-1-name"')) == (True, False, 1)


def test_an_added_row_is_a_members_and_may_stay_empty(manager, site):
    page = send(manager, {"name": "Pekka", "role": "chair", "represents": "ELY"}, site=site.pk, add_row="1")
    assert [row["role"].value() for row in page.context["formset"]] == ["chair", "member"]
    rows = [{"name": "Pekka", "role": "chair", "represents": "ELY"}, {"role": "chair"}]
    assert send(manager, *rows, site=site.pk).status_code == 302
    assert [row.name for row in BodyMember.objects.all()] == ["Pekka"]


def test_a_button_pressed_twice_makes_one_group(manager, site):
    row = {"name": "Pekka", "role": "member", "represents": "ELY"}
    answers = [send(manager, row, site=site.pk, submission_key="k").url for _time in range(2)]
    assert answers == [
        reverse("network:body_detail", args=[Body.objects.get().pk]),
        reverse("network:body_list"),
    ]
    assert BodyMember.objects.count() == 1


def test_an_older_version_is_refused_and_members_stay(manager, site):
    body = make_body(site=site, members=["Pekka"])
    row = {"id": body.members.get().pk, "name": "Pentti", "role": "member", "represents": "Kunta"}
    assert send(manager, row, body=body, site=site.pk, version=1, **{"members-INITIAL_FORMS": 1}).status_code == 302
    answer = send(manager, row | {"name": "Paavo"}, body=body, site=site.pk, version=1, **{"members-INITIAL_FORMS": 1})
    assert list(errors(answer)) == [""]
    assert BodyMember.objects.get().name == "Pentti"


def test_groups_of_others_are_not_found_and_a_group_goes_with_its_members(manager, site):
    foreign, own = make_body(), make_body(site=site, members=["Pekka", "Liisa"])
    assert manager.get(reverse("network:body_detail", args=[foreign.pk])).status_code == 404
    address = reverse("network:body_delete", args=[own.pk])
    assert "2 members go with it." in text_of(manager.get(address))
    manager.post(address)
    assert list(Body.objects.all()) == [foreign]


def test_queries_of_the_list_do_not_grow(manager, site, django_assert_num_queries):
    make_body(site=site, members=["Pekka"])
    with CaptureQueriesContext(connection) as few:
        manager.get(reverse("network:body_list"))
    for _number in range(2):
        make_body(project=make_project(sites=[site]), members=["Pekka", "Liisa"])
    BodyMember.objects.update(agency=make_agency(), valid_from=date(2024, 1, 1))
    with django_assert_num_queries(len(few) + 1):  # the agencies, which the first had none of
        assert len(manager.get(reverse("network:body_list")).context["bodies"]) == 3
