"""Planning a visit, and planning it anew."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import (
    PLAN_VISITS,
    ROOM,
    Kind,
    Part,
    Visit,
)
from onderdak.supervision.inspections.contract.planning import (
    change_visit,
    members_of,
    plan_visit,
    supervisors_of,
    tried_before,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import asked, crumbs, town, visit_here, words_asked
from onderdak.web.inspections.planning.forms import Offered, PlanForm, TriedRows
from onderdak.web.inspections.planning.words import CHOSEN, name_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Search, Table

_TEMPLATE = "inspections/planning/plan.html"
_MOST = 20
# A re-inspection is planned from the repairs of the visit that it looks at again.
_FIRST_KINDS = tuple(each for each in Kind if each is not Kind.REINSPECTION)
# The parts of the form, each under a heading; what was tried stands in between.
_PARTS: Sequence[tuple[str, Sequence[str]]] = (
    ("what", ("kind", "investigation", "chosen_by", "reason", "ground")),
    ("when", ("day", "from_time", "until_time")),
    ("who", ("lead", "second", "more", "alone_because")),
    ("told", ("announced", "unannounced_because", "languages")),
)
_LAST = ("no_lighter_because",)
_HANDLED = ("handled_hard", "handled_soft")


@with_task
def new(request: Request) -> HttpResponse:
    """Plan a visit to an address; without one, find it first."""
    here = _may_plan(request)
    wanted = whole_number(request.GET.get("address", ""))
    if wanted is None:
        return _find(request, here)
    address = _address(here, wanted)
    form, rows = _forms(request, here, _first(request))
    made: list[Visit] = []

    def change() -> str:
        plan = form.plan(address.pk)
        made.append(
            plan_visit(by=request.actor, municipality=here, plan=plan, at=now())
        )
        return reverse("visit", args=[made[0].number])

    title = _("Plan a visit")
    context = _context(form, rows) | {
        "title": title,
        "lead": _(
            "A power is used only as far as it is needed (art. 5:13 Awb). So the"
            " reason, and what went before, are asked for here."
        ),
        "facts": [
            Fact(_("Address"), address.in_full, change_url=reverse("visit_new")),
        ],
        "breadcrumbs": crumbs((_("Visits"), reverse("visits")), (title, "")),
        "submit": _("Plan this visit"),
    }
    return ask(
        request,
        form,
        context,
        done=_("The visit is planned. Who goes along gets a message."),
        change=change,
        template=_TEMPLATE,
        others=[rows],
    )


def _may_plan(request: Request) -> str:
    here = town(request)
    check_may(request.actor, PLAN_VISITS, municipality=here)
    require_room(here, ROOM, localdate(), retention=True)
    return here


def _address(here: str, wanted: int) -> Address:
    found = Address.objects.filter(pk=wanted, municipality_id=here).first()
    if found is None:
        raise NotFound(text("There is no such address here."))
    return found


def _first(request: Request) -> Mapping[str, object]:
    """What a new plan begins with; a link may say what kind, and how it was chosen."""
    chosen, kind = request.GET.get("chosen", ""), request.GET.get("kind", "")
    return {
        "kind": kind if kind in _FIRST_KINDS else Kind.VISIT.value,
        "lead": str(request.actor.user_id),
        "chosen_by": chosen if chosen in CHOSEN else "",
        "reason": request.GET.get("reason", "").replace("\x00", "")[:1000],
    }


def _forms(
    request: Request,
    here: str,
    first: Mapping[str, object],
    *,
    kinds: Sequence[Kind] = _FIRST_KINDS,
    tried: Sequence[Mapping[str, object]] = (),
) -> tuple[PlanForm, Any]:
    data = request.POST if request.method == "POST" else None
    rows = TriedRows(
        data,
        prefix="tried",
        initial=tried,
        # A row says itself whether it is empty: one that was left as it was is not.
        form_kwargs={"empty_permitted": False, "use_required_attribute": False},
    )
    people = [
        (user.pk, name_of(user))
        for user in supervisors_of(by=request.actor, municipality=here)
    ]
    offered = Offered(people, kinds, localdate())
    return PlanForm(data, offered=offered, initial=first, rows=rows), rows


def _context(form: PlanForm, rows: Any) -> dict[str, object]:
    titles = {
        "what": _("What and why"),
        "when": _("When"),
        "who": _("Who goes"),
        "told": _("Told beforehand"),
    }
    return {
        "groups": [
            {"title": titles[key], "fields": [form[name] for name in names]}
            for key, names in _PARTS
        ],
        "rows": rows,
        "last": [form[name] for name in _LAST],
        "handled": [form[name] for name in _HANDLED],
    }


def _find(request: Request, here: str) -> HttpResponse:
    words = words_asked(request)
    kept = {name: request.GET.get(name, "")[:20] for name in ("chosen", "kind")}
    found = find_addresses(municipality=here, words=words, limit=_MOST) if words else []
    title = _("Plan a visit: which address?")
    table = Table(
        name="addresses",
        caption=_("Addresses found"),
        columns=[Column(_("Address"), row_header=True), Column(_("Postcode"))],
        rows=[
            [
                Cell(
                    one.label,
                    url=reverse("visit_new") + asked({"address": str(one.id), **kept}),
                ),
                one.postcode,
            ]
            for one in found
        ],
        empty=Empty(
            _("No address fits this.") if words else _("Search the address first."),
            _("Only addresses of your own municipality are found."),
        ),
        search=Search(
            label=_("Search by street, or postcode and number"),
            hint=_("The first letters are enough."),
            value=words,
            keep={name: value for name, value in kept.items() if value},
        ),
    )
    context = {
        "title": title,
        "breadcrumbs": crumbs((_("Visits"), reverse("visits")), (title, "")),
        "parts": [{"title": _("Address"), "table": table}],
    }
    return render(request, "inspections/page.html", context)


@with_task
def change(request: Request, number: str) -> HttpResponse:
    """Plan a visit anew that has not begun."""
    here = _may_plan(request)
    visit = visit_here(request, number)
    if visit.state != "planned":
        return HttpResponseRedirect(reverse("visit", args=[number]))
    again = visit.kind == Kind.REINSPECTION
    kinds = (Kind.REINSPECTION,) if again else _FIRST_KINDS
    form, rows = _forms(request, here, _known(visit), kinds=kinds, tried=_tried(visit))

    def act() -> str:
        seen = whole_number(request.POST.get("changes", ""))
        change_visit(
            by=request.actor,
            municipality=here,
            number=number,
            plan=form.plan(
                visit.address_id,
                earlier=visit.earlier_number,
                failed_items=visit.failed_items,
            ),
            changes=-1 if seen is None else seen,
            at=now(),
        )
        return reverse("visit", args=[number])

    title = _("Change the plan")
    context = _context(form, rows) | {
        "title": title,
        "lead": _("Who goes along, and who was asked along, get a message."),
        "facts": [Fact(_("Address"), visit.address.in_full)],
        "changes": request.POST.get("changes", visit.changes),
        "breadcrumbs": crumbs(
            (_("Visits"), reverse("visits")),
            (number, reverse("visit", args=[number])),
            (title, ""),
        ),
        "submit": _("Keep the new plan"),
    }
    done = _("The visit is planned anew.")
    return ask(
        request,
        form,
        context,
        done=done,
        change=act,
        template=_TEMPLATE,
        others=[rows],
    )


def _known(visit: Visit) -> Mapping[str, object]:
    """What the fields hold at first."""
    names = (
        *("kind", "chosen_by", "reason", "ground", "day", "from_time", "until_time"),
        *("alone_because", "unannounced_because", "languages", "no_lighter_because"),
        *("handled_hard", "handled_soft"),
    )
    going = list(members_of(visit))
    second = next((one.user_id for one in going if one.part == Part.SECOND), "")
    return {
        **{name: getattr(visit, name) for name in names},
        "investigation": visit.investigation_reference,
        "announced": "yes" if visit.announced else "no",
        "lead": str(visit.lead_id),
        "second": str(second),
        "more": [str(one.user_id) for one in going if one.part == Part.MORE],
    }


def _tried(visit: Visit) -> Sequence[Mapping[str, object]]:
    return [
        {"what": one.what, "on_day": one.on_day, "came_of": one.came_of}
        for one in tried_before(visit)
    ]
