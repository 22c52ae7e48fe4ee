"""The check of a report: what it finds, what it leaves alone, where it sends the writers."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from network.access import acting_as_system
from network.codes import Programme
from network.models import Role, Target
from reports.report import report_context, report_html
from reports.report.check import check
from reports.report.checks.numbers import sentences, typed_numbers
from reports.report.outline import outline
from tests.factories import make_client, make_participation, make_project, make_site, make_user, make_visit
from tests.forms import text_of
from tests.report_factories import make_chapter, make_comment, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def project(site):
    return make_project(
        sites=[site],
        name="Väylä",
        code="S20125",
        start_date=date(2020, 1, 1),
        end_date=date(2021, 12, 31),
        funder="ELY",
    )


def findings(report, language: str = "fi") -> dict:
    """What the check finds, by its code: (is it an error, the details of its places)."""
    with override("en"), acting_as_system("test"):
        found = check(report, language).findings
    assert [one.is_error for one in found] == sorted((one.is_error for one in found), reverse=True)
    return {one.code: (one.is_error, [place.detail for place in one.places]) for one in found}


def written(report, **texts: str) -> None:
    """All wanted chapters written and ready; `texts` in some of them, by slug with _ for -."""
    given = {slug.replace("_", "-"): text for slug, text in texts.items()}
    for section in outline(report.layout, "fi"):
        if section.writable and (section.slug in given or not section.annex):
            make_chapter(report, section.slug, text=given.get(section.slug, "Teksti."), is_ready=True)


def test_a_report_that_nobody_has_begun(project):
    report = make_report(project, languages=["fi"], layout="summary")
    found = findings(report)
    assert found["no_data"] == (True, ["The project's sites and period"])
    assert found["empty"] == (True, ["", "", ""])
    assert list(found) == ["no_data", "empty"]


def test_a_report_without_fault_has_no_errors(project, site):
    make_visit(site=site, date=date(2020, 3, 4))
    report = make_report(project, languages=["fi"], layout="summary")
    written(report, situation="Vuonna 2020 avattiin ovet 17.2.2020 klo 12.00. Laki 916/2012 koskee 15–29-vuotiaita.")
    assert findings(report) == {}


def test_texts_are_compared_with_the_figures(project, site):
    for number in range(12):
        make_visit(site=site, date=date(2020, 3, 4), minutes=30, contact_type="phone" if number < 5 else "walk_in")
    report = make_report(project, languages=["fi", "sv"], layout="summary", small_numbers="exact")
    chapter = make_chapter(
        report,
        "situation",
        text="Käyntejä oli {{visits.total=1 225}} ja {{visits.total=12}}. {{visits.total|yli 20}} tai"
        " {{visits.total|yli 10}}."
        " {{visits.tota}} on tuntematon.\n\n{{table:nothing}}",
    )
    make_chapter(report, "targets", text="Kävi 12 nuorta ja 37 muuta.\n\nTyytyväisiä oli 41 %.\n\n41 % (32/78) jatkoi.")
    make_chapter(report, "next", text="![](picture:99)", language="fi", is_ready=True)
    make_chapter(report, "next", text="Text.", language="sv", is_ready=True)
    make_chapter(report, "targets", text="Text.", language="sv", is_ready=True)
    make_comment(chapter)
    found = findings(report)
    assert found["not_ready"] == (True, ["", ""])
    assert found["comments"] == (False, ["1 open"])
    assert found["unknown"] == (True, ["{{visits.tota}}", "{{nothing}}"])
    assert found["differing"] == (True, ["Visits: typed 1 225, now 12"])
    assert found["wording"] == (True, ["“yli 20”, but the number is 12"])
    assert found["lost_pictures"] == (True, ["picture:99"])
    assert found["percentages"] == (False, ["“Tyytyväisiä oli 41 %.”"])
    assert found["strange"] == (
        False,
        ["37: “Kävi 12 nuorta ja 37 muuta.”", "41 %: “Tyytyväisiä oli 41 %.”"]
        + [f"{number}: “41 % (32/78) jatkoi.”" for number in ("41 %", "32", "78")],
    )
    assert [detail.split(" {{")[0] for detail in found["alike"][1]] == ["12 could be: Visits"]
    assert findings(report, "sv")["languages"] == (False, ["Finnish"])


def test_no_words_beside_a_hidden_number_tell_it(project, site):
    for number in range(9):
        make_visit(site=site, date=date(2020, 3, 4), contact_type="phone" if number < 2 else "walk_in")
    report = make_report(project, languages=["fi"], layout="summary")
    code = "visits.by_contact_type"
    text = f"{{{{{code}.phone|tasan 2}}}}, {{{{{code}.phone=2}}}}, {{{{{code}.walk_in|noin 7}}}}, {{{{{code}.phone}}}}."
    written(report, situation=text)
    found = findings(report)
    assert {code: is_error for code, (is_error, _details) in found.items()} == {"hidden": True}
    assert [detail.rpartition(": ")[2] for detail in found["hidden"][1]] == ["“tasan 2”", "“2”", "“noin 7”"]
    with acting_as_system("test"):
        html = report_html(report_context(report, "fi"))
    assert "&lt;5, &lt;5, peitetty, &lt;5." in html


def test_records_are_looked_through_in_counts(project, site):
    parts = [
        make_project(sites=[site], parent=project, start_date=project.start_date, end_date=project.end_date)
        for _ in "ab"
    ]
    person, other = make_client(gender="female"), make_client(birth_date=None)
    for part in parts:
        make_participation(client=person, project=part, start_date=date(2020, 5, 5), education_isced=3)
    make_participation(client=other, project=parts[0], start_date=date(2020, 6, 6))
    days = {"period": "2020", "period_start": date(2020, 1, 1), "period_end": date(2020, 12, 31)}
    Target.objects.create(project=project, **days, measure="intake", target=10)
    Target.objects.create(project=project, **days, measure="education", target=5)
    for part in parts:
        Target.objects.create(project=part, **days, measure="intake", target=4, included_in_parent=True)
    report = make_report(project, languages=["fi"], layout="narrative", period_end=date(2022, 6, 30))
    written(report, quantitative="Kerrotaan muusta.")
    found = findings(report)
    assert found["period"][0] is False
    assert found["exits"] == (False, ["2", "1"])
    assert found["missing_data"] == (False, ["1"])
    assert found["sub_projects"] == (False, ["2", "1"])
    assert found["no_results"] == (False, ["0 of 5"])
    assert found["far_targets"] == (False, ["2 of 10", "1 of 4"])
    assert found["target_sums"] == (False, ["together 8, the whole 10"])
    assert found["logos"] == (False, ["", "", ""])


def test_the_cover_names_funder_and_code(site):
    project = make_project(sites=[site], code="PORTTI", programme=Programme.ESFPLUS2021)
    found = findings(make_report(project, languages=["fi"], layout="eura"))
    assert (found["funder"], found["eura_code"]) == ((False, [""]), (False, ["PORTTI"]))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Käyntejä oli 1 225, joista 41 % puhelimella.", ["1225", "41"]),
        ("Hanke alkoi 1.3.2020 ja päättyi 31.12.2022 klo 16.00–18.00.", []),
        ("Laki 916/2012, 12 §, luku 7 ja liite 12 kertovat.", []),
        ("Alle 30-vuotiaat ja 15–29-vuotiaat; 25. päivä; 6 kuukautta, 28 päivää.", []),
        ("Mukana 4 kuntaa ja 40 toimijaa, hanke S20125.", ["40"]),
        ("Keskiarvo 9,2 ja kulut 786 000 euroa.", ["9.2", "786000"]),
        ("Vuosina 2020–2022 ja ESR 2014 oli 80 asiantuntijaa.", ["80"]),
        ("Nuoria 512.", ["512"]),
    ],
)
def test_numbers_that_count_are_told_from_others(text, numbers):
    assert [typed.value for sentence in sentences(text) for typed in typed_numbers(sentence)] == list(
        map(Decimal, numbers)
    )


def test_the_page_leads_to_where_it_is_mended_and_asks_as_much_for_many(client, project, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    report = make_report(project, languages=["fi", "sv"], layout="summary")
    address = reverse("reports:report_check", args=[report.pk, "fi"])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        page = client.get(address)
    assert reverse("reports:chapter_edit", args=[report.pk, "fi", "situation"]) in page.content.decode()
    assert "3 chapters are empty" in text_of(page)
    written(report, situation="Kävi 99 nuorta. ![](picture:3)")
    for chapter in report.chapters.all():
        make_comment(chapter)
    for number in range(3):
        make_participation(project=project, start_date=date(2020, 5, 5 + number))
    with CaptureQueriesContext(connection) as many:
        assert "3 comments are open" in text_of(client.get(address))
    assert len(many) == len(few)
