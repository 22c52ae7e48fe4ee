import pytest
from django.conf import settings

from tests.databases import TestDatabase
from tests.serving import LiveApp


def pytest_collection_modifyitems(items):
    """Tests that need the running app stay in one process, which starts it once; they go first, being slow."""
    for item in items:
        if "live_app" in item.fixturenames or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("live_app"))
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture(scope="session")
def worker(request) -> str:
    """The name of this test process."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def django_db_setup(worker, django_test_environment, django_db_blocker):
    """Tests run in a copy of one migrated template, connected as the app role."""
    database = TestDatabase(worker)
    with django_db_blocker.unblock():
        database.create()
    yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(django_test_environment, tmp_path_factory):
    """Pages name static files without their hash, so that tests need no collectstatic.

    None are served: whitenoise would look through all of them anew for each test's client.
    """
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")


@pytest.fixture(scope="session")
def live_app(worker):
    """The real thing with its demo, started by `manage.py serve --demo` in a data folder of its own.

    Its `url` is where it is; `data` its data folder; `manage(...)` runs a command in the same place.
    """
    app = LiveApp(worker)
    try:
        app.start()
        yield app
        app.stop()
    finally:
        app.remove()
