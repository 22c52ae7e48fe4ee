"""One way to send mail: in the reader's language, nothing personal in the subject, failures told to the caller."""

import smtplib

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

MAIL_SECONDS = 15


class MailError(Exception):
    """The mail server did not take the message."""


def send_mail(*, to: str, language: str, subject: Promise, template: str, context: dict) -> None:
    """Send the text `template`, filled with `context`, to the address `to`. Raises MailError.

    `subject` is a lazily translated text without anybody's name in it.
    """
    with translation.override(language):
        message = EmailMessage(str(subject), render_to_string(template, context), to=[to])
    message.connection = get_connection(timeout=MAIL_SECONDS)
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        raise MailError from error
