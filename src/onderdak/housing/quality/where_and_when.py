"""Where and when something was seen that is said of a location."""

from datetime import date
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location, Unit

LONGEST_NAME: Final = 60


def check_day(observed: date, on: date) -> None:
    """What was seen was seen already.

    Raises:
        Invalid: the day lies ahead.
    """
    if observed > on:
        raise Invalid(
            text("A fact cannot be observed on a day that is still to come."),
            next_step=text("Give the day on which it was seen."),
        )


def check_places(location: Location, places: set[str]) -> None:
    """A fact of a unit names a unit that is there, where the register has units.

    Raises:
        Invalid: there is no such unit, or its name cannot be one.
    """
    labels = set(Unit.objects.filter(location=location).values_list("label", flat=True))
    unknown = sorted(places - labels - {""}) if labels else []
    if unknown:
        raise Invalid(
            text("There is no unit '%(unit)s' at this location.", unit=unknown[0]),
            next_step=text("Use one of: %(known)s.", known=", ".join(sorted(labels))),
        )
    if any(len(place) > LONGEST_NAME or "\x00" in place for place in places):
        raise Invalid(
            text("The name of a unit has at most %(most)s signs.", most=LONGEST_NAME)
        )
