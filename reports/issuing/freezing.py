"""Making an issue: the report read once in all languages, drawn as files, and kept for good."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO

import pikepdf
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from network.access import acting_as_system
from reports.background import CancelledError
from reports.catalogue import Entry
from reports.issuing.values import kept
from reports.models import (
    FileKind,
    IssuedFile,
    IssuedReport,
    IssueState,
    Logo,
    Report,
    ReportAct,
    ReportEvent,
    ReportState,
)
from reports.report import report_context
from reports.report.context import Printout, chapter_texts
from reports.report.data import gather
from reports.report.files import FILES
from reports.report.issue import Issue

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Version:
    """The report in one language: what it prints, and every figure of its catalogue by path."""

    printout: Printout
    entries: dict[str, Entry]
    texts: dict[str, str]


def make(issued: IssuedReport, tell: Tell = lambda done, steps: None) -> None:
    """Read, draw and keep an issue that is being made; `tell` hears (done steps, all steps).

    All languages are read in one transaction that sees one state of the data, so that all files agree; the files
    are drawn outside of any, for that takes seconds. Raises CancelledError when the issue was given up meanwhile.
    """
    languages = issued.languages
    steps = len(languages) * (1 + len(FILES))
    tell(0, steps)
    versions = read_versions(issued)
    done = len(languages)
    tell(done, steps)
    files = []
    for version in versions.values():
        for kind in FILES:
            files.append(_file(kind, version.printout))
            done += 1
            tell(done, steps)
    _keep(issued, versions, files)


def read_versions(issued: IssuedReport) -> dict[str, Version]:
    """What the issue prints and counts by language, as it stands at this moment."""
    report, issue = issued.report, issue_of(issued)
    with _one_moment(), acting_as_system("issue"):
        return {language: _version(report, language, issue) for language in issued.languages}


def issue_of(issued: IssuedReport) -> Issue:
    """What the first page says of the issue."""
    before = issued.report.issues.filter(number__lt=issued.number).order_by("-number").first()
    day = timezone.localdate(issued.issued_at)
    if before is None:
        return Issue(issued.number, day)
    return Issue(issued.number, day, before.number, timezone.localdate(before.issued_at), issued.changes)


def _version(report: Report, language: str, issue: Issue) -> Version:
    printout = replace(report_context(report, language), issue=issue)
    with override(language):
        entries = gather(report).catalogue
        # Labels and definitions may be put into words late: here they become those of this language.
        entries = {
            path: replace(entry, label=str(entry.label), definition=str(entry.definition))
            for path, entry in entries.items()
        }
    return Version(printout, entries, chapter_texts(report, language))


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction whose queries all see the data as they are now. Inside another one it is a part of that."""
    is_own = not connection.in_atomic_block
    with transaction.atomic():
        if is_own:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _file(kind: FileKind, printout: Printout) -> IssuedFile:
    with override(printout.language):
        content = FILES[kind](printout)
    return IssuedFile(
        kind=kind,
        language=printout.language,
        content=content,
        sha256=sha256(content).hexdigest(),
        pages=page_count(content) if kind == FileKind.PDF else None,
    )


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


@transaction.atomic
def _keep(issued: IssuedReport, versions: dict[str, Version], files: list[IssuedFile]) -> None:
    """Store everything at once; from then on the database refuses every change."""
    with acting_as_system("issue"):
        report = Report.objects.select_for_update(of=("self",)).get(pk=issued.report_id)
        making = IssuedReport.objects.select_for_update(of=("self",))
        if not making.filter(pk=issued.pk, state=IssueState.MAKING).exists():
            raise CancelledError
        for file in files:
            file.issued = issued
        IssuedFile.objects.bulk_create(files)
        first = next(iter(versions.values()))
        issued.figures = {path: kept(entry.value) for path, entry in first.entries.items()}
        issued.names = _by_language(versions, "label")
        issued.definitions = _by_language(versions, "definition")
        issued.contents |= contents_of(report, versions)
        issued.done_steps = issued.all_steps = len(files) + len(versions)
        issued.state = IssueState.READY
        issued.save()
        report.state = ReportState.ISSUED
        report.save(update_fields=["state"])
        reason = issued.contents.get("reason", "")
        ReportEvent.objects.create(report=report, act=ReportAct.ISSUED, by=issued.issued_by, comment=reason)


def _by_language(versions: dict[str, Version], name: str) -> dict[str, dict[str, str]]:
    return {
        language: {path: getattr(entry, name) for path, entry in version.entries.items()}
        for language, version in versions.items()
    }


def contents_of(report: Report, versions: dict[str, Version]) -> dict:
    """What an issue says of itself: titles, project, period, chapters with the fingerprint of their text, logos."""
    first = next(iter(versions.values()))
    return {
        "title": {language: version.printout.title for language, version in versions.items()},
        "project": report.project.name,
        "code": report.project.code,
        "layout": report.layout,
        "period": [day.isoformat() for day in report.days],
        # The order in which they are told; the database keeps none of its own in the figures.
        "order": list(first.entries),
        "units": {path: entry.unit for path, entry in first.entries.items() if entry.unit != "count"},
        "chapters": {language: _chapters(version) for language, version in versions.items()},
        "logos": logos_of(report),
        "submitted": _submitted(report),
    }


def _chapters(version: Version) -> list[dict[str, str]]:
    return [
        {"slug": one.section.slug, "label": one.section.label, "sha256": fingerprint(version.texts, one.section.slug)}
        for one in version.printout.sections
    ]


def fingerprint(texts: dict[str, str], slug: str) -> str:
    """What tells one text of a chapter from another; "" for none."""
    return sha256(texts[slug].encode()).hexdigest() if slug in texts else ""


def logos_of(report: Report) -> dict[str, str]:
    """The fingerprint of the logo in each place."""
    found = Logo.objects.filter(project=report.project_id)
    return {logo.slot: sha256(bytes(logo.image)).hexdigest() for logo in found}


def _submitted(report: Report) -> dict[str, str]:
    event = report.events.filter(act=ReportAct.SUBMITTED).select_related("by").first()
    return {"by": str(event.by or ""), "at": event.at.isoformat()} if event else {}
