"""Every upkeep page of the network: it opens in three languages with one heading, and the right people only."""

import re

import pytest
from django.urls import reverse

from network.models import Role
from tests.factories import (
    make_agency,
    make_area,
    make_expert,
    make_project,
    make_site,
    make_target,
    make_user,
)

pytestmark = pytest.mark.django_db

# Roles that may open each page; the row is at the user's own site.
EVERYBODY = {Role.COUNSELLOR, Role.EXPERT, Role.MANAGER, Role.ADMIN, Role.DPO}
ADMIN = {Role.ADMIN}
PROJECTS = {Role.MANAGER, Role.ADMIN}
PAGES = {
    "directory": EVERYBODY,
    "directory_print": EVERYBODY,
    "agency_create": ADMIN,
    "agency_detail": EVERYBODY,
    "agency_edit": ADMIN,
    "agency_end": ADMIN,
    "expert_create": ADMIN,
    "expert_detail": EVERYBODY,
    "expert_edit": ADMIN,
    "site_list": EVERYBODY,
    "site_detail": EVERYBODY,
    "site_edit": ADMIN,
    "site_addresses": ADMIN,
    "site_hours": ADMIN,
    "site_exceptions": ADMIN,
    "project_list": PROJECTS,
    "project_create": PROJECTS,
    "project_detail": PROJECTS,
    "project_edit": PROJECTS,
    "area_create": PROJECTS,
    "area_edit": PROJECTS,
    "area_delete": PROJECTS,
    "target_create": PROJECTS,
    "target_edit": PROJECTS,
    "target_delete": PROJECTS,
    "user_list": ADMIN,
    "user_create": ADMIN,
    "user_edit": ADMIN,
}


@pytest.fixture
def address():
    """Page name → address of a row at `address.site`."""
    site = make_site()
    agency = make_agency(name_sv="Aktör")
    expert = make_expert(agency=agency, sites=[site], title="Ohjaaja", field="Velat", languages=["fi", "sv"])
    project = make_project(sites=[site], region="13", budget_eur=1000, funder="ELY")
    area = make_area(project)
    target = make_target(project, area=area)
    person = make_user(Role.COUNSELLOR, site=site)

    def of(name: str) -> str:
        noun = name.split("_")[0]
        rows = {"agency": agency, "expert": expert, "site": site, "project": project, "user": person}
        if (name.endswith(("_list", "_create")) and noun not in {"area", "target"}) or noun == "directory":
            return reverse(f"network:{name}")
        if noun in {"area", "target"}:
            args = [project.pk] if name.endswith("_create") else [project.pk, {"area": area, "target": target}[noun].pk]
            return reverse(f"network:{name}", args=args)
        return reverse(f"network:{name}", args=[rows[noun].pk])

    of.site = site
    return of


@pytest.mark.parametrize("role", Role)
def test_who_may_open_what(client, address, role):
    client.force_login(make_user(role, site=address.site))
    got = {name: client.get(address(name)).status_code for name in PAGES}
    assert got == {name: 200 if role in allowed else 403 for name, allowed in PAGES.items()}


def test_strangers_are_sent_to_the_login(client, address):
    for name in PAGES:
        response = client.get(address(name))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_one_heading_in_every_language(client, address, language):
    client.force_login(make_user(Role.ADMIN, language=language))
    for name in [*PAGES, "site_create"]:
        page = client.get(address(name)).content.decode()
        assert (name, page.count("<h1>")) == (name, 1)
        assert f'<html lang="{language}">' in page
        title = re.search(r"<title>(.*?)</title>", page, re.S)[1].strip()
        assert title not in {"", "– Ohjaamo"}
        assert not re.search(r"""\s(style|on[a-z]+)=["']""", page), name


def test_only_an_admin_of_all_adds_an_ohjaamo(client, address):
    client.force_login(make_user(Role.ADMIN, site=address.site))
    assert client.get(reverse("network:site_create")).status_code == 403
    assert "site_create" not in client.get(reverse("network:site_list")).content.decode()
    client.force_login(make_user(Role.ADMIN))
    assert client.get(reverse("network:site_create")).status_code == 200
