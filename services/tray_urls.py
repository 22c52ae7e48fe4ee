"""Addresses of the service tray and of open data; within the namespace `services`."""

from django.urls import path

from services.views import open_data, open_endpoints, tray

urlpatterns = [
    path("services/", tray.service_list, name="service_list"),
    path("services/new/", tray.service_create, name="service_create"),
    path("services/<int:pk>/", tray.service_detail, name="service_detail"),
    path("services/<int:pk>/edit/", tray.service_edit, name="service_edit"),
    path("services/<int:pk>/state/", tray.service_state, name="service_state"),
    path("services/<int:pk>/delete/", tray.service_delete, name="service_delete"),
    path("network/open-data/", open_data.open_data, name="open_data"),
    path("network/open-data/hsds.zip", open_data.open_data_hsds, name="open_data_hsds"),
    path("network/open-data/ptv.zip", open_data.open_data_ptv, name="open_data_ptv"),
    path("hsds/", open_endpoints.hsds_meta, name="hsds"),
    path("hsds/services", open_endpoints.hsds_services, name="hsds_services"),
    path("hsds/services/<uuid:pk>", open_endpoints.hsds_service, name="hsds_service"),
    path("hsds/organizations", open_endpoints.hsds_organizations, name="hsds_organizations"),
    path("hsds/organizations/<uuid:pk>", open_endpoints.hsds_organization, name="hsds_organization"),
    path("hsds/service_at_locations", open_endpoints.hsds_service_at_locations, name="hsds_places"),
    path("hsds/service_at_locations/<uuid:pk>", open_endpoints.hsds_service_at_location, name="hsds_place"),
    path("hsds/taxonomies", open_endpoints.hsds_taxonomies, name="hsds_taxonomies"),
    path("hsds/taxonomy_terms", open_endpoints.hsds_taxonomy_terms, name="hsds_taxonomy_terms"),
    path("ptv/services", open_endpoints.ptv_services, name="ptv_services"),
    path("ptv/channels", open_endpoints.ptv_channels, name="ptv_channels"),
]
