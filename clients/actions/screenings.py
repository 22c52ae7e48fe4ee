"""Writing screenings and the people on them. Screened without their knowing yet: nobody becomes a client here before
they come to the interview."""

from datetime import date

from django.db import transaction
from django.db.models import F

from clients.access import record_access
from clients.actions import clients
from clients.models import Client, Screening, ScreeningCase
from clients.screening_paste import identity_of
from clients.screenings import CaseState, in_state
from network.access import Permission, require

PAGE = "screening"


class NotInterviewedError(Exception):
    """Somebody on a list is to become a client before they have come to the interview."""


@transaction.atomic
def save_screening(*, screening: Screening, by) -> Screening:
    """Save a new or changed list of a site where `by` counsels."""
    require(by, Permission.SEE_CLIENTS, screening.site)
    if screening.pk is None:
        screening.created_by = by
    screening.save()
    return screening


@transaction.atomic
def save_case(*, case: ScreeningCase, by) -> ScreeningCase:
    """Save what was found out, decided or done about one person on a list."""
    require(by, Permission.SEE_CLIENTS, case.screening.site)
    case.save()
    if case.client_id and (client := Client.objects.known_to(by).filter(pk=case.client_id).first()):
        record_access(by, client, what=PAGE)
    return case


class AlreadyListedError(Exception):
    """Nobody was added: somebody of this name and date of birth is on the list."""


def identities_on(screening: Screening) -> set[tuple]:
    """Who is on the list, as clients.screening_paste tells people apart."""
    rows = screening.cases.order_by().values_list("first_name", "last_name", "birth_date")
    return {identity_of(*row) for row in rows}


@transaction.atomic
def add_case(*, case: ScreeningCase, by, is_another: bool = False) -> ScreeningCase:
    """Put somebody on a list; raises AlreadyListedError unless it is another person of the same name."""
    mine = identity_of(case.first_name, case.last_name, case.birth_date)
    if not is_another and mine in identities_on(case.screening):
        raise AlreadyListedError
    return save_case(case=case, by=by)


@transaction.atomic
def add_cases(*, screening: Screening, cases: list[ScreeningCase], by) -> int:
    """Put several people on the list at once; gives how many."""
    require(by, Permission.SEE_CLIENTS, screening.site)
    return len(ScreeningCase.objects.bulk_create(cases))


@transaction.atomic
def remove_case(*, case: ScreeningCase, by) -> None:
    """Take somebody off the list who never belonged on it, as long as nothing has been decided."""
    require(by, Permission.SEE_CLIENTS, case.screening.site)
    case.delete()


@transaction.atomic
def mark_invited(*, screening: Screening, numbers: list[int], day: date, by) -> int:
    """Note that those of these numbers who are to be invited were invited on `day`; gives how many."""
    require(by, Permission.SEE_CLIENTS, screening.site)
    waiting = in_state(screening.cases.filter(pk__in=numbers), CaseState.TO_INVITE)
    return waiting.update(invited_on=day, version=F("version") + 1)


@transaction.atomic
def link_client(*, case: ScreeningCase, client: Client, by) -> None:
    """Say which known person somebody interviewed is."""
    _require_interview(case, by)
    _link(case, client, by)


@transaction.atomic
def link_from_elsewhere(*, case: ScreeningCase, by) -> Client:
    """The interviewed person says that another Ohjaamo knows them and lets us see; raises NobodyElsewhereError."""
    _require_interview(case, by)
    client = clients.link_client(by=by, site=case.screening.site, **person_of(case))
    _link(case, client, by)
    return client


def person_of(case: ScreeningCase) -> dict:
    """The names and the date of birth, as the actions about clients ask for them."""
    return {"first_name": case.first_name, "last_name": case.last_name, "birth_date": case.birth_date}


@transaction.atomic
def become_client(*, case: ScreeningCase, by, is_new: bool = False) -> Client:
    """Add somebody interviewed as a client of the list's site.

    Raises PossibleDuplicatesError when somebody known may be the same, unless the caller says otherwise (`is_new`).
    """
    _require_interview(case, by)
    client = clients.create_client(by=by, site=case.screening.site, is_new=is_new, **person_of(case))
    _link(case, client, by)
    return client


def _require_interview(case: ScreeningCase, by) -> None:
    require(by, Permission.SEE_CLIENTS, case.screening.site)
    if case.interviewed_on is None:
        raise NotInterviewedError


def _link(case: ScreeningCase, client: Client, by) -> None:
    case.client = client
    case.version += 1
    case.save(update_fields=["client", "version"])
    record_access(by, client, what=PAGE)
