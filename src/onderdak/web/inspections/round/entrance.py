"""Who may come in from a script: it is told so in data, never by a sign-in page."""

import functools

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import translation

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import NotAllowed, UserError
from onderdak.kernel.text import text
from onderdak.web.account.contract import View

SIGNED_OUT, NOT_ALLOWED, NOT_GOOD = 401, 403, 400


def for_a_script(view: View) -> View:
    """Say in data that a session has ended, or why something may not be."""

    @functools.wraps(view)
    def guarded(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return no_store(JsonResponse({"signedOut": True}, status=SIGNED_OUT))
        try:
            return no_store(view(request, *args, **kwargs))
        except UserError as error:
            status = NOT_ALLOWED if isinstance(error, NotAllowed) else NOT_GOOD
            return no_store(JsonResponse({"why": said_of(error)}, status=status))

    return guarded


def said_of(error: UserError) -> str:
    """What is the matter, in the language of who reads it."""
    return error.what.fill(translation.gettext(error.what.msgid))


def no_store(answer: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer out of every cache of a browser and of what stands between."""
    answer["Cache-Control"] = "no-store"
    return answer


def town_of(actor: Actor) -> str:
    """The municipality under whose membership somebody works now.

    Raises:
        NotAllowed: they work for none.
    """
    town = actor.grants[0].municipality if actor.grants else None
    if town is None:
        raise NotAllowed(text("Visits are done for a municipality."))
    return town
