"""What those who left an e-mail address are told. A mail that fails never undoes what it tells of."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.mail import MailError, send_mail
from services.places import Line
from services.public import public_address

log = structlog.get_logger()

# Makes a whole address ("https://…") of one on this site, as request.build_absolute_uri does.
Address = Callable[[str], str]

SUBJECTS: dict[str, Promise] = {
    "signed_up": _("You have signed up"),
    "got_place": _("A place became free for you"),
    "called_off": _("An event is cancelled"),
}


@dataclass(frozen=True)
class Letter:
    """One mail, made while the rows are at hand and sent when they are stored."""

    kind: str
    to: str
    language: str
    event_id: int
    context: dict

    def send(self) -> None:
        """Send it; a failure is logged without saying to whom."""
        try:
            send_mail(
                to=self.to,
                language=self.language,
                subject=SUBJECTS[self.kind],
                template=f"services/mail/{self.kind}.txt",
                context=self.context,
            )
        except MailError:
            log.warning("sign_up_mail_failed", kind=self.kind, event_id=self.event_id)


def is_email(contact: str) -> bool:
    """Whether what somebody left is an address to which mail can go."""
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True


def tell_later(kind: str, line: Line, address: Address) -> None:
    """Send the mail `kind` (a key of SUBJECTS) to whom `line` is of, once the transaction is stored."""
    row = line.sign_up
    if not is_email(row.contact):
        return
    event, site = row.event, row.event.site
    with translation.override(row.language):
        parts = {"language": row.language, "slug": site.slug}
        context = {
            "event": event,
            "title": event.title,
            "site": site,
            "line": line,
            "page": address(public_address("event", uid=event.uid, **parts)),
            "cancel": address(public_address("sign_up_cancel", uid=event.uid, token=row.token, **parts)),
        }
    letter = Letter(kind, row.contact, row.language, event.pk, context)
    transaction.on_commit(letter.send)
