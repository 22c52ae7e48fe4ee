from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.campaigns import CampaignFigures, campaign_figures
from network.models import Role
from services.codes import EventType
from services.models import Event
from tests.factories import make_campaign, make_gathering, make_job_post, make_site, make_user
from tests.forms import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    site, today = make_site(), timezone.localdate()
    campaign = make_campaign(sites=[site], name="Duunia kesäksi", visitors=1225, visitors_source="Kunta 20.3.")
    make_job_post(site=site, campaign=campaign, status="approved", places=3)
    make_job_post(site=site, campaign=campaign, status="approved", places=1)
    event = Event.objects.create(
        site=site, title_fi="Täsmärekry", date=today, starts=time(12), campaign=campaign, candidates=9, hired=4
    )
    make_gathering(site=site, headcount=25, campaign="Duunia kesäksi", event_type=EventType.JOB_INFO)
    make_gathering(site=site, headcount=40, event=event, campaign="Duunia kesäksi")
    make_gathering(site=site, headcount=100, campaign="Duunia kesäksi", withdrawn_at=timezone.now())
    make_gathering(site=site, headcount=100, campaign="Duunia talveksi")
    return campaign


def test_figures_add_up(campaign):
    assert campaign_figures(campaign) == CampaignFigures(
        posts=2, places=4, employers=2, events=2, reached=65, info_events=1, info_heads=25, hired=4
    )


def test_the_page_shows_them_with_the_source(client, campaign):
    client.force_login(make_user(Role.MANAGER, site=campaign.sites.get(), language="fi"))
    page = client.get(reverse("clients:campaign_figures", args=[campaign.pk]))
    seen = text_of(page).replace("\xa0", " ")
    assert ("1 225" in seen, "Kunta 20.3." in seen, "Täsmärekry" in seen or "65" in seen) == (True, True, True)
    assert [gathering.headcount for gathering in page.context["gatherings"]] == [25, 40]
