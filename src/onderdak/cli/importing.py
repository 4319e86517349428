"""`onderdak nights import` and what it remembers of columns."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Annotated, Any

import typer
from django.conf import settings
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from onderdak.cli.frame import (
    As,
    Json,
    On,
    acting,
    answer,
    day,
    errors,
    refusals_shown,
)
from onderdak.cli.import_answer import as_data, show
from onderdak.foundation.identity.contract import (
    Actor,
    scope,
    scope_of,
)
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Declaration,
    HandIn,
    Location,
    find_location,
)
from onderdak.register.nights.contract.files import (
    LEAVING,
    FileOutcome,
    ReadFile,
    Worker,
    begin_recording,
    check_confirmed,
    column_names,
    declare_read,
    halt,
    hand_in_for,
    in_order,
    note_declared,
    previewed,
    read_file,
    record_rows,
    remember_columns,
    without_renamed,
)
from onderdak.register.nights.contract.supervising import (
    Flag,
    flags_of,
)

_CHANNEL = Declaration.Channel.COMMAND
_SHOW_AFTER = 2.0


def mapping_of(pairs: list[str] | None) -> dict[str, str]:
    """The chosen columns: FIELD=COLUMN."""
    mapping = {}
    for pair in pairs or []:
        field, equals, column = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not FIELD=COLUMN.")
        mapping[field.strip()] = column.strip()
    return mapping


def period_of(days: tuple[str, str] | None) -> DateRange | None:
    """The nights for which the file is complete: from the first to the last."""
    if not days or not days[0]:
        return None
    first, last = day(days[0]), day(days[1])
    if last < first:
        raise typer.BadParameter("--complete: the last night comes before the first.")
    return DateRange(first, date.fromordinal(last.toordinal() + 1))


class _Import:
    """One file on its way into the register, from the command line."""

    def __init__(
        self,
        *,
        file: Path,
        mapping: dict[str, str],
        complete: DateRange | None,
        on: date,
        accept_good: bool,
        leave_renamed: bool,
        sure: bool,
    ) -> None:
        self.file, self.mapping, self.complete = file, mapping, complete
        self.on, self.sure = on, sure
        self.accept_good = accept_good or leave_renamed
        self.leave_renamed = leave_renamed

    def check(self, by: Actor, wanted: str) -> tuple[Location, ReadFile, FileOutcome]:
        """Read the file and say what it would do."""
        location = find_location(by=by, wanted=wanted, on=self.on)
        read = read_file(
            by=by,
            location=location,
            source=self.file,
            filename=self.file.name,
            mapping=self.mapping,
            on=self.on,
        )
        looked = previewed(by, location, read, on=self.on, complete=self.complete)
        if self.leave_renamed and looked.renamed:
            read = without_renamed(read, looked.rows)
            looked = previewed(by, location, read, on=self.on, complete=self.complete)
        return location, read, looked

    def record_at_once(
        self, by: Actor, location: Location, read: ReadFile, looked: FileOutcome
    ) -> FileOutcome:
        """Record a small file in one transaction."""
        self._confirm(looked)
        done = declare_read(
            by=by,
            location=location,
            file=read,
            filename=self.file.name,
            on=self.on,
            channel=_CHANNEL,
            accept_good=self.accept_good,
            complete=self.complete,
        )
        if done.declared.recorded:
            note_declared(
                by=by,
                location=location,
                filename=self.file.name,
                size=self.file.stat().st_size,
                channel=_CHANNEL,
                outcome=done,
                complete=self.complete,
                on=self.on,
            )
        return done

    def _confirm(self, looked: FileOutcome) -> None:
        check_confirmed(
            rejected=0,
            leaving=len({row.reference for row in looked.rows if row.fate in LEAVING}),
            before=looked.guests_before,
            accept_good=True,
            sure=self.sure,
        )

    def begin_large(
        self, by: Actor, location: Location, read: ReadFile, looked: FileOutcome
    ) -> tuple[HandIn, list[Any]]:
        """Begin to record a large file, chunk by chunk."""
        self._confirm(looked)
        bad = {error.line for error in looked.declared.errors}
        rows = in_order([row for row in read.rows if row.line not in bad])
        begun = begin_recording(
            by=by,
            location=location,
            filename=self.file.name,
            size=self.file.stat().st_size,
            channel=_CHANNEL,
            outcome=looked,
            total=len(rows),
            complete=self.complete,
            on=self.on,
        )
        return begun, rows


@contextmanager
def _heard_ctrl_c() -> Iterator[Event]:
    """Set when Ctrl-C is pressed; a second press stops at once.

    An interrupt may come where Python can only ignore it; a note is never lost.
    """
    heard = Event()
    if current_thread() is not main_thread():
        yield heard
        return

    def note(_number: int, _frame: object) -> None:
        if heard.is_set():
            raise KeyboardInterrupt
        heard.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(total: int, stop: Event) -> Iterator[Any]:
    """A bar for whatever takes longer than two seconds; it stops between two chunks."""
    began = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
    )
    task = bar.add_task("Recording", total=total)

    def tell(done: int, _total: int) -> None:
        if stop.is_set() and done < total:
            raise KeyboardInterrupt
        if time.monotonic() - began > _SHOW_AFTER and not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done)

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()


def _record_large(by: Actor, begun: HandIn, rows: list[Any]) -> HandIn:
    """Record in chunks; Ctrl-C stops between two of them without harm."""
    worker = Worker(begun.pk, begun.provider_id, by)
    try:
        with _heard_ctrl_c() as stop, _bar(len(rows), stop) as tell:
            record_rows(worker, rows, progress=tell)
    except KeyboardInterrupt:
        halt(worker, HandIn.State.STOPPED, [text("Stopped at the command line.")])
        stopped = _now(by, begun)
        errors.print(
            f"Stopped: {stopped.done} of {stopped.total} rows are recorded, whole."
            " Run the same command again to go on; nothing is recorded twice.",
            highlight=False,
        )
        raise typer.Exit(130) from None
    except Exception as error:
        halt(worker, HandIn.State.FAILED, getattr(error, "texts", ()))
        raise
    return _now(by, begun)


def _now(by: Actor, begun: HandIn) -> HandIn:
    with scope(scope_of(by)):
        return hand_in_for(by=by, provider=begun.provider_id, hand_in=begun.pk)


def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    location: Annotated[
        str, typer.Option(help="The location's number, or its name.", metavar="NUMBER")
    ],
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--mapping",
            metavar="FIELD=COLUMN",
            help="Which column holds a field, e.g. reference=Personeelsnr. It is"
            " remembered for the next file with the same columns.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, record nothing.")
    ] = False,
    accept_good: Annotated[
        bool,
        typer.Option("--accept-good", help="Record good rows, leave bad ones out."),
    ] = False,
    leave_renamed: Annotated[
        bool,
        typer.Option(
            "--leave-renamed",
            help="Leave out rows whose reference stood for other initials.",
        ),
    ] = False,
    complete: Annotated[
        tuple[str, str],
        typer.Option(
            metavar="FROM TO",
            help="The file names everyone from this night to that night; the stay of"
            " a guest who is not in it ends.",
        ),
    ] = ("", ""),
    yes: Annotated[
        bool,
        typer.Option("--yes", help="More than a tenth of the guests may end."),
    ] = False,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Declare the stays in a provider's own CSV, XLSX or ODS file."""
    chosen = _Import(
        file=file,
        mapping=mapping_of(mapping),
        complete=period_of(complete),
        on=day(on),
        accept_good=accept_good,
        leave_renamed=leave_renamed,
        sure=yes,
    )
    outcome, large, flags = _run(chosen, location, as_user, dry_run=dry_run)
    told = as_data(outcome, large, flags)
    answer(told, as_json=as_json, show=lambda: show(told))
    if outcome.declared.errors and not chosen.accept_good:
        raise typer.Exit(1)


def _run(
    chosen: _Import, wanted: str, as_user: str, *, dry_run: bool
) -> tuple[FileOutcome, HandIn | None, Sequence[Flag]]:
    with acting(as_user) as actor:
        location, read, looked = chosen.check(actor, wanted)
        refused = bool(looked.declared.errors) and not chosen.accept_good
        if dry_run or refused:
            return looked, None, ()
        _remember(actor, location, chosen)
        if looked.declared.rows <= settings.LARGE_FILE_ROWS:
            done = chosen.record_at_once(actor, location, read, looked)
            return done, None, _flags(actor, location, done, chosen.on)
        begun, rows = chosen.begin_large(actor, location, read, looked)
    with refusals_shown():
        return looked, _record_large(actor, begun, rows), ()


def _remember(by: Actor, location: Location, chosen: _Import) -> None:
    if chosen.mapping:
        remember_columns(
            by=by,
            provider=location.provider_id,
            names=column_names(chosen.file, chosen.file.name),
            mapping=chosen.mapping,
        )


def _flags(
    by: Actor, location: Location, outcome: FileOutcome, on: date
) -> Sequence[Flag]:
    """What needs a look in what was just recorded."""
    declaration = outcome.declared.declaration
    if declaration is None:
        return ()
    return flags_of(
        by=by,
        provider=location.provider_id,
        on=on,
        declaration=declaration,
        among=[location.pk],
    )
