"""The arithmetic of the predictive model against slower ways of getting the same numbers."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.predicting.calibration import Scaling, brier, off_by, reliability, scaling
from leads.predicting.comparing import gap
from leads.predicting.drift import ALARM, psi
from leads.predicting.encoding import MISSING, OTHER, encoded, from_json, shared, to_json
from leads.predicting.logistic import Fit, Floats, chance, fit, fit_best, loss
from leads.predicting.predictor import Predictor, rounded, tenths


def leads(n: int, seed: int, weights: tuple[float, ...] = (1.0, -0.7, 0.0)) -> tuple[Floats, Floats]:
    """Rows of standard normal numbers, won with the chance that these weights give."""
    random = np.random.default_rng(seed)
    matrix = random.normal(size=(n, len(weights)))
    won = random.random(n) < chance(matrix @ np.array(weights) - 1.5)
    return matrix, won.astype(np.float64)


def by_descent(matrix: Floats, happened: Floats, penalty: float) -> Floats:
    """Plain gradient descent, which knows nothing of Newton: (intercept, weights)."""
    design = np.column_stack([np.ones(len(matrix)), matrix])
    held = np.array([0.0] + [penalty] * matrix.shape[1])
    found = np.zeros(design.shape[1])
    for _step in range(40_000):
        slope = design.T @ (1 / (1 + np.exp(-design @ found)) - happened) + held * found
        found -= slope * 3 / len(matrix)
    return found


@pytest.mark.parametrize("penalty", [0.5, 20.0])
def test_newton_finds_what_descent_finds(penalty: float) -> None:
    matrix, won = leads(400, seed=1)
    found, slow = fit(matrix, won, penalty), by_descent(matrix, won, penalty)
    assert np.allclose([found.intercept, *found.weights], slow, atol=1e-5)
    assert found.steps < 12


def test_the_mean_chance_is_the_share_that_was_won() -> None:
    matrix, won = leads(500, seed=2)
    assert chance(fit(matrix, won, 10.0).log_odds(matrix)).mean() == pytest.approx(won.mean(), abs=1e-9)


def test_parted_leads_and_columns_that_say_the_same_are_no_fault() -> None:
    won = np.array([0.0] * 50 + [1.0] * 50)
    found = fit(np.column_stack([won, won, 1 - won]), won, 0.3)
    assert np.isfinite(found.weights).all() and found.weights[0] == pytest.approx(found.weights[1])


def test_a_useless_column_is_held_down() -> None:
    matrix, won = leads(300, seed=3, weights=(0.0,) * 12)
    kept, free = fit_best(matrix, won), fit(matrix, won, 0.0)
    assert kept.penalty >= 30 and np.abs(kept.weights).sum() < np.abs(free.weights).sum() / 1.5


def test_scaling_mends_a_model_that_is_too_sure() -> None:
    matrix, won = leads(6000, seed=4)
    true = fit(matrix[:3000], won[:3000], 1.0)
    boastful = Fit(true.intercept * 3 + 1, true.weights * 3, 1.0, 1)
    raw = boastful.log_odds(matrix[3000:])
    found = scaling(raw, won[3000:])
    assert found.slope == pytest.approx(1 / 3, abs=0.05)
    mended, before = found.chances(raw), chance(raw)
    assert brier(mended, won[3000:]) < brier(before, won[3000:])
    assert off_by(reliability(mended, won[3000:])) < 0.02 < off_by(reliability(before, won[3000:]))


def test_bins_hold_every_lead_once_and_never_part_equal_chances() -> None:
    chances = np.array([0.1] * 70 + [0.3] * 30 + [0.5] * 5)
    won = np.array(([1.0] + [0.0] * 9) * 10 + [1.0] * 5)
    found = reliability(chances, won)
    assert [(one.foretold, one.n, one.hits) for one in found] == [
        (pytest.approx(0.1), 70, 7), (pytest.approx(0.3), 30, 3), (pytest.approx(0.5), 5, 5),
    ]  # fmt: skip
    assert [one.holds for one in found] == [True, False, False]


def test_the_gap_of_two_scores_is_that_of_counting_pairs() -> None:
    random = np.random.default_rng(5)
    won = (random.random(200) < 0.3).astype(np.float64)
    good, poor = won + random.normal(size=200), np.round(random.normal(size=200))

    def pairs(score: Floats) -> float:
        higher = score[won > 0][:, None] - score[won == 0][None, :]
        return float(np.mean((higher > 0) + 0.5 * (higher == 0)))

    found = gap(good, poor, won)
    assert found is not None and found.value == pytest.approx(pairs(good) - pairs(poor))
    assert found.verdict == "better"
    drawn = [random.integers(0, 200, 200) for _time in range(800)]
    again = [gap(good[one], poor[one], won[one]) for one in drawn]
    values = [one.value for one in again if one]
    low, high = np.quantile(values, [0.025, 0.975])
    assert found.low == pytest.approx(low, abs=0.03) and found.high == pytest.approx(high, abs=0.03)
    same = gap(good, good, won)
    assert same is not None and (same.value, same.verdict) == (0, "open")


def words(*groups: tuple[str | None, int]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    return np.array([value for value, n in groups for _one in range(n)], dtype=object)


def test_few_leads_go_together_and_no_value_of_theirs_is_kept() -> None:
    values = words(("web", 60), ("fair", 30), ("Ana", 5), ("Ben", 19), (None, 25))
    field = encoded("source", values)
    assert field is not None and field.kind == "words"
    assert to_json(field)["groups"] == ("web", "fair", OTHER, MISSING)
    assert "Ana" not in str(to_json(field)) and from_json(to_json(field)) == field
    assert field.matrix(values).mean(axis=0) == pytest.approx(np.array(field.means))
    assert [field.group_of(one) for one in ("web", "Ben", "new", None)] == ["web", OTHER, OTHER, MISSING]


def test_what_was_never_seen_moves_nothing() -> None:
    field = encoded("source", words(("web", 60), ("fair", 40)))
    assert field is not None and field.group_of("new") == field.group_of(None) == ""
    assert field.matrix(words(("new", 1), (None, 1))).tolist() == [list(field.means)] * 2


def test_numbers_are_standardised_and_their_absence_is_told() -> None:
    values = words(*((str(n), 3) for n in range(1, 41)), (None, 30))
    field = encoded("employees", values)
    assert field is not None and field.kind == "numbers"
    columns = field.matrix(values)
    known = columns[columns[:, 1] == 0][:, 0]
    assert known.mean() == pytest.approx(0, abs=1e-9) and known.std() == pytest.approx(1)
    assert columns[-1].tolist() == [0.0, 1.0] and field.means[1] == pytest.approx(30 / 150)
    assert sum(field.profile(values).values()) == 150 and field.profile(values)[MISSING] == 30
    assert field.matrix(words(("1e300", 1), ("nan", 1), ("x", 1))).tolist() == [[0, 1]] * 3


def test_a_field_that_says_the_same_of_all_is_none() -> None:
    assert encoded("country", words(("Spain", 100), ("France", 3))) is None
    assert shared(words(*((f"{n}@x.example", 1) for n in range(50)), ("a", 30))) == pytest.approx(30 / 80)


def a_predictor() -> Predictor:
    source = encoded("source", words(("web", 60), ("fair", 40), (None, 20)))
    size = encoded("employees", words(*((str(n), 3) for n in range(1, 41))))
    assert source is not None and size is not None
    return Predictor(
        (source, size), Fit(-2.0, np.array([0.8, -0.5, 0.1, 0.6, 0.0]), 1.0, 5), Scaling(0.9, 0.1)
    )


@settings(max_examples=80)
@given(
    st.one_of(st.none(), st.sampled_from(["web", "fair", "new"])),
    st.one_of(st.none(), st.integers(0, 10**6)),
)
def test_what_the_fields_give_adds_up_to_the_chance(source: str | None, size: int | None) -> None:
    predictor = a_predictor()
    values = {"source": source, "employees": None if size is None else str(size)}
    told = predictor.explain(values)
    columns = {name: np.array([value], dtype=object) for name, value in values.items()}
    assert told.chance == pytest.approx(float(predictor.chances(columns)[0]))
    assert told.average + sum(one.points for one in told.given) == pytest.approx(told.chance)
    shown = tenths(told)
    assert sum(shown) == round(1000 * told.chance)
    exact = [1000 * told.average, *(1000 * one.points for one in told.given)]
    assert all(abs(a - b) < 1.001 for a, b in zip(shown, exact, strict=True))
    assert Predictor.from_json(predictor.to_json()).explain(values) == told


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
def test_rounding_keeps_the_sum(exact: list[float]) -> None:
    assert sum(rounded(exact, round(math.fsum(exact)))) == round(math.fsum(exact))


def test_drift_is_nothing_for_the_same_and_alarms_for_another_mix() -> None:
    then = {"web": 500, "fair": 500}
    assert psi(then, {"web": 50, "fair": 50}) == pytest.approx(0, abs=1e-3)
    assert psi(then, {"web": 52, "fair": 48}) < 0.01
    by_hand = 0.3 * math.log(0.8 / 0.5) - 0.3 * math.log(0.2 / 0.5)
    assert psi(then, {"web": 80_000, "fair": 20_000}) == pytest.approx(by_hand, abs=1e-3) and by_hand > ALARM
    assert ALARM < psi(then, {"web": 200, "fair": 200, OTHER: 200}) < 10


def test_the_loss_is_minus_the_log_of_the_chance() -> None:
    z, won = np.array([-3.0, 0.0, 800.0]), np.array([0.0, 1.0, 1.0])
    assert loss(z, won) == pytest.approx(-math.log(1 - 1 / (1 + math.exp(3))) + math.log(2))
