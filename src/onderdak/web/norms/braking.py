"""A brake on the public pages of norms: so many requests per visitor."""

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from onderdak.web.account.contract import View
from onderdak.web.account.throttle import too_often

# In five minutes; an office behind one address reads along.
_MOST = 600


def braked(door: str, most: int = _MOST) -> Callable[[View], View]:
    """Answer 'too often' to a visitor who comes more often than anybody reads."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def within(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            if too_often(request, door, most=most):
                return render(request, "account_pages/too_often.html", status=429)
            return view(request, *args, **kwargs)

        return within

    return wrap
