"""Nobody works out what is left out: an attacker tries, who knows nothing of our way.

The attacker sees a table with all its sums. He knows that nought is always shown, so
that what is left out is at least one. He writes down every table of whole numbers that
fits all of that.
"""

from collections.abc import Iterator
from itertools import product

from hypothesis import assume, example, given, settings
from hypothesis import strategies as some

from onderdak.engines.disclosure import Table, Told, apart, in_parts, protect

Cells = dict[tuple[str, str], int]
ROWS, COLUMNS = ("north", "south"), ("waste", "unsafe", "other")
CELLS = list(product(ROWS, COLUMNS))


def fitting(told: Told) -> Iterator[Cells]:
    """Every table that somebody can think of who sees what is told."""
    yield from _filled(told, {}, list(CELLS))


def _filled(
    told: Told, so_far: Cells, open_cells: list[tuple[str, str]]
) -> Iterator[Cells]:
    if not _fits(told, so_far):
        return
    if not open_cells:
        yield so_far
        return
    cell, *rest = open_cells
    known = told.cells[cell]
    most = (told.total or 0) - sum(so_far.values())
    fewest = 0 if cell[0] in told.sums_only else 1
    for value in [known] if known is not None else range(fewest, most + 1):
        yield from _filled(told, {**so_far, cell: value}, rest)


def _fits(told: Told, filled: Cells) -> bool:
    for shown, fewest, cells in _sums(told):
        summed = sum(filled.get(cell, 0) for cell in cells)
        complete = all(cell in filled for cell in cells)
        if shown is not None and (summed > shown or (complete and summed != shown)):
            return False
        if shown is None and complete and summed < fewest:
            return False
    return True


def _sums(told: Told) -> Iterator[tuple[int | None, int, list[tuple[str, str]]]]:
    """Each sum as it is told, what it is at least, and what it is the sum of.

    A sum that is left out is no nought where another sum beside it is told.
    """
    yield told.total, 0, CELLS
    for at, sums in enumerate((told.rows, told.columns)):
        fewest = 0 if set(sums.values()) == {None} else 1
        for name, shown in sums.items():
            yield shown, fewest, [cell for cell in CELLS if cell[at] == name]


def _hidden(told: Told) -> dict[str, list[tuple[str, str]]]:
    """What is left out, each as the cells that it is the sum of."""
    return {
        **{f"{c}": [c] for c in CELLS if told.cells[c] is None},
        **{r: [c for c in CELLS if c[0] == r] for r in ROWS if told.rows[r] is None},
        **{
            k: [c for c in CELLS if c[1] == k]
            for k in COLUMNS
            if told.columns[k] is None
        },
    }


counts = some.lists(some.integers(0, 5), min_size=6, max_size=6)


@settings(max_examples=150, deadline=None)
@given(numbers=counts, least=some.integers(2, 4))
@example(numbers=[1, 1, 0, 0, 0, 4], least=4)
@example(numbers=[2, 5, 5, 0, 0, 0], least=3)
@example(numbers=[1, 1, 1, 1, 1, 1], least=4)
def test_whatever_is_left_out_could_be_many_numbers(
    numbers: list[int], least: int
) -> None:
    """For each gap the attacker finds two fitting tables at least `least` apart."""
    table = Table(ROWS, COLUMNS, dict(zip(CELLS, numbers, strict=True)))
    told = protect(table, least)
    if told.total is None:
        # Nothing at all is shown, so there is nothing to work with.
        assert 0 < sum(numbers) < least
        assert not any(told.cells.values())
        return
    hidden = _hidden(told)
    lowest: dict[str, int] = {}
    highest: dict[str, int] = {}
    for found in fitting(told):
        for name, cells in hidden.items():
            value = sum(found[cell] for cell in cells)
            lowest[name] = min(value, lowest.get(name, value))
            highest[name] = max(value, highest.get(name, value))
    for name in hidden:
        assert highest[name] - lowest[name] >= least, (name, told)


@given(numbers=some.lists(some.integers(0, 30), min_size=6, max_size=6))
def test_what_is_shown_is_what_was_counted_and_never_small(numbers: list[int]) -> None:
    table = Table(ROWS, COLUMNS, dict(zip(CELLS, numbers, strict=True)))
    told = protect(table, 5)
    for cell, shown in told.cells.items():
        assert shown in (None, table.counts[cell])
        assert shown is None or not 0 < shown < 5
    for row, shown in told.rows.items():
        assert shown in (None, sum(table.counts[row, each] for each in COLUMNS))
        assert shown is None or not 0 < shown < 5
    assert told.total in (None, sum(numbers))


@given(numbers=some.lists(some.integers(5, 99), min_size=6, max_size=6))
def test_where_nothing_is_small_nothing_is_left_out(numbers: list[int]) -> None:
    table = Table(ROWS, COLUMNS, dict(zip(CELLS, numbers, strict=True)))
    assert protect(table, 5).left_out == 0


@given(
    parts=some.dictionaries(
        some.sampled_from("abcdef"), some.integers(0, 9), min_size=2
    ),
    least=some.integers(2, 5),
)
def test_of_a_sum_and_its_parts_none_is_known_nearly(
    parts: dict[str, int], least: int
) -> None:
    """By reckoning alone: the rest of the sum, shared by what is left out."""
    told = in_parts(parts, least)
    gaps = [key for key, each in told.parts.items() if each is None]
    assume(told.total is not None and gaps)
    assert told.total is not None
    rest = told.total - sum(each or 0 for each in told.parts.values())
    fewest = 1 if len(gaps) < len(parts) else 0
    assert rest - fewest * len(gaps) >= least


def test_where_single_counts_tell_too_much_sums_are_told_still() -> None:
    """Six gaps of at least one, six together: each would be one. Sums can be told."""
    told = protect(Table(ROWS, COLUMNS, dict.fromkeys(CELLS, 1)), 3)
    assert told.sums_only == set(ROWS)
    assert (told.total, told.rows) == (6, {"north": 3, "south": 3})
    assert set(told.cells.values()) == {None}


def test_one_more_is_left_out_only_where_it_is_needed() -> None:
    """Six small ones cover for each other; the large one stays."""
    told = in_parts({**dict.fromkeys("abcdef", 3), "large": 40}, 5)
    assert told.parts["large"] == 40
    assert {told.parts[each] for each in "abcdef"} == {None}


def test_seven_signals_of_one_address_are_small() -> None:
    assert apart({"a": 7, "b": 7}, 5, {"a": 1, "b": 6}) == {"a": None, "b": 7}
