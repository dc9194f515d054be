"""Which single criterion would have kept unwanted leads out: chosen from counts, without a database."""

from leads.feedback.suggest import Ask, Counted, Known, roundest, suggestions


def known(name: str, ask: Ask, *rows: tuple[object, int, int]) -> Known:
    return Known(name, ask, tuple(Counted(value, unwanted, good) for value, unwanted, good in rows))


def test_the_value_that_the_unwanted_share_is_left_out() -> None:
    fields = [known("source", Ask.VALUE, ("list", 40, 2), ("web", 5, 50), ("fair", 5, 48))]
    best = suggestions(fields, 50, 100)[0]
    assert best.tree == {"field": "source", "op": "is_not", "value": "list"}
    assert (best.unwanted, best.good) == (40, 2)


def test_several_values_are_left_out_together() -> None:
    fields = [known("source", Ask.VALUE, ("list", 20, 2), ("social", 25, 3), ("web", 5, 95))]
    best = suggestions(fields, 50, 100)[0]
    assert best.tree == {"field": "source", "op": "not_in", "value": ["social", "list"]}


def test_a_limit_is_as_round_as_it_may_be() -> None:
    fields = [known("employees", Ask.LIMIT, (3, 30, 1), (9, 15, 2), (12, 3, 40), (80, 2, 57))]
    best = suggestions(fields, 50, 100)[0]
    assert best.tree == {"field": "employees", "op": ">=", "value": 10}
    assert (best.unwanted, best.good) == (45, 3)


def test_unknown_values_may_stay_where_leaving_them_out_costs_more() -> None:
    fields = [known("employees", Ask.LIMIT, (3, 40, 1), (90, 2, 50), (None, 8, 49))]
    best = suggestions(fields, 50, 100)[0]
    # between 3 and 90 the roundest limit is 50
    asked = {"field": "employees", "op": ">=", "value": 50}
    assert best.tree == {"any": [asked, {"field": "employees", "op": "is_empty"}]}
    assert (best.unwanted, best.good) == (40, 1)


def test_a_word_of_the_title() -> None:
    fields = [known("job_title", Ask.WORD, ("Student", 20, 0), ("PhD student", 12, 1), ("Head of IT", 9, 80))]
    best = suggestions(fields, 41, 81)[0]
    assert best.tree == {"field": "job_title", "op": "not_contains", "value": "student"}
    assert (best.unwanted, best.good) == (32, 1)


def test_only_whether_it_is_known() -> None:
    fields = [known("phone", Ask.PRESENCE, (None, 30, 4))]
    assert suggestions(fields, 40, 100)[0].tree == {"field": "phone", "op": "is_not_empty"}


def test_spellings_that_differ_by_case_are_one_value() -> None:
    fields = [known("country", Ask.VALUE, ("FR", 20, 0), ("fr", 10, 1), ("ES", 5, 90))]
    best = suggestions(fields, 35, 91)[0]
    assert best.tree["value"] == "FR"
    assert (best.unwanted, best.good) == (30, 1)


def test_nothing_is_suggested_where_good_leads_are_alike() -> None:
    fields = [known("source", Ask.VALUE, ("a", 10, 20), ("b", 10, 20))]
    assert suggestions(fields, 20, 40) == []


def test_few_unwanted_leads_say_nothing() -> None:
    assert suggestions([known("source", Ask.VALUE, ("a", 4, 0), ("b", 0, 20))], 4, 20) == []


def test_the_most_worth_stands_first_and_each_field_once() -> None:
    fields = [
        known("source", Ask.VALUE, ("a", 25, 30), ("b", 25, 70)),
        known("employees", Ask.LIMIT, (1, 45, 2), (50, 5, 98)),
    ]
    assert [one.field for one in suggestions(fields, 50, 100)] == ["employees", "source"]


def test_what_pays_stands_before_what_tells_more_apart_but_costs_more() -> None:
    fields = [
        known("region", Ask.VALUE, ("a", 30, 60), ("b", 20, 240)),
        known("source", Ask.VALUE, ("list", 10, 1), ("web", 40, 299)),
    ]
    found = [(one.field, one.unwanted, one.good) for one in suggestions(fields, 50, 300)]
    assert found == [("source", 10, 1), ("region", 30, 60)]


def test_the_roundest_number_between_two() -> None:
    assert [roundest(9, 12), roundest(3, 4), roundest(0, 1200), roundest(0.2, 0.26), roundest(-3, 2)] == [
        10,
        4,
        1000,
        0.25,
        0,
    ]
