"""What a care task, its steps and its end are called."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onderdak.foundation.care.contract import About, Outcome, What

ABOUT = {About.CHILD: _("a child"), About.PERSON: _("a person")}
STEPS = {
    What.TAKEN_UP: _("taken up"),
    What.NOTED: _("note"),
    What.HANDED_OVER: _("handed over"),
    What.CLOSED: _("closed"),
}
OUTCOMES = {
    Outcome.LOOKED_AFTER: _("Looked after, no more is needed"),
    Outcome.REFERRED: _("Taken over by others who help"),
    Outcome.NOT_NEEDED: _("No care was needed"),
    Outcome.NOT_FOUND: _("Nobody was found"),
}

# As a link from a report gives it.
_REPORT = "report "


def came_from(origin: str) -> str:
    """What a task came from, in the reader's language."""
    if not origin.startswith(_REPORT):
        return origin
    number = origin.removeprefix(_REPORT)
    return gettext("report %(number)s") % {"number": number}
