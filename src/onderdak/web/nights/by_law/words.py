"""What an extra of the by-law means, in one sentence for whoever must keep it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import municipality_names
from onderdak.register.nights.contract import (
    Location,
)
from onderdak.register.nights.contract.supervising import (
    ByLawExtra,
    Extra,
    extras_on,
)

NAMES = {
    Extra.NOTICE: gettext_lazy("Notice term"),
    Extra.CONFIRMATION: gettext_lazy("Confirmation each night"),
    Extra.WORK: gettext_lazy("Municipality where a guest works"),
}


@dataclass(frozen=True)
class HoldsIn:
    """What holds in one municipality."""

    name: str
    sentences: Sequence[str]


def sentence(asked: ByLawExtra) -> str:
    """What a provider does because of an extra, with its article."""
    known = {"number": asked.number, "article": asked.article}
    if asked.extra is Extra.NOTICE:
        said = _(
            "Arrivals, changes and departures are declared within %(number)s days:"
            " %(article)s."
        )
    elif asked.extra is Extra.WORK:
        said = _("The municipality where a guest works is declared too: %(article)s.")
    elif asked.number is None:
        said = _("Each night is confirmed: %(article)s.")
    else:
        said = _(
            "Each night is confirmed until %(number)s o'clock on the next day:"
            " %(article)s."
        )
    return said % known


def held_at(found: Location, on: date) -> list[str]:
    """What holds at a location, a sentence for each extra that is on."""
    return [sentence(each) for each in extras_on(found.municipality_id, on)]


def held_in(houses: Sequence[Location], on: date) -> list[HoldsIn]:
    """What holds in the municipalities of these houses; those without extras say
    nothing."""
    return sorted(_held(houses, on), key=lambda each: each.name)


def _held(houses: Sequence[Location], on: date) -> Iterator[HoldsIn]:
    names = municipality_names() if houses else {}
    for code in {each.municipality_id for each in houses}:
        asked = extras_on(code, on)
        if asked:
            yield HoldsIn(names.get(code, code), [sentence(each) for each in asked])
