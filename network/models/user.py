from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .history import keeps_history


class Role(models.TextChoices):
    """What a person does at an Ohjaamo; network/access.py says what each may do."""

    COUNSELLOR = "counsellor", _("Counsellor")
    EXPERT = "expert", _("Expert")
    MANAGER = "manager", _("Manager")
    ADMIN = "admin", _("Admin")
    DPO = "dpo", _("Data protection officer")
    REPORT_READER = "report_reader", _("Report reader")


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A new user without any role; no password = the user must set one by mail."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """The first user of an installation: an admin of all sites, never a reader of cases."""
        user = self.create_user(email, password, **fields)
        RoleAssignment.objects.create(user=user, role=Role.ADMIN)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who logs in, by e-mail. Rights come from role assignments only."""

    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    last_name = models.CharField(_("last name"), max_length=60, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        default="fi",
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name", "email"]
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email


@keeps_history(insertions=True)
class RoleAssignment(models.Model):
    """A user's role at one site, or at all of the installation's sites (no site)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    site = models.ForeignKey(
        "network.Site",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("Ohjaamo"),
        help_text=_("Empty = all Ohjaamos of this installation."),
    )

    class Meta:
        ordering = ["user", "role", "site"]
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "site"],
                nulls_distinct=False,
                name="network_roleassignment_once",
                violation_error_message=_("The user has this role already."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="network_roleassignment_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.site or _('all Ohjaamos')}"
