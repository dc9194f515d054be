"""What was spent: the ledger that costs per lead and the return of the program are counted from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import MANAGERS, Organisation, Role, User

READERS = frozenset({Role.REVOPS, Role.EXECUTIVE}) | MANAGERS
WRITERS = (Role.REVOPS, Role.MARKETING_MANAGER)


class SpendQuerySet(models.QuerySet["Spend"]):
    def visible_to(self, user: User) -> Self:
        """What the company spends is read by those who answer for it."""
        return self if user.role in READERS else self.none()

    def for_page(self) -> Self:
        return self.select_related("by", "corrects", "correction")

    def standing(self) -> Self:
        """The rows that count: those that no later one corrects."""
        return self.filter(correction=None)

    def for_channels(self) -> Self:
        """What was spent on winning leads."""
        return self.filter(purpose=Spend.Purpose.CHANNEL)

    def for_program(self) -> Self:
        """What the work of alignment itself cost."""
        return self.filter(purpose=Spend.Purpose.PROGRAM)

    def of_purpose(self, purpose: str) -> Self:
        return self.filter(purpose=purpose)

    def of_months(self, since: date, until: date) -> Self:
        """Of the months whose first day is one of these, both included."""
        return self.filter(month__range=(since, until))

    def record(self, rows: Iterable["Spend"], by: User | None, at: datetime) -> list["Spend"]:
        """Append rows that are not stored yet, all in one statement."""
        told, currency = list(rows), Organisation.current().currency
        for row in told:
            row.by, row.recorded_at = by, at
            row.tell_base(currency)
        return Spend.objects.bulk_create(told, batch_size=1000)

    def within(self, cuts: Mapping[str, Sequence[Any]]) -> Self:
        """Only these sources and channels: {"source": ["web", ""]}."""
        return self.filter(**{f"{name}__in": list(values) for name, values in cuts.items()})


class Spend(models.Model):
    """Money spent in one month, on a source and channel of leads or on the program. A correction is a row of its own.

    A blank source or channel is "not stated". `amount_base` is in the company's currency; None where it can't be told.
    """

    class Purpose(models.TextChoices):
        CHANNEL = "channel", _("Winning leads")
        PROGRAM = "program", _("Alignment program")

    month = models.DateField(_("month"))
    source = models.CharField(_("source"), max_length=1000, blank=True, default="")
    channel = models.CharField(_("channel"), max_length=1000, blank=True, default="")
    purpose = models.CharField(_("purpose"), max_length=7, choices=Purpose.choices, default=Purpose.CHANNEL)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    amount_base = models.DecimalField(
        _("amount in the company's currency"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="correction",
        verbose_name=_("corrects"),
    )

    objects = SpendQuerySet.as_manager()

    class Meta:
        verbose_name = _("spend")
        verbose_name_plural = _("spend")
        ordering = ["-month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="spend_is_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="spend_counts_by_month"),
            models.CheckConstraint(
                condition=Q(purpose__in=["channel", "program"]), name="spend_purpose_known"
            ),
        ]
        indexes = [
            # cost per lead, and the return of the program
            models.Index(fields=["month"], name="spend_by_month"),
        ]
        triggers = [
            # who wrote a row may be forgotten; nothing else of it ever changes
            pgtrigger.Protect(name="spend_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="spend_is_corrected_by_rows",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["by"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.label or self.source or self.get_purpose_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tell_base(Organisation.current().currency)
        super().save(*args, **kwargs)

    def tell_base(self, currency: str) -> None:
        """The amount in the company's currency, where it is in it already."""
        if self.currency == currency:
            self.amount_base = self.amount

    @transaction.atomic
    def correct(self, by: User | None, at: datetime, amount: Decimal, **changes: Any) -> "Spend":
        """What it should have said; this row then counts no more. Nothing at all was spent: an amount of 0.

        The first correction stands; a later one corrects that.
        """
        Spend.objects.select_for_update().get(pk=self.pk)
        if said := Spend.objects.filter(corrects=self.pk).first():
            return said
        kept = {
            name: getattr(self, name)
            for name in ("month", "source", "channel", "purpose", "currency", "label")
        }
        return Spend.objects.create(**(kept | changes), amount=amount, by=by, recorded_at=at, corrects=self)
