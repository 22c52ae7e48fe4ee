"""Who works with a person, one's own young people, and handing them over."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.codes import ConsentScope, WorkRole
from clients.models import CaseWorker
from network.access import acting_as_system
from network.handover import hand_over, open_work
from network.models import Role
from tests.factories import make_agency, make_client, make_expert, make_site, make_user, make_visit
from tests.forms import errors, posted, text_of
from tests.path_factories import make_case_worker, make_consent, make_meeting, make_partner, make_plan

pytestmark = pytest.mark.django_db
LIST, HAND_OVER = reverse("clients:caseload"), reverse("clients:caseload_hand_over")
TODAY = timezone.localdate()
GONE = {"since": date(2025, 1, 2), "until": TODAY - timedelta(days=1)}


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    make_expert(user=user, sites=[site], first_name="Kaisa", last_name="Kaitsija")
    client.force_login(user)
    return user


def add(person) -> str:
    return reverse("clients:case_worker_create", args=[person.pk])


def edit(worker) -> str:
    return reverse("clients:case_worker_edit", args=[worker.pk])


def page_of(person) -> str:
    return reverse("clients:client_detail", args=[person.pk])


def rows(**where) -> list[CaseWorker]:
    with acting_as_system("test"):
        return list(CaseWorker.objects.filter(**where).select_related("expert", "client").order_by("pk"))


def days(worker: CaseWorker) -> tuple:
    return worker.expert, worker.since, worker.until, worker.reason


def test_somebody_begins_to_work_with_a_person_and_ends(client, kaisa, site, veera):
    form = client.get(add(veera)).context["form"]
    assert form["expert"].value() == kaisa.expert.pk
    data = posted(form) | {"since": "2025-03-01", "reason": "asuminen"}
    client.post(add(veera), data)
    client.post(add(veera), data)
    (worker,) = rows()
    assert days(worker) == (kaisa.expert, date(2025, 3, 1), None, "asuminen")
    page = text_of(client.get(page_of(veera)))
    assert "Kaisa Kaitsija Own counsellor" in page
    assert "since 1 Mar 2025" in page
    again = client.post(add(veera), posted(client.get(add(veera)).context["form"]))
    assert errors(again) == {"expert": ["The expert works with this young person already."]}
    late = posted(client.get(add(veera)).context["form"]) | {"since": str(TODAY + timedelta(days=1))}
    assert errors(client.post(add(veera), late))["since"] == ["The date is in the future."]
    shown = posted(client.get(edit(worker)).context["form"])
    assert errors(client.post(edit(worker), shown | {"until": "2025-02-28"})) == {
        "until": ["The last day is before the first."]
    }
    client.post(edit(worker), shown | {"until": "2025-06-30", "role": "support"})
    assert [(row.until, row.role, row.version) for row in rows()] == [(date(2025, 6, 30), WorkRole.SUPPORT, 2)]
    assert "Kaitsija" not in text_of(client.get(page_of(veera))).split("Who works with them")[1]


def test_by_consent_only_oneself(client, kaisa, site, veera):
    partner, other = make_partner(sites=[site], language="en"), make_case_worker(veera, kaisa.expert)
    consent = make_consent(veera, agency=partner.expert.agency, scopes=[ConsentScope.BASIC])
    client.force_login(partner)
    form = client.get(add(veera)).context["form"]
    assert list(form.fields["expert"].queryset) == [partner.expert]
    assert client.post(add(veera), posted(form) | {"expert": kaisa.expert.pk}).status_code == 200
    assert client.get(edit(other)).status_code == 404
    client.post(add(veera), posted(form) | {"role": "partner"})
    mine = rows(expert=partner.expert)[0]
    assert client.get(edit(mine)).status_code == 200
    assert [row.client for row in client.get(LIST).context["workers"]] == [veera]
    with acting_as_system("test"):
        consent.withdrawn_at = timezone.now()
        consent.save()
    assert client.get(LIST).context["workers"] == []
    assert client.get(edit(mine)).status_code == 404


def test_my_young_people_with_what_comes_next(client, kaisa, site, veera):
    make_case_worker(veera, kaisa.expert, since=date(2025, 1, 2))
    make_case_worker(make_client(home_site=site, last_name="Entinen"), kaisa.expert, **GONE)
    make_case_worker(make_client(home_site=site), make_expert())
    make_visit(site=site, client=veera, date=date(2025, 5, 5))
    make_visit(site=site, client=veera, date=date(2025, 6, 6), withdrawn_at=timezone.now())
    noon = timezone.make_aware(datetime.combine(TODAY + timedelta(days=3), time(12)))
    make_meeting(veera, starts_at=noon)
    make_meeting(veera, starts_at=noon + timedelta(days=1))
    make_plan(veera, review_on=date(2025, 12, 1))
    (row,) = client.get(LIST).context["workers"]
    assert (row.client, row.last_visit, row.next_meeting, row.review_on) == (
        veera,
        date(2025, 5, 5),
        noon,
        date(2025, 12, 1),
    )

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    few = queries()
    for _number in range(2):
        make_case_worker(make_client(home_site=site), kaisa.expert)
    assert queries() == few


def test_handing_over_some_and_all(client, kaisa, site, veera):
    to = make_expert(sites=[site])
    others = [make_client(home_site=site, last_name=name) for name in ("Aalto", "Berg")]
    mine = [make_case_worker(person, kaisa.expert, since=date(2025, 1, 2)) for person in (veera, *others)]
    make_case_worker(others[1], to, since=date(2025, 3, 3))
    stranger = make_case_worker(veera, make_expert())
    form = client.get(HAND_OVER).context["form"]
    data = posted(form) | {"to": to.pk, "reason": "vaihtaa työtä"}
    assert errors(client.post(HAND_OVER, data | {"people": [stranger.pk]})).keys() == {"people"}
    past = client.post(HAND_OVER, data | {"day": "2025-01-01", "reason": ""})
    assert sorted(errors(past)) == ["day", "reason"]
    assert client.post(HAND_OVER, data).url == LIST
    client.post(HAND_OVER, data)
    yesterday = TODAY - timedelta(days=1)
    assert [row.until for row in rows(expert=kaisa.expert)] == [yesterday] * 3
    new = {row.client.last_name: row for row in rows(expert=to)}
    assert days(new["Virta"]) == (to, TODAY, None, "vaihtaa työtä")
    assert new["Virta"].handed_from_id == mine[0].pk
    assert days(new["Berg"]) == (to, date(2025, 3, 3), None, "")
    assert len(new) == 3
    page = text_of(client.get(page_of(veera)))
    assert "before that Kaisa Kaitsija since 2 Jan 2025" in page
    assert client.get(LIST).context["workers"] == []


def test_a_partner_hands_over_within_the_own_agency(client, site, veera):
    agency = make_agency()
    partner, colleague = make_partner(sites=[site], agency=agency), make_expert(agency=agency)
    make_consent(veera, agency=agency)
    make_case_worker(veera, partner.expert, since=TODAY)
    make_expert(sites=[site])
    client.force_login(partner)
    form = client.get(HAND_OVER).context["form"]
    assert list(form.fields["to"].queryset) == [colleague]
    client.post(HAND_OVER, posted(form) | {"to": colleague.pk, "reason": "loma"})
    assert [(row.expert, row.since, row.until) for row in rows()] == [
        (partner.expert, TODAY, TODAY),
        (colleague, TODAY, None),
    ]


def test_who_leaves_hands_their_people_over(site):
    leaver, to = make_expert(sites=[site]), make_expert(sites=[site])
    person, day = make_client(home_site=make_site()), TODAY + timedelta(days=7)
    make_case_worker(person, leaver, since=date(2025, 1, 2), reason="työ")
    make_case_worker(make_client(home_site=site), leaver, since=date(2025, 1, 2), until=TODAY)
    with acting_as_system("test"):
        assert [work.count for work in open_work(leaver, day)] == [1]
        hand_over(expert=leaver, to=to, day=day)
    old, new = rows(client=person)
    assert (old.until, days(new), new.handed_from_id) == (day - timedelta(days=1), (to, day, None, "työ"), old.pk)
