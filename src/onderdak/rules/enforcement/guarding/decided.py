"""Guards of what was decided before: it is looked up, not taken from what is typed."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.guarding.asked import Asked
from onderdak.rules.enforcement.guarding.fining import one_norm
from onderdak.rules.enforcement.history import Taken
from onderdak.rules.enforcement.situation import Decided, What

_LETTING_RULE: Final = "E11"
_OF: Final = {"fine": What.FINE, "management": What.TAKEOVER}


def known_ground(asked: Asked) -> Iterator[Text]:
    """Rule E12: the fines or the withdrawal stand on record, or it says where."""
    if asked.word("ground_source"):
        return
    if asked.word("ground") == "permit_withdrawn":
        days, what = [asked.day("withdrawn_on")], What.WITHDRAWAL
    else:
        days = [asked.day("first_fine_on"), asked.day("second_fine_on")]
        what = What.FINE
    for day in days:
        if day is not None and not _decided(asked, what, day):
            yield _none_on(day)


def two_fines(asked: Asked) -> Iterator[Text]:
    """Rule E12: two fines are two: one fine does not count twice."""
    first, second = asked.day("first_fine_on"), asked.day("second_fine_on")
    if asked.word("ground") != "two_fines" or first is None or first != second:
        return
    if len(_decided(asked, What.FINE, first)) < 2:
        yield text("Both days are of one fine: two are needed.")


def published_decision(asked: Asked) -> Iterator[Text]:
    """Rule E14: what becomes public is a fine, or management, of this act."""
    what, day = _OF.get(asked.word("about")), asked.day("decided_on")
    if what is not None and day is not None and not _decided(asked, what, day):
        yield _none_on(day)


def decision_stands(asked: Asked) -> Iterator[Text]:
    """Rule E14: a decision that fell, or management that ended, is not made public."""
    told = asked.last("announce")
    if told is not None and not stands(asked, told):
        yield _none_on(told.day("decided_on") or told.on_day)


def about_fine(asked: Asked) -> Iterator[Text]:
    """Rule E14: a fine is public for its own term."""
    if _about(asked) == "management":
        yield text("This publication is about management: publish it as that.")


def about_management(asked: Asked) -> Iterator[Text]:
    """Rule E14: management is public as long as it lasts."""
    if _about(asked) == "fine":
        yield text("This publication is about a fine: publish it as that.")


def removal_reason(asked: Asked) -> Iterator[Text]:
    """Rule E14: why it is removed is what happened."""
    told, reason = asked.last("announce"), asked.word("reason")
    if reason == "term" and (_about(asked) == "management" or not _term_over(asked)):
        yield text("The term of the publication has not passed.")
    if reason == "management_ended" and _about(asked) == "fine":
        yield text("This publication is about a fine: publish it as that.")
    ended = reason in ("management_ended", "annulled")
    if ended and told is not None and stands(asked, told):
        yield text("The decision that was published still stands.")
    if reason == "judge" and not _struck(asked):
        yield text("Nobody suspended or annulled this publication.")


def stands(asked: Asked, told: Taken) -> bool:
    """Whether the decision of an announced publication still stands."""
    return still_stands(told, asked.values.decided)


def still_stands(told: Taken, decided: Sequence[Decided]) -> bool:
    """Whether what a publication was announced of is among what stands."""
    what, day = _OF.get(told.word("about")), told.day("decided_on")
    return what is None or day is None or bool(_matching(decided, what, day))


def local_fee(asked: Asked) -> Iterator[Text]:
    """Rule E13: the municipality's own fee, or a reason why it is another."""
    own, fee = asked.values.local_fee_cents, asked.number("fee_cents")
    other = own is not None and fee is not None and fee != own
    if other and not asked.word("deviates"):
        yield text("This is not the municipality's own fee: say why.")


def one_punishment_anywhere(asked: Asked) -> Iterator[Text]:
    """Awb 5:43: nor in another case, for the same breach at this address."""
    report = asked.last("report")
    if report is None:
        return
    rule, day = report.word("fine_rule"), report.day("breached_on")
    for one in asked.values.decided:
        same = (one.rule, one.breached_on) == (rule, day)
        alike = same and one_norm(one.norm, report.word("norm"))
        if one.what is What.FINE and one.here and alike:
            yield text("There is a fine for this breach already (Awb 5:43).")
            return


def _struck(asked: Asked) -> bool:
    """Whether the decision to publish itself is suspended, or cannot stay as it is."""
    places = {place for place, one, _ in asked.steps if one.step == "announce"}
    for one in asked.values.remedies:
        span = one.suspension() if one.decision in places else None
        if span is not None and span.holds(asked.on):
            return True
        if (
            one.decision in places
            and one.won
            and (one.decided_on or asked.on) <= asked.on
        ):
            return True
    return False


def _about(asked: Asked) -> str:
    told = asked.last("announce")
    return "" if told is None else told.word("about")


def _term_over(asked: Asked) -> bool:
    found, day = asked.clock("removal"), asked.day("removed_on") or asked.on
    return found is not None and found.last_day is not None and day > found.last_day


def _decided(asked: Asked, what: What, day: date) -> list[Decided]:
    return _matching(asked.values.decided, what, day)


def _matching(decided: Sequence[Decided], what: What, day: date) -> list[Decided]:
    """Decisions of this act on a day that still stand; of houses, of this house."""
    return [
        one
        for one in decided
        if one.what is what
        and day in (one.on_day, one.works_from)
        and (one.here if what is not What.FINE else one.rule == _LETTING_RULE)
    ]


def _none_on(day: date) -> Text:
    return text(
        "No such decision that still stands is recorded here on %(day)s.", day=day
    )
