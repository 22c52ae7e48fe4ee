"""How often one sender may use a public form. No address is stored: only a keyed mark that changes every day."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from services.models import FormUse

HOUR = timedelta(hours=1)
KEPT = timedelta(days=1)


class TooManyError(Exception):
    """The sender has used the form too often within the last hour."""


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
