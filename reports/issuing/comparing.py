"""What is other today than in an issue: figures by path, chapters by their text, logos."""

from copy import copy
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from reports.catalogue import Entry
from reports.issuing.freezing import fingerprint, logos_of
from reports.issuing.values import Kept, kept, read
from reports.masking import Masked, mask_number
from reports.models import IssuedReport, IssueState, LogoSlot, Report, SmallNumbers
from reports.report.context import chapter_texts
from reports.report.data import gather
from reports.report.outline import outline


@dataclass(frozen=True)
class Difference:
    """A figure that is other now. before, now: as text in the active language, "" where it does not exist."""

    path: str
    label: str
    before: str
    now: str
    definition: str = ""


def newest_issue(report: Report) -> IssuedReport | None:
    """The report's last issue that was given out."""
    return report.issues.filter(state=IssueState.READY).select_related("issued_by").first()


def differences(issued: IssuedReport) -> list[Difference]:
    """The figures that are other today than in the issue, in its order, in the active language.

    Today's are exact, whatever the issue shows: who asks may see them so. Of a number that the issue hides nobody can
    tell whether it has changed; of one under 5 only when it is so no more. The caller has checked the right to the
    project's figures.
    """
    today = gather(_exactly(issued)).catalogue
    # What the issue did not count yet is no difference to it.
    order = [path for path in issued.contents.get("order", issued.figures) if path in issued.figures]
    return [_difference(issued, path, today.get(path)) for path in order if _differs(issued, path, today.get(path))]


def _exactly(issued: IssuedReport) -> Report:
    """The report over the period of the issue, with its small numbers shown; not to be saved."""
    report = copy(issued.report)
    report.period_start, report.period_end = issued.days
    report.small_numbers = SmallNumbers.EXACT
    return report


def _differs(issued: IssuedReport, path: str, now: Entry | None) -> bool:
    if now is None:
        return True
    before = read(issued.figures[path])
    if before is Masked.SMALL and isinstance(now.value, int):
        return mask_number(now.value) is not Masked.SMALL
    # A share of a masked number is told by no number either.
    if isinstance(before, Masked) or (before is None and issued.is_masked):
        return False
    return kept(before) != kept(now.value)


def _difference(issued: IssuedReport, path: str, now: Entry | None) -> Difference:
    return Difference(
        path=path,
        label=str(now.label) if now else name_of(issued, path),
        before=figure_text(issued, path, issued.figures[path]),
        now=now.text if now else "",
        definition=str(now.definition) if now else definition_of(issued, path),
    )


def figure_text(issued: IssuedReport, path: str, value: Kept) -> str:
    """A figure of the issue as it reads in the active language."""
    return Entry(path, path, read(value), unit=issued.contents["units"].get(path, "count")).text


def name_of(issued: IssuedReport, path: str) -> str:
    """What a figure was called in the issue, in the active language if the issue has it."""
    return _in_language(issued.names, path) or path


def definition_of(issued: IssuedReport, path: str) -> str:
    """What a figure counted by the issue's own words."""
    return _in_language(issued.definitions, path)


def _in_language(texts: dict[str, dict[str, str]], path: str) -> str:
    """In the active language, else in the first one that the issue has."""
    found = texts.get(get_language()[:2]) or next(iter(texts.values()), {})
    return found.get(path, "")


def changed_chapters(issued: IssuedReport) -> list[tuple[str, str]]:
    """(language, label) of the chapters whose text is other today, was added or is gone."""
    report, found = issued.report, []
    children = report.project.family()[1:]
    for language in issued.languages:
        texts = chapter_texts(report, language)
        before = {one["slug"]: one for one in issued.contents["chapters"][language]}
        with override(language):
            labels = {one.slug: one.label for one in outline(report.layout, language, children, texts)}
        labels |= {slug: one["label"] for slug, one in before.items() if slug not in labels}
        for slug, label in labels.items():
            if fingerprint(texts, slug) != before.get(slug, {}).get("sha256", ""):
                found.append((language, label))
    return found


def changed_logos(issued: IssuedReport) -> list[str]:
    """The places on the cover whose logo is other today."""
    before, now = issued.contents["logos"], logos_of(issued.report)
    return [str(slot.label) for slot in LogoSlot if before.get(slot.value) != now.get(slot.value)]


def proposed_changes(issued: IssuedReport, found: list[Difference]) -> str:
    """A first wording of what the next issue changes, for the one who issues it to mend."""
    lines = []
    if found:
        count = ngettext("%(count)s figure was corrected", "%(count)s figures were corrected", len(found))
        # In a masked report no number is proposed: it could be one that the next issue hides.
        told = [
            one.label if issued.is_masked else f"{one.label}: {one.before or '–'} → {one.now or '–'}" for one in found
        ]
        named = ", ".join(told[:3])
        lines.append(f"{count % {'count': len(found)}} ({named}{' …' if len(found) > 3 else ''}).")
    chapters = list(dict.fromkeys(label for _language, label in changed_chapters(issued)))
    if chapters:
        more = " …" if len(chapters) > 5 else ""
        lines.append(_("Chapters that changed: %(chapters)s.") % {"chapters": ", ".join(chapters[:5]) + more})
    if logos := changed_logos(issued):
        lines.append(_("Logos that changed: %(logos)s.") % {"logos": ", ".join(logos)})
    return " ".join(lines)
