"""How long to wait before trying again, and when to call for help."""

from datetime import timedelta

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=4)
MOST_ATTEMPTS = 10


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None means: stuck.

    The wait doubles each time, up to four hours. Ten attempts last about four hours
    and a quarter, so that a mail server may be away for a morning.

    >>> wait_after(1), wait_after(2)
    (datetime.timedelta(seconds=30), datetime.timedelta(seconds=60))
    >>> wait_after(10) is None
    True
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    doublings: int = 2 ** (attempts - 1)
    return min(_FIRST * doublings, _LONGEST)
