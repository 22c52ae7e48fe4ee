"""Chapters that are empty, unfinished, talked about or missing in one language; pictures without words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.checks.base import Finding, Material, Severity, Written
from reports.report.progress import LANGUAGE_NAMES
from reports.report.texts import TextPicture, inside


def empty(material: Material) -> Iterator[Finding]:
    """Wanted chapters without a text."""
    found = [material.place(one) for one in material.written if one.is_wanted and not one.is_written]
    if found:
        title = ngettext("%(count)s chapter is empty", "%(count)s chapters are empty", len(found))
        why = _("The report says there that the chapter has not been written.")
        yield Finding("empty", Severity.ERROR, title % {"count": len(found)}, why, found)


def not_ready(material: Material) -> Iterator[Finding]:
    """Chapters whose writers have not said that they are ready."""
    found = [material.place(one, _writer(one)) for one in material.with_text if not one.chapter.is_ready]
    if found:
        title = ngettext(
            "%(count)s chapter is not marked as ready", "%(count)s chapters are not marked as ready", len(found)
        )
        why = _("Whoever writes it has not said that it is finished. Mark it as ready once it is.")
        yield Finding("not_ready", Severity.ERROR, title % {"count": len(found)}, why, found)


def _writer(one: Written) -> str:
    writer = one.chapter.author or one.chapter.updated_by
    return str(writer) if writer else ""


def comments(material: Material) -> Iterator[Finding]:
    """Chapters with comments that nobody has settled."""
    found = [one for one in material.written if one.chapter and material.comments.get(one.chapter.pk)]
    total = sum(material.comments[one.chapter.pk] for one in found)
    if found:
        title = ngettext("%(count)s comment is open", "%(count)s comments are open", total) % {"count": total}
        why = _("Somebody has asked or noted something that nobody has settled. Comments are never printed.")
        places = [material.place(one, _open(material.comments[one.chapter.pk])) for one in found]
        yield Finding("comments", Severity.NOTICE, title, why, places)


def _open(count: int) -> str:
    return ngettext("%(count)s open", "%(count)s open", count) % {"count": count}


def pictures(material: Material) -> Iterator[Finding]:
    """Pictures without words for those who do not see them, and pictures that the report does not have."""
    silent, lost = [], []
    for one in material.with_text:
        for picture in (part for part in inside(one.parts) if isinstance(part, TextPicture)):
            if picture.number not in material.pictures:
                lost.append(material.place(one, f"picture:{picture.number}"))
            elif not picture.alt.strip():
                silent.append(material.place(one, f"picture:{picture.number}"))
    if lost:
        why = _("The text names a picture that the report does not have. It prints nothing there.")
        yield Finding("lost_pictures", Severity.ERROR, _("A picture is missing"), why, lost)
    if silent:
        why = _("Who does not see the picture hears nothing. Say in a few words what it shows.")
        yield Finding("silent_pictures", Severity.ERROR, _("A picture has no words"), why, silent)


def languages(material: Material) -> Iterator[Finding]:
    """Chapters that another language of the report has and this one has not."""
    here, found = material.texts.get(material.language, frozenset()), []
    for one in material.written:
        slug = one.section.slug
        have = [code for code, slugs in material.texts.items() if code != material.language and slug in slugs]
        if one.section.writable and slug not in here and have:
            found.append(material.place(one, ", ".join(str(LANGUAGE_NAMES[code]) for code in have)))
    if found:
        name = LANGUAGE_NAMES[material.language]
        title = _("Chapters missing in this language: %(language)s") % {"language": name}
        why = _("The report has them in another language. Readers of this one get less.")
        yield Finding("languages", Severity.NOTICE, title, why, found)
