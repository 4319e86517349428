"""What a care task, its steps and its end are called."""

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
