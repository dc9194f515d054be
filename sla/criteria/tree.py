"""From a JSON tree to criteria: groups of all, any and not over leaves; read strictly, bounded in depth and size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .catalogue import Catalogue
from .events import EventLeaf, read_events
from .faults import CriteriaFault
from .fields import FieldLeaf, read_field
from .logic import All, Any_, IsTrue, Not, constant
from .moments import Moment
from .sentences import say

MOST_DEEP = 6
MOST_LEAVES = 200
FIELD_KEYS = frozenset({"field", "op", "value"})
EVENT_KEYS = frozenset({"events", "measure", "of", "within_days", "op", "value"})
GROUPS = {"all": All, "any": Any_}
Leaf = FieldLeaf | EventLeaf


@dataclass(frozen=True)
class Branch:
    """`all` of the parts, `any` of them, or `not` the only one. All of nothing is true, any of nothing false."""

    kind: str
    parts: tuple["Node", ...]

    def condition(self, at: Moment) -> Any:
        asked = [part.condition(at) for part in self.parts]
        if self.kind == "not":
            return Not(asked[0])
        if not asked:
            return constant(self.kind == "all")
        return GROUPS[self.kind](*asked)

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves() if isinstance(part, Branch) else (part,)


Node = Branch | FieldLeaf | EventLeaf


@dataclass(frozen=True)
class Criteria:
    """A tree that was read: its SQL, its sentence, and what it looks at."""

    root: Node
    catalogue: Catalogue

    def condition(self, at: Moment) -> Any:
        """One boolean expression over the catalogue's model; true or false, never unknown."""
        return IsTrue(self.root.condition(at))

    def matching(self, rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
        """Those of `rows` that meet the criteria at `at`."""
        return rows.filter(self.condition(at))

    def sentence(self) -> str:
        """The same in words, in the language that is active."""
        return say(self.root)

    def leaves(self) -> list[Leaf]:
        return list(self.root.leaves()) if isinstance(self.root, Branch) else [self.root]

    def fields_used(self) -> frozenset[str]:
        return frozenset(leaf.name for leaf in self.leaves() if isinstance(leaf, FieldLeaf))

    def events_used(self) -> frozenset[str]:
        return frozenset(kind for leaf in self.leaves() if isinstance(leaf, EventLeaf) for kind in leaf.kinds)

    @property
    def ages(self) -> bool:
        """Its truth can change without a new fact, only because time passes."""
        return any(leaf.ages for leaf in self.leaves())


def parse(tree: Any, catalogue: Catalogue) -> Criteria:
    """Read a tree over a catalogue; raises CriteriaFault with the path of what is wrong."""
    reader = _Reader(catalogue)
    return Criteria(reader.node(tree, "", MOST_DEEP), catalogue)


class _Reader:
    """Counts the leaves on the way down, so that a tree can't grow in width where it may not in depth."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.leaves = 0

    def node(self, tree: Any, path: str, depth: int) -> Node:
        if not isinstance(tree, dict) or not tree:
            raise CriteriaFault(path, "not_an_object")
        if "field" in tree or "events" in tree:
            return self._leaf(tree, path)
        unknown = sorted(str(key) for key in tree if key not in ("all", "any", "not"))
        if unknown:
            raise CriteriaFault(path, "unknown_key", key=unknown[0])
        if len(tree) != 1:
            raise CriteriaFault(path, "one_key")
        if depth == 0:
            raise CriteriaFault(path, "too_deep", most=MOST_DEEP)
        ((kind, inside),) = tree.items()
        return Branch(kind, self._parts(kind, inside, f"{path}.{kind}".lstrip("."), depth - 1))

    def _parts(self, kind: str, inside: Any, path: str, depth: int) -> tuple[Node, ...]:
        if kind == "not":
            return (self.node(inside, path, depth),)
        if not isinstance(inside, list):
            raise CriteriaFault(path, "not_a_list")
        if len(inside) > MOST_LEAVES:
            raise CriteriaFault(path, "too_many", most=MOST_LEAVES)
        return tuple(self.node(part, f"{path}[{place}]", depth) for place, part in enumerate(inside))

    def _leaf(self, tree: dict[str, Any], path: str) -> Leaf:
        self.leaves += 1
        if self.leaves > MOST_LEAVES:
            raise CriteriaFault(path, "too_many", most=MOST_LEAVES)
        keys = FIELD_KEYS if "field" in tree else EVENT_KEYS
        unknown = sorted(str(key) for key in tree if key not in keys)
        if unknown:
            raise CriteriaFault(path, "unknown_key", key=unknown[0])
        return (read_field if "field" in tree else read_events)(tree, path, self.catalogue)
