"""Guards of every letter: to whom, on what ground, heard, weighed, and read by two."""

from collections.abc import Iterator
from datetime import date

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.clocks import ClockState
from onderdak.rules.enforcement.guarding.asked import Asked

_VIEWS = "views"
_RULE = "G03"


def offender_named(asked: Asked) -> Iterator[Text]:
    """Awb 5:1 and 5:24(3): somebody who broke the rule and can end it."""
    if asked.values.offender is None:
        yield text("Nobody is named who can end the breach.")


def offender_unknown(asked: Asked) -> Iterator[Text]:
    """Awb 5:31(2): whoever is known gets the decision afterwards."""
    if asked.values.offender is not None:
        yield text("Somebody is named: make the decision known to them.")


def report_present(asked: Asked) -> Iterator[Text]:
    """Awb 3:2 and 5:48: what was found, in a signed report."""
    if not any(ground.report for ground in asked.values.grounds):
        yield text("The case has no finding with a signed report.")


def choice_made(asked: Asked) -> Iterator[Text]:
    """Rules G04 and H06: the instrument was chosen, and the reasons stand written."""
    if not asked.values.chosen:
        yield text("The instrument is not chosen yet, with its reasons.")


def second_review(asked: Asked) -> Iterator[Text]:
    """A letter goes out when somebody else has read it; a draft may wait for that."""
    if asked.values.reviewed is False:
        yield text("Nobody else has reviewed this letter.")


def views_term(asked: Asked) -> Iterator[Text]:
    """Awb 4:8: a term of the municipality's own; shorter asks a reason."""
    until = asked.day("views_until")
    if until is None:
        return
    if until <= asked.on:
        yield text("The last day for views lies after the day of the letter.")
        return
    usual = asked.law.last_day(_RULE, None, asked.on)
    if usual is not None and until < usual and not asked.word("views_shorter_reason"):
        yield text(
            "The usual term for views runs through %(day)s: say why it is shorter.",
            day=usual,
        )


def views_day(asked: Asked) -> Iterator[Text]:
    """Views came on or after the day on which they were asked."""
    given, came = asked.starting(_VIEWS), asked.day("received_on")
    if given is None or came is None:
        return
    if not given[1].on_day <= came <= asked.on:
        yield text("The views came after they were asked, and not later than today.")
    if asked.word("how") == "none" and asked.on <= _views_end(asked):
        yield text("The term for views has not passed yet.")


def views_asked(asked: Asked) -> Iterator[Text]:
    """Awb 4:8 and 4:11: views were asked and could come, or it says why not."""
    if asked.word("no_views_reason"):
        return
    if asked.starting(_VIEWS) is None:
        yield text("Views were not asked, and no reason for that is given.")
    else:
        yield from _views_could_come(asked)


def views_always(asked: Asked) -> Iterator[Text]:
    """Awb 5:53: above the light amount views could come first, whatever the reason."""
    limit = asked.law.value("terms.light_fine", asked.on)
    amount = asked.number("amount_cents")
    if limit is not None and amount is not None and amount <= limit.whole():
        yield from views_asked(asked)
    elif asked.starting(_VIEWS) is None:
        yield text("Views must be asked before a fine of this amount.")
    else:
        yield from _views_could_come(asked)


def mend_day(asked: Asked) -> Iterator[Text]:
    """A term to mend ends after the day of the letter."""
    yield from _later(asked, "mend_until")


def more_day(asked: Asked) -> Iterator[Text]:
    """A term to add something ends after the day of the letter (Awb 4:5)."""
    yield from _later(asked, "more_until")


def decide_day(asked: Asked) -> Iterator[Text]:
    """A later day to decide lies after the letter that tells of it (Awb 4:14)."""
    yield from _later(asked, "decide_until")
    found = asked.clock("decide")
    if found is not None and found.state is ClockState.EXPIRED:
        yield text("The term to decide ended on %(day)s.", day=found.last_day)


def more_over(asked: Asked) -> Iterator[Text]:
    """A request is set aside only when the term to add to it has passed (Awb 4:5)."""
    if not asked.passed("more"):
        yield text("The term to add something has not passed yet.")


def decide_over(asked: Asked) -> Iterator[Text]:
    """A notice of default comes when the municipality is late (Awb 4:17(3))."""
    found = asked.clock("decide")
    came = asked.day("received_on") or asked.on
    if found is None or found.last_day is None or came <= found.last_day:
        yield text("The municipality is not late yet.")


def default_days(asked: Asked) -> Iterator[Text]:
    """Awb 4:17(1): it runs from the end of the notice, so many days at most."""
    days, found = asked.number("days"), asked.clock("default_penalty")
    if days is None or found is None or found.last_day is None:
        return
    ended = min(found.stopped_on or asked.on, found.last_day)
    most = max(0, (ended - found.start).days)
    if days > most:
        yield text("The penalty ran for at most so many days: %(days)s.", days=most)


def response_over(asked: Asked) -> Iterator[Text]:
    """The municipality's own ladder: each step leaves time to respond."""
    if not asked.passed("response"):
        yield text("The time to respond has not passed yet.")


def report_day(asked: Asked) -> Iterator[Text]:
    """A report is written on or after the day of the breach, and not in the future."""
    report, breached = asked.day("report_on"), asked.day("breached_on")
    if report is not None and report > asked.on:
        yield text("The day of the report is still to come.")
    if report is not None and breached is not None and breached > report:
        yield text("The breach lies after the report.")


def _later(asked: Asked, name: str) -> Iterator[Text]:
    day = asked.day(name)
    if day is not None and day <= asked.on:
        yield text("The last day lies after the day of the letter.")


def _views_could_come(asked: Asked) -> Iterator[Text]:
    if not _views_came(asked) and asked.on <= _views_end(asked):
        yield text(
            "The term for views runs through %(day)s and nothing came yet.",
            day=_views_end(asked),
        )


def _views_end(asked: Asked) -> date:
    found = asked.clock(_VIEWS)
    if found is None or found.last_day is None:
        return asked.on
    return found.last_day


def _views_came(asked: Asked) -> bool:
    found = asked.clock(_VIEWS)
    return found is not None and found.stopped_on is not None
