from django.db import models
from django.db.models import Avg, Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.codes import validate_language
from services.codes import Channel

STATEMENTS = ("got_help", "was_heard", "took_part", "plans_cleared")
QUESTIONS = ("grade", *STATEMENTS)


def _answers(question: str) -> range:
    return range(4, 11) if question == "grade" else range(1, 6)


class FeedbackQuerySet(models.QuerySet):
    def means(self) -> dict[str, dict]:
        """{question: {"n", "mean"}} of the grade and the four statements; who left one empty is not in its n."""
        counts = {f"{name}_n": Count(name) for name in QUESTIONS} | {f"{name}_mean": Avg(name) for name in QUESTIONS}
        found = self.aggregate(**counts)
        return {name: {"n": found[f"{name}_n"], "mean": found[f"{name}_mean"]} for name in QUESTIONS}

    def distributions(self) -> dict[str, list[tuple[int, int]]]:
        """{question: [(answer, how many gave it) …]} with every possible answer, the best first; one query."""
        wanted = {f"{name}_{value}": (name, value) for name in QUESTIONS for value in reversed(_answers(name))}
        found = self.aggregate(**{key: Count("pk", filter=Q(**{name: value})) for key, (name, value) in wanted.items()})
        rows: dict[str, list[tuple[int, int]]] = {name: [] for name in QUESTIONS}
        for key, (name, value) in wanted.items():
            rows[name].append((value, found[key]))
        return rows

    def by(self, field: str) -> list[tuple[str, int, int, float | None]]:
        """(value of `field`, answers, answers with a grade, mean grade) for each value, by value; one query."""
        groups = self.order_by().values_list(field)
        return list(groups.annotate(Count("pk"), Count("grade"), Avg("grade")).order_by(field))


def _statement(label) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class Feedback(models.Model):
    """A word after the visit: a school grade 4–10 and four statements 1–5 (domain: national survey of 2020).

    Nobody's name, and only the day: it cannot be laid beside the visits of that hour.
    """

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="feedback", verbose_name=_("Ohjaamo"))
    date = models.DateField(_("date"), default=timezone.localdate)
    channel = models.CharField(_("how given"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    language = models.CharField(_("language of service"), max_length=5, blank=True, validators=[validate_language])
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    got_help = _statement(_("I got the information and support that I needed."))
    was_heard = _statement(_("The counsellor listened to my thoughts and wishes."))
    took_part = _statement(_("I could take part in the decisions about me."))
    plans_cleared = _statement(_("My plans for the future became clearer."))
    comment = models.TextField(_("in your own words"), max_length=1000, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        indexes = [models.Index(fields=["site", "date"], name="services_feedback_site_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__range=(4, 10)), name="services_feedback_grade"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 5)}),
                    name=f"services_feedback_{name}",
                )
                for name in STATEMENTS
            ),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="services_feedback_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.date}"
