"""What grounds, powers and states of warrants are called, and a warrant in facts."""

from collections.abc import Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.supervision.inspections.contract import Warrant
from onderdak.supervision.inspections.contract.warrants import (
    POWERS,
    Power,
    WarrantGround,
    WarrantState,
    how_counted,
)
from onderdak.web.inspections.planning.words import name_of
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import said

STATES: Final = {
    WarrantState.ASKED: (gettext_lazy("waits for the mayor"), "warning"),
    WarrantState.GRANTED: (gettext_lazy("given"), "success"),
    WarrantState.REFUSED: (gettext_lazy("refused"), "error"),
    WarrantState.WITHDRAWN: (gettext_lazy("taken back"), "info"),
}
WARRANT_GROUNDS: Final = {
    WarrantGround.OVERCROWDING: gettext_lazy("Overcrowding"),
    WarrantGround.FIRE_RISK: gettext_lazy("Danger of fire"),
    WarrantGround.OTHER_DANGER: gettext_lazy("Another danger"),
    WarrantGround.POOR_CONDITIONS: gettext_lazy(
        "Poor living conditions (no ground by themselves)"
    ),
}


def power_of(power: Power) -> str:
    """The law that lets somebody enter, with its article."""
    law = POWERS[power]
    return f"{_(law.words)} ({law.article})"


def dwellings_of(one: Warrant) -> list[str]:
    """The dwellings that a warrant names, the first first."""
    return [
        each.address.in_full
        for each in sorted(one.dwellings.all(), key=lambda each: each.place)
    ]


def warrant_facts(one: Warrant) -> list[Fact]:
    """How a warrant stands, for the page of its visit."""
    rows = [
        Fact(_("State"), str(STATES[WarrantState(one.state)][0])),
        Fact(_("In the name of"), name_of(one.holder)),
        Fact(_("Dwellings"), "; ".join(dwellings_of(one))),
    ]
    return [*rows, *allows(one)]


def allows(one: Warrant) -> list[Fact]:
    """What a warrant that was given allows, until when, and how that was counted."""
    if one.issued_on is None or one.valid_until is None:
        return []
    counted = how_counted(one.municipality_id, one.issued_on)
    rows = [
        Fact(_("Given on"), one.issued_on),
        Fact(
            _("Holds up to and including"),
            one.valid_until,
            " ".join(said(each) for each in counted),
        ),
        Fact(_("Between midnight and six"), bool(one.night_because), one.night_because),
        Fact(_("With nobody at home"), bool(one.absent_because), one.absent_because),
    ]
    return [*rows, *_entries(one)]


def _entries(one: Warrant) -> Iterator[Fact]:
    """Each dwelling that was entered, and by when its resident has a copy."""
    for dwelling in one.dwellings.all():
        if dwelling.entered_on is None or dwelling.copy_due_on is None:
            continue
        yield Fact(_("Entered on"), dwelling.entered_on, dwelling.address.in_full)
        yield Fact(_("Copy to the resident by"), dwelling.copy_due_on)


def asked_facts(one: Warrant) -> list[Fact]:
    """A request as the mayor reads it: the reasons first."""
    grounds = [
        str(WARRANT_GROUNDS[WarrantGround(each)])
        for each in one.grounds
        if each in set(WarrantGround)
    ]
    law = power_of(Power(one.power))
    return [
        Fact(_("Why a dwelling must be entered"), one.reasons),
        Fact(_("What it rests on"), ", ".join(grounds)),
        Fact(_("Which law lets somebody enter"), law, _sure(one)),
        Fact(_("Why consent is not enough"), one.needed_because),
        Fact(_("Dwellings"), "; ".join(dwellings_of(one))),
        Fact(_("In the name of"), name_of(one.holder)),
        Fact(_("Also between midnight and six"), one.night_because or _("no")),
        Fact(_("Also with nobody at home"), one.absent_because or _("no")),
        Fact(_("Asked on"), date_format(localtime(one.asked_at), "j F Y H:i")),
        Fact(_("Visit"), _visit_of(one)),
    ]


def _sure(one: Warrant) -> str:
    if not POWERS[Power(one.power)].to_confirm:
        return ""
    return _("Have your jurist confirm that this article holds here.")


def _visit_of(one: Warrant) -> str:
    day = date_format(one.visit.day, "j F Y")
    return _("%(number)s, planned for %(day)s") % {
        "number": one.visit.number,
        "day": day,
    }
