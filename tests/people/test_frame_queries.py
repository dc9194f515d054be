"""Filters, order and cursors live in the query string."""

from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from people.querystrings import is_filtered, kept, options, rewritten


def test_change_keeps_the_rest_and_starts_the_list_again() -> None:
    query = QueryDict("q=ana&state=risk&after=abc")
    assert rewritten(query, sort="-score") == "?q=ana&state=risk&sort=-score"


def test_none_removes_and_several_stay_several() -> None:
    query = QueryDict("source=web&source=fair&q=x")
    assert rewritten(query, q=None) == "?source=web&source=fair"
    assert rewritten(query, source=["a", "b"]) == "?source=a&source=b&q=x"


def test_page_cursor_is_kept_when_named() -> None:
    assert rewritten(QueryDict("after=abc"), after="def") == "?after=def"


def test_choice_of_one_replaces_and_choice_of_several_adds() -> None:
    choices = [("web", "Web"), ("fair", "Fair")]
    query = QueryDict("source=web")
    assert [o["url"] for o in options(query, "source", choices, several=False)] == [
        "?",
        "?source=fair",
    ]
    assert [o["url"] for o in options(query, "source", choices, several=True)] == [
        "?",
        "?source=web&source=fair",
    ]


def test_search_form_carries_the_other_filters_but_no_cursor() -> None:
    assert kept(QueryDict("q=x&source=web&source=fair&after=1"), "q") == [
        ("source", "web"),
        ("source", "fair"),
    ]


def test_order_alone_is_no_filter() -> None:
    assert not is_filtered(QueryDict("sort=name&after=x")) and is_filtered(QueryDict("q=x"))


def test_hostile_query_stays_inert() -> None:
    request = RequestFactory().get("/", {"q": '"><script>alert(1)</script>'})
    page = Template(
        '{% load pieces %}{% chip_search "q" "Find" %}{% chip "a" "b" "c" %}<a href="{% query x=1 %}">'
    ).render(Context({"request": request}))
    assert "<script>" not in page


def test_sorted_column_says_so_and_turns_around() -> None:
    def head(query: str) -> str:
        return Template('{% load pieces %}{% th "Score" key="score" %}').render(
            Context({"request": RequestFactory().get(f"/{query}")})
        )

    assert 'href="?sort=score"' in head("")
    assert 'aria-sort="ascending"' in head("?sort=score") and 'href="?sort=-score"' in head("?sort=score")
    assert 'aria-sort="descending"' in head("?sort=-score") and 'href="?sort=score"' in head("?sort=-score")
