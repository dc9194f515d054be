"""One edition of a document: sealed with its first breath."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents import kinds
from documents.blocks import Blocks, Editions
from documents.hashing import hash_of
from documents.json_form import from_json, to_json

from .document import Document
from .signature import Refused, Signature


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def visible_to(self, user: Any) -> "DocumentVersionQuerySet":
        return self.filter(document__in=Document.objects.visible_to(user))

    def newest_first(self) -> "DocumentVersionQuerySet":
        """For a list of editions: without their blocks, which may be large."""
        return self.order_by("-number").defer("blocks")

    def for_reading(self) -> "DocumentVersionQuerySet":
        return self.select_related("document", "by").prefetch_related("signatures__by")

    def newest_of(self, documents: Sequence[Document]) -> dict[int, "DocumentVersion"]:
        """{document: its newest version}, with its signatures and without its blocks: two queries."""
        rows = self.filter(document__in=[one.pk for one in documents]).select_related("document", "by")
        newest = rows.order_by("document_id", "-number").distinct("document_id").defer("blocks")
        return {version.document_id: version for version in newest.prefetch_related("signatures__by")}

    def next(
        self,
        document: Document,
        editions: Mapping[str, Blocks | list[Any]],
        label: str,
        by: Any,
        at: datetime,
    ) -> tuple["DocumentVersion", bool]:
        """The newest version when it says the same, else a new one; whoever calls holds the document's lock."""
        written = {language: tuple(blocks) for language, blocks in editions.items()}
        hash = hash_of(written)
        newest = self.filter(document=document).order_by("-number").first()
        if newest and newest.hash == hash:
            return newest, False
        number = newest.number + 1 if newest else 1
        values = {"hash": hash, "label": label, "created_at": at, "by": by}
        return self.create(document=document, number=number, blocks=to_json(written), **values), True


class DocumentVersion(models.Model):
    """What a document said in both languages when it was issued; the database refuses to change or delete it."""

    document = models.ForeignKey(
        Document, models.PROTECT, related_name="versions", verbose_name=_("document")
    )
    number = models.PositiveIntegerField(_("version"))
    blocks = models.JSONField(_("blocks"))
    hash = models.CharField(_("hash"), max_length=64)
    label = models.CharField(_("label"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("issued"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("issued by"),
    )
    """Null when a rule issued it."""

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("document version")
        verbose_name_plural = _("document versions")
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_versions_count_up"),
        ]
        triggers = [
            pgtrigger.Protect(name="sealed_when_issued", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("documents:version-detail", args=[self.document_id, self.number])

    @cached_property
    def editions(self) -> Editions:
        return from_json(self.blocks)

    def in_language(self, language: str) -> Blocks:
        """The blocks in this language, or in the first one it was written in."""
        return self.editions.get(language) or next(iter(self.editions.values()))

    @property
    def is_intact(self) -> bool:
        """Whether the words still give the hash that was signed."""
        return hash_of(self.editions) == self.hash

    @property
    def capacities(self) -> Mapping[str, str | Promise]:
        kind = kinds.find(self.document.kind)
        return kind.capacities if kind else {}

    def by_capacity(self) -> list[tuple[str | Promise, Signature | None]]:
        """Everybody who has to sign, with what they gave so far."""
        given = {signature.capacity: signature for signature in self.signatures.all()}
        return [(label, given.get(key)) for key, label in self.capacities.items()]

    @property
    def is_signed(self) -> bool:
        """Whether everybody who has to sign has."""
        signed = {signature.capacity for signature in self.signatures.all()}
        return bool(self.capacities) and signed >= self.capacities.keys()

    @transaction.atomic
    def sign(self, capacity: str, by: Any, at: datetime) -> Signature:
        """Give somebody's word under this version: the first signature for a capacity stands, twice is quiet.

        Refused when a newer version stands beside it: nobody signs words that have been replaced.
        """
        document = Document.objects.select_for_update().get(pk=self.document_id)
        signed = self.signatures.filter(capacity=capacity).first()
        if signed:
            return signed
        kind = kinds.find(document.kind)
        if kind is None or capacity not in kind.capacities:
            raise Refused(_("Nobody signs this document in that capacity."))
        if not kind.may_sign(by, capacity):
            raise Refused(_("You can't sign this document in that capacity."))
        if document.versions.filter(number__gt=self.number).exists():
            raise Refused(_("A newer version of this document has been issued. Sign that one."))
        return self.signatures.create(capacity=capacity, by=by, role=by.role, signed_at=at, hash=self.hash)
