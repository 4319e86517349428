"""Proposes points from past outcomes: a scorecard with monotone bins, for people.

Each indicator is cut into a few bins in which the share of finds goes up (isotonic
regression; neighbours that differ by chance are joined). One logistic regression with
weights of zero or more then weighs all bins together, so that what two indicators say
alike counts once. Weights become whole points: so many points double the odds.

Nothing here is ever put in use: it makes a draft, which people read, change and decide
on with four eyes.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, sqrt
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from onderdak.engines.ranking import Step

Values = Mapping[str, Sequence[int | None]]
_Floats = NDArray[np.float64]
MOST_BINS: Final = 4
# A bin of fewer rows says little, whatever its share.
FEWEST_ROWS: Final = 50
FEWEST_SHARE: Final = 0.01
# Neighbouring bins that differ by less than this many standard errors are one.
APART: Final = 1.645
POINTS_TO_DOUBLE: Final = 4
PENALTY: Final = 1.0


class _Bin(NamedTuple):
    """Rows from a value on, with their finds."""

    start: int
    rows: int
    hits: int


def propose_steps(
    values: Values,
    found: Sequence[bool],
    *,
    points_to_double: int = POINTS_TO_DOUBLE,
    penalty: float = PENALTY,
) -> dict[str, tuple[Step, ...]]:
    """Propose steps for each indicator; one that says nothing is left out.

    Args:
        values: by key of the indicator, a value for each row; None is unknown.
        found: whether something was found, for each row.
        points_to_double: how many points double the odds of a find.
        penalty: how strongly weights are held back to zero (ridge).
    """
    hits = np.asarray(found, dtype=np.float64)
    if not 0 < hits.sum() < len(hits):
        return {}
    starts = {key: _starts(column, hits) for key, column in values.items()}
    asked = [(key, start) for key, cuts in starts.items() for start in cuts]
    if not asked:
        return {}
    columns = {key: _numbers(values[key]) for key, _ in asked}
    design = np.column_stack([columns[key] >= start for key, start in asked])
    weights = _weights(design.astype(np.float64), hits, penalty)
    return _as_points(asked, weights, points_to_double)


def _as_points(
    asked: Sequence[tuple[str, int]], weights: _Floats, points_to_double: int
) -> dict[str, tuple[Step, ...]]:
    steps: dict[str, list[Step]] = {}
    total: dict[str, float] = {}
    for (key, start), weight in zip(asked, weights, strict=True):
        total[key] = total.get(key, 0.0) + float(weight)
        points = round(total[key] * points_to_double / log(2))
        before = steps.get(key)
        if points > (before[-1].points if before else 0):
            steps.setdefault(key, []).append(Step(start, points))
    return {key: tuple(found) for key, found in steps.items()}


def _numbers(column: Sequence[int | None]) -> _Floats:
    """Unknown lies below every step, as it does when points are given."""
    return np.array(
        [-np.inf if value is None else value for value in column], dtype=np.float64
    )


def _starts(column: Sequence[int | None], hits: _Floats) -> tuple[int, ...]:
    """From which values on the share of finds is higher; at most a few."""
    numbers = _numbers(column)
    known = np.isfinite(numbers)
    if not known.any():
        return ()
    bins = _joined(_isotonic(numbers[known], hits[known]), int(known.sum()))
    return tuple(one.start for one in bins[1:])


def _isotonic(numbers: _Floats, hits: _Floats) -> list[_Bin]:
    """Stretches of values with one share of finds, which goes up."""
    # Values of zero and less are where nothing is the matter: one stretch.
    levels = np.maximum(numbers, 0.0)
    fitted = IsotonicRegression(increasing=True).fit_transform(levels, hits)
    found = []
    for share in np.unique(fitted):
        inside = fitted == share
        found.append(
            _Bin(int(levels[inside].min()), int(inside.sum()), int(hits[inside].sum()))
        )
    return sorted(found)


def _joined(bins: list[_Bin], rows: int) -> list[_Bin]:
    """Join neighbours that are too small, too much alike, or too many."""
    fewest = max(FEWEST_ROWS, round(rows * FEWEST_SHARE))
    left = list(bins)
    while len(left) > 1:
        gaps = [_gap(one, other) for one, other in pairwise(left)]
        small = [index for index, one in enumerate(left) if one.rows < fewest]
        if small:
            index = min(small, key=lambda place: left[place].rows)
            beside = [place for place in (index - 1, index) if 0 <= place < len(gaps)]
            join = min(beside, key=lambda place: gaps[place])
        elif min(gaps) < APART or len(left) > MOST_BINS:
            join = gaps.index(min(gaps))
        else:
            break
        one, other = left[join], left[join + 1]
        left[join : join + 2] = [
            _Bin(one.start, one.rows + other.rows, one.hits + other.hits)
        ]
    return left


def _gap(one: _Bin, other: _Bin) -> float:
    """By how many standard errors two shares differ."""
    share = (one.hits + other.hits) / (one.rows + other.rows)
    error = sqrt(share * (1 - share) * (1 / one.rows + 1 / other.rows))
    return (other.hits / other.rows - one.hits / one.rows) / error if error else 0.0


def _weights(design: _Floats, hits: _Floats, penalty: float) -> _Floats:
    """Logistic regression with weights of zero or more, and a ridge on them."""

    def loss(given: _Floats) -> tuple[float, _Floats]:
        level, weights = given[0], given[1:]
        score = level + design @ weights
        value = np.logaddexp(0.0, score) - hits * score
        error = 1 / (1 + np.exp(-score)) - hits
        slope = np.concatenate(([error.sum()], design.T @ error + penalty * weights))
        return float(value.sum() + penalty * (weights @ weights) / 2), slope

    share = hits.mean()
    start = np.concatenate(([log(share / (1 - share))], np.zeros(design.shape[1])))
    bounds = [(None, None), *[(0.0, None)] * design.shape[1]]
    fitted = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    return np.asarray(fitted.x[1:], dtype=np.float64)
