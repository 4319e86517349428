"""What the values of the picture are called on a page."""

from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract import (
    PURPOSE_NAMES,
    Explanation,
    Fate,
    Purpose,
    State,
    ValueKind,
    View,
)
from onderdak.supervision.picture.contract.mending import KINDS, TakenBack
from onderdak.web.pages.shapes import Money
from onderdak.web.pages.values import said

STATES = {
    State.KNOWN: _("connected"),
    State.NOTHING: _("nothing known"),
    State.NOT_CONNECTED: _("not connected"),
    State.NO_GROUND_HERE: _("no ground here"),
}
FATES = {
    Fate.NEW: _("new"),
    Fate.CORRECTED: _("corrects what was known"),
    Fate.KNOWN: _("known already"),
    Fate.DOUBTFUL: _("address in doubt"),
    Fate.ELSEWHERE: _("not of this municipality"),
}
FATE_TAGS = {
    Fate.NEW: "success",
    Fate.CORRECTED: "warning",
    Fate.KNOWN: "",
    Fate.DOUBTFUL: "warning",
    Fate.ELSEWHERE: "",
}
EXPLANATIONS = {
    Explanation.FAMILY: _("a large family lives here"),
    Explanation.NOT_DEREGISTERED: _("people left and were not deregistered"),
    Explanation.SEVERAL_DWELLINGS: _("there are several dwellings at this address"),
    Explanation.WRONG_AREA: _("the floor area in the BAG is wrong"),
    Explanation.LODGING: _("it is used for lodging, not as a dwelling"),
    Explanation.OTHER: _("something else"),
}
HOW = {
    View.How.PAGE: _("page"),
    View.How.FILE: _("file"),
    View.How.COMMAND: _("command"),
}
LEVELS = {
    "bag_id": _("by BAG number"),
    "postcode": _("by postcode and number"),
    "street": _("by street and number"),
    "likeness": _("by likeness"),
    "person": _("chosen by a person"),
}


REASONS = {
    TakenBack.WRONG_ADDRESS: _("it was about another address"),
    TakenBack.WRONG_FILE: _("the file was not the right one"),
    TakenBack.MISTAKE: _("what it said was wrong"),
    TakenBack.OBJECTION: _("somebody objected, and rightly so"),
    TakenBack.NO_GROUND: _("there is no ground to keep it"),
}
CONDITIONS = {"open": _("not mended"), "mended": _("mended")}


def head_of_file(actor: Actor, purpose: str) -> list[object]:
    """The first line of a file that leaves the page: for what, when, and by whom."""
    return [
        gettext("For: %(purpose)s") % {"purpose": purpose},
        localdate(),
        actor.email,
    ]


def said_value(source: str, kind: str, value: object) -> object:
    """The value of a signal as a page shows it."""
    known = KINDS[source, kind]
    if known.value is ValueKind.EUROS and isinstance(value, int):
        return Money(value)
    rule = next((one for one in known.rules if one.key == value), None)
    return said(text(rule.title)) if rule else value


def purpose_name(purpose: Purpose) -> str:
    """For what somebody looks, in words."""
    return said(text(PURPOSE_NAMES[purpose]))


def in_words(msgid: str) -> str:
    """A word of the catalogue in the reader's language."""
    return said(text(msgid))
