from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import Employer, Role
from services.models import Campaign, JobPost
from services.public import public_address
from tests.factories import make_campaign, make_job_post, make_site, make_user
from tests.forms import errors, posted, public_data, text_of
from tests.services.test_job_posts import POST

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Koivula")


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def create(client, **fields):
    data = {"name": "Duunia kesäksi", "starts": "2027-01-16", "ends": "2027-03-19", "status": "published"}
    return client.post(reverse("services:campaign_create"), data | fields)


def test_a_campaign_gets_its_address_from_its_name(counsellor, site):
    for slug in ("duunia-kesaksi", "duunia-kesaksi-2"):
        assert create(counsellor, sites=[site.pk])["Location"] == reverse("services:campaign_list")
        campaign = Campaign.objects.get(slug=slug)
        assert list(campaign.sites.all()) == [site]
    assert list(errors(create(counsellor, sites=[site.pk], slug="duunia-kesaksi"))) == ["slug"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"ends": "2027-01-15"}, "ends"),
        ({"sites": []}, "sites"),
        ({"name": ""}, "name"),
        ({"visitors": "120"}, "visitors_source"),
    ],
)
def test_a_wrong_campaign_is_refused_beside_the_field(counsellor, site, fields, wrong):
    assert list(errors(create(counsellor, **{"sites": [site.pk]} | fields))) == [wrong]


def test_sites_of_others_stay(counsellor, site):
    other = make_site()
    campaign = make_campaign(sites=[site, other])
    page = reverse("services:campaign_edit", args=[campaign.pk])
    data = posted(counsellor.get(page).context["form"]) | {"sites": [site.pk], "name": "Uusi nimi"}
    counsellor.post(page, data)
    campaign.refresh_from_db()
    assert (campaign.name, set(campaign.sites.all())) == ("Uusi nimi", {site, other})


@pytest.mark.parametrize(
    ("starts", "ends", "text", "shown"),
    [(-5, 5, "1 post open", 1), (5, 9, "The posts are shown here from", 0), (-9, -5, "This campaign ended on", 0)],
)
def test_the_page_knows_its_days(client, site, starts, ends, text, shown):
    days = {"starts": TODAY + timedelta(days=starts), "ends": TODAY + timedelta(days=ends)}
    campaign = make_campaign(sites=[site], **days)
    make_job_post(site=site, campaign=campaign, status="approved", title="Jäätelönmyyjä")
    page = text_of(client.get(public_address("campaign", "en", slug=campaign.slug)))
    assert (text in page, page.count("Jäätelönmyyjä")) == (True, shown)


def test_a_draft_has_no_page_and_takes_no_posts(client, site):
    campaign = make_campaign(sites=[site], status="draft")
    pages = [public_address(name, "fi", slug=campaign.slug) for name in ("campaign", "campaign_post")]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    Campaign.objects.update(status="published")
    assert [client.get(page).status_code for page in pages] == [200, 200]
    Campaign.objects.update(takes_posts=False)
    assert [client.get(page).status_code for page in pages] == [200, 404]


def test_an_employer_chooses_among_the_campaigns_sites(client, site):
    campaign = make_campaign(sites=[site, make_site()])
    page = public_address("campaign_post", "en", slug=campaign.slug)
    data = public_data(**POST | {"contact_email": ""})
    assert list(errors(client.post(page, data))) == ["site"]
    assert list(errors(client.post(page, data | {"site": make_site().pk}))) == ["site"]
    assert client.post(page, data | {"site": site.pk}).status_code == 302
    post = JobPost.objects.get()
    assert (post.site, post.campaign, post.status) == (site, campaign, "submitted")


def test_totals_count_posts_that_were_shown_and_each_employer_once(site):
    known, now = Employer.objects.create(name="Kunta"), timezone.now()
    campaign = make_campaign(sites=[site])
    make_job_post(site=site, campaign=campaign, status="approved", employer=known, employer_name="Kunta", places=5)
    make_job_post(site=site, campaign=campaign, status="closed", approved_at=now, employer=known, places=2)
    make_job_post(site=site, campaign=campaign, status="approved", employer_name="KAHVILA Ö", places=1)
    make_job_post(site=site, campaign=campaign, status="approved", employer_name="Kahvila ö", places=1)
    make_job_post(site=site, campaign=campaign, status="closed", places=30)
    make_job_post(site=site, campaign=campaign, status="rejected", approved_at=now, places=30)
    make_job_post(site=site, campaign=campaign, places=30)
    make_job_post(site=site, status="approved", places=30)
    assert campaign.posts.totals() == {"posts": 4, "places": 9, "employers": 2}
    assert make_campaign().posts.totals() == {"posts": 0, "places": 0, "employers": 0}
