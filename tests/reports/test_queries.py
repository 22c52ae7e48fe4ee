"""No page of reports asks the database more often when there is more to show."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Role
from tests.factories import make_project, make_site, make_user
from tests.report_factories import (
    make_attachment,
    make_chapter,
    make_comment,
    make_issued,
    make_public_statistics,
    make_report,
    make_report_image,
    make_series,
    one_page,
)

pytestmark = pytest.mark.django_db
LATE = date(2024, 12, 31)


class House:
    """A manager's Ohjaamo with a report, of which more and more is made."""

    def __init__(self):
        self.manager = make_user(Role.MANAGER)
        self.site = make_site()
        self.project = make_project(sites=[self.site])
        self.report = make_report(self.project, languages=["fi"])
        self.chapter = make_chapter(self.report)
        self.issued = make_issued(self.report, self.manager)
        self.series = make_series(self.project, {date(2024, 1, 1): 1, LATE: 2})

    def grow(self, number: int) -> None:
        """One more of everything that a page lists."""
        writer = make_user(Role.MANAGER, site=self.site)
        make_public_statistics(make_site())
        make_series(self.project, {date(2024, 1, 1): 1, LATE: 2}, name_fi=f"Sarja {number}")
        self.series.values_by_day.create(date=date(2024, 2, number), value=number)
        make_comment(self.chapter, by=writer)
        make_chapter(self.report, f"chapter-{number}", author=writer, updated_by=writer)
        self.chapter.text, self.chapter.updated_by = f"Teksti {number}.", writer
        self.chapter.save()
        make_attachment(self.report, one_page(), title=f"Liite {number}", position=number)
        make_report_image(self.report, b"", name=f"Kuva {number}")
        make_issued(self.report, writer)

    def addresses(self) -> dict[str, str]:
        """The pages that list something and have no such test of their own."""
        report, language, chapter = [self.report.pk], [self.report.pk, "fi"], [self.report.pk, "fi", "background"]
        pages = {
            "series_list": [], "series_detail": [self.series.pk], "public_statistics": [],
            "report_detail": language, "chapter_authors": language, "chapter_history": chapter,
            "attachment_list": report, "report_image_list": report, "issued_detail": [self.issued.pk],
        }  # fmt: skip
        return {name: reverse(f"reports:{name}", args=args) for name, args in pages.items()}


def test_no_list_asks_more_for_more_rows(client):
    house = House()
    client.force_login(house.manager)

    def asked() -> dict[str, int]:
        counts = {}
        for name, address in house.addresses().items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200, name
            counts[name] = len(queries)
        return counts

    house.grow(1)
    house.grow(2)
    few = asked()
    for number in range(3, 9):
        house.grow(number)
    assert asked() == few
