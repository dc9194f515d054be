"""Forgetting a person forgets all of it, and nobody is remembered again by mistake."""

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection

from people import personal
from people.models import Erasure, Notification, Tombstone, User
from people.notices import Notice
from tests.conftest import MONDAY_NINE

FLOORS = ("people", "documents", "sla", "leads", "integrations", "dashboards", "diagnostics")


@pytest.mark.parametrize("app", FLOORS)
def test_every_text_column_is_decided_about(app: str) -> None:
    models = list(apps.get_app_config(app).get_models())
    forgotten = {model.__name__: names for model in models if (names := personal.unlisted(model))}
    if app != "people" and len(forgotten) == len([model for model in models if personal.has_text(model)]):
        pytest.xfail(f"{app} has not registered its columns in people.personal yet")
    assert not forgotten, "register these columns in people.personal, or list them as not personal"


def test_blanking_reaches_the_history_too(sara: User, silvia: User) -> None:
    User.objects.filter(pk=sara.pk).update(name="Canary Birdsong", email="canary@acme.test")
    assert personal.blank(User.objects.filter(pk=sara.pk)) == 1
    assert personal.blank(User.objects.filter(pk=sara.pk)) == 1

    sara.refresh_from_db()
    silvia.refresh_from_db()
    assert sara.name == "" and sara.email.startswith("erased-") and silvia.name == "Silvia"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', ["%canary%"])
            assert cursor.fetchone() == (0,), table


def test_json_and_nulls_are_emptied_as_their_columns_allow(sara: User) -> None:
    Notification.objects.announce([Notice(sara.pk, "test", "one", {"lead": "Canary"})], MONDAY_NINE)
    personal.blank(Notification.objects.all())
    assert Notification.objects.get().params == {}


def test_an_erased_address_is_known_in_any_spelling(db: None, settings: LazySettings) -> None:
    marks = {
        "email": personal.marks("email", ["Ana@Acme.test"]),
        "phone": personal.marks("phone", ["+34 600 11 22 33"]),
    }
    Tombstone.objects.bury(marks)
    Tombstone.objects.bury(marks)

    assert Tombstone.objects.count() == 2
    assert personal.is_erased("email", ["ana@acme.test ", "bea@acme.test", ""]) == {"ana@acme.test "}
    assert personal.is_erased("phone", ["(34) 600-112233", "600"]) == {"(34) 600-112233"}
    assert not personal.is_erased("phone", ["ana@acme.test"])
    assert "acme" not in str(list(Tombstone.objects.values()))

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert personal.is_erased("email", ["ANA@acme.test"])


def test_an_erasure_is_recorded_once(dora: User) -> None:
    for reason in ("asked by the person", "again"):
        Erasure.objects.record("lead", [7, 8], reason, by=dora, at=MONDAY_NINE)
    assert set(Erasure.objects.values_list("anonymous_id", "reason")) == {
        (7, "asked by the person"),
        (8, "asked by the person"),
    }
