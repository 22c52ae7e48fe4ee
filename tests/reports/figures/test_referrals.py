from datetime import date

import pytest

from clients.codes import FollowupResult, ReferralTarget
from tests.factories import make_client, make_project, make_referral, make_site, make_visit
from tests.reports.figures.counting import count, nonzero, withdraw

pytestmark = pytest.mark.django_db
LAST = date(2025, 2, 28)


@pytest.fixture
def site():
    return make_site(key="akaa")


@pytest.fixture
def project(site):
    return make_project(sites=[site], start_date=date(2024, 1, 1), end_date=LAST)


def test_referrals_are_of_clients_of_the_scopes_sites(project, site):
    at_home = make_client(home_site=site)
    visited_long_ago = make_client()
    make_visit(site=site, client=visited_long_ago, date=date(2019, 1, 1))
    took_it_back = make_client()
    withdraw(make_visit(site=site, client=took_it_back, date=date(2024, 5, 1)))
    elsewhere = make_client(home_site=make_site())
    for client in (at_home, visited_long_ago, took_it_back, elsewhere):
        make_referral(client=client, date=date(2024, 6, 1), accompanied=True)
    referrals = count(project)["referrals"]
    assert (referrals["total"], referrals["accompanied"]) == (2, 2)


def test_referrals_are_dated_in_the_scope(project, site):
    client = make_client(home_site=site)
    for day in (date(2023, 12, 31), date(2024, 1, 1), LAST, date(2025, 3, 1)):
        make_referral(client=client, date=day)
    assert count(project)["referrals"]["total"] == 2


def test_by_target_counts_referrals_and_clients_apart(project, site):
    client, other = make_client(home_site=site), make_client(home_site=site)
    make_referral(client=client, date=date(2024, 6, 1), target=ReferralTarget.WORK, accompanied=True)
    make_referral(client=client, date=date(2024, 7, 1), target=ReferralTarget.WORK, accompanied=False)
    make_referral(client=client, date=date(2024, 7, 1), target=ReferralTarget.HOUSING)
    make_referral(client=other, date=date(2024, 7, 1), target=ReferralTarget.WORK)
    referrals = count(project)["referrals"]
    assert (referrals["total"], referrals["accompanied"]) == (4, 1)
    assert list(referrals["by_target"]) == list(ReferralTarget.values)
    assert nonzero(referrals["by_target"]) == {"work": 3, "housing": 1}
    assert nonzero(referrals["clients_by_target"]) == {"work": 2, "housing": 1}


def test_a_client_with_many_visits_makes_one_referral_no_more(project, site):
    client = make_client(home_site=site)
    for day in (1, 2, 3):
        make_visit(site=site, client=client, date=date(2024, 3, day))
    make_referral(client=client, date=date(2024, 6, 1))
    assert count(project)["referrals"]["total"] == 1


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2024, 11, 28), 1),
        (date(2024, 11, 29), 1),  # 29 and 30 February 2025 do not exist: the last day of the month is due
        (date(2024, 11, 30), 1),
        (date(2024, 12, 1), 0),
        (date(2025, 2, 28), 0),
    ],
)
def test_attachment_is_due_after_three_calendar_months(project, site, day, due):
    make_referral(client=make_client(home_site=site), date=day)
    assert count(project)["referrals"]["attachment"]["due"] == due


@pytest.mark.parametrize(("end", "due"), [(date(2024, 2, 28), 0), (date(2024, 2, 29), 1), (date(2024, 3, 31), 1)])
def test_attachment_is_due_on_29_february_of_a_leap_year(site, end, due):
    project = make_project(sites=[site], start_date=date(2023, 1, 1), end_date=end)
    make_referral(client=make_client(home_site=site), date=date(2023, 11, 30))
    assert count(project)["referrals"]["attachment"]["due"] == due


def test_results_count_only_of_the_due_ones(project, site):
    client = make_client(home_site=site)
    for result in ("", FollowupResult.ATTACHED, FollowupResult.NOT_ATTACHED, FollowupResult.UNREACHED):
        make_referral(client=client, date=date(2024, 3, 1), followup_result=result)
    make_referral(client=client, date=date(2024, 12, 24), followup_result=FollowupResult.ATTACHED)
    assert count(project)["referrals"]["attachment"] == {"due": 4, "followed_up": 2, "attached": 1, "unreached": 1}
