"""Background work of the night register."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from onderdak.foundation.outbox.contract import Queue
from onderdak.register.nights import keeping
from onderdak.register.nights.working import go_on


@app.task(
    name="nights.work_on_hand_in",
    queue=Queue.BULK,
    retry=RetryStrategy(max_attempts=5, wait=5),
)
def work_on_hand_in(*, hand_in: int, provider: int, user: int) -> None:
    """Go on with a file that was handed in, from where it is."""
    go_on(hand_in=hand_in, provider=provider, user=user)


@app.periodic(cron="27 * * * *")
@app.task(
    name="nights.forget_kept_files",
    queue=Queue.NIGHTLY,
    queueing_lock="nights.forget_kept_files",
)
def forget_kept_files(timestamp: int) -> None:
    """Remove files that somebody sent and never came back to."""
    keeping.forget_old()
