"""To whom a referral or a question goes: who logs in at the receiver's, or the address that mail reaches."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from network.access import Permission, roles_with
from network.models import Agency, Expert

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Receiver:
    """An address for mail, the language of whoever reads it, and whether they answer in the app or by a link."""

    email: str
    language: str
    has_login: bool


def receivers_of(agency: Agency, expert: Expert | None, today: date) -> list[Receiver]:
    """Who gets the mail when something is sent to `agency`, or to its one `expert` alone; nobody = it cannot be sent.

    Of an agency those who log in get it, its contact persons first; without any, its own address or that of a contact
    person. At most one receiver has no login: a link is for one reader.
    """
    if expert is not None:
        return [_receiver(expert)] if _logs_in(expert) or expert.email else []
    experts = list(agency.experts.valid_on(today).select_related("user").prefetch_related("user__roles"))
    with_login = [one for one in experts if _logs_in(one)]
    if with_login:
        contacts = [one for one in with_login if one.is_agency_contact]
        return [_receiver(one) for one in contacts or with_login]
    address = agency.contacts.exclude(email="").first()
    if address is not None:
        return [Receiver(address.email, LANGUAGES[0], has_login=False)]
    reachable = sorted((one for one in experts if one.email and one.is_agency_contact), key=lambda one: one.pk)
    return [_receiver(one) for one in reachable[:1]]


def _logs_in(expert: Expert) -> bool:
    user = expert.user
    receives = roles_with(Permission.SEE_SHARED)
    return user is not None and user.is_active and any(row.role in receives for row in user.roles.all())


def _receiver(expert: Expert) -> Receiver:
    if _logs_in(expert):
        return Receiver(expert.user.email, expert.user.language, has_login=True)
    spoken = [code for code in expert.languages if code in LANGUAGES]
    return Receiver(expert.email, spoken[0] if spoken else LANGUAGES[0], has_login=False)
