"""What a person can do with a version now, and how far it has come."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.templatetags.formats import day, exact
from sla.models.version import Version
from sla.parties import SIGNS_FOR, Party, may_write

State = Version.State


@dataclass(frozen=True)
class Verb:
    """A button: POSTed to `url`, or a link where `is_link`; `asks` is what is asked first."""

    key: str
    url: str
    label: str
    asks: str = ""
    is_link: bool = False


LABELS = {
    "review": gettext_lazy("Send to review"),
    "signature": gettext_lazy("Sign"),
    "trial": gettext_lazy("Start the trial"),
    "reopening": gettext_lazy("Back to draft"),
    "withdrawal": gettext_lazy("Put aside"),
    "draft": gettext_lazy("Write the next version"),
}
ASKS = {
    "signature": gettext_lazy("You sign exactly the text that stands here, in both languages. Go on?"),
    "trial": gettext_lazy(
        "Clocks run under this version beside the others, and nobody is told. Its text can't change any more. Go on?"
    ),
    "reopening": gettext_lazy(
        "It can be edited again. Signatures given so far stay with the old document and don't count for the next. Go on?"
    ),
    "withdrawal": gettext_lazy(
        "This version is put aside for good. The next one starts from its text. Go on?"
    ),
}
ROUTES = {"agreement-signature": "sla:signature-create", "agreement-draft": "sla:draft-create"}


def verbs_of(version: Version, user: Any, signed: set[str]) -> list[Verb]:
    """The next step first; the others behind it. None for who only reads."""
    if not may_write(user):
        return []
    waits_for = SIGNS_FOR.get(user.role)
    signs = ["signature"] if waits_for and waits_for not in signed else []
    trial = ["trial"] if version.NOUN == "agreement" else []
    tried = [] if version.shadow_from else [*trial, "reopening"]
    keys = {
        State.DRAFT: ["review", "withdrawal"],
        State.IN_REVIEW: [*signs, *tried, "withdrawal"],
        State.SIGNED: ["force", *tried, "withdrawal"],
    }.get(State(version.state), ["draft"])
    return [_verb(key, version) for key in keys]


def _verb(key: str, version: Version) -> Verb:
    if key == "force":
        return Verb(key, _foresight(version), _("Put in force …"), is_link=True)
    name = f"{version.NOUN}-{key}"
    url = reverse(ROUTES.get(name, f"sla:{name}-create"), args=[version.pk])
    return Verb(key, url, str(LABELS[key]), str(ASKS.get(key, "")))


def _foresight(version: Version) -> str:
    """The page that says what would follow, before it is put in force."""
    route = "sla:foresight" if version.NOUN == "agreement" else "leads:crossing"
    return reverse(route, args=[version.pk])


def way_of(version: Version, signed: set[str]) -> list[dict[str, str]]:
    """The steps from draft to force, for the stepper; a trial is shown once there was one."""
    came = {State.DRAFT: 0, State.IN_REVIEW: 1, State.SIGNED: 2, State.WITHDRAWN: 1}.get(
        State(version.state), 3
    )
    trial = [(_("On trial"), _trial(version), "done" if version.shadow_until else "current")]
    steps = [
        (_("Draft"), "", _at(0, came)),
        (_("In review"), "", _at(1, came)),
        *(trial if version.shadow_from else ()),
        (_("Signed"), _signed(signed) if came == 1 else "", _at(2, came)),
        (_("In force"), _since(version), "done" if came == 3 else _at(3, came)),
    ]
    return [{"label": label, "hint": hint, "state": state} for label, hint, state in steps]


def _at(place: int, came: int) -> str:
    return "done" if place < came else "current" if place == came else "todo"


def _signed(signed: set[str]) -> str:
    return _("%(count)s of %(all)s") % {"count": len(signed), "all": len(Party)} if signed else ""


def _trial(version: Version) -> str:
    return _("since %(day)s") % {"day": exact(version.shadow_from)}


def _since(version: Version) -> str:
    if version.in_force_from:
        return exact(version.in_force_from)
    return _("planned for %(day)s") % {"day": day(version.planned_on)} if version.planned_on else ""
