"""The field of a form that holds criteria: what the editor posts, and what plain rows say, is the same tree."""

import json
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from hypothesis import given, settings

from sla.criteria import catalogues, parse
from sla.criteria.outline import rows_of, tree_of
from sla.forms import CriteriaField

from .criteria_oracle import CATALOGUE, Oracle, trees

pytestmark = pytest.mark.django_db
COUNTRY = {"field": "country", "op": "in", "value": ["es", "a, b"]}
SIZE = {"field": "employees", "op": "between", "value": [10, 250.5]}
PLAN = {"field": "attributes.plan", "op": "is", "value": "pro"}
STAGE = {"field": "stage", "op": "is", "value": "mql"}
RECENT = {"field": "captured_at", "op": "within_days", "value": 14}
VIEWS = {"events": "page_view", "measure": "count", "op": ">=", "value": 3, "within_days": 14}
LAST = {"events": ["*touch", "form"], "measure": "recency_days", "op": "<", "value": 2}
NESTED = {
    "all": [
        COUNTRY,
        {"any": [SIZE, {"not": PLAN}, {"all": [VIEWS, LAST]}]},
        {"not": {"any": [STAGE, RECENT]}},
    ]
}


class Asked(forms.Form):
    scope = CriteriaField(required=False, personal=False)
    rule = CriteriaField(label="Rule")


def posted(**said: Any) -> Asked:
    data = QueryDict(mutable=True)
    data.update(
        {name: value if isinstance(value, str) else json.dumps(value) for name, value in said.items()}
    )
    return Asked(data)


def faults_of(form: Asked, name: str) -> Any:
    widget: Any = form.fields[name].widget
    return widget.faults


def test_a_tree_comes_back_as_it_was_posted() -> None:
    form = posted(rule=NESTED)
    assert form.is_valid() and form.cleaned_data == {"scope": {}, "rule": NESTED}


@pytest.mark.parametrize("nothing", ["", "{}", '{"all": []}'])
def test_nothing_asked_is_nothing(nothing: str) -> None:
    form = posted(scope=nothing, rule=nothing)
    assert not form.is_valid() and form.cleaned_data == {"scope": {}}
    assert "Write at least one condition." in str(form.errors["rule"])


def test_every_fault_is_told_with_its_path() -> None:
    wrong = {"all": [{"field": "nope", "op": "is", "value": "x"}, {"any": [{**SIZE, "value": "many"}]}]}
    form = posted(rule=wrong)
    assert not form.is_valid()
    faults = faults_of(form, "rule")
    assert [(fault.path, fault.code) for fault in faults] == [
        ("all[0].field", "unknown_field"),
        ("all[1].any[0].value", "not_a_range"),
    ]
    page = str(form["rule"])
    assert 'data-path="all[1].any[0].value"' in page and "&quot;many&quot;" in page
    assert "all[0].field: There is no field" in form.errors["rule"][0]


@pytest.mark.parametrize(
    "scrawl", ["{", "[1", "NaN", '{"all": [], "all": []}', "[" * 60, '"\\ud800"', "x" * 200_001]
)
def test_what_is_no_json_is_said_and_kept(scrawl: str) -> None:
    form = posted(rule=scrawl)
    assert not form.is_valid() and "no JSON" in str(form.errors["rule"])
    assert scrawl[:20].replace('"', "&quot;") in str(form["rule"])


def test_persons_are_not_asked_for_where_none_may_be() -> None:
    for leaf in ({"field": "email", "op": "contains", "value": "@x"}, PLAN):
        form = posted(scope=leaf, rule=leaf)
        assert not form.is_valid() and set(form.errors) == {"scope"}
        assert faults_of(form, "scope")[0].code == "withheld"


@pytest.mark.parametrize("tree", [{}, COUNTRY, VIEWS, {"any": [SIZE, LAST]}, {"not": {"not": PLAN}}, NESTED])
def test_rows_without_scripts_say_the_same(tree: dict[str, Any]) -> None:
    rows = rows_of(tree)
    assert rows is not None and tree_of(rows, catalogues["lead"]) == tree
    data = QueryDict(mutable=True)
    data["rule-plain"] = str(len(rows))
    for place, row in enumerate(rows):
        said = {"what": row.what, "op": row.op, "value": row.value, "days": row.days, "level": str(row.level)}
        data.update({f"rule-{place}-{name}": value for name, value in said.items()})
    form = Asked(data)
    assert form.is_valid() or not tree
    assert form.cleaned_data.get("rule", {}) == tree


def test_what_was_typed_in_rows_comes_back_with_its_fault() -> None:
    row = {"rule-0-what": "field:employees", "rule-0-op": ">", "rule-0-value": "many", "rule-0-level": "0"}
    form = posted(**{"rule-plain": "1", "rule": "{}"}, **row)
    assert not form.is_valid()
    page = str(form["rule"])
    assert 'value="many"' in page and "Write a number here." in page


@settings(deadline=None, max_examples=200)
@given(made=trees)
def test_any_tree_survives_rows(made: tuple[Any, Oracle]) -> None:
    tree, _oracle = made
    rows = rows_of(tree)
    assert rows is not None
    again = tree_of(rows, CATALOGUE) or {"all": []}
    assert parse(again, CATALOGUE).sentence() == parse(tree, CATALOGUE).sentence()


def test_a_page_embeds_it_by_its_name_and_tree() -> None:
    page = Template('{% include "sla/_criteria_editor.html" with name="rule" tree=tree %}')
    shown = page.render(Context({"tree": NESTED}))
    assert 'name="rule"' in shown and "attributes.plan" in shown and 'name="rule-plain" value="14"' in shown
    assert '<p lang="en">' in shown and '<p lang="es">' in shown
    assert 'name="rule-plain" value="2"' in page.render(Context({}))
