"""A mapping is checked before a row is read; every fault names the place in its JSON."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.fields import FIELDS
from leads.reading.faults import CODES
from leads.reading.mapping import BadMapping, Lookup, Mapping, StageNames, Target
from leads.reading.mapping_json import parse_mapping

COLUMNS = ("id", "created", "origin", "stage", "product", "first name")
FILES = {"products.csv": ("product", "series", "price")}


def parsed(data: object) -> Mapping:
    return parse_mapping(data, fields=FIELDS, columns=COLUMNS, files=FILES)


def faults(data: object) -> list[tuple[str, object]]:
    with pytest.raises(BadMapping) as bad:
        parsed(data)
    for fault in bad.value.faults:
        assert set(fault.params) == set(CODES[fault.code])
    return [(fault.code, fault.params["path"]) for fault in bad.value.faults]


def test_a_whole_mapping() -> None:
    written = {
        "columns": {
            "id": "external_id",
            "created": "stage:captured",
            "origin": "source",
            "first\n name": "first_name",
        },
        "stage_names": {"column": "stage", "values": {"Won": "won", "Open": None}, "at": ["created"]},
        "values": {"origin": {"": "none", "FB": "facebook"}, "price": {"free": "0"}},
        "lookups": [
            {
                "file": "products.csv",
                "on": {"column": "product", "their": "product"},
                "columns": {"price": "amount"},
            }
        ],
        "defaults": {"channel": "web", "attributes.batch": 7, "currency": "eur"},
        "date_order": "dmy",
        "time_zone": "Europe/Madrid",
    }
    mapping = parsed(json.dumps(written))
    assert mapping.columns == {
        "id": Target("external_id", "external_id"),
        "created": Target("stage", "captured"),
        "origin": Target("field", "source"),
        "first name": Target("field", "first_name"),
    }
    assert mapping.stage_names == StageNames("stage", {"won": "won", "open": None}, ("created",))
    assert mapping.values == {"origin": {"": "none", "fb": "facebook"}, "price": {"free": "0"}}
    price = {"price": Target("amount", "amount", "money")}
    assert mapping.lookups == (Lookup("products.csv", "product", "product", price),)
    assert [value for _, value in mapping.defaults] == ["web", "7", "EUR"]
    assert (mapping.date_order, mapping.zone.key) == ("dmy", "Europe/Madrid")


def test_what_is_not_said() -> None:
    mapping = parse_mapping({"columns": {"id": "external_id"}}, fields=FIELDS, time_zone="Atlantic/Canary")
    assert (mapping.date_order, mapping.zone.key, mapping.lookups) == ("auto", "Atlantic/Canary", ())


def test_columns_may_be_left_out_by_name() -> None:
    assert list(parsed({"columns": {"id": "external_id", "created": None, "origin": ""}}).columns) == ["id"]


def test_an_order_for_single_columns() -> None:
    mapping = parsed({"columns": {"id": "external_id"}, "date_order": {"created": "mdy"}})
    assert (mapping.order_of("created"), mapping.order_of("other")) == ("mdy", "auto")


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"id": "nickname"}, "mapping_unknown_target"),
        ({"id": "owner_id"}, "mapping_unknown_target"),
        ({"id": "stage:dreamed"}, "mapping_unknown_stage"),
        ({"id": "event:"}, "mapping_bad_event_kind"),
        ({"id": "event:Call Me"}, "mapping_bad_event_kind"),
        ({"id": "attributes."}, "mapping_bad_attribute"),
        ({"id": "attributes.a\0"}, "mapping_bad_attribute"),
        ({"id": 5}, "mapping_not_text"),
    ],
)
def test_bad_targets(columns: dict[str, Any], code: str) -> None:
    assert (code, '$.columns["id"]') in faults({"columns": {**columns, "origin": "source"}})


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("{", ("mapping_not_json", "$")),
        ("[" * 100_000, ("mapping_not_json", "$")),
        ([1], ("mapping_not_object", "$")),
        ({"columns": []}, ("mapping_empty", "$.columns")),
        ({"columns": [1]}, ("mapping_not_object", "$.columns")),
        ({"columns": {"id": "source"}, "colums": {}}, ("mapping_unknown_key", "$.colums")),
        ({"columns": {"nowhere": "source"}}, ("mapping_column_missing", '$.columns["nowhere"]')),
        ({"columns": {"id": "source", "origin": "source"}}, ("mapping_target_twice", "$.columns")),
        ({"columns": {"id": "source"}, "time_zone": "Mars/Olympus"}, ("mapping_bad_zone", "$.time_zone")),
        ({"columns": {"id": "source"}, "time_zone": "../etc/passwd"}, ("mapping_bad_zone", "$.time_zone")),
        ({"columns": {"id": "source"}, "time_zone": 5}, ("mapping_bad_zone", "$.time_zone")),
        ({"columns": {"id": "source"}, "date_order": "ydm"}, ("mapping_bad_date_order", "$.date_order")),
        (
            {"columns": {"id": "source"}, "date_order": {"id": ["x"]}},
            ("mapping_bad_date_order", "$.date_order"),
        ),
        ({"columns": {"id": "source"}, "values": {"x": {}}}, ("mapping_column_missing", '$.values["x"]')),
        (
            {"columns": {"id": "source"}, "stage_names": {"column": "stage"}},
            ("mapping_missing_key", "$.stage_names"),
        ),
        (
            {"stage_names": {"column": "stage", "values": {"Won": "champion"}, "at": "created"}},
            ("mapping_unknown_stage", '$.stage_names.values["Won"]'),
        ),
        (
            {"stage_names": {"column": "stage", "values": {"Won": "won"}, "at": ["created", "when"]}},
            ("mapping_column_missing", "$.stage_names.at[1]"),
        ),
        (
            {
                "columns": {"id": "source"},
                "lookups": [{"file": "x.csv", "on": "id", "columns": {"a": "amount"}}],
            },
            ("mapping_lookup_missing", "$.lookups[0].file"),
        ),
        (
            {
                "columns": {"id": "source"},
                "lookups": [{"file": "products.csv", "on": "id", "columns": {"price": "amount"}}],
            },
            ("mapping_column_missing", "$.lookups[0].on"),
        ),
        ({"columns": {"id": "source"}, "lookups": {}}, ("mapping_not_list", "$.lookups")),
        ({"columns": {"id": "source"}, "lookups": [3]}, ("mapping_not_object", "$.lookups[0]")),
        (
            {"columns": {"id": "source"}, "defaults": {"employees": "x"}},
            ("mapping_bad_default", '$.defaults["employees"]'),
        ),
        (
            {"columns": {"id": "source"}, "defaults": {"stage:won": "2018-01-01"}},
            ("mapping_bad_default", '$.defaults["stage:won"]'),
        ),
    ],
)
def test_bad_mappings(data: object, fault: tuple[str, str]) -> None:
    assert fault in faults(data)


def test_every_fault_is_told_at_once() -> None:
    assert (
        len(faults({"columns": {"a": "source", "b": "nickname"}, "time_zone": "x", "date_order": "y"})) == 5
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["columns", "stage_names", "values", "lookups", "defaults", "date_order", "time_zone"])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(KEYS, JSON | st.dictionaries(st.sampled_from([*COLUMNS, "file", "on", "columns"]), JSON))
)
def test_no_json_makes_it_fall(data: dict[str, Any]) -> None:
    try:
        parsed(data)
    except BadMapping as bad:
        assert bad.faults
