from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from clients.forms.gathering import GatheringForm, NewGatheringForm
from clients.models import Gathering
from network.models import Role, Site
from services.codes import EventType, GatheringKind
from tests.factories import make_gathering, make_site, make_user

pytestmark = pytest.mark.django_db
LIST, CREATE = reverse("clients:gathering_list"), reverse("clients:gathering_create")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def typed(site, **fields) -> dict:
    """A group of 15 as the form sends it."""
    today = timezone.localdate().isoformat()
    return {"submission_key": "a", "kind": "group", "headcount": "15", "date": today, "site": site.pk} | fields


def mend(gathering) -> str:
    return reverse("clients:gathering_mend", args=[gathering.pk])


def withdraw(gathering) -> str:
    return reverse("clients:gathering_withdraw", args=[gathering.pk])


def test_a_group_of_15_needs_only_kind_and_heads(client, kaisa, site):
    page = client.get(CREATE)
    form = page.context["form"]
    assert (form["date"].value(), form["site"].value()) == (timezone.localdate(), site.pk)
    answer = client.post(CREATE, typed(site), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    saved = Gathering.objects.get()
    assert (saved.kind, saved.headcount, saved.date, saved.site, saved.created_by, saved.joint) == (
        GatheringKind.GROUP,
        15,
        timezone.localdate(),
        site,
        kaisa,
        False,
    )
    assert "Group, head count 15" in answer.content.decode()
    assert answer.context["totals"] == {"events": 1, "headcount": 15}


def test_all_fields_are_saved(client, kaisa, site):
    detail = {"women": "7", "men": "6", "other": "2", "under_18": "1", "age_18_24": "9", "age_25_29": "5"}
    more = {"kind": "event", "event_type": "recruitment", "title": "Rekry", "campaign": "Duuniin!", "joint": "on"}
    client.post(CREATE, typed(site, **detail, **more))
    fields = [*detail, *more, "age_30_plus"]
    assert {name: getattr(Gathering.objects.get(), name) for name in fields} == (
        {name: int(value) for name, value in detail.items()} | more | {"joint": True, "age_30_plus": None}
    )


def test_sent_twice_makes_one_and_other_content_asks(client, kaisa, site):
    for _time in range(2):
        assert client.post(CREATE, typed(site)).url == LIST
    assert Gathering.objects.count() == 1
    asked = client.post(CREATE, typed(site, headcount="16"))
    assert asked.status_code == 200
    assert asked.context["form"]["headcount"].value() == "16"
    assert "already saved something" in asked.context["form"].non_field_errors()[0]
    key = asked.context["form"]["submission_key"].value()
    assert key != "a"
    client.post(CREATE, typed(site, headcount="16", submission_key=key))
    assert sorted(Gathering.objects.values_list("headcount", flat=True)) == [15, 16]


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"women": "10", "men": "6", "other": "1"},
            {"women": ["Women, men and other add up to 17: 2 over the head count (15)."]},
        ),
        ({"under_18": "16"}, {"under_18": ["The age groups add up to 16: 1 over the head count (15)."]}),
        ({"headcount": ""}, {"headcount": ["This field is required."]}),
        ({"headcount": "-1"}, {"headcount": ["Ensure this value is greater than or equal to 0."]}),
        ({"kind": ""}, {"kind": ["This field is required."]}),
        (
            {"kind": "party"},
            {"kind": ["Select a valid choice. party is not one of the available choices."]},
        ),
        ({"date": "31.2.2026"}, {"date": ["Enter a valid date."]}),
        ({"women": "9" * 30}, None),
    ],
)
def test_errors_stand_beside_the_fields_and_nothing_is_saved(client, kaisa, site, fields, errors):
    page = client.post(CREATE, typed(site, title="Pizza ja CV", **fields))
    form = page.context["form"]
    assert page.status_code == 200
    if errors:
        assert form.errors == errors
    assert form["title"].value() == "Pizza ja CV"
    assert Gathering.objects.count() == 0
    shown = page.content.decode()
    for name in form.errors:
        assert f'id="id_{name}_error"' in shown
    assert 'class="error-summary"' in shown


def test_the_counts_may_equal_the_head_count(site):
    form = NewGatheringForm(typed(site, women="15", under_18="15"), sites=Site.objects.all())
    assert form.errors == {}


def test_a_future_date_is_refused(client, kaisa, site):
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = client.post(CREATE, typed(site, date=tomorrow.isoformat()))
    assert page.context["form"].errors == {"date": ["The date is in the future. Heads are counted afterwards."]}


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2020-08-31", "This Ohjaamo was not yet open on that day."),
        ("2024-01-01", "This Ohjaamo was no longer open on that day."),
    ],
)
@translation.override("en")
def test_the_ohjaamo_was_open_on_the_day(day, message):
    site = make_site(opened=date(2020, 9, 1), closed=date(2023, 12, 31))
    form = GatheringForm(typed(site, date=day), sites=Site.objects.all())
    assert form.errors == {"date": [message]}
    for open_day in ("2020-09-01", "2023-12-31"):
        assert GatheringForm(typed(site, date=open_day), sites=Site.objects.all()).errors == {}


def test_another_site_is_refused(client, kaisa, site):
    page = client.post(CREATE, typed(make_site()))
    assert list(page.context["form"].errors) == ["site"]
    assert Gathering.objects.count() == 0


def test_a_type_of_event_left_from_another_kind_is_dropped(site):
    form = GatheringForm(typed(site, kind="popup", event_type="fair"), sites=Site.objects.all())
    assert form.is_valid()
    assert form.cleaned_data["event_type"] == ""
    kept = GatheringForm(typed(site, kind="event", event_type="fair"), sites=Site.objects.all())
    assert kept.is_valid()
    assert kept.cleaned_data["event_type"] == EventType.FAIR


def test_earlier_campaigns_of_my_sites_are_suggested(client, kaisa, site):
    make_gathering(site=site, campaign="Duuniin!")
    make_gathering(site=site, campaign="Duuniin!")
    make_gathering(campaign="Naapurin salaisuus")
    page = client.get(CREATE)
    assert list(page.context["campaigns"]) == ["Duuniin!"]
    assert '<option value="Duuniin!"></option>' in page.content.decode()


def test_mend_keeps_history(client, kaisa, site):
    gathering = make_gathering(site=site, created_by=kaisa, headcount=10)
    assert client.get(mend(gathering)).context["form"]["headcount"].value() == 10
    assert client.post(mend(gathering), typed(site, headcount="12", version="1")).url == LIST
    gathering.refresh_from_db()
    assert (gathering.headcount, gathering.version) == (12, 2)
    events = apps.get_model("clients", "GatheringEvent").objects.filter(pgh_obj_id=gathering.pk)
    assert [event.headcount for event in events] == [10]


def test_mending_over_a_newer_version_is_refused(client, kaisa, site):
    gathering = make_gathering(site=site, created_by=kaisa, headcount=10, version=2)
    page = client.post(mend(gathering), typed(site, headcount="12", version="1"))
    assert page.status_code == 200
    assert len(page.context["form"].non_field_errors()) == 1
    gathering.refresh_from_db()
    assert gathering.headcount == 10


def test_withdraw_asks_and_keeps_the_row(client, kaisa, site):
    gathering = make_gathering(site=site, created_by=kaisa)
    assert client.get(withdraw(gathering)).status_code == 200
    assert Gathering.objects.standing().count() == 1
    assert client.post(withdraw(gathering)).url == LIST
    gathering.refresh_from_db()
    assert gathering.withdrawn_by == kaisa
    assert gathering.withdrawn_at is not None
    assert client.get(LIST).context["totals"] == {"events": 0, "headcount": 0}
    assert client.post(withdraw(gathering)).status_code == 403


@pytest.mark.parametrize("address", [mend, withdraw])
def test_only_ones_own_of_today(client, kaisa, site, address):
    colleague = make_user(Role.COUNSELLOR, site=site)
    old = timezone.now() - timedelta(days=1)
    others = make_gathering(site=site, created_by=colleague)
    yesterdays = make_gathering(site=site, created_by=kaisa, created_at=old)
    elsewhere = make_gathering(created_by=kaisa)
    for gathering, status in ((others, 403), (yesterdays, 403), (elsewhere, 404)):
        assert client.get(address(gathering)).status_code == status
        assert client.post(address(gathering), typed(site, headcount="99")).status_code == status
    assert set(Gathering.objects.values_list("headcount", "withdrawn_at")) == {(10, None)}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "event"}, {"fair"}),
        ({"event_type": "fair"}, {"fair"}),
        ({"joint": "yes"}, {"joint"}),
        ({"joint": "no"}, {"fair", "old"}),
        ({"date_to": "2025-12-31"}, {"old"}),
    ],
)
def test_filters_and_totals(client, kaisa, site, filters, found):
    heads = {"fair": 100, "joint": 20, "old": 3}
    made = {
        "fair": make_gathering(site=site, kind=GatheringKind.EVENT, event_type=EventType.FAIR, headcount=100),
        "joint": make_gathering(site=site, joint=True, headcount=20),
        "old": make_gathering(site=site, date="2025-01-31", headcount=3, joint=False),
    }
    make_gathering(headcount=7)
    page = client.get(LIST, {"date_from": "", "date_to": "", "site": ""} | filters)
    assert {row.pk for row in page.context["page_obj"]} == {made[name].pk for name in found}
    assert page.context["totals"] == {"events": len(found), "headcount": sum(heads[name] for name in found)}


def test_a_wrong_filter_shows_nothing(client, kaisa, site):
    make_gathering(site=site, title="Salainen")
    page = client.get(LIST, {"date_from": "2025-02-30"})
    assert list(page.context["filter"].form.errors) == ["date_from"]
    assert "Salainen" not in page.content.decode()


def test_queries_do_not_grow_with_rows(client, kaisa, site):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    for _number in range(3):
        make_gathering(site=site, created_by=kaisa)
    few = queries()
    Gathering.objects.bulk_create(
        Gathering(site=site, kind=GatheringKind.GROUP, headcount=1, created_by=kaisa) for _number in range(297)
    )
    assert queries() == few


def test_only_counsellors(client, site):
    gathering = make_gathering(site=site)
    for role in (Role.MANAGER, Role.ADMIN, Role.EXPERT, Role.DPO, Role.REPORT_READER):
        client.force_login(make_user(role, site=site))
        for address in (LIST, CREATE, mend(gathering), withdraw(gathering)):
            assert client.get(address).status_code == 403
            if address != LIST:
                assert client.post(address, typed(site)).status_code == 403
    assert Gathering.objects.count() == 1


def test_the_sum_is_told_in_finnish(site):
    with translation.override("fi"):
        form = GatheringForm(typed(site, women="16"), sites=Site.objects.all())
        assert form.errors["women"] == ["Naisia, miehiä ja muita on yhteensä 16, siis 1 yli kävijämäärän (15)."]
