"""The house in which reports are written: an Ohjaamo, its manager, a report of the test's own project."""

import pytest

from network.models import Role
from tests.factories import make_site, make_user
from tests.report_factories import make_report


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Keskusta")


@pytest.fixture
def report(project):
    return make_report(project)


@pytest.fixture
def manager(client, site):
    """The client, logged in as `client.user`."""
    client.user = make_user(Role.MANAGER, site=site, language="en", first_name="Pihla", last_name="Päällikkö")
    client.force_login(client.user)
    return client
