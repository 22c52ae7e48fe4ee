from .access_record import AccessRecordFilter
from .gathering import GatheringFilter
from .participation import ParticipationFilter
from .referral import ReferralFilter
from .visit import VisitFilter

__all__ = [
    "AccessRecordFilter",
    "GatheringFilter",
    "ParticipationFilter",
    "ReferralFilter",
    "VisitFilter",
]
