"""Addresses of the rota, part of the name space `services`."""

from django.urls import path

from services.views import absences, feeds, shift_series, shifts

urlpatterns = [
    path("rota/", shifts.shift_list, name="shift_list"),
    path("rota/new/", shifts.shift_create, name="shift_create"),
    path("rota/<int:pk>/", shifts.shift_edit, name="shift_edit"),
    path("rota/<int:pk>/delete/", shifts.shift_delete, name="shift_delete"),
    path("rota/series/", shift_series.shift_series_list, name="shift_series_list"),
    path("rota/series/<int:pk>/", shift_series.shift_series_edit, name="shift_series_edit"),
    path("rota/series/<int:pk>/end/", shift_series.shift_series_end, name="shift_series_end"),
    path("rota/series/<int:pk>/<str:day>/", shift_series.shift_series_day, name="shift_series_day"),
    path("rota/series/<int:pk>/<str:day>/restore/", shift_series.shift_series_restore, name="shift_series_restore"),
    path("rota/absences/", absences.absence_list, name="absence_list"),
    path("rota/absences/new/", absences.absence_create, name="absence_create"),
    path("rota/absences/<int:pk>/", absences.absence_edit, name="absence_edit"),
    path("rota/absences/<int:pk>/delete/", absences.absence_delete, name="absence_delete"),
    path("rota/calendars/", feeds.feed_list, name="feed_list"),
    path("rota/calendars/<int:pk>/revoke/", feeds.feed_revoke, name="feed_revoke"),
    path("calendar/<str:secret>.ics", feeds.feed, name="feed"),
]
