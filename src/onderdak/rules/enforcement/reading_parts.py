"""Reads the parts of a step: facts, days, clocks' words, names - each at its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from onderdak.rules.enforcement.forms import (
    Entry,
    FactKind,
    FactSpec,
    From,
    Opens,
    Suspended,
)
from onderdak.rules.engine.reading import Keys, Place

_FACT: Final = {"kind", "title"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a path may name from elsewhere; None: that is not looked at."""

    guards: Collection[str] | None = None
    terms: Collection[tuple[str, str | None]] | None = None  # rules that count a term
    named: Collection[tuple[str, str | None]] | None = None  # all rules
    parameters: Collection[str] | None = None


def pairs(written: object, here: Place) -> dict[str, object]:
    """Give what stands under names, in its order.

    A file has a mapping; the copy that is kept has a list, for what stores it may not
    keep the order of a mapping.
    """
    if isinstance(written, list):
        written = dict(written)
    if not isinstance(written, dict):
        raise here.error("-", "expected names with what they mean")
    return {str(key): one for key, one in written.items()}


def facts_in(written: object, here: Place) -> dict[str, FactSpec]:
    """Give the facts of a step by their name, in their order."""
    found = pairs(written, here)
    return {name: _fact(name, one, here) for name, one in found.items()}


def _fact(name: str, written: object, place: Place) -> FactSpec:
    here = place.at(name)
    keys = here.keys(written, _FACT, {"required", "options"})
    kind = FactKind(here.one_of(keys, "kind", FactKind))
    options = pairs(keys.get("options", {}), here.at("options"))
    if (kind is FactKind.CHOICE) != bool(options):
        raise here.error("options", "a choice has options, and nothing else has")
    return FactSpec(
        name=name,
        kind=kind,
        required=truth_in(here, keys, "required"),
        title=here.languages(keys, "title"),
        options={key: here.at("options").languages(options, key) for key in options},
    )


def counts_from(
    keys: Keys, facts: Mapping[str, FactSpec], here: Place
) -> tuple[From, str | None]:
    """Give from where a clock counts, and the fact or clock it names."""
    written = here.words(keys, "from")
    word, _, fact = written.partition(":")
    named = word in (From.FACT, From.CLOCK)
    if word not in list(From) or named != bool(fact):
        raise here.error("from", f"{written!r} is no day to count from")
    if word == From.FACT:
        _check_day(fact, facts, here, "from")
    return From(word), fact or None


def until_in(keys: Keys, facts: Mapping[str, FactSpec], here: Place) -> str | None:
    """Give the fact of the last day, where a letter sets its own."""
    if "until" not in keys:
        return None
    word, _, fact = here.words(keys, "until").partition(":")
    if word != From.FACT:
        raise here.error("until", "expected fact: with the name of a fact")
    _check_day(fact, facts, here, "until")
    return fact


def day_named(
    keys: Keys, key: str, facts: Mapping[str, FactSpec], here: Place
) -> str | None:
    """Give the name of a fact that is a day."""
    if not keys.get(key):
        return None
    name = here.words(keys, key)
    _check_day(name, facts, here, key)
    return name


def _check_day(name: str, facts: Mapping[str, FactSpec], here: Place, key: str) -> None:
    if name not in facts or facts[name].kind is not FactKind.DATE:
        raise here.error(key, f"the step has no day {name}")


def check_rule(
    rule: str, part: object, here: Place, known: Known, *, its_own_day: bool = False
) -> None:
    """A clock that counts names a term; one with its own last day names any rule."""
    if part is not None and not isinstance(part, str):
        raise here.error("part", "expected the name of a part")
    rules = known.named if its_own_day else known.terms
    if rules is not None and (rule, part) not in rules:
        named = rule if part is None else f"{rule} ({part})"
        raise here.error("rule", f"there is no term {named}")


def when_in(keys: Keys, facts: Mapping[str, FactSpec], here: Place) -> str | None:
    """Give the fact that a clock depends on."""
    if "when" not in keys:
        return None
    name = here.words(keys, "when")
    if name not in facts or facts[name].kind is not FactKind.YES_NO:
        raise here.error("when", f"the step has no yes or no {name}")
    return name


def opens_in(keys: Keys, place: Place) -> Opens | None:
    """Give what may be done when a term of the other side has passed."""
    if "opens" not in keys:
        return None
    here = place.at("opens")
    told = here.keys(keys["opens"], {"title", "steps"})
    steps = names_in(told, "steps", here)
    if not steps:
        raise here.error("steps", "expected at least one step")
    return Opens(here.languages(told, "title"), steps)


def clock_named(keys: Keys, key: str, here: Place) -> str | None:
    """Give the name of a clock."""
    return here.words(keys, key) if keys.get(key) else None


def suspended_in(keys: Keys, here: Place) -> Suspended | None:
    """Give which injunction stands a clock still."""
    if "suspended" not in keys:
        return None
    return Suspended(here.one_of(keys, "suspended", Suspended))


def entry_in(keys: Keys, here: Place) -> Entry | None:
    """Give what a step books."""
    return Entry(here.one_of(keys, "books", Entry)) if keys.get("books") else None


def cents_named(
    keys: Keys, key: str, facts: Mapping[str, FactSpec], here: Place
) -> str | None:
    """Give the name of a fact that is an amount."""
    if not keys.get(key):
        return None
    name = here.words(keys, key)
    if name not in facts or facts[name].kind is not FactKind.CENTS:
        raise here.error(key, f"the step has no amount {name}")
    return name


def names_in(keys: Keys, key: str, here: Place) -> tuple[str, ...]:
    """Give a list of names, none twice."""
    found = keys.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise here.error(key, "expected a list of names")
    if len(set(found)) != len(found):
        raise here.error(key, "a name is there twice")
    return tuple(found)


def truth_in(here: Place, keys: Keys, key: str) -> bool:
    """Give something true or not; not where it is not there."""
    found = keys.get(key, False)
    if not isinstance(found, bool):
        raise here.error(key, "expected true or false")
    return found
