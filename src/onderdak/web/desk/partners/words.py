"""What chain partners and their signals are called."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.desk.contract import Report
from onderdak.supervision.desk.contract.partners import Partner
from onderdak.web.pages.shapes import Fact

PARTNERS = {
    Partner.POLICE: gettext_lazy("Police"),
    Partner.CORPORATION: gettext_lazy("Housing corporation"),
    Partner.WASTE_TEAM: gettext_lazy("Waste team"),
    Partner.UTILITY: gettext_lazy("Utility company"),
    Partner.UWV_WAGES: gettext_lazy("UWV: a signal on wages"),
    Partner.UWV_HOUSING: gettext_lazy("UWV: a signal on the housing requirement"),
    Partner.SNF: gettext_lazy("SNF: an alert"),
    Partner.INSPECTORATE: gettext_lazy("Netherlands Labour Authority: feedback"),
    Partner.OTHER: gettext_lazy("Another partner"),
}
SIGNALS = {
    "noise": gettext_lazy("noise or nuisance"),
    "violence": gettext_lazy("violence or threats"),
    "drugs": gettext_lazy("drugs"),
    "overcrowding": gettext_lazy("too many people"),
    "exploitation_signs": gettext_lazy("signs of exploitation"),
    "unsafe": gettext_lazy("unsafe building or installation"),
    "sublet": gettext_lazy("sublet"),
    "empty": gettext_lazy("empty while it is let"),
    "household": gettext_lazy("household waste"),
    "furniture": gettext_lazy("furniture"),
    "building": gettext_lazy("building waste"),
    "again_here": gettext_lazy("again at the same place"),
    "high_use": gettext_lazy("much higher use than fits the house"),
    "no_use": gettext_lazy("no use at all"),
    "tampered": gettext_lazy("tampered with the connection"),
    "below_minimum": gettext_lazy("less than the minimum wage"),
    "deductions": gettext_lazy("deductions that are not allowed"),
    "unpaid": gettext_lazy("wages not paid"),
    "no_housing": gettext_lazy("no suitable housing"),
    "no_certificate": gettext_lazy("housing without certificate"),
    "address_unknown": gettext_lazy("address of the housing not known"),
    "not_conform": gettext_lazy("house does not meet the norm"),
    "suspended": gettext_lazy("certificate suspended"),
    "withdrawn": gettext_lazy("certificate withdrawn"),
    "complaint": gettext_lazy("complaint of a guest"),
    "violation_found": gettext_lazy("violation found"),
    "nothing_found": gettext_lazy("nothing found"),
    "taken_up": gettext_lazy("taken up"),
    "not_taken_up": gettext_lazy("not taken up"),
}


def signal_facts(report: Report) -> Iterator[Fact]:
    """What a partner said of it in its own keys, and when it was seen."""
    keys = report.signal.get("what", [])
    if keys:
        said = ", ".join(str(SIGNALS.get(key, key)) for key in keys)
        yield Fact(_("What the partner saw"), said)
    if seen_on := report.signal.get("seen_on"):
        day = date.fromisoformat(seen_on)
        yield Fact(_("Seen on"), date_format(day, "j F Y"))
