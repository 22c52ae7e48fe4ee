"""The check of a report in one language before it is given out: what is missing, what does not agree, and where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import override

from reports.models import ChapterComment, Logo, Report
from reports.report.checks import chapters, cover, length, quotes, records
from reports.report.checks.base import Finding, Material, Written, read_parts
from reports.report.data import ReportData, gather
from reports.report.progress import lines

# In order of weight.
CHECKS: Sequence[Callable[[Material], Iterator[Finding]]] = (
    records.no_data,
    records.period,
    chapters.empty,
    chapters.not_ready,
    quotes.unknown,
    quotes.hidden,
    quotes.differing,
    quotes.wording,
    chapters.pictures,
    chapters.comments,
    chapters.languages,
    records.targets,
    records.target_sums,
    records.exits,
    records.missing_data,
    records.sub_projects,
    quotes.percentages,
    quotes.by_hand,
    cover.funder,
    cover.eura_code,
    cover.logos,
    length.pages,
)


@dataclass(frozen=True)
class Check:
    """What was found in one language, errors first, in order of weight."""

    language: str
    findings: Sequence[Finding]

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.is_error]

    @property
    def notices(self) -> list[Finding]:
        return [one for one in self.findings if not one.is_error]


def check(report: Report, language: str) -> Check:
    """Check a report in one of its languages; the findings' words are in the active language.

    The caller has checked the right to the project's figures. The number of queries is the same for every report.
    """
    return check_languages(report, [language])[language]


def check_languages(report: Report, languages: Sequence[str]) -> dict[str, Check]:
    """The check in several languages, over figures that are counted once."""
    data, found = gather(report), {}
    for language in languages:
        material = collect(report, language, data)
        findings = [one for look in CHECKS for one in look(material)]
        found[language] = Check(language, sorted(findings, key=lambda one: not one.is_error))
    return found


def collect(report: Report, language: str, data: ReportData) -> Material:
    """What the check of one language looks at."""
    with override(language):
        found = lines(report, language)
    written = [Written(one.section, one.chapter, read_parts(one.chapter)) for one in found if one.section.writable]
    is_open = ChapterComment.objects.filter(chapter__report=report, chapter__language=language, done_at=None)
    return Material(
        report=report,
        language=language,
        data=data,
        written=written,
        comments=dict(is_open.order_by().values_list("chapter").annotate(Count("pk"))),
        pictures=frozenset(report.images.values_list("pk", flat=True)),
        texts=_texts(report),
        logos=frozenset(Logo.objects.filter(project=report.project_id).values_list("slot", flat=True)),
    )


def _texts(report: Report) -> dict[str, frozenset[str]]:
    """The slugs of the chapters with a text by language of the report."""
    stored = report.chapters.exclude(text__regex=r"^\s*$").order_by().values_list("language", "slug")
    found: dict[str, set[str]] = {code: set() for code in report.languages}
    for language, slug in stored:
        found.setdefault(language, set()).add(slug)
    return {language: frozenset(slugs) for language, slugs in found.items()}
