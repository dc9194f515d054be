"""What is wrong or odd in a file, as data: a code and its parameters, put into words by whoever shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

CODES: dict[str, tuple[str, ...]] = {
    # the file is refused
    "file_empty": (),
    "file_is_program": ("kind",),
    "file_is_picture": ("kind",),
    "file_is_document": ("kind",),
    "file_is_archive": ("kind",),
    "file_is_old_excel": (),
    "file_is_database": ("kind",),
    "file_is_web_page": (),
    "file_is_json": (),
    "file_is_xml": (),
    "file_is_binary": (),
    "too_many_columns": ("found", "limit"),
    "line_too_long": ("line", "limit"),
    "workbook_broken": (),
    "workbook_encrypted": (),
    "workbook_empty": (),
    "workbook_too_many_parts": ("found", "limit"),
    "workbook_unsafe_name": ("name",),
    "workbook_link": ("name",),
    "workbook_nested_archive": ("name",),
    "workbook_too_large": ("unpacked", "limit"),
    "workbook_bomb": ("ratio", "limit"),
    "workbook_doctype": ("name",),
    "workbook_no_sheet": ("name",),
    # the row is in error
    "too_many_cells": ("line", "expected", "found"),
    "cell_too_long": ("line", "limit"),
    "quote_never_closed": ("line",),
    "external_id_missing": (),
    # the value can't be read
    "date_unreadable": ("value",),
    "date_wrong_order": ("value", "order"),
    "date_out_of_range": ("value", "first", "last"),
    "number_unreadable": ("value",),
    "number_out_of_range": ("value",),
    "money_unreadable": ("value",),
    "money_out_of_range": ("value",),
    "currency_unknown": ("value",),
    "boolean_unreadable": ("value",),
    "consent_unreadable": ("value",),
    "email_unreadable": ("value",),
    "text_too_long": ("length", "limit"),
    # odd: the value stands
    "phone_as_typed": ("value",),
    "domain_as_typed": ("value",),
    "email_first_of_several": ("value",),
    "range_lower_bound": ("value",),
    "stage_name_unmapped": ("value",),
    "stage_without_moment": ("stage",),
    "lookup_unmatched": ("value", "file"),
    # the mapping is wrong; every one carries the JSON path
    "mapping_not_json": ("path",),
    "mapping_not_object": ("path",),
    "mapping_not_list": ("path",),
    "mapping_not_text": ("path",),
    "mapping_unknown_key": ("path", "key"),
    "mapping_missing_key": ("path", "key"),
    "mapping_unknown_target": ("path", "target"),
    "mapping_unknown_stage": ("path", "stage"),
    "mapping_bad_event_kind": ("path", "kind"),
    "mapping_bad_attribute": ("path", "name"),
    "mapping_column_missing": ("path", "column"),
    "mapping_target_twice": ("path", "target"),
    "mapping_bad_default": ("path", "target"),
    "mapping_lookup_missing": ("path", "file"),
    "mapping_bad_zone": ("path", "zone"),
    "mapping_bad_date_order": ("path", "order"),
    "mapping_empty": ("path",),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. With a value beside it the value stands and the fault is only a note."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    column: str | None = None

    def within(self, column: str) -> "Fault":
        return replace(self, column=column)


class Refused(Exception):
    """The whole file can't be read; `fault` says why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, params)


def excerpt(value: object, length: int = 60) -> str:
    """A value short enough to stand in a message."""
    text = str(value).encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return text if len(text) <= length else text[: length - 1] + "…"
