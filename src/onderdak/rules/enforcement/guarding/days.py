"""Guards of days: what begins, ends or was done lies where it can lie."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from onderdak.kernel.money import euros
from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.clock import ClockState
from onderdak.rules.enforcement.default_penalty import default_penalty_cents
from onderdak.rules.enforcement.guarding.asked import Asked

_SOON: Final = "enforcement.urgent_decision_days"
_DEFAULTED: Final = "defaulted"


def effective_day(asked: Asked) -> Iterator[Text]:
    """A withdrawal takes effect on or after the day of the decision, not before."""
    yield from _from_now(asked, "effective_on")


def starts_day(asked: Asked) -> Iterator[Text]:
    """The management begins on or after the day of the decision."""
    yield from _from_now(asked, "starts_on")


def ends_day(asked: Asked) -> Iterator[Text]:
    """The management ends on or after the day of that decision, once it began."""
    yield from _from_now(asked, "ends_on")
    yield from _not_before(asked, "ends_on", _fact_of(asked, "take", "starts_on"))


def repaired_day(asked: Asked) -> Iterator[Text]:
    """A repair at the landlord's cost was made under the management."""
    yield from _until_now(asked, "repaired_on")
    yield from _not_before(asked, "repaired_on", _fact_of(asked, "take", "starts_on"))


def removed_day(asked: Asked) -> Iterator[Text]:
    """What is removed was public before."""
    yield from _until_now(asked, "removed_on")
    public = asked.last("publish", "publish_management")
    since = None if public is None else public.day("published_on")
    yield from _not_before(asked, "removed_on", since)


def ended_day(asked: Asked) -> Iterator[Text]:
    """A measure that ended, ended after it was taken."""
    yield from _until_now(asked, "ended_on")
    yield from _not_before(asked, "ended_on", _fact_of(asked, "act", "applied_on"))
    yield from _not_before(asked, "ended_on", _fact_of(asked, "apply", "applied_on"))


def ended_once(asked: Asked) -> Iterator[Text]:
    """A measure that ended does not end again."""
    before = asked.last("end_measure")
    if before is not None:
        yield text("The measure ended on %(day)s already.", day=before.on_day)


def applied_since(asked: Asked) -> Iterator[Text]:
    """What was done under an order, was done after it, and after its last check."""
    days = [one.on_day for _, one, kind in asked.steps if kind.decision]
    days += [day for _, one, _ in asked.steps if (day := one.day("checked_on"))]
    yield from _not_before(asked, "applied_on", max(days, default=None))


def decide_by_soon(asked: Asked) -> Iterator[Text]:
    """Awb 5:31(2): as soon as possible; later than usual asks a reason."""
    day, done = asked.day("decide_by"), asked.day("applied_on")
    if day is None or done is None:
        return
    if day < asked.on:
        yield text("The decision follows today or later: %(day)s has passed.", day=day)
    usual = done + timedelta(days=asked.law.days(_SOON, done))
    if day > usual and not asked.word("decide_late_reason"):
        yield text("The usual last day is %(day)s: say why it is later.", day=usual)


def permit_day(asked: Asked) -> Iterator[Text]:
    """A permit that is withdrawn was given before it was broken."""
    given = asked.day("permit_on")
    for name in ("breached_on", "effective_on"):
        day = asked.day(name)
        if given is not None and day is not None and day < given:
            yield text("The permit was given on %(day)s, after that.", day=given)
            return
    if given is not None and given > asked.on:
        yield text("The permit was given on %(day)s, after that.", day=given)


def same_permit(asked: Asked) -> Iterator[Text]:
    """Awb 4:8: what is withdrawn is the permit of the notice of intent."""
    told = asked.last("announce")
    if told is None:
        return
    names = ("permit", "act", "ground", "breached_on")
    if any(told.facts.get(name) != asked.facts.get(name) for name in names):
        yield text("The notice of intent was about another permit or ground.")


def default_amount(asked: Asked) -> Iterator[Text]:
    """Awb 4:17(2): so much for so many days; another amount says what it rests on."""
    days, amount = asked.number("days"), asked.number("amount_cents")
    found = asked.clock("default_penalty")
    if found is None or found.last_day is None or days is None or amount is None:
        return
    runs = found.state is ClockState.RUNNING and found.stopped_on is None
    if runs:
        yield text("The penalty still runs, through %(day)s.", day=found.last_day)
        return
    ended = min(found.stopped_on or found.last_day, found.last_day)
    ran = max(0, (ended - found.start).days)
    if days < ran:
        yield text("The penalty ran for so many days: %(days)s.", days=ran)
    owed = default_penalty_cents(asked.law, ran, ended)
    if amount != owed and not asked.word("amount_source"):
        if owed is None:
            yield text("Nothing says how high this is: say what the amount rests on.")
        else:
            yield text(
                "The penalty for these days is € %(owed)s: say what another amount"
                " rests on.",
                owed=euros(owed, "nl"),
            )


def _fact_of(asked: Asked, step: str, name: str) -> date | None:
    taken = asked.last(step)
    return None if taken is None else taken.day(name)


def _from_now(asked: Asked, name: str) -> Iterator[Text]:
    day = asked.day(name)
    if day is not None and day < asked.on:
        yield text("This day lies before the decision: %(day)s.", day=day)


def _until_now(asked: Asked, name: str) -> Iterator[Text]:
    day = asked.day(name)
    if day is not None and day > asked.on:
        yield text("This day is still to come: %(day)s.", day=day)


def _not_before(asked: Asked, name: str, since: date | None) -> Iterator[Text]:
    day = asked.day(name)
    if day is not None and since is not None and day < since:
        yield text("This day lies before %(day)s.", day=since)
