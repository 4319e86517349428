"""What the values of the picture are called on a page."""

from django.utils.translation import gettext_lazy as _

from onderdak.kernel.text import text
from onderdak.supervision.picture.contract import (
    PURPOSE_NAMES,
    Explanation,
    Fate,
    Purpose,
    State,
    View,
)
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


def purpose_name(purpose: Purpose) -> str:
    """For what somebody looks, in words."""
    return said(text(PURPOSE_NAMES[purpose]))


def in_words(msgid: str) -> str:
    """A word of the catalogue in the reader's language."""
    return said(text(msgid))
