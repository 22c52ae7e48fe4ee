"""The earlier versions of a chapter: who wrote them and when, and the text from which somebody began."""

import re
from dataclasses import dataclass
from datetime import datetime

from network.models import User
from reports.models import Chapter

_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Past:
    """A text as it stood once. event: None for the one that stands now."""

    number: int
    text: str
    at: datetime
    by: str
    event: int | None = None


def versions(chapter: Chapter) -> list[Past]:
    """All texts that the chapter has had, the newest first; changes of other things are left out. Two queries."""
    events = list(chapter.history.order_by("-pgh_id"))
    writers = {row.updated_by_id for row in [chapter, *events]} - {None}
    names = {user.pk: user.full_name for user in User.objects.filter(pk__in=writers)}
    found = [Past(chapter.version, chapter.text, chapter.updated_at, names.get(chapter.updated_by_id, ""))]
    for event in events:
        if event.text != found[-1].text and (event.updated_by_id or event.text.strip()):
            found.append(
                Past(event.version, event.text, event.updated_at, names.get(event.updated_by_id, ""), event.pgh_id)
            )
    return found


def base_text(chapter: Chapter, version: str) -> str:
    """The text of this version, from which a writer began; "" when there was none yet."""
    if not _NUMBER.fullmatch(version) or chapter.pk is None:
        return ""
    if int(version) == chapter.version:
        return chapter.text
    event = chapter.history.filter(version=int(version)).order_by("pgh_id").last()
    return event.text if event else ""
