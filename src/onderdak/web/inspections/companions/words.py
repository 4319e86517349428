"""What the fields are called that are shared with a service, and how a link stands."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract import Along, Kind
from onderdak.supervision.inspections.contract.companions import Field, PartnerLink
from onderdak.web.inspections.planning.words import ALONG, KINDS, languages_of
from onderdak.web.pages.shapes import Cell

FIELDS: Final = {
    Field.NUMBER: gettext_lazy("Number of the visit"),
    Field.KIND: gettext_lazy("Kind of visit"),
    Field.DAY: gettext_lazy("Day"),
    Field.HOURS: gettext_lazy("Hours"),
    Field.ADDRESS: gettext_lazy("Address"),
    Field.REASON: gettext_lazy("Reason"),
    Field.GROUND: gettext_lazy("Under which law"),
    Field.LANGUAGES: gettext_lazy("Languages of the house"),
    Field.ALONG: gettext_lazy("Which services go along"),
    Field.HANDLED: gettext_lazy("What is handled hard, and what softly"),
}


def field_name(key: str) -> str:
    """A field as people know it."""
    return str(FIELDS[Field(key)]) if key in set(Field) else key


def shown_fields(shared: Mapping[str, object]) -> list[tuple[str, object]]:
    """What was shared, in a fixed order, ready to read."""
    return [
        (field_name(key), _plain(key, shared[key])) for key in Field if key in shared
    ]


def _plain(key: Field, value: object) -> object:
    if not value:
        return "–"
    if key is Field.DAY:
        return date_format(date.fromisoformat(str(value)), "l j F Y")
    if key is Field.KIND:
        return str(KINDS[Kind(str(value))])
    if key is Field.LANGUAGES:
        return languages_of(value)
    if key is Field.ALONG and isinstance(value, list):
        return ", ".join(str(ALONG[Along(each)]) for each in value)
    if isinstance(value, list):
        return "\n".join(str(each) for each in value if each) or "–"
    return value


def state_of(link: PartnerLink, on: date) -> Cell:
    """How a link stands."""
    if link.revoked_at:
        return Cell(_("taken back"), kind="info")
    if link.expires_on <= on:
        return Cell(_("expired"), kind="warning")
    if link.said_at:
        return Cell(_("answered"), kind="success")
    if link.seen_at:
        return Cell(_("link was opened"), kind="info")
    return Cell(_("not opened yet"), kind="warning")
