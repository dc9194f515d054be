"""Spanish joins by sound: “u” before an o, “e” before an i that opens no diphthong."""

from typing import Any

import pytest
from django.utils.translation import override

from leads.catalogue import LEAD
from sla.criteria import parse


@pytest.mark.parametrize(
    ("fields", "joined"),
    [
        (("source", "city"), {"any": " o ", "all": " y "}),
        (("city", "source"), {"any": " u origen", "all": " y origen"}),
        (("city", "language"), {"any": " o idioma", "all": " e idioma"}),
    ],
)
def test_joined_by_sound(fields: tuple[str, str], joined: dict[str, str]) -> None:
    for kind, word in joined.items():
        tree: dict[str, Any] = {kind: [{"field": name, "op": "is_not_empty"} for name in fields]}
        with override("es"):
            assert word in parse(tree, LEAD).sentence()
        with override("en"):
            assert {"any": " or ", "all": " and "}[kind] in parse(tree, LEAD).sentence()


def test_a_group_is_joined_by_its_first_word() -> None:
    asked = [{"field": "source", "op": "is", "value": "x"}, {"field": "city", "op": "is", "value": "y"}]
    tree = {"any": [{"field": "city", "op": "is_empty"}, {"all": asked}]}
    with override("es"):
        assert " u (origen " in parse(tree, LEAD).sentence()
