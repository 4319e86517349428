"""Guards of fines: silence, interpreter, fault, ceiling, terms, one punishment."""

from collections.abc import Iterator
from typing import Final

from onderdak.kernel.errors import UserError
from onderdak.kernel.money import euros
from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.clocks import ClockState
from onderdak.rules.enforcement.fines import Ceiling
from onderdak.rules.enforcement.fines import fine_ceiling as ceiling_of
from onderdak.rules.enforcement.forms import Entry
from onderdak.rules.enforcement.guarding.asked import Asked
from onderdak.rules.enforcement.guarding.repeats import contested_repeat
from onderdak.rules.enforcement.history import standing

_DUTCH: Final = "nl"
_PERSON: Final = "person"
_NOT_NEEDED: Final = "not_needed"
_FALL: Final = "fall"


def silence_told(asked: Asked) -> Iterator[Text]:
    """Awb 5:10a(2): before asking, somebody is told that nobody has to speak."""
    if not asked.yes("silence_told"):
        yield text("Tell first that nobody has to speak (Awb 5:10a).")


def interpreter_there(asked: Asked) -> Iterator[Text]:
    """Awb 5:49(2) and 5:50(2): who does not read Dutch enough is helped."""
    values = asked.values
    foreign = values.offender == _PERSON and values.language != _DUTCH
    if foreign and asked.word("interpreter") in ("", _NOT_NEEDED):
        yield text("This person does not speak Dutch: arrange an interpreter.")


def heard_rightly(asked: Asked) -> Iterator[Text]:
    """Who is heard by word of mouth about a fine is told, and understood."""
    if asked.word("how") != "oral":
        return
    yield from silence_told(asked)
    yield from interpreter_there(asked)


def in_language(asked: Asked) -> Iterator[Text]:
    """Awb 5:49(2): the intent is told in a language that the person understands."""
    values = asked.values
    foreign = values.offender == _PERSON and values.language != _DUTCH
    if foreign and not asked.word("summary_language"):
        yield text("Say in which language the summary of this letter is.")


def report_sent(asked: Asked) -> Iterator[Text]:
    """Awb 5:49 and 5:50: the report goes along with the intent."""
    if not asked.yes("report_sent"):
        yield text("The report goes along with this letter.")


def prosecutor_silent(asked: Asked) -> Iterator[Text]:
    """Awb 5:44(3): silence counts when its term has passed."""
    if asked.word("how") == "silent" and not asked.passed("prosecutor"):
        yield text("The prosecutor still has time to answer.")


def at_fault(asked: Asked) -> Iterator[Text]:
    """Awb 5:41: no fine without fault."""
    if not asked.yes("at_fault"):
        yield text("Without fault there is no fine (Awb 5:41).")


def fine_ceiling(asked: Asked) -> Iterator[Text]:
    """Rules E11, F04, F10: at most the category; and the municipality's own amount."""
    amount, found = asked.number("amount_cents"), _ceiling(asked)
    if amount is None or amount <= 0:
        yield text("Give an amount above nothing.")
        return
    if found is None:
        yield text("Nothing says how high this fine may be.")
        return
    most = found.cents
    if most is None:
        if not asked.word("ceiling_source"):
            yield from found.told[-1:]
            yield text("Give the legal maximum, and where it is written.")
            return
        most = asked.number("ceiling_cents") or 0
    if amount > most:
        yield text(
            "The fine is higher than the law allows: € %(most)s.",
            most=euros(most, "nl"),
        )
        yield from contested_repeat(asked)
    local = asked.values.local_fine_cents
    if local is not None and amount != local and not asked.word("deviates"):
        yield text("This is not the municipality's own amount: say why.")


def fine_in_time(asked: Asked) -> Iterator[Text]:
    """Awb 5:51: thirteen weeks; later asks a reason, the power itself goes on."""
    found = asked.clock("fine_decision")
    if found is None or found.state is not ClockState.EXPIRED:
        return
    if not asked.word("late_reason"):
        yield text("The term to decide ended on %(day)s: say why.", day=found.last_day)


def fine_not_lapsed(asked: Asked) -> Iterator[Text]:
    """Awb 5:45: after its term there is no power to fine any more."""
    limit = asked.law.value("terms.light_fine", asked.on)
    amount = asked.number("amount_cents")
    light = limit is not None and amount is not None and amount <= limit.whole()
    report = asked.last("report")
    day = None if report is None else report.day("breached_on")
    last = day and asked.law.last_day("G12", "light" if light else None, day)
    if last is None or asked.on > last:
        yield text("The power to fine has lapsed (Awb 5:45).")


def one_punishment(asked: Asked) -> Iterator[Text]:
    """Awb 5:43: nobody is fined twice for one breach."""
    report = asked.last("report")
    if report is None:
        return
    same = ("breached_on", "fine_rule")
    left = [one for _, one in standing(asked.history)]
    fallen = {one.measure for one in left if one.step == _FALL}
    fined = {
        one.measure
        for one in left
        if asked.ruleset.step(one.path, one.step).books is Entry.FINE
    } - fallen
    for one in left:
        other = one.measure in fined and one.measure != report.measure
        alike = all(one.facts.get(key) == report.facts[key] for key in same)
        if other and alike and one_norm(one.word("norm"), report.word("norm")):
            yield text("There is a fine for this breach already (Awb 5:43).")
            return


def one_norm(one: str, other: str) -> bool:
    """Whether two breaches can be of one norm: one without a name may be any."""
    return not one or not other or one == other


def lowered(asked: Asked) -> Iterator[Text]:
    """A fine is lowered, never raised, after it was given."""
    before, amount = asked.last("fine", "lower"), asked.number("amount_cents")
    old = None if before is None else before.number("amount_cents")
    if old is None or amount is None or amount >= old:
        yield text("The new amount is lower than the one before.")


def _ceiling(asked: Asked) -> Ceiling | None:
    """The rule stands in the report as E11, or with its part as F10_danger."""
    report, values = asked.last("report"), asked.values
    day = None if report is None else report.day("breached_on")
    if report is None or day is None:
        return None
    rule, _, part = report.word("fine_rule").partition("_")
    try:
        return ceiling_of(
            rule,
            day,
            values.municipality,
            values.book,
            values.norms,
            part=part or None,
            norm=report.word("norm") or None,
            earlier=values.earlier_fines,
        )
    except UserError:
        return None
