"""How a location is managed: contacts, plans, house rules, and calls that were made."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.housing.quality.contract import StatedFact
from onderdak.housing.quality.contract.regional import (
    CHECK_MANAGER,
    STATE_MANAGEMENT,
    Management,
    ManagementContact,
    Paper,
    management_of,
    manager_contact,
    record_manager_check,
    state_contact,
    state_house_rules,
    state_paper,
)
from onderdak.kernel.languages import LANGUAGES
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table
from onderdak.web.quality.management.forms import (
    CheckForm,
    ContactForm,
    HouseRulesForm,
    PaperForm,
)
from onderdak.web.quality.regional.showing import location_crumbs, posted

For = ManagementContact.For
CONTACTS = {
    For.MANAGER: gettext_lazy("Site manager"),
    For.NEIGHBOURS: gettext_lazy("Contact for neighbours"),
}
PAPERS = {
    "management_plan": gettext_lazy("Management plan"),
    "emergency_plan": gettext_lazy("Emergency plan"),
}


@require_safe
@with_task
def management(request: Request, pk: int) -> HttpResponse:
    """How a location is managed, and what each side can do about it."""
    on, actor = localdate(), request.actor
    found = location_for(by=actor, location=pk, on=on)
    known = management_of(by=actor, location=found, on=on)
    context = {
        "breadcrumbs": location_crumbs(found, _("Management")),
        "location": found,
        "contacts": [*_contacts(known)],
        "papers": [*_papers(known.stated)],
        "checks": _checks(known),
        "acts": [*_acts(actor, found, known)],
    }
    return render(request, "quality/management.html", context)


def _contacts(known: Management) -> Iterator[Fact]:
    for kind, label in CONTACTS.items():
        contact = known.contacts.get(kind)
        if contact is None:
            yield Fact(str(label), None)
            continue
        night = _("day and night") if contact.day_and_night else _("not day and night")
        reach = " · ".join(
            filter(None, [contact.function, contact.phone, contact.email, night])
        )
        yield Fact(
            str(label), reach, _("since %(day)s") % {"day": f"{contact.since:%d-%m-%Y}"}
        )


def _papers(stated: Mapping[str, StatedFact]) -> Iterator[Fact]:
    for path, label in PAPERS.items():
        fact = stated.get(path)
        yield Fact(str(label), fact.value if fact else None, _noted(fact))
    rules = stated.get("house_rules_languages")
    names = [
        LANGUAGES[code].name
        for code in (rules.value if rules and isinstance(rules.value, list) else [])
        if code in LANGUAGES
    ]
    yield Fact(
        _("Languages of the house rules"), ", ".join(names) or None, _noted(rules)
    )
    sight = stated.get("house_rules_visible")
    yield Fact(_("They hang in sight"), sight.value if sight else None)


def _noted(fact: StatedFact | None) -> str:
    if fact is None:
        return ""
    day = f"{fact.observed_on:%d-%m-%Y}"
    return f"{day}, {fact.source_reference}" if fact.source_reference else day


def _checks(known: Management) -> Table:
    return Table(
        name="checks",
        caption=_("Calls to the manager"),
        note=_("newest first"),
        columns=[
            Column(_("Called at"), row_header=True),
            Column(_("Answered")),
            Column(_("After minutes"), numeric=True),
            Column(_("Remark")),
        ],
        rows=[
            [
                f"{localtime(check.called_at):%d-%m-%Y %H:%M}",
                Cell(_("yes"), kind="success")
                if check.answered
                else Cell(_("no"), kind="warning"),
                check.after_minutes,
                check.words or None,
            ]
            for check in known.checks
        ],
        empty=Empty(
            _("Nobody has called the manager yet."),
            _("The municipality tries now and then whether somebody answers."),
        ),
    )


def _acts(actor: Actor, found: Location, known: Management) -> Iterator[Cell]:
    if may(actor, STATE_MANAGEMENT, provider=found.provider_id):
        for kind, label in CONTACTS.items():
            yield Cell(label, reverse("management_contact", args=[found.pk, kind]))
        for path, label in PAPERS.items():
            yield Cell(label, reverse("management_paper", args=[found.pk, path]))
        yield Cell(_("House rules"), reverse("house_rules", args=[found.pk]))
    checks = may(actor, CHECK_MANAGER, municipality=found.municipality_id)
    if checks and For.MANAGER in known.contacts:
        yield Cell(_("Record a call"), reverse("manager_check", args=[found.pk]))


def _own(request: Request, pk: int, on: date) -> Location:
    """A location of the provider that states how it is managed."""
    found = location_for(by=request.actor, location=pk, on=on)
    check_may(request.actor, STATE_MANAGEMENT, provider=found.provider_id)
    return found


@with_task
def contact(request: Request, pk: int, kind: str) -> HttpResponse:
    """State how the manager, or the contact for neighbours, is reached."""
    on = localdate()
    if kind not in set(For):
        raise Http404
    found = _own(request, pk, on)
    now = management_of(by=request.actor, location=found, on=on).contacts.get(kind)
    initial = (
        {}
        if now is None
        else {
            "function": now.function,
            "phone": now.phone,
            "email": now.email,
            "day_and_night": now.day_and_night,
        }
    )
    form = ContactForm(posted(request), initial=initial, of_manager=kind == For.MANAGER)

    def change() -> str:
        state_contact(
            by=request.actor,
            location=found,
            contact_for=For(kind),
            reach=form.reach,
            on=on,
        )
        return reverse("management", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, str(CONTACTS[For(kind)])),
            "title": f"{CONTACTS[For(kind)]}: {found.name}",
            "lead": _("Residents, neighbours and emergency services rely on it."),
            "submit": _("Save"),
        },
        done=_("The contact is recorded."),
        change=change,
    )


@with_task
def paper(request: Request, pk: int, path: str) -> HttpResponse:
    """State that a plan is there, of which day, and where it is found."""
    on = localdate()
    if path not in PAPERS:
        raise Http404
    found = _own(request, pk, on)
    form = PaperForm(posted(request))

    def change() -> str:
        state_paper(
            by=request.actor,
            location=found,
            path=path,
            paper=Paper(**form.cleaned_data),
            on=on,
        )
        return reverse("management", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, str(PAPERS[path])),
            "title": f"{PAPERS[path]}: {found.name}",
            "submit": _("Save"),
        },
        done=_("The plan is recorded."),
        change=change,
    )


@with_task
def house_rules(request: Request, pk: int) -> HttpResponse:
    """State in which languages the house rules are there."""
    on = localdate()
    found = _own(request, pk, on)
    stated = management_of(by=request.actor, location=found, on=on).stated
    form = HouseRulesForm(
        posted(request),
        initial={
            field: stated[path].value
            for field, path in (
                ("languages", "house_rules_languages"),
                ("visible", "house_rules_visible"),
            )
            if path in stated
        },
    )

    def change() -> str:
        state_house_rules(by=request.actor, location=found, on=on, **form.cleaned_data)
        return reverse("management", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, _("House rules")),
            "title": _("House rules: %(name)s") % {"name": found.name},
            "lead": _("Nobody asks or keeps which language somebody speaks."),
            "submit": _("Save"),
        },
        done=_("The house rules are recorded."),
        change=change,
    )


@with_task
def check(request: Request, pk: int) -> HttpResponse:
    """Record that the manager was called, and whether somebody answered."""
    on, actor = localdate(), request.actor
    found = location_for(by=actor, location=pk, on=on)
    check_may(actor, CHECK_MANAGER, municipality=found.municipality_id)
    called = manager_contact(by=actor, location=found)
    form = CheckForm(posted(request), initial={"called_at": localtime()})

    def change() -> str:
        given = form.cleaned_data
        record_manager_check(
            by=actor,
            contact=called,
            called_at=given["called_at"],
            now=localtime(),
            answered=given["answered"] == "yes",
            after_minutes=given["after_minutes"],
            words=given["words"],
        )
        return reverse("management", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": location_crumbs(found, _("Record a call")),
            "title": _("Call to the manager of %(name)s") % {"name": found.name},
            "facts": [Fact(called.function, called.phone)],
            "submit": _("Save"),
        },
        done=_("The call is recorded."),
        change=change,
    )
