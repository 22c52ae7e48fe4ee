from django.urls import path

from services.views import check_in, events, shifts

app_name = "services"

urlpatterns = [
    path("programme/", events.event_list, name="event_list"),
    path("programme/new/", events.event_create, name="event_create"),
    path("programme/<int:pk>/", events.event_edit, name="event_edit"),
    path("programme/<int:pk>/delete/", events.event_delete, name="event_delete"),
    path("rota/", shifts.shift_list, name="shift_list"),
    path("rota/new/", shifts.shift_create, name="shift_create"),
    path("rota/<int:pk>/", shifts.shift_edit, name="shift_edit"),
    path("rota/<int:pk>/delete/", shifts.shift_delete, name="shift_delete"),
    path("check-in/", check_in.check_in_point, name="check_in_point"),
    path("check-in/<str:secret>/", check_in.check_in_page, name="check_in"),
]
