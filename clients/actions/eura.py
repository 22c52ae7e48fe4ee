"""One step of a participation on its way through EURA: given, accepted, or back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.eura import BACK, NEXT, SIDES, entry_of
from clients.models import Participation
from network.access import Permission, require


@transaction.atomic
def take_eura_step(*, by, participation: Participation, side: str, was: str, to: str) -> bool:
    """Move one side ("start" or "end") from the state `was` to `to`; False when it is no longer in that state.

    A step on needs the answers that EURA asks. Raises ValidationError for a step that leads nowhere, or with the
    reason why the data cannot be entered yet. The day of the state is today; going back to nothing empties it, going
    back from accepted to given keeps it.
    """
    require(by, Permission.SEE_CLIENTS)
    rows = Participation.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    row = rows.select_related("client", "project").get(pk=participation.pk)
    if side not in SIDES or (NEXT.get(was) != to and BACK.get(was) != to):
        raise ValidationError(_("This step cannot be taken. Open the participation to see how it stands."))
    if getattr(row, f"eura_{side}") != was:
        return False
    today = timezone.localdate()
    why = getattr(entry_of(row, today), side).why_not
    if NEXT.get(was) == to and why:
        raise ValidationError(_("It cannot be entered yet: %(why)s") % {"why": why})
    _write(row, side, to, today if NEXT.get(was) == to else getattr(row, f"eura_{side}_on") if to else None)
    return True


def _write(row: Participation, side: str, state: str, day) -> None:
    names = [f"eura_{side}", f"eura_{side}_on"]
    for name, value in zip(names, (state, day), strict=True):
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*names, "version"])
