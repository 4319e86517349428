"""Management of a location: how it is reached, its plans and rules, and trying it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.regional_permissions import (
    CHECK_MANAGER,
    STATE_MANAGEMENT,
)
from onderdak.housing.quality.domain.whose_counts import Source
from onderdak.housing.quality.file_actions import Seen, state_facts
from onderdak.housing.quality.management_queries import newest_contacts
from onderdak.housing.quality.models import ManagementContact, ManagerCheck
from onderdak.kernel.errors import Invalid
from onderdak.kernel.languages import LANGUAGES
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

ROOM = "nights"
For = ManagementContact.For
# Whom each contact serves, in the words of the fact `management.contact_for`.
_SERVES: Mapping[str, Sequence[str]] = {
    For.MANAGER: ("residents", "municipality", "emergency_services"),
    For.NEIGHBOURS: ("neighbours",),
}


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody is reached: a function of an organisation, no private number.

    `on_site` says of a manager whether somebody is on site day and night (B01).
    """

    function: str
    phone: str
    email: str = ""
    day_and_night: bool = False
    on_site: bool | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """That a plan is there or not, the day on it, and where it is found."""

    there: bool
    dated: date | None = None
    reference: str = ""


@action
def state_contact(
    *, by: Actor, location: Location, contact_for: For, reach: Reach, on: date
) -> int:
    """State how the manager, or the contact for neighbours, is reached from a day on.

    What was stated before stays known. The quality file learns that there is one.

    Raises:
        Invalid: the function or a number that can be called is missing.
    """
    check_may(by, STATE_MANAGEMENT, provider=location.provider_id)
    require_room(location.municipality_id, ROOM, on)
    if not reach.function.strip():
        raise Invalid(text("Name the function that is called, such as 'manager'."))
    digits = sum(sign.isdigit() for sign in reach.phone)
    if not 3 <= digits <= 15 or set(reach.phone) - set("0123456789+ ()-"):
        raise Invalid(
            text("'%(phone)s' is no phone number.", phone=reach.phone),
            next_step=text("Write a number such as 026 123 45 67."),
        )
    made = ManagementContact.objects.create(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        contact_for=contact_for,
        function=reach.function.strip()[:120],
        phone=reach.phone.strip(),
        email=reach.email.strip(),
        day_and_night=reach.day_and_night,
        since=on,
        by_id=by.user_id,
    )
    _state_reached(by, location, reach, on)
    _record(by, location, "state_contact", f"management contact {made.pk}")
    return made.pk


def _state_reached(by: Actor, location: Location, reach: Reach, on: date) -> None:
    there = set(newest_contacts(location))
    serves = [who for each in For if each in there for who in _SERVES[each]]
    facts: dict[str, object] = {"contact_for": serves}
    if For.MANAGER in there:
        facts |= {"site_manager": True, "named_contact": True}
    if reach.on_site is not None:
        facts["on_site_day_and_night"] = reach.on_site
    state_facts(
        by=by,
        location=location,
        facts={"management": facts},
        seen=Seen(Source.PROVIDER, on),
        on=on,
    )


@action
def state_paper(
    *, by: Actor, location: Location, path: str, paper: Paper, on: date
) -> None:
    """State whether a plan is there, of which day, and under which reference.

    Args:
        path: `management_plan` or `emergency_plan`.

    Raises:
        Invalid: a plan that is there has no date or reference, or lies ahead.
    """
    check_may(by, STATE_MANAGEMENT, provider=location.provider_id)
    if path not in PAPERS:
        raise Invalid(text("There is no plan of this kind."))
    if paper.there and (paper.dated is None or not paper.reference.strip()):
        raise Invalid(text("Give the date of the plan, and where it is found."))
    state_facts(
        by=by,
        location=location,
        facts={"management": {path: paper.there}},
        seen=Seen(Source.PROVIDER, paper.dated or on, paper.reference.strip()[:200]),
        on=on,
    )
    _record(by, location, "state_paper", f"{path} of location {location.pk}")


PAPERS = ("management_plan", "emergency_plan")


@action
def state_house_rules(
    *,
    by: Actor,
    location: Location,
    languages: Sequence[str],
    visible: bool,
    reference: str,
    on: date,
) -> None:
    """State in which languages the house rules are there, and that they hang in sight.

    The languages are those of the paper. Nobody asks which language somebody speaks.

    Raises:
        Invalid: a language is not known here.
    """
    check_may(by, STATE_MANAGEMENT, provider=location.provider_id)
    unknown = sorted(set(languages) - set(LANGUAGES))
    if unknown:
        raise Invalid(text("There is no language '%(code)s' here.", code=unknown[0]))
    facts: dict[str, object] = {
        "house_rules": bool(languages),
        "house_rules_visible": visible and bool(languages),
        "house_rules_languages": [code for code in LANGUAGES if code in languages],
    }
    state_facts(
        by=by,
        location=location,
        facts={"management": facts},
        seen=Seen(Source.PROVIDER, on, reference.strip()[:200]),
        on=on,
    )
    _record(by, location, "state_house_rules", f"rules of location {location.pk}")


@action
def record_manager_check(
    *,
    by: Actor,
    contact: ManagementContact,
    called_at: datetime,
    now: datetime,
    answered: bool,
    after_minutes: int | None = None,
    words: str = "",
) -> int:
    """Record that the manager was called, when, and whether somebody answered.

    Args:
        after_minutes: how long it took until somebody answered or called back.

    Raises:
        Invalid: the call is still to come.
    """
    check_may(by, CHECK_MANAGER, municipality=contact.municipality_id)
    require_room(contact.municipality_id, ROOM, now.date())
    if called_at > now:
        raise Invalid(text("A call that is still to come cannot be recorded."))
    made = ManagerCheck.objects.create(
        municipality_id=contact.municipality_id,
        provider_id=contact.provider_id,
        location_id=contact.location_id,
        contact=contact,
        called_at=called_at,
        answered=answered,
        after_minutes=after_minutes,
        words=words.strip()[:500],
        by_id=by.user_id,
    )
    _record(by, contact.location, "check_manager", f"manager check {made.pk}")
    return made.pk


def _record(by: Actor, location: Location, action: str, about: str) -> None:
    record_event(
        by=by,
        action=f"quality.{action}",
        object=about,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
