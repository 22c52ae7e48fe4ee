from .access_record import AccessReason, AccessRecord
from .case_worker import CaseWorker
from .client import Client, ClientSite, complete_years
from .consent import LONGEST_SIGNATURE, Consent
from .consultation import Consultation, IncomingReferral, ReplyLink
from .gathering import AGE_COUNTS, GENDER_COUNTS, Gathering
from .merge import UNDO_DAYS, ClientMerge, NotSamePerson
from .note import Draft, Note
from .outcome import FOR_LIFE, HousingGuidance, PlacementPeriod, ServiceUse, WageSubsidy
from .own_page import DataRequest, Message, OwnPage, OwnPageCode
from .participation import Participation, Refusal
from .plan import AREAS, Assessment, Goal, Meeting, Plan, PlanVersion, Step
from .profile import ClientProfile, Measure, MeasureArea, Measurement, MeasurementAnswer, Profile, ProfileSet
from .referral import FOLLOWUP_MONTHS, Referral
from .screening import Screening, ScreeningCase
from .visit import Visit, VisitExpert, new_batch

__all__ = [
    "AGE_COUNTS",
    "AREAS",
    "FOLLOWUP_MONTHS",
    "FOR_LIFE",
    "GENDER_COUNTS",
    "LONGEST_SIGNATURE",
    "UNDO_DAYS",
    "AccessReason",
    "AccessRecord",
    "Assessment",
    "CaseWorker",
    "Client",
    "ClientMerge",
    "ClientProfile",
    "ClientSite",
    "Consent",
    "Consultation",
    "DataRequest",
    "Draft",
    "Gathering",
    "Goal",
    "HousingGuidance",
    "IncomingReferral",
    "Measure",
    "MeasureArea",
    "Measurement",
    "MeasurementAnswer",
    "Meeting",
    "Message",
    "NotSamePerson",
    "Note",
    "OwnPage",
    "OwnPageCode",
    "Participation",
    "PlacementPeriod",
    "Plan",
    "PlanVersion",
    "Profile",
    "ProfileSet",
    "Referral",
    "Refusal",
    "ReplyLink",
    "Screening",
    "ScreeningCase",
    "ServiceUse",
    "Step",
    "Visit",
    "VisitExpert",
    "WageSubsidy",
    "complete_years",
    "new_batch",
]
