"""From a JSON tree to criteria: groups of all, any and not over leaves; read strictly, bounded in depth and size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from .catalogue import Catalogue
from .events import EventLeaf, read_events
from .faults import CriteriaFault
from .fields import ABSENCE, FieldLeaf, read_field
from .logic import All, Any_, IsTrue, Not, constant
from .moments import Moment
from .sentences import say

MOST_DEEP = 6
MOST_LEAVES = 200
MOST_FAULTS = 20
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

    @property
    def asks_nothing(self) -> bool:
        """It holds for every row: a group of all, with nothing in it."""
        return isinstance(self.root, Branch) and self.root.kind == "all" and not self.root.parts

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


@dataclass(frozen=True)
class Reading:
    """What could be made of a tree while somebody writes it: criteria where nothing is at fault, and all that is."""

    criteria: Criteria | None
    faults: list[CriteriaFault]
    blanks: list[str]
    """Paths of questions that were begun and are left out, for want of a field or a value."""


def read(tree: Any, catalogue: Catalogue, leaves_blanks: bool = False) -> Reading:
    """As `parse`, with every fault instead of the first; blanks are faults unless they are left out."""
    reader = _Reader(catalogue, [], leaves_blanks)
    try:
        root = reader.part(tree, "", MOST_DEEP)
    except _Enough:
        root = None
    faults = reader.faults or []
    criteria = None if faults else Criteria(root or Branch("all", ()), catalogue)
    return Reading(criteria, faults, reader.blanks)


class _Enough(Exception):
    """So much is wrong that no more is looked for."""


class _Reader:
    """Counts the leaves on the way down, so that a tree can't grow in width where it may not in depth.

    With a list for `faults` it notes each and goes on; without one the first is raised.
    """

    def __init__(
        self, catalogue: Catalogue, faults: list[CriteriaFault] | None = None, leaves_blanks: bool = False
    ) -> None:
        self.catalogue = catalogue
        self.faults, self.leaves_blanks = faults, leaves_blanks
        self.blanks: list[str] = []
        self.leaves = 0

    def part(self, tree: Any, path: str, depth: int) -> Node | None:
        """The node, or None where it is at fault or left out."""
        if self.leaves_blanks and is_blank(tree):
            self.blanks.append(path)
            return None
        try:
            return self.node(tree, path, depth)
        except CriteriaFault as fault:
            if self.faults is None:
                raise
            self.faults.append(fault)
            if len(self.faults) == MOST_FAULTS or fault.code == "too_many":
                raise _Enough from fault
            return None

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
        return self._branch(kind, inside, f"{path}.{kind}".lstrip("."), depth - 1)

    def _branch(self, kind: str, inside: Any, path: str, depth: int) -> Branch:
        """What was left out, or is at fault, is no part of it."""
        if kind == "not":
            negated = self.part(inside, path, depth)
            return Branch("not", (negated,)) if negated else Branch("all", ())
        if not isinstance(inside, list):
            raise CriteriaFault(path, "not_a_list")
        if len(inside) > MOST_LEAVES:
            raise CriteriaFault(path, "too_many", most=MOST_LEAVES)
        parts = (self.part(part, f"{path}[{place}]", depth) for place, part in enumerate(inside))
        return Branch(kind, tuple(part for part in parts if part))

    def _leaf(self, tree: dict[str, Any], path: str) -> Leaf:
        self.leaves += 1
        if self.leaves > MOST_LEAVES:
            raise CriteriaFault(path, "too_many", most=MOST_LEAVES)
        keys = FIELD_KEYS if "field" in tree else EVENT_KEYS
        unknown = sorted(str(key) for key in tree if key not in keys)
        if unknown:
            raise CriteriaFault(path, "unknown_key", key=unknown[0])
        return (read_field if "field" in tree else read_events)(tree, path, self.catalogue)


def is_blank(tree: Any) -> bool:
    """A question somebody has begun: no field or event yet, or no value where one is asked for; or nothing but such."""
    if not isinstance(tree, dict):
        return False
    if "field" in tree or "events" in tree:
        if not tree.get("field", tree.get("events")):
            return True
        op = tree.get("op")
        takes = not isinstance(op, str) or op.replace(" ", "_") not in ABSENCE
        return takes and tree.get("value") in (None, "", [])
    inside = next(iter(tree.values()), None) if len(tree) == 1 else None
    parts = inside if isinstance(inside, list) else [inside]
    return bool(parts) and all(is_blank(part) for part in parts)
