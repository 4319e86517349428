"""Guards of a repeat: for the same rule, by a fine that nobody contests any more."""

from collections.abc import Iterator

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.guarding.asked import Asked


def norm_fits(asked: Asked) -> Iterator[Text]:
    """Awb 5:48(2): the report names the rule that was broken, and it is of this act."""
    norm, rule = asked.word("norm"), asked.word("fine_rule")
    if norm and norm.partition("_")[0] != rule.partition("_")[0]:
        yield text("The rule that was broken is not one of this act.")


def contested_repeat(asked: Asked) -> Iterator[Text]:
    """Rules E11, F04: a fine that may still fall makes no later one heavier."""
    report = asked.last("report")
    if report is None:
        return
    norm = report.word("norm")
    for one in asked.values.earlier_fines:
        if one.contested and norm and one.norm == norm:
            yield text(
                "The fine of %(day)s is still contested: it makes this no repeat.",
                day=one.on_day,
            )
            return
