"""Reasons in words, made by the engine from the sentences of a catalogue."""

import re
from collections.abc import Callable, Mapping
from functools import reduce
from operator import add
from typing import Final

import ibis
import ibis.expr.types as ir

from onderdak.engines.measures.points import Counted
from onderdak.engines.ranking import Catalogue, Catalogued, Step
from onderdak.kernel.text import Text, text

Say = Callable[[Text], str]
_BETWEEN: Final = "; "
# What no sentence holds, so that the places of values are found in any language.
_MARK: Final = "\x00"
_PLACE: Final = re.compile(f"{_MARK}(\\w+){_MARK}")


def reasons_of(
    frame: ir.Table, counts: tuple[Counted, ...], catalogue: Catalogue, say: Say
) -> ir.StringValue:
    """What gave points, in words, most points first; then what is not known.

    Args:
        say: puts a sentence into the language of the reader and fills it in.
    """
    if not counts:
        return ibis.literal("")
    return ibis.literal(_BETWEEN).join(
        [
            # Nothing is left out of what is joined, an empty word is not.
            _gave(frame, counts, catalogue, say).nullif(""),
            say(text("Not known")) + ": " + _unknown(counts, catalogue, say).nullif(""),
        ]
    )


def _gave(
    frame: ir.Table, counts: tuple[Counted, ...], catalogue: Catalogue, say: Say
) -> ir.StringValue:
    """A phrase for each step that may be reached, in the order in which they are read.

    That order is known before any row is: sorting the phrases of each row apart takes
    three times as long.
    """
    phrases = [
        (-step.points, place, one, step, below)
        for place, one in enumerate(counts)
        for step, below in one.levels
        if step.points
    ]
    phrases.sort(key=lambda phrase: phrase[:2])
    return ibis.literal(_BETWEEN).join(
        [
            ibis.ifelse(
                _reached(one, step, below),
                _sentence(frame, one, catalogue[one.indicator.key], say)
                + f" (+{step.points})",
                ibis.null("string"),
            )
            for _, _, one, step, below in phrases
        ]
        or [""]
    )


def _reached(one: Counted, step: Step, below: int | None) -> ir.BooleanValue:
    enough = one.value >= step.at_least
    return enough if below is None else enough & (one.value < below)


def _unknown(
    counts: tuple[Counted, ...], catalogue: Catalogue, say: Say
) -> ir.StringValue:
    return ibis.literal(", ").join(
        [
            ibis.ifelse(
                one.value.isnull(),
                say(Text(catalogue[one.indicator.key].title)),
                ibis.null("string"),
            )
            for one in counts
        ]
    )


def _sentence(
    frame: ir.Table, one: Counted, said: Catalogued, say: Say
) -> ir.StringValue:
    value = one.value.cast("int64").cast("string")
    short = _filled(say, said.says, {"value": value})
    columns = dict(one.indicator.details)
    if not said.details or set(columns) != set(said.details):
        return short
    details = {name: _there(frame[column]) for name, column in columns.items()}
    full = _filled(say, said.says_fully, {**details, "value": value})
    known = reduce(
        lambda so_far, detail: so_far & detail.notnull(),
        details.values(),
        ibis.literal(True),
    )
    return ibis.ifelse(known, full, short)


def _there(column: ir.Value) -> ir.StringValue:
    return column.cast("string").strip().nullif("")


def _filled(
    say: Say, msgid: str, values: Mapping[str, ir.StringValue]
) -> ir.StringValue:
    """A sentence with columns in its places, wherever a translation puts them."""
    marked = say(Text(msgid, {name: f"{_MARK}{name}{_MARK}" for name in values}))
    pieces = _PLACE.split(marked)
    # Every second piece is the name of a place.
    return reduce(
        add,
        (
            values[piece] if number % 2 else ibis.literal(piece)
            for number, piece in enumerate(pieces)
            if number % 2 or piece
        ),
    )
