"""Routing rules: to which team's queue, or which of its people, a lead goes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from leads.routing import choosing
from people.bilingual import told
from people.models import Team, TeamKind
from sla.criteria import Criteria, catalogues, parse
from sla.criteria.moments import Moment


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def current(self) -> Self:
        """Those that route, in their order; the one that catches all is the last, wherever it was written."""
        last = Case(When(criteria={}, then=1), default=0, output_field=IntegerField())
        return self.filter(is_active=True).order_by(last, "position", "pk")

    def catching_all(self) -> Self:
        return self.filter(is_active=True, criteria={})

    def complete(self) -> "list[RoutingRule]":
        """The current rules; where none catches the rest yet, the first team of Sales does from now on."""
        rules: list[RoutingRule] = list(self.current().select_related("team"))
        if rules and rules[-1].is_catch_all:
            return rules
        team = Team.objects.filter(kind=TeamKind.SALES).order_by("pk").first()
        return [*rules, self._catch_all(team)] if team else rules

    def _catch_all(self, team: Team) -> "RoutingRule":
        # two workers take turns at the team's row, and the second finds what the first has written
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        return self.catching_all().select_related("team").first() or self.create(
            position=0, name_en="Everything else", name_es="Todo lo demás", team=team
        )

    @transaction.atomic
    def arrange(self, order: Sequence[int]) -> None:
        """Number the current rules in this order; those it doesn't name follow as they stood, what catches all is last."""
        standing = [rule.pk for rule in self.current().select_for_update(no_key=True)]
        wanted = [pk for pk in dict.fromkeys(order) if pk in standing]
        wanted += [pk for pk in standing if pk not in wanted]
        for position, pk in enumerate(wanted, start=1):
            self.filter(pk=pk).exclude(position=position).update(position=position)

    def next_position(self) -> int:
        return (self.aggregate(last=models.Max("position"))["last"] or 0) + 1


def first_rules(rules: Iterable["RoutingRule"], leads: Any, at: Moment, key: str = "pk") -> dict[int, int]:
    """{key of the row: place of the first rule that holds}; one statement, whatever the number of rules and leads."""
    cases = [
        When(rule.meaning().condition(at), then=Value(place))
        for place, rule in enumerate(rules)
        if rule.criteria
    ]
    places: list[int] = [place for place, rule in enumerate(rules) if not rule.criteria]
    rest = Value(places[-1]) if places else Value(None, output_field=IntegerField())
    routed = Case(*cases, default=rest, output_field=IntegerField()) if cases else rest
    found = leads.order_by().annotate(routed=routed).values_list(key, "routed")
    return {pk: place for pk, place in found if place is not None}


@pghistory.track()
class RoutingRule(models.Model):
    """A queue and the leads it takes: the first rule whose criteria hold. The one without criteria catches all that no
    other takes, and is never removed; so no lead is without a queue."""

    class Method(models.TextChoices):
        QUEUE = choosing.QUEUE, _("Into the team's queue")
        PERSON = choosing.PERSON, _("To one person")
        TURNS = choosing.TURNS, _("In turns")
        WEIGHTED = choosing.WEIGHTED, _("In turns by weight")
        CAPACITY = choosing.CAPACITY, _("To who has most room")

    position = models.PositiveSmallIntegerField(_("position"))
    name_en = models.CharField(_("name in English"), max_length=200)
    name_es = models.CharField(_("name in Spanish"), max_length=200)
    criteria = models.JSONField(_("criteria"), default=dict, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="routing_rules", verbose_name=_("team"))
    method = models.CharField(_("method"), max_length=8, choices=Method.choices, default=Method.QUEUE)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to whom"),
    )
    skills = models.JSONField(_("skills asked for"), default=list, blank=True)
    by_language = models.BooleanField(_("only who speaks the lead's language"), default=False)
    by_territory = models.BooleanField(_("only who has the lead's territory"), default=False)
    in_hours = models.BooleanField(_("only who is at work now"), default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who is told when it grows"),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = RoutingRuleQuerySet.as_manager()

    drafted: dict[int, int] | None = None
    """{person: weight} of a rule that is only tried; what is stored has rows of its own."""

    if TYPE_CHECKING:
        shares: Any
        turns: Any

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                Value(1), condition=Q(criteria={}, is_active=True), name="one_rule_catches_all"
            ),
            models.CheckConstraint(
                condition=~Q(method="person") | Q(person__isnull=False), name="a_rule_to_a_person_names_them"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """To ask nothing is written in one way, which the database knows."""
        if self.criteria == {"all": []}:
            self.criteria = {}
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return told(self.name_en, self.name_es)

    @property
    def is_catch_all(self) -> bool:
        return not self.criteria

    @property
    def shares_out(self) -> bool:
        return self.method in choosing.SHARING

    def meaning(self) -> Criteria:
        """The criteria, ready to become SQL or a sentence."""
        return parse(self.criteria or {"all": []}, catalogues["lead"])

    def retire(self) -> bool:
        """Takes no more leads; what it decided keeps its name. What catches all can't go: False."""
        if self.is_catch_all:
            return False
        RoutingRule.objects.filter(pk=self.pk).update(is_active=False)
        return True
