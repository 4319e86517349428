"""Files of signals that came in: looked at before they are recorded."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    check_may,
)
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.permissions import (
    SEE_SOURCES,
    TAKE_IN_SIGNALS,
)
from onderdak.supervision.picture.domain.sources import Purpose, taken_in_by
from onderdak.supervision.picture.list_log import log_list
from onderdak.supervision.picture.models import (
    DeliveredFile,
    Delivery,
    View,
)
from onderdak.supervision.picture.plan import (
    Matches,
    Planned,
    as_matches,
    matches_of,
    plan_lines,
)
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.signal_file import SignalFile, read_signals
from onderdak.supervision.picture.signal_row import BadPlace
from onderdak.supervision.picture.writing import kinds_left_open

ROOM = "picture"
_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What recording a delivery would do, and what cannot be read."""

    delivery: Delivery
    planned: Sequence[Planned]
    bad: Sequence[BadPlace]

    @property
    def found(self) -> Mapping[int, str]:
        """The addresses that the lines were found to mean, in full."""
        return addresses_in_full({one.address for one in self.planned if one.address})

    @property
    def left_open(self) -> Sequence[tuple[str, str]]:
        """Sources and kinds of which a complete file ends nothing after all."""
        if not self.delivery.complete:
            return []
        return sorted(kinds_left_open(self.planned))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines have which fate."""
        return _counted(self.planned, self.bad)


def roles_in(by: Actor, municipality: str) -> frozenset[Role]:
    """Under which roles somebody acts for a municipality."""
    return frozenset(g.role for g in by.grants if g.municipality == municipality)


def check_sources(file: SignalFile, own: frozenset[str]) -> None:
    """Stop somebody whose file holds a source that is not theirs to take in."""
    if other := sorted(file.sources - own):
        raise NotAllowed(
            text(
                "This file holds a source that you may not take in: %(names)s.",
                names=", ".join(other),
            ),
            next_step=text("Leave these lines out, or ask a colleague who may."),
        )


def delivery_for(*, by: Actor, delivery: int, today: date) -> Delivery:
    """A delivery of one's own municipality.

    Raises:
        NotFound: there is none with this number here.
    """
    found = Delivery.objects.filter(
        pk=delivery, municipality__in=by.municipalities
    ).first()
    if found is None:
        raise NotFound(text("There is no such delivery here."))
    check_may(by, TAKE_IN_SIGNALS, municipality=found.municipality_id)
    require_room(found.municipality_id, ROOM, today)
    check_takes_all(by, found)
    return found


def takes_all(by: Actor, delivery: Delivery) -> bool:
    """Whether somebody may take in every source of a delivery."""
    own = taken_in_by(roles_in(by, delivery.municipality_id))
    return own >= set(delivery.sources)


def check_takes_all(by: Actor, delivery: Delivery) -> None:
    """Stop somebody who may not take in every source of a delivery."""
    if not takes_all(by, delivery):
        raise NotAllowed(
            text("This file holds a source that you may not take in."),
            next_step=text("Ask a colleague who may."),
        )


def addresses_in_full(numbers: Collection[int]) -> Mapping[int, str]:
    """Addresses by their number, as on an envelope."""
    return {
        each.pk: each.in_full for each in Address.objects.filter(pk__in=list(numbers))
    }


def preview_of(
    *,
    by: Actor,
    delivery: Delivery,
    today: date,
    doubted: Collection[int] = (),
    how: View.How = View.How.PAGE,
) -> Preview:
    """What recording a delivery that waits would do; that somebody looked is logged.

    Args:
        doubted: lines of which this person says that another address was meant.

    Raises:
        Conflict: it was decided on already.
        NotAllowed: it holds a source that this person may not take in.
    """
    check_may(by, TAKE_IN_SIGNALS, municipality=delivery.municipality_id)
    require_room(delivery.municipality_id, ROOM, today)
    with looking_for(Purpose.TAKING_IN):
        held = DeliveredFile.objects.filter(delivery=delivery).first()
        if held is None:
            raise decided_already()
        file = read_signals(bytes(held.content), filename=delivery.filename, on=today)
        check_sources(file, taken_in_by(roles_in(by, delivery.municipality_id)))
        planned, doubles = plan_lines(
            delivery.municipality_id, file.lines, _matches(held, file), doubted
        )
        log_list(
            by=by,
            municipality=delivery.municipality_id,
            purpose=Purpose.TAKING_IN,
            sources=sorted({one.line.source for one in planned}),
            addresses=len({one.line.place for one in planned}),
            asked={"delivery": str(delivery.pk)},
            how=how,
        )
    bad = sorted([*file.bad, *doubles], key=lambda one: (one.line, one.column))
    return Preview(delivery, planned, bad)


def _matches(held: DeliveredFile, file: SignalFile) -> Matches:
    """As they were found when the file came in, so that all see the same."""
    kept = as_matches(held.matches or [])
    if all(line.place in kept for line in file.lines):
        return kept
    return matches_of(held.municipality_id, file.lines)


def decided_already() -> Conflict:
    """What somebody hears who is too late."""
    return Conflict(
        text("This list was decided on already."),
        next_step=text("Look at the list of deliveries."),
    )


def deliveries_of(*, by: Actor, municipality: str, today: date) -> QuerySet[Delivery]:
    """The deliveries of a municipality, the latest first.

    Raises:
        NotAllowed: this person's role has nothing to do with sources.
    """
    check_may(by, SEE_SOURCES, municipality=municipality)
    require_room(municipality, ROOM, today)
    return Delivery.objects.filter(municipality_id=municipality).order_by("-pk")


def _counted(planned: Sequence[Planned], bad: Sequence[BadPlace]) -> Mapping[str, int]:
    counts = dict(Counter(one.fate.value for one in planned))
    wrong = len({one.line for one in bad})
    return {**counts, **({"bad": wrong} if wrong else {})}
