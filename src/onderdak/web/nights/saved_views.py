"""Views that people keep of a list: shown above it, kept and forgotten below it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract.supervising import (
    forget_view,
    keep_view,
    own_views,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.values import said

# Lists that can be kept; the name is that of the page's route.
PAGES = ("occupancy", "locations", "providers")
_NOT_KEPT = {"after", "before"}


def views_of(request: Request, page: str) -> dict[str, object]:
    """What the part with kept views shows on a page."""
    query = request.GET.copy()
    for name in _NOT_KEPT:
        query.pop(name, None)
    return {
        "views": own_views(by=request.actor, page=page),
        "views_page": page,
        "views_query": query.urlencode()[:1000],
    }


@require_POST
@with_task
def keep(request: Request) -> HttpResponse:
    """Keep the list as it is filtered now."""
    page = _page(request.POST.get("page", ""))
    query = request.POST.get("query", "").replace("\x00", "")
    name = request.POST.get("name", "").replace("\x00", "")
    try:
        keep_view(by=request.actor, page=page, name=name, query=query)
    except Invalid as error:
        messages.error(request, " ".join(said(each) for each in error.texts))
    else:
        messages.success(request, _("The view is kept."))
    return HttpResponseRedirect(reverse(page) + ("?" + query if query else ""))


@require_POST
@with_task
def forget(request: Request, pk: int) -> HttpResponse:
    """Remove one of one's own views."""
    page = forget_view(by=request.actor, view=pk)
    messages.success(request, _("The view is removed."))
    return HttpResponseRedirect(reverse(_page(page)))


def _page(name: str) -> str:
    if name not in PAGES:
        raise NotFound(text("There is no such list."))
    return name
