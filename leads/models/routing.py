"""Routing: to which team's queue a lead goes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.bilingual import told
from people.models import Team
from sla.criteria import Criteria, catalogues, parse

from .lead import Lead


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def current(self) -> Self:
        return self.filter(is_active=True).order_by("position")

    def route(self, lead_ids: Iterable[int], at: datetime) -> dict[int, "RoutingRule"]:
        """{lead: the first rule that takes it}; one query a rule, whatever the number of leads."""
        left = set(lead_ids)
        routed: dict[int, RoutingRule] = {}
        for rule in self.current().select_related("team"):
            taken = set(
                Lead.objects.filter(pk__in=left)
                .filter(rule.meaning().condition(at))
                .values_list("pk", flat=True)
            )
            routed |= dict.fromkeys(taken, rule)
            left -= taken
        return routed


@pghistory.track()
class RoutingRule(models.Model):
    """A queue and the leads it takes: the first rule whose criteria hold; one without criteria catches all."""

    position = models.PositiveSmallIntegerField(_("position"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_es = models.CharField(_("name in Spanish"), max_length=200)
    criteria = models.JSONField(_("criteria"), default=dict, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="routing_rules", verbose_name=_("team"))
    is_active = models.BooleanField(_("active"), default=True)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return told(self.name_en, self.name_es)

    def meaning(self) -> Criteria:
        """The criteria, ready to become SQL or a sentence."""
        return parse(self.criteria or {"all": []}, catalogues["lead"])
