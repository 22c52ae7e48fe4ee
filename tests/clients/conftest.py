from datetime import date

import pytest

from network.models import Role
from tests.factories import make_client, make_site, make_user


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa", age_limit=30)


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site)
    client.force_login(user)
    return user


@pytest.fixture
def veera(site):
    return make_client(first_name="Veera", last_name="Virta", birth_date=date(2004, 5, 17), home_site=site)
