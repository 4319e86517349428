"""Whether the list of a night was confirmed, and whether a by-law asks for it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import by_law_asks, local_value
from onderdak.register.nights.contract import (
    Location,
)
from onderdak.register.nights.contract.evenings import (
    Evening,
)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether the list was confirmed, and whether a by-law asks for it."""

    asked: bool
    said: str
    until: str
    still: bool
    article: str = ""


def confirmation_of(evening: Evening, location: Location) -> Confirmation:
    """Where no by-law asks for it, nothing is ever missing."""
    town, night = location.municipality_id, evening.night
    asked = by_law_asks("bylaw.nightly_confirmation", municipality=town, on=night)
    known = evening.confirmed
    stands = known is not None and known.guests == len(evening.guests)
    said = ""
    if known is not None:
        said = _("Confirmed at %(time)s with %(guests)s guests.") % {
            "time": date_format(localtime(known.confirmed_at), "H:i"),
            "guests": known.guests,
        }
    return Confirmation(
        asked=asked,
        said=said,
        until=_until(town, night) if asked and not stands else "",
        still=asked and not stands,
        article=_article(town, night) if asked else "",
    )


def _article(town: str, night: date) -> str:
    found = local_value("bylaw.nightly_confirmation", municipality=town, on=night)
    return found.article if found else ""


def _until(town: str, night: date) -> str:
    hour = local_value("bylaw.confirm_by_hour", municipality=town, on=night)
    if hour is None:
        return ""
    last = night + timedelta(days=1)
    return _("You can do this until %(hour)s:00 on %(day)s.") % {
        "hour": hour.value,
        "day": date_format(last, "j F Y"),
    }
