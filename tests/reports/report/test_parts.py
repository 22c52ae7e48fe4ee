"""Small parts of the report: texts, the emblem, facts."""

import re
from datetime import date
from decimal import Decimal
from math import hypot

import pytest
from django.utils.translation import override

from network.models import Project
from reports.report.emblem import emblem_svg, visibility
from reports.report.live.facts import budget, state
from reports.report.pdf_source import Fetcher
from reports.report.texts import clean


def test_what_cannot_be_printed_is_left_out_and_words_stay():
    assert clean("a\x00b\x1fc\ud800\tÅ <b>&\n") == "abc Å <b>&\n"


def test_the_emblem_has_twelve_upright_stars_on_a_circle():
    svg = emblem_svg("Tunnus")
    tips = [tuple(map(float, pair)) for pair in re.findall(r'd="M([\d.]+),([\d.]+)', svg)]
    centres = [(x, y + 10) for x, y in tips]  # the topmost point of a star is straight above its centre
    assert len(tips) == 12
    assert {round(hypot(x - 135, y - 90), 1) for x, y in centres} == {60.0}
    assert svg.count("<title>Tunnus</title>") == 1


@pytest.mark.parametrize(
    ("programme", "language", "first"),
    [
        ("esfplus2021", "fi", "Euroopan unionin osarahoittama"),
        ("esfplus2021", "sv", "Medfinansieras av Europeiska unionen"),
        ("esfplus2021", "en", "Co-funded by the European Union"),
        ("esr2014", "fi", "Vipuvoimaa EU:lta 2014–2020"),
        ("esr2007", "fi", "Vipuvoimaa EU:lta 2007–2013"),
    ],
)
def test_the_eus_words_by_programme_and_language(programme, language, first):
    assert visibility(programme, language).lines[0] == first


def test_another_programme_shows_no_emblem():
    assert visibility("other", "fi") is None


def test_the_budget_is_written_as_the_language_does():
    project = Project(budget_eur=Decimal("1234567.50"), budget_band="yli 1 000 000 €")
    with override("fi"):
        assert budget(project) == "1\xa0234\xa0567,50\xa0€ (yli 1 000 000 €)"
    with override("en"):
        assert budget(Project(budget_eur=Decimal("786000.00"))) == "€786,000"
    assert budget(Project(budget_band="Yli 1000000 €")) == "Yli 1000000 €"
    assert budget(Project()) == ""


def test_the_state_changes_after_the_last_day():
    project = Project(start_date=date(2024, 1, 1), end_date=date(2024, 12, 31))
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [state(project, day) for day in days] == ["coming", "running", "running", "ended"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.png",
        "http://static.invalid/css/report.css",
        "file:///etc/passwd",
        "https://static.invalid/static/../settings.py",
    ],
)
def test_a_report_fetches_nothing_from_elsewhere(address):
    with pytest.raises((ValueError, Exception), match=r"fetches nothing|no static file|outside"):
        Fetcher([]).fetch(address)
