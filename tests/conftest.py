"""The cast: one company, its two teams, and the people around them."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from people import seeding
from people.models import Organisation, Role, Team, TeamKind, User, WorkingCalendar
from tests.office import FOUNDED, OFFICE_HOURS, OFFICE_RULES, open_office
from tests.template import migrated

__all__ = ["FOUNDED", "OFFICE_HOURS", "OFFICE_RULES"]

ClientOf = Callable[[User], Client]
"""Opens a browser in which this person has signed in."""

# the first draw of a process reads every module that is imported, which takes a second or two
hypothesis.settings.register_profile("unhurried", suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("unhurried")

PASSWORD = "correct horse battery"
MONDAY_NINE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""Monday 2 March 2026, 9:00 in Madrid: the office opens."""


def pytest_collection_finish() -> None:
    """What was imported and collected stays until the end, so the collector need not look at it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits empties the database; the words that migrations brought are put back for whoever is next.

    What language the last page was read in is forgotten too: the test client leaves it switched on.
    """
    yield
    translation.deactivate()
    if nextitem is None:  # the database has gone with the session
        return
    commits = any(marker.kwargs.get("transaction") for marker in item.iter_markers("django_db"))
    if commits or "transactional_db" in getattr(item, "fixturenames", ()):
        with item.config.stash[blocking_manager_key].unblock():
            seeding.sow()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Each worker copies one migrated database, for migrating takes as long as a hundred tests."""
    with django_db_blocker.unblock():
        settings.DATABASES["default"]["TEST"] |= {"TEMPLATE": migrated(), "MIGRATE": False}


@pytest.fixture
def organisation(db: None) -> Organisation:
    company = Organisation(name="Acme", time_zone="Europe/Madrid", currency="EUR")
    company.save()
    return company


@pytest.fixture
def marketing(organisation: Organisation) -> Team:
    return Team.objects.create(name="Marketing", kind=TeamKind.MARKETING)


@pytest.fixture
def sales(organisation: Organisation) -> Team:
    return Team.objects.create(name="Sales", kind=TeamKind.SALES)


@pytest.fixture
def other_sales(organisation: Organisation) -> Team:
    return Team.objects.create(name="Sales North", kind=TeamKind.SALES)


def person(name: str, role: Role, team: Team | None = None) -> User:
    return User.objects.create_user(f"{name.lower()}@acme.test", PASSWORD, name=name, role=role, team=team)


@pytest.fixture
def marta(marketing: Team) -> User:
    return person("Marta", Role.MARKETING_MANAGER, marketing)


@pytest.fixture
def mario(marketing: Team) -> User:
    return person("Mario", Role.MARKETING, marketing)


@pytest.fixture
def sara(sales: Team) -> User:
    return person("Sara", Role.SALES, sales)


@pytest.fixture
def samuel(sales: Team) -> User:
    return person("Samuel", Role.SALES, sales)


@pytest.fixture
def silvia(sales: Team) -> User:
    return person("Silvia", Role.SALES_MANAGER, sales)


@pytest.fixture
def rita(organisation: Organisation) -> User:
    return person("Rita", Role.REVOPS)


@pytest.fixture
def elena(organisation: Organisation) -> User:
    return person("Elena", Role.EXECUTIVE)


@pytest.fixture
def felix(organisation: Organisation) -> User:
    return person("Felix", Role.FACILITATOR)


@pytest.fixture
def olga(other_sales: Team) -> User:
    """Outside: a representative of another sales team."""
    return person("Olga", Role.SALES, other_sales)


@pytest.fixture
def dora(organisation: Organisation) -> User:
    return person("Dora", Role.PRIVACY)


@pytest.fixture
def office(rita: User) -> WorkingCalendar:
    """Monday to Friday, 9-13 and 14-18 in Madrid, no holidays."""
    return open_office(rita)


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which this person has signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def trusted(client_of: ClientOf) -> ClientOf:
    """The same for roles that must bring a second factor: it is set up before they sign in."""

    def signed_in(user: User) -> Client:
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        return client_of(user)

    return signed_in


@pytest.fixture
def unmeasured(db: None) -> None:
    """Tables as nobody had analysed them, for tests that bring thousands of leads: one that analyses (the demo does) leaves
    behind counts of few rows on many pages, which no rollback takes back, and plans for them take minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_clear_relation_stats('public', relname) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        )
