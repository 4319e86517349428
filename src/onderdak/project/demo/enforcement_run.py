"""The cases of enforcement of the demo, led by its two lawyers, step by step.

Each step is taken by the very actions that a lawyer uses, on its own day: what stands
in the demo is what the software makes of it. All names are invented.
"""

from datetime import date, timedelta
from typing import Final

from onderdak.foundation.identity.contract import (
    Actor,
    actor_by_email,
    scope,
    scope_of,
)
from onderdak.project.demo.accounts import DOMAIN
from onderdak.project.demo.clock import instant
from onderdak.project.demo.enforcement_lawyers import Lawyers
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.visit_told import FOLLOWED, SIGNED, WARNED
from onderdak.supervision.enforcement.contract.cases import (
    NewOffender,
    NewRequest,
    close_case,
    let_wait,
    receive_request,
)
from onderdak.supervision.enforcement.contract.money import Debt, book_payment
from onderdak.supervision.inspections.contract import Visit

_COMPANY: Final = NewOffender(
    kind="company",
    part="landlord",
    name="Kamerverhuur Voorbeeld BV",
    address="Postbus 1, 9999 ZZ Voorbeeldstad",
)
_HOUSES: Final = NewOffender(
    kind="company",
    part="landlord",
    name="Voorbeeld Huizen BV",
    address="Kade 3, 9999 ZZ Voorbeeldstad",
)
_MANAGER: Final = NewOffender(
    kind="company",
    part="manager",
    name="Beheer Voorbeeld BV",
    address="Kade 5, 9999 ZZ Voorbeeldstad",
)
_OWNER: Final = NewOffender(
    kind="person",
    part="owner",
    name="Verzonnen Eigenaar",
    address="Voorbeeldweg 2, 9999 ZZ Voorbeeldstad",
    language="pl",
)
_MEND: Final = "Er wonen niet meer mensen dan waarvoor ruimte is."
_EUROS: Final = 100
_ORDER: Final = {
    "mend": _MEND,
    "penalty_kind": "per_unit",
    "unit": "week",
    "amount_cents": 1_000 * _EUROS,
    "maximum_cents": 10_000 * _EUROS,
}


def make_cases(on: date) -> None:
    """Lead a handful of cases in Arnhem up to the day of loading."""
    lawyers = Lawyers(_account("jurist"), _account("jurist.twee"), on)
    with scope(scope_of(lawyers.one)):
        _reminded(lawyers)
        _closed(lawyers)
        _warned(lawyers)
        _waits(lawyers)
        _heard(lawyers)
        _asked_to_repair(lawyers)
        _requested(lawyers)
    supervisor = _account("toezicht")
    with scope(scope_of(supervisor)):
        lawyers.opened(SIGNED, 5, None, supervisor)


def _account(name: str) -> Actor:
    return actor_by_email(f"{name}@{DOMAIN}")


def _reminded(lawyers: Lawyers) -> None:
    """An order that was not followed: forfeited, claimed, and half of it paid."""
    case = lawyers.opened(FOLLOWED, 200, _COMPANY)
    measure = lawyers.begun(case, "penalty_order", 200)
    lawyers.sent(measure, "announce", 198, _ORDER | {"compliance_days": 28})
    views = {
        "received_on": lawyers.ago(183),
        "how": "written",
        "weighed": "Dat er contracten zijn maakt de woning niet groter.",
    }
    lawyers.took(measure, "receive_views", 183, views)
    order = {
        "compliance_until": lawyers.ago(150),
        "ends_stay": False,
        "stay_reason": "Zes mensen kunnen blijven; de anderen hebben elders een huis.",
    }
    lawyers.sent(measure, "order", 180, _ORDER | order)
    for days in (148, 140):
        seen = {
            "checked_on": lawyers.ago(days),
            "words": "Er slapen nog zeven mensen.",
        }
        lawyers.took(measure, "check_breach", days, seen)
    lawyers.sent(measure, "collect", 130, {"amount_cents": 2_000 * _EUROS})
    book_payment(
        by=lawyers.one,
        municipality=ARNHEM,
        number=case.number,
        measure=measure.pk,
        debt=Debt.PENALTY,
        cents=1_000 * _EUROS,
        on_day=lawyers.ago(110),
        at=instant(lawyers.ago(110), 9),
    )
    lawyers.sent(measure, "remind", 90, {"amount_cents": 1_000 * _EUROS})


def _closed(lawyers: Lawyers) -> None:
    """A case that ended because it will be allowed."""
    case = lawyers.opened(FOLLOWED, 190, _OWNER)
    day = lawyers.ago(160)
    close_case(
        by=lawyers.one,
        municipality=ARNHEM,
        number=case.number,
        closing="legalisation",
        words="Voor de aanbouw is een vergunning gevraagd die past in het plan.",
        on=day,
        at=instant(day, 15),
    )


def _warned(lawyers: Lawyers) -> None:
    """A warning that was not heeded; the letter of the next path waits for review."""
    case = lawyers.opened(WARNED, 70, _HOUSES)
    warning = lawyers.begun(case, "warning", 68)
    lawyers.sent(
        warning,
        "warn",
        65,
        {
            "mend": _MEND,
            "mend_until": lawyers.ago(37),
            "next_step": "Dan volgt een last onder dwangsom.",
        },
    )
    seen = {"checked_on": lawyers.ago(30), "words": "Er slapen nog zeven mensen."}
    lawyers.took(warning, "check_breach", 30, seen)
    order = lawyers.begun(case, "penalty_order", 6)
    lawyers.drafted(order, "announce", 2, _ORDER | {"compliance_days": 28})


def _waits(lawyers: Lawyers) -> None:
    """A case that waits for another, until a day."""
    case = lawyers.opened(WARNED, 60, _MANAGER)
    day = lawyers.ago(28)
    let_wait(
        by=lawyers.one,
        municipality=ARNHEM,
        number=case.number,
        words="De beheerder hangt af van de verhuurder; die zaak gaat voor.",
        look_again_on=lawyers.on + timedelta(days=14),
        at=instant(day, 9),
    )


def _heard(lawyers: Lawyers) -> None:
    """A notice of intent on which somebody may still say what they think."""
    case = lawyers.opened(SIGNED, 14, _COMPANY)
    measure = lawyers.begun(case, "penalty_order", 10)
    lawyers.sent(measure, "announce", 8, _ORDER | {"compliance_days": 28})


def _asked_to_repair(lawyers: Lawyers) -> None:
    """An owner who was asked to mend it by own will."""
    case = lawyers.opened(SIGNED, 20, _OWNER)
    measure = lawyers.begun(case, "self_repair", 20)
    mend = {"mend": _MEND, "mend_until": lawyers.on + timedelta(days=9)}
    lawyers.sent(measure, "advise", 19, mend)


def _requested(lawyers: Lawyers) -> None:
    """Somebody who lives near asked to enforce; the receipt is confirmed."""
    day = lawyers.ago(21)
    made = receive_request(
        by=lawyers.one,
        municipality=ARNHEM,
        address=Visit.objects.get(pk=4).address_id,
        request=NewRequest(
            received_on=day,
            requester="neighbour",
            about="Er zouden te veel mensen in de woning slapen.",
            name="Verzonnen Buur",
            address="Voorbeeldweg 4, 9999 ZZ Voorbeeldstad",
        ),
        at=instant(day, 10),
    )
    lawyers.sent(made.measure, "confirm", 19, {})
