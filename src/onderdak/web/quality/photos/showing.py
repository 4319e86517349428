"""Photos of a location as a page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, fact_catalogue, may
from onderdak.housing.quality.contract import STATE_OWN_FACTS, STATE_SEEN_FACTS, Source
from onderdak.housing.quality.contract.photos import Photo, photos_of
from onderdak.register.nights.contract import Location
from onderdak.web.quality.file.words import SOURCES, in_words

_FIRST = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo in a list: what it is of, who showed it, and where it opens."""

    url: str
    small_url: str
    what: str
    told: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of a page: the first ones, and those behind a fold."""

    first: Sequence[Shown]
    further: Sequence[Shown]

    def __bool__(self) -> bool:
        return bool(self.first)


def photos_shown(
    by: Actor, location: Location, *, subject: str = "", place: str = ""
) -> Photos:
    """The photos of a location, or those of one step of its assessment."""
    found = [
        one
        for one in photos_of(by=by, location=location)
        if not subject or (one.subject, one.place) == (subject, place)
    ]
    shown = list(_shown(by, location, found))
    return Photos(shown[:_FIRST], shown[_FIRST:])


def _shown(by: Actor, location: Location, photos: Iterable[Photo]) -> Iterable[Shown]:
    labels = {group.name: in_words(group.label) for group in fact_catalogue().groups}
    own = {
        Source.PROVIDER: may(by, STATE_OWN_FACTS, provider=location.provider_id),
        Source.INSPECTION: may(
            by, STATE_SEEN_FACTS, municipality=location.municipality_id
        ),
    }
    for one in photos:
        here = [location.pk, one.pk]
        label = labels.get(one.subject, one.subject)
        source = Source(one.source)
        yield Shown(
            url=reverse("quality_photo", args=here),
            small_url=reverse("quality_photo_small", args=here),
            what=", ".join(filter(None, [one.place, label, one.room])),
            told=_("%(source)s, %(day)s")
            % {
                "source": SOURCES[source],
                "day": date_format(one.observed_on, "j F Y"),
            },
            remove_url=reverse("quality_photo_remove", args=here)
            if own[source]
            else "",
        )
