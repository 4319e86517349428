"""The words of the closed lists of a visit, for the phone."""

from django.utils.translation import gettext as _


def state(key: str) -> str:
    """How far a visit is."""
    return {
        "planned": _("planned"),
        "under_way": _("under way"),
        "closed": _("ended"),
        "reported": _("report made"),
        "cancelled": _("called off"),
    }.get(key, key)


def part(key: str) -> str:
    """Which part somebody of the pair has."""
    return {"lead": _("leads"), "second": _("second"), "more": _("goes along")}.get(
        key, key
    )


def along(key: str) -> str:
    """Which service goes along."""
    return {
        "fire_brigade": _("Fire brigade"),
        "police": _("Police"),
        "interpreter": _("Interpreter"),
        "registry_clerk": _("Civil registry"),
        "partner": _("Partner"),
        "environment": _("Environmental service"),
    }.get(key, key)


def means(key: str) -> str:
    """What was tried before somebody went to the door."""
    return {
        "letter": _("Letter"),
        "phone": _("Telephone"),
        "talk": _("Talk"),
        "records": _("Looking at records"),
        "desk_check": _("Check at the desk"),
        "other": _("Other"),
    }.get(key, key)
