"""A young person's own page: opening and closing it, its link, its one-time codes.

Only fingerprints are kept: of the link's secret a plain one (nobody guesses 256 bits), of a code of six digits a keyed
one, bound to its page.
"""

import re
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from clients.models import Client, OwnPage, OwnPageCode
from network.access import Permission, acting_as_system, require
from network.actions.invitations import fingerprint
from network.mail import send_mail

DIGITS = 6
MAILED_CODE_LIFE = timedelta(minutes=15)
SPOKEN_CODE_LIFE = timedelta(hours=24)
# A code that was used keeps its visit open this long at most: `expires_at` is then the visit's end.
VISIT_LIFE = timedelta(hours=8)
MOST_TRIES = 5
# Each mailed code gives five tries more, so there are not many of them.
MOST_MAILED, MAILED_WITHIN = 5, timedelta(hours=1)
CODES_KEPT = timedelta(days=30)


class DeadPageError(Exception):
    """The link is wrong, closed, replaced or too old, or the person's data were merged into another's."""


@transaction.atomic
def open_own_page(*, client: Client, email: str, language: str, valid_to: date, by) -> tuple[OwnPage, str]:
    """Open a page for `client`, or give it a new link; an earlier link dies. The page and the link's secret.

    The secret is not kept: it is shown once, now.
    """
    require(by, Permission.SEE_CLIENTS)
    # Two who open a page at once come one by one: the second replaces the first one's link.
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    for page in OwnPage.objects.filter(client=client, closed_at__isnull=True):
        close_own_page(own_page=page, by=by)
    secret = secrets.token_urlsafe(32)
    page = OwnPage.objects.create(
        client=client,
        secret_hash=fingerprint(secret),
        email=email,
        language=language,
        valid_to=valid_to,
        opened_by=by,
    )
    return page, secret


@transaction.atomic
def close_own_page(*, own_page: OwnPage, by=None) -> None:
    """The link and every visit under way end now; `by` None = the young person. A second time changes nothing."""
    open_rows = OwnPage.objects.filter(pk=own_page.pk, closed_at__isnull=True)
    open_rows.update(closed_at=timezone.now(), closed_by=by)


def find_own_page(secret: str, *, now: datetime) -> OwnPage:
    """The open page behind a link, with its `client`. Raises DeadPageError."""
    with acting_as_system("own page: the link"):
        pages = OwnPage.objects.select_related("client__home_site", "opened_by")
        page = pages.filter(secret_hash=fingerprint(secret)).first()
    if page is None or not page.is_open(now) or page.client.merged_into_id:
        raise DeadPageError
    return page


def code_fingerprint(own_page: OwnPage, code: str) -> str:
    """What is stored of a code: worth nothing without the installation's key, nor on another page."""
    return salted_hmac("own-page-code", f"{own_page.pk}:{code}", algorithm="sha256").hexdigest()


@transaction.atomic
def give_code(*, own_page: OwnPage, now: datetime, life: timedelta = SPOKEN_CODE_LIFE, by=None) -> str:
    """A new code that opens the page once within `life`; those not used yet stop working."""
    own_page.codes.filter(used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    own_page.codes.create(code_hash=code_fingerprint(own_page, code), made_at=now, expires_at=now + life, made_by=by)
    return code


def mail_code(*, own_page: OwnPage, now: datetime) -> bool:
    """Mail a code to the address given for codes; whether there is one and the hour is not full. Raises MailError."""
    with acting_as_system("own page: a code by mail"):
        # One request after the other, so that the hour's count holds.
        OwnPage.objects.select_for_update(of=("self",)).get(pk=own_page.pk)
        mailed = own_page.codes.filter(made_by__isnull=True, made_at__gt=now - MAILED_WITHIN)
        if not own_page.email or mailed.count() >= MOST_MAILED:
            return False
        code = give_code(own_page=own_page, now=now, life=MAILED_CODE_LIFE)
    send_mail(
        to=own_page.email,
        language=own_page.language,
        subject=_("Your code"),
        template="clients/mail/own_page_code.txt",
        context={"code": code, "minutes": MAILED_CODE_LIFE.seconds // 60},
    )
    return True


def use_code(*, own_page: OwnPage, typed: str, now: datetime) -> OwnPageCode | None:
    """The page's newest code when it is the one `typed`, now used up; None when wrong, too old or tried too often.

    Wrong tries are counted (so this does not raise: the count must outlive the refusal).
    """
    with acting_as_system("own page: a code"):
        waiting = own_page.codes.filter(used_at__isnull=True, expires_at__gt=now, tries__lt=MOST_TRIES)
        code = waiting.select_for_update(of=("self",)).first()
        if code is None:
            return None
        digits = re.sub(r"[^0-9]", "", typed)
        if not constant_time_compare(code.code_hash, code_fingerprint(own_page, digits)):
            own_page.codes.filter(pk=code.pk).update(tries=F("tries") + 1)
            return None
        code.used_at, code.expires_at = now, now + VISIT_LIFE
        code.save(update_fields=["used_at", "expires_at"])
        OwnPage.objects.filter(pk=own_page.pk).update(seen_at=now)
        return code


def end_visit(*, code: OwnPageCode, now: datetime) -> None:
    """Log out: the visit that this code opened ends, whoever has its cookie."""
    with acting_as_system("own page: log out"):
        OwnPageCode.objects.filter(pk=code.pk).update(expires_at=now)


def forget_codes(*, now: datetime) -> int:
    """Erase codes that have been worth nothing for a month; how many there were."""
    return OwnPageCode.objects.filter(expires_at__lt=now - CODES_KEPT).delete()[0]
