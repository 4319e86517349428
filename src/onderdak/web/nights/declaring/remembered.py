"""Columns that are remembered for a provider, and forgetting them."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onderdak.register.nights.contract.files import (
    column_choices,
    forget_columns,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.declaring.forms import FIELD_NAMES
from onderdak.web.nights.declaring.views import provider_of
from onderdak.web.pages.shapes import Fact


@require_GET
@with_task
def remembered(request: Request) -> HttpResponse:
    """What was chosen for each header."""
    found = column_choices(by=request.actor, provider=provider_of(request))
    crumbs = [
        {"label": _("Start"), "url": "/"},
        {"label": _("Hand in a file"), "url": reverse("declare")},
        {"label": _("Columns that we remember")},
    ]
    choices = [
        {
            "pk": each.pk,
            "headers": ", ".join(each.headers),
            "facts": [
                Fact(str(FIELD_NAMES.get(field, field)), name)
                for field, name in each.mapping.items()
            ],
        }
        for each in found
    ]
    context = {"breadcrumbs": crumbs, "choices": choices}
    return render(request, "nights/declare/remembered.html", context)


@require_POST
@with_task
def forget(request: Request, pk: int) -> HttpResponseRedirect:
    """Forget one header."""
    forget_columns(by=request.actor, provider=provider_of(request), choice=pk)
    return redirect("remembered_columns")
