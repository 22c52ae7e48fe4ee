from django.urls import path

from network.views import agencies, directory, experts, project_parts, projects, site_rows, sites, users

app_name = "network"

urlpatterns = [
    path("network/", directory.directory, name="directory"),
    path("network/", directory.directory, name="agency_list"),
    path("network/print/", directory.directory_print, name="directory_print"),
    path("network/agencies/new/", agencies.agency_create, name="agency_create"),
    path("network/agencies/<int:pk>/", agencies.agency_detail, name="agency_detail"),
    path("network/agencies/<int:pk>/edit/", agencies.agency_edit, name="agency_edit"),
    path("network/agencies/<int:pk>/end/", agencies.agency_end, name="agency_end"),
    path("network/experts/new/", experts.expert_create, name="expert_create"),
    path("network/experts/<int:pk>/", experts.expert_detail, name="expert_detail"),
    path("network/experts/<int:pk>/edit/", experts.expert_edit, name="expert_edit"),
    path("sites/", sites.site_list, name="site_list"),
    path("sites/new/", sites.site_create, name="site_create"),
    path("sites/switch/", sites.switch_site, name="switch_site"),
    path("sites/<int:pk>/", sites.site_detail, name="site_detail"),
    path("sites/<int:pk>/edit/", sites.site_edit, name="site_edit"),
    path("sites/<int:pk>/addresses/", site_rows.site_rows, {"kind": "addresses"}, name="site_addresses"),
    path("sites/<int:pk>/hours/", site_rows.site_rows, {"kind": "hours"}, name="site_hours"),
    path("sites/<int:pk>/exceptions/", site_rows.site_rows, {"kind": "exceptions"}, name="site_exceptions"),
    path("projects/", projects.project_list, name="project_list"),
    path("projects/new/", projects.project_create, name="project_create"),
    path("projects/<int:pk>/", projects.project_detail, name="project_detail"),
    path("projects/<int:pk>/edit/", projects.project_edit, name="project_edit"),
    path("projects/<int:project>/areas/new/", project_parts.area_create, name="area_create"),
    path("projects/<int:project>/areas/<int:pk>/", project_parts.area_edit, name="area_edit"),
    path("projects/<int:project>/areas/<int:pk>/delete/", project_parts.area_delete, name="area_delete"),
    path("projects/<int:project>/targets/new/", project_parts.target_create, name="target_create"),
    path("projects/<int:project>/targets/<int:pk>/", project_parts.target_edit, name="target_edit"),
    path("projects/<int:project>/targets/<int:pk>/delete/", project_parts.target_delete, name="target_delete"),
    path("users/", users.user_list, name="user_list"),
    path("users/new/", users.user_create, name="user_create"),
    path("users/<int:pk>/", users.user_edit, name="user_edit"),
    path("users/<int:pk>/active/", users.user_set_active, name="user_set_active"),
    path("users/<int:pk>/send-link/", users.user_send_link, name="user_send_link"),
]
