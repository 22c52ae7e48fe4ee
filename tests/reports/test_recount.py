"""The product's figures against an independent recount over random Ohjaamos with sub-projects, days and sites."""

from copy import deepcopy
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.access import counting
from network.models import Project
from reports.figures import build_scope, figures, more_figures
from tests.reports.more_tables import extended
from tests.reports.recount_more import RecountMore
from tests.reports.stored_tables import store

DAYS = st.dates(date(2019, 6, 1), date(2023, 6, 30))
# The project, its days (None = its own), and whether one of its sites is asked alone.
QUESTION = st.tuples(
    st.sampled_from(["MAIN", "MAIN", "MAIN", "SUB1", "SUBSUB", "STRANGE"]),
    st.none() | st.tuples(DAYS, DAYS).map(sorted),
    st.booleans(),
)


def by_identity(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: (row["project"], row["period"], row["area"], row["measure"]))


def without_names(more: dict) -> dict:
    """The figures without the names of client profiles."""
    more = deepcopy(more)
    for row in more["profiles"]["by_profile"].values():
        row.pop("name")
    return more


@pytest.mark.django_db
@settings(
    max_examples=20, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(seed=st.integers(0, 10**6), question=QUESTION)
def test_figures_equal_an_independent_recount(seed, question):
    project, days, one_site = question
    first, last = days or (None, None)
    tables = extended(seed)
    with transaction.atomic():
        stored = store(tables)
        sites = [RecountMore(tables, [], project).sites[0]] if one_site and project != "SUBSUB" else None
        scope = build_scope(Project.objects.get(code=project), first, last, sites)
        with counting():
            got, more = figures(scope), more_figures(scope)
        transaction.set_rollback(True)
    recount = RecountMore(tables, stored.profiles, project, first, last, sites)
    want = recount.figures()
    got["targets"], want["targets"] = by_identity(got["targets"]), by_identity(want["targets"])
    # Areas without any exit may stand there with zeros.
    got["placements"]["by_area"] = {a: n for a, n in got["placements"]["by_area"].items() if any(n.values())}
    for section in want:
        assert got[section] == want[section], section
    for section, wanted in recount.more().items():
        assert without_names(more)[section] == wanted, section
