"""Files of a provider that take their time: received, confirmed, stopped, resumed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights import keeping
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.handing_in import FileOutcome, many_leave
from onderdak.register.nights.jobs import work_on_hand_in
from onderdak.register.nights.models import Declaration, HandIn, Location
from onderdak.register.nights.working import let_go, summary_of

State = HandIn.State
_STANDS_STILL = timedelta(seconds=90)


@action
def receive_file(
    *,
    by: Actor,
    location: Location,
    content: bytes,
    filename: str,
    mapping: Mapping[str, str],
    complete: DateRange | None,
    on: date,
) -> HandIn:
    """Take in a large file, to be read and checked in the background."""
    check_may(by, DECLARE, provider=location.provider_id)
    received = _begin(by, location, filename, on, complete)
    received.size, received.mapping = len(content), dict(mapping)
    received.kept = keeping.keep(content, keeping.LONG)
    received.save()
    _put_to_work(by, received)
    _tell(by, received, "nights.receive_file")
    return received


def _begin(
    by: Actor, location: Location, filename: str, on: date, complete: DateRange | None
) -> HandIn:
    return HandIn(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        declared_by_id=by.user_id,
        channel=Declaration.Channel.FILE,
        filename=filename[:200],
        state=State.RECEIVED,
        as_of=on,
        complete_from=complete.start if complete else None,
        complete_to=complete.end if complete else None,
    )


def _put_to_work(by: Actor, found: HandIn) -> None:
    work_on_hand_in.defer(hand_in=found.pk, provider=found.provider_id, user=by.user_id)


def _tell(by: Actor, found: HandIn, name: str) -> None:
    record_event(
        by=by,
        action=name,
        object=f"hand-in {found.pk}",
        municipality=found.municipality_id,
        provider=found.provider_id,
    )


@action
def begin_recording(
    *,
    by: Actor,
    location: Location,
    filename: str,
    size: int,
    channel: Declaration.Channel,
    outcome: FileOutcome,
    total: int,
    complete: DateRange | None,
    on: date,
) -> HandIn:
    """Begin with a file that was read and checked at the door itself."""
    check_may(by, DECLARE, provider=location.provider_id)
    found = _begin(by, location, filename, on, complete)
    found.channel, found.size = channel, size
    found.state, found.total = State.RECORDING, total
    found.rows, found.rejected = outcome.declared.rows, outcome.declared.rejected
    found.save()
    _tell(by, found, "nights.begin_recording")
    return found


@action
def note_declared(
    *,
    by: Actor,
    location: Location,
    filename: str,
    size: int,
    channel: Declaration.Channel,
    outcome: FileOutcome,
    complete: DateRange | None,
    on: date,
) -> HandIn:
    """Write down a small file that was recorded at once, for the list of files."""
    check_may(by, DECLARE, provider=location.provider_id)
    found, told = _begin(by, location, filename, on, complete), outcome.declared
    found.channel, found.size, found.state = channel, size, State.DONE
    found.rows, found.rejected = told.rows, told.rejected
    found.new, found.corrected = told.new, told.corrected
    found.unchanged, found.double_let = told.unchanged, told.double_let
    found.ended, found.withdrawn = told.ended, told.withdrawn
    found.total = found.done = told.new + told.corrected + told.unchanged
    found.finished_at = timezone.now()
    found.save()
    _tell(by, found, "nights.note_declared")
    return found


def own_hand_ins(*, by: Actor, provider: int) -> QuerySet[HandIn]:
    """Files of a provider, the newest first."""
    check_may(by, DECLARE, provider=provider)
    return (
        HandIn.objects.filter(provider_id=provider)
        .select_related("location")
        .order_by("-id")
    )


def hand_in_for(*, by: Actor, provider: int, hand_in: int) -> HandIn:
    """One file of a provider.

    Raises:
        NotFound: there is no such file of this provider.
    """
    found = own_hand_ins(by=by, provider=provider).filter(pk=hand_in).first()
    if found is None:
        raise NotFound(text("There is no such file here."))
    return found


def stands_still(found: HandIn, now: datetime) -> bool:
    """Whether nobody has worked on it for so long that the worker may be gone."""
    return found.is_at_work and now - found.changed_at > _STANDS_STILL


def _locked(by: Actor, provider: int, hand_in: int) -> HandIn:
    check_may(by, DECLARE, provider=provider)
    found = (
        HandIn.objects.select_for_update(of=("self",))
        .filter(pk=hand_in, provider_id=provider)
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such file here."))
    return found


@action
def confirm_hand_in(
    *,
    by: Actor,
    provider: int,
    hand_in: int,
    accept_good: bool = False,
    leave_renamed: bool = False,
    sure: bool = False,
) -> HandIn:
    """Record what was checked; twice is once.

    Args:
        accept_good: record the good rows although others are wrong.
        leave_renamed: take references that stood for other initials for mistakes.
        sure: more than a tenth of the guests may end.

    Raises:
        Invalid: rows are wrong and nobody accepted that, or a second yes is missing.
        Conflict: there is nothing to confirm.
    """
    check_may(by, DECLARE, provider=provider)
    found = _locked(by, provider, hand_in)
    if found.state in {State.RECORDING, State.DONE}:
        return found
    summary = summary_of(found)
    if found.state != State.WAITING or summary is None:
        raise Conflict(
            text("This file cannot be recorded now."),
            next_step=text("Look at its page to see where it stands."),
        )
    renamed = len(summary.renamed) if leave_renamed else 0
    check_confirmed(
        rejected=found.rejected,
        leaving=summary.leaving,
        before=summary.guests_before,
        accept_good=accept_good,
        sure=sure or bool(renamed),
    )
    found.accept_good, found.leave_renamed = accept_good, leave_renamed
    found.rejected += renamed
    found.total = max(found.rows - found.rejected, 0)
    found.new = found.corrected = found.unchanged = found.done = 0
    found.ended = found.withdrawn = found.double_let = 0
    found.state = State.RECORDING
    found.save()
    _put_to_work(by, found)
    _tell(by, found, "nights.confirm_hand_in")
    return found


def check_confirmed(
    *, rejected: int, leaving: int, before: int, accept_good: bool, sure: bool
) -> None:
    """What must be said before a file is recorded.

    Raises:
        Invalid: it was not said.
    """
    if rejected and not accept_good:
        raise Invalid(
            text("Some rows of this file are wrong."),
            next_step=text("Mend them, or say that the good rows may be recorded."),
        )
    if leaving and many_leave(leaving, before) and not sure:
        raise Invalid(
            text(
                "%(leaving)s of %(before)s guests are not in the file and would end.",
                leaving=leaving,
                before=before,
            ),
            why=text("That is more than a tenth; the list may not be whole."),
            next_step=text("Confirm once more that these guests have left."),
        )


@action
def stop_hand_in(*, by: Actor, provider: int, hand_in: int) -> HandIn:
    """Stop the work after the chunk that is being recorded; it can go on later."""
    check_may(by, DECLARE, provider=provider)
    found = _locked(by, provider, hand_in)
    if found.is_at_work:
        waits = found.state == State.RECEIVED or stands_still(found, timezone.now())
        found.state = State.STOPPED if waits else found.state
        found.stop_asked = not waits
        found.save()
    _tell(by, found, "nights.stop_hand_in")
    return found


@action
def resume_hand_in(
    *,
    by: Actor,
    provider: int,
    hand_in: int,
    mapping: Mapping[str, str] | None = None,
) -> HandIn:
    """Go on where it stopped; with a mapping the file is read anew.

    Raises:
        Conflict: the file is no longer kept.
    """
    check_may(by, DECLARE, provider=provider)
    found = _locked(by, provider, hand_in)
    if found.state == State.DONE:
        return found
    if not found.kept or keeping.fetch(found.kept, keeping.LONG) is None:
        raise Conflict(
            text("The file is no longer here."),
            why=text("A file is kept for two days at most."),
            next_step=text("Send it again; what is recorded is not recorded twice."),
        )
    if mapping is not None:
        # What was confirmed was another reading of the file.
        found.total = found.done = 0
    confirmed = found.total > 0
    found.state = State.RECORDING if confirmed else State.RECEIVED
    found.mapping = dict(mapping) if mapping is not None else found.mapping
    found.stop_asked, found.problem = False, []
    found.save()
    _put_to_work(by, found)
    _tell(by, found, "nights.resume_hand_in")
    return found


@action
def discard_hand_in(*, by: Actor, provider: int, hand_in: int) -> HandIn:
    """Let the file go; what was recorded of it stays recorded."""
    check_may(by, DECLARE, provider=provider)
    found = _locked(by, provider, hand_in)
    if found.state != State.DONE:
        found.state, found.stop_asked = State.STOPPED, False
        let_go(found)
        found.save()
    _tell(by, found, "nights.discard_hand_in")
    return found
