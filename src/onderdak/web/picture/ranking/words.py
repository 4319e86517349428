"""What the values of the ranking are called on a page."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from onderdak.engines.ranking import Dated, LightStep
from onderdak.supervision.picture.contract.ranking import (
    BaseFrom,
    ChosenBy,
    PointSetState,
    Rate,
    Result,
    RunState,
    Show,
    Verdict,
    What,
)

STATES = {
    PointSetState.DRAFT: _("draft"),
    PointSetState.WAITING: _("waits for the privacy officer"),
    PointSetState.APPROVED: _("approved, not in use"),
    PointSetState.REFUSED: _("refused"),
    PointSetState.IN_USE: _("in use"),
    PointSetState.WITHDRAWN: _("withdrawn"),
}
STATE_TAGS = {
    PointSetState.DRAFT: "info",
    PointSetState.WAITING: "warning",
    PointSetState.APPROVED: "success",
    PointSetState.REFUSED: "error",
    PointSetState.IN_USE: "success",
    PointSetState.WITHDRAWN: "info",
}
VERDICTS = {
    Verdict.APPROVED: _("approved"),
    Verdict.REFUSED: _("refused"),
}
RUN_STATES = {
    RunState.QUEUED: _("waits for its turn"),
    RunState.WORKING: _("is being made"),
    RunState.DONE: _("ready"),
    RunState.STOPPED: _("stopped"),
    RunState.FAILED: _("failed"),
}
RUN_TAGS = {
    RunState.QUEUED: "info",
    RunState.WORKING: "info",
    RunState.DONE: "success",
    RunState.STOPPED: "warning",
    RunState.FAILED: "error",
}
STEPS = {
    LightStep.LETTER: _("letter"),
    LightStep.DESK_CHECK: _("look at the papers"),
    LightStep.VISIT: _("nothing lighter than a visit"),
}
DATED = {
    Dated.SINCE: _("since %(day)s"),
    Dated.LATEST: _("last on %(day)s"),
    Dated.AS_OF: _("as of %(day)s"),
}
CHOICES = {
    What.LEAVE: _("leave it"),
    What.DESK_CHECK: _("look at the papers"),
    What.LETTER: _("send a letter"),
    What.VISIT: _("visit"),
}
RESULTS = {
    Result.BREACH: _("breach"),
    Result.IN_ORDER: _("in order"),
    Result.NO_ACCESS: _("no access"),
}
CHOSEN_BY = {
    ChosenBy.RANKED: _("the ranking"),
    ChosenBy.REPORT: _("a report"),
    ChosenBy.RANDOM: _("lot"),
    ChosenBy.PERIODIC: _("periodic supervision"),
    ChosenBy.OTHER: _("something else"),
}
SHOWS = {
    Show.ALL: _("The whole list"),
    Show.CAPACITY: _("What fits in this week"),
    Show.DRAWN: _("Drawn by lot"),
    Show.OPEN: _("Not decided yet"),
    Show.CHOSEN: _("Decided"),
}
BASES = {
    BaseFrom.RANDOM: _("addresses that were drawn by lot or visited by turn"),
    BaseFrom.PERIODIC: _("locations under periodic supervision only"),
    BaseFrom.ALL: _(
        "all visits; probably higher than the truth, because people chose them"
    ),
    BaseFrom.NONE: _("no base rate known"),
}
SUBJECTS = {
    "address": _("the address"),
    "object": _("the building or dwelling"),
    "location": _("the location"),
    "provider": _("the provider"),
}
# In a list there is no room for the whole name.
SHORT = {
    "registered_over_allowed": _("registrations"),
    "reports_12m": _("reports"),
    "finding_open": _("findings"),
    "violations_5y": _("earlier violations"),
    "fire_defect": _("fire safety"),
    "permit_missing": _("permit"),
    "permit_exceeded": _("places in the permit"),
    "certificate_lapsed": _("quality certificate"),
    "landlord_without_permit": _("letting permit"),
    "return_mail": _("mail that came back"),
    "vacancy_contradicted": _("vacancy"),
    "last_visit_days_over": _("last visit"),
    "waste_reports_12m": _("reports of waste"),
    "provider_violations_5y": _("other places of the provider"),
}
NEVER = (
    gettext_lazy("nationality;"),
    gettext_lazy("country of birth;"),
    gettext_lazy("name;"),
    gettext_lazy("language;"),
    gettext_lazy("income;"),
    gettext_lazy("benefits;"),
    gettext_lazy("how many people are registered as non-resident (RNI);"),
    gettext_lazy("how many nights people slept somewhere."),
)


def percent(share: float | None) -> str:
    """A share as a whole percentage."""
    return "" if share is None else f"{round(share * 100)}%"


def per_hundred(per_thousand: int) -> str:
    """A share that is kept per thousand, as a percentage."""
    if per_thousand % 10:
        return f"{number_format(per_thousand / 10, 1)}%"
    return f"{per_thousand // 10}%"


def interval(rate: Rate | None) -> str:
    """The range within which a share probably lies."""
    if rate is None:
        return ""
    return gettext("probably between %(low)s and %(high)s") % {
        "low": percent(rate.low),
        "high": percent(rate.high),
    }


def of_total(rate: Rate) -> str:
    """The counts behind a share."""
    return gettext("%(hits)s of %(of)s") % {
        "hits": number_format(rate.hits, force_grouping=True),
        "of": number_format(rate.of, force_grouping=True),
    }


def decimal(value: float | None, places: int = 1) -> str:
    """A number with so many places, as the reader writes it."""
    return "" if value is None else number_format(round(value, places), places)


def day(value: date | None) -> str:
    """A day as people write it, inside a sentence."""
    return date_format(value, "j F Y") if value else ""
