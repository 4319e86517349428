"""`onderdak outbox`: mail and events on their way, for who manages the installation.

Counts only: no address and no text of any tenant is shown here.
"""

from collections import Counter
from typing import Any

import typer
from django.utils.timezone import localtime

from onderdak.cli.frame import Json, answer, console, refusals_shown, table
from onderdak.foundation.outbox.contract import (
    Health,
    deliver_now,
    health,
    try_events_again,
    try_messages_again,
)

_ON_ITS_WAY = ("waiting", "failed", "todo")
app = typer.Typer(help="Mail and events on their way.", no_args_is_help=True)


@app.command()
def status(as_json: Json = False) -> None:
    """Count what waits, failed, is done or is stuck, and say when the worker ran."""
    found = health()
    told: dict[str, Any] = {
        "stuck": found.stuck,
        "overdue": found.overdue,
        "worker_at": found.worker_at,
        "worker_runs": found.worker_runs,
        "counts": [
            {
                "kind": each.kind,
                "state": each.state,
                "queue": each.queue,
                "number": each.number,
                "due": each.due if each.state in _ON_ITS_WAY else None,
            }
            for each in (*found.counts, *found.tasks)
        ],
    }
    answer(told, as_json=as_json, show=lambda: _show(found, told))


def _show(found: Health, told: dict[str, Any]) -> None:
    rows: list[list[object]] = [
        [
            each["kind"],
            each["state"],
            each["queue"],
            each["number"],
            f"{localtime(each['due']):%Y-%m-%d %H:%M}" if each["due"] else None,
        ]
        for each in told["counts"]
    ]
    table("outbox", ["", "state", "queue", "number", "first due"], rows)
    ran = f"{localtime(found.worker_at):%Y-%m-%d %H:%M}" if found.worker_at else "never"
    console.print(f"The worker last ran: {ran}.", highlight=False)


@app.command()
def retry() -> None:
    """Try everything again that is stuck."""
    with refusals_shown():
        events, messages = try_events_again(), try_messages_again()
    console.print(
        f"{events} events and {messages} messages are tried again.", highlight=False
    )


@app.command()
def deliver(as_json: Json = False) -> None:
    """Deliver here and now what is due, without a worker; non-zero when some failed."""
    with refusals_shown():
        states = Counter(state for state in deliver_now() if state)
    told = {"delivered": states["done"] + states["sent"]}
    told["failed"] = sum(states.values()) - told["delivered"]
    answer(
        told,
        as_json=as_json,
        show=lambda: console.print(
            f"{told['delivered']} delivered, {told['failed']} failed.", highlight=False
        ),
    )
    if told["failed"]:
        raise typer.Exit(1)
