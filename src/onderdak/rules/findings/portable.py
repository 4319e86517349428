"""The norms of one day and place as plain data, for the evaluator in the browser.

A visit without a network judges by the same norms, with the same values, and comes to
the same findings: the sheets are run against both.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from onderdak.rules.engine.parameters import Dated, ParameterBook
from onderdak.rules.engine.units import StepTable
from onderdak.rules.expressions.compiling import Moment
from onderdak.rules.expressions.dimensions import (
    PARAMETER_UNITS,
    SHOWN_IN,
    UNITS,
    Dimension,
    smallest,
)
from onderdak.rules.findings.judging import Judge, Ready, plain_value
from onderdak.rules.findings.norms import NormBook
from onderdak.rules.locations.catalogue import Catalogue, Fact
from onderdak.rules.locations.values import day_number

FORMAT: Final = 1


def pack(
    book: ParameterBook,
    norms: NormBook,
    catalogue: Catalogue,
    *,
    on: date,
    municipality: str | None = None,
    judge: Judge | None = None,
) -> dict[str, Any]:
    """Give all that is needed to judge locations elsewhere, on a day, in a place.

    `judge` is the judge of that day and place, where there is one already.
    """
    judge = judge or Judge(book, norms, catalogue, on=on, municipality=municipality)
    moment = Moment(book, catalogue, on, municipality)
    needed = {id_ for ready in judge.ready for id_ in ready.norm.parameters}
    return {
        "format": FORMAT,
        "on": on.isoformat(),
        "day": day_number(on),
        "municipality": municipality,
        "units": {
            sign: {"type": unit.dimension.value, "scale": unit.scale}
            for sign, unit in UNITS.items()
        },
        "shown": {
            name: {"type": unit.dimension.value, "scale": unit.scale}
            for name, unit in PARAMETER_UNITS.items()
        },
        "facts": [_fact(fact) for fact in catalogue.facts],
        "lists": {name: dict(catalogue.label(name)) for name in ("units", "rooms")},
        "parameters": {id_: _value(moment.dated(id_)) for id_ in sorted(needed)},
        "norms": [_norm(ready) for ready in judge.ready],
        "starting": [one.as_dict() for one in judge.starting],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "path": fact.path,
        "of": fact.of.value,
        "keys": list(fact.keys),
        "group": fact.group,
        "type": fact.type.value,
        "unit": fact.unit,
        "least": fact.least,
        "most": fact.most,
        "label": dict(fact.label),
        "ask": dict(fact.ask),
        "words": {word: dict(names) for word, names in fact.words.items()},
        "exception": fact.exception,
    }


def _value(dated: Dated | None) -> object:
    if dated is None or dated.value is None:
        return None
    if PARAMETER_UNITS[dated.unit].dimension is Dimension.TERM:
        return {"count": dated.whole(), "unit": dated.unit}
    match value := smallest(dated.value, dated.unit):
        case Fraction():
            return {"n": value.numerator, "d": value.denominator}
        case StepTable():
            return {"steps": plain_value(value)}
        case tuple():
            return [str(one) for one in value]
        case _:
            return value


def _norm(ready: Ready) -> dict[str, Any]:
    norm, judging = ready.norm, ready.norm.judging
    if judging is None:
        raise TypeError(f"{norm.id} is not judged")
    return {
        "rule": norm.rule,
        "part": norm.part,
        "as": norm.as_.value,
        "title": dict(norm.title),
        "about": judging.about.value,
        "kind": ready.cited.kind.value,
        "article": ready.cited.article,
        "by": norm.by,
        "unverified": ready.cited.unverified,
        "parameter_version": ready.cited.version,
        "coming": None if ready.coming is None else ready.coming.as_dict(),
        "applies": judging.applies,
        "holds": judging.holds,
        "measured": judging.measured,
        "threshold": judging.threshold,
        "unit": judging.unit,
        "prompt": judging.prompt,
        "values": dict(judging.values),
        "shown_in": _shown_in(judging.shown_in),
        "sentences": {name: dict(words) for name, words in judging.sentences.items()},
    }


def _shown_in(dimensions: Mapping[str, Dimension]) -> dict[str, str]:
    return {name: SHOWN_IN.get(one, "count") for name, one in dimensions.items()}
