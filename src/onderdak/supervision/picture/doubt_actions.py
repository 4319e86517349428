"""Saying of a doubtful line which address was meant, or that it is none of ours."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.permissions import TAKE_IN_SIGNALS
from onderdak.supervision.picture.domain.signals import Fate, TakenBack, as_line
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.doubts import (
    OpenDoubt,
    check_takes_in,
    decided,
    doubt_for,
    open_rows,
)
from onderdak.supervision.picture.models import Doubt, Signal
from onderdak.supervision.picture.plan import Planned, at_address
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.withdrawing import (
    line_of,
    take_back,
)
from onderdak.supervision.picture.writing import write_doubts, write_signals


@action
def decide_doubt(
    *, by: Actor, doubt: int, address: Address | None, today: date
) -> None:
    """Say which address a line means, or that it is none of this municipality.

    Other lines with the same words, also later ones, are settled by this. Of a line
    that waits because the same was taken back, it settles that line alone: recorded
    after all, or left.

    Raises:
        Conflict: it was decided already.
        NotFound: there is no such line or address here.
    """
    found = doubt_for(by=by, doubt=doubt, today=today)
    check_may(by, TAKE_IN_SIGNALS, municipality=found.municipality)
    if address is not None and address.municipality_id != found.municipality:
        raise NotFound(text("There is no such address here."))
    with looking_for(Purpose.TAKING_IN):
        rows = _of_same_words(found)
        if doubt not in {row.pk for row in rows}:
            raise decided()
        Doubt.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=_state(found, address),
            address=address,
            decided_by_id=by.user_id,
            decided_at=timezone.now(),
        )
        if address is not None:
            for row in rows:
                line = as_line(row.said)
                write_signals(
                    row.delivery, at_address(found.municipality, line, address.pk)
                )
    record_event(
        by=by,
        action="picture.decide_doubt",
        object=f"doubt {doubt}",
        municipality=found.municipality,
        detail={"address": address.pk if address else None},
    )


def _state(found: OpenDoubt, address: Address | None) -> Doubt.State:
    if address:
        return Doubt.State.MATCHED
    # That what was taken back stays so says nothing of where its words are.
    return Doubt.State.GONE if found.withheld else Doubt.State.NONE


def _of_same_words(found: OpenDoubt) -> list[Doubt]:
    """Every open line with the same written address: one answer holds for all.

    Except of what was taken back: each of those is decided on for itself.
    """
    alike = (
        Q(pk=found.id)
        if found.withheld
        else Q(said__place=found.line.place.as_kept(), said__withheld__isnull=True)
    )
    return list(
        open_rows(found.municipality)
        .filter(alike)
        .select_related("delivery")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


@action
def reopen_doubt(*, by: Actor, doubt: int, today: date) -> None:
    """Let a decided line wait again, with all of the same words.

    What was recorded by that decision, also of later files, holds no longer; those
    lines wait too.

    Raises:
        NotFound: there is no such line here, or not for this person.
        Conflict: it was not decided.
    """
    with looking_for(Purpose.TAKING_IN):
        found = Doubt.objects.filter(
            pk=doubt, municipality__in=by.municipalities
        ).first()
        if found is None:
            raise NotFound(text("There is no such line here."))
        check_may(by, TAKE_IN_SIGNALS, municipality=found.municipality_id)
        check_takes_in(by, found.municipality_id, today)
        if found.state not in (Doubt.State.MATCHED, Doubt.State.NONE):
            raise Conflict(text("This line was not decided on."))
        rows = _decided_alike(found)
        signals = _recorded_by(rows)
        take_back(signals, by, TakenBack.WRONG_ADDRESS)
        Doubt.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=Doubt.State.OPEN, address=None, decided_by_id=None, decided_at=None
        )
        _wait_again(signals, rows)
    _record(
        by,
        "reopen_doubt",
        f"doubt {doubt}",
        found.municipality_id,
        TakenBack.WRONG_ADDRESS,
        len(signals),
    )


def _decided_alike(found: Doubt) -> list[Doubt]:
    return list(
        Doubt.objects.filter(
            municipality_id=found.municipality_id,
            state__in=[Doubt.State.MATCHED, Doubt.State.NONE],
            said__place=found.said["place"],
        )
        .select_for_update()
        .order_by("pk")
    )


def _recorded_by(rows: Sequence[Doubt]) -> list[Signal]:
    """The signals that stand where somebody said so, for these words."""
    chosen = [(as_line(row.said), row.address_id) for row in rows if row.address_id]
    keys = {line.key_at(address) for line, address in chosen}
    places = [line.place.as_kept() for line, _address in chosen]
    return list(
        Signal.objects.filter(
            Q(key__in=keys) | Q(place__in=places),
            municipality_id=rows[0].municipality_id,
            address_id__in={address for _line, address in chosen},
            match_level=Signal.Level.PERSON,
            replaced_at=None,
        ).select_related("delivery")
    )


def _wait_again(signals: Iterable[Signal], rows: Sequence[Doubt]) -> None:
    near = tuple((key, weight) for key, weight in rows[0].candidates)
    waiting = {as_line(row.said).key for row in rows if row.said.get("withheld")}
    for row in signals:
        line = line_of(row)
        if row.place and line.key not in waiting:
            write_doubts(row.delivery, [Planned(line, Fate.DOUBTFUL, candidates=near)])


def _record(
    by: Actor, what: str, about: str, municipality: str, why: TakenBack, number: int
) -> None:
    record_event(
        by=by,
        action=f"picture.{what}",
        object=about,
        municipality=municipality,
        detail={"why": why.value, "signals": number},
    )
