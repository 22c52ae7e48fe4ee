"""Code lists of what there is for young people; those of the interchange contract are in docs/figures.md."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GatheringKind(TextChoices):
    GROUP = "group", _("Group")
    POPUP = "popup", _("Pop-up")
    OUTREACH = "outreach", _("Outreach, group")
    EVENT = "event", _("Event or info")


class EventType(TextChoices):
    RECRUITMENT = "recruitment", _("Recruiting event")
    JOB_INFO = "job_info", _("Info for job seekers")
    EMPLOYER_MEETING = "employer_meeting", _("Meeting with employers")
    MENTORING = "mentoring", _("Mentoring")
    WORKSHOP = "workshop", _("Workshop")
    WEBINAR = "webinar", _("Webinar")
    FAIR = "fair", _("Fair")
    PARTICIPATION = "participation", _("Participation pilot")
    OTHER = "other", _("Other event")


class Status(TextChoices):
    """Whether something written here is on the public pages."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class EventStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class ServiceStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    ACTIVE = "active", _("In use")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class Frequency(TextChoices):
    WEEKLY = "weekly", _("By week")
    MONTHLY = "monthly", _("By month")


class IdeaStatus(TextChoices):
    NEW = "new", _("New idea")
    IN_PROGRAMME = "in_programme", _("In the programme")
    DONE = "done", _("Done")
    NOT_NOW = "not_now", _("Not now")


class Channel(TextChoices):
    """By which way a young person's word came in."""

    WEB = "web", _("Public page")
    TABLET = "tablet", _("Tablet at the Ohjaamo")
    QR = "qr", _("QR code")
    STAFF = "staff", _("Written down by staff")


class JobKind(TextChoices):
    SUMMER_JOB = "summer_job", _("Summer job (post)")
    JOB = "job", _("Job")
    MICRO_JOB = "micro_job", _("Micro-job")
    TRAINING_PLACE = "training_place", _("Training place")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship place")


class JobStatus(TextChoices):
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    CLOSED = "closed", _("Filled or closed")
