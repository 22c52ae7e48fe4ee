"""How often one sender may use a public form. No address is stored: only a keyed mark that changes every day."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from network.models import Site
from services.models import FormUse

# The same words at the same place within this time are one person pressing twice.
PRESSED_TWICE = timedelta(seconds=10)
HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


class TooManyError(Exception):
    """The sender has used the form too often within the last hour."""


def wait_in_line(site: Site) -> None:
    """Until the end of the transaction nobody else sends this form at `site`: two clicks at once come one by one."""
    Site.objects.select_for_update(of=("self",), no_key=True).get(pk=site.pk)


def count_use(*, form: str, address: str, now: datetime, most: int = 10) -> None:
    """Note that somebody at the network `address` sent `form`. Raises TooManyError when `most` an hour are full.

    A whole school may stand behind one address, so `most` is not small.
    """
    day = timezone.localdate(now).isoformat()
    mark = salted_hmac(f"form-use-{day}", address, algorithm="sha256").hexdigest()
    if FormUse.objects.filter(form=form, mark=mark, at__gt=now - HOUR).count() >= most:
        raise TooManyError
    FormUse.objects.create(form=form, mark=mark, at=now)


def forget_uses(*, now: datetime) -> int:
    """Erase the notes of earlier days; how many there were."""
    return FormUse.objects.filter(at__lt=now - KEPT).delete()[0]
