"""What the worker does for the ranking: a run that somebody asked for."""

from procrastinate.contrib.django import app

from onderdak.foundation.outbox.contract import Queue
from onderdak.supervision.picture.ranking.runs import TASK
from onderdak.supervision.picture.ranking.working import do_run


@app.task(name=TASK, queue=Queue.BULK)
def rank_task(*, run: int, municipality: str, user: int) -> None:
    """Put the addresses of a municipality in order."""
    do_run(run=run, municipality=municipality, user=user)
