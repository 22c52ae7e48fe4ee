"""The short records of a project stand in the chapters of its report."""

from datetime import date

import pytest

from network.access import acting_as_system
from reports.report.desk import open_desk
from tests.factories import (
    make_agency,
    make_body,
    make_development,
    make_pilot,
    make_problem,
    make_project,
    make_publicity,
    make_site,
    make_staff,
)
from tests.report_factories import make_report
from tests.reports.report.live_tables import blocks, texts
from tests.reports.report.reading import make_html, make_pdf, text_of
from tests.reports.report.test_pdf import checked

pytestmark = pytest.mark.django_db
RECORDS = ("publicity", "problems", "developments", "pilots", "project_team", "steering")


@pytest.fixture
def project():
    project = make_project(name="PoVer", sites=[make_site(name="Ohjaamo Keskusta")])
    child = make_project(parent=project)
    make_publicity(child, outlet="Radio", medium="radio", title="Avajaiset", url="https://example.org/a")
    make_publicity(project, outlet="Lehti <b>", date=date(2024, 2, 1))
    make_problem(project, problem="Ei\x1f tiloja", recommendation="Aloita verkostosta", solved_on=date(2024, 6, 1))
    make_development(project, title="Opas", person_days="1600.5")
    make_development(child, title="Malli", person_days="2")
    make_development(project, title="Kokeilu")
    make_pilot(project=project, title="Kokkiklubi", site=project.sites.get(), headcount=9, ended=date(2024, 5, 1))
    make_pilot(title="Muiden")
    make_staff(project=project, role="Päällikkö", time_share=60, funding="Hanke", valid_to=date(2025, 6, 30))
    body = make_body(project=project, name="Ohjausryhmä", members=["Liisa"])
    body.members.create(name="Pekka", role="chair", agency=make_agency(name_fi="Kela"), valid_to=date(2024, 9, 1))
    return project


def test_logs_of_the_project_and_its_sub_projects_in_order(project):
    (table,) = blocks(project, "publicity")
    assert table.caption == "Publicity (n = 2)"
    assert texts(table.rows) == [
        ["1 Feb 2024", "Newspaper", "Lehti <b>", "–"],
        ["1 Mar 2024", "Radio", "Radio", "Avajaiset https://example.org/a"],
    ]
    (table,) = blocks(project, "problems")
    assert texts(table.rows) == [["1 May 2024", "Ei tiloja", "Aloita verkostosta", "1 Jun 2024"]]


def test_person_days_are_summed(project):
    (table,) = blocks(project, "developments")
    assert [row[2:] for row in texts(table.rows)] == [["Opas", "1,600.5"], ["Malli", "2"], ["Kokeilu", "–"]]
    assert texts(table.foot) == [["Total", "1,602.5"]]


def test_pilots_roles_and_groups(project):
    (table,) = blocks(project, "pilots")
    assert (table.caption, texts(table.rows)) == (
        "Participation pilots (n = 1)",
        [["Kokkiklubi", "Ohjaamo Keskusta", "1 Feb 2024–1 May 2024", "9"]],
    )
    (table,) = blocks(project, "project_team")
    assert texts(table.rows) == [["Päällikkö", "60%", "1 Jan 2024–30 Jun 2025", "Hanke"]]
    (table,) = blocks(project, "steering")
    assert texts(table.rows) == [["Pekka", "Chair", "Kela", "–1 Sep 2024"], ["Liisa", "Member", "Kunta", "–"]]


def test_without_records_the_chapters_are_as_they_were():
    empty = make_project()
    assert [blocks(empty, name) for name in RECORDS] == [[]] * len(RECORDS)
    report = make_report(empty)
    with acting_as_system("test"):
        assert open_desk(report, "fi", "publicity").figures() == []
        make_publicity(empty, outlet="Alueen Sanomat")
        (found,) = open_desk(report, "fi", "publicity").figures()
    assert (found.code, "Alueen Sanomat" in found.html) == ("{{figures:publicity}}", True)


def test_they_stand_in_their_chapters_and_pass_the_checks_of_the_pdf(project):
    narrative, eura = make_html(project, "narrative", "fi"), make_html(project, "eura", "fi")
    assert narrative.index("Julkisuus ja tiedottaminen</h2>") < narrative.index("Avajaiset")
    assert narrative.index("Avajaiset") < narrative.index("Aloita verkostosta") < narrative.index("1\xa0602,5")
    assert (eura.count("Päällikkö"), eura.count("Pekka"), eura.count("Kokkiklubi")) == (2, 1, 1)
    content = make_pdf(project, "narrative", "fi")
    checked(content, "fi")
    assert "Lehti <b>" in text_of(content)
