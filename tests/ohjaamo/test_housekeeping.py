"""What is done without anybody pressing a button: one round at a time, one job's fault stops no other."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import connection
from django.utils import timezone

from network.access import acting_as_system
from ohjaamo import housekeeping
from services.models import Change, FormUse

pytestmark = pytest.mark.django_db


def test_old_notes_are_forgotten_and_new_ones_kept():
    now = timezone.now()
    for hours in (1, 23, 25, 100):
        FormUse.objects.create(form="idea", mark="m", at=now - timedelta(hours=hours))
    Change.objects.create(at=now - timedelta(days=3))
    kept = Change.objects.create(at=now - timedelta(days=1))
    done = housekeeping.run_all(now)
    assert (done["forget_form_uses"], done["forget_changes"]) == (2, 1)
    assert FormUse.objects.count() == 2
    assert list(Change.objects.filter(at__lt=now - timedelta(hours=1))) == [kept]
    again = housekeeping.run_all(now)
    assert (again["forget_form_uses"], again["forget_changes"]) == (0, 0)


def test_a_failing_job_leaves_nothing_behind_and_stops_no_other(monkeypatch, caplog):
    def fail(*, now):
        FormUse.objects.create(form="half", mark="done")
        raise ValueError("broken")

    def work(*, now):
        return 7

    monkeypatch.setattr(housekeeping, "JOBS", {"fail": fail, "work": work})
    assert housekeeping.run_all() == {"work": 7}
    assert not FormUse.objects.filter(form="half").exists()


def test_a_second_round_at_the_same_time_does_nothing(monkeypatch):
    ran = []
    monkeypatch.setattr(housekeeping, "JOBS", {"work": lambda *, now: ran.append(1) or 1})
    settings = connection.get_connection_params()
    parameters = {name: settings[name] for name in ("dbname", "user", "password", "host", "port") if name in settings}
    with psycopg2.connect(**parameters) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [housekeeping.LOCK])
        assert housekeeping.run_all() == {}
        cursor.execute("SELECT pg_advisory_unlock(%s)", [housekeeping.LOCK])
    other.close()
    assert housekeeping.run_all() == {"work": 1}
    assert ran == [1]


def test_jobs_act_for_the_installation_and_for_nobody(monkeypatch):
    seen = []

    def look(*, now):
        with connection.cursor() as cursor:
            cursor.execute("SELECT network_current_user(), network_scope()")
            seen.append(cursor.fetchone())
        return 0

    monkeypatch.setattr(housekeeping, "JOBS", {"look": look})
    with acting_as_system("test"):
        housekeeping.run_all()
    assert seen == [(None, "system")]
