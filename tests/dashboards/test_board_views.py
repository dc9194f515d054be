"""Saved views: what is kept of an address, who sees it, and what opens first."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.boards import boards
from dashboards.models import FirstView, SavedView
from dashboards.saving import cleaned
from people.models import User

ClientOf = Callable[[User], Client]


def save(client: Client, **said: Any) -> Any:
    given = {"name": "Mine", "board": "marketing", "query": "period=4w&source=web", "reach": "own"}
    return client.post(reverse("dashboards:view-save"), given | said)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("period=4w&source=web&source=fair", "period=4w&source=web&source=fair"),
        ("source=~&after=xyz&sort=-n&csrfmiddlewaretoken=1", "source=~"),
        ("compare=rest&compare=moon", ""),
        ("compare=rest", "compare=rest"),
        ("country=Spain&moon=1", "country=Spain"),
    ],
)
def test_what_is_kept(query: str, kept: str) -> None:
    assert cleaned(query) == (kept, [])


def test_what_cannot_be_read_is_refused(client_of: ClientOf, marta: User) -> None:
    save(client_of(marta), query="from=2026-99-01")
    assert not SavedView.objects.exists()


def test_saving_twice_changes_it(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    assert save(client).headers["Location"] == "/dashboards/marketing/?period=4w&source=web"
    save(client, query="period=13w", reach="everybody")
    view = SavedView.objects.get()
    assert (view.query, view.reach, view.owner) == ("period=13w", "everybody", marta)


@pytest.mark.parametrize("key", list(boards))
def test_the_page_saves_itself(client_of: ClientOf, marta: User, key: str) -> None:
    """What the form of a page holds is what it has to send."""
    client = client_of(marta)
    page = client.get(boards[key].address(), {"period": "4w"}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(board|query)" value="([^"]*)">', page))
    save(client, **hidden)
    view = SavedView.objects.get()
    assert (view.board, view.query) == (key, "period=4w")
    assert str(boards[key].name) in client.get(reverse("dashboards:view-list")).content.decode()


def test_who_sees_it(client_of: ClientOf, silvia: User, sara: User, marta: User) -> None:
    for reach in ("own", "team", "everybody"):
        save(client_of(silvia), name=reach, board="sales", reach=reach)
    seen = {
        user: set(SavedView.objects.visible_to(user).values_list("name", flat=True))
        for user in (silvia, sara, marta)
    }
    assert seen[silvia] == {"own", "team", "everybody"}
    assert seen[sara] == ({"team", "everybody"} if sara.team_id == silvia.team_id else {"everybody"})
    assert seen[marta] == {"everybody"} or marta.team_id == silvia.team_id


def test_what_opens_first(client_of: ClientOf, marta: User, sara: User) -> None:
    client = client_of(marta)
    save(client, is_first="on")
    view = SavedView.objects.get()
    home = reverse("dashboards:home")
    assert client.get(home).headers["Location"] == view.get_absolute_url()
    client.post(reverse("dashboards:view-first", args=[view.pk]))
    assert client.get(home).headers["Location"] == "/dashboards/marketing/"
    assert client_of(sara).post(reverse("dashboards:view-first", args=[view.pk])).status_code == 404


def test_a_view_no_longer_shared_opens_no_more(client_of: ClientOf, marta: User, sara: User) -> None:
    save(client_of(marta), reach="everybody")
    view = SavedView.objects.get()
    client_of(sara).post(reverse("dashboards:view-first", args=[view.pk]))
    assert FirstView.of(sara) == view
    save(client_of(marta), reach="own")
    assert FirstView.of(sara) is None
    assert client_of(sara).get(reverse("dashboards:home")).headers["Location"] == "/dashboards/sales/"


def test_only_its_owner_deletes_it(client_of: ClientOf, marta: User, sara: User) -> None:
    save(client_of(marta), reach="everybody")
    address = reverse("dashboards:view-delete", args=[SavedView.objects.get().pk])
    assert client_of(sara).post(address).status_code == 404
    assert client_of(marta).post(address).status_code == 302 and not SavedView.objects.exists()


def test_the_list(client_of: ClientOf, marta: User, sara: User) -> None:
    assert "No saved views" in client_of(sara).get(reverse("dashboards:view-list")).content.decode()
    save(client_of(marta), reach="everybody", name="Fairs")
    page = client_of(sara).get(reverse("dashboards:view-list")).content.decode()
    assert "Fairs" in page and "Delete" not in page
    assert "Fairs" in client_of(sara).get(reverse("dashboards:board", args=["marketing"])).content.decode()
