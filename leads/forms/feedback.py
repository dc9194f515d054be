"""What the addresses of the feedback pages ask, cleaned; and the forms by which people speak."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leads.feedback.reading import DIMENSIONS, WHICH, Scope
from leads.models import Feedback, FeedbackReply, Lead, RejectionReason
from leads.models.narrowing import BLANK
from leads.reading.values import tidy
from people.models import Organisation, User
from sla.criteria import CriteriaFault, catalogues, parse

PERIODS: dict[str, tuple[int, Any]] = {
    "90d": (90, _("Last 90 days")),
    "180d": (180, _("Last 180 days")),
    "365d": (365, _("Last 365 days")),
}
DEFAULT = "180d"
LONGEST = timedelta(days=3 * 366)
MOST_CRITERION = 4000
MOST_BESIDES = 20
BESIDE = "feedback_%s"
"""Ids of the form's fields where it stands beside another form."""


@dataclass(frozen=True)
class Asked:
    """A page of reasons: whose answers, cut by what, and of which reason."""

    scope: Scope
    by: str
    reason: str
    which: str
    period: str
    kept_out: Any = None
    besides: tuple[str, ...] = ()
    """Reasons left aside: the rows are those of the others."""


def asked_of(query: QueryDict, user: User, at: datetime) -> Asked:
    """What can't be read asks nothing; readers who see no names can't ask for a campaign either."""
    dimensions = dimensions_for(user)
    values = {name: _value(str(query[name])) for name in dimensions if query.get(name)}
    period = query.get("period", DEFAULT)
    since, until, chosen = _days(query, period if period in PERIODS else DEFAULT, at)
    by, which = query.get("by", ""), query.get("which", "")
    return Asked(
        Scope(user, since, until, values),
        by=by if by in dimensions else DIMENSIONS[0],
        reason=_reason(query.get("reason", "")),
        which=which if which in WHICH else "",
        period=chosen,
        kept_out=criterion(query.get("kept_out", ""), user),
        besides=tuple(filter(None, map(_reason, query.getlist("besides")[:MOST_BESIDES]))),
    )


def dimensions_for(user: User) -> tuple[str, ...]:
    return tuple(name for name in DIMENSIONS if not (user.sees_masked and name == "campaign"))


def criterion(written: str, user: User) -> Any:
    """A tree that can be read, and that asks for nothing its reader may not see; None where there is none."""
    if not written or len(written) > MOST_CRITERION:
        return None
    try:
        tree = json.loads(written)
        catalogue = catalogues["lead"]
        parse(tree, catalogue.impersonal() if user.sees_masked else catalogue)
    except (ValueError, RecursionError, CriteriaFault):
        return None
    return tree


def _value(text: str) -> str:
    if text == BLANK or "\x00" in text or not text.isprintable():
        return ""
    return text[:1000]


def _reason(code: str) -> str:
    return code if RejectionReason.objects.filter(pk=code.replace("\x00", "")).exists() else ""


def _days(query: QueryDict, period: str, at: datetime) -> tuple[date, date, str]:
    """Two days, or a period that ends today."""
    today = at.astimezone(Organisation.current().zone).date()
    since, until = day(query.get("from", "")), day(query.get("to", ""))
    chosen = "" if since or until else period
    until = until or max(today, since or today)
    since = since or until - timedelta(days=PERIODS[period][0] - 1)
    if since > until:
        since = until
    return max(since, until - LONGEST), until, chosen


def day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        return None
    return found if found and 1990 <= found.year <= 2200 else None


class FeedbackForm(forms.Form):
    """A word to Marketing about one lead."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    note = forms.CharField(
        label=_("What should Marketing know?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_urgent = forms.BooleanField(
        label=_("This needs Marketing now"),
        required=False,
        help_text=_("Marketing's managers are told at once, in and out of hours."),
    )

    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])

    def save(self, lead: Lead, by: User, at: datetime) -> Feedback:
        """Sent twice, the form says one thing."""
        said = self.cleaned_data
        key = str(said["token"])
        return Feedback.objects.say(lead, said["note"], key, by, at, is_urgent=said["is_urgent"])


class ReplyForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(label=_("Reply"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_text(self) -> str:
        return tidy(self.cleaned_data["text"])

    def save(self, feedback: Feedback, by: User, at: datetime) -> FeedbackReply:
        return feedback.reply(self.cleaned_data["text"], str(self.cleaned_data["token"]), by, at)


class ReviewForm(forms.Form):
    """The month that is reviewed, and what was agreed on in the meeting."""

    month = forms.CharField(widget=forms.HiddenInput)
    actions = forms.CharField(
        label=_("Actions"),
        required=False,
        max_length=4000,
        help_text=_("One a line: what, who, by when."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, month: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun = month

    def clean_month(self) -> str:
        if self.cleaned_data["month"] != self.begun:
            raise forms.ValidationError(_("Choose a month that has begun."))
        return self.begun

    def clean_actions(self) -> list[str]:
        return [line for line in map(tidy, self.cleaned_data["actions"].splitlines()) if line][:40]
