"""Addresses of the public site, each in Finnish, Swedish and English; see services/public.py."""

from django.urls import path

from services.public import in_languages
from services.views import (
    public_events,
    public_feedback,
    public_ideas,
    public_index,
    public_jobs,
    public_notices,
    public_posts,
    public_site,
)

app_name = "public"

EVENT = "o/<slug:slug>/e/<uuid:uid>/"

urlpatterns = [
    *in_languages(EVENT, public_events.event, "event"),
    *in_languages(f"{EVENT}calendar.ics", public_events.event_ics, "event_ics"),
    *in_languages(f"{EVENT}sign-up/", public_events.sign_up_page, "sign_up"),
    *in_languages(f"{EVENT}thanks/<str:token>/", public_events.sign_up_thanks, "sign_up_thanks"),
    *in_languages(f"{EVENT}cancel/<str:token>/", public_events.sign_up_cancel, "sign_up_cancel"),
    *in_languages("", public_site.front, "front"),
    *in_languages("o/<slug:slug>/", public_site.site_page, "site"),
    *in_languages("o/<slug:slug>/programme/", public_site.programme, "programme"),
    *in_languages("o/<slug:slug>/programme.ics", public_site.programme_ics, "programme_ics"),
    *in_languages("o/<slug:slug>/help/", public_site.help_page, "help"),
    *in_languages("o/<slug:slug>/privacy/", public_notices.privacy, "privacy"),
    *in_languages("accessibility/", public_notices.accessibility, "accessibility"),
    path("sitemap.xml", public_index.sitemap, name="sitemap"),
    path("robots.txt", public_index.robots, name="robots"),
    *in_languages("o/<slug:slug>/idea/", public_ideas.idea, "idea"),
    *in_languages("o/<slug:slug>/ideas/", public_ideas.ideas, "ideas"),
    *in_languages("o/<slug:slug>/feedback/", public_feedback.feedback, "feedback"),
    *in_languages("o/<slug:slug>/jobs/", public_jobs.jobs, "jobs"),
    *in_languages("o/<slug:slug>/jobs/new/", public_posts.post_job, "post_job"),
    *in_languages("o/<slug:slug>/jobs/<int:pk>/", public_jobs.job, "job"),
    *in_languages("c/<slug:slug>/", public_jobs.campaign, "campaign"),
    *in_languages("c/<slug:slug>/post/", public_posts.campaign_post, "campaign_post"),
    *in_languages("jobs/own/<str:token>/", public_posts.post_own, "post_own"),
]
