"""Boolean expressions whose unknown is SQL's unknown: AND, OR and NOT as PostgreSQL reads them, and nothing else."""

from typing import Any

from django.db.models import BooleanField, Func, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower, NullIf


class All(Func):
    """True when every part is; unknown when one is unknown and none false."""

    template = "(%(expressions)s)"
    arg_joiner = " AND "
    output_field = BooleanField()


class Any_(Func):
    """True when one part is; unknown when one is unknown and none true."""

    template = "(%(expressions)s)"
    arg_joiner = " OR "
    output_field = BooleanField()


class Not(Func):
    """The opposite; unknown stays unknown, which `~Q(field=...)` would not do."""

    template = "(NOT %(expressions)s)"
    output_field = BooleanField()


class IsTrue(Func):
    """The root: unknown is false."""

    template = "(%(expressions)s IS TRUE)"
    output_field = BooleanField()


class IsNull(Func):
    template = "(%(expressions)s IS NULL)"
    output_field = BooleanField()


class Compare(Func):
    """left `op` right, with an operator of this module's callers, never of the tree's text."""

    template = "(%(expressions)s)"
    output_field = BooleanField()
    OPS = frozenset({"=", "<>", ">", ">=", "<", "<="})

    def __init__(self, left: Any, op: str, right: Any) -> None:
        assert op in self.OPS
        super().__init__(left, right, arg_joiner=f" {op} ")


class OneOf(Func):
    """left = ANY(list of texts), in one parameter however long the list is."""

    template = "(%(expressions)s)"
    arg_joiner = " = ANY"
    output_field = BooleanField()

    def __init__(self, left: Any, values: list[str]) -> None:
        lowered = RawSQL(
            "ARRAY(SELECT lower(v) FROM unnest(%s::text[]) AS v)",
            [values],
            output_field=TextField(),
        )
        super().__init__(left, lowered)


class StartsWith(Func):
    function = "starts_with"
    output_field = BooleanField()


def folded(source: Any) -> Any:
    """A text without its case; a blank one is unknown, as one that is missing."""
    return NullIf(Lower(source), Value("", output_field=TextField()))


def constant(truth: bool) -> Any:
    return Value(truth, output_field=BooleanField())
