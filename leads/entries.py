"""Where the pages of leads stand on the rail, in the palette, and what a clock about a handoff is called."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people import navigation, palette
from people.models import Role, User

from .models import Handoff, Lead

Entry = navigation.Entry
SELLERS = navigation.roles(Role.SALES, Role.SALES_MANAGER)
OTHERS = navigation.roles(*(set(Role) - {Role.SALES, Role.SALES_MANAGER, Role.PRIVACY}))
SEERS = navigation.roles(*(set(Role) - {Role.PRIVACY}))
IMPORTERS = navigation.roles(Role.REVOPS, Role.MARKETING_MANAGER)
REVOPS = navigation.roles(Role.REVOPS)
REPLAYERS = navigation.roles(Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER)
WRITERS = navigation.roles(Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER)
DECIDERS = navigation.roles(
    Role.REVOPS, Role.MARKETING, Role.MARKETING_MANAGER, Role.SALES, Role.SALES_MANAGER
)

ENTRIES = (
    Entry(
        "work",
        "queue",
        gettext_lazy("My queue"),
        "handoffs:handoff-list",
        "list-checks",
        SELLERS,
        order=10,
    ),
    Entry("work", "leads", gettext_lazy("Leads"), "leads:lead-list", "users", SEERS, order=20),
    Entry(
        "work",
        "handoffs",
        gettext_lazy("Handoffs"),
        "handoffs:handoff-list",
        "arrow-right-left",
        OTHERS,
        order=30,
    ),
    Entry("work", "came-back", gettext_lazy("Came back"), "handoffs:came-back", "undo-2", WRITERS, order=32),
    Entry(
        "work", "arbitration", gettext_lazy("Arbitration"), "handoffs:arbitration", "scale", REVOPS, order=34
    ),
    Entry(
        "work",
        "blocked",
        gettext_lazy("Blocked records"),
        "leads:blocked-list",
        "shield-ban",
        navigation.roles(Role.PRIVACY),
        order=60,
    ),
    Entry(
        "work",
        "feedback",
        gettext_lazy("Feedback"),
        "leads:feedback",
        "message-square-reply",
        SEERS,
        order=50,
    ),
    Entry("agree", "scoring", gettext_lazy("Scoring"), "leads:scoring", "gauge", SEERS, order=30),
    Entry("agree", "routing", gettext_lazy("Routing"), "leads:routing-list", "route", SEERS, order=31),
    Entry(
        "agree", "prediction", gettext_lazy("Prediction"), "leads:prediction", "trending-up", SEERS, order=35
    ),
    Entry(
        "agree", "reasons", gettext_lazy("Rejection reasons"), "leads:reason-list", "list-x", SEERS, order=32
    ),
    Entry("agree", "replay", gettext_lazy("Replay"), "leads:replay", "history", REPLAYERS, order=25),
    Entry("connect", "imports", gettext_lazy("Imports"), "leads:import-list", "file-up", IMPORTERS, order=40),
)


def register() -> None:
    for entry in ENTRIES:
        navigation.register(entry)
    navigation.annex("definitions", "/leads/overlap/", "/leads/definitions/")
    palette.register_action(
        palette.Action("lead-create", gettext_lazy("New lead"), "leads:lead-create", "user-plus", WRITERS)
    )
    palette.register_action(
        palette.Action(
            "import-create", gettext_lazy("Import leads"), "leads:import-create", "file-up", IMPORTERS
        )
    )
    palette.register_action(
        palette.Action(
            "proposals",
            gettext_lazy("To disqualify or to keep"),
            "leads:proposal-list",
            "list-checks",
            DECIDERS,
        )
    )
    palette.register(palette.Search("leads", gettext_lazy("Leads"), find))


def find(user: User, text: str, limit: int) -> Iterable[palette.Found]:
    """Leads by the beginning of their words; readers who see no names can't search by them either."""
    if user.sees_masked:
        return []
    leads = (
        Lead.objects.visible_to(user)
        .matching(text)
        .order_by("-captured_at", "-pk")
        .defer("search", "attributes")
    )
    return [(str(lead), lead.company_name, lead.get_absolute_url(), "user") for lead in leads[:limit]]


def name_handoffs(ids: list[int], reader: User | None = None) -> dict[int, tuple[str, str]]:
    """{handoff: (label, page)}. Without a reader, as in a notice that leaves the house, the person isn't named."""
    found = (
        Handoff.objects.filter(pk__in=ids).select_related("lead").defer("lead__search", "lead__attributes")
    )
    return {
        handoff.pk: (_label(handoff.lead, reader), reverse("handoffs:handoff-detail", args=[handoff.pk]))
        for handoff in found
    }


def _label(lead: Lead, reader: User | None) -> str:
    if reader is not None:
        return lead.label_for(reader)
    said = {"number": lead.pk, "company": lead.company_name}
    return _("lead %(number)s (%(company)s)") % said if lead.company_name else _("lead %(number)s") % said
