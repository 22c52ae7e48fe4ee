from .access_record import AccessRecordFilter
from .gathering import GatheringFilter
from .outcome import OutcomeFilter
from .participation import ParticipationFilter
from .referral import ReferralFilter
from .service_use import ServiceUseFilter
from .visit import VisitFilter

__all__ = [
    "AccessRecordFilter",
    "GatheringFilter",
    "OutcomeFilter",
    "ParticipationFilter",
    "ReferralFilter",
    "ServiceUseFilter",
    "VisitFilter",
]
