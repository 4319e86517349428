"""The facts of a step as they are stored: of the kind that its path asks for."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import named, text
from onderdak.rules.enforcement import FactKind, FactSpec, StepKind
from onderdak.rules.enforcement.history import as_time

_MOST: Final = 4_000
# Texts that are the number of something; every other one is what somebody wrote.
_MARKS: Final = frozenset({"visit", "report_number", "permit"})
_WHOLE: Final = frozenset(
    {FactKind.CENTS, FactKind.DAYS, FactKind.COUNT, FactKind.PERSON}
)


def clean_facts(kind: StepKind, given: Mapping[str, object]) -> dict[str, Any]:
    """What is known of a step, each fact of its kind; what is empty is left out.

    Raises:
        Invalid: a fact is missing, is not asked for, or is of another kind.
    """
    if unknown := sorted(set(given) - set(kind.facts)):
        raise Invalid(text("This step asks for no %(fact)s.", fact=", ".join(unknown)))
    found = {
        name: _clean(spec, given[name])
        for name, spec in kind.facts.items()
        if given.get(name) not in (None, "")
    }
    for name, spec in kind.facts.items():
        if spec.required and found.get(name) in (None, ""):
            raise Invalid(
                text("Fill in: %(fact)s.", fact=named(spec.title, name)),
                text("This step cannot be taken without it."),
            )
    return found


def parted(
    kind: StepKind, facts: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts that the rules count with, and those that somebody wrote in words.

    Words may name people and say what they think: they are sealed where they are kept.
    """
    words = {
        name
        for name, spec in kind.facts.items()
        if spec.kind is FactKind.TEXT and name not in _MARKS
    }
    return (
        {name: value for name, value in facts.items() if name not in words},
        {name: str(value) for name, value in facts.items() if name in words},
    )


def _clean(spec: FactSpec, value: object) -> object:
    if spec.kind in _WHOLE:
        return _number(spec, value)
    if spec.kind is FactKind.YES_NO:
        return _truth(spec, value)
    if spec.kind is FactKind.DATE:
        return _day(spec, value)
    if spec.kind is FactKind.TIME:
        return _time(spec, value)
    if not isinstance(value, str):
        raise _other(spec)
    written = value.replace("\x00", "").strip()[:_MOST]
    if spec.kind is FactKind.CHOICE and written and written not in spec.options:
        raise _other(spec)
    return written


def _number(spec: FactSpec, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _other(spec)
    return value


def _truth(spec: FactSpec, value: object) -> bool:
    if not isinstance(value, bool):
        raise _other(spec)
    return value


def _day(spec: FactSpec, value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as fault:
        raise _other(spec) from fault


def _time(spec: FactSpec, value: object) -> str:
    found = value if isinstance(value, time) else as_time(value)
    if found is None:
        raise _other(spec)
    return f"{found:%H:%M}"


def _other(spec: FactSpec) -> Invalid:
    return Invalid(
        text("%(fact)s is not filled in well.", fact=named(spec.title, spec.name))
    )
