"""A mapping is guessed for the exports people really have."""

from typing import Any

import pytest

from leads.fields import FIELDS
from leads.reading.guess import ColumnGuess, Guess, guess_mapping
from leads.reading.mapping_json import parse_mapping
from leads.reading.synonyms import HEADERS, MEANINGS, TECHNICAL
from leads.reading.tables import open_table
from tests.leads.reading_files import SHARED, corpus, needs_corpora


def guess_of(content: Any) -> Guess:
    table = open_table(content)
    guess = guess_mapping(table.columns, table.sample(), fields=FIELDS)
    parse_mapping(guess.mapping, fields=FIELDS, columns=table.columns)
    assert [one.column for one in guess.columns] == list(table.columns)
    return guess


def columns_of(content: Any) -> dict[str, str]:
    return dict(guess_of(content).mapping["columns"])


EXPECTED: dict[str, dict[str, str]] = {
    "hubspot_all_contacts_export_2023.csv": {
        "Record ID": "external_id", "First Name": "first_name", "Email": "email", "Phone Number": "phone",
        "Became a Lead Date": "stage:captured", "Became a Marketing Qualified Lead Date": "stage:mql",
        "Became a Sales Qualified Lead Date": "stage:sql", "Became an Opportunity Date": "stage:opportunity",
        "Became a Customer Date": "stage:won", "Original Source": "source", "Contact owner": "owner",
        "Company Name": "company", "Company domain name": "company_domain", "Country/Region": "country",
        "Create Date": "attributes.create_date", "Annual Revenue": "attributes.annual_revenue",
        "Latest Source": "attributes.latest_source", "Days To Close": "attributes.days_to_close",
    },
    "hubspot_contacts_view_export.csv": {
        "Record ID": "external_id", "Create Date": "stage:captured", "Associated Company": "company",
    },
    "salesforce_lead_object_data_export.csv": {
        "Id": "external_id", "LastName": "last_name", "Title": "job_title", "Company": "company",
        "Phone": "phone",
        "LeadSource": "source", "NumberOfEmployees": "employees", "CreatedDate": "stage:captured",
        "ConvertedDate": "stage:opportunity", "SICCode__c": "attributes.sic_code",
        "Website": "company_domain",
    },
    "salesforce_leads_report.csv": {
        "Lead Owner": "owner", "Company / Account": "company", "Lead Source": "source", "Title": "job_title",
    },
    "pipedrive_deals_export.csv": {
        "Deal - ID": "external_id", "Deal - Value": "amount", "Deal - Currency": "currency",
        "Deal - Owner": "owner",
        "Deal - Organization": "company", "Deal - Contact person": "name", "Deal - Won time": "stage:won",
        "Deal - Deal created": "stage:opportunity", "Deal - Title": "attributes.title",
    },
    "pipedrive_import_sample.csv": {
        "Person - Name*": "name", "Person - Email (Work)": "email", "Organization - Name*": "company",
        "Person - Phone": "phone", "Deal - Value": "amount", "Person - Email (Home)": "attributes.email_home",
    },
    "dynamics_open_leads_export.csv": {
        "(Do Not Modify) Lead": "external_id", "Business Name": "company", "Email Address": "email",
        "Phone Number": "phone", "Lead Source": "source", "State": "region",
    },
    "zoho_leads_analytics_export.csv": {
        "LEADID": "external_id", "Created Time": "stage:captured", "Lead Owner": "owner", "Mobile": "phone",
        "Lead Status": "attributes.lead_status",
    },
}  # fmt: skip


@needs_corpora
@pytest.mark.parametrize("name", corpus("crm_headers"))
def test_exports_of_crms(name: str) -> None:
    found = columns_of(SHARED / "crm_headers" / name)
    assert {column: found.get(column) for column in EXPECTED[name]} == EXPECTED[name]


@needs_corpora
def test_technical_columns_are_left_out() -> None:
    found = columns_of(SHARED / "crm_headers" / "dynamics_open_leads_export.csv")
    assert "(Do Not Modify) Row Checksum" not in found


@needs_corpora
def test_the_olist_files() -> None:
    assert columns_of(SHARED / "olist/olist_marketing_qualified_leads_dataset.csv") == {
        "mql_id": "external_id",
        "first_contact_date": "stage:mql",
        "landing_page_id": "attributes.landing_page_id",
        "origin": "source",
    }
    deals = columns_of(SHARED / "olist/olist_closed_deals_dataset.csv")
    assert deals.pop("mql_id") == "external_id" and deals.pop("won_date") == "stage:won"
    assert all(target == f"attributes.{column}" for column, target in deals.items())


@needs_corpora
def test_a_pipeline_names_its_stages() -> None:
    guess = guess_of(SHARED / "maven_crm/sales_pipeline.csv")
    assert guess.mapping["columns"] == {
        "opportunity_id": "external_id",
        "sales_agent": "owner",
        "product": "attributes.product",
        "account": "company",
        "deal_stage": "attributes.deal_stage",
        "engage_date": "stage:opportunity",
        "close_date": "attributes.close_date",
        "close_value": "amount",
    }
    names = guess.mapping["stage_names"]
    assert (names["column"], names["at"]) == ("deal_stage", ["close_date"])
    assert (names["values"]["Won"], names["values"]["Lost"]) == ("won", "lost")


@needs_corpora
@pytest.mark.parametrize("name", corpus("zoho_demo"))
def test_every_zoho_table_gives_a_mapping_that_holds(name: str) -> None:
    guess_of(SHARED / "zoho_demo" / name)


def test_spanish_headers() -> None:
    header = (
        "ID de registro;Nombre;Apellidos;Correo electrónico;Teléfono;Empresa;Fecha de creación;"
        "Origen;Importe;País"
    )
    assert list(columns_of(f"{header}\n".encode()).values()) == [
        "external_id", "name", "last_name", "email", "phone", "company", "stage:captured",
        "source", "amount", "country",
    ]  # fmt: skip


def test_slips_of_the_keyboard() -> None:
    guess = guess_of(b"Lead Sorce,Frist Name,Emial Address\n")
    assert [one.target for one in guess.columns] == ["source", "first_name", "email"]
    assert {one.reason for one in guess.columns} == {"near_miss"} and all(
        one.confidence < 0.9 for one in guess.columns
    )


def test_addresses_are_known_by_their_look() -> None:
    content = b"Kontakt,Text\nana@acme.com,x\nbea@acme.com,y\n"
    table = open_table(content, has_header=True)
    first, second = guess_mapping(table.columns, table.sample(), fields=FIELDS).columns
    assert first == ColumnGuess("Kontakt", "email", 0.6, "values")
    assert second == ColumnGuess("Text", "attributes.text", 0.5, "leftover")


def test_one_target_is_given_once() -> None:
    targets = list(columns_of(b"Email,Work email,E-mail,Notes,notes,***\n").values())
    assert len(targets) == len(set(targets)) and targets[0] == "email"


def test_each_header_means_one_thing() -> None:
    headers = [header for group in HEADERS.values() for header in group.split(", ")]
    doubled = {header for header in headers if headers.count(header) > 1}
    assert doubled == set() and not TECHNICAL & set(MEANINGS)
