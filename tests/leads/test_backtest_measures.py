"""Measures of a score, against the plain definitions written out lead by lead."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.backtest.measures import Bin, Quality, auc, auc_interval, bands, hold_out_from, precision

LEADS = st.lists(st.tuples(st.integers(-5, 12), st.booleans()), max_size=60)
Leads = list[tuple[int, bool]]


def binned(leads: Leads) -> list[Bin]:
    scores = sorted({score for score, _hit in leads})
    rows = [(score, [hit for own, hit in leads if own == score]) for score in scores]
    return [Bin(Decimal(score), len(hits), sum(hits)) for score, hits in rows]


@given(LEADS)
def test_the_area_is_the_share_of_pairs_in_the_right_order(leads: Leads) -> None:
    good = [score for score, hit in leads if hit]
    bad = [score for score, hit in leads if not hit]
    pairs = [1.0 if a > b else 0.5 if a == b else 0.0 for a in good for b in bad]
    found = auc(binned(leads))
    assert found == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


@given(LEADS)
def test_turning_the_scores_round_turns_the_area_round(leads: Leads) -> None:
    found, turned = auc(binned(leads)), auc(binned([(-score, hit) for score, hit in leads]))
    assert (found is None) == (turned is None)
    assert found is None or turned is None or found + turned == pytest.approx(1)


@given(LEADS)
def test_bands_hold_every_lead_once_and_equal_scores_together(leads: Leads) -> None:
    found = bands(binned(leads))
    assert sum(band.count for band in found) == len(leads)
    assert sum(band.hits for band in found) == sum(hit for _score, hit in leads)
    for band in found:
        assert band.count == sum(band.low <= score <= band.high for score, _hit in leads)
    assert len(found) <= 10
    assert all(one.low > other.high for one, other in pairwise(found))


def test_distinct_scores_make_ten_bands_of_a_tenth() -> None:
    found = bands([Bin(Decimal(score), 1, score >= 15) for score in range(20)])
    assert [(band.count, band.hits) for band in found] == [(2, 2)] * 2 + [(2, 1)] + [(2, 0)] * 7


@given(LEADS, st.sampled_from([0.1, 0.25, 1.0]))
def test_precision_takes_equal_scores_in_proportion(leads: Leads, share: float) -> None:
    found = precision(binned(leads), share)
    if not leads:
        assert found is None
        return
    wanted = share * len(leads)
    expected = 0.0
    for own in {score for score, _hit in leads}:
        above = sum(score > own for score, _hit in leads)
        hits = [hit for score, hit in leads if score == own]
        room = min(max(wanted - above, 0), len(hits))
        expected += sum(hits) / len(hits) * room
    assert found == pytest.approx(expected / wanted)


def test_lift_is_the_rate_of_the_best_against_all() -> None:
    quality = Quality(tuple(Bin(Decimal(score), 10, 8 if score == 9 else 1) for score in range(10)))
    assert quality.rate == 0.17 and quality.top_precision == pytest.approx(0.8)
    assert quality.top_lift == pytest.approx(0.8 / 0.17)
    assert quality.lift(quality.bands[0]) == pytest.approx(0.8 / 0.17)


def test_an_interval_lies_round_the_area_and_narrows() -> None:
    few = Quality((Bin(Decimal(1), 20, 12), Bin(Decimal(0), 20, 6)))
    many = Quality((Bin(Decimal(1), 2000, 1200), Bin(Decimal(0), 2000, 600)))
    (low, high), (lower, higher) = auc_interval(few) or (0, 0), auc_interval(many) or (0, 0)
    assert few.auc == many.auc and low < lower < (many.auc or 0) < higher < high


def test_nothing_is_said_of_nothing() -> None:
    empty = Quality(())
    assert (empty.rate, empty.auc, empty.top_precision, empty.top_lift, empty.bands) == (None,) * 4 + ([],)
    assert auc_interval(Quality((Bin(Decimal(1), 3, 3),))) is None


def test_the_hold_out_begins_with_a_whole_day() -> None:
    days = [(date(2026, 1, day), 10) for day in range(1, 11)]
    assert hold_out_from(days, 0.3) == date(2026, 1, 8)
    assert hold_out_from(days, 0.31) == date(2026, 1, 7)
    assert hold_out_from([], 0.3) is None
