"""One lane of the worker, as a process of its own, named on its command line.

It stops in peace when it is told to, or when the process that started it is gone.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable

import django
from procrastinate.psycopg_connector import PsycopgConnector

from onderdak.project.working.lanes import LANES, Place

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onderdak.project.settings")
django.setup()

from procrastinate.contrib.django import app, utils  # noqa: E402 - after the set-up

_POLL_SECONDS = 5.0
_PATIENCE_SECONDS = 30.0
_LOOK_FOR_PARENT_SECONDS = 1.0


async def work(places: Iterable[Place], *, wait: bool, parent: int) -> None:
    """Do the work of these places, until told to stop or until nothing waits.

    Args:
        parent: the process that looks after this one; without it, this one stops.
    """
    connector = PsycopgConnector(
        kwargs=utils.connector_params(), min_size=1, max_size=6
    )
    with app.replace_connector(connector):
        async with app.open_async():
            tasks = [asyncio.create_task(_serve(each, wait=wait)) for each in places]
            _stop_on_signals(tasks)
            watch = asyncio.create_task(_stop_without_parent(tasks, parent))
            await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
            _cancel(tasks)  # one place that fails ends the lane, which starts anew
            results = await asyncio.gather(*tasks, return_exceptions=True)
            watch.cancel()
    for each in results:
        if isinstance(each, Exception):  # a cancelled task is no failure
            raise each


async def _serve(place: Place, *, wait: bool) -> None:
    await app.run_worker_async(
        name=place.name,
        queues=list(place.queues),
        concurrency=place.at_once,
        wait=wait,
        fetch_job_polling_interval=_POLL_SECONDS,
        shutdown_graceful_timeout=_PATIENCE_SECONDS,
        delete_jobs="successful",
        install_signal_handlers=False,
    )


def _stop_on_signals(tasks: list[asyncio.Task[None]]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _cancel, tasks)


def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    """Ask once: asking again would cut off what is being finished."""
    for each in tasks:
        if not each.cancelling():
            each.cancel()


async def _stop_without_parent(tasks: list[asyncio.Task[None]], parent: int) -> None:
    """A worker without the process that looks after it would never be restarted."""
    while os.getppid() == parent:
        await asyncio.sleep(_LOOK_FOR_PARENT_SECONDS)
    _cancel(tasks)


def main(words: list[str]) -> None:
    """Run the lane that is named, or with `--one-shot` all that waits in any.

    Args:
        words: which lane, and the number of the process that looks after it.
    """
    parent = int(words[1])
    if words[0] == "--one-shot":
        places = [place for lane in LANES.values() for place in lane]
        asyncio.run(work(places, wait=False, parent=parent))
    else:
        asyncio.run(work(LANES[words[0]], wait=True, parent=parent))


if __name__ == "__main__":
    main(sys.argv[1:])
