"""Faults of files and mappings in the reader's words: what happened and what to do."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .fields import ATTRIBUTE_PREFIX

WORDS = {
    "file_empty": _("The file is empty. Choose one with a header line and rows."),
    "file_is_program": _("This is a program (%(kind)s), not a table. Save the leads as CSV or XLSX."),
    "file_is_picture": _("This is a picture (%(kind)s), not a table. Save the leads as CSV or XLSX."),
    "file_is_document": _("This is a document (%(kind)s), not a table. Save the leads as CSV or XLSX."),
    "file_is_archive": _("This is an archive (%(kind)s). Unpack it and choose the CSV or XLSX file inside."),
    "file_is_old_excel": _("This is an old Excel file (.xls). Open it and save it as .xlsx."),
    "file_is_database": _("This is a database (%(kind)s), not a table. Export the leads as CSV."),
    "file_is_web_page": _(
        "This is a web page, perhaps a log-in page saved in place of the export. Export the leads again."
    ),
    "file_is_json": _("This is JSON. Save the leads as CSV or XLSX, or send them through the API."),
    "file_is_xml": _("This is XML. Save the leads as CSV or XLSX."),
    "file_is_binary": _("This isn't text nor a workbook. Save the leads as CSV or XLSX."),
    "file_gone": _("The file is no longer where it was stored. Upload it again."),
    "too_many_columns": _("The file has %(found)s columns; at most %(limit)s are read. Leave some out."),
    "line_too_long": _(
        "Line %(line)s is longer than %(limit)s characters. Look for a quote that is never closed."
    ),
    "workbook_broken": _("The workbook can't be opened. Open it in Excel and save it again."),
    "workbook_encrypted": _("The workbook has a password. Save it without one."),
    "workbook_empty": _("The workbook holds no rows."),
    "workbook_too_many_parts": _("The workbook has %(found)s parts; at most %(limit)s are read."),
    "workbook_unsafe_name": _(
        "The workbook holds a part with an unsafe name (%(name)s). Save it anew from Excel."
    ),
    "workbook_link": _("The workbook holds a link (%(name)s). Save it anew from Excel."),
    "workbook_nested_archive": _("The workbook holds another archive (%(name)s). Save it anew from Excel."),
    "workbook_too_large": _(
        "The workbook unpacks to %(unpacked)s bytes; at most %(limit)s are read. Save it as CSV."
    ),
    "workbook_bomb": _("The workbook unpacks to many times its size. Save it as CSV."),
    "workbook_doctype": _("The workbook holds a document type (%(name)s). Save it anew from Excel."),
    "workbook_no_sheet": _("The workbook has no sheet named %(name)s."),
    "too_many_cells": _(
        "Line %(line)s has %(found)s cells, the header %(expected)s. A cell with the separator in it needs quotes."
    ),
    "cell_too_long": _("A cell in line %(line)s is longer than %(limit)s characters."),
    "quote_never_closed": _("A quote opened in line %(line)s is never closed."),
    "external_id_missing": _("The id is blank."),
    "date_unreadable": _("“%(value)s” isn't a date."),
    "date_wrong_order": _("“%(value)s” isn't a date in the order %(order)s."),
    "date_out_of_range": _("“%(value)s” isn't between %(first)s and %(last)s."),
    "number_unreadable": _("“%(value)s” isn't a number."),
    "number_out_of_range": _("“%(value)s” is out of range."),
    "money_unreadable": _("“%(value)s” isn't an amount."),
    "money_out_of_range": _("The amount “%(value)s” is too large."),
    "currency_unknown": _("“%(value)s” isn't a currency. Write it like EUR."),
    "boolean_unreadable": _("“%(value)s” isn't yes or no."),
    "email_unreadable": _("“%(value)s” isn't an e-mail address."),
    "text_too_long": _("The text has %(length)s characters; at most %(limit)s are kept."),
    "phone_as_typed": _("“%(value)s” isn't a known form of phone number; kept as typed."),
    "email_first_of_several": _("Several addresses: “%(value)s”. The first is kept."),
    "range_lower_bound": _("“%(value)s” is a range; the lower number is kept."),
    "stage_name_unmapped": _("The stage “%(value)s” isn't in the mapping."),
    "stage_without_moment": _("The stage %(stage)s has no moment."),
    "lookup_unmatched": _("“%(value)s” isn't found in %(file)s."),
    "blank_rows": _("Blank rows, passed over"),
    "rows_padded": _("Rows with fewer cells than the header"),
    "rows_with_blank_ends": _("Rows with blank cells beyond the header"),
    "consent_unreadable": _("“%(value)s” does not say whether consent was granted."),
    "domain_as_typed": _("“%(value)s” is no domain; kept as typed."),
    "nul_characters": _("NUL characters were taken out."),
    "headers_blank": _("Columns without a name were numbered."),
    "headers_doubled": _("Columns with the same name were numbered."),
    "headers_rewritten": _("Headers were tidied."),
    "no_header": _("The first row looks like data; columns were numbered."),
    "mixed_encodings": _("The file mixes two encodings; both were read."),
    "other_sheets": _("The workbook has other sheets, which were not read."),
    "formula_errors": _("Cells with a formula error were read as blank."),
    "mapping": _("The mapping doesn't fit the file."),
    "mapping_not_json": _("The mapping isn't JSON."),
    "mapping_not_object": _("%(path)s must be an object."),
    "mapping_not_list": _("%(path)s must be a list."),
    "mapping_not_text": _("%(path)s must be text."),
    "mapping_unknown_key": _("%(path)s has an unknown key: %(key)s."),
    "mapping_missing_key": _("%(path)s lacks the key %(key)s."),
    "mapping_unknown_target": _("%(path)s: “%(target)s” isn't a field of a lead."),
    "mapping_unknown_stage": _("%(path)s: “%(stage)s” isn't a stage."),
    "mapping_bad_event_kind": _("%(path)s: “%(kind)s” can't name a kind of event."),
    "mapping_bad_attribute": _("%(path)s: “%(name)s” can't name an attribute."),
    "mapping_column_missing": _("%(path)s: the file has no column “%(column)s”."),
    "mapping_target_twice": _("%(path)s: two columns become %(target)s."),
    "mapping_bad_default": _("%(path)s: the default for %(target)s can't be read."),
    "mapping_lookup_missing": _("%(path)s: the file %(file)s isn't there."),
    "mapping_bad_zone": _("%(path)s: “%(zone)s” isn't a time zone. Write it like Europe/Madrid."),
    "mapping_bad_date_order": _(
        "%(path)s: “%(order)s” isn't an order of dates. Write ymd, dmy, mdy or auto."
    ),
    "mapping_empty": _("No column is mapped."),
    "dates_ambiguous": _("Say in which order the dates are written: every value fits more than one."),
}

GENERAL = {
    "phone_as_typed": _("Phone numbers of no known form, kept as typed"),
    "email_first_of_several": _("Cells with several addresses; the first was kept"),
    "range_lower_bound": _("Ranges of numbers; the lower one was kept"),
    "stage_name_unmapped": _("Names of stages that are not in the mapping"),
    "stage_without_moment": _("Stages without a moment"),
    "lookup_unmatched": _("Ids that the other file does not explain"),
    "domain_as_typed": _("Domains of no known form, kept as typed"),
    "consent_unreadable": _("Consents that can't be read"),
}
ORIGINS = {
    "rule": _("definition"),
    "handoff": _("handoff"),
    "routing": _("routing"),
    "verdict": _("answer of Sales"),
    "reoffer": _("escalation"),
    "app": _("Alignment"),
    "recycling": _("recycling"),
    "crm:app": _("Alignment"),
}
NAMES = {"first_name": _("first name"), "last_name": _("last name")}
COLUMNS = {"company": "company_name", "owner": "owner_label"}


STATES = {
    "waiting": _("Waiting for Sales"),
    "returned": _("Returned for data"),
    "accepted": _("Accepted"),
    "rejected": _("Rejected"),
    "disputed": _("Disputed"),
    "upheld": _("Rejected, upheld"),
    "recycled": _("Recycled"),
    "expired": _("Expired"),
}


def state_label(state: str) -> str:
    """Where a handoff stands, in the reader's words."""
    return str(STATES[state])


def origin_label(origin: str) -> Any:
    """Who stated a fact: a system by its own name, our own rules by theirs."""
    return ORIGINS.get(origin) or origin.removeprefix("crm:")


def field_label(name: str) -> Any:
    """A field of a lead in the reader's words; an own attribute by its own name."""
    if name.startswith(ATTRIBUTE_PREFIX):
        return name.removeprefix(ATTRIBUTE_PREFIX).replace("_", " ")
    if name in NAMES:
        return NAMES[name]
    column: Any = apps.get_model("leads.Lead")._meta.get_field(COLUMNS.get(name, name))
    return column.verbose_name


def say(fault: Mapping[str, Any]) -> str:
    """One fault, as it is stored ({"code", "params", "column"}), in the active language."""
    words = WORDS.get(fault["code"])
    if words is None:
        return gettext("Something odd (%(code)s)") % {"code": fault["code"]}
    sentence = str(words) % (fault.get("params") or {})
    return f"{fault['column']}: {sentence}" if fault.get("column") else sentence


def say_all(fault: Mapping[str, Any]) -> list[str]:
    """The sentences of a failed import: one a fault of the mapping, one a column whose dates are in doubt."""
    if fault["code"] == "mapping":
        return [say(one) for one in fault["faults"]]
    if fault["code"] == "dates_ambiguous":
        return [
            gettext(
                "The dates of “%(column)s” (for example %(examples)s) fit the orders %(orders)s. Which is it?"
            )
            % {
                "column": one["column"],
                "examples": ", ".join(one["examples"]),
                "orders": ", ".join(one["orders"]),
            }
            for one in fault["columns"]
        ]
    return [say(fault)]


def tell_notes(notes: Mapping[str, int]) -> list[tuple[str, int]]:
    """The oddities of an import and how often each was met; what stood in single cells is left out."""
    return [(_general(code), count) for code, count in sorted(notes.items(), key=lambda note: -note[1])]


def _general(code: str) -> str:
    """The sentence of a code without the values of one row."""
    return str(GENERAL.get(code) or WORDS.get(code) or code)
