"""Asks the law of one place for terms and values, each once."""

from datetime import date
from functools import lru_cache

from onderdak.kernel.errors import UserError
from onderdak.rules.engine.parameters import Dated, ParameterBook
from onderdak.rules.findings.norms import As, NormBook
from onderdak.rules.terms.answers import TermAnswer
from onderdak.rules.terms.asking import term

_KEPT = 50_000


class Law:
    """The terms and values that hold in a municipality."""

    def __init__(
        self, book: ParameterBook, norms: NormBook, municipality: str | None
    ) -> None:
        self.book = book
        self.norms = norms
        self.municipality = municipality
        self._terms: dict[tuple[str, str | None, date, date | None], TermAnswer] = {}

    def term(
        self, rule: str, part: str | None, start: date, on: date | None = None
    ) -> TermAnswer:
        """Give the term of a rule from a day; the law counts of that day, or of `on`.

        Raises:
            UserError: nothing holds there, or the day is impossible.
        """
        key = (rule, part, start, on)
        if key not in self._terms:
            if len(self._terms) >= _KEPT:
                self._terms.clear()
            self._terms[key] = term(
                rule, start, on, self.municipality, self.book, self.norms, part=part
            )
        return self._terms[key]

    def last_day(self, rule: str, part: str | None, start: date) -> date | None:
        """Give the last day of a term, or None where nothing is known of it."""
        try:
            return self.term(rule, part, start).last_day
        except UserError:
            return None

    def counts(self, rule: str, part: str | None) -> bool:
        """Whether a rule gives a term, and is not only text."""
        return any(
            norm.part == part and norm.as_ is As.TERM for norm in self.norms.of(rule)
        )

    def value(self, parameter: str, on: date) -> Dated | None:
        """Give a value that holds on a day and is verified, or None."""
        found = self.book.find(parameter, on, self.municipality)
        return None if found is None or found.unverified else found

    def holds(self, parameter: str, on: date) -> bool:
        """Whether a rule that holds or does not, does on a day; unknown is no."""
        found = self.value(parameter, on)
        return found is not None and found.value is True

    def days(self, parameter: str, on: date) -> int:
        """Give a number of days; none where nothing holds."""
        found = self.value(parameter, on)
        return 0 if found is None else found.whole()


@lru_cache(maxsize=512)
def law_of(book: ParameterBook, norms: NormBook, municipality: str | None) -> Law:
    """Give the law of a place; what it was asked is kept for the next case."""
    return Law(book, norms, municipality)
