"""What the numbers of a neighbourhood are called on a page."""

from django.utils.translation import gettext_lazy as _

from onderdak.supervision.desk.contract import Kind
from onderdak.supervision.picture.contract import Measure, Standing, Theme

MEASURES = {
    Measure.HOUSES: _("Letting houses"),
    Measure.REPORTS: _("Reports"),
    Measure.WASTE: _("of which dumped waste"),
    Measure.INSPECTIONS: _("Inspections"),
    Measure.NIGHTS: _("Nights slept"),
    Measure.HOURS: _("Hours in the neighbourhood"),
    Measure.TALKS: _("Talks"),
}
# What stands beside a number on a map or an axis.
UNITS = {
    Measure.HOUSES: _("letting houses"),
    Measure.REPORTS: _("reports"),
    Measure.WASTE: _("reports of waste"),
    Measure.INSPECTIONS: _("inspections"),
    Measure.NIGHTS: _("nights"),
    Measure.HOURS: _("hours"),
    Measure.TALKS: _("talks"),
}
STANDINGS = {
    Standing.NOT_CONNECTED: _("Not connected."),
    Standing.NO_GROUND_HERE: _(
        "Not shown: no by-law here gives the ground to show nights."
    ),
    Standing.NOT_FOR_ROLE: _("Not shown: your role does not see nights."),
}
THEMES = {
    Theme.WASTE: _("Waste"),
    Theme.REGISTRATION: _("Registration with the municipality"),
    Theme.HOUSING: _("Housing"),
    Theme.WORK: _("Work"),
    Theme.RIGHTS: _("Rights"),
    Theme.CONTACT: _("Contact between neighbours"),
    Theme.OTHER: _("Something else"),
}
KINDS = {
    Kind.BAD_LETTING: _("Bad letting"),
    Kind.NUISANCE: _("Nuisance"),
    Kind.WASTE: _("Dumped waste"),
    Kind.UNSAFE: _("Unsafe building"),
    Kind.OVERCROWDING: _("Overcrowding"),
    Kind.EXPLOITATION: _("Signs of exploitation"),
    Kind.OTHER: _("Something else"),
}


def hours(quarters: int) -> str:
    """Quarters of an hour as people write hours.

    >>> hours(7)
    '1:45'
    """
    return f"{quarters // 4}:{quarters % 4 * 15:02d}"
