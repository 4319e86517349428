"""One question on a page: shown, answered, and refused in words beside the form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.web.account.entrance import Request
from onderdak.web.account.middleware import STATUS_OF_ERROR

TEMPLATE = "pages/question.html"


def ask(
    request: Request,
    form: forms.Form,
    context: Mapping[str, object],
    *,
    done: str,
    change: Callable[[], str],
    template: str = TEMPLATE,
    others: "Sequence[forms.BaseFormSet[Any]]" = (),
) -> HttpResponse:
    """Show a form; when it is filled in, make the change and go where it says.

    What an action refuses stands above the form, with what was typed still in it.

    Args:
        context: what the page shows besides: title, lead, facts, submit.
        done: what is said after the change.
        change: makes the change; returns the address to go to.
        others: sets of rows on the same page that must be right as well.
    """
    shown = {**context, "form": form}
    if request.method != "POST" or not _right(form, others):
        return render(request, template, shown)
    try:
        target = change()
    except (NotAllowed, NotFound):
        raise
    except UserError as error:
        status = next(code for kind, code in STATUS_OF_ERROR if isinstance(error, kind))
        return render(request, template, {**shown, "problem": error}, status=status)
    messages.success(request, done)
    return HttpResponseRedirect(target)


def _right(form: forms.Form, others: "Sequence[forms.BaseFormSet[Any]]") -> bool:
    """Whether all is right; every form is looked at, so that all faults show."""
    return all([form.is_valid(), *(each.is_valid() for each in others)])
