"""Code lists of what happens with young people, as the interchange contract fixes them; labels are translated."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


class ConsentScope(TextChoices):
    """What a consent lets be seen; the basic data go with every consent."""

    BASIC = "basic", _("Basic data")
    PLAN = "plan", _("The plan")
    VISITS = "visits", _("Visits")
    NOTES = "notes", _("Shared notes")


class ConsentGiven(TextChoices):
    """How a young person gave their consent."""

    SPOKEN = "spoken", _("Spoken, with a witness")
    PAPER = "paper", _("Signed on paper")
    TABLET = "tablet", _("Signed on the screen")
    OWN_PAGE = "own_page", _("On the young person's own page")


class NoteAudience(TextChoices):
    SHARED = "shared", _("Everybody who may see the shared notes")
    AGENCY = "agency", _("Only my own agency")


class NeedLevel(TextChoices):
    """How much support a part of life needs, as coarse as it can be."""

    FINE = "fine", _("Goes well")
    SOME = "some", _("Some support")
    MUCH = "much", _("Much support")


class GoalResult(TextChoices):
    OPEN = "open", _("Under way")
    REACHED = "reached", pgettext_lazy("goal", "Reached")
    PARTLY = "partly", _("Partly reached")
    NOT_REACHED = "not_reached", pgettext_lazy("goal", "Not reached")
    CHANGED = "changed", _("Changed to something else")


class StepDoer(TextChoices):
    CLIENT = "client", _("The young person")
    EXPERT = "expert", _("An expert")
    OTHER = "other", _("Somebody else")


class MeetingKind(TextChoices):
    INITIAL = "initial", _("Initial meeting")
    MID = "mid", _("Mid-term meeting")
    CLOSING = "closing", _("Closing meeting")
    HANDOVER = "handover", _("Handover meeting")
    NETWORK = "network", _("Network meeting")
    OTHER = "other", _("Other meeting")


class WorkRole(TextChoices):
    """What somebody is to the young person whom they work with."""

    OWN = "own", _("Own counsellor")
    PARTNER = "partner", _("Working partner")
    SUPPORT = "support", _("Supports alongside")


class Answerer(TextChoices):
    """Who answered a change measure."""

    CLIENT = "client", _("The young person alone")
    TOGETHER = "together", _("Together")
    COUNSELLOR = "counsellor", _("The counsellor")


class DataRequestKind(TextChoices):
    COPY = "copy", _("A copy of the data")
    CORRECT = "correct", _("Correcting something")
    ERASE = "erase", _("Erasing the data")


class Urgency(TextChoices):
    NORMAL = "normal", _("Not urgent")
    SOON = "soon", _("Within two weeks")
    URGENT = "urgent", _("Urgent")


class DeclineReason(TextChoices):
    NOT_FOR_US = "not_for_us", _("Not for us")
    NO_ROOM = "no_room", _("No room just now")
    NO_HELP = "no_help", _("We cannot help with this")
    NOT_WANTED = "not_wanted", _("The young person does not want it")
    OTHER = "other", _("Another reason")


class ReferralClosing(TextChoices):
    """How a referral ended."""

    ARRIVED = "arrived", _("Arrived")
    NOT_ARRIVED = "not_arrived", _("Did not arrive")
    UNREACHABLE = "unreachable", _("Could not be reached")
    NO_HELP_AVAILABLE = "no_help_available", _("No help available")
    NOT_FOR_US = "not_for_us", _("Not for us")
    UNANSWERED = "unanswered", _("Nobody answered")

    @property
    def status(self) -> ReferralStatus:
        """The status of a referral closed so; the contract has no finer one for the last two."""
        return ReferralStatus(self.value) if self.value in ReferralStatus.values else ReferralStatus.CLOSED


class ConsultationStatus(TextChoices):
    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class CameFrom(TextChoices):
    """Who guided a young person to the Ohjaamo."""

    SELF = "self", _("By themselves")
    FRIEND = "friend", _("A friend")
    FAMILY = "family", _("The family")
    SCHOOL = "school", _("School")
    EMPLOYMENT = "employment", _("Employment services")
    SOCIAL = "social", _("Social services")
    HEALTH = "health", _("Health services")
    PSYCHIATRY = "psychiatry", _("Psychiatry")
    OUTREACH = "outreach", _("Outreach youth work")
    WORKSHOP = "workshop", _("Youth workshop")
    KELA = "kela", _("Kela")
    NGO = "ngo", _("Association")
    PROJECT = "project", _("Project")
    EMPLOYER = "employer", _("Employer")
    SOCIAL_MEDIA = "social_media", _("Social media")
    OTHER = "other", _("Somebody else")


class ServiceKind(TextChoices):
    """Services used, counted as times and as people, never mixed."""

    CARD_TRAINING = "card_training", _("Card training")
    COACHING = "coaching", _("Coaching")
    COURSE = "course", _("Course")
    GROUP = "group", _("Group")
    MENTORING = "mentoring", _("Mentoring")
    MICRO_JOB = "micro_job", _("Micro-job")
    TRIAL = "trial", _("Trial")
    SUMMER_JOB_COACHING = "summer_job_coaching", _("Summer job coaching")
    OTHER = "other", _("Other service")


class Card(TextChoices):
    HYGIENE = "hygiene", _("Hygiene passport")
    ALCOHOL = "alcohol", _("Alcohol serving passport")
    FIRST_AID = "first_aid", _("First aid card")
    WORK_SAFETY = "work_safety", _("Occupational safety card")
    HOT_WORK = "hot_work", _("Hot work card")
    ROAD_SAFETY = "road_safety", _("Road safety card")
    ELECTRICAL_SAFETY = "electrical_safety", _("Electrical safety card")
    SECURITY_STEWARD = "security_steward", _("Security steward card")
    FORKLIFT = "forklift", _("Forklift licence")
    OTHER = "other", _("Other card")


class HousingNeed(TextChoices):
    FIRST_HOME = "first_home", _("First home of one's own")
    NO_HOME = "no_home", _("Without a home")
    UNSUITABLE = "unsuitable", _("The home does not suit")
    AT_RISK = "at_risk", _("May lose the home")
    OTHER = "other", _("Another need")


class HousingOutcome(TextChoices):
    GOT_HOME = "got_home", _("Got a home")
    KEPT_HOME = "kept_home", _("Kept the home")
    OTHER = "other", _("Another solution")
    ENDED = "ended", _("Ended without a home")


class Source(TextChoices):
    """From whom the outcome is known."""

    CLIENT = "client", _("The young person")
    EMPLOYER = "employer", _("The employer")
    SCHOOL = "school", _("The school")
    AGENCY = "agency", _("Another agency")
    DOCUMENT = "document", _("A document")
    OTHER = "other", _("Another source")


class EmployerType(TextChoices):
    COMPANY = "company", _("Company")
    ASSOCIATION = "association", pgettext_lazy("employer", "Association")
    MUNICIPALITY = "municipality", _("Municipality")


class EuraState(TextChoices):
    GIVEN = "given", pgettext_lazy("EURA data", "Given")
    ACCEPTED = "accepted", pgettext_lazy("EURA data", "Accepted")


class EndReason(TextChoices):
    """Why a participation ended."""

    COMPLETED = "completed", _("Went through to the end")
    FOUND_PLACE = "found_place", _("Got a job or a place to study")
    OTHER_SERVICE = "other_service", _("Moved to another service")
    LOST_TOUCH = "lost_touch", _("Could not be reached any more")
    OWN_WISH = "own_wish", _("Wanted to stop")
    LIFE_CHANGED = "life_changed", _("Life situation changed")
    MOVED_AWAY = "moved_away", _("Moved to another municipality")
    OTHER = "other", _("Another reason")


DROPPED_OUT = (EndReason.LOST_TOUCH, EndReason.OWN_WISH)


class RefusalReason(TextChoices):
    """Why somebody did not want to start in a project."""

    NO_NEED = "no_need", _("Does not need it")
    OTHER_PLANS = "other_plans", _("Has other plans")
    NOT_NOW = "not_now", _("Not the right time")
    DATA = "data", _("Does not want to give the data")
    NOT_TOLD = "not_told", _("Did not say why")
    OTHER = "other", _("Another reason")


class Progress(TextChoices):
    """Soft progress: how much nearer to work or studies, as the young person and the counsellor see it."""

    CLEARLY = "clearly", _("Clearly nearer")
    SOMEWHAT = "somewhat", _("Somewhat nearer")
    SAME = "same", _("As before")
    FARTHER = "farther", _("Farther away")
