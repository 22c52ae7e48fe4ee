"""Screening: a list pasted, gone through one by one, invited, interviewed; the funnel equals a recount."""

from datetime import date, timedelta
from random import Random

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from clients.actions.screenings import save_case
from clients.models import AccessRecord, Client, Screening, ScreeningCase
from clients.screening_codes import NextBody, PlanState, ScreeningReason
from clients.screening_paste import read_rows
from clients.screenings import (
    CaseState,
    Counted,
    Step,
    by_urgency,
    funnel,
    in_state,
    progress,
    screenings_to_do,
    state_of,
)
from network.access import acting_as
from network.models import Role
from tests.factories import make_client, make_site, make_user
from tests.path_factories import make_screening, make_screening_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa", phone="03 000 0000")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def screening(site):
    return make_screening(site, started_on=date(2026, 1, 7), target_screened=250, target_invited=30)


def at(name, row, query="") -> str:
    return reverse(f"clients:{name}", args=[row.pk]) + query


def cases_of(user, screening) -> list[ScreeningCase]:
    with acting_as(user):
        return list(ScreeningCase.objects.filter(screening=screening).order_by("pk"))


def errors_of(response) -> dict:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


# Rows pasted


@translation.override("en")
def test_rows_are_understood_with_errors_beside_each():
    text = (
        "Nimi\tSyntymäaika\tLähde\tPäiviä\n"
        "Virtanen Matti Juhani\t17.2.2004\tSosiaalityö\t1 225\n"
        "\n"
        "Mäki-Aho\tLiisa\t2003-05-01\tTE-toimisto\t\n"
        '"Östman, Åsa";010203A123X;;500\n'
        "Virtanen Matti Juhani\t17.2.2004\n"
        "Korhonen 3\t31.2.2004\tseurakunta\tpaljon\n"
        "\t1.1.2000\n"
        "Laine Veera\t1.1.2100\tmuu\t12\tx\n"
    )
    rows = read_rows(text, today=TODAY, source="other")
    good = [(row.number, row.last_name, row.first_name, row.birth_date, row.source, row.days) for row in rows[:3]]
    assert good == [
        (2, "Virtanen", "Matti Juhani", date(2004, 2, 17), "social", 1225),
        (4, "Mäki-Aho", "Liisa", date(2003, 5, 1), "employment", None),
        (5, "Östman", "Åsa", date(2003, 2, 1), "other", 500),
    ]
    assert {row.number: row.errors for row in rows} == {
        2: [],
        4: [],
        5: [],
        6: ["Is on the list already."],
        7: [
            "There is a number in the name.",
            "The date of birth is not a date: write it as 17.2.2004.",
            "The source is not known: social services, employment services or another list.",
            "The days are not a whole number.",
        ],
        8: ["The name is missing."],
        9: [
            "The date of birth is in the future.",
            "There are too many columns: name, date of birth, source, days.",
        ],
    }
    (turned,) = read_rows("Matti Juhani Virtanen", today=TODAY, source="social", first_name_first=True)
    assert (turned.last_name, turned.first_name) == ("Virtanen", "Matti Juhani")
    assert read_rows("Aho Aino", today=TODAY)[0].errors == [
        "On whose list? Choose it above for all rows, or write it on each."
    ]


def pasted(rng: Random, count: int) -> str:
    born = [date(1997, 1, 1) + timedelta(rng.randrange(3600)) for _number in range(count)]
    return "\n".join(
        f"Sukunimi{'abcdefghij'[n // 20]} Etu{'abcdefghijklmnopqrst'[n % 20]}\t{day:%d.%m.%Y}\t{source}\t{days}"
        for n, (day, source, days) in enumerate(
            (day, rng.choice(["sosiaalityö", "työllisyyspalvelut", "muu"]), rng.choice(["", rng.randrange(1500)]))
            for day in born
        )
    )


def decide(rng: Random) -> dict:
    """What one person's screening gives, as the form sends it."""
    fields = {
        "last_contact_employment": rng.choice(["", "2026-03-02"]),
        "plan_state": rng.choice(["", *PlanState.values]),
        "in_measure": rng.choice(["", "True", "False"]),
        "days_unemployed": str(rng.randrange(1200)),
        "next_body": rng.choice(["", *NextBody.values]),
        "decision": rng.choice(["invite", "not_invited", "not_invited", ""]),
    }
    return fields | ({"reason": rng.choice(ScreeningReason.values)} if fields["decision"] == "not_invited" else {})


def go_on(rng: Random) -> dict:
    """How far somebody invited gets, as the form sends it."""
    steps = rng.randrange(5)
    fields = {"invited_on": "2026-02-02"} if steps else {}
    if steps > 1:
        fields |= {"interviewed_on": "2026-02-09", "interviews": str(rng.randrange(1, 5))}
        fields |= {"minutes": rng.choice(["", str(rng.randrange(30, 300))])}
    if steps > 2:
        fields |= {"plan_made_on": "2026-02-09"}
    if steps > 3:
        fields |= {"forwarded_on": "2026-03-01", "forwarded_to": rng.choice(["education", "work_trial"])}
    return fields


def test_two_hundred_pasted_and_screened_give_the_funnel_of_a_recount(client, kaisa, screening):
    rng, address = Random(20), at("screening_paste", screening)
    text = pasted(rng, 200) + "\nSukunimia Etua\t31.2.2001\tmuu"
    page = client.post(address, {"rows": text, "order": "last", "preview": "1"})
    assert (page.context["right"], page.context["wrong"]) == (200, 1)
    assert cases_of(kaisa, screening) == []
    with CaptureQueriesContext(connection) as queries:
        page = client.post(address, {"rows": text, "order": "last", "save": "1"})
    assert len(queries) < 40
    assert page.context["form"]["rows"].value() == "Sukunimia Etua\t31.2.2001\tmuu"
    assert client.post(address, {"rows": text, "order": "last", "save": "1"}).context["right"] == 0
    cases = cases_of(kaisa, screening)
    assert len(cases) == 200
    decisions, paths, expected = [], [], []
    for number, case in enumerate(cases):
        decisions.append(decide(rng))
        paths.append(go_on(rng) if decisions[-1]["decision"] == "invite" else {})
        if number < 15:  # through the pages; the rest by the action they call, for time
            assert client.post(at("screening_case", case), {"version": 1} | decisions[-1]).status_code == 302
            if paths[-1]:
                assert client.post(at("screening_case_onwards", case), {"version": 2} | paths[-1]).status_code == 302
    with acting_as(kaisa):
        for case, fields, way in list(zip(cases, decisions, paths, strict=True))[15:]:
            case.screening = screening
            for name, value in (fields | way).items():
                field = ScreeningCase._meta.get_field(name)
                setattr(case, name, field.to_python(value) if value or field.empty_strings_allowed else None)
            save_case(case=case, by=kaisa)
    counts = [sum(fields["decision"] != "" for fields in decisions)]
    counts += [
        sum(name in way for way in paths) for name in ("invited_on", "interviewed_on", "plan_made_on", "forwarded_on")
    ]
    labels = ["Screened", "Invited", "Interviewed", "Plan made", "Forward to a service"]
    for key, label, n, before, target in zip(
        ["screened", "invited", "interviewed", "plan", "forward"],
        labels,
        counts,
        [200, *counts],
        [250, 30, None, None, None],
        strict=False,
    ):
        expected.append(Step(key, label, n, int(100 * n / before + 0.5), int(100 * n / counts[0] + 0.5), target))
    with acting_as(kaisa):
        found = funnel(Screening.objects.get(pk=screening.pk))
        assert progress(screening).screened == counts[0]
        shown = {one: set(in_state(screening.cases.all(), one)) for one in CaseState}
        rows = list(screening.cases.all())
    assert found.steps == expected
    assert {one: {row for row in rows if state_of(row) == one} for one in CaseState} == shown
    refused = [fields["reason"] for fields in decisions if fields["decision"] == "not_invited"]
    assert found.not_invited == len(refused)
    assert {row.label: (row.n, row.share) for row in found.reasons} == {
        str(code.label): (refused.count(code), int(100 * refused.count(code) / len(refused) + 0.5))
        for code in ScreeningReason
    }
    bodies = [fields["next_body"] for fields in decisions if fields["decision"] and fields["next_body"]]
    assert sum(row.n for row in found.next_bodies) == found.next_body_known == len(bodies)
    timed = [(int(way["interviews"]), int(way["minutes"])) for way in paths if way.get("minutes")]
    many = sum(number for number, _minutes in timed)
    assert (found.interviews, found.minutes_per_interview) == (
        many,
        int(sum(minutes for _number, minutes in timed) / many + 0.5),
    )
    invited = [way for way, fields in zip(paths, decisions, strict=True) if fields["decision"] == "invite"]
    assert found.to_invite == sum("invited_on" not in way for way in invited)
    assert client.get(at("screening_funnel", screening)).context["funnel"] == found


def test_the_longest_without_a_service_come_first_and_next_goes_round(client, kaisa, screening):
    def case(name, **fields):
        return make_screening_case(screening, last_name=name, **fields)

    rows = [
        case("served", days_unemployed=900, in_measure=True),
        case("fresh", days_unemployed=500, plan_state="up_to_date"),
        case("old", days_unemployed=500, plan_state="out_of_date"),
        case("longest", days_unemployed=700),
        case("unknown"),
        case("planless", days_unemployed=500, plan_state="missing"),
    ]
    with acting_as(kaisa):
        order = list(by_urgency(screening.cases.all()))
        assert [one.last_name for one in order] == ["longest", "planless", "old", "fresh", "unknown", "served"]
        assert list(screenings_to_do(kaisa)) == order
    following = at("screening_next", screening)
    assert client.get(following).url == at("screening_case", rows[3])
    assert client.get(f"{following}?after={rows[3].pk}").url == at("screening_case", rows[5])
    assert client.get(f"{following}?after={rows[0].pk}").url == at("screening_case", rows[3])
    sent = client.post(at("screening_case", rows[3]), {"version": 1, "decision": "invite"})
    assert sent.url == f"{following}?after={rows[3].pk}"
    assert client.get(sent.url).url == at("screening_case", rows[5])
    page = client.get(at("screening_case", rows[5])).content.decode()
    assert "1 of 6 screened" in page


def test_bad_input_is_told_beside_the_fields(client, kaisa, screening):
    case = make_screening_case(screening, first_name="Eino", last_name="Aho")
    onwards = at("screening_case_onwards", case)
    assert errors_of(client.post(at("screening_case", case), {"version": 1, "decision": "not_invited"})) == {
        "reason": ["Choose why not: the reasons are counted."]
    }
    undecided = client.post(onwards, {"version": 1, "interviewed_on": "2026-02-02"})
    assert errors_of(undecided) == {
        "invited_on": ["Give the day of the invitation too; the same day if it was on the spot."]
    }
    too_soon = client.post(onwards, {"version": 1, "invited_on": "2026-02-03"})
    assert errors_of(too_soon) == {"invited_on": ["Decide first that the person is invited."]}
    client.post(at("screening_case", case), {"version": 1, "decision": "invite"})
    both = {"invited_on": "2026-02-03", "interviewed_on": "2026-02-02"}
    assert errors_of(client.post(onwards, {"version": 2} | both)) == {
        "interviewed_on": ["This is before “Invited on”, which was 3 Feb 2026."]
    }
    ahead = {"invited_on": "2126-02-02", "forwarded_to": "education", "minutes": "30"}
    assert errors_of(client.post(onwards, {"version": 2} | ahead)) == {
        "invited_on": ["The date is in the future."],
        "interviewed_on": ["Give the day of the interview too."],
        "forwarded_on": ["Give the day too."],
    }
    client.post(onwards, {"version": 2, "invited_on": "2026-02-02"})
    undone = client.post(at("screening_case", case), {"version": 3, "decision": "not_invited", "reason": "no_time"})
    assert errors_of(undone) == {"decision": ["Was invited on 2 Feb 2026; that cannot be undone here."]}
    refused = client.post(at("screening_case_person", case), {"add": "new"})
    assert refused.url == onwards
    assert [str(one) for one in get_messages(refused.wsgi_request)][-1] == "Give the day of the interview first."
    with acting_as(kaisa):
        assert Client.objects.count() == 0


def test_two_who_screen_the_same_person_see_both_answers(client, kaisa, screening):
    case = make_screening_case(screening)
    mine = {"version": 1, "decision": "not_invited", "reason": "no_time", "days_unemployed": "300"}
    assert client.post(at("screening_case", case), {"version": 1, "decision": "invite"}).status_code == 302
    page = client.post(at("screening_case", case), mine)
    found = {row.label: (row.mine, row.newest) for row in page.context["differences"]}
    assert found["Invited to an interview?"] == ("No", "Yes, invite")
    assert page.context["form"]["days_unemployed"].value() == "300"
    assert client.post(at("screening_case", case), mine | {"version": 2}).status_code == 302
    (saved,) = cases_of(kaisa, screening)
    assert (saved.decision, saved.reason, saved.version) == ("not_invited", "no_time", 3)


def test_invited_by_letter_and_a_client_only_after_the_interview(client, kaisa, site, screening):
    case = make_screening_case(screening, first_name="Vera", last_name="Virta", birth_date=date(2004, 5, 17))
    client.post(at("screening_case", case), {"version": 1, "decision": "invite", "next_body": "ohjaamo"})
    letters = client.get(
        at("screening_invitations", screening), {"day": "2026-12-03", "time": "13:00", "language": "en"}
    )
    page = letters.content.decode()
    assert list(letters.context["cases"]) == [case]
    assert page.count("We have kept a time for you: 3 Dec 2026 at 13:00.") == 2  # in the letter and in the message
    assert "Call us: 03 000 0000" in page
    client.post(at("screening_invitations", screening), {"cases": [case.pk]})
    (invited,) = cases_of(kaisa, screening)
    assert (invited.invited_on, invited.version) == (timezone.localdate(), 3)
    today = str(timezone.localdate())
    held = {"version": 3, "invited_on": today, "interviewed_on": today, "minutes": "75"}
    assert client.post(at("screening_case_onwards", case), held).url == at("screening_case_person", case)
    alike = make_client(first_name="Veera", last_name="Wirta", birth_date=date(2004, 5, 17), home_site=site)
    assert client.get(at("screening_case_person", case)).context["alike"] == [alike]
    asked = client.post(at("screening_case_person", case), {"add": "new"})
    assert asked.context["alike"] == [alike]
    assert client.post(at("screening_case_person", case), {"pick": alike.pk}).url == at("client_detail", alike)
    (known,) = cases_of(kaisa, screening)
    assert (known.client_id, known.interviews) == (alike.pk, 1)
    with acting_as(kaisa):
        assert AccessRecord.objects.filter(client_id=alike.pk, what="screening").exists()
    other = make_screening_case(screening, last_name="Uusi", decision="invite", invited_on=date(2026, 2, 2))
    client.post(at("screening_case_onwards", other), held | {"version": 1})
    added = client.post(at("screening_case_person", other), {"add": "new"})
    with acting_as(kaisa):
        new = Client.objects.get(last_name="Uusi")
    assert (added.url, new.home_site_id) == (at("client_detail", new), site.pk)


def test_somebody_known_elsewhere_is_asked_first(client, kaisa, site, screening):
    person = {"first_name": "Vera", "last_name": "Virta", "birth_date": date(2004, 5, 17)}
    stranger = make_client(**person, home_site=make_site())
    done = {"decision": "invite", "invited_on": date(2026, 2, 2), "interviewed_on": date(2026, 2, 9)}
    case = make_screening_case(screening, **person, **done)
    asked = client.post(at("screening_case_person", case), {"add": "new"})
    assert (asked.context["alike"], asked.context["elsewhere"]) == ([], 1)
    assert "May already be known here; ask the young person." in asked.content.decode()
    opened = client.post(at("screening_case_person", case), {"add": "elsewhere"})
    assert opened.url == at("client_detail", stranger)
    (known,) = cases_of(kaisa, screening)
    assert known.client_id == stranger.pk


def test_people_are_added_by_hand_and_from_those_known(client, kaisa, site, screening):
    address = at("screening_add", screening)
    fields = {"submission_key": "a", "last_name": "Aho", "first_name": "Eino", "birth_date": "1.2.2003"}
    for _time in range(2):
        assert client.post(address, fields | {"source": "social"}).status_code == 302
    again = fields | {"submission_key": "b", "source": "other"}
    assert errors_of(client.post(address, again)) == {
        "last_name": ["Is on the list already. If it is somebody else, tick the box below."]
    }
    assert client.post(address, again | {"another": "on"}).status_code == 302
    veera = make_client(first_name="Veera", last_name="Virta", home_site=site)
    stranger = make_client(first_name="Veera", last_name="Virta", home_site=make_site())
    known = at("screening_known", screening)
    assert client.post(known, {"q": "virta"}).context["people"] == [(veera, False)]
    for one in (veera, stranger, veera):
        client.post(known, {"pick": one.pk})
    assert client.post(known, {"q": "virta"}).context["people"] == [(veera, True)]
    assert [(one.last_name, one.client_id) for one in cases_of(kaisa, screening)] == [
        ("Aho", None),
        ("Aho", None),
        ("Virta", veera.pk),
    ]


def test_lists_of_other_sites_stay_closed_and_queries_do_not_grow(client, kaisa, site, screening):
    theirs = make_screening(make_site())
    stranger = make_screening_case(theirs)
    for name in ("screening_detail", "screening_next", "screening_funnel", "screening_paste", "screening_invitations"):
        assert client.get(at(name, theirs)).status_code == 404
    for name in ("screening_case", "screening_case_onwards", "screening_case_person"):
        assert client.get(at(name, stranger)).status_code == 404
    make_screening_case(screening)

    def queries() -> list[int]:
        counts = []
        for address in (reverse("clients:screening_list"), at("screening_detail", screening)):
            with CaptureQueriesContext(connection) as captured:
                page = client.get(address)
            assert page.status_code == 200
            counts.append(len(captured))
        return counts

    few = queries()
    for number in range(30):
        make_screening_case(screening, decision="not_invited", reason="no_time", days_unemployed=number)
    make_screening(site)
    assert queries() == few
    listed = client.get(reverse("clients:screening_list")).context["page_obj"]
    assert {(one.pk, one.listed, one.screened) for one in listed if one.pk == screening.pk} == {(screening.pk, 31, 30)}
    over = make_screening(site, started_on=date(2025, 1, 1), ended_on=date(2026, 6, 1))
    assert list(client.get(reverse("clients:screening_list")).context["page_obj"])[-1] == over
    assert theirs.pk not in {one.pk for one in listed}
    found = client.get(at("screening_funnel", screening)).context["funnel"]
    assert found.reasons == [Counted("There was no time", 30, 100)]
