"""What the values of norms are called on a page."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from onderdak.rules import As

SECTIONS: Final = {
    "A": _("Quality of the housing"),
    "B": _("Management and letting"),
    "C": _("Registration and night register"),
    "D": _("Tourist tax"),
    "E": _("Good landlordship"),
    "F": _("Housing and planning law"),
    "G": _("Steps of enforcement"),
    "H": _("National enforcement strategy"),
    "I": _("Entering dwellings"),
    "J": _("Minimum wage and deductions"),
    "K": _("Agencies"),
    "L": _("Sharing data and privacy"),
    "M": _("Integrity screening and algorithms"),
    "N": _("Retention"),
    "X": _("Local and regional policy"),
}
USES: Final = {
    As.FINDING: _("judged"),
    As.HINT: _("hint"),
    As.TERM: _("term"),
    As.AMOUNT: _("amount"),
    As.PAY: _("pay check"),
    As.PROMPT: _("prompt only"),
    As.TEXT: _("text only"),
}
USE_TAGS: Final = {
    As.FINDING: "success",
    As.HINT: "info",
    As.PROMPT: "warning",
}
