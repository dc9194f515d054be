"""Views that people keep: a board with its filters, under a name, for themselves, their team or everybody."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Team, User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: User) -> Self:
        """The own, those of the team, and those for everybody. What a view shows is always cut to who looks."""
        shared = Q(reach=SavedView.Reach.EVERYBODY)
        if user.team_id:
            shared |= Q(reach=SavedView.Reach.TEAM, team=user.team_id)
        return self.filter(Q(owner=user.pk) | shared)

    def keep(self, owner: User, board: str, name: str, query: str, reach: str) -> "SavedView":
        """Saved again under its name, a view of one's own changes."""
        team = owner.team if reach == SavedView.Reach.TEAM else None
        kept, _is_new = self.update_or_create(
            owner=owner, board=board, name=name, defaults={"query": query, "reach": reach, "team": team}
        )
        return kept


class SavedView(models.Model):
    """A board with its filters under a name. `query` is what the address says after the question mark, cleaned."""

    class Reach(models.TextChoices):
        OWN = "own", _("Only me")
        TEAM = "team", _("My team")
        EVERYBODY = "everybody", _("Everybody")

    name = models.CharField(_("name"), max_length=80)
    board = models.SlugField(_("board"), max_length=20, db_index=False)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("saved by")
    )
    reach = models.CharField(_("who sees it"), max_length=9, choices=Reach.choices, default=Reach.OWN)
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "board", "name"], name="a_view_is_named_once"),
            models.CheckConstraint(
                condition=Q(reach="team", team__isnull=False) | (~Q(reach="team") & Q(team=None)),
                name="a_team_sees_what_is_the_teams",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Each board's address is its key, also where a page of its own answers there."""
        return f"{reverse('dashboards:board', args=[self.board])}?{self.query}"


class FirstView(models.Model):
    """What opens first when a person goes to the dashboards; without one, the board of their role does."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="first_view"
    )
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="+", verbose_name=_("view"))

    class Meta:
        verbose_name = _("first view")
        verbose_name_plural = _("first views")

    def __str__(self) -> str:
        return f"{self.view_id}"

    @classmethod
    def of(cls, user: User) -> SavedView | None:
        """Still visible to them: a view that is no longer shared with them opens for them no more."""
        return (
            SavedView.objects.visible_to(user)
            .filter(pk__in=cls.objects.filter(user=user).values("view"))
            .first()
        )
