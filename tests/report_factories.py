"""Plain factories for reports and what belongs to them."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

import pikepdf

from network.models import Project, Site, Target, TargetVersion, User
from reports.models import (
    LANGUAGE_CODES,
    Attachment,
    Chapter,
    ChapterComment,
    ExternalSeries,
    FileKind,
    IssuedFile,
    IssuedReport,
    IssueState,
    PublicStatistics,
    Report,
    ReportImage,
    SavedView,
    SeriesValue,
)
from tests.factories import make_area, make_project, make_target


def make_report(project: Project | None = None, **fields) -> Report:
    """A report of the project's whole period in all languages."""
    project = project or make_project()
    days = {"period_start": project.start_date, "period_end": project.end_date}
    defaults = {"layout": "narrative", "languages": LANGUAGE_CODES, **days}
    return Report.objects.create(project=project, **defaults | fields)


def make_chapter(report: Report, slug: str = "background", **fields) -> Chapter:
    return Chapter.objects.create(report=report, slug=slug, **{"language": "fi", "text": "Teksti."} | fields)


def make_comment(chapter: Chapter, **fields) -> ChapterComment:
    return ChapterComment.objects.create(chapter=chapter, **{"text": "Tarkista tämä."} | fields)


def make_report_image(report: Report, content: bytes, **fields) -> ReportImage:
    """content: the bytes of a PNG."""
    defaults = {"name": "Kuva", "content_type": "image/png", "width": 1, "height": 1}
    return ReportImage.objects.create(report=report, image=content, **defaults | fields)


def one_page() -> bytes:
    """A PDF of one empty page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content := BytesIO())
    return content.getvalue()


def make_attachment(report: Report, content: bytes, **fields) -> Attachment:
    """content: the bytes of a PDF of one page."""
    return Attachment.objects.create(report=report, file=content, **{"title": "Liite", "pages": 1} | fields)


def make_issued(report: Report, by: User, *, files: dict | None = None, **fields) -> IssuedReport:
    """An issued report that is ready; files: {(kind, language): bytes}, a short PDF in Finnish unless given."""
    number = report.issues.count() + 1
    contents = {"languages": ["fi"], "title": {"fi": "Loppuraportti"}, "project": report.project.name}
    contents |= {"code": report.project.code, "period": [day.isoformat() for day in report.days]}
    contents |= {"units": {}, "chapters": {"fi": []}, "logos": {}, "submitted": {}}
    defaults = {"number": number, "contents": contents}
    issued = IssuedReport.objects.create(report=report, issued_by=by, **defaults | fields)
    for (kind, language), content in (files or {(FileKind.PDF, "fi"): b"%PDF-1.7 test"}).items():
        fingerprint = sha256(content).hexdigest()
        IssuedFile.objects.create(issued=issued, kind=kind, language=language, content=content, sha256=fingerprint)
    issued.state = IssueState.READY
    issued.save(update_fields=["state"])
    return issued


def make_series(project: Project, values: dict[date, str | int] | None = None, **fields) -> ExternalSeries:
    """An external series; values: {day: number}."""
    defaults = {"name_fi": "Alle 30-vuotiaat työttömät", "source": "TEM", "retrieved_on": date(2018, 3, 20)}
    series = ExternalSeries.objects.create(project=project, **defaults | fields)
    for day, value in (values or {}).items():
        SeriesValue.objects.create(series=series, date=day, value=Decimal(value))
    return series


def make_saved_view(owner: User, project: Project, **fields) -> SavedView:
    return SavedView.objects.create(owner=owner, project=project, **{"name": "Oma", "question": ""} | fields)


def make_public_statistics(site: Site, **fields) -> PublicStatistics:
    return PublicStatistics.objects.create(site=site, **{"is_on": True} | fields)


def make_target_version(target: Target, number: int, **fields) -> TargetVersion:
    return TargetVersion.objects.create(goal=target, number=number, **fields)


def make_intake_targets(*, overall: int = 890) -> Project:
    """Välke's intake targets: by period and area, which make 1,080, with an overall target that is no sum."""
    project = make_project(start_date=date(2008, 1, 1), end_date=date(2011, 12, 31))
    kuopio, savo = make_area(project, ["297"], name="Kuopio"), make_area(project, ["844"], name="Sisä-Savo")
    periods = {"2008": (160, 50), "2009": (300, 90), "2010": (200, 90), "jatkoaika": (140, 50)}
    for year, (period, counts) in enumerate(periods.items(), start=2008):
        days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        for area, n in zip((kuopio, savo), counts, strict=True):
            make_target(project, period=period, area=area, target=n, **days)
    days = {"period_start": date(2008, 1, 1), "period_end": date(2010, 12, 31)}
    make_target(project, period="Koko hankeaika", target=overall, **days)
    return project
