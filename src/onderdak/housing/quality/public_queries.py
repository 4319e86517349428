"""What everyone may see, signed in or not, and what was said about showing it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.certificates import Scheme
from onderdak.housing.quality.domain.regional_permissions import SEE_PUBLICITY
from onderdak.housing.quality.models import GoodExample, PublicConsent, PublicReview
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

# Where a postcode, kept without one, gets its space.
_POSTCODE: Final = re.compile(r"(?<=\b\d{4})(?=[A-Z]{2}\b)")


@dataclass(frozen=True, slots=True)
class Certified:
    """A provider with a valid certificate in a municipality."""

    municipality: str
    provider: str
    scheme: Scheme
    since: date | None
    until: date | None
    addresses: Sequence[str]


@dataclass(frozen=True, slots=True)
class ShownExample:
    """A good example as everyone sees it."""

    municipality: str
    provider: str
    title: str
    story: str
    shown_on: date


def certified(
    *,
    on: date,
    municipality: str = "",
    scheme: str = "",
    words: str = "",
    most: int,
    skipped: int = 0,
) -> tuple[list[Certified], int]:
    """Who holds a valid certificate on a day, and how many lines there are in all.

    An address is among them only where its provider agreed and the municipality weighed
    the safety of the residents and allowed it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM quality_certified(%s, %s, %s, %s, %s, %s)",
            [on, municipality, scheme, words, most, skipped],
        )
        rows = cursor.fetchall()
    found = [
        Certified(
            *(row[0], row[1], Scheme(row[2]), row[3], row[4]),
            tuple(_POSTCODE.sub(" ", address) for address in json.loads(row[5])),
        )
        for row in rows
    ]
    return found, rows[0][6] if rows else 0


def shown_examples(*, most: int, skipped: int = 0) -> tuple[list[ShownExample], int]:
    """Good examples that provider and municipality let be shown, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM quality_examples(%s, %s)", [most, skipped])
        rows = cursor.fetchall()
    return [ShownExample(*row[:5]) for row in rows], rows[0][5] if rows else 0


@dataclass(frozen=True, slots=True)
class Publicity:
    """What was said about showing one thing, the newest line first."""

    consents: Sequence[PublicConsent]
    reviews: Sequence[PublicReview]

    @property
    def agreed(self) -> bool:
        """Whether the provider agrees now."""
        return bool(self.consents) and self.consents[0].given

    @property
    def allowed(self) -> bool:
        """Whether the municipality allows it now."""
        return bool(self.reviews) and self.reviews[0].allowed

    @property
    def shown(self) -> bool:
        """Whether everyone sees it."""
        return self.agreed and self.allowed


def publicity_of(*, by: Actor, location: Location) -> Publicity:
    """What was said about showing the address of a location."""
    check_may(
        by,
        SEE_PUBLICITY,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    return Publicity(
        list(PublicConsent.objects.filter(location=location).order_by("-id")),
        list(PublicReview.objects.filter(location=location).order_by("-id")),
    )


def name_consents(*, by: Actor, provider: int, municipality: str) -> Publicity:
    """What a provider said about its own name in a municipality."""
    check_may(by, SEE_PUBLICITY, provider=provider, municipality=municipality)
    found = PublicConsent.objects.filter(
        provider_id=provider, municipality_id=municipality, what="name"
    )
    return Publicity(list(found.order_by("-id")), [])


def examples_seen(*, by: Actor) -> list[tuple[GoodExample, Publicity]]:
    """The good examples of one's own municipality or provider, newest first."""
    grant = by.grants[0]
    check_may(
        by, SEE_PUBLICITY, municipality=grant.municipality, provider=grant.provider
    )
    examples = list(
        GoodExample.objects.select_related(
            "provider", "municipality", "location"
        ).order_by("-id")
    )
    ids = [each.pk for each in examples]
    consents: dict[int | None, list[PublicConsent]] = {}
    for consent in PublicConsent.objects.filter(example__in=ids).order_by("-id"):
        consents.setdefault(consent.example_id, []).append(consent)
    reviews: dict[int | None, list[PublicReview]] = {}
    for review in PublicReview.objects.filter(example__in=ids).order_by("-id"):
        reviews.setdefault(review.example_id, []).append(review)
    return [
        (each, Publicity(consents.get(each.pk, []), reviews.get(each.pk, [])))
        for each in examples
    ]


def example_for(*, by: Actor, example: int) -> tuple[GoodExample, Publicity]:
    """One good example, for its provider or its municipality.

    Raises:
        NotFound: there is none in this person's scope.
    """
    found = next((pair for pair in examples_seen(by=by) if pair[0].pk == example), None)
    if found is None:
        raise NotFound(text("There is no such example here."))
    return found
