"""The work on a large file: read, check, and record chunk by chunk.

Each chunk is a transaction of its own and keeps its position with it, so that whoever
goes on begins where it stopped. Guests are kept together: what a row is about is
decided among the rows of one guest. Only when every row is in, a file that was
declared complete lets end what it does not name.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import Actor, User, actor_of, scope, scope_of
from onderdak.kernel.errors import Conflict, UserError
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, text
from onderdak.register.nights import keeping
from onderdak.register.nights.actions import declare_stays
from onderdak.register.nights.domain.declared import Declared, DeclaredStay, RowError
from onderdak.register.nights.handing_in import ReadFile, previewed, read_file
from onderdak.register.nights.models import Declaration, HandIn
from onderdak.register.nights.plans import (
    Plan,
    Summary,
    pack_text,
    read_kept_rows,
    read_plan,
    read_summary,
    write_plan,
)

State = HandIn.State
Progress = Callable[[int, int], None]

_ERRORS_TOLD = 20


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


class Halted(Exception):
    """The work stops here: it was asked to, or somebody else has taken it over."""


@dataclass(frozen=True)
class Worker:
    """Who works on which hand-in; every step opens the scope of its provider only."""

    hand_in: int
    provider: int
    by: Actor

    @contextmanager
    def at(self, *states: str, locked: bool = True) -> Iterator[HandIn]:
        """The hand-in, in a transaction; only while it is in these states.

        Locked, nobody else changes it, nor asks to stop, until this is done.

        Raises:
            Halted: it is in another state, or was asked to stop.
        """
        with scope(scope_of(self.by).only(providers=[self.provider])):
            every = HandIn.objects.select_related("location")
            rows = every.select_for_update(of=("self",)) if locked else every
            found = rows.get(pk=self.hand_in)
            if found.state not in states or found.stop_asked:
                raise Halted
            yield found

    def enter(self, state: str, *, after: Sequence[str]) -> HandIn:
        """Go on to the next state; the file is read and checked in between."""
        with self.at(*after) as found:
            found.state = state
            found.save(update_fields=["state", "changed_at"])
            return found


def go_on(
    *, hand_in: int, provider: int, user: int, progress: Progress = _quiet
) -> None:
    """Do what is next for a hand-in, from where it is; doing it twice is harmless."""
    worker = Worker(hand_in, provider, actor_of(User.objects.get(pk=user)))
    try:
        found = _now(worker)
        if found.state in {State.RECEIVED, State.READING, State.CHECKING}:
            check(worker)
        elif found.state == State.RECORDING:
            record(worker, progress=progress)
    except Halted:
        _settle(worker)
    except Conflict as error:
        halt(worker, State.STOPPED, error.texts)
    except UserError as error:
        halt(worker, State.FAILED, error.texts)


def _now(worker: Worker) -> HandIn:
    with worker.at(*HandIn.AT_WORK) as found:
        return found


def _settle(worker: Worker) -> None:
    """Say that it has stopped, when it was asked to."""
    with scope(scope_of(worker.by).only(providers=[worker.provider])):
        HandIn.objects.filter(
            pk=worker.hand_in, stop_asked=True, state__in=HandIn.AT_WORK
        ).update(state=State.STOPPED, stop_asked=False, changed_at=timezone.now())


def halt(worker: Worker, state: str, problem: Sequence[Text]) -> None:
    """Stop, and say why; what is recorded stays recorded."""
    with scope(scope_of(worker.by).only(providers=[worker.provider])):
        HandIn.objects.filter(pk=worker.hand_in).update(
            state=state,
            stop_asked=False,
            problem=[pack_text(sentence) for sentence in problem],
            changed_at=timezone.now(),
        )


def check(worker: Worker) -> None:
    """Read the file and keep what each row would do, until somebody confirms.

    Not locked while it takes its time: who asks to stop need not wait for it.
    """
    found = worker.enter(
        State.READING, after=(State.RECEIVED, State.READING, State.CHECKING)
    )
    content = _content(found)
    with worker.at(State.READING, locked=False) as found:
        file = _read(worker, found, content)
    with worker.at(State.READING) as found:
        found.state, found.rows = State.CHECKING, file.read.row_count
        found.save(update_fields=["state", "rows", "changed_at"])
    with worker.at(State.CHECKING, locked=False) as found:
        outcome = previewed(
            worker.by,
            found.location,
            file,
            on=found.as_of,
            complete=complete_of(found),
        )
    plan = write_plan(outcome, file.rows)
    with worker.at(State.CHECKING) as found:
        told = outcome.declared
        found.new, found.corrected = told.new, told.corrected
        found.unchanged, found.rejected = told.unchanged, told.rejected
        found.ended, found.withdrawn = told.ended, told.withdrawn
        _forget_plan(found)
        found.plan = keeping.keep(plan, keeping.LONG)
        found.state, found.problem = State.WAITING, []
        found.save()


def _content(found: HandIn) -> bytes:
    content = keeping.fetch(found.kept, keeping.LONG)
    if content is None:
        raise Conflict(
            text("The file is no longer here."),
            why=text("A file is kept for two days at most."),
            next_step=text("Send it again; what is recorded is not recorded twice."),
        )
    return content


def _read(worker: Worker, found: HandIn, content: bytes) -> ReadFile:
    return read_file(
        by=worker.by,
        location=found.location,
        source=content,
        filename=found.filename,
        mapping=found.mapping,
        on=found.as_of,
    )


def complete_of(found: HandIn) -> DateRange | None:
    """The period for which the file is complete, if it is."""
    if found.complete_from is None:
        return None
    return DateRange(found.complete_from, found.complete_to)


def plan_of(found: HandIn) -> Plan | None:
    """What the file would do, as long as it is kept."""
    content = keeping.fetch(found.plan, keeping.LONG)
    return read_plan(content) if content is not None else None


def summary_of(found: HandIn) -> Summary | None:
    """The little of it that confirming and recording need."""
    content = keeping.fetch(found.plan, keeping.LONG)
    return read_summary(content) if content is not None else None


def record(worker: Worker, *, progress: Progress = _quiet) -> None:
    """Record what was confirmed, from where it stopped."""
    with worker.at(State.RECORDING) as found:
        kept = keeping.fetch(found.plan, keeping.LONG)
        if kept is None:
            raise _gone()
        rows = confirmed_rows(
            read_kept_rows(kept), read_summary(kept), leave_renamed=found.leave_renamed
        )
        found.total = len(rows)
        found.save(update_fields=["total", "changed_at"])
    record_rows(worker, rows, progress=progress)


def _gone() -> Conflict:
    return Conflict(
        text("The check of this file is no longer here."),
        next_step=text("Send it again; what is recorded is not recorded twice."),
    )


def confirmed_rows(
    read: Sequence[DeclaredStay], summary: Summary, *, leave_renamed: bool
) -> list[DeclaredStay]:
    """The rows that were good when the file was checked, guest by guest."""
    left = summary.bad | (summary.renamed if leave_renamed else frozenset())
    return in_order([row for row in read if row.line not in left])


def in_order(rows: Sequence[DeclaredStay]) -> list[DeclaredStay]:
    """Rows in an order that is always the same, with those of one guest together."""
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.reference, row.line)
    return sorted(rows, key=lambda row: (first[row.reference], row.line))


def chunk_end(rows: Sequence[DeclaredStay], begin: int, size: int) -> int:
    """Where a chunk ends: a guest is never cut in two."""
    end = min(begin + size, len(rows))
    while 0 < end < len(rows) and rows[end].reference == rows[end - 1].reference:
        end += 1
    return end


def record_rows(
    worker: Worker, rows: Sequence[DeclaredStay], *, progress: Progress = _quiet
) -> None:
    """Record the rows in chunks; each chunk is whole, and its position with it."""
    done, is_last = 0, False
    while not is_last:
        with worker.at(State.RECORDING) as found:
            begin = found.done
            end = chunk_end(rows, begin, settings.HAND_IN_CHUNK)
            is_last = end >= len(rows)
            _record_chunk(worker, found, rows[begin:end])
            if is_last:
                _finish(worker, found, rows)
            done = found.done
        progress(done, len(rows))


def _record_chunk(worker: Worker, found: HandIn, rows: Sequence[DeclaredStay]) -> None:
    told = _declare(worker, found, rows)
    found.done += len(rows)
    found.new += told.new
    found.corrected += told.corrected
    found.unchanged += told.unchanged
    found.double_let += told.double_let
    found.save()


def _declare(
    worker: Worker,
    found: HandIn,
    rows: Sequence[DeclaredStay],
    complete: DateRange | None = None,
) -> Declared:
    told = declare_stays(
        by=worker.by,
        location=found.location,
        rows=rows,
        on=found.as_of,
        channel=Declaration.Channel(found.channel),
        source_name=found.filename,
        complete=complete,
    )
    if told.refused:
        raise _changed_since(told.errors)
    return told


def _changed_since(errors: Sequence[RowError]) -> Conflict:
    first = errors[0]
    return Conflict(
        text("The register has changed since this file was checked."),
        why=text(
            "Line %(line)s, %(value)s: %(message)s",
            line=first.line,
            value=first.value,
            message=first.message,
        ),
        next_step=text("Send the file again to see what it would change now."),
    )


def _finish(worker: Worker, found: HandIn, rows: Sequence[DeclaredStay]) -> None:
    """Let end what a complete file does not name, and let the file go."""
    complete = complete_of(found)
    if complete is not None and not found.rejected:
        told = _declare(worker, found, rows, complete)
        found.ended, found.withdrawn = told.ended, told.withdrawn
    found.state, found.finished_at = State.DONE, timezone.now()
    let_go(found)
    found.save()


def let_go(found: HandIn) -> None:
    """Remove the file and the plan, as soon as the register is sure of them."""
    kept = found.kept
    found.kept = ""
    transaction.on_commit(lambda: keeping.forget(kept, keeping.LONG))
    _forget_plan(found)


def _forget_plan(found: HandIn) -> None:
    plan = found.plan
    found.plan = ""
    transaction.on_commit(lambda: keeping.forget(plan, keeping.LONG))
