"""How a value of a norm is written on a page, with its unit."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.rules.locations.values import day_of
from onderdak.web.pages.values import money

_SIGNS: Final = {"square_metres": "m²", "centimetres": "cm", "metres": "m"}
_MONEY: Final = frozenset({"cents", "cents_per_night", "cents_per_year"})
_COUNTED: Final[Mapping[str, Callable[[int], str]]] = {
    "days": lambda n: ngettext("%(n)s day", "%(n)s days", n),
    "weeks": lambda n: ngettext("%(n)s week", "%(n)s weeks", n),
    "months": lambda n: ngettext("%(n)s month", "%(n)s months", n),
    "years": lambda n: ngettext("%(n)s year", "%(n)s years", n),
    "hours": lambda n: ngettext("%(n)s hour", "%(n)s hours", n),
    "nights": lambda n: ngettext("%(n)s night", "%(n)s nights", n),
    "people": lambda n: ngettext("%(n)s person", "%(n)s people", n),
    "litres": lambda _n: _("%(n)s litres"),
}


def amount(value: Any, unit: str | None) -> str:
    """A value in its own unit: 12 m², 6 weeks, 1 per 2 from 9 on."""
    match value:
        case None:
            return _("not verified by anybody")
        case bool():
            return _("yes") if value else _("no")
        case int() if unit == "date":
            return date_format(day_of(value), "j F Y")
        case int() if unit in _MONEY:
            return money(value)
        case int() | float():
            return _number(value, unit)
        case [{"from": _begin, **_rest}, *_more]:
            return "; ".join(_step(step) for step in value)
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _number(value: float, unit: str | None) -> str:
    written = number_format(value, force_grouping=True)
    if unit in _SIGNS:
        return f"{written} {_SIGNS[unit]}"
    counted = _COUNTED.get(unit or "")
    return written if counted is None else counted(int(value)) % {"n": written}


def _step(step: Mapping[str, Any]) -> str:
    words = (
        _("from %(begin)s: 1 for each %(value)s")
        if "per" in step
        else _("from %(begin)s: %(value)s")
    )
    return words % {"begin": step["from"], "value": step.get("per", step.get("value"))}
