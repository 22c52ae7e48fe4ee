import re
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.codes import Industry
from network.models import Folded, Keyed, Versioned
from services.codes import JobKind, JobStatus, Status

from .sign_up import new_token

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+|www\.[^\s<>\"']+", re.IGNORECASE)
MAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
PHONE_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{4,18}")


class CampaignQuerySet(models.QuerySet):
    def published(self):
        """Campaigns with a public page."""
        return self.filter(status=Status.PUBLISHED)

    def running_on(self, day: date):
        """Published campaigns whose dates include `day`."""
        return self.published().filter(starts__lte=day, ends__gte=day)

    def taking_posts_on(self, day: date):
        """Published campaigns to which employers may send posts on `day`: also before the start, not after the end."""
        return self.published().filter(takes_posts=True, ends__gte=day)


class Campaign(Keyed, Versioned):
    """A campaign with its own public page and dates, such as a town's summer jobs of one spring."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("web address"), max_length=60, unique=True)
    sites = models.ManyToManyField("network.Site", related_name="campaigns", verbose_name=_("Ohjaamos"))
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    intro_fi = models.TextField(_("introduction in Finnish"), max_length=2000, blank=True)
    intro_sv = models.TextField(_("introduction in Swedish"), max_length=2000, blank=True)
    intro_en = models.TextField(_("introduction in English"), max_length=2000, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    takes_posts = models.BooleanField(_("employers may send posts by the public form"), default=True)
    visitors = models.PositiveIntegerField(_("visitors of the web page"), null=True, blank=True)
    visitors_source = models.CharField(_("who counted the visitors, and when"), max_length=200, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "name", "pk"]
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="services_campaign_period",
                violation_error_message=_("The campaign ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(visitors__isnull=True) | ~Q(visitors_source=""),
                name="services_campaign_source",
                violation_error_message=_("Say where the number of visitors comes from."),
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="services_campaign_status"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def intro(self) -> str:
        """The introduction in the user's language, else in Finnish."""
        return getattr(self, f"intro_{get_language() or 'fi'}", "") or self.intro_fi

    def is_running_on(self, day: date) -> bool:
        """Whether its dates include `day`."""
        return self.starts <= day <= self.ends


class JobPostQuerySet(models.QuerySet):
    def open_on(self, day: date):
        """Approved posts that can still be applied for on `day`; they go by themselves when the day has passed."""
        return self.filter(status=JobStatus.APPROVED, apply_by__gte=day)

    def totals(self) -> dict[str, int]:
        """{"posts", "places", "employers"} of the posts that were ever shown: approved, or closed after that.

        An employer counts once, by the register, else by the name without regard to capitals and accents.
        """
        shown = self.filter(approved_at__isnull=False).exclude(status=JobStatus.REJECTED)
        employer = Coalesce(
            Cast("employer_id", models.TextField()),
            Concat(Value("name:"), Folded("employer_name")),
            output_field=models.TextField(),
        )
        return shown.order_by().aggregate(
            posts=Count("pk"), places=Coalesce(Sum("places"), 0), employers=Count(employer, distinct=True)
        )


class JobPost(Keyed, Versioned):
    """A job, summer job, micro-job or training place that an employer offers, shown when staff have approved it."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="job_posts", verbose_name=_("Ohjaamo"))
    campaign = models.ForeignKey(
        Campaign, models.SET_NULL, null=True, blank=True, related_name="posts", verbose_name=_("campaign")
    )
    employer = models.ForeignKey(
        "network.Employer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("employer in the register"),
    )
    employer_name = models.CharField(_("employer"), max_length=160)
    kind = models.CharField(_("what is offered"), max_length=20, choices=JobKind.choices)
    title = models.CharField(_("job title"), max_length=160)
    description = models.TextField(_("what the work is like"), max_length=4000, blank=True)
    industry = models.CharField(_("field of work"), max_length=20, choices=Industry.choices, blank=True)
    municipality = models.ForeignKey(
        "network.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    places = models.PositiveSmallIntegerField(_("how many places"), default=1)
    min_age = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    work_time = models.CharField(_("when the work is"), max_length=160, blank=True)
    how_to_apply = models.CharField(
        _("how to apply"), max_length=300, help_text=_("A web address, an e-mail address or a phone number.")
    )
    apply_by = models.DateField(_("apply by"))
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(
        _("contact person's e-mail"), blank=True, help_text=_("For the Ohjaamo only, not shown.")
    )
    contact_phone = models.CharField(_("contact person's phone"), max_length=40, blank=True)
    status = models.CharField(
        _("state"), max_length=10, choices=JobStatus.choices, default=JobStatus.SUBMITTED, editable=False
    )
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # With this secret an employer without a login closes their own post.
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    submitted_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = JobPostQuerySet.as_manager()

    class Meta:
        ordering = ["apply_by", "pk"]
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        indexes = [models.Index(fields=["site", "status", "apply_by"], name="services_jobpost_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=JobKind.values)
                & Q(status__in=JobStatus.values)
                & Q(industry__in=["", *Industry.values]),
                name="services_jobpost_codes",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="services_jobpost_places",
                violation_error_message=_("A post has at least one place."),
            ),
            models.CheckConstraint(
                condition=~Q(status=JobStatus.APPROVED) | Q(approved_at__isnull=False),
                name="services_jobpost_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.employer_name}"

    def is_open_on(self, day: date) -> bool:
        """Whether everybody sees it on `day`."""
        return self.status == JobStatus.APPROVED and self.apply_by >= day

    @property
    def apply_link(self) -> str:
        """What `how_to_apply` leads to when it is nothing but a web address, an e-mail address or a phone number."""
        text = self.how_to_apply.strip()
        if WEB_ADDRESS.fullmatch(text):
            return text if text.lower().startswith("http") else f"https://{text}"
        if MAIL_ADDRESS.fullmatch(text):
            return f"mailto:{text}"
        return "tel:" + re.sub(r"[^+0-9]", "", text) if PHONE_NUMBER.fullmatch(text) else ""
