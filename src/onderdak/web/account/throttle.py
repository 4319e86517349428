"""A brake on doors that are open to everyone: so many tries per visitor per minutes."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from onderdak.kernel.visitors import visitor

_WINDOW = 300


def _key(request: HttpRequest, door: str) -> str:
    return f"throttle:{door}:{visitor(get_adapter(request).get_client_ip(request))}"


def tries_of(request: HttpRequest, door: str) -> int:
    """How often this visitor came to a door in these five minutes; counts nothing."""
    return int(cache.get(_key(request, door), 0))


def too_often(request: HttpRequest, door: str, most: int = 20) -> bool:
    """Whether this visitor came to the door more often than may be, in five minutes."""
    key = _key(request, door)
    if cache.add(key, 1, _WINDOW):
        return False
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # it ran out between the two
        return False
