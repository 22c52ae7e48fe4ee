import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Employer, Role
from services.codes import JobStatus
from services.models import JobPost
from services.public import public_address
from tests.factories import make_campaign, make_job_post, make_site, make_user
from tests.forms import errors, posted, public_data, text_of
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
LIST = reverse("services:job_post_list")


def in_days(count: int) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


POST = {
    "employer_name": "Kahvila Onni Oy",
    "kind": "summer_job",
    "title": "Kesätyöntekijä",
    "description": "Jäätelöä <b>myydään</b><script>alert(1)</script>",
    "industry": "restaurant",
    "municipality": "908",
    "places": "2",
    "how_to_apply": "https://example.org/haku",
    "apply_by": in_days(10),
    "contact_name": "Onni Omistaja",
    "contact_email": "onni@example.org",
    "contact_phone": "040 123 4567",
}


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Koivula")


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def send(client, site, **fields):
    return client.post(public_address("post_job", "en", slug=site.slug), public_data(**POST | fields))


def approve(client, post, **fields):
    return client.post(reverse("services:job_post_approve", args=[post.pk]), fields)


def board(client, site, **query) -> list[str]:
    page = client.get(public_address("jobs", "en", slug=site.slug), query).content.decode()
    return [unescape(title) for title in re.findall(r'jobs/\d+/">([^<]*)</a>', page)]


def test_an_employers_post_is_sent_approved_shown_and_over(client, site, settings):
    with mail_server(settings) as server:
        own = send(client, site)["Location"]
    post = JobPost.objects.get()
    assert (post.site, post.status, post.description) == (site, JobStatus.SUBMITTED, "Jäätelöä myydään")
    assert own == public_address("post_own", "en", token=post.token) + "?sent=mail"
    (mail,) = server.messages
    assert (mail["To"], mail["Subject"]) == ("onni@example.org", "Your post has arrived at the Ohjaamo")
    assert f"http://testserver/en/jobs/own/{post.token}/" in mail.get_content()
    assert "Kahvila" not in mail.get_content()
    assert "Waiting for approval" in text_of(client.get(own))
    assert board(client, site) == []
    public = public_address("job", "en", slug=site.slug, pk=post.pk)
    assert client.get(public).status_code == 404

    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    assert approve(client, post).status_code == 302
    post.refresh_from_db()
    assert (post.status, post.approved_by) == (JobStatus.APPROVED, user)
    kept = Employer.objects.values_list("name", "industry", "municipality", "contact_email", "contact_phone").get()
    assert kept == ("Kahvila Onni Oy", "restaurant", "908", "onni@example.org", "+358401234567")
    assert post.employer.name == "Kahvila Onni Oy"

    client.logout()
    assert board(client, site) == ["Kesätyöntekijä"]
    page = client.get(public)
    assert [word in text_of(page) for word in ("Jäätelöä myydään", "Onni Omistaja", "040 123")] == [True, False, False]
    JobPost.objects.update(apply_by=timezone.localdate() - timedelta(days=1))
    assert board(client, site) == []
    over = client.get(public)
    assert (over.status_code, "ld+json" in over.content.decode()) == (410, False)
    assert "the last day has passed" in text_of(client.get(own))


def test_search_engines_read_the_post_safely(client, site):
    post = make_job_post(site=site, status="approved", title="</script><script>alert(1)</script>&", places=3)
    page = client.get(public_address("job", "fi", slug=site.slug, pk=post.pk)).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(block)
    assert (data["@type"], data["title"], data["totalJobOpenings"]) == ("JobPosting", post.title, 3)
    assert data["hiringOrganization"] == {"@type": "Organization", "name": post.employer_name}
    assert data["validThrough"].startswith(f"{post.apply_by.isoformat()}T23:59:59+0")
    assert "<script>alert(1)" not in page


def test_a_known_employer_is_found_by_name(counsellor, site):
    known = Employer.objects.create(name="KAHVILA ÖNNI OY")
    post = make_job_post(site=site, employer_name="Kahvila Önni Oy")
    form = counsellor.get(reverse("services:job_post_detail", args=[post.pk])).context["form"]
    assert form["employer"].value() == known.pk
    approve(counsellor, post, employer=known.pk)
    post.refresh_from_db()
    assert (post.employer, Employer.objects.count()) == (known, 1)


def test_a_post_that_is_over_is_not_approved(counsellor, site):
    post = make_job_post(site=site, apply_by=timezone.localdate() - timedelta(days=1))
    approve(counsellor, post)
    post.refresh_from_db()
    assert (post.status, Employer.objects.count()) == (JobStatus.SUBMITTED, 0)


def test_a_post_is_rejected_with_a_reason(counsellor, site, settings):
    post = make_job_post(site=site, contact_email="onni@example.org")
    page = reverse("services:job_post_reject", args=[post.pk])
    assert errors(counsellor.post(page, {"reason": " "})) == {"reason": ["This field is required."]}
    with mail_server(settings) as server:
        counsellor.post(page, {"reason": "Palkka puuttuu."})
    assert [mail["Subject"] for mail in server.messages] == ["Ilmoitustasi ei otettu Ohjaamon sivulle"]
    assert "Palkka puuttuu." in server.messages[0].get_content()
    counsellor.logout()
    assert "Palkka puuttuu." in text_of(counsellor.get(public_address("post_own", "fi", token=post.token)))


def test_a_mail_that_does_not_go_stops_nothing(client, site, settings):
    with mail_server(settings, refusal="550 no"):
        assert send(client, site)["Location"].endswith("?sent=page")
    assert JobPost.objects.count() == 1


def test_the_employer_closes_the_post_by_the_private_link(client, site):
    post = make_job_post(site=site, status="approved")
    own = public_address("post_own", "sv", token=post.token)
    assert client.get(own).status_code == 200
    assert client.post(own)["Location"] == own
    post.refresh_from_db()
    assert (post.status, board(client, site)) == (JobStatus.CLOSED, [])
    JobPost.objects.update(status=JobStatus.REJECTED)
    client.post(own)
    assert JobPost.objects.get().status == JobStatus.REJECTED
    assert client.get(public_address("post_own", "sv", token="x" * 32)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"apply_by": in_days(-1)}, "apply_by"),
        ({"places": "0"}, "places"),
        ({"min_age": "1600"}, "min_age"),
        ({"kind": "slavery"}, "kind"),
        ({"title": "<b></b>"}, "title"),
        ({"contact_email": "onni"}, "contact_email"),
        ({"homepage": "https://spam.example"}, ""),
        ({"opened": ""}, ""),
    ],
)
def test_a_wrong_post_is_not_taken_and_nothing_is_lost(client, site, fields, wrong):
    answer = send(client, site, **fields)
    assert (list(errors(answer)), JobPost.objects.count()) == ([wrong], 0)
    assert answer.context["form"]["employer_name"].value() == "Kahvila Onni Oy"


def test_two_clicks_make_one_post_and_lead_to_it(client, site):
    first, second = (send(client, site, contact_email="") for _click in range(2))
    post = JobPost.objects.get()
    own = public_address("post_own", "en", token=post.token) + "?sent=page"
    assert [first["Location"], second["Location"]] == [own, own]


def test_a_flood_of_posts_is_stopped(client, site):
    calm = {"contact_email": ""}
    assert [send(client, site, title=f"Kassa {n}", **calm).status_code for n in range(11)] == [302] * 10 + [200]
    assert JobPost.objects.count() == 10


def test_the_board_is_filtered(client, site):
    make_job_post(site=site, status="approved", title="Kassa", industry="shop", municipality_id="908")
    make_job_post(site=site, status="approved", title="Tarjoilija", industry="restaurant", municipality_id="020")
    make_job_post(site=site, status="closed", title="Suljettu", industry="care")
    make_job_post(status="approved", title="Muualla")
    assert board(client, site) == ["Kassa", "Tarjoilija"]
    assert board(client, site, industry="shop") == ["Kassa"]
    assert board(client, site, municipality="020", kind="summer_job") == ["Tarjoilija"]
    board_page = public_address("jobs", "en", slug=site.slug)
    assert board(client, site, industry="care") == []
    assert [client.get(board_page, {"industry": value}).status_code for value in ("care", "nonsense")] == [200, 404]


def test_staff_write_and_keep_posts(counsellor, site):
    fields = {name: value for name, value in POST.items() if name != "description"} | {"site": site.pk}
    page = counsellor.post(reverse("services:job_post_create"), fields)["Location"]
    post = JobPost.objects.get()
    assert (page, post.status) == (reverse("services:job_post_detail", args=[post.pk]), JobStatus.SUBMITTED)
    edit = reverse("services:job_post_edit", args=[post.pk])
    data = posted(counsellor.get(edit).context["form"])
    assert counsellor.post(edit, data | {"title": "Jäätelönmyyjä"}).status_code == 302
    assert errors(counsellor.post(edit, data | {"title": "Muu"}))[""] != []
    assert JobPost.objects.get().title == "Jäätelönmyyjä"


def test_lists_ask_as_often_for_many_and_show_waiting_ones_first(counsellor, site):
    campaign = make_campaign(sites=[site])
    pages = [LIST, public_address("jobs", "fi", slug=site.slug), reverse("services:campaign_list")]
    counsellor.get(LIST)

    def queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                counsellor.get(page)
            counts.append(len(seen))
        return counts

    make_job_post(site=site, status="approved", campaign=campaign, municipality_id="908", title="Auki")
    first = queries()
    make_job_post(site=site, status="approved", campaign=campaign, municipality_id="020", title="Auki")
    make_job_post(site=site, title="Odottaa", apply_by=timezone.localdate() + timedelta(days=90))
    make_campaign(sites=[site])
    assert queries() == first
    assert [post.title for post in counsellor.get(LIST).context["page"]] == ["Odottaa", "Auki", "Auki"]
    assert [post.title for post in counsellor.get(LIST, {"state": "waiting"}).context["page"]] == ["Odottaa"]
