"""W11-W16: whatever the bytes, the door answers 202 and nothing is lost."""

import json
from typing import Any

import pytest

from integrations.bodies import Unreadable, depth, read_body
from integrations.models import State
from leads.models import Lead
from tests.integrations.conftest import StandardSender

READABLE: dict[bytes, Any] = {
    b'"\\u0000a"': "\ufffda",
    b'{"\\u0000": "\\ud800"}': {"\ufffd": "\ufffd"},
    b"[NaN, Infinity, -Infinity]": ["NaN", "Infinity", "-Infinity"],
    b"[1e400, 1e200000]": ["1e400", "1e200000"],
    b"9" * 5000: "9" * 30,
    b"\xef\xbb\xbf{}": {},
    '{"a": "ñ"}'.encode("utf-16"): {"a": "ñ"},
    b"null": None,
    b"[" * 50 + b"]" * 50: json.loads("[" * 50 + "]" * 50),
}
UNREADABLE = {
    b"": "body_empty",
    b" \n": "body_empty",
    b"\xff\xfe\x00": "body_not_text",
    b"\x80abc": "body_not_text",
    b'{"a": ': "body_not_json",
    b"{} {}": "body_not_json",
    b"[" * 100_000: "body_too_deep",
    b'{"a":' * 1000 + b"1" + b"}" * 1000: "body_too_deep",
    b'{"a": 1, "a": 2}': "body_key_twice",
    b"\x1f\x8b\x08gzip": "body_not_text",
}


@pytest.mark.parametrize("raw", READABLE)
def test_what_can_be_read(raw: bytes) -> None:
    assert read_body(raw) == READABLE[raw]


@pytest.mark.parametrize("raw", UNREADABLE)
def test_what_can_not(raw: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_body(raw)
    assert refused.value.code == UNREADABLE[raw]


def test_brackets_in_strings_are_not_deep() -> None:
    assert depth(json.dumps({"a": "[" * 1000 + '\\"' + "{" * 1000})) == 1
    assert depth('"' + "\\" * 9999) == 0


@pytest.mark.parametrize("raw", [*READABLE, *UNREADABLE])
def test_w11_to_w16_at_the_door(standard: StandardSender, raw: bytes) -> None:
    whole, *parts = standard.take(raw)
    assert whole.body == raw and (
        parts or (whole.state in (State.QUARANTINED, State.IGNORED) and whole.reason)
    )


def test_w11_w12_text_that_the_database_can_not_keep(standard: StandardSender) -> None:
    raw = b'{"type": "lead.created", "data": {"id": "1", "name": "A\\u0000b\\ud800", "attributes": {"x\\u0000": "y\\udc00"}}}'
    standard.take(raw)
    lead = Lead.objects.get()
    assert (lead.name, lead.attributes) == ("A\ufffdb\ufffd", {"x\ufffd": "y\ufffd"})


def test_w13_w14_numbers_that_are_none(standard: StandardSender) -> None:
    raw = (
        b'{"type": "lead.created", "data": {"id": "1", "name": "A", "employees": Infinity, "phone": NaN, "attributes": {"n": '
        + b"9" * 5000
        + b"}}}"
    )
    (delivery,) = standard.take(raw)
    lead = Lead.objects.get()
    assert (lead.name, lead.employees, delivery.outcome["notes"]) == ("A", None, {"unreadable:employees": 1})
