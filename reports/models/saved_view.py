from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Project, Versioned


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user, projects):
        """The user's own and those that others share, of `projects`, whose exact figures the user may see."""
        mine = Q(owner=user) | Q(is_shared=True)
        return self.filter(mine, project__in=projects).select_related("owner", "project")


class SavedView(Versioned):
    """A question to the workbench kept under a name; shared = for all who may see the project's exact figures.

    question: the query string of the workbench, which tells of no person.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    project = models.ForeignKey(Project, models.CASCADE, related_name="saved_views", verbose_name=_("project"))
    name = models.CharField(_("name"), max_length=120)
    question = models.CharField(max_length=2000)
    is_shared = models.BooleanField(_("shared with the others of the house"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "project", "name"],
                name="reports_savedview_once",
                violation_error_message=_("You have a view of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
