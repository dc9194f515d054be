"""Rows become records by a mapping."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from leads.fields import FIELDS
from leads.reading.dates import AmbiguousDates, Moment
from leads.reading.mapping_json import parse_mapping
from leads.reading.records import Record, read_records
from leads.reading.tables import Table, open_table
from tests.leads.reading_files import SHARED, needs_corpora, workbook
from tests.quickest import quickest


def records(
    content: bytes, columns: dict[str, str], files: dict[str, bytes] | None = None, **more: Any
) -> list[Record]:
    table = open_table(content, has_header=True)
    lookups: dict[str, Table] = {
        name: open_table(data, has_header=True) for name, data in (files or {}).items()
    }
    mapping = parse_mapping(
        {"columns": columns, **more},
        fields=FIELDS,
        columns=table.columns,
        files={name: joined.columns for name, joined in lookups.items()},
        time_zone="Europe/Madrid",
    )
    return list(read_records(mapping, table, lookups, region="ES", currency="EUR"))


def codes(record: Record) -> tuple[list[str], list[str]]:
    return [note.code for note in record.notes], [fault.code for fault in record.faults]


def test_every_kind_of_target() -> None:
    header = b"id,mail,tel,size,ok,when,won,call,value,cur,colour\n"
    row = (
        b"A1,Ana@Acme.com,600123456,51-200,si,2018-01-05,2018-02-01 10:00,2018-01-06 09:00,$12.500,mxn,red\n"
    )
    (record,) = records(
        header + row,
        {
            "id": "external_id", "mail": "email", "tel": "phone", "size": "employees", "ok": "consent",
            "when": "stage:mql", "won": "stage:won", "call": "event:call", "value": "amount",
            "cur": "currency",
            "colour": "attributes.colour",
        },
    )  # fmt: skip
    assert record.external_id == "A1" and record.number == 2
    assert record.fields == {
        "email": "ana@acme.com",
        "phone": "+34600123456",
        "employees": 51,
        "consent": "granted",
    }
    assert record.attributes == {"colour": "red"}
    assert record.stages["mql"] == Moment(None, date(2018, 1, 5), "day")
    assert record.stages["won"].at == datetime(2018, 2, 1, 9, tzinfo=UTC)
    assert [(kind, moment.at) for kind, moment in record.events] == [
        ("call", datetime(2018, 1, 6, 8, tzinfo=UTC))
    ]
    assert (record.amount, record.currency) == (Decimal("12500.00"), "MXN")
    assert codes(record) == (["range_lower_bound"], [])


def test_blanks_say_nothing_and_defaults_fill_them() -> None:
    first, second = records(
        b"id,origin,city\n1,,\n2,ads,Vigo\n",
        {"id": "external_id", "origin": "source", "city": "city"},
        defaults={"source": "unknown", "attributes.batch": "b1"},
    )
    assert first.fields == {"source": "unknown"} and second.fields == {"source": "ads", "city": "Vigo"}
    assert first.attributes == second.attributes == {"batch": "b1"}


def test_values_are_translated_before_they_are_read() -> None:
    first, second, third = records(
        b"id,size\n1,Big\n2, small \n3,4\n",
        {"id": "external_id", "size": "employees"},
        values={"size": {"big": "500", "Small": None}},
    )
    assert (first.fields, second.fields, third.fields) == ({"employees": 500}, {}, {"employees": 4})


def test_what_cannot_be_read_is_blamed_on_its_column() -> None:
    (record,) = records(
        b"id,mail,won\n1,ana@,soon\n", {"id": "external_id", "mail": "email", "won": "stage:won"}
    )
    assert [(fault.code, fault.column) for fault in record.faults] == [
        ("email_unreadable", "mail"),
        ("date_unreadable", "won"),
    ]


def test_rows_in_error_and_rows_without_an_id() -> None:
    wide, nameless = records(b"id,a\n1,2,3\n,x\n", {"id": "external_id", "a": "city"})
    assert codes(wide) == ([], ["too_many_cells"]) and wide.fields == {}
    assert codes(nameless) == ([], ["external_id_missing"])


def test_named_stages_take_the_first_filled_moment() -> None:
    content = (
        b"id,stage,closed,engaged\n1,Won,2017-03-01,2016-10-20\n2,lost,,2016-10-25\n"
        b"3,Open,,2016-10-25\n4,Won,,\n5,?,,\n6,,,\n"
    )
    won, lost, opened, undated, odd, blank = records(
        content,
        {"id": "external_id", "engaged": "stage:opportunity"},
        stage_names={
            "column": "stage",
            "values": {"Won": "won", "Lost": "lost", "Open": None},
            "at": ["closed", "engaged"],
        },
    )
    assert won.stages["won"].on == date(2017, 3, 1) and lost.stages["lost"].on == date(2016, 10, 25)
    assert set(opened.stages) == {"opportunity"} and not opened.notes
    assert codes(undated) == (["stage_without_moment"], []) and codes(odd) == (["stage_name_unmapped"], [])
    assert codes(blank) == ([], [])


def test_lookups_join_another_file() -> None:
    first, second, third = records(
        b"id,product\n1,GTXPro\n2,MG\n3,\n",
        {"id": "external_id", "product": "attributes.product"},
        {"products.csv": b"name,series,price\nGTX Pro,GTX,4821\nGTX Pro,again,1\n"},
        values={"product": {"GTXPro": "GTX Pro"}},
        lookups=[
            {
                "file": "products.csv",
                "on": {"column": "product", "their": "name"},
                "columns": {"series": "attributes.series", "price": "amount"},
            }
        ],
    )
    assert first.attributes == {"product": "GTX Pro", "series": "GTX"} and first.amount == Decimal("4821.00")
    assert codes(second) == (["lookup_unmatched"], []) and second.amount is None
    assert codes(third) == ([], [])


def test_columns_in_doubt_are_all_asked_for() -> None:
    content = b"id,a,b\n1,01/02/2018,03/04/2018\n"
    columns = {"id": "external_id", "a": "stage:mql", "b": "stage:won"}
    with pytest.raises(AmbiguousDates) as asked:
        records(content, columns)
    assert [asked.value.column, *(other.column for other in asked.value.also)] == ["a", "b"]
    (record,) = records(content, columns, date_order={"a": "dmy", "b": "mdy"})
    assert (record.stages["mql"].on, record.stages["won"].on) == (date(2018, 2, 1), date(2018, 3, 4))


def test_workbooks_never_ask() -> None:
    content = workbook(
        [["id", "won", "value"], [1, date(2018, 2, 1), 12.125], ["2", datetime(2018, 2, 1, 10), "x"]]
    )
    first, second = records(content, {"id": "external_id", "won": "stage:won", "value": "amount"})
    assert first.stages["won"] == Moment(None, date(2018, 2, 1), "day") and first.amount == Decimal("12.13")
    assert second.stages["won"].at == datetime(2018, 2, 1, 9, tzinfo=UTC) and codes(second)[1] == [
        "money_unreadable"
    ]


LEADS = {"mql_id": "external_id", "first_contact_date": "stage:mql", "origin": "source"}
DEALS = {"mql_id": "external_id", "won_date": "stage:won"}


@needs_corpora
@pytest.mark.parametrize("name", ["mql_excel_ddmmYYYY.csv", "mql_excel_mdY_no_landing_page.csv"])
def test_leads_saved_again_by_excel_say_the_same(name: str) -> None:
    assert olist(f"variants/{name}", LEADS) == olist("olist_marketing_qualified_leads_dataset.csv", LEADS)


@needs_corpora
@pytest.mark.parametrize("name", ["closed_deals_excel_ddmmYYYY.csv", "closed_deals_excel_mdY_9cols.csv"])
def test_deals_saved_again_by_excel_say_the_same_but_for_seconds(name: str) -> None:
    again, first = olist(f"variants/{name}", DEALS), olist("olist_closed_deals_dataset.csv", DEALS)
    assert len(again) == len(first) == 842
    for (key, stages, fields), (other_key, other_stages, other_fields) in zip(again, first, strict=True):
        won, other = stages["won"].at, other_stages["won"].at
        assert (key, fields) == (other_key, other_fields) and won is not None and other is not None
        assert won == other.replace(second=0)


def olist(name: str, columns: dict[str, str]) -> list[tuple[str, dict[str, Moment], dict[str, Any]]]:
    found = records((SHARED / "olist" / name).read_bytes(), columns)
    assert not [record for record in found if record.faults or record.notes]
    return [(record.external_id, record.stages, record.fields) for record in found]


@needs_corpora
def test_fast_enough() -> None:
    """The goal is 60,000 rows a second; a loaded machine may give half of it."""
    header, body = (SHARED / "olist/olist_marketing_qualified_leads_dataset.csv").read_bytes().split(b"\n", 1)
    table = open_table(header + b"\n" + body * 5)
    columns = {**LEADS, "landing_page_id": "attributes.landing_page_id"}
    mapping = parse_mapping({"columns": columns}, fields=FIELDS, columns=table.columns)

    def read() -> None:
        assert sum(1 for _ in read_records(mapping, table)) == 40_000

    assert quickest(read, below=40_000 / 30_000) < 40_000 / 30_000
