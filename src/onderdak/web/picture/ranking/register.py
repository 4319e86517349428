"""The text for the national algorithm register, from the configuration in use."""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import linebreaksbr
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.picture.contract.ranking import algorithm_register_of
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import said
from onderdak.web.picture.ranking.frame import crumbs, to_points, town_of


@require_safe
@with_task
def register(request: Request) -> HttpResponse:
    """The fields as they would be published, and what is wrong with them."""
    found = algorithm_register_of(
        by=request.actor, municipality=town_of(request), on=localdate()
    )
    wrong = [said(each) for each in found.wrong]
    context = {
        "breadcrumbs": crumbs(to_points(), last=_("Algorithm register")),
        "wrong": {
            "what": _("This cannot be published yet."),
            "why": _("The fields below must be mended first."),
            "all": wrong,
        }
        if wrong
        else None,
        "facts": _facts(found.fields),
    }
    return render(request, "ranking/register.html", context)


def _facts(fields: Mapping[str, object]) -> list[Fact]:
    return [Fact(key, linebreaksbr(_written(each))) for key, each in fields.items()]


def _written(value: object) -> str:
    match value:
        case None | "":
            return ""
        case str():
            return value
        case Mapping():
            return "; ".join(f"{key}: {_written(each)}" for key, each in value.items())
        case Sequence():
            return " | ".join(_written(each) for each in value)
        case _:
            return str(value)


@require_safe
@with_task
def register_json(request: Request) -> JsonResponse:
    """The fields as JSON, ready to send in."""
    found = algorithm_register_of(
        by=request.actor, municipality=town_of(request), on=localdate()
    )
    return JsonResponse(
        dict(found.fields),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={
            "Content-Disposition": 'attachment; filename="algorithm-register.json"'
        },
    )
