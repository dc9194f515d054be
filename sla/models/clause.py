"""Clauses: the parts of an agreement that are words and run nothing, in both languages."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.bilingual import reads_spanish

from .agreement import AgreementVersion
from .frozen import OF_VERSION, kept_part


@pghistory.track()
class Clause(models.Model):
    """What an agreement version says about one matter, as both teams read it."""

    class Kind(models.TextChoices):
        PURPOSE = "purpose", _("Purpose")
        EXCEPTIONS = "exceptions", _("Exceptions and waivers")
        CONSEQUENCES = "consequences", _("Consequences for both teams")
        DISPUTES = "disputes", _("Disputes")
        REPORTING = "reporting", _("Reporting")

    version = models.ForeignKey(
        AgreementVersion, models.CASCADE, related_name="clauses", verbose_name=_("version")
    )
    kind = models.CharField(_("about"), max_length=20, choices=Kind.choices)
    text_en = models.TextField(_("in English"), blank=True, max_length=5000)
    text_es = models.TextField(_("in Spanish"), blank=True, max_length=5000)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind"], name="a_matter_has_one_clause"),
        ]
        triggers = [kept_part(OF_VERSION)]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def text(self) -> str:
        """The words in the reader's language, else in the other one."""
        first, second = (self.text_es, self.text_en) if reads_spanish() else (self.text_en, self.text_es)
        return first or second

    def terms(self) -> list[str]:
        return [self.text_en, self.text_es]

    def copy_to(self, version: AgreementVersion) -> "Clause":
        return version.clauses.create(kind=self.kind, text_en=self.text_en, text_es=self.text_es)
