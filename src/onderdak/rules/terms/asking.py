"""Answers by which day something is due under a norm, or how much it is.

The value of a term is the one that held on the day of the event; the value of an
amount, and of the term in which an earlier fine counts, the one on the day of the new
breach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from onderdak.kernel.calendar import FIRST_YEAR, LAST_YEAR
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.money import euros
from onderdak.kernel.text import Text, text
from onderdak.rules.engine.parameters import Dated, ParameterBook
from onderdak.rules.engine.sentences import Words, joined, sentences
from onderdak.rules.findings.norms import As, Norm, NormBook
from onderdak.rules.terms.answers import TermAnswer
from onderdak.rules.terms.counting import after, count
from onderdak.rules.terms.specs import TermSpec, spec_of

_EQUATED: Final = "terms.equated_days"
_SENTENCES: Final = Path(__file__).parent / "sentences.yaml"
_ASKED: Final = frozenset({As.TERM, As.AMOUNT})


def with_terms(norms: NormBook) -> tuple[Norm, ...]:
    """Give the norms that have a term or an amount."""
    return tuple(norm for norm in norms.norms if norm.as_ in _ASKED)


def term(
    rule: str,
    start: date | None,
    on: date | None,
    municipality: str | None,
    book: ParameterBook,
    norms: NormBook,
    *,
    part: str | None = None,
    today: date | None = None,
) -> TermAnswer:
    """Say by which day something is due under a rule, or how much it is at most.

    Args:
        rule: The id of the rule, such as G15.
        start: The day of the event; for a fine, the day of an earlier fine.
        on: The day whose law counts; for a fine, the day of the new breach. Without
            it that is the day of the event, or today.
        municipality: Whose own values go before the national ones.
        book: The dated values.
        norms: The norms.
        part: Which term, where a rule has several.
        today: For an amount that is asked without a day.

    Raises:
        NotFound: There is no such rule or part.
        Invalid: The rule has no term or amount, or a day is missing or impossible.
        NoValue: Nothing holds on that day in that place, or nobody could verify it.
    """
    _check_near(start, on)
    norm = _chosen(norms, rule, part)
    spec = spec_of(norm)
    there = _There(book, municipality)
    others = tuple(_parts(norms.of(norm.rule), besides=norm))
    if spec.counts:
        return _counted(norm, spec, there, _given(start), on, others)
    return _amount(norm, spec, there, start, _day(spec, start, on, today), others)


@dataclass(frozen=True, slots=True)
class _There:
    """The values of one place."""

    book: ParameterBook
    municipality: str | None

    def value(self, id_: str, on: date) -> Dated:
        return self.book.value(id_, on, self.municipality)

    def held(self, id_: str, on: date) -> Dated:
        """Give a value that may be unverified; refuse where none holds."""
        return self.book.find(id_, on, self.municipality) or self.value(id_, on)

    def equated(self, on: date) -> tuple[date, ...]:
        found = self.book.find(_EQUATED, on)
        return () if found is None else found.dates()


def _counted(
    norm: Norm,
    spec: TermSpec,
    there: _There,
    start: date,
    on: date | None,
    others: tuple[str, ...],
) -> TermAnswer:
    law = on or start
    cited = there.value(spec.cited, law)
    lengths = [there.value(id_, law) for id_ in spec.lengths]
    opens = None if spec.opens is None else there.value(spec.opens, law)
    found = count(spec, start, lengths, opens, there.equated(start))
    rested_on = [cited, *lengths, *([] if opens is None else [opens])]
    return TermAnswer(
        rule=norm.rule,
        part=norm.part,
        kind=cited.kind,
        text=norm.text,
        article=_articles(rested_on),
        parameter_version=_versions(rested_on),
        start=start,
        first_day=found.first_day,
        last_day=found.last_day,
        counted=found.told,
        other_parts=others,
        event=spec.event,
    )


def _amount(
    norm: Norm,
    spec: TermSpec,
    there: _There,
    start: date | None,
    on: date,
    others: tuple[str, ...],
) -> TermAnswer:
    cited = there.held(spec.cited, on)
    last, fine = _fine(spec, there, start, on)
    amount = there.held(fine, on)
    category = _category(fine) if spec.fine else None
    return TermAnswer(
        rule=norm.rule,
        part=norm.part,
        kind=cited.kind,
        text=_told(norm, spec, amount, category, fine == spec.repeated),
        article=_articles([cited, amount]),
        parameter_version=_versions([cited, amount]),
        start=start,
        last_day=last,
        amount_cents=None if amount.unverified else amount.whole(),
        category=category,
        counted=() if last is None or start is None else _counts_until(start, last),
        other_parts=others,
        event=spec.event,
    )


def _fine(
    spec: TermSpec, there: _There, earlier: date | None, on: date
) -> tuple[date | None, str]:
    """Give until when an earlier fine counts, and the parameter of the amount."""
    usual = spec.fine or spec.cited
    if spec.within is None or spec.repeated is None or earlier is None:
        return None, usual
    if on < earlier:
        raise Invalid(
            what=text(
                "The new breach of %(on)s lies before the earlier fine of %(day)s.",
                on=on,
                day=earlier,
            ),
            next_step=text("Give the day of the earlier fine and of the new breach."),
        )
    last = after(earlier, there.value(spec.within, on))
    return last, spec.repeated if on <= last else usual


def _counts_until(earlier: date, last: date) -> tuple[Text, ...]:
    return (text("A fine of %(day)s counts through %(last)s.", day=earlier, last=last),)


def _told(
    norm: Norm, spec: TermSpec, amount: Dated, category: int | None, repeated: bool
) -> Words:
    said = sentences(_SENTENCES)
    parts = [norm.text]
    if spec.repeated:
        name = "repeated" if repeated else "not_repeated"
        parts.append(_filled(said[name], category=category))
    if amount.unverified:
        return joined(*parts, said["unverified"])
    in_nl, in_en = euros(amount.whole(), "nl"), euros(amount.whole(), "en")
    written = said["amount"]
    filled = {
        "nl": written["nl"] % {"amount": in_nl},
        "en": written["en"] % {"amount": in_en},
    }
    return joined(*parts, filled)


def _filled(words: Words, **values: object) -> Words:
    return {language: sentence % values for language, sentence in words.items()}


def _category(id_: str) -> int:
    """Read the category from the name of its parameter: fines.category_4."""
    return int(id_.rpartition("_")[2])


def _check_near(*days: date | None) -> None:
    """Terms count on from a day; nothing is known of the calendar of far years."""
    for day in days:
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Invalid(
                what=text("The day %(day)s lies too far away.", day=day),
                next_step=text("Check the year of the date."),
            )


def _given(start: date | None) -> date:
    if start is not None:
        return start
    raise Invalid(
        what=text("A term is counted from a day."),
        next_step=text("Give the day of the event with --from."),
    )


def _day(
    spec: TermSpec, start: date | None, on: date | None, today: date | None
) -> date:
    # An earlier fine says nothing of the day of the new breach.
    found = on or (None if spec.repeated else start) or today
    if found is None:
        raise Invalid(
            what=text("An amount holds on a day."),
            next_step=text("Give the day with --on."),
        )
    return found


def _chosen(norms: NormBook, rule: str, part: str | None) -> Norm:
    of_rule = norms.of(rule.strip().upper())
    if not of_rule:
        raise NotFound(
            what=text("There is no rule %(rule)s.", rule=rule[:20]),
            next_step=text("See all rules with: onderdak norms list"),
        )
    asked = [norm for norm in of_rule if norm.as_ in _ASKED]
    if not asked:
        raise _no_term(of_rule)
    fitting = [norm for norm in asked if norm.part == part]
    if part is None and not fitting and len(asked) == 1:
        fitting = asked
    if not fitting:
        raise _other_part(asked)
    return fitting[0]


def _no_term(of_rule: Sequence[Norm]) -> Invalid:
    return Invalid(
        what=text("Rule %(rule)s has no term and no amount.", rule=of_rule[0].rule),
        next_step=text("See what it says with: onderdak norms show"),
    )


def _other_part(asked: Sequence[Norm]) -> NotFound:
    named = ", ".join(_parts(asked)) or "–"
    return NotFound(
        what=text("Rule %(rule)s has no such part.", rule=asked[0].rule),
        next_step=text("Choose one with --part: %(parts)s.", parts=named),
    )


def _parts(norms: Sequence[Norm], besides: Norm | None = None) -> list[str]:
    return [
        norm.part
        for norm in norms
        if norm.part and norm.as_ in _ASKED and norm is not besides
    ]


def _versions(rested_on: Sequence[Dated]) -> str:
    return ", ".join(dict.fromkeys(dated.version for dated in rested_on))


def _articles(rested_on: Sequence[Dated]) -> str:
    return "; ".join(dict.fromkeys(dated.article for dated in rested_on))
