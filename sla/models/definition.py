"""Definitions: what both teams mean by MQL, SAL, SQL and disqualified, in versions."""

from datetime import datetime
from typing import Any

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.bilingual import reads_spanish, told
from sla.criteria import Criteria, catalogues, parse
from sla.guards import Refused, publication_guards
from sla.signals import version_in_force

from .frozen import State, kept_version


@pghistory.track()
class Definition(models.Model):
    """One word of the vocabulary that both teams sign; what it means stands in its versions."""

    class Key(models.TextChoices):
        MQL = "mql", _("MQL")
        SAL = "sal", _("SAL")
        SQL = "sql", _("SQL")
        DISQUALIFIED = "disqualified", _("Disqualified")

    key = models.CharField(_("key"), max_length=20, choices=Key.choices, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return told(self.name_en, self.name_es)

    def get_absolute_url(self) -> str:
        return reverse("sla:definition-detail", args=[self.key])

    def draft(
        self,
        criteria: dict[str, Any],
        text_en: str,
        text_es: str,
        by: Any,
        fall_back: dict[str, Any] | None = None,
    ) -> "DefinitionVersion":
        """The next version, to be discussed; raises CriteriaFault when the criteria can't be read."""
        for tree in (criteria, *([] if fall_back is None else [fall_back])):
            parse(tree, catalogues["lead"])
        last = self.versions.aggregate(last=models.Max("number"))["last"] or 0
        return self.versions.create(
            number=last + 1, criteria=criteria, text_en=text_en, text_es=text_es, by=by, fall_back=fall_back
        )


class DefinitionVersionQuerySet(models.QuerySet["DefinitionVersion"]):
    def in_force(self, key: str, at: datetime) -> "DefinitionVersion | None":
        """The version of `key` that counted at `at`, if one did."""
        return self.at(at).filter(definition__key=key).select_related("definition").first()

    def at(self, at: datetime) -> "DefinitionVersionQuerySet":
        """Those that counted at `at`."""
        open_ended = models.Q(in_force_until=None) | models.Q(in_force_until__gt=at)
        return self.filter(
            open_ended,
            state__in=(State.IN_FORCE, State.SUPERSEDED),
            in_force_from__lte=at,
        )


@pghistory.track()
class DefinitionVersion(models.Model):
    """One edition of a definition: criteria that run, and the same in words in both languages. Never edited in force."""

    State = State

    definition = models.ForeignKey(
        Definition,
        models.PROTECT,
        related_name="versions",
        verbose_name=_("definition"),
    )
    number = models.PositiveIntegerField(_("version"))
    criteria = models.JSONField(_("criteria"))
    # hysteresis: what holds only for a while should not make a lead come and go
    fall_back = models.JSONField(_("leaves when"), null=True, blank=True)
    text_en = models.TextField(_("in words, English"), blank=True)
    text_es = models.TextField(_("in words, Spanish"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    in_force_from = models.DateTimeField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateTimeField(_("in force until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = DefinitionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("definition version")
        verbose_name_plural = _("definition versions")
        ordering = ["definition", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["definition", "number"], name="definition_versions_count_up"),
            models.UniqueConstraint(
                fields=["definition"],
                condition=models.Q(state="in_force"),
                name="one_meaning_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_force", "superseded"])
                | models.Q(in_force_from__isnull=False),
                name="definition_in_force_says_since_when",
            ),
        ]
        triggers = [kept_version()]

    def __str__(self) -> str:
        return f"{self.definition} v{self.number}"

    @property
    def text(self) -> str:
        """The words in the reader's language, else in the other one."""
        first, second = self.text_en, self.text_es
        if reads_spanish():
            first, second = second, first
        return first or second

    def meaning(self) -> Criteria:
        """The criteria, ready to become SQL or a sentence."""
        return parse(self.criteria, catalogues["lead"])

    def leaving(self) -> Criteria | None:
        """When a lead that met it, and wasn't passed on, falls back again; None: it stays whatever happens."""
        return None if self.fall_back is None else parse(self.fall_back, catalogues["lead"])

    @transaction.atomic
    def put_in_force(self, by: Any, at: datetime) -> "DefinitionVersion":
        """From `at` this is what the word means; the one before is superseded. Quiet when it already is in force."""
        Definition.objects.select_for_update().get(pk=self.definition_id)
        siblings = DefinitionVersion.objects.filter(definition=self.definition_id)
        mine = siblings.select_related("definition").get(pk=self.pk)
        if mine.state == State.IN_FORCE:
            return mine
        if mine.state == State.SUPERSEDED:
            raise Refused(_("This version was superseded. Make a new draft from it."))
        publication_guards.ask(mine, by, at)
        siblings.filter(state=State.IN_FORCE).update(state=State.SUPERSEDED, in_force_until=at)
        mine.state, mine.in_force_from, mine.by = State.IN_FORCE, at, by
        mine.save(update_fields=["state", "in_force_from", "by"])
        self.state, self.in_force_from, self.by = mine.state, at, by
        version_in_force.send(sender=DefinitionVersion, version=mine, at=at)
        return mine
