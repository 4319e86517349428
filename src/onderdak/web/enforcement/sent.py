"""A form that was pressed twice is taken in once: a payment is not booked twice by it.

Every form that a page draws carries a mark of its own against forgery. The same answers
under the same mark are the same press, or the same page after the button back.
"""

from hashlib import sha256
from typing import Final

from django.contrib import messages
from django.core.cache import cache
from django.db.transaction import get_rollback
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from onderdak.web.account.contract import Request

_REMEMBERED: Final = 60 * 60
_MARK: Final = "csrfmiddlewaretoken"


def sent_before(request: Request) -> HttpResponse | None:
    """Where the same form led before; None where this is the first time.

    Whoever sends it at the same moment waits here until the first is done: the row of
    the cache is written in the transaction of the page. Views that look first whether
    something can still be done ask this before: it was done by the very same press.
    """
    key = _key(request)
    if not key or getattr(request, "first_of", "") == key:
        return None
    if cache.add(key, request.path, _REMEMBERED):
        request.first_of = key  # type: ignore[attr-defined]  # asked twice in one page
        return None
    messages.info(request, _("This was sent already, and is kept once."))
    return HttpResponseRedirect(str(cache.get(key) or request.path))


def remember_sent(request: Request, where: str) -> None:
    """Keep where a form led; where it was refused it may be sent again as it is."""
    key = _key(request)
    if not key or get_rollback():
        return
    if where:
        cache.set(key, where, _REMEMBERED)
    else:
        cache.delete(key)


def _key(request: Request) -> str:
    if request.method != "POST" or not request.POST.get(_MARK):
        return ""
    answers = f"{request.actor.user_id} {request.path} {request.POST.urlencode()}"
    return f"sent-{sha256(answers.encode()).hexdigest()}"
