from functools import cache

import pytest
from django.conf import settings
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from tests.databases import TestDatabase
from tests.serving import LiveApp


@cache
def group_of(path: str) -> str:
    """Which tests of a file stay together: those of the running app, those of starting and stopping; "" for others."""
    text = (settings.BASE_DIR / path).read_text(encoding="utf-8")
    if "live_app" in text or "pytest.mark.browser" in text:
        return "live_app"
    return "start" if path.endswith("test_setup_start.py") else ""


class GroupScheduling(LoadScopeScheduling):
    """One process starts the running app once and has all tests that need it; the groups, being slow, go first.

    Its own, since pytest-xdist 3.8 marks groups in a way that pytest 9.2 does not see.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.split("::")[0]) or nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return GroupScheduling(config, log)


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


@pytest.fixture(autouse=True)
def default_language():
    """Every test starts in the default language, whatever the pages of the test before it were shown in."""
    translation.activate(settings.LANGUAGE_CODE)


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
