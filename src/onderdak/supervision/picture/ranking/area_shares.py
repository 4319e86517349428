"""Taking in shares of neighbourhoods, and reading them where a list is held to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, cast

from django.utils.module_loading import import_string

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    may,
    record_event,
)
from onderdak.foundation.places.contract import Area
from onderdak.foundation.places.contract.register import LOAD_REGISTER
from onderdak.kernel.errors import ConfigurationError, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.picture.models import AreaShare
from onderdak.supervision.picture.ranking.domain.area_shares import (
    LONGEST_SOURCE,
    SHARES,
    STATISTICS_NETHERLANDS,
    AreaShares,
    ShareFault,
    ShareRow,
)

_tied: Final = {"reader": ""}


def read_area_shares_with(reader: str) -> None:
    """Tie the reader of files of shares, by its dotted name."""
    _tied["reader"] = reader


@dataclass(slots=True)
class TakenShares:
    """What a file of shares held, and what became of it.

    Attributes:
        elsewhere: shares of neighbourhoods of other municipalities, or not known here.
        not_published: shares that Statistics Netherlands keeps to itself.
    """

    taken: int = 0
    elsewhere: int = 0
    not_published: int = 0
    faults: Sequence[ShareFault] = field(default_factory=list)


@action
def load_area_shares(
    *,
    by: Actor,
    file: Path,
    year: int,
    municipality: str | None = None,
    source: str = STATISTICS_NETHERLANDS,
) -> TakenShares:
    """Take in shares of the neighbourhoods of one's own municipalities.

    They take the place of those that are known. With a bad line nothing is taken in.

    Args:
        year: of which year they are.
        municipality: this one only; else all for which the person may.

    Raises:
        NotAllowed: the person loads no registers for these municipalities.
        Invalid: it is no list of shares, or holds nothing of these neighbourhoods.
    """
    asked = {municipality} if municipality else by.municipalities
    ours = sorted(town for town in asked if may(by, LOAD_REGISTER, municipality=town))
    if not ours:
        check_may(by, LOAD_REGISTER, municipality=municipality)
    rows, faults = _reader().read(file)
    if faults:
        return TakenShares(faults=faults)
    taken = TakenShares()
    for town in ours:
        check_may(by, LOAD_REGISTER, municipality=town)
        number = _write(town, rows, taken, year, source[:LONGEST_SOURCE])
        if number:
            record_event(
                by=by,
                action="ranking.load_area_shares",
                object=f"shares {year}",
                municipality=town,
                detail={"shares": number},
            )
    if not taken.taken:
        raise Invalid(
            text("The file holds nothing of %(codes)s.", codes=", ".join(ours)),
            next_step=text("Load the neighbourhoods first, of the same year."),
        )
    taken.elsewhere = len(rows) - taken.taken - taken.not_published
    return taken


def _reader() -> AreaShares:
    if not _tied["reader"]:
        raise ConfigurationError(text("No reader of shares is tied."))
    return cast(AreaShares, import_string(_tied["reader"]))


def _write(
    town: str, rows: Sequence[ShareRow], taken: TakenShares, year: int, source: str
) -> int:
    codes = set(
        Area.objects.filter(
            municipality_id=town, kind=Area.Kind.NEIGHBOURHOOD, until_year=None
        ).values_list("code", flat=True)
    )
    here = {(one.area, one.key): one.per_thousand for one in rows if one.area in codes}
    known = {where: share for where, share in here.items() if share is not None}
    taken.taken += len(known)
    taken.not_published += len(here) - len(known)
    if known:
        AreaShare.objects.filter(municipality_id=town).delete()
        AreaShare.objects.bulk_create(
            AreaShare(
                municipality_id=town,
                area_id=code,
                key=key,
                per_thousand=share,
                year=year,
                source=source,
            )
            for (code, key), share in known.items()
        )
    return len(known)


@dataclass(frozen=True, slots=True)
class KnownShare:
    """One share of all neighbourhoods of a municipality, of which year, by whom."""

    key: str
    by_area: Mapping[str, int]
    year: int
    source: str


def shares_of(municipality: str) -> list[KnownShare]:
    """What is known of the neighbourhoods; the caller has checked who asks."""
    rows = list(AreaShare.objects.filter(municipality_id=municipality))
    found = []
    for key in SHARES:
        of_key = [row for row in rows if row.key == key]
        if of_key:
            by_area = {row.area_id: row.per_thousand for row in of_key}
            found.append(KnownShare(key, by_area, of_key[0].year, of_key[0].source))
    return found
