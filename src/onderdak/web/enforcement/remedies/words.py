"""What remedies are called on a page, in the closed lists of the rules."""

from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.enforcement.contract.clocks import (
    Outcome,
    Party,
    RemedyKind,
    RemedyOnCase,
)

KINDS: Final = {
    RemedyKind.OBJECTION: gettext_lazy("Objection"),
    RemedyKind.APPEAL: gettext_lazy("Appeal"),
    RemedyKind.HIGHER_APPEAL: gettext_lazy("Higher appeal"),
    RemedyKind.INJUNCTION: gettext_lazy("Request for an injunction"),
}
PARTIES: Final = {
    Party.OFFENDER: gettext_lazy("who must end the breach"),
    Party.THIRD_PARTY: gettext_lazy("somebody else with an interest"),
}
OUTCOMES: Final = {
    Outcome.UNFOUNDED: (gettext_lazy("unfounded"), "success"),
    Outcome.PARTLY_FOUNDED: (gettext_lazy("partly founded"), "warning"),
    Outcome.FOUNDED: (gettext_lazy("well founded"), "error"),
    Outcome.INADMISSIBLE: (gettext_lazy("inadmissible"), "success"),
    Outcome.WITHDRAWN: (gettext_lazy("withdrawn"), ""),
    Outcome.GRANTED: (gettext_lazy("the judge granted it"), "error"),
    Outcome.REFUSED: (gettext_lazy("the judge refused it"), "success"),
}


def kind_of(kind: str) -> str:
    """What was set against a decision."""
    return str(KINDS[RemedyKind(kind)])


def filed_words(one: RemedyOnCase) -> str:
    """A remedy in one line: what, and on which day."""
    return _("%(what)s of %(day)s") % {
        "what": kind_of(one.kind),
        "day": date_format(one.filed_on, "j F Y"),
    }
