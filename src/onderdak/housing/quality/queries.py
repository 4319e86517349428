"""What the norms say of locations, by what is known of them on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from onderdak.foundation.identity.contract import Actor, judge_on
from onderdak.housing.quality.domain.ordering import (
    Awaited,
    Changing,
    Counts,
    awaited,
    changing,
    counts_of,
    in_order,
)
from onderdak.housing.quality.file_queries import QualityFile, file_of, files_of
from onderdak.register.nights.contract import Location
from onderdak.rules import Finding, Judgement, Outcome

_SOON: Final = timedelta(days=730)
_CHUNK: Final = 500
_DAYS_AHEAD: Final = 6
# Norms on how officials enter a home say nothing about the home.
_OF_ENTRY: Final = "I"


@dataclass(frozen=True)
class Quality:
    """What is known of a location on a day, and what the norms say of it."""

    file: QualityFile
    judgement: Judgement

    @cached_property
    def breaches(self) -> list[Finding]:
        """What does not meet a norm, in the order in which to look at it."""
        return self._with(Outcome.BREACHES)

    @cached_property
    def unsure(self) -> list[Finding]:
        """What cannot be judged, because something is not known."""
        return self._with(Outcome.CANNOT_JUDGE)

    @cached_property
    def meets(self) -> list[Finding]:
        """What meets a norm."""
        return self._with(Outcome.MEETS)

    @cached_property
    def awaited(self) -> list[Awaited]:
        """The facts that are missing, those that decide most first."""
        return awaited(self.unsure)

    @cached_property
    def counts(self) -> Counts:
        """How many of each."""
        return counts_of(self.judgement)

    @cached_property
    def soon(self) -> list[Changing]:
        """What becomes another finding by a norm that changes, day by day."""
        found, before = [], self.judgement
        for day in self._days_of_change():
            after = _judged_on(day, self.file)
            found += changing(before, after)
            before = after
        return found

    def _days_of_change(self) -> list[date]:
        judged = self.judgement
        days = {one.coming.from_ for one in judged.findings if one.coming}
        days |= {one.from_ for one in judged.starting}
        soon = sorted(day for day in days if day <= judged.on + _SOON)
        return soon[:_DAYS_AHEAD]

    def _with(self, outcome: Outcome) -> list[Finding]:
        return in_order(
            one for one in self.judgement.findings if one.outcome is outcome
        )


def quality_of(*, by: Actor, location: Location, on: date) -> Quality:
    """Judge a location by the norms that hold there on a day.

    Raises:
        NotAllowed: this person does not see the quality of this location.
    """
    return _judged(file_of(by=by, location=location, on=on))


def qualities_of(
    *, by: Actor, locations: Sequence[Location], on: date
) -> Iterator[Quality]:
    """Judge locations, in their order; a fixed number of queries for each chunk.

    Raises:
        NotAllowed: this person does not see the quality of one of them.
    """
    for start in range(0, len(locations), _CHUNK):
        chunk = locations[start : start + _CHUNK]
        for file in files_of(by=by, locations=chunk, on=on):
            yield _judged(file)


def _judged(file: QualityFile) -> Quality:
    return Quality(file, _judged_on(file.on, file))


def _judged_on(day: date, file: QualityFile) -> Judgement:
    judgement = judge_on(day, file.location.municipality_id)(file.facts)
    about_the_house = tuple(
        one for one in judgement.findings if not one.rule.startswith(_OF_ENTRY)
    )
    return replace(judgement, findings=about_the_house)
