"""Describes norms as plain data: for lists, pages, the API and the command line."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from onderdak.rules.engine.parameters import Dated, Parameter, ParameterBook
from onderdak.rules.expressions.compiling import Moment
from onderdak.rules.findings.judging import coming_of, plain_value
from onderdak.rules.findings.norms import Norm, NormBook
from onderdak.rules.locations.catalogue import Catalogue

Plain = dict[str, Any]


def listed(
    book: ParameterBook, norms: NormBook, on: date, municipality: str | None
) -> list[Plain]:
    """Give every norm with what it cites on a day in a municipality."""
    return [_listed(book, norm, on, municipality) for norm in norms.norms]


def described(
    book: ParameterBook,
    catalogue: Catalogue,
    norms: Iterable[Norm],
    on: date,
    municipality: str | None,
) -> Plain:
    """Give one rule: its judgements, the history of its values, and what comes."""
    found = tuple(norms)
    ids = dict.fromkeys(id_ for norm in found for id_ in norm.parameters)
    moment = Moment(book, catalogue, on, municipality)
    coming = [one for norm in found if (one := coming_of(norm, moment)) is not None]
    return {
        "rule": found[0].rule,
        "on": on.isoformat(),
        "municipality": municipality,
        "norms": [
            {
                **_listed(book, norm, on, municipality),
                "text": dict(norm.text),
                "facts": [_asked(path, catalogue) for path in norm.facts],
                "parameters": list(norm.parameters),
            }
            for norm in found
        ],
        "parameters": [_history(book, id_) for id_ in ids],
        # What comes may be a whole table, which has no hash.
        "coming": [
            one.as_dict()
            for place, one in enumerate(coming)
            if one not in coming[:place]
        ],
    }


def _listed(
    book: ParameterBook, norm: Norm, on: date, municipality: str | None
) -> Plain:
    dated = None if norm.by is None else book.find(norm.by, on, municipality)
    return {
        "id": norm.id,
        "rule": norm.rule,
        "part": norm.part,
        "title": dict(norm.title),
        "as": norm.as_.value,
        "reason": None if norm.reason is None else dict(norm.reason),
        "in_force": dated is not None and dated.value is not False,
        "kind": None if dated is None else dated.kind.value,
        "article": None if dated is None else dated.article,
        "parameter_version": None if dated is None else dated.version,
        "unverified": dated is not None and dated.unverified,
    }


def _asked(path: str, catalogue: Catalogue) -> Plain:
    if path not in catalogue:
        return {"path": path, "label": dict(catalogue.label(path)), "type": "list"}
    fact = catalogue.fact(path)
    return {"path": path, "label": dict(fact.label), "type": fact.type.value}


def _history(book: ParameterBook, id_: str) -> Plain:
    national = book.described(id_)
    local = book.set_locally(id_)
    return {
        "id": id_,
        "description": dict(national.description),
        "unit": national.unit,
        "kind": national.kind.value,
        "local_may_differ": national.local_may_differ or national.kind.value == "local",
        "history": [
            one for parameter in (national, *local) for one in _dated(parameter)
        ],
    }


def _dated(parameter: Parameter) -> Iterator[Plain]:
    for start, dated in zip(parameter.starts, parameter.values, strict=True):
        yield {
            "from": start.isoformat(),
            "municipality": parameter.municipality,
            "ends": dated is None,
            "unverified": dated is not None and dated.unverified,
            "value": None if dated is None else plain_value(dated.value),
            **_source(dated),
        }


def _source(dated: Dated | None) -> Plain:
    return {
        "kind": None if dated is None else dated.kind.value,
        "article": None if dated is None else dated.article,
        "source": None if dated is None else dict(dated.source),
        "checked": None if dated is None else dated.checked.isoformat(),
        "note": None if dated is None or dated.note is None else dict(dated.note),
    }
