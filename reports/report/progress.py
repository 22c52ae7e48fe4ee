"""How far reports are: which there are, what of their chapters is written, ready or empty, by whom, what comes next."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery

from clients.models import Draft
from network.models import Project, User
from reports.models import REPORT_LANGUAGES, Chapter, Report, ReportAct, ReportEvent, ReportState
from reports.report.desk import draft_key
from reports.report.layouts import LAYOUTS, Layout
from reports.report.outline import Section, outline

LANGUAGE_NAMES = dict(REPORT_LANGUAGES)
BLANK = r"^\s*$"


@dataclass(frozen=True)
class Version:
    """A report in one language: so many of its chapters are written and ready, of how many."""

    language: str
    language_name: str
    written: int
    ready: int
    chapters: int


@dataclass(frozen=True)
class Row:
    """A report with its layout, its languages, and its latest change."""

    report: Report
    layout: Layout
    versions: list[Version]
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def is_reopened(self) -> bool:
        """Opened for a correction after an issue, which is not the same as sent back by who checked it."""
        return self.report.state == ReportState.RETURNED and self.report.last_act == ReportAct.REOPENED


@dataclass(frozen=True)
class Line:
    """A section of a report with the stored chapter, None while nobody has written it.

    has_draft: the user has typed something there and not saved it.
    """

    section: Section
    chapter: Chapter | None
    has_draft: bool = False

    @property
    def written(self) -> bool:
        return self.chapter is not None and self.chapter.is_written

    @property
    def open_comments(self) -> int:
        return self.chapter.open_comments if self.chapter else 0

    @property
    def state(self) -> str:
        """ "ready", "draft", "left_out" (while empty), "makes_itself", "empty", or "" for a heading without text."""
        if not self.section.writable:
            return ""
        if self.written:
            return "ready" if self.chapter.is_ready else "draft"
        return "left_out" if self.section.optional else "makes_itself" if self.section.annex else "empty"


@dataclass(frozen=True)
class Overview:
    """The chapters of a report in one language."""

    lines: Sequence[Line]
    written: int
    ready: int
    wanted: int

    @property
    def last(self) -> Chapter | None:
        """The chapter that was written last."""
        written = [line.chapter for line in self.lines if line.chapter and line.chapter.updated_by_id]
        return max(written, key=lambda chapter: chapter.updated_at, default=None)


@dataclass(frozen=True)
class Step:
    """What to do next: `kind` for the words, and where."""

    kind: str
    line: Line | None = None
    left: int = field(default=0)


def lines(report: Report, language: str, drafts: Sequence[str] = ()) -> list[Line]:
    """The sections of a report, each with its chapter, who writes and who wrote last; optional ones too.

    drafts: the keys of what the user has typed and not saved.
    """
    found = report.chapters.filter(language=language).select_related("updated_by", "author")
    found = found.annotate(open_comments=Count("comments", filter=Q(comments__done_at__isnull=True)))
    chapters = {chapter.slug: chapter for chapter in found}
    written = {slug for slug, chapter in chapters.items() if chapter.is_written}
    sections = outline(report.layout, language, report.project.family()[1:], written)
    return [
        Line(
            section,
            chapters.get(section.slug) if section.writable else None,
            bool(drafts) and draft_key(report, language, section.slug) in drafts,
        )
        for section in sections
    ]


def count(found: Sequence[Line]) -> tuple[int, int]:
    """How many chapters have a text, of how many; an annex counts once it is written."""
    wanted = [line for line in found if line.section.writable and (line.written or not line.section.annex)]
    return sum(line.written for line in wanted), len(wanted)


def overview(report: Report, language: str, user: User) -> Overview:
    """The chapters of a report as `user` finds them."""
    drafts = Draft.objects.filter(user=user, key__startswith=f"chapter:{report.pk}:").values_list("key", flat=True)
    found = lines(report, language, set(drafts))
    written, wanted = count(found)
    return Overview(found, written, sum(line.state == "ready" for line in found), wanted)


def next_step(report: Report, found: Overview, user: User) -> Step:
    """What `user` does best now: go on with what is theirs, else with what is empty, a draft, or the check."""
    if not report.is_writable:
        return Step("wait")
    if unsaved := [line for line in found.lines if line.has_draft]:
        return Step("unsaved", unsaved[0], len(unsaved))
    for state in ("empty", "draft"):
        left = [line for line in found.lines if line.state == state]
        mine = [line for line in left if line.chapter and line.chapter.author_id == user.pk]
        if left:
            kind = "begin" if state == "empty" and not found.written else state
            return Step(kind, (mine or left)[0], len(left))
    return Step("submit")


def rows(projects: Sequence[Project]) -> dict[int, list[Row]]:
    """By project id: its reports with their languages; three queries."""
    acts = ReportEvent.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk").values("act")
    last_act = Subquery(acts[:1])
    reports = Report.objects.filter(project__in=projects).select_related("project").annotate(last_act=last_act)
    stored: dict[tuple[int, str], dict[str, bool]] = defaultdict(dict)
    latest: dict[int, Chapter] = {}
    texts = Chapter.objects.filter(report__in=reports).exclude(text__regex=BLANK).defer("text")
    for chapter in texts.select_related("updated_by").order_by("updated_at"):
        stored[chapter.report_id, chapter.language][chapter.slug] = chapter.is_ready
        latest[chapter.report_id] = chapter
    below, found = _sub_projects(), defaultdict(list)
    for report in reports:
        versions = [_version(report, code, below, stored[report.pk, code]) for code in report.languages]
        last = latest.get(report.pk)
        said = (last.updated_at, str(last.updated_by or "")) if last else (None, "")
        found[report.project_id].append(Row(report, LAYOUTS[report.layout], versions, *said))
    return found


def _version(report: Report, language: str, below: dict, written: dict[str, bool]) -> Version:
    sections = [one for one in outline(report.layout, language, below[report.project_id], written) if one.writable]
    wanted = [one.slug for one in sections if one.slug in written or not one.annex]
    there = [slug for slug in wanted if slug in written]
    ready = sum(written[slug] for slug in there)
    return Version(language, LANGUAGE_NAMES[language], len(there), ready, len(wanted))


def _sub_projects() -> dict[int, list[Project]]:
    """The sub-projects at any depth by id of the project above; one query."""
    children = defaultdict(list)
    projects = list(Project.objects.order_by("code"))
    for project in projects:
        children[project.parent_id].append(project)

    def below(project_id: int) -> list[Project]:
        return [one for child in children[project_id] for one in (child, *below(child.pk))]

    return {project.pk: below(project.pk) for project in projects}
