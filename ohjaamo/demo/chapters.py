"""Chapters of the demo's report: invented text, written for show, in chapters/LAYOUT.LANGUAGE.txt."""

import re
from pathlib import Path

from network.models import Project, User
from reports.models import LANGUAGE_CODES, Chapter, Report, SmallNumbers

FOLDER = Path(__file__).parent / "chapters"


def make_chapters(project: Project, writer: User) -> None:
    """The chapters of all files, written by `writer`."""
    rows, days = [], {"period_start": project.start_date, "period_end": project.end_date}
    for path in sorted(FOLDER.glob("*.txt")):
        layout, language, _ending = path.name.split(".")
        chapters = re.split(r"^# ([a-z-]+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        # The funder gets exact numbers: the manager decided so.
        begun = {"languages": LANGUAGE_CODES, "created_by": writer, "small_numbers": SmallNumbers.EXACT}
        report, _is_new = Report.objects.get_or_create(project=project, layout=layout, **days, defaults=begun)
        place = {"report": report, "language": language, "updated_by": writer, "is_ready": True}
        pairs = zip(chapters[::2], chapters[1::2], strict=True)
        rows += [Chapter(**place, slug=slug, text=text.strip()) for slug, text in pairs]
    Chapter.objects.bulk_create(rows)
