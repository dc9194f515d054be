"""Users: who signs in, in which role, and how they read the product.

What a role sees and does (`visible_to` of each noun follows this table; the doors are tested against it):

| role              | leads                       | does                                             | second factor |
| ----------------- | --------------------------- | ------------------------------------------------ | ------------- |
| revops            | all                         | people, teams, calendars, connections, admin     | required      |
| marketing_manager | all                         | signs for marketing, waives, answers disputes    | offered       |
| marketing         | all                         | answers returns and rejections                   | offered       |
| sales_manager     | the team's                  | signs for sales, waives, reassigns               | offered       |
| sales             | own and the team's queue    | accepts, rejects, returns, touches               | offered       |
| executive         | all, personal fields masked | reads                                            | required      |
| facilitator       | all, personal fields masked | runs the diagnosis; alone sees interview notes   | offered       |
| privacy           | blocked ones, with a reason | erases, opens blocked records                    | offered       |
"""

from datetime import datetime
from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .organisation import known_zone
from .team import Team


class Role(models.TextChoices):
    REVOPS = "revops", _("RevOps admin")
    MARKETING_MANAGER = "marketing_manager", _("Marketing manager")
    MARKETING = "marketing", _("Marketing")
    SALES_MANAGER = "sales_manager", _("Sales manager")
    SALES = "sales", _("Sales representative")
    EXECUTIVE = "executive", _("Executive")
    FACILITATOR = "facilitator", _("Facilitator")
    PRIVACY = "privacy", _("Data protection officer")


MANAGERS = frozenset({Role.MARKETING_MANAGER, Role.SALES_MANAGER})
# executives and facilitators read all leads with the personal fields masked
SEE_EVERY_LEAD = frozenset(
    {Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER, Role.EXECUTIVE, Role.FACILITATOR}
)
SEE_MASKED = frozenset({Role.EXECUTIVE, Role.FACILITATOR})


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def with_role(self, *roles: str) -> "UserQuerySet":
        return self.active().filter(role__in=roles)

    def visible_to(self, user: "User") -> "UserQuerySet":
        """Everybody knows their colleagues; who has left is known to RevOps."""
        return self.all() if user.is_revops else self.active()

    def matching(self, text: str) -> "UserQuerySet":
        """Whose name or address holds this text."""
        text = text.replace("\x00", "").strip()[:100]
        return self.filter(models.Q(name__icontains=text) | models.Q(email__icontains=text)) if text else self

    def managing(self, teams: Any) -> "UserQuerySet":
        """The managers of these teams."""
        return self.active().filter(team__in=teams, role__in=MANAGERS)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=Role.REVOPS, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login", "theme", "signed_out_at"],
)
class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. The role says what they may do, the team whose leads they answer for."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    Role = Role

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.SALES)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    language = models.CharField(
        _("language"), max_length=5, blank=True, choices=[("en", "English"), ("es", "Español")]
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[known_zone])
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    calendar = models.ForeignKey(
        "people.WorkingCalendar",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("working calendar"),
    )
    mail_notices = models.BooleanField(_("notices by e-mail"), default=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    signed_out_at = models.DateTimeField(_("signed out everywhere"), null=True, editable=False)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address_whatever_the_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """Sessions also end when their person signs out everywhere."""
        since = self.signed_out_at.isoformat() if self.signed_out_at else ""
        return salted_hmac("people.User.session", self.password + since, algorithm="sha256").hexdigest()

    def sign_out_everywhere(self, at: datetime) -> None:
        self.signed_out_at = at
        self.save(update_fields=["signed_out_at"])

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """In the admin RevOps may do what the admin offers; decisions are read-only there for everybody."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    @property
    def is_staff(self) -> bool:
        """The admin is the operator's desk: RevOps sits at it."""
        return self.is_active and self.role == Role.REVOPS

    @property
    def working_calendar_id(self) -> int | None:
        """Whose hours hold this person's alerts: the own calendar's, else the team's."""
        return self.calendar_id or (self.team.calendar_id if self.team else None)

    @property
    def is_manager(self) -> bool:
        return self.role in MANAGERS

    @property
    def is_revops(self) -> bool:
        return self.role == Role.REVOPS

    @property
    def sees_every_lead(self) -> bool:
        return self.role in SEE_EVERY_LEAD

    @property
    def sees_masked(self) -> bool:
        return self.role in SEE_MASKED
