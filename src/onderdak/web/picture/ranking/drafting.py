"""Making a set of points: as a form, or as one text; all faults are shown at once."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.engines.ranking.catalogue import load_catalogue
from onderdak.engines.ranking.faults import Fault, Unreadable
from onderdak.engines.ranking.points import PointSet as Points
from onderdak.engines.ranking.points import read_points
from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import NotAllowed, NotFound, UserError
from onderdak.supervision.picture.contract.ranking import (
    MAKE_POINT_SET,
    PointSet,
    change_draft,
    draft_point_set,
    point_set_for,
    point_sets_of,
    points_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.values import said
from onderdak.web.picture.ranking.frame import crumbs, to_points, town_of
from onderdak.web.picture.ranking.points_forms import (
    FactForm,
    SetForm,
    TextForm,
    body_of,
    fact_forms,
    part_of,
)
from onderdak.web.picture.ranking.points_tables import title_of

_PLACE = re.compile(r"indicators\[(\d+)\]")


@with_task
def new(request: Request) -> HttpResponse:
    """Make a set from the one in use, as a form."""
    check_may(request.actor, MAKE_POINT_SET, municipality=town_of(request))
    return _as_form(request, None, _like(request))


@with_task
def new_text(request: Request) -> HttpResponse:
    """Make a set as one text."""
    check_may(request.actor, MAKE_POINT_SET, municipality=town_of(request))
    return _as_text(request, None, _like(request))


@with_task
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a draft, as a form."""
    check_may(request.actor, MAKE_POINT_SET, municipality=town_of(request))
    found = point_set_for(by=request.actor, number=pk, on=localdate())
    return _as_form(request, found, found)


@with_task
def edit_text(request: Request, pk: int) -> HttpResponse:
    """Change a draft, as one text."""
    check_may(request.actor, MAKE_POINT_SET, municipality=town_of(request))
    found = point_set_for(by=request.actor, number=pk, on=localdate())
    return _as_text(request, found, found)


def _like(request: Request) -> PointSet | None:
    """The set that a new one begins as: the one asked for, else the newest."""
    sets = point_sets_of(
        by=request.actor, municipality=town_of(request), on=localdate()
    )
    asked = request.GET.get("like", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:
        return sets.filter(pk=int(asked)).first()
    return sets.first()


def _read(like: PointSet | None) -> Points | None:
    try:
        return points_of(like) if like else None
    except UserError:
        return None  # an older text that is refused by now: begin with nothing


def _version(request: Request, name: str, changed: PointSet | None) -> int:
    if changed is not None and changed.name == name:
        return changed.version
    sets = point_sets_of(
        by=request.actor, municipality=town_of(request), on=localdate()
    )
    latest = sets.filter(name=name).order_by("-version").first()
    return latest.version + 1 if latest else 1


def _as_form(
    request: Request, changed: PointSet | None, like: PointSet | None
) -> HttpResponse:
    points, on = _read(like), localdate()
    data = request.POST if request.method == "POST" else None
    form = SetForm(data, initial=_initial(points, changed, on))
    facts = fact_forms(data, points)
    faults: list[dict[str, str]] = []
    problem: UserError | None = None
    # Every form is looked at, so that all faults show.
    if data is not None and not all([form.is_valid(), *(f.is_valid() for f in facts)]):
        faults = _of_forms(form, facts)
    elif data is not None:
        version = _version(request, form.cleaned_data["name"], changed)
        body = body_of(form.cleaned_data, version, facts)
        saved = _save(request, changed, body, form.cleaned_data["why"])
        if isinstance(saved, PointSet):
            return _done(request, saved)
        faults, problem = saved
        faults = _with_titles(faults, facts)
    context = _frame(changed) | {
        "form": form,
        "faults": faults,
        "problem": problem,
        "parts": [part_of(each, points, _open(faults)) for each in facts],
        "text_url": _other(changed, text=True),
    }
    status = 400 if faults or problem else 200
    return render(request, "ranking/form.html", context, status=status)


def _as_text(
    request: Request, changed: PointSet | None, like: PointSet | None
) -> HttpResponse:
    body = like.body if like else _EMPTY
    if like is not None and changed is None:
        body = _next_version(body, _version(request, like.name, None))
    form = TextForm(
        request.POST if request.method == "POST" else None,
        initial={"body": body, "why": changed.why if changed else ""},
    )
    faults: list[dict[str, str]] = []
    problem: UserError | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = _save(request, changed, given["body"], given["why"])
        if isinstance(saved, PointSet):
            return _done(request, saved)
        faults, problem = saved
    context = _frame(changed) | {
        "form": form,
        "faults": faults,
        "problem": problem,
        "form_url": _other(changed, text=False),
    }
    status = 400 if faults or problem else 200
    return render(request, "ranking/text.html", context, status=status)


_EMPTY = """name: Adressen
version: 1
catalogue: addresses
since: 2027-01-01
until: 2027-12-31
indicators:
  - key: certificate_lapsed
    reason: ...
    source: certificates
    ground: ...
    expires_on: 2027-12-31
    steps:
      - {at_least: 1, points: 1}
"""


def _next_version(body: str, version: int) -> str:
    return re.sub(r"(?m)^version: *\d+ *$", f"version: {version}", body, count=1)


def _initial(
    points: Points | None, changed: PointSet | None, on: date
) -> dict[str, object]:
    if points is None:
        return {"since": on, "until": on.replace(month=12, day=31)}
    return {
        "name": points.name,
        "since": points.since if changed else on,
        "until": points.until,
        "why": changed.why if changed else "",
    }


def _save(
    request: Request, changed: PointSet | None, body: str, why: str
) -> PointSet | tuple[list[dict[str, str]], UserError | None]:
    """Keep the set, or say everything that is wrong with it."""
    today = localdate()
    try:
        read_points(body, load_catalogue())
        if changed is not None:
            return change_draft(
                by=request.actor, point_set=changed, body=body, why=why, today=today
            )
        return draft_point_set(
            by=request.actor,
            municipality=town_of(request),
            body=body,
            why=why,
            today=today,
        )
    except Unreadable as error:
        return [_fault(each) for each in error.faults], None
    except (NotAllowed, NotFound):
        raise
    except UserError as error:
        return [], error


def _fault(each: Fault) -> dict[str, str]:
    return {"path": each.where, "says": said(each.what), "target": "", "key": ""}


def _of_forms(form: SetForm, facts: Sequence[FactForm]) -> list[dict[str, str]]:
    def each(one: forms.Form, title: str, key: str) -> list[dict[str, str]]:
        return [
            {
                "path": "",
                "says": f"{title}{bound.label} – {wrong}",
                "target": bound.id_for_label,
                "key": key,
            }
            for bound in one
            for wrong in bound.errors
        ]

    return [
        *each(form, "", ""),
        *(
            line
            for fact in facts
            for line in each(fact, f"{title_of(fact.fact.key)}: ", fact.fact.key)
        ),
    ]


def _with_titles(
    faults: list[dict[str, str]], facts: Sequence[FactForm]
) -> list[dict[str, str]]:
    """Places in the text as the facts of the form that they come from."""
    used = [each.fact.key for each in facts if each.cleaned_data.get("use")]
    return [_titled(each, used) for each in faults]


def _titled(fault: dict[str, str], used: Sequence[str]) -> dict[str, str]:
    place = _PLACE.match(fault["path"])
    if place is None or int(place[1]) >= len(used):
        return fault
    key = used[int(place[1])]
    field = fault["path"].rpartition("]")[2].strip(".") or "steps"
    says = f"{title_of(key)}: {_field_name(field)} – {fault['says']}"
    return {"path": "", "says": says, "target": key, "key": key}


def _field_name(field: str) -> str:
    names = {
        "reason": _("Why it counts"),
        "ground": _("Ground"),
        "expires_on": _("Counts until"),
        "steps": _("Points"),
        "points": _("Points"),
        "at_least": _("Points"),
        "at_most": _("Counts up to"),
    }
    return names.get(field, field)


def _open(faults: Sequence[dict[str, str]]) -> set[str]:
    return {each["key"] for each in faults if each["key"]}


def _done(request: Request, saved: PointSet) -> HttpResponse:
    messages.success(request, _("The set is kept as a draft."))
    return HttpResponseRedirect(reverse("ranking_point_set", args=[saved.pk]))


def _frame(changed: PointSet | None) -> dict[str, object]:
    title = _("Change %(set)s") % {"set": changed} if changed else _("A set of points")
    return {
        "title": title,
        "submit": _("Keep as a draft"),
        "breadcrumbs": crumbs(to_points(), last=title),
    }


def _other(changed: PointSet | None, *, text: bool) -> str:
    if changed is None:
        return reverse("ranking_points_new_text" if text else "ranking_points_new")
    name = "ranking_point_set_text" if text else "ranking_point_set_edit"
    return reverse(name, args=[changed.pk])
