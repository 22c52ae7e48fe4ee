"""What becomes of an agency: it is renamed, it ends, it is deleted; and of its experts then."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from network.access import acting_as_system
from network.actions.successions import follow_successors, go_on
from network.models import Agency, AgencyContact, Expert, new_key

END = "end"
STAY_ON = "stay_on"
# What a renamed agency takes along; its names and its days are new.
KEPT = ["business_id", "sector", "description_fi", "description_sv", "description_en", "website", "check_every"]


class StillUsedError(Exception):
    """The agency cannot be deleted; `reasons` says what points to it, as {plural name of the thing: how many}."""

    def __init__(self, reasons: dict[str, int]):
        super().__init__()
        self.reasons = reasons


@transaction.atomic
def settle_experts(*, agency: Agency, experts: list[Expert], choice: str, by) -> None:
    """End `experts` with the agency's last day, or let them go on in its successor from the day after.

    Their rows in the ended agency stay for what was logged until then: figures of a past day count them there.
    """
    for expert in experts:
        if choice == END:
            _end(expert, agency.valid_to)
        elif expert.valid_from and expert.valid_from > agency.valid_to:
            expert.agency = agency.successor
            expert.version += 1
            expert.save(update_fields=["agency", "version"])
        else:
            go_on(expert, agency)
    follow_successors(now=timezone.now())


def _end(expert: Expert, last: date) -> None:
    expert.valid_to = last
    expert.version += 1
    expert.save(update_fields=["valid_to", "version"])


@transaction.atomic
def rename_agency(*, agency: Agency, names: dict[str, str], day: date, experts: list[Expert], by) -> Agency:
    """Begin the agency anew under `names` (name_fi, name_sv, name_en) on `day`; the old row ends on the day before.

    `experts` are those in the network on or after `day`: they go on under the new name, with their work.
    """
    kept = {field: getattr(agency, field) for field in KEPT}
    renamed = Agency.objects.create(
        key=new_key(), **kept, **names, valid_from=day, valid_to=agency.valid_to, checked_on=agency.checked_on,
        checked_by=agency.checked_by, successor=agency.successor,
    )  # fmt: skip
    AgencyContact.objects.bulk_create(
        AgencyContact(agency=renamed, name=row.name, phone=row.phone, email=row.email, is_public=row.is_public)
        for row in agency.contacts.all()
    )
    agency.valid_to, agency.successor = day - timedelta(days=1), renamed
    agency.version += 1
    agency.save(update_fields=["valid_to", "successor", "version"])
    settle_experts(agency=agency, experts=experts, choice=STAY_ON, by=by)
    return renamed


@transaction.atomic
def delete_agency(*, agency: Agency, by) -> None:
    """Delete an agency that nothing points to. Raises StillUsedError, which says what does.

    Looks past row-level security: whoever keeps up the directory sees no referral, but must hear that there are some.
    """
    try:
        with acting_as_system("an agency is deleted"):
            agency.delete()
    except ProtectedError as error:
        reasons: dict[str, int] = {}
        for row in error.protected_objects:
            name = str(row._meta.verbose_name_plural)
            reasons[name] = reasons.get(name, 0) + 1
        raise StillUsedError(reasons) from error
