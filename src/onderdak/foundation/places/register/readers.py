"""Which readers are tied to this room; `project.wiring` says so.

They are named, not given: libraries for XML and geometry are large, and only who loads
a register needs them.
"""

from dataclasses import dataclass
from typing import Final, cast

from django.utils.module_loading import import_string

from onderdak.foundation.places.ports import AddressSearch, Areas, OpenDelivery
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text


@dataclass(slots=True)
class _Tied:
    """The names of the readers, and the search that is tied, if any."""

    deliveries: str = ""
    areas: str = ""
    search: AddressSearch | None = None


_tied: Final = _Tied()


def read_registers_with(*, deliveries: str, areas: str) -> None:
    """Tie the readers of deliveries and of area files, by their dotted names."""
    _tied.deliveries, _tied.areas = deliveries, areas


def search_elsewhere_with(search: AddressSearch | None) -> None:
    """Tie a search for addresses elsewhere, or none."""
    _tied.search = search


def search_elsewhere() -> AddressSearch | None:
    """The search for addresses elsewhere, where one is set up."""
    return _tied.search


def opener() -> OpenDelivery:
    """What opens a delivery of the BAG."""
    return cast(OpenDelivery, _named(_tied.deliveries))


def area_reader() -> Areas:
    """What reads area files and places points in areas."""
    return cast(Areas, _named(_tied.areas))


def _named(name: str) -> object:
    if not name:
        raise ConfigurationError(text("No reader of registers is tied."))
    return import_string(name)
