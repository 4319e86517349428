"""A decision to share holds only whole: ground, purpose, necessity, and little."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onderdak.foundation.privacy.domain.sharing import (
    SharingDecision,
    SharingGround,
    check_decision,
    shared_part,
)
from onderdak.kernel.errors import Invalid, NotAllowed

ON = date(2026, 11, 21)
OFFERED = ("address", "category", "text")
GOOD = SharingDecision(
    partner="Inspectie van de voorbeelden",
    kind=SharingGround.LAW,
    ground="art. 5:20 Awb",
    ground_since=date(1998, 1, 1),
    ground_until=None,
    purpose="Onderzoek naar dit adres",
    necessity="Zonder adres kan de partner niets nagaan",
    proportionality="Alleen het adres en de soort melding",
    left_out="De tekst van de melder, en wie het meldde",
    fields=("address", "category"),
    expires_on=date(2026, 12, 1),
)


def check(decision: SharingDecision, on: date = ON) -> None:
    check_decision(decision, offered=OFFERED, on=on, most_days=30)


def carries(decision: SharingDecision) -> bool:
    try:
        check(decision)
    except Invalid:
        return False
    return True


def test_a_whole_decision_carries_sharing() -> None:
    assert carries(GOOD)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"partner": " "}, "with whom"),
        ({"ground": ""}, "article"),
        ({"purpose": "kort"}, "for what"),
        ({"necessity": ""}, "cannot do without"),
        ({"proportionality": ""}, "less would not do"),
        ({"left_out": ""}, "left out"),
        ({"fields": ()}, "at least one field"),
        ({"fields": ("reporter",)}, "no field 'reporter'"),
        ({"expires_on": ON}, "after today"),
        ({"expires_on": date(2026, 12, 22)}, "at most 30 days"),
        ({"ground_since": date(2026, 12, 1)}, "does not hold"),
        ({"ground_until": ON}, "does not hold"),
        ({"kind": SharingGround.COVENANT}, "last day"),
        (
            {
                "kind": SharingGround.PROJECT_PLAN,
                "ground_until": date(2026, 11, 25),
            },
            "cannot outlive",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_missing_stops_it(change: dict[str, Any], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        check(replace(GOOD, **change))


def test_thirty_days_are_thirty_days() -> None:
    assert carries(replace(GOOD, expires_on=date(2026, 12, 21)))
    assert not carries(replace(GOOD, expires_on=date(2026, 12, 22)))


def test_a_partner_gets_the_fields_of_the_decision_and_no_other() -> None:
    known = {"text": "geheim", "address": "Kade 1", "category": "waste", "contact": "x"}
    shared = shared_part(known, fields=GOOD.fields, expires_on=GOOD.expires_on, on=ON)
    assert shared == {"address": "Kade 1", "category": "waste"}


def test_from_the_day_it_expires_nothing_is_given() -> None:
    with pytest.raises(NotAllowed, match="2026-12-01"):
        shared_part({}, fields=(), expires_on=GOOD.expires_on, on=GOOD.expires_on)
