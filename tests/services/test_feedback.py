from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from services.models import Feedback
from services.public import public_address
from tests.factories import make_feedback, make_site, make_user
from tests.forms import errors, public_data, text_of

pytestmark = pytest.mark.django_db
LIST = reverse("services:feedback_list")
NOTHING = {"n": 0, "mean": None}


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Koivula")


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def send(client, site, query="", **fields):
    return client.post(public_address("feedback", "en", slug=site.slug) + query, public_data(**fields))


def test_means_are_over_those_who_answered(site):
    make_feedback(site=site, grade=10, got_help=5)
    make_feedback(site=site, grade=9, got_help=2)
    make_feedback(site=site, grade=None, was_heard=1)
    assert Feedback.objects.means() == {
        "grade": {"n": 2, "mean": 9.5},
        "got_help": {"n": 2, "mean": 3.5},
        "was_heard": {"n": 1, "mean": 1.0},
        "took_part": NOTHING,
        "plans_cleared": NOTHING,
    }
    assert Feedback.objects.distributions()["grade"] == [(10, 1), (9, 1), (8, 0), (7, 0), (6, 0), (5, 0), (4, 0)]
    assert Feedback.objects.distributions()["got_help"] == [(5, 1), (4, 0), (3, 0), (2, 1), (1, 0)]
    assert Feedback.objects.by("site__name") == [("Ohjaamo Koivula", 3, 2, 9.5)]


@pytest.mark.parametrize(
    ("query", "channel"), [("", "web"), ("?via=qr", "qr"), ("?via=tablet", "tablet"), ("?via=staff", "web")]
)
def test_an_answer_is_kept_without_a_person(client, site, query, channel):
    answer = send(client, site, query, grade="10", took_part="4", comment="<i>Kiitos</i>", language="sv")
    assert "Thank you for the feedback!" in text_of(client.get(answer["Location"]))
    kept = Feedback.objects.values().get()
    del kept["id"]
    assert kept == {
        "site_id": site.pk,
        "date": timezone.localdate(),
        "channel": channel,
        "language": "sv",
        "grade": 10,
        "got_help": None,
        "was_heard": None,
        "took_part": 4,
        "plans_cleared": None,
        "comment": "Kiitos",
    }


def test_one_answer_is_enough_none_is_not(client, site):
    empty = send(client, site, language="fi")
    assert list(errors(empty)) == [""]
    assert "Answer at least one question before you send." in text_of(empty)
    assert send(client, site, plans_cleared="1").status_code == 302
    assert Feedback.objects.get().plans_cleared == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"grade": "3"},
        {"grade": "11"},
        {"was_heard": "6"},
        {"grade": "9", "language": "xx"},
        {"grade": "9", "homepage": "x"},
    ],
)
def test_wrong_numbers_and_machines_are_refused(client, site, fields):
    assert (send(client, site, **fields).status_code, Feedback.objects.count()) == (200, 0)


def test_the_thanks_on_a_tablet_lead_to_the_next(client, site):
    tablet = public_address("feedback", "en", slug=site.slug) + "?via=tablet"
    page = client.get(send(client, site, "?via=tablet", grade="8")["Location"])
    assert f'href="{tablet}"' in page.content.decode()


def test_staff_see_the_means_of_the_period(counsellor, site):
    make_feedback(site=site, date=date(2026, 3, 1), grade=10, comment="Hyvä", language="fi")
    make_feedback(site=site, date=date(2026, 3, 31), grade=9, language="sv")
    make_feedback(site=site, date=date(2026, 4, 1), grade=4)
    make_feedback(date=date(2026, 3, 2), grade=4)
    page = counsellor.get(LIST, {"date_from": "2026-03-01", "date_to": "2026-03-31"})
    first = page.context["questions"][0]
    assert (first["n"], first["mean"], first["bars"][:2]) == (2, 9.5, [(10, 1, 50), (9, 1, 50)])
    assert page.context["by_language"] == [("Finnish", 1, 1, 10.0), ("Swedish", 1, 1, 9.0)]
    assert "9.5" in text_of(page)
    assert [answer.comment for answer in page.context["page"]] == ["Hyvä"]
    wrong = counsellor.get(LIST, {"date_from": "2026-03-31", "date_to": "2026-03-01"})
    assert (errors(wrong), wrong.context["total"]) == ({"date_to": ["The last day is before the first."]}, 0)


def test_words_can_be_erased_and_the_numbers_stay(counsellor, site):
    answer = make_feedback(site=site, comment="Matti Meikäläinen auttoi")
    assert counsellor.post(reverse("services:feedback_erase", args=[answer.pk]))["Location"] == LIST
    answer.refresh_from_db()
    assert (answer.comment, answer.grade) == ("", 9)


def test_many_answers_need_no_more_queries(counsellor, site):
    make_feedback(site=site, comment="Yksi")
    with CaptureQueriesContext(connection) as one:
        counsellor.get(LIST)
    for language in ("fi", "sv", "en"):
        make_feedback(site=site, comment="Monta", language=language)
    with CaptureQueriesContext(connection) as four:
        counsellor.get(LIST)
    assert len(four) == len(one)


def test_the_sheet_carries_a_code_for_the_form(counsellor, site):
    page = counsellor.get(reverse("services:feedback_qr"))
    assert page.context["address"] == f"http://testserver/o/{site.slug}/feedback/"
    assert page.context["picture"].startswith("data:image/svg+xml")
