"""Documents: what is issued and signed, each edition kept as it was."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents import kinds
from documents.blocks import Blocks
from people.bilingual import told

if TYPE_CHECKING:
    from .version import DocumentVersion


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Each kind says who reads it; a kind that nobody registered is read by nobody."""
        return self.filter(kinds.reach_of(user))

    def of_kind(self, kind: str) -> "DocumentQuerySet":
        return self.filter(kind=kind) if kind else self

    def newest_of_each(self, kinds: Iterable[str], count: int) -> "list[Document]":
        """So many of each of these kinds, the last issued first; one query."""
        place = Window(RowNumber(), partition_by="kind", order_by=["-issued_at", "-id"])
        return list(self.filter(kind__in=list(kinds)).annotate(place=place).filter(place__lte=count))

    def named(self, text: str) -> "DocumentQuerySet":
        """Those whose title, in either language, holds the words."""
        found = self
        for word in text.replace("\x00", " ").split()[:8]:
            found = found.filter(models.Q(title_en__icontains=word) | models.Q(title_es__icontains=word))
        return found

    @transaction.atomic
    def issue(
        self,
        kind: str,
        key: str,
        titles: Mapping[str, str],
        editions: Mapping[str, Blocks | list[Any]],
        label: str,
        by: Any,
        at: datetime,
    ) -> "DocumentVersion":
        """The version with these blocks: the newest one when it says the same, else the next.

        `titles` and `editions` are by language ("en", "es"); `label` is what this edition is called where it comes from.
        """
        named = {"title_en": titles["en"], "title_es": titles["es"], "issued_at": at}
        self.get_or_create(kind=kind, key=key, defaults={**named, "created_at": at})
        document = self.select_for_update().get(kind=kind, key=key)
        version, is_new = document.versions.next(document, editions, label, by, at)
        if is_new:
            self.filter(pk=document.pk).update(**named)
        return version


class Document(models.Model):
    """Something that is written down and signed, such as one agreement; what it says stands in its versions."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=100)
    """Names the document within its kind, in the words of the app that issues it."""
    title_en = models.CharField(_("title in English"), max_length=300)
    title_es = models.CharField(_("title in Spanish"), max_length=300)
    created_at = models.DateTimeField(_("created"))
    issued_at = models.DateTimeField(_("last issued"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="a_document_has_one_place_in_its_kind")
        ]
        # read by the list, newest first
        indexes = [models.Index(fields=["-issued_at", "-id"], name="documents_newest_first")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:document-detail", args=[self.pk])

    @property
    def title(self) -> str:
        return told(self.title_en, self.title_es)

    def title_in(self, language: str) -> str:
        return self.title_es if language == "es" else self.title_en

    @property
    def kind_label(self) -> str | Promise:
        kind = kinds.find(self.kind)
        return kind.label if kind else self.kind

    @property
    def source_url(self) -> str:
        """The page of what it is about; empty where its kind names none."""
        kind = kinds.find(self.kind)
        return kind.source_url(self.key) if kind and kind.source_url else ""
