"""How results, ways of being chosen and reasons for no access are called."""

from typing import Final

from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract.after import NoAccess, Result

RESULTS: Final = {
    Result.BREACH: gettext_lazy("something was not in order"),
    Result.IN_ORDER: gettext_lazy("all was in order"),
    Result.NO_ACCESS: gettext_lazy("nobody came in"),
}
NO_ACCESS: Final = {
    NoAccess.NOBODY_HOME: gettext_lazy("nobody home"),
    NoAccess.REFUSED: gettext_lazy("refused"),
    NoAccess.SILENT: gettext_lazy("no clear answer"),
    NoAccess.WITHDRAWN: gettext_lazy("consent withdrawn"),
    NoAccess.NOT_SAFE: gettext_lazy("not safe"),
    NoAccess.OTHER: gettext_lazy("other"),
}
CHOSEN: Final = {
    "ranked": gettext_lazy("by points"),
    "report": gettext_lazy("a report"),
    "random": gettext_lazy("by lot"),
    "periodic": gettext_lazy("periodic"),
    "other": gettext_lazy("other"),
}
