"""The closed lists of the ranking: states, steps, choices and results."""

from enum import StrEnum


class PointSetState(StrEnum):
    """How far a point set is: nobody uses one that was not approved."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    IN_USE = "in_use"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What the privacy officer says of a point set."""

    APPROVED = "approved"
    REFUSED = "refused"


class RunState(StrEnum):
    """How far a run is."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class What(StrEnum):
    """What a person chooses for an address."""

    LETTER = "letter"
    DESK_CHECK = "desk_check"
    VISIT = "visit"
    LEAVE = "leave"


class Result(StrEnum):
    """What somebody found at an address."""

    BREACH = "breach"
    IN_ORDER = "in_order"
    NO_ACCESS = "no_access"


class ChosenBy(StrEnum):
    """Why an address was looked at: only random and periodic tell the base rate."""

    RANKED = "ranked"
    REPORT = "report"
    RANDOM = "random"
    PERIODIC = "periodic"
    OTHER = "other"


class Came(StrEnum):
    """How an outcome came in."""

    FILE = "file"
    EVENT = "event"
