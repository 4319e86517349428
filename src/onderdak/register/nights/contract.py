"""The door of the night register."""

from onderdak.register.nights.actions import (
    declare_stays,
    open_guest_identity,
    open_location,
)
from onderdak.register.nights.domain.declared import (
    Correction,
    Declared,
    DeclaredStay,
    Outcome,
    RowError,
)
from onderdak.register.nights.files import (
    FIELDS,
    REQUIRED,
    column_names,
    likely,
    template_xlsx,
)
from onderdak.register.nights.handing_in import FileOutcome, declare_file
from onderdak.register.nights.models import (
    BaselineCount,
    Declaration,
    DoubleLet,
    Guest,
    GuestIdentity,
    Location,
    RegistrationStatement,
    Stay,
)
from onderdak.register.nights.queries import (
    Occupancy,
    baselines,
    count_nights,
    double_lets,
    find_location,
    guests_tonight,
    location_for,
    municipal_locations,
    nights_per_month,
    occupancy_per_municipality,
    occupancy_per_neighbourhood,
    own_locations,
    parts_at,
)
from onderdak.register.nights.remembering import remember

__all__ = [
    "FIELDS",
    "REQUIRED",
    "BaselineCount",
    "Correction",
    "Declaration",
    "Declared",
    "DeclaredStay",
    "DoubleLet",
    "FileOutcome",
    "Guest",
    "GuestIdentity",
    "Location",
    "Occupancy",
    "Outcome",
    "RegistrationStatement",
    "RowError",
    "Stay",
    "baselines",
    "column_names",
    "count_nights",
    "declare_file",
    "declare_stays",
    "double_lets",
    "find_location",
    "guests_tonight",
    "likely",
    "location_for",
    "municipal_locations",
    "nights_per_month",
    "occupancy_per_municipality",
    "occupancy_per_neighbourhood",
    "open_guest_identity",
    "open_location",
    "own_locations",
    "parts_at",
    "remember",
    "template_xlsx",
]
