"""The telephone numbers of a municipality, and those of the whole country."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import yaml

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.errors import ConfigurationError
from onderdak.supervision.inspections.domain.permissions import SET_UP_INSPECTIONS
from onderdak.supervision.inspections.domain.phones import Phone
from onderdak.supervision.inspections.models import TownPhone

_FILE: Final = Path(__file__).parent / "phones.yaml"


@dataclass(frozen=True, slots=True)
class NationalPhone:
    """A number that is the same everywhere, with its name per language."""

    number: str
    names: Mapping[str, str]


@lru_cache(maxsize=1)
def national_phones() -> tuple[NationalPhone, ...]:
    """The numbers of the whole country, the most urgent first."""
    rows = yaml.safe_load(_FILE.read_text())
    try:
        return tuple(
            NationalPhone(Phone(one["name"]["nl"], one["number"]).number, one["name"])
            for one in rows
        )
    except (KeyError, TypeError) as fault:
        raise ConfigurationError(f"{_FILE.name}: {fault} is missing") from fault


def phones_of(municipality: str) -> tuple[Phone, ...]:
    """The numbers of a municipality itself, within the scope."""
    rows = TownPhone.objects.filter(municipality_id=municipality).order_by("place")
    return tuple(Phone(row.name, row.number) for row in rows)


def phones_set(*, by: Actor, municipality: str) -> tuple[Phone, ...]:
    """The same, for who sets up this part.

    Raises:
        NotAllowed: this person sets nothing up here.
    """
    check_may(by, SET_UP_INSPECTIONS, municipality=municipality)
    return phones_of(municipality)
