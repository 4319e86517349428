"""What the closed lists of enforcement are called on a page."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import User
from onderdak.supervision.enforcement.contract import (
    CLOSINGS,
    PARTS,
    REQUESTERS,
    CaseState,
    Closing,
    Entry,
    OffenderKind,
    Part,
    Requester,
)

STATES: Final = {
    CaseState.OPEN: (gettext_lazy("open"), "info"),
    CaseState.CLOSED: (gettext_lazy("closed"), ""),
}
OFFENDER_KINDS: Final = {
    OffenderKind.COMPANY: gettext_lazy("A company"),
    OffenderKind.PERSON: gettext_lazy("A person"),
}
ENTRIES: Final = {
    Entry.OPENED: gettext_lazy("opened"),
    Entry.NAMED: gettext_lazy("who can end it was named"),
    Entry.GROUNDS: gettext_lazy("findings added"),
    Entry.GIVEN: gettext_lazy("given to somebody"),
    Entry.WAITS: gettext_lazy("waits"),
    Entry.REQUEST: gettext_lazy("request to enforce received"),
    Entry.CLOSED: gettext_lazy("closed"),
    Entry.REOPENED: gettext_lazy("opened again"),
}
CLOCK_STATES: Final[Mapping[str, tuple[object, str]]] = {
    "running": (gettext_lazy("running"), "info"),
    "stopped": (gettext_lazy("stopped"), ""),
    "expired": (gettext_lazy("over"), "error"),
    "met": (gettext_lazy("met"), "success"),
}


def part_of(part: str) -> str:
    """Why this one can end the breach."""
    return _(PARTS[Part(part)])


def closing_of(closing: str) -> str:
    """Why a case was closed."""
    return _(CLOSINGS[Closing(closing)])


def requester_of(kind: str) -> str:
    """Who asks for enforcement, as a kind and never by name."""
    return _(REQUESTERS[Requester(kind)])


def parts() -> list[tuple[str, str]]:
    """Every part somebody can have, to choose from."""
    return [(each.value, part_of(each)) for each in Part]


def closings() -> list[tuple[str, str]]:
    """Every reason to close a case, to choose from."""
    return [(each.value, closing_of(each)) for each in Closing]


def requesters() -> list[tuple[str, str]]:
    """Everybody who can ask for enforcement, to choose from."""
    return [(each.value, requester_of(each)) for each in Requester]


def name_of(user: User | None) -> str:
    """Somebody who works here, by name or else by e-mail address."""
    return (user.name or user.email) if user else ""
