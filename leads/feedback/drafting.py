"""A suggestion put into the draft of the definition of MQL, and kept as a remedy, to be measured later."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from leads.models import Remedy
from leads.stages import MQL
from people.models import User
from sla.criteria import catalogues, parse
from sla.guards import Refused
from sla.models import Definition, DefinitionVersion

from .weighing import Trouble, effect

Tree = dict[str, Any]


@transaction.atomic
def try_out(trouble: Trouble, tree: Tree, by: User, at: datetime) -> Remedy:
    """The draft asks this too; nothing changes until both teams sign it. Tried twice, it stands there once."""
    definition = Definition.objects.select_for_update().filter(key=MQL).first()
    if definition is None:
        raise Refused(_("There is no definition of MQL yet. Write one first."))
    draft = definition.draft(by)
    if draft.state != draft.State.DRAFT:
        raise Refused(_("The next version is in review. Take it back into draft first."))
    if not asks(draft.criteria, tree):
        draft.criteria = joined(draft.criteria, tree)
        parse(draft.criteria, catalogues["lead"])
        _say(draft, tree)
        draft.save(update_fields=["criteria", "text_en", "text_es"])
    told = effect(trouble, tree, at)
    named = {
        "reason_id": trouble.reason,
        "version": draft,
        "dimension": trouble.dimension,
        "value": trouble.value,
    }
    counted = {
        "kept_out": told.unwanted,
        "unwanted": told.of_unwanted,
        "cost": told.good,
        "good": told.of_good,
    }
    return Remedy.objects.get_or_create(**named, criterion=tree, defaults={**counted, "by": by, "at": at})[0]


def held() -> DefinitionVersion | None:
    """The next version where it is with those who sign: until it is a draft again nothing can be tried."""
    version = DefinitionVersion.objects.being_written().filter(definition__key=MQL).first()
    return version if version and version.state != version.State.DRAFT else None


def joined(criteria: Tree, tree: Tree) -> Tree:
    """What held before, and this too."""
    if not criteria:
        return tree
    parts = criteria["all"] if list(criteria) == ["all"] else [criteria]
    return {"all": [*parts, tree]}


def asks(criteria: Tree, tree: Tree) -> bool:
    return criteria == tree or tree in criteria.get("all", [])


def _say(draft: Any, tree: Tree) -> None:
    """The definition's words say it too, in both languages, for whoever discusses them."""
    for language in ("en", "es"):
        with override(language):
            sentence = parse(tree, catalogues["lead"]).sentence()
            words = _("And: %(sentence)s.") % {"sentence": sentence}
        name = f"text_{language}"
        setattr(draft, name, f"{getattr(draft, name)}\n{words}".strip()[:5000])
