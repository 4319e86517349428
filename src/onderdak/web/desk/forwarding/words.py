"""What fields, grounds and states of sharing are called."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.privacy.contract import SharingGround
from onderdak.supervision.desk.contract.forwarding import Field, Forward
from onderdak.web.inspections.companions.words import field_name as visit_field
from onderdak.web.pages.shapes import Cell

FIELDS = {
    Field.NUMBER: gettext_lazy("Number of the report"),
    Field.CATEGORY: gettext_lazy("Subject"),
    Field.RECEIVED_ON: gettext_lazy("Received on"),
    Field.ADDRESS: gettext_lazy("Where it is"),
    Field.NEIGHBOURHOOD: gettext_lazy("Neighbourhood"),
    Field.SUMMARY: gettext_lazy("Summary of the municipality"),
    Field.TEXT: gettext_lazy("The reporter's own words"),
    Field.ANSWERS: gettext_lazy("Answers to the questions"),
    Field.DANGER: gettext_lazy("Danger to life was reported"),
}
GROUNDS = {
    SharingGround.LAW: gettext_lazy("a law"),
    SharingGround.COVENANT: gettext_lazy("a covenant"),
    SharingGround.PROJECT_PLAN: gettext_lazy("a project plan"),
}


def field_name(key: str) -> str:
    """A field as people know it, of a report or of a visit."""
    return str(FIELDS[Field(key)]) if key in set(Field) else visit_field(key)


def state_of(one: Forward, on: date) -> Cell:
    """How a message to a partner stands."""
    if one.revoked_at:
        return Cell(_("taken back"), kind="info")
    if one.answered_at:
        return Cell(_("answered"), kind="success")
    if one.expires_on <= on:
        return Cell(_("expired"), kind="warning")
    if one.seen_at:  # by a person, or by a mail program that looks ahead
        return Cell(_("link was opened"), kind="info")
    return Cell(_("not opened yet"), kind="warning")
