"""What stands out beyond chance, and what doesn't."""

from leads.feedback.outliers import Group, outliers


def group(value: str, answered: int, **by_reason: int) -> Group:
    return Group(value, answered, answered - sum(by_reason.values()), by_reason)


def test_a_reason_with_a_larger_share_than_elsewhere() -> None:
    groups = [group("list", 100, small=40, data=5), group("web", 300, small=24, data=14)]
    (found,) = outliers({"source": groups})
    assert (found.dimension, found.value, found.reason) == ("source", "list", "small")
    assert (found.hits, found.of, found.rest_hits, found.rest_of) == (40, 100, 24, 300)
    assert round(found.excess) == 32
    assert found.interval and found.interval[0] > 0.2


def test_a_smaller_share_is_no_trouble() -> None:
    found = outliers({"source": [group("list", 100, small=1), group("web", 300, small=90)]})
    assert [one.value for one in found] == ["web"]


def test_few_answers_say_nothing() -> None:
    assert outliers({"source": [group("list", 12, small=12), group("web", 300, small=10)]}) == []


def test_what_is_alike_everywhere_stands_out_nowhere() -> None:
    assert outliers({"source": [group("a", 100, small=21), group("b", 100, small=19)]}) == []


def test_one_small_difference_among_many_questions_may_be_chance() -> None:
    """Alone it would be told: 5 % of so many questions are answered so by chance."""
    alone = [group("a", 100, small=22), group("b", 400, small=52)]
    assert outliers({"source": alone})
    many = [group(f"s{n}", 100, small=13) for n in range(40)]
    assert outliers({"source": [group("a", 100, small=22), *many]}) == []


def test_the_largest_surplus_stands_first() -> None:
    sources = [group("list", 50, small=25), group("web", 400, small=20)]
    segments = [group("smb", 200, small=44), group("rest", 250, small=1)]
    found = outliers({"source": sources, "segment": segments})
    assert [one.value for one in found] == ["smb", "list"]
    assert found[0].excess > found[1].excess
