"""Finding certificates and gaps: by words, scheme, state and gap, 50 at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from onderdak.foundation.identity.contract import Actor
from onderdak.housing.quality.contract import (
    CertificateOverview,
    Gap,
    GapKind,
    KnownCertificate,
    Scheme,
    Standing,
    certificate_overview,
)
from onderdak.kernel.identifiers import whole_number

PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of a list."""

    words: str = ""
    scheme: str = ""
    state: str = ""
    gap: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether less is asked than the whole list."""
        return bool(self.words or self.scheme or self.state or self.gap)

    def address(self, page: int | None = None) -> str:
        """The query string of another page of the same list."""
        kept = {
            "q": self.words,
            "scheme": self.scheme,
            "state": self.state,
            "gap": self.gap,
            "page": str(page) if page else "",
        }
        return "?" + urlencode({k: v for k, v in kept.items() if v})


@dataclass(frozen=True)
class Page:
    """One page of a list, and what lies around it."""

    rows: Sequence[object]
    total: int
    asked: Asked

    @property
    def next_url(self) -> str:
        """The next page, where there is one."""
        more = self.asked.page * PAGE < self.total
        return self.asked.address(self.asked.page + 1) if more else ""

    @property
    def previous_url(self) -> str:
        """The page before, where there is one."""
        return self.asked.address(self.asked.page - 1) if self.asked.page > 1 else ""


def asked_by(query: QueryDict) -> Asked:
    """What is asked; what cannot be read is not asked."""

    def one_of(name: str, known: type[Scheme | Standing | GapKind]) -> str:
        value = query.get(name, "")
        return value if value in set(known) else ""

    return Asked(
        words=query.get("q", "").replace("\x00", "").strip()[:120],
        scheme=one_of("scheme", Scheme),
        state=one_of("state", Standing),
        gap=one_of("gap", GapKind),
        page=max(1, whole_number(query.get("page", ""), most_digits=6) or 1),
    )


def overview_for(actor: Actor, on: date) -> CertificateOverview:
    """The certificates of the tenant for which somebody acts now."""
    grant = actor.grants[0]
    return certificate_overview(
        by=actor, on=on, municipality=grant.municipality, provider=grant.provider
    )


def certificates_asked(
    found: CertificateOverview, asked: Asked
) -> list[KnownCertificate]:
    """The certificates that are asked for.

    A municipality has some hundreds at most; where each stands on a day is computed.
    """
    low = asked.words.casefold()
    return [
        one
        for one in found.certificates
        if (not asked.scheme or one.row.scheme == asked.scheme)
        and (not asked.state or one.standing == asked.state)
        and (not asked.gap or any(gap.kind == asked.gap for gap in one.gaps))
        and (not low or any(low in word for word in _words(one)))
    ]


def _words(one: KnownCertificate) -> list[str]:
    row = one.row
    place = row.location.name if row.location else row.address
    return [word.casefold() for word in (row.holder, row.number, place)]


def gaps_asked(found: CertificateOverview, asked: Asked) -> list[Gap]:
    """The gaps that are asked for."""
    low = asked.words.casefold()
    return [
        gap
        for gap in found.gaps
        if (not asked.scheme or gap.scheme == asked.scheme)
        and (not asked.gap or gap.kind == asked.gap)
        and (not low or any(low in word for word in _gap_words(found, gap)))
    ]


def _gap_words(found: CertificateOverview, gap: Gap) -> list[str]:
    known, house = found.of(gap), found.houses.get(gap.location or 0)
    words = [house.name.casefold()] if house else []
    return [*words, *(_words(known) if known else [])]


def page_of(rows: Sequence[T], asked: Asked, shown: Callable[[T], object]) -> Page:
    """One page of rows, each as it is shown."""
    first = (asked.page - 1) * PAGE
    return Page([shown(row) for row in rows[first : first + PAGE]], len(rows), asked)
