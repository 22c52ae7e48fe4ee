"""Code lists of what happens with young people, as the interchange contract fixes them; labels are translated."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from network.codes import PlacementCategory


class Gender(TextChoices):
    FEMALE = "female", _("Woman")
    MALE = "male", _("Man")
    OTHER = "other", _("Other gender")
    UNKNOWN = "unknown", _("Gender not known")


class AgeBand(TextChoices):
    UNDER_18 = "under_18", _("Under 18")
    FROM_18_TO_24 = "18_24", _("18–24")
    FROM_25_TO_29 = "25_29", _("25–29")
    FROM_30 = "30_plus", _("30 or over")
    UNKNOWN = "unknown", _("Age not known")

    @classmethod
    def of(cls, years: int | None) -> "AgeBand":
        """The band of an age in complete years; None = not known."""
        if years is None:
            return cls.UNKNOWN
        for limit, band in ((18, cls.UNDER_18), (25, cls.FROM_18_TO_24), (30, cls.FROM_25_TO_29)):
            if years < limit:
                return band
        return cls.FROM_30


class LifeSituation(TextChoices):
    UNEMPLOYED = "unemployed", _("Unemployed")
    STUDENT = "student", _("Student")
    EMPLOYED = "employed", _("At work")
    ENTREPRENEUR = "entrepreneur", _("Entrepreneur")
    CONSCRIPT = "conscript", _("Conscript or in civil service")
    FAMILY_LEAVE = "family_leave", _("On family leave")
    OUTSIDE = "outside", _("Outside work and education")
    UNKNOWN = "unknown", _("Life situation not known")


class ContactType(TextChoices):
    WALK_IN = "walk_in", _("Walk-in visit")
    BOOKED = "booked", _("Booked guidance")
    PHONE = "phone", _("Phone")
    ONLINE = "online", _("Online guidance")
    MESSAGE = "message", _("Message or e-mail")
    NETWORK_MEETING = "network_meeting", _("Network meeting")
    OUTREACH = "outreach", _("Outreach, one person")


class ReferralTarget(TextChoices):
    WORK = "work", _("Work")
    WAGE_SUBSIDY = "wage_subsidy", _("Work with wage subsidy")
    SUMMER_JOB = "summer_job", _("Summer job")
    EDUCATION = "education", _("Education")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    WORK_TRIAL = "work_trial", _("Work trial")
    EDUCATION_TRIAL = "education_trial", _("Education trial")
    WELLBEING = "wellbeing", _("Wellbeing services")
    HOUSING = "housing", _("Housing")
    WORKSHOP = "workshop", _("Youth workshop")
    PROJECT = "project", _("Project")
    FINANCES = "finances", _("Money matters")
    OTHER = "other", _("Other target")


class ReferralStatus(TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ARRIVED = "arrived", _("Arrived")
    NOT_ARRIVED = "not_arrived", _("Did not arrive")
    UNREACHABLE = "unreachable", _("Could not be reached")
    NO_HELP_AVAILABLE = "no_help_available", _("No help available")
    CLOSED = "closed", _("Closed")


class FollowupResult(TextChoices):
    ATTACHED = "attached", _("Still in the service")
    NOT_ATTACHED = "not_attached", _("No longer in the service")
    UNREACHED = "unreached", _("Not reached")


class LabourStart(TextChoices):
    UNEMPLOYED = "unemployed", _("Unemployed jobseeker")
    INACTIVE_IN_EDUCATION = "inactive_in_education", _("Outside working life, in education")
    INACTIVE = "inactive", _("Outside working life, not in education")
    EMPLOYED = "employed", _("At work or entrepreneur")


class LabourEnd(TextChoices):
    JOBSEEKER = "jobseeker", _("Unemployed jobseeker")
    IN_EDUCATION = "in_education", _("Studying or in training")
    EMPLOYED = "employed", _("At work (also apprenticeship)")
    ENTREPRENEUR = "entrepreneur", _("Entrepreneur")
    NONE = "none", _("None of these")


class StatusAfterSixMonths(TextChoices):
    EMPLOYED = "employed", _("At work")
    IMPROVED = "improved", _("At work in a better position")
    NOT_EMPLOYED = "not_employed", _("Not at work")
    UNREACHED = "unreached", _("Not reached")


class Isced(IntegerChoices):
    """Education levels of ISCED 2011."""

    LEVEL_0 = 0, _("0 Early childhood education")
    LEVEL_1 = 1, _("1 Primary school")
    LEVEL_2 = 2, _("2 Lower secondary school")
    LEVEL_3 = 3, _("3 Upper secondary")
    LEVEL_4 = 4, _("4 Specialist vocational")
    LEVEL_5 = 5, _("5 Short higher education")
    LEVEL_6 = 6, _("6 Bachelor")
    LEVEL_7 = 7, _("7 Master")
    LEVEL_8 = 8, _("8 Doctor")


class Placement(TextChoices):
    OPEN_JOB = "open_job", _("Open labour market job")
    ENTREPRENEUR = "entrepreneur", _("Entrepreneur")
    SUBSIDISED_JOB = "subsidised_job", _("Wage-subsidised job")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")
    EDUCATION = "education", _("Education")
    JOB_SEEKING = "job_seeking", _("Continues job search")
    WORK_TRIAL = "work_trial", _("Work trial")
    REHABILITATIVE_WORK = "rehabilitative_work", _("Rehabilitative work activity")
    WORKSHOP = "workshop", _("Youth workshop")
    SERVICE = "service", _("Social, health or rehabilitation service")
    MILITARY = "military", _("Military or civil service")
    FAMILY_LEAVE = "family_leave", _("Family leave")
    PENSION = "pension", _("Pension")
    MOVED = "moved", _("Moved away")
    DROPPED_OUT = "dropped_out", _("Dropped out")
    UNKNOWN = "unknown", _("Placement not known")

    @property
    def category(self) -> PlacementCategory:
        """The reported category that this placement belongs to."""
        return PLACEMENT_CATEGORY.get(self, PlacementCategory.OTHER)


PLACEMENT_CATEGORY = {
    Placement.OPEN_JOB: PlacementCategory.OPEN_LABOUR_MARKET,
    Placement.ENTREPRENEUR: PlacementCategory.OPEN_LABOUR_MARKET,
    Placement.SUBSIDISED_JOB: PlacementCategory.WAGE_SUBSIDY,
    Placement.APPRENTICESHIP: PlacementCategory.EDUCATION,
    Placement.EDUCATION: PlacementCategory.EDUCATION,
    Placement.JOB_SEEKING: PlacementCategory.CONTINUES_JOB_SEARCH,
}
