"""Whoever reads whichever page of the numbers: each number that carries a link opens a list of that length."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from pytest_django import DjangoDbBlocker, Settings

from alignment.demo.company import build
from dashboards.boards import boards
from dashboards.models import Baseline, Target
from people.models import Role, User
from people.moment import now
from tests.dashboards.crawling import Linked, links_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READERS = (Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER, Role.SALES, Role.EXECUTIVE)
LEADS = 200
PAGES = (
    "impact",
    "scorecard",
    "watch-list",
    "target-list",
    "baseline-list",
    "sla",
    "roi",
    "leaks",
    "cost-list",
)
CLOSED_TO_SOME = {reverse(f"dashboards:{name}") for name in ("roi", "leaks", "cost-list")}
SEES_ALL = {Role.REVOPS, Role.MARKETING_MANAGER, Role.EXECUTIVE}


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One small demo company for all readers, thrown away at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(now(), leads=LEADS)
        yield
        transaction.set_rollback(True)


def addresses() -> list[str]:
    one = [reverse("dashboards:target-detail", args=[target.pk]) for target in Target.objects.standing()]
    frozen = [
        reverse("dashboards:baseline-detail", args=[baseline.pk]) for baseline in Baseline.objects.all()
    ]
    return [
        *(board.address() for board in boards.values()),
        *(reverse(f"dashboards:{name}") for name in PAGES),
        *one,
        *frozen,
    ]


def reader_of(role: Role) -> User:
    reader = User.objects.filter(role=role, is_active=True).order_by("pk")[0]
    reader.language = "en"
    reader.save(update_fields=["language"])
    return reader


def opened(reader: User, url: str, known: dict[str, int]) -> int:
    """How many rows the list says it has, asked of its view and not drawn; the same address is asked once."""
    if url not in known:
        request: Any = RequestFactory().get(url)
        request.user = reader
        view = resolve(request.path)
        known[url] = view.func(request, *view.args, **view.kwargs).context_data["count"]
    return known[url]


def is_true(link: Linked, count: int) -> bool:
    return (
        count == link.count
        if link.count is not None
        else not link.counts_beside or count in link.counts_beside
    )


@pytest.mark.parametrize("role", READERS)
@pytest.mark.usefixtures("company")
def test_every_number_opens_its_rows(role: Role, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = []
    reader, client = reader_of(role), Client()
    client.force_login(reader, BACKEND)
    known, wrong, numbers = dict[str, int](), list[Any](), 0
    for address in addresses():
        page = client.get(address)
        if page.status_code == 403 and address in CLOSED_TO_SOME:
            continue
        assert page.status_code == 200, address
        for link in links_of(page.content.decode()):
            numbers += 1
            count = opened(reader, link.url, known)
            if not is_true(link, count):
                wrong.append((address, link.words, link.beside[:80], count, link.url))
    assert wrong == []
    assert numbers > (300 if role in SEES_ALL else 60)
