"""What becomes of an agency's experts when it ends."""

from datetime import date, timedelta

from django.db import transaction

from network.models import Agency, Expert, new_key

END = "end"
STAY_ON = "stay_on"


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
            _go_on(expert, agency)


def _end(expert: Expert, last: date) -> None:
    expert.valid_to = last
    expert.version += 1
    expert.save(update_fields=["valid_to", "user", "version"])


def _go_on(expert: Expert, agency: Agency) -> None:
    """A second row in the successor, with the sites and the login; the first ends."""
    sites, user, until = list(expert.sites.all()), expert.user, expert.valid_to
    expert.user = None
    _end(expert, agency.valid_to)
    again = Expert.objects.create(
        key=new_key(),
        first_name=expert.first_name,
        last_name=expert.last_name,
        email=expert.email,
        agency=agency.successor,
        title=expert.title,
        field=expert.field,
        languages=expert.languages,
        valid_from=agency.valid_to + timedelta(days=1),
        valid_to=until,
        user=user,
    )
    again.sites.set(sites)
