"""How high a fine may be at most, and what the municipality made of it (E11, F04, F10).

The act sets a category, the code the amount of a category, and both are dated values.
An amount that nobody verified is no ceiling: then there is none, and the account says
so. A municipality's own amounts lie under the ceiling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.kernel.text import Text, text
from onderdak.rules.engine.parameters import ParameterBook
from onderdak.rules.findings.norms import NormBook
from onderdak.rules.terms.asking import term


@dataclass(frozen=True, slots=True)
class EarlierFine:
    """A fine that was given before, and the rule it was for."""

    rule: str
    on_day: date
    part: str | None = None
    norm: str | None = None  # which rule of the act was broken, as the report says
    contested: bool = False  # an objection or appeal against it is not decided


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that a fine may be, with the account of it."""

    rule: str
    category: int | None
    cents: int | None  # None: nobody verified the amount of that day
    repeated: bool
    counts_until: date | None  # the last day on which the earlier fine counts
    article: str
    parameter_version: str
    told: tuple[Text, ...]


def fine_ceiling(
    rule: str,
    breached_on: date,
    municipality: str | None,
    book: ParameterBook,
    norms: NormBook,
    *,
    part: str | None = None,
    norm: str | None = None,
    earlier: Sequence[EarlierFine] = (),
) -> Ceiling:
    """Say how high a fine for a breach on a day may be (fixed case Q13).

    Args:
        rule: The rule of the ceiling: E11, F04 or F10.
        breached_on: The day of the new breach.
        municipality: Whose own values go before the national ones.
        book: The dated values.
        norms: The norms.
        part: Which ceiling of the rule, where there are several.
        norm: Which rule of the act was broken: only for the same one is it a repeat.
        earlier: Earlier fines of the same offender; only those for the same rule count,
            and none that may still fall.

    Raises:
        NotFound: There is no such rule or part.
    """
    same = [
        one.on_day
        for one in earlier
        if (one.rule, one.part, one.norm) == (rule, part, norm)
        and one.on_day <= breached_on
        and not one.contested
    ]
    last = max(same, default=None)
    answer = term(rule, last, breached_on, municipality, book, norms, part=part)
    repeated = answer.last_day is not None and breached_on <= answer.last_day
    told = list(answer.counted)
    if answer.amount_cents is None:
        told.append(
            text(
                "The amount of category %(category)s on %(day)s was never verified.",
                category=answer.category,
                day=breached_on,
            )
        )
    return Ceiling(
        rule=answer.rule,
        category=answer.category,
        cents=answer.amount_cents,
        repeated=repeated,
        counts_until=answer.last_day,
        article=answer.article,
        parameter_version=answer.parameter_version,
        told=tuple(told),
    )
