"""What the values of certificates are called on a page."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onderdak.housing.quality.contract import (
    Fate,
    Gap,
    GapKind,
    Origin,
    PermitFact,
    Scheme,
    SchemeReport,
    Standing,
    State,
)
from onderdak.web.pages.values import number

SCHEMES = {
    Scheme.SNF: gettext_lazy("SNF (housing)"),
    Scheme.AKF: gettext_lazy("AKF (housing in agriculture)"),
    Scheme.REGIONAL: gettext_lazy("Regional certificate"),
    Scheme.SNA: gettext_lazy("SNA (agency)"),
    Scheme.ABU: gettext_lazy("Member of ABU"),
    Scheme.NBBU: gettext_lazy("Member of NBBU"),
    Scheme.WTTA: gettext_lazy("Admission of agencies (Wtta)"),
}
# A regional certificate is made by a decision, and by nothing else.
BY_HAND = {one: name for one, name in SCHEMES.items() if one is not Scheme.REGIONAL}
SHORT = {
    Scheme.SNF: "SNF",
    Scheme.AKF: "AKF",
    Scheme.REGIONAL: gettext_lazy("regional"),
    Scheme.SNA: "SNA",
    Scheme.ABU: "ABU",
    Scheme.NBBU: "NBBU",
    Scheme.WTTA: "Wtta",
}
STANDINGS = {
    Standing.VALID: gettext_lazy("valid"),
    Standing.AHEAD: gettext_lazy("still to begin"),
    Standing.SUSPENDED: gettext_lazy("suspended"),
    Standing.WITHDRAWN: gettext_lazy("withdrawn"),
    Standing.LAPSED: gettext_lazy("lapsed"),
}
TAGS = {
    Standing.VALID: "success",
    Standing.AHEAD: "info",
    Standing.SUSPENDED: "warning",
    Standing.WITHDRAWN: "warning",
    Standing.LAPSED: "warning",
}
STATES = {State(one.value): STANDINGS[one] for one in Standing if one.value != "ahead"}
ORIGINS = {
    Origin.REGISTER: gettext_lazy("register"),
    Origin.MUNICIPALITY: gettext_lazy("municipality"),
    Origin.ALERT: gettext_lazy("alert"),
    Origin.PROVIDER: gettext_lazy("the provider itself"),
}
GAPS = {
    GapKind.SUSPENDED: gettext_lazy("suspended"),
    GapKind.WITHDRAWN: gettext_lazy("withdrawn"),
    GapKind.LAPSED: gettext_lazy("lapsed"),
    GapKind.BEDS_OVER: gettext_lazy("more beds slept in than certified"),
    GapKind.NIGHTS_WITHOUT: gettext_lazy("nights after it stopped holding"),
    GapKind.INSPECTION_LATE: gettext_lazy("not inspected in time"),
    GapKind.RHYTHM_LATE: gettext_lazy("inspected too long ago"),
    GapKind.GONE: gettext_lazy("gone from the register"),
    GapKind.MISSING: gettext_lazy("location not in the register"),
    GapKind.NOT_SHOWN: gettext_lazy("not known if the location is in it"),
    GapKind.WITHOUT_LOCATION: gettext_lazy("without a location"),
    GapKind.EXPIRING: gettext_lazy("ends soon"),
    GapKind.INSPECTION_DUE: gettext_lazy("first inspection to come"),
}
GAP_TAGS: Mapping[GapKind, str] = {
    **dict.fromkeys(GapKind, "warning"),
    GapKind.NOT_SHOWN: "info",
    GapKind.EXPIRING: "info",
    GapKind.INSPECTION_DUE: "info",
}
FATES = {
    Fate.NEW: gettext_lazy("new"),
    Fate.CHANGED: gettext_lazy("changes"),
    Fate.SAME: gettext_lazy("stays the same"),
    Fate.BY_HAND: gettext_lazy("match by hand"),
    Fate.LEFT: gettext_lazy("left before"),
    Fate.ELSEWHERE: gettext_lazy("of another town, not kept"),
}
FATE_TAGS = {
    Fate.NEW: "success",
    Fate.CHANGED: "info",
    Fate.SAME: "",
    Fate.BY_HAND: "warning",
    Fate.LEFT: "",
    Fate.ELSEWHERE: "",
}
FIELDS = {
    "beds": gettext_lazy("beds"),
    "valid_from": gettext_lazy("valid from"),
    "valid_until": gettext_lazy("valid until"),
    "registered_on": gettext_lazy("registered on"),
    "inspected_on": gettext_lazy("inspected on"),
    "state": gettext_lazy("state"),
}
PERMITS = {
    PermitFact.Kind.ENVIRONMENT: gettext_lazy("Environment permit"),
    PermitFact.Kind.OPERATING: gettext_lazy("Operating permit"),
    PermitFact.Kind.LODGING: gettext_lazy("Lodging permit"),
    PermitFact.Kind.TOLERATED: gettext_lazy("Tolerated by decision"),
    PermitFact.Kind.OTHER: gettext_lazy("Other permit"),
}
GROUNDS = {
    SchemeReport.Ground.LAW: gettext_lazy("Law"),
    SchemeReport.Ground.COVENANT: gettext_lazy("Covenant"),
    SchemeReport.Ground.PROJECT_PLAN: gettext_lazy("Project plan"),
}


def gap_sentence(gap: Gap) -> str:
    """What a gap says, in one sentence with its day or its counts."""
    day = date_format(gap.day, "j F Y") if gap.day else ""
    match gap.kind:
        case GapKind.BEDS_OVER:
            return _(
                "In the fullest night %(slept)s people slept here; the certificate"
                " names %(beds)s beds."
            ) % {"slept": number(gap.measured or 0), "beds": number(gap.threshold or 0)}
        case GapKind.NIGHTS_WITHOUT:
            return ngettext(
                "%(nights)s night was slept here after the certificate stopped"
                " holding.",
                "%(nights)s nights were slept here after the certificate stopped"
                " holding.",
                gap.measured or 0,
            ) % {"nights": number(gap.measured or 0)}
        case GapKind.INSPECTION_LATE:
            return _("No inspection is known. It was due by %(day)s.") % {"day": day}
        case GapKind.INSPECTION_DUE:
            return _("The first inspection is due by %(day)s.") % {"day": day}
        case GapKind.RHYTHM_LATE:
            return _("The next inspection was due by %(day)s.") % {"day": day}
        case GapKind.EXPIRING:
            return _("It holds until %(day)s.") % {"day": day}
        case GapKind.GONE:
            return _(
                "It is not in the register of %(day)s any more. Ask what became of it."
            ) % {"day": day}
    return _without_counts(gap, day)


def _without_counts(gap: Gap, day: str) -> str:
    match gap.kind:
        case GapKind.MISSING:
            return _("The company holds the certificate; this location is not in it.")
        case GapKind.NOT_SHOWN:
            return _(
                "The company holds the certificate. Nothing shows if this location"
                " falls under it."
            )
        case GapKind.WITHOUT_LOCATION:
            return _("Nobody has said yet of which location it is.")
    if not day:
        return capfirst(str(GAPS[gap.kind]))
    return _("%(what)s since %(day)s") % {
        "what": capfirst(str(GAPS[gap.kind])),
        "day": day,
    }


def days(since: date | None, until: date | None) -> str:
    """A range as people read it; the end is the first day without."""
    if since is None and until is None:
        return _("not known")
    first = date_format(since, "j F Y") if since else "…"
    last = date_format(until, "j F Y") if until else "…"
    return f"{first} – {last}"
