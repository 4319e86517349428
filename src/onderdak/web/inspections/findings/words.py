"""How outcomes, verdicts and kinds of norms are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.reports import Verdict

OUTCOMES: Final = {
    "breaches": (gettext_lazy("breach"), "error"),
    "cannot_judge": (gettext_lazy("cannot be judged"), "warning"),
    "meets": (gettext_lazy("in order"), "success"),
}
VERDICTS: Final = {
    Verdict.CONFIRMED: gettext_lazy("confirmed"),
    Verdict.DEVIATES: gettext_lazy("deviates"),
}
KINDS: Final = {
    "law": gettext_lazy("law"),
    "local": gettext_lazy("local rule"),
    "private": gettext_lazy("private norm"),
    "policy": gettext_lazy("policy"),
}
