"""Who states facts about which location, and what is known of it already."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, check_may, may
from onderdak.housing.quality.contract import (
    STATE_OWN_FACTS,
    STATE_SEEN_FACTS,
    QualityFile,
    Source,
    file_of,
)
from onderdak.register.nights.contract import Location, location_for
from onderdak.web.account.contract import Request
from onderdak.web.quality.assess.forms import SeenForm
from onderdak.web.quality.assess.steps import Step, places_of, steps_of
from onderdak.web.quality.file.words import value_shown, who_said


@dataclass(frozen=True)
class Task:
    """Who states facts about which location, and of which side that word is."""

    by: Actor
    location: Location
    of_house: bool
    on: date
    file: QualityFile

    @property
    def source(self) -> Source:
        """Whose word it is."""
        return Source.PROVIDER if self.of_house else Source.INSPECTION

    @cached_property
    def steps(self) -> list[Step]:
        """All steps of this task."""
        return steps_of(self.file, of_house=self.of_house)

    @cached_property
    def units(self) -> list[str]:
        """The units of the location by name; none where it is one without a name."""
        return [place for place in places_of(self.file) if place]

    def own(self, place: str) -> dict[str, object]:
        """What this side said before, by path, where it is what counts or differs."""
        return {
            said.path: said.value
            for one in self.file.known
            for said in (one.counts, *one.differs)
            if said.place == place and said.source is self.source
        }

    def hints(self, place: str) -> dict[str, str]:
        """What another source says, to be read beside the question."""
        return {
            one.counts.path: _("%(source)s: %(value)s")
            % {
                "source": who_said(one.counts),
                "value": value_shown(one.counts.path, one.counts.value),
            }
            for one in self.file.known
            if one.counts.place == place and one.counts.source is not self.source
        }


def task_of(request: Request, pk: int) -> Task:
    """The task of whoever asks, at one location.

    Raises:
        NotAllowed: this person states no facts about it.
    """
    on, by = localdate(), request.actor
    location = location_for(by=by, location=pk, on=on)
    of_house = may(by, STATE_OWN_FACTS, provider=location.provider_id)
    if not of_house:
        check_may(by, STATE_SEEN_FACTS, municipality=location.municipality_id)
    file = file_of(by=by, location=location, on=on)
    return Task(by, location, of_house, on, file)


def seen_form(request: Request, task: Task) -> SeenForm:
    """The day and number of the visit, as they go along in the address."""
    given = request.GET
    return SeenForm(
        on=task.on,
        initial={
            "seen_on": given.get("seen_on") or task.on,
            "reference": given.get("reference", ""),
        },
    )


def carried(request: Request) -> str:
    """The visit goes along from step to step in the address."""
    kept = {
        name: value
        for name in ("seen_on", "reference")
        if (value := request.GET.get(name, "")[:200])
    }
    return f"?{urlencode(kept)}" if kept else ""
