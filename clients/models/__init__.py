from .access_record import AccessReason, AccessRecord
from .client import Client, ClientSite, complete_years
from .gathering import AGE_COUNTS, GENDER_COUNTS, Gathering
from .participation import Participation
from .referral import Referral
from .visit import Visit, VisitExpert, new_batch

__all__ = [
    "AGE_COUNTS",
    "GENDER_COUNTS",
    "AccessReason",
    "AccessRecord",
    "Client",
    "ClientSite",
    "Gathering",
    "Participation",
    "Referral",
    "Visit",
    "VisitExpert",
    "complete_years",
    "new_batch",
]
