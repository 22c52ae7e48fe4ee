from django.urls import path

from clients.views import (
    access_records,
    campaigns,
    client_create,
    clients,
    counter,
    event_counts,
    gatherings,
    participations,
    referrals,
    visit_list,
    visits,
)

app_name = "clients"

urlpatterns = [
    path("counter/", counter.counter, name="counter"),
    path("counter/search/", counter.client_search, name="client_search"),
    path("counter/new-person/", client_create.client_create, name="client_create"),
    path("counter/today/", counter.counter_today, name="counter_today"),
    path("counter/waiting/<int:pk>/meet/", counter.check_in_meet, name="check_in_meet"),
    path("visits/today/", visits.visit_today, name="visit_today"),
    path("visits/<int:pk>/mend/", visits.visit_mend, name="visit_mend"),
    path("visits/<int:pk>/withdraw/", visits.visit_withdraw, name="visit_withdraw"),
    path("visits/", visit_list.VisitList.as_view(), name="visit_list"),
    path("head-counts/", gatherings.GatheringList.as_view(), name="gathering_list"),
    path("head-counts/add/", gatherings.gathering_create, name="gathering_create"),
    path("head-counts/<int:pk>/mend/", gatherings.gathering_mend, name="gathering_mend"),
    path("head-counts/<int:pk>/withdraw/", gatherings.gathering_withdraw, name="gathering_withdraw"),
    path("programme/uncounted/", event_counts.uncounted_list, name="uncounted_list"),
    path("programme/<int:pk>/count/", event_counts.event_count, name="event_count"),
    path("clients/", clients.ClientList.as_view(), name="client_list"),
    path("clients/<int:pk>/", clients.client_detail, name="client_detail"),
    path("clients/<int:pk>/edit/", clients.client_edit, name="client_edit"),
    path("clients/<int:pk>/referrals/add/", referrals.referral_create, name="referral_create"),
    path("clients/<int:pk>/participations/add/", participations.participation_create, name="participation_create"),
    path("referrals/", referrals.ReferralList.as_view(), name="referral_list"),
    path("referrals/<int:pk>/", referrals.referral_edit, name="referral_edit"),
    path("participations/", participations.ParticipationList.as_view(), name="participation_list"),
    path("participations/<int:pk>/", participations.participation_edit, name="participation_edit"),
    path("access-records/", access_records.AccessRecordList.as_view(), name="access_record_list"),
    path("campaigns/<int:pk>/figures/", campaigns.campaign_figures_page, name="campaign_figures"),
]
