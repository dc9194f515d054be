"""Quotes: sentences worth keeping, coded to themes, so that what people say can be counted by team."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diagnostics.starter_guides import THEMES
from people.models import TeamKind, User

from .assessment import Assessment
from .interview import Interview
from .note import Note
from .wording import InBoth, said_once

if TYPE_CHECKING:
    from collections.abc import Iterable

SAID_BY = "quotes__note__interview__stakeholder__side"


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: User) -> "ThemeQuerySet":
        return self.filter(assessment__in=Assessment.objects.visible_to(user))

    def editable_by(self, user: User) -> "ThemeQuerySet":
        return self.filter(assessment__in=Assessment.objects.editable_by(user))

    def by_team(self) -> "ThemeQuerySet":
        """Each with how many quotes speak of it: marketing's, sales', everybody else's; most spoken of first."""
        marketing, sales = (
            models.Q(**{SAID_BY: TeamKind.MARKETING}),
            models.Q(**{SAID_BY: TeamKind.SALES}),
        )
        return self.annotate(
            quote_count=models.Count("quotes"),
            marketing_count=models.Count("quotes", filter=marketing),
            sales_count=models.Count("quotes", filter=sales),
            other_count=models.Count("quotes", filter=~marketing & ~sales),
        ).order_by("-quote_count", "pk")

    def lay_out(self, assessment: Assessment) -> None:
        """The themes to begin with; those that are there already stay."""
        known = set(self.filter(assessment=assessment).values_list("key", flat=True))
        Theme.objects.bulk_create(
            Theme(assessment=assessment, key=key, name_en=english, name_es=spanish)
            for key, english, spanish in THEMES
            if key not in known
        )


class Theme(models.Model):
    """A matter that several people speak of; problems find their evidence in its quotes."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="themes")
    key = models.SlugField(blank=True, editable=False)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=120, blank=True)

    name = InBoth("name")
    objects = ThemeQuerySet.as_manager()

    if TYPE_CHECKING:
        # what `by_team` brings along
        quote_count: int
        marketing_count: int
        sales_count: int
        other_count: int

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "key"],
                condition=~models.Q(key=""),
                name="starting_themes_are_laid_out_once",
            ),
            models.CheckConstraint(condition=said_once("name"), name="theme_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class QuoteQuerySet(models.QuerySet["Quote"]):
    def visible_to(self, user: User) -> "QuoteQuerySet":
        return self.filter(note__in=Note.objects.visible_to(user))

    def editable_by(self, user: User) -> "QuoteQuerySet":
        return self.visible_to(user).filter(note__interview__stakeholder__assessment__closed_on=None)

    def for_list(self) -> "QuoteQuerySet":
        return self.select_related("note__interview__stakeholder", "by").prefetch_related("themes")

    def about(self, theme: int) -> "QuoteQuerySet":
        return self.filter(themes=theme)

    def within(self, assessment: Assessment) -> "QuoteQuerySet":
        return self.filter(note__interview__stakeholder__assessment=assessment)

    def of_interview(self, interview: Interview) -> "QuoteQuerySet":
        return self.filter(note__interview=interview)

    @transaction.atomic
    def keep(
        self,
        note: Note,
        text: str,
        themes: "Iterable[Theme]",
        by: User | None,
        at: datetime,
    ) -> "Quote":
        """Once per note and sentence; kept again it takes the new themes as well."""
        quote, _created = self.get_or_create(note=note, text=text.strip(), defaults={"by": by, "kept_at": at})
        quote.themes.add(*themes)
        return quote


class Quote(models.Model):
    """A sentence in somebody's own words, out of a note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="quotes")
    text = models.CharField(_("in their words"), max_length=600)
    themes = models.ManyToManyField(Theme, related_name="quotes", verbose_name=_("themes"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(pgettext_lazy("quote", "kept"))

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["note__interview", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["note", "text"], name="a_sentence_is_quoted_once"),
        ]

    def __str__(self) -> str:
        return self.text
