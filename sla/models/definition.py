"""Definitions: what both teams mean by MQL, SAL, SQL and disqualified, in versions that both sign."""

from datetime import datetime
from typing import Any

import pghistory
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.blocks import Editions
from documents.models import DocumentVersion
from people.bilingual import reads_spanish, told
from sla.criteria import Criteria, CriteriaFault, catalogues, parse
from sla.guards import Refused

from . import defining
from .frozen import kept_version
from .version import Version, VersionQuerySet

CONSEQUENCES = {
    "mql": _("A lead that it holds for crosses by itself, once a cycle, and is handed off to Sales."),
    "sal": _(
        "A person says so: Sales, by accepting or rejecting. Each answer names the version that counted."
    ),
    "sql": _(
        "An accepted lead that it holds for becomes one by itself, once a cycle; Sales may say it first."
    ),
    "disqualified": _(
        "A lead that it holds for is proposed to whoever has it; nothing happens until they say so."
    ),
}
"""What follows for a lead, by the word."""
KEPT = ("criteria", "fall_back", "text_en", "text_es")
"""What a draft takes over from the version it is written from."""


class DefinitionQuerySet(models.QuerySet["Definition"]):
    def word(self, key: str) -> "Definition":
        """The definition of this word, begun with its usual name where nobody has defined it yet."""
        names = {}
        for language in ("en", "es"):
            with override(language):
                names[f"name_{language}"] = str(Definition.Key(key).label)
        return self.get_or_create(key=key, defaults=names)[0]


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

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("definition")
        verbose_name_plural = _("definitions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return told(self.name_en, self.name_es)

    def get_absolute_url(self) -> str:
        return reverse("sla:definition-detail", args=[self.key])

    @property
    def consequence(self) -> Any:
        """What happens to a lead that it holds for."""
        return CONSEQUENCES[self.key]

    @transaction.atomic
    def draft(self, by: Any, like: "DefinitionVersion | None" = None) -> "DefinitionVersion":
        """The version being written; where none is, a new one that says what `like` says, else what the newest says."""
        Definition.objects.select_for_update().get(pk=self.pk)
        if being_written := self.versions.being_written().first():
            return being_written
        newest = self.versions.order_by("-number").first()
        model = like or newest
        kept = {name: getattr(model, name) for name in KEPT} if model else {"criteria": {}}
        return self.versions.create(number=newest.number + 1 if newest else 1, by=by, **kept)


class DefinitionVersionQuerySet(VersionQuerySet):
    def in_force(self, key: str, at: datetime) -> "DefinitionVersion | None":
        """The version of `key` that counted at `at`, if one did."""
        return self.at(at).filter(definition__key=key).select_related("definition").first()

    def for_guide(self, at: datetime) -> list["DefinitionVersion"]:
        """What counted at `at`, with its examples."""
        return list(self.at(at).select_related("definition").prefetch_related("examples"))

    def guide(self, at: datetime) -> Editions:
        """The qualification guide as it would read at `at`."""
        return defining.guide_of(self.for_guide(at), at)

    def issue_guide(self, by: Any, at: datetime) -> DocumentVersion:
        """The qualification guide as it reads at `at`; the newest edition where it says that already."""
        return defining.issue_guide(self.for_guide(at), by, at)


@pghistory.track()
class DefinitionVersion(Version):
    """One edition of a definition: criteria that run, and the same in words in both languages. Never edited in force."""

    NOUN = "definition"

    definition = models.ForeignKey(
        Definition,
        models.PROTECT,
        related_name="versions",
        verbose_name=_("definition"),
    )
    criteria = models.JSONField(_("criteria"), default=dict, blank=True)
    # hysteresis: what holds only for a while should not make a lead come and go
    fall_back = models.JSONField(_("leaves when"), null=True, blank=True)
    text_en = models.TextField(_("in words, English"), blank=True, max_length=5000)
    text_es = models.TextField(_("in words, Spanish"), blank=True, max_length=5000)

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
            # two drafts side by side would be two meanings to come
            models.UniqueConstraint(
                fields=["definition"],
                condition=models.Q(state__in=["draft", "in_review", "signed"]),
                name="one_meaning_being_written",
            ),
        ]
        triggers = [kept_version()]

    def __str__(self) -> str:
        return f"{self.definition} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("sla:definition-version", args=[self.pk])

    @property
    def text(self) -> str:
        """The words in the reader's language, else in the other one."""
        first, second = self.text_en, self.text_es
        if reads_spanish():
            first, second = second, first
        return first or second

    @property
    def asks_nothing(self) -> bool:
        return self.criteria in ({}, {"all": []})

    def meaning(self) -> Criteria:
        """The criteria, ready to become SQL or a sentence."""
        return parse(self.criteria or {"all": []}, catalogues["lead"])

    def leaving(self) -> Criteria | None:
        """When a lead that met it, and wasn't passed on, falls back again; None: it stays whatever happens."""
        return parse(self.fall_back, catalogues["lead"]) if self.fall_back else None

    def check_ready(self) -> None:
        """It asks something that can be read, and both teams read in their language what."""
        if self.asks_nothing:
            raise Refused(
                _("It asks nothing yet, so every lead would be meant. Write at least one condition.")
            )
        if not (self.text_en.strip() and self.text_es.strip()):
            raise Refused(_("Say what it means in both languages, so that both teams sign the same."))
        try:
            self.meaning()
            self.leaving()
        except CriteriaFault as fault:
            raise Refused(_("“%(name)s”: %(fault)s") % {"name": self, "fault": fault}) from fault

    def issue(self, by: Any, at: datetime) -> DocumentVersion:
        """The document that both sign, and the examples as they stand now."""
        self.examples.choose(self, at)
        return defining.issue(self, by, at)

    def written(self, at: datetime) -> Editions:
        return defining.written(self, at)
