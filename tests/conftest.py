import pytest
from django.conf import settings

from tests.databases import TestDatabase


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Tests run in a copy of one migrated template, connected as the app role."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = TestDatabase(worker)
    with django_db_blocker.unblock():
        database.create()
    yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(django_test_environment):
    """Pages name static files without their hash, so that tests need no collectstatic."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns when it is missing
