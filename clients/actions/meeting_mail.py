"""What the invited experts are told of a meeting by mail: when, where and the link to the app, never about whom."""

from dataclasses import dataclass, field

import structlog
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.models import Meeting
from network.mail import MailError, send_mail
from network.models import Expert

log = structlog.get_logger()

INVITED, CHANGED, CANCELLED = "invited", "changed", "cancelled"
SUBJECTS: dict[str, Promise] = {
    INVITED: _("Invitation to a meeting at Ohjaamo"),
    CHANGED: _("A meeting at Ohjaamo has changed"),
    CANCELLED: _("A meeting at Ohjaamo is cancelled"),
}


@dataclass
class Told:
    """Who got the mail, who has no address, and to whom it could not be sent."""

    reached: list[Expert] = field(default_factory=list)
    without_address: list[Expert] = field(default_factory=list)
    failed: list[Expert] = field(default_factory=list)

    def __add__(self, other: "Told") -> "Told":
        return Told(
            self.reached + other.reached,
            self.without_address + other.without_address,
            self.failed + other.failed,
        )


def tell(*, meeting: Meeting, experts, kind: str, link: str, but: int | None = None) -> Told:
    """Mail `experts` that they are invited, or that the meeting has changed or is cancelled (`kind`).

    `link` is the whole address of the meeting's page; who sends (the user with the number `but`) gets no mail. A mail
    that fails does not undo the meeting: it is told to whoever made it.
    """
    told = Told()
    for expert in experts:
        if but is not None and expert.user_id == but:
            continue
        if not expert.email:
            told.without_address.append(expert)
            continue
        try:
            send_mail(
                to=expert.email,
                language=expert.user.language if expert.user else "fi",
                subject=SUBJECTS[kind],
                template="clients/mail/meeting.txt",
                context={"meeting": meeting, "kind": kind, "link": link},
            )
            told.reached.append(expert)
        except MailError:
            log.warning("meeting_mail_failed", kind=kind, meeting_id=meeting.pk)
            told.failed.append(expert)
    return told
