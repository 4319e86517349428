"""Reports about an address, as the report desk tells them: no words, no reporter."""

from collections.abc import Iterator
from typing import Final

from onderdak.foundation.identity.contract import Role
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract.about import (
    Kind,
    State,
    reports_of_address,
)
from onderdak.supervision.picture.domain.known import Known
from onderdak.supervision.picture.domain.sources import BY_KEY
from onderdak.supervision.picture.look import Look

# Signs of exploitation stay with the desk: whoever may be a victim comes first.
_DESK_ONLY: Final = frozenset({Kind.EXPLOITATION})
_KINDS: Final = {
    Kind.BAD_LETTING: text("report of bad letting"),
    Kind.NUISANCE: text("report of nuisance"),
    Kind.WASTE: text("report of dumped waste"),
    Kind.UNSAFE: text("report of an unsafe building"),
    Kind.OVERCROWDING: text("report of overcrowding"),
    Kind.EXPLOITATION: text("report of signs of exploitation"),
    Kind.OTHER: text("report of something else"),
}
_STATES: Final = {
    State.RECEIVED: text("received"),
    State.ACCEPTED: text("accepted"),
    State.IN_HAND: text("being looked into"),
    State.WAITING_FOR_REPORTER: text("waiting for the reporter"),
    State.FORWARDED: text("with a partner"),
    State.ANSWERED: text("answered"),
    State.CLOSED: text("closed"),
    State.REOPENED: text("opened again"),
}
_OUTCOMES: Final = {
    "solved": text("closed: solved"),
    "advice": text("closed: advice given"),
    "referred": text("closed: referred"),
    "not_enforced": text("closed: not enforced"),
    "sanction": text("closed: a sanction followed"),
    "unfounded": text("closed: unfounded"),
}


def reports(look: Look) -> Iterator[Known]:
    """What was reported about the address, when, and what came of it."""
    at_desk = any(
        grant.role is Role.DESK_CLERK and grant.municipality == look.municipality
        for grant in look.by.grants
    )
    kinds = frozenset(Kind) - (frozenset() if at_desk else _DESK_ONLY)
    for each in reports_of_address(
        municipality=look.municipality, address=look.address, kinds=kinds
    ):
        yield Known(
            "reports",
            _KINDS[each.kind],
            _OUTCOMES.get(each.outcome, _STATES[each.state]),
            each.received_on,
            BY_KEY["reports"].ground,
            each.number,
        )
